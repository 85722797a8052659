"""What a conversation remembers between two messages. It is kept as plain data; texts are not in it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any

from magdat.answers.answer import Button
from magdat.handoff.draft import Awaits
from magdat.situation import Situation

MAX_HISTORY = 6
"""So many earlier topics can be gone back to."""


@dataclass(frozen=True)
class Option:
    """One choice that the assistant offered."""

    title: str
    topic: str | None = None
    dimension: str | None = None
    value: str | None = None
    act: str | None = None
    statement: str | None = None

    @property
    def button(self) -> Button:
        """Return the button that stands for this choice."""
        return Button(self.title, self._payload())

    def _payload(self) -> str:
        if self.dimension is not None:
            return f'/aanvullen{{"{self.dimension}": "{self.value}"}}'
        if self.statement is not None:
            topic, _, aspect = self.statement.partition(".")
            return f'/{topic}{{"deelvraag": "{aspect}"}}'
        return f"/{self.topic or self.act}"


@dataclass(frozen=True)
class Pending:
    """What the assistant asked and still waits for: ``kind`` is dimension, topic or person."""

    kind: str
    options: tuple[Option, ...] = ()
    dimension: str | None = None
    topic: str | None = None


@dataclass(frozen=True)
class State:
    """Everything that the next answer may depend on."""

    topic: str | None = None
    statement: str | None = None
    """The id of the statement that answered the last question on the topic."""

    company: tuple[str, ...] = ()
    """What in the company's own policy answered it, where something did (magdat.policy.answerable)."""

    beside: str | None = None
    """The guidance's statement that was told after it."""

    opening: str | None = None
    """With what an answer to that question may begin (magdat.guidance.statements.Opening)."""

    form: str | None = None
    """The form in which it was asked (magdat.guidance.statements.Form)."""

    told_word: str | None = None
    """«ja» or «nee» with which the answer to it began; that may follow from the words of the question too."""

    told_of: str | None = None
    """The hash of the policy's text from which that word was told."""

    untold: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each statement that was told the marks of the sentences that were left for the second layer
    (magdat.guidance.read_sentences)."""

    situation: Situation = Situation()
    among: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    history: tuple[tuple[str, Situation], ...] = ()
    pending: Pending | None = None
    misunderstood: int = 0
    noticed: bool = False
    """Whether the first-contact notice was given."""

    last: tuple[str, ...] = ()
    """The keys of the last reply, so that the same sentence is never said twice in a row."""

    answered: int = 0
    thumbs_down: int = 0
    """How many answers did not help, since a person was last offered for that."""
    unhelped: int = 0
    """How many answers in a row did not help, as far as the person was asked."""

    handing: str | None = None
    """What a hand-off waits for (magdat.handoff.draft.Awaits); ``None`` when none is going on."""

    role_presumed: bool = False
    """Whether the role was said about an earlier question, and only presumed for the one in hand."""

    said_earlier: tuple[str, ...] = ()
    """The dimensions of which the value was said of an earlier question (magdat.conversation.interpret.belonging)."""

    elsewhere: bool = False
    """Whether the last question was about something else than the topic in hand: not understood, or out of field."""

    def about(self, topic: str, situation: Situation, among: Mapping[str, tuple[str, ...]]) -> State:
        """Return the state once the conversation is about this."""
        history = self.history
        if self.topic is not None and (self.topic, self.situation) != (topic, situation):
            history = (*history, (self.topic, self.situation))[-MAX_HISTORY:]
        after = replace(
            self,
            topic=topic,
            situation=situation,
            among=dict(among),
            history=history,
            pending=None,
            misunderstood=0,
            elsewhere=False,
        )
        return (
            after
            if self.topic == topic
            else replace(
                after,
                statement=None,
                company=(),
                beside=None,
                opening=None,
                form=None,
                told_word=None,
                told_of=None,
                untold={},
            )
        )

    def asking(
        self,
        statement: str,
        opening: str,
        form: str | None,
        company: tuple[str, ...] = (),
        beside: str | None = None,
        untold: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> State:
        """Return the state once this question was asked on the topic in hand."""
        return replace(
            self, statement=statement, opening=opening, form=form, company=company, beside=beside, untold=dict(untold)
        )

    def topics(self) -> Set[str]:
        """Return the topics that the conversation is or was about, and those that were offered."""
        told = {self.topic, *(topic for topic, _ in self.history)}
        if self.pending is not None:
            told |= {self.pending.topic, *(option.topic for option in self.pending.options)}
        return {topic for topic in told if topic is not None}

    def tells_of(self, topics: Set[str]) -> bool:
        """Return whether anything in the state names one of these topics."""
        return not topics.isdisjoint({*self.topics(), *self.last})

    def without(self, topics: Set[str]) -> State:
        """Return what may be known by whoever must not know that the conversation was about these topics."""
        history = tuple(item for item in self.history if item[0] not in topics)
        if self.topic in topics:
            return State(history=history, noticed=self.noticed, answered=self.answered, handing=self.handing)
        return replace(
            self,
            history=history,
            pending=None if self.tells_of(topics) else self.pending,
            last=tuple(item for item in self.last if item not in topics),
        )

    def to_data(self) -> dict[str, Any]:
        """Return plain data for a Rasa slot."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> State:
        """Read what :meth:`to_data` gave; anything unreadable counts as a fresh conversation."""
        if not data:
            return cls()
        try:
            pending = data.get("pending")
            return cls(
                topic=data.get("topic"),
                statement=data.get("statement"),
                company=tuple(map(str, data.get("company") or ())),
                beside=data.get("beside"),
                opening=data.get("opening"),
                form=data.get("form"),
                told_word=data.get("told_word"),
                told_of=data.get("told_of"),
                untold={str(name): tuple(map(str, marks)) for name, marks in (data.get("untold") or {}).items()},
                situation=Situation.of(data.get("situation") or {}),
                among={key: tuple(values) for key, values in (data.get("among") or {}).items()},
                history=tuple((str(topic), Situation.of(where)) for topic, where in data.get("history") or ()),
                pending=Pending(
                    kind=pending["kind"],
                    options=tuple(Option(**option) for option in pending.get("options") or ()),
                    dimension=pending.get("dimension"),
                    topic=pending.get("topic"),
                )
                if pending
                else None,
                misunderstood=int(data.get("misunderstood") or 0),
                noticed=bool(data.get("noticed")),
                last=tuple(data.get("last") or ()),
                answered=int(data.get("answered") or 0),
                thumbs_down=int(data.get("thumbs_down") or 0),
                unhelped=int(data.get("unhelped") or 0),
                handing=Awaits(data["handing"]).value if data.get("handing") else None,
                role_presumed=bool(data.get("role_presumed")),
                said_earlier=tuple(map(str, data.get("said_earlier") or ())),
                elsewhere=bool(data.get("elsewhere")),
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            return cls(noticed=bool(data.get("noticed")))

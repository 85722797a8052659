"""The answer: what a person reads and what a machine reads, side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from magdat.guidance.model import Conduct
from magdat.question import Form
from magdat.situation import Role, Situation

CONTEXT = ("moment", "platform", "toestel", "rol")
"""The dimensions that the machine-readable form carries."""


DIGEST_SHOWN = 12
"""So many characters of a hash are enough to find a text again."""


class PartKind(str, Enum):
    """What a part of an answer rests on; rule, advice and law are never mixed."""

    DECISION = "besluit"
    RULE = "regel"
    REASON = "waarom"
    ADVICE = "raad"
    LAW = "wet"
    CONTACT = "contact"
    NOTE = "noot"


@dataclass(frozen=True)
class Part:
    """One paragraph of an answer."""

    kind: PartKind
    text: str
    alone: str = ""
    """How it is said where nothing before it says whom it is about; as its text where it is empty."""

    @property
    def by_itself(self) -> str:
        """Return what is said where the paragraphs before it are not told."""
        return self.alone or self.text


BELONGS = "hoort_bij"
"""Under this name a button has the mark of what it is about, and a message with which it was pressed brings it back."""


@dataclass(frozen=True)
class Button:
    """Something that a person can press; ``payload`` is what it stands for."""

    title: str
    payload: str


@dataclass(frozen=True)
class LawReference:
    """A law note that an answer cites, with the day on which somebody checked it."""

    id: str
    checked_on: str


@dataclass(frozen=True)
class Answer:
    """One answer to one question."""

    topic: str
    parts: tuple[Part, ...]
    """The first layer: what was asked."""

    more: tuple[Part, ...] = ()
    """The second layer: what else is known about exactly that."""

    statement: str | None = None
    """The id of the statement that it was answered from."""

    company: str | None = None
    """The id of the company's own statement, where that answers."""

    form: Form | None = None
    """The form in which it was asked."""

    opening: str | None = None
    """«ja» or «nee» where the answer begins so."""

    situation: Situation = Situation()
    decision: str | None = None
    decides_on: Conduct = Conduct.EMPLOYEE
    """Whose conduct the decision is about."""

    clause: str | None = None
    part: str | None = None
    """The heading without a number within the clause, where it has several."""

    rule: str | None = None
    policy_version: str | None = None
    policy_text: str | None = None
    """The hash of the policy's whole text, which tells two texts with the same version number apart."""

    tips: tuple[str, ...] = ()
    laws: tuple[LawReference, ...] = ()
    sources: tuple[dict[str, Any], ...] = ()
    buttons: tuple[Button, ...] = ()
    cases: tuple[dict[str, Any], ...] = field(default=())

    @property
    def text(self) -> str:
        """Return the first layer as plain text, a paragraph a part."""
        return "\n\n".join(part.text for part in self.parts)

    @property
    def whole(self) -> str:
        """Return both layers as plain text, a paragraph a part."""
        return "\n\n".join(part.text for part in (*self.parts, *self.more))

    def custom(self) -> dict[str, Any]:
        """Return the machine-readable form (docs/contract.md)."""
        context = {name: self.situation.get(name) for name in CONTEXT}
        context["rol"] = context["rol"] or Role.EMPLOYEE.value
        return {
            "onderwerp": self.topic,
            "uitspraak": self.company or self.statement,
            "deelvraag": self.statement.partition(".")[2] if self.statement and not self.company else None,
            "vorm": self.form.value if self.form else None,
            "opening": self.opening,
            "besluit": self.decision,
            "besluit_over": self.decides_on.value,
            "artikel": self.clause,
            "regel": self.rule,
            "beleidsversie": self.policy_version,
            "beleidsinhoud": self.policy_text[:DIGEST_SHOWN] if self.policy_text else None,
            "context": context,
            "tips": list(self.tips),
            "wet": [{"id": law.id, "gecontroleerd_op": law.checked_on} for law in self.laws],
            "bronnen": list(self.sources),
            "gevallen": list(self.cases),
            "delen": [_plain(part) for part in (*self.parts, *self.more)],
            "meer": [_plain(part) for part in self.more],
        }


def _plain(part: Part) -> dict[str, str]:
    return {"soort": part.kind.value, "tekst": part.text}

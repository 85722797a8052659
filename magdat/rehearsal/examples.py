"""Run the policy's own examples: what people read in the file is what is tested.

An example with a context needs no understanding: it says what the policy decides. A question of a rule has to be
understood as its topic, and decided as it says. A question of a statement is asked as a person would ask it, and the
first message has to rest on the statement's clause.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from magdat.conversation.dialogue import respond
from magdat.conversation.interpret.context import added
from magdat.conversation.interpret.own_words import with_own_words
from magdat.conversation.state import State
from magdat.files.yaml_data import Location
from magdat.knowledge import Knowledge
from magdat.policy.deciding import is_general
from magdat.policy.loading import LoadedPolicy
from magdat.policy.model import Decision, Example, Policy, PolicyStatement, Rule
from magdat.policy.outcomes import effective, outcome_for
from magdat.policy.selection import select
from magdat.policy.verdict import Deciding
from magdat.situation import Situation
from magdat.understanding import Interpreter, Understanding


@dataclass(frozen=True)
class ExampleResult:
    """What came out of one example."""

    name: str
    """The id of its rule or statement."""

    asked: str
    """The question, or the context in words."""

    line: int
    expected: str
    got: str

    @property
    def right(self) -> bool:
        """Return whether what came out is what the policy says."""
        return self.got == self.expected


Placed = tuple[Rule | PolicyStatement, Example, Location]


def run_contexts(loaded: LoadedPolicy) -> Iterator[ExampleResult]:
    """Decide every example with a context, in the order of the file; what it does not name is not known."""
    for item, example, place in _examples(loaded.policy):
        if example.context is None:
            continue
        situation = example.context.situation
        rule = _winner(loaded.policy, item, effective(situation))
        decision = rule.decision if rule is not None else Decision.UNREGULATED
        clause = f" ({rule.clause})" if example.clause and rule is not None else ""
        assert example.decision is not None
        yield ExampleResult(
            str(item.id),
            ", ".join(f"{name}: {value}" for name, value in situation.known().items()) or "altijd",
            loaded.document.line(place),
            example.decision.value + (f" ({example.clause})" if example.clause else ""),
            decision.value + clause,
        )


def run_questions(
    knowledge: Knowledge, interpreter: Interpreter, only: Collection[str] = ()
) -> Iterator[ExampleResult]:
    """Ask every example question of the policy that a knowledge holds, in the order of the file.

    Args:
        knowledge: what answers come from.
        interpreter: what reads the questions.
        only: the ids of the statements whose examples are asked; those of all where none is named.
    """
    found = [
        placed
        for placed in _examples(knowledge.policy)
        if placed[1].question is not None and (not only or str(placed[0].id) in only)
    ]
    for placed, understood in zip(found, interpreter.parse([str(example.question) for _, example, _ in found])):
        item, example, place = placed
        line = knowledge.loaded.document.line(place)
        expected, got = _asked(knowledge, item, example, understood)
        yield ExampleResult(str(item.id), str(example.question), line, expected, got)


def _asked(
    knowledge: Knowledge, item: Rule | PolicyStatement, example: Example, understood: Understanding
) -> tuple[str, str]:
    """Return what an example question expects, and what it got."""
    if isinstance(item, Rule):
        topic = next((name for name, _ in understood.topics()), None)
        assert example.decision is not None
        expected = f"{item.topic}: {example.decision.value}"
        return expected, f"{topic}: {decision_for(knowledge, topic, understood)}"
    replies = respond(knowledge, State(noticed=True), understood).replies
    told = replies[0].custom if replies else {}
    wanted: list[tuple[str, str | None, object]] = [("artikel", example.clause or item.clause, told.get("artikel"))]
    if example.opening is not None:
        wanted.append(("opening", example.opening.value, told.get("opening") or "geen"))
    if example.decision is not None:
        wanted.append(("besluit", example.decision.value, told.get("besluit")))
    return (
        ", ".join(f"{name} {value}" for name, value, _ in wanted),
        ", ".join(f"{name} {value or '-'}" for name, _, value in wanted),
    )


def decision_for(knowledge: Knowledge, topic: str | None, understood: Understanding) -> str:
    """Return the decision on a question once its topic is known; cases that differ make it conditional."""
    if topic is None:
        return Decision.UNREGULATED.value
    situation, among = added(with_own_words(understood, knowledge.policy, knowledge.library), Situation())
    outcome = outcome_for(knowledge.policy, topic, situation, among)
    decisions = {case.rule.decision if case.rule else Decision.UNREGULATED for case in outcome.cases}
    return (decisions.pop() if len(decisions) == 1 else Decision.CONDITIONAL).value


def _winner(policy: Policy, item: Rule | PolicyStatement, situation: Situation) -> Deciding | None:
    decisions = policy.decisions
    whole = isinstance(item, Rule) or is_general(item)
    own = decisions.on_topic(item.topic) if whole else decisions.by(str(item.id))
    return select(own, situation, decisions.everywhere)


def _examples(policy: Policy) -> Iterator[Placed]:
    listed: Sequence[tuple[str, Sequence[Rule | PolicyStatement]]] = (
        ("regels", policy.rules),
        ("uitspraken", policy.statements),
    )
    for key, items in listed:
        for index, item in enumerate(items):
            for at, example in enumerate(item.examples):
                yield item, example, (key, index, "voorbeelden", at)

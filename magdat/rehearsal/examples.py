"""Run the policy's own example questions: what people read in the file is what is tested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from magdat.conversation.interpret.context import added
from magdat.conversation.interpret.departments import with_departments
from magdat.policy.loading import LoadedPolicy
from magdat.policy.model import Decision, Rule, RuleExample
from magdat.policy.outcomes import outcome_for
from magdat.situation import Situation
from magdat.understanding import Interpreter, Understanding


@dataclass(frozen=True)
class ExampleResult:
    """What came out of one example question."""

    rule: Rule
    example: RuleExample
    line: int
    topic: str | None
    decision: str

    @property
    def right(self) -> bool:
        """Return whether the question was understood and decided as the policy says."""
        return self.topic == self.rule.topic and self.decision == self.example.decision.value


def run_examples(loaded: LoadedPolicy, interpreter: Interpreter) -> Iterator[ExampleResult]:
    """Understand and decide every example question of a policy, in the order of the file."""
    found = [
        (rule, example, loaded.document.line(("regels", index, "voorbeelden", place)))
        for index, rule in enumerate(loaded.policy.rules)
        for place, example in enumerate(rule.examples)
        if example.question is not None
    ]
    questions = [example.question or "" for _, example, _ in found]
    for (rule, example, line), understood in zip(found, interpreter.parse(questions)):
        topic = next((name for name, _ in understood.topics()), None)
        yield ExampleResult(rule, example, line, topic, decision_for(loaded, topic, understood))


def decision_for(loaded: LoadedPolicy, topic: str | None, understood: Understanding) -> str:
    """Return the decision on a question once its topic is known; cases that differ make it conditional."""
    if topic is None:
        return Decision.UNREGULATED.value
    situation, among = added(with_departments(understood, loaded.policy), Situation())
    outcome = outcome_for(loaded.policy, topic, situation, among)
    decisions = {case.rule.decision if case.rule else Decision.UNREGULATED for case in outcome.cases}
    return (decisions.pop() if len(decisions) == 1 else Decision.CONDITIONAL).value

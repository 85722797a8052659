"""What the company's policy says in answer to one question, before the guidance is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from magdat.answers.cases import case_facts, clauses_of
from magdat.guidance.statements import PolicyPart, Statement, topic_of
from magdat.policy.deciding import told_beside
from magdat.policy.model import Decision, Policy, PolicyStatement, Sanctions
from magdat.policy.open_place import OPEN
from magdat.policy.outcomes import Among, effective, outcome_for, outcome_of
from magdat.policy.selection import Outcome, matches
from magdat.policy.verdict import part_of
from magdat.situation import Situation
from magdat.wording.dates import belgian_date
from magdat.wording.lists import enumerate_dutch
from magdat.wording.phrases import Phrases


@dataclass(frozen=True)
class Said:
    """What the policy says."""

    text: str
    clauses: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    """What is decided on the deed, one for each case; none where the policy does not decide on it."""

    rule: str | None = None
    contact: str | None = None
    must_act: bool = False
    """Whether the company itself names whom to turn to in answer to this very question."""

    reason: str | None = None
    cases: tuple[dict[str, Any], ...] = field(default=())
    outcome: Outcome | None = None
    """The rules that hold in each case, where there are several."""

    part: str | None = None
    """The heading without a number under which it stands within its one clause."""

    point: str | None = None
    """The letter of the one item of a list there, where no other is told: «a)»."""

    documents: tuple[str, ...] = ()
    """The documents that it refers to, as the policy calls them."""

    stricter: bool = False
    """Whether a ban that holds over all topics goes before what is said on this one."""

    @property
    def decision(self) -> Decision | None:
        """Return the decision on the deed; on conditions where the cases differ."""
        kinds = set(self.decisions)
        return kinds.pop() if len(kinds) == 1 else Decision.CONDITIONAL if kinds else None


def decided_on(policy: Policy, topic: str, situation: Situation, among: Among) -> Said | None:
    """Return what the rules decide on the deed that a topic is about; ``None`` when no rule can hold."""
    return _said_by(policy, outcome_for(policy, topic, situation, among), topic)


def decided_by(policy: Policy, statement: PolicyStatement, situation: Situation, among: Among) -> Said:
    """Return what holds where a statement answers: itself, its exception, or a stricter ban over all topics."""
    outcome = outcome_of(policy, statement.id, situation, among)
    others = [case.rule for case in outcome.cases if case.rule is not None and case.rule.id != statement.id]
    found = _said_by(policy, outcome, statement.topic) if others else None
    if found is not None:
        return replace(found, must_act=found.contact is not None)
    text = " ".join([statement.text, *told_beside(statement)])
    return Said(
        "\n".join([text, *(f"- {item}" for item in statement.requirements)]),
        (statement.clause,),
        (statement.decision,) if statement.decision is not None else (),
        statement.id,
        statement.contact,
        must_act=statement.contact is not None,
        reason=statement.reason,
        part=statement.part,
        point=statement.point,
        documents=statement.documents,
    )


def _said_by(policy: Policy, outcome: Outcome, topic: str) -> Said | None:
    rules = [case.rule for case in outcome.cases if case.rule is not None]
    if not rules:
        return None
    decisions = tuple(case.rule.decision if case.rule else Decision.UNREGULATED for case in outcome.cases)
    if outcome.definite:
        rule = rules[0]
        text = "\n".join([rule.text, *(f"- {item}" for item in rule.requirements)])
        stricter = rule.topic != topic and rule in policy.decisions.everywhere
        return Said(
            text,
            (rule.clause,),
            decisions,
            rule.id,
            rule.contact,
            reason=rule.reason,
            part=part_of(rule),
            stricter=stricter,
        )
    return Said(
        text="",
        clauses=tuple(clauses_of(rules)),
        decisions=decisions,
        contact=rules[0].contact,
        cases=tuple(case_facts(case) for case in outcome.cases),
        outcome=outcome,
    )


def own_statement(policy: Policy, name: str, statement: Statement, situation: Situation) -> PolicyStatement | None:
    """Return the company's own answer to a statement's question, the one with most conditions that hold."""
    topic = topic_of(name)
    found = [
        item
        for item in policy.statements
        if item.topic == topic and statement.aspect in item.aspects and matches(item, effective(situation))
    ]
    return max(found, key=policy.decisions.rank) if found else None


def said_on(
    policy: Policy,
    phrases: Phrases,
    name: str,
    statement: Statement,
    situation: Situation,
    among: Among,
) -> Said | None:
    """Return what the policy says in answer to a statement's question; ``None`` when it says nothing on it.

    Args:
        policy: the policy in use.
        phrases: the wording.
        name: the statement's id.
        statement: the statement.
        situation: what is known of the situation.
        among: for each dimension of which several values were named, those values.
    """
    topic = topic_of(name)
    best = own_statement(policy, name, statement, situation)
    if best is not None:
        return decided_by(policy, best, situation, among)
    if statement.decided_by is PolicyPart.RULE:
        return decided_on(policy, topic, situation, among)
    return _material(policy, phrases, topic, statement.decided_by)


def _material(policy: Policy, phrases: Phrases, topic: str, part: PolicyPart | None) -> Said | None:
    """Return the part of the policy that a statement names, when the policy has it."""
    if part is PolicyPart.PROVISION:
        provision = policy.provision_for(topic)
        return Said(provision.text, (provision.clause,), contact=provision.contact) if provision else None
    if part is PolicyPart.LOCATION:
        return Said(where_it_is(policy, phrases))
    if part is PolicyPart.TRAINING:
        return Said(policy.drafting.training) if policy.drafting.training else None
    if part is PolicyPart.INVOLVEMENT:
        return Said(policy.drafting.involvement) if policy.drafting.involvement else None
    if part in _SANCTIONS and policy.sanctions is not None:
        text = _SANCTIONS[part](policy.sanctions, phrases)
        return Said(text, (policy.sanctions.clause,)) if text else None
    if part in _MONITORING and policy.monitoring is not None:
        text = getattr(policy.monitoring, _MONITORING[part])
        return Said(text, (policy.monitoring.clause,)) if text else None
    return None


def _scale(sanctions: Sanctions, phrases: Phrases) -> str:
    lines = [phrases.say("stap", tekst=item) for item in sanctions.scale]
    return "\n".join([phrases.say("sancties_lijst"), *lines, phrases.say("sancties_per_geval")])


_SANCTIONS: dict[PolicyPart, Callable[[Sanctions, Phrases], str | None]] = {
    PolicyPart.SANCTIONS: _scale,
    PolicyPart.NOTIFICATION: lambda sanctions, _: sanctions.notification,
    PolicyPart.APPEAL: lambda sanctions, _: sanctions.appeal,
    PolicyPart.HEARING: lambda sanctions, _: sanctions.hearing,
}
_MONITORING = {
    PolicyPart.MONITORING: "text",
    PolicyPart.INDIVIDUALISATION: "individualisation",
    PolicyPart.INFORMATION: "information",
}


def where_it_is(policy: Policy, phrases: Phrases) -> str:
    """Return where people find the policy, with its title, version and date."""
    text = phrases.say(
        "vindplaats",
        titel=policy.title,
        versie=policy.version,
        datum=belgian_date(policy.valid_from),
        plaats=place_of(policy, phrases),
    )
    languages = list(policy.location.languages)
    return f"{text} {phrases.say('vindplaats_talen', talen=enumerate_dutch(languages))}" if languages else text


def place_of(policy: Policy, phrases: Phrases) -> str:
    """Return the sentence that says where people find the policy, or whom to ask where nobody filled that in."""
    place, link = policy.location.place, policy.location.link
    known = [text for text in (place if place != OPEN else None, f"({link})" if link else None) if text]
    if known:
        return phrases.say("vindplaats_hier", plaats=" ".join(known))
    desk = policy.contacts.get("hr")
    return phrases.say("vindplaats_open", wie=desk.title if desk is not None else "HR")

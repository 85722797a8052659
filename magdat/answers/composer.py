"""Compose the answer on a topic: first the decision, then the clause, then advice and law, then whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from magdat.answers.answer import Answer, Button, LawReference, Part, PartKind
from magdat.answers.phrases import Phrases, belgian_date, enumerate_dutch
from magdat.guidance.library import Library
from magdat.guidance.model import Audience, Kind, Status, Topic, Wording
from magdat.knowledge import Knowledge
from magdat.policy.model import Contact, Decision, Policy, Rule
from magdat.policy.selection import Case, Outcome, decide
from magdat.situation import OTHER, Role, Situation

MAX_CASES = 3
"""So many cases are answered in one breath; with more, the assistant asks."""

FINDING = "policy_vinden"
"""The topic whose answer is the place where the policy is kept."""

MAX_TIPS = 2
MAX_LAWS, MAX_LAWS_HR = 1, 2
"""An employee wants to know where he stands; HR has to act on it, and needs the exceptions too."""

EXPANDED = ("moment", "toestel", "platform", "afdeling", "inhoud")
"""The dimensions that are split into cases when unknown; the role is that of an employee unless said."""


def outcome_for(policy: Policy, topic: str, situation: Situation, among: Mapping[str, Sequence[str]]) -> Outcome:
    """Return what the policy says on a topic; ``among`` limits a dimension to the values that were named."""
    rules = policy.rules_for(topic)
    return decide(rules, effective(situation), EXPANDED, among)


def effective(situation: Situation) -> Situation:
    """Return the situation with the role of an employee where none was said."""
    return situation if situation.rol else situation.with_value("rol", Role.EMPLOYEE.value)


def compose(
    knowledge: Knowledge,
    topic_id: str,
    situation: Situation,
    among: Mapping[str, Sequence[str]] | None = None,
) -> Answer:
    """Return the whole answer on a topic in a situation.

    The caller has checked that the policy's outcome has at most ``MAX_CASES`` cases, or accepts a long answer.
    """
    loaded, library, phrases = knowledge.loaded, knowledge.library, knowledge.phrases
    policy = loaded.policy
    topic = library.topic(topic_id)
    for_hr = speaks_to_hr(topic, situation)
    wording = library.wording(topic_id, for_hr)
    parts: list[Part] = []
    facts: dict[str, Any] = {"policy_version": policy.version, "policy_text": loaded.document.digest}
    if topic.kind is Kind.RULE:
        rule_parts, rule_facts = _decision(
            policy, phrases, library, outcome_for(policy, topic_id, situation, among or {}), situation
        )
        parts += rule_parts
        facts.update(rule_facts)
    else:
        explanation, clause = _explanation(policy, phrases, topic, wording)
        parts += explanation
        provision = policy.provision_for(topic_id)
        facts.update(clause=clause, contact=provision.contact if provision else None)
    tips = _tips(library, wording, for_hr)
    parts += _advice(phrases, library, topic, wording, tips, facts.get("decision"))
    holding = [note for name in wording.laws if (note := library.laws[name]).holds_for(policy.company.sector)]
    laws = holding[: MAX_LAWS_HR if for_hr else MAX_LAWS]
    parts += _laws(phrases, laws)
    contacts = _contacts(policy, phrases, topic, wording, facts.pop("contact", None))
    if topic.kind is Kind.ROUTE:  # whoever is in trouble reads first whom to turn to
        parts[1:1] = contacts
    else:
        parts += contacts
    if topic.kind is not Kind.ASSISTANT:
        parts.append(Part(PartKind.NOTE, phrases.say("geen_advies")))
    return Answer(
        topic=topic_id,
        parts=tuple(parts),
        situation=_single(situation, among or {}),
        tips=tuple(tips),
        laws=tuple(LawReference(note.id, note.checked_on.isoformat()) for note in laws),
        sources=tuple(_sources(policy, library, facts, tips, wording, laws)),
        buttons=tuple(_buttons(knowledge, topic, situation)),
        **facts,
    )


def _single(situation: Situation, among: Mapping[str, Sequence[str]]) -> Situation:
    """Return the situation without the dimensions for which several values were named."""
    for name in among:
        situation = situation.with_value(name, None)
    return situation


def speaks_to_hr(topic: Topic, situation: Situation) -> bool:
    """Return whether the answer is for HR and managers: they said so, or only they would ask."""
    if situation.rol is None:
        return topic.audience is Audience.HR
    return situation.rol in {Role.HR.value, Role.MANAGER.value}


def sentence(rule: Rule, phrases: Phrases) -> str:
    """Return the decision of one rule in words, with the conditions to meet."""
    text = phrases.say(f"besluit_{rule.decision.value}", tekst=rule.text)
    return "\n".join([text, *(phrases.say("voorwaarde", tekst=item) for item in rule.requirements)])


def describe_case(case: Case, phrases: Phrases, library: Library) -> str:
    """Return in which case a branch holds: «In de pauze, op een toestel van het werk»."""
    named = []
    for name, values in case.path:
        spoken = [_value(phrases, library, name, value) for value in values]
        if name == "platform":  # «Op Teams, LinkedIn of het intranet», not «Op Teams, Op LinkedIn …»
            spoken = [spoken[0], *(item.removeprefix("Op ") for item in spoken[1:])]
        named.append(_as_choice(spoken))
    return _as_sentence(named)


def _value(phrases: Phrases, library: Library, dimension: str, value: str) -> str:
    if dimension == "platform" and value != OTHER:
        return f"Op {library.platforms.get(value, value)}"
    if dimension == "afdeling" and value != OTHER:
        return f"Op de afdeling {value.replace('_', ' ')}"
    return phrases.value(dimension, value)


def _as_choice(spoken: Sequence[str]) -> str:
    """Join values with «of»; only the first keeps a capital that it has from standing first."""
    first_words = ("In ", "Op ", "Tijdens ", "Buiten ", "Als ")
    lowered = [item[0].lower() + item[1:] if item.startswith(first_words) else item for item in spoken[1:]]
    parts = [spoken[0], *lowered]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} of {parts[-1]}"


def _as_sentence(named: Sequence[str]) -> str:
    """Join cased pieces so that only the first keeps its capital; names of platforms keep theirs."""
    return ", ".join([named[0], *(item[0].lower() + item[1:] for item in named[1:])]) if named else ""


def _decision(
    policy: Policy, phrases: Phrases, library: Library, outcome: Outcome, situation: Situation
) -> tuple[list[Part], dict[str, Any]]:
    if outcome.definite:
        rule = outcome.rule
        if rule is None:
            text = phrases.say("niet_geregeld", bedrijf=policy.company.name)
            return [Part(PartKind.DECISION, text)], {"decision": Decision.UNREGULATED.value}
        parts = [Part(PartKind.DECISION, sentence(rule, phrases)), _citation(policy, phrases, [rule.clause])]
        return parts, {"decision": rule.decision.value, "clause": rule.clause, "rule": rule.id, "contact": rule.contact}
    rules = [case.rule for case in outcome.cases if case.rule is not None]
    lines = [phrases.say("besluit_hangt_af")]
    for case in outcome.cases:
        when = describe_case(case, phrases, library)
        if case.rule is None:
            lines.append("- " + phrases.say("geval_niet_geregeld", wanneer=when))
        else:
            word = phrases.say(f"woord_{case.rule.decision.value}")
            lines.append("- " + phrases.say("geval", wanneer=when, besluit=word, tekst=case.rule.text))
    clauses = list(dict.fromkeys(rule.clause for rule in rules))
    parts = [Part(PartKind.DECISION, "\n".join(lines))]
    if clauses:
        parts.append(_citation(policy, phrases, clauses))
    decisions = {case.rule.decision.value if case.rule else Decision.UNREGULATED.value for case in outcome.cases}
    facts = {
        "decision": decisions.pop() if len(decisions) == 1 else Decision.CONDITIONAL.value,
        "clause": clauses[0] if len(clauses) == 1 else None,
        "contact": rules[0].contact if rules else None,
        "cases": tuple(_case_facts(case) for case in outcome.cases),
    }
    return parts, facts


def _case_facts(case: Case) -> dict[str, Any]:
    return {
        "context": {name: list(values) for name, values in case.path},
        "besluit": case.rule.decision.value if case.rule else Decision.UNREGULATED.value,
        "artikel": case.rule.clause if case.rule else None,
        "regel": case.rule.id if case.rule else None,
    }


def _citation(policy: Policy, phrases: Phrases, clauses: list[str]) -> Part:
    key = "regel" if len(clauses) == 1 else "regels"
    text = phrases.say(
        key,
        bedrijf=policy.company.name,
        artikel=enumerate_dutch(clauses),
        titel=policy.title,
        versie=policy.version,
        datum=belgian_date(policy.valid_from),
    )
    return Part(PartKind.RULE, text)


def _explanation(policy: Policy, phrases: Phrases, topic: Topic, wording: Wording) -> tuple[list[Part], str | None]:
    """Return the guidance's core, and the company's own clause where it has one."""
    parts = [Part(PartKind.DECISION, wording.core)]
    if wording.why:
        parts[0] = Part(PartKind.DECISION, f"{wording.core} {wording.why}")
    if topic.id == FINDING:
        text = phrases.say(
            "vindplaats",
            titel=policy.title,
            versie=policy.version,
            datum=belgian_date(policy.valid_from),
            plaats=place_of(policy),
        )
        parts.append(Part(PartKind.RULE, text))
    provision = policy.provision_for(topic.id)
    if provision is None:
        return parts, None
    return [
        *parts,
        Part(PartKind.RULE, f"{provision.text}\n{_citation(policy, phrases, [provision.clause]).text}"),
    ], provision.clause


def place_of(policy: Policy) -> str:
    """Return where people find the policy, as the end of a sentence."""
    return f"{policy.location.place}{f' ({policy.location.link})' if policy.location.link else ''}."


def _tips(library: Library, wording: Wording, for_hr: bool) -> list[str]:
    wanted = {Audience.BOTH, Audience.HR if for_hr else Audience.EMPLOYEES}
    fitting = [name for name in wording.tips if library.tips[name].audience in wanted]
    return (fitting or list(wording.tips))[:MAX_TIPS]


def _advice(
    phrases: Phrases, library: Library, topic: Topic, wording: Wording, tips: Iterable[str], decision: str | None
) -> list[Part]:
    parts = []
    if topic.kind is Kind.RULE and decision == Decision.UNREGULATED.value:
        parts.append(Part(PartKind.ADVICE, phrases.say("raad", tekst=wording.core)))
    if wording.steps and (topic.kind is not Kind.RULE or decision == Decision.UNREGULATED.value):
        parts.append(Part(PartKind.ADVICE, "\n".join(phrases.say("stap", tekst=step) for step in wording.steps)))
    parts += [Part(PartKind.ADVICE, phrases.say("raad", tekst=library.tips[name].text)) for name in tips]
    return parts


def _laws(phrases: Phrases, laws: Iterable[Any]) -> list[Part]:
    return [
        Part(
            PartKind.LAW,
            phrases.say(
                "wet_onzeker" if note.status is Status.UNCERTAIN else "wet",
                tekst=note.text,
                datum=belgian_date(note.checked_on),
            ),
        )
        for note in laws
    ]


def contact_line(contact: Contact) -> str:
    """Return a contact as a person would pass it on: «de vertrouwenspersoon (An Peeters), an@…, +32 …»."""
    who = f"{contact.title} ({contact.name})" if contact.name else contact.title
    return ", ".join(str(item) for item in (who, contact.email, contact.phone, contact.available) if item)


def _contacts(policy: Policy, phrases: Phrases, topic: Topic, wording: Wording, first: str | None) -> list[Part]:
    names = list(dict.fromkeys([*([first] if first else []), *wording.contacts]))
    known = [policy.contacts[name] for name in names if name in policy.contacts]
    limit = 4 if topic.kind is Kind.ROUTE else 1
    if not known:
        return [Part(PartKind.CONTACT, phrases.say("contact_onbekend"))] if topic.kind is Kind.ROUTE else []
    if len(known[:limit]) == 1:
        return [Part(PartKind.CONTACT, phrases.say("contact", wie=contact_line(known[0])))]
    lines = [phrases.say("contact_lijst", wie=contact_line(contact)) for contact in known[:limit]]
    return [Part(PartKind.CONTACT, "\n".join(lines))]


def _sources(
    policy: Policy,
    library: Library,
    facts: Mapping[str, Any],
    tips: Iterable[str],
    wording: Wording,
    laws: Iterable[Any],
) -> Iterable[dict[str, str]]:
    if facts.get("clause") or facts.get("cases"):
        source = {"naam": f"{policy.title}, versie {policy.version}"}
        if policy.location.link:
            source["url"] = policy.location.link
        yield source
    for name in tips:
        yield {"naam": library.tips[name].source}
    for claim in wording.claims:
        yield {"naam": f"HR-leidraad, claim {claim}"}
    for note in laws:
        for item in note.sources:
            yield {"naam": item.name, **({"url": str(item.url)} if item.url else {})}


def _buttons(knowledge: Knowledge, topic: Topic, situation: Situation) -> Iterable[Button]:
    answer = knowledge.library.answers[topic.id]
    if answer.hr is not None and topic.audience is Audience.BOTH and situation.rol is None:
        yield Button(knowledge.phrases.say("als_leidinggevende"), '/aanvullen{"rol": "leidinggevende"}')
    for question in answer.follow_ups[:2]:
        yield Button(question, question)

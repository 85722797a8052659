"""Compose the answer on a topic: first the decision, then the clause, then advice and law, then whom to ask."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from magdat.answers.answer import Answer, Button, LawReference, Part, PartKind
from magdat.answers.cases import case_facts, case_lines, clauses_of, decision_over
from magdat.answers.phrases import Phrases, belgian_date, enumerate_dutch
from magdat.guidance.library import Library
from magdat.guidance.model import Audience, Kind, Status, Topic, Wording, fits
from magdat.knowledge import Knowledge
from magdat.policy.model import Contact, Decision, Policy, Rule
from magdat.policy.selection import Outcome, decide
from magdat.situation import Role, Situation

MAX_CASES = 3
"""So many cases are answered in one breath; with more, the assistant asks."""

FINDING = "policy_vinden"
"""The topic whose answer is the place where the policy is kept."""

CONTACTS = "contactpersoon"
"""The topic whose answer is a person."""

SANCTIONS = "sanctie"
"""The topic to which belongs how one goes against a sanction."""

MAX_TIPS = 2
MAX_FOLLOW_UPS = 2

NEARLY_THE_SAME = 0.75
"""From this likeness on, two questions are one."""

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
    *,
    asked: str = "",
    role_presumed: bool = False,
) -> Answer:
    """Return the whole answer on a topic in a situation.

    The caller has checked that the policy's outcome has at most ``MAX_CASES`` cases, or accepts a long answer.

    Args:
        knowledge: the policy, the guidance and the wording.
        topic_id: the topic.
        situation: what is known of the situation.
        among: for each dimension of which several values were named, those values.
        asked: the question in the person's words, so that no button asks it again.
        role_presumed: whether the role was said about an earlier question; then the answer says for whom it is.
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
        if topic_id == SANCTIONS and policy.sanctions is not None and policy.sanctions.appeal:
            citation = _citation(policy, phrases, [policy.sanctions.clause]).text
            place = 0 if fits("beroep", asked) else len(parts)
            parts.insert(place, Part(PartKind.RULE, f"{policy.sanctions.appeal}\n{citation}"))
    else:
        explanation, clause = _explanation(policy, phrases, topic, wording, for_hr)
        parts += explanation
        provision = policy.provision_for(topic_id)
        facts.update(clause=clause, contact=provision.contact if provision else None)
    named = _named_contacts(policy, topic, asked)
    if named:  # «wie is de DPO?» asks for one person, and for no advice
        wording = wording.copy(update={"steps": (), "tips": (), "laws": ()})
        parts[0] = Part(PartKind.DECISION, "\n".join(_presented(phrases, contact) for contact in named))
    tips = _tips(library, wording, for_hr, ruled=facts.get("decision") not in {None, Decision.UNREGULATED.value})
    parts += _advice(phrases, library, topic, wording, tips, facts.get("decision"))
    holding = [note for name in wording.laws if (note := library.laws[name]).holds_for(policy.company.sector)]
    laws = holding[: MAX_LAWS_HR if for_hr else MAX_LAWS]
    parts += _laws(phrases, laws)
    contacts = _contacts(policy, phrases, topic, wording, facts.pop("contact", None), for_hr)
    if topic.kind is Kind.ROUTE and not named:  # whoever is in trouble reads first whom to turn to
        parts[1:1] = contacts
    elif not named:
        parts += contacts
    if not knowledge.policies.holds(loaded):  # a company that has no other policy yet
        parts = list(
            _with_a_warning(parts, topic, phrases.say("nog_niet_geldig", datum=belgian_date(policy.valid_from)))
        )
    if topic.kind is not Kind.ASSISTANT:
        parts.append(Part(PartKind.NOTE, phrases.say("geen_advies")))
    told = role_presumed and for_hr and _differs_for_hr(policy, library, topic, situation)
    if told:
        parts.insert(0, Part(PartKind.DECISION, phrases.say("voor_leidinggevende")))
    return Answer(
        topic=topic_id,
        parts=tuple(parts),
        situation=_single(situation, among or {}),
        tips=tuple(tips),
        laws=tuple(LawReference(note.id, note.checked_on.isoformat()) for note in laws),
        sources=tuple(_sources(policy, phrases, library, facts, tips, wording, laws)),
        buttons=tuple(_buttons(knowledge, topic, situation, asked, back_to_employee=told)),
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
    clauses = clauses_of(rules)
    parts = [Part(PartKind.DECISION, "\n".join(case_lines(outcome, phrases, library)))]
    if clauses:
        parts.append(_citation(policy, phrases, clauses))
    facts = {
        "decision": decision_over(outcome),
        "clause": clauses[0] if len(clauses) == 1 else None,
        "contact": rules[0].contact if rules else None,
        "cases": tuple(case_facts(case) for case in outcome.cases),
    }
    return parts, facts


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


def _with_a_warning(parts: Sequence[Part], topic: Topic, text: str) -> Iterator[Part]:
    """Yield the parts of an answer, with a note behind what the policy says; some answers say nothing of it."""
    kind = PartKind.RULE if any(part.kind is PartKind.RULE for part in parts) else PartKind.DECISION
    for part in parts:
        yield part
        if part.kind is kind and (kind is PartKind.RULE or topic.kind is Kind.RULE):
            yield Part(PartKind.NOTE, text)


def _explanation(
    policy: Policy, phrases: Phrases, topic: Topic, wording: Wording, for_hr: bool
) -> tuple[list[Part], str | None]:
    """Return the guidance's core, and the company's own clause where it has one."""
    parts = [Part(PartKind.DECISION, " ".join(item for item in (wording.core, wording.why) if item))]
    if topic.id == FINDING:  # whoever asks where the policy is, reads that first; whoever keeps it knows
        parts.insert(1 if for_hr else 0, Part(PartKind.RULE, _where_it_is(policy, phrases)))
    provision = policy.provision_for(topic.id)
    if provision is None:
        return parts, None
    return [
        *parts,
        Part(PartKind.RULE, f"{provision.text}\n{_citation(policy, phrases, [provision.clause]).text}"),
    ], provision.clause


def _where_it_is(policy: Policy, phrases: Phrases) -> str:
    text = phrases.say(
        "vindplaats",
        titel=policy.title,
        versie=policy.version,
        datum=belgian_date(policy.valid_from),
        plaats=place_of(policy),
    )
    languages = list(policy.location.languages)
    return f"{text} {phrases.say('vindplaats_talen', talen=enumerate_dutch(languages))}" if languages else text


def place_of(policy: Policy) -> str:
    """Return where people find the policy, as the end of a sentence."""
    return f"{policy.location.place}{f' ({policy.location.link})' if policy.location.link else ''}."


def _tips(library: Library, wording: Wording, for_hr: bool, ruled: bool) -> list[str]:
    """Return the tips to give; one that only helps where the company decided nothing gives way to its rule."""
    wanted = {Audience.BOTH, Audience.HR if for_hr else Audience.EMPLOYEES}
    useful = [name for name in wording.tips if not (ruled and library.tips[name].only_without_rule)]
    fitting = [name for name in useful if library.tips[name].audience in wanted]
    return (fitting or useful)[:MAX_TIPS]


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


def _named_contacts(policy: Policy, topic: Topic, asked: str) -> list[Contact]:
    """Return the contacts that a question for a contact names."""
    if topic.id != CONTACTS:
        return []
    return [contact for name, contact in policy.contacts.items() if fits(name.replace("_", " "), asked)]


def _presented(phrases: Phrases, contact: Contact) -> str:
    """Return who somebody is, as the answer to that very question."""
    if not contact.name:
        return phrases.say("contact", wie=contact_line(contact))
    reached = ", ".join(str(item) for item in (contact.email, contact.phone, contact.available) if item)
    title = contact.title[0].upper() + contact.title[1:]
    return phrases.say("contact_genoemd", functie=title, naam=contact.name, bereikbaar=reached)


def contact_abroad(contact: Contact) -> str:
    """Return a contact for somebody who reads no Dutch: name, address and number, and nothing to be translated."""
    known = [str(item) for item in (contact.name, contact.email, contact.phone) if item]
    return ", ".join(known) or contact.title


def _contacts(
    policy: Policy, phrases: Phrases, topic: Topic, wording: Wording, first: str | None, for_hr: bool
) -> list[Part]:
    """Return whom to ask: the policy's own contact first, which is meant for employees."""
    own = [first] if first else []
    names = [*wording.contacts, *own] if for_hr else [*own, *wording.contacts]
    known = [policy.contacts[name] for name in dict.fromkeys(names) if name in policy.contacts]
    limit = 4 if topic.kind is Kind.ROUTE else 1
    if not known:
        return [Part(PartKind.CONTACT, phrases.say("contact_onbekend"))] if topic.kind is Kind.ROUTE else []
    if len(known[:limit]) == 1:
        return [Part(PartKind.CONTACT, phrases.say("contact", wie=contact_line(known[0])))]
    lines = [phrases.say("contact_lijst", wie=contact_line(contact)) for contact in known[:limit]]
    return [Part(PartKind.CONTACT, "\n".join(lines))]


def _sources(
    policy: Policy,
    phrases: Phrases,
    library: Library,
    facts: Mapping[str, Any],
    tips: Iterable[str],
    wording: Wording,
    laws: Iterable[Any],
) -> Iterable[dict[str, Any]]:
    """Yield what the answer rests on; the number of a claim is for machines, people read the guidance's name."""
    if facts.get("clause") or facts.get("cases"):
        source = {"naam": f"{policy.title}, versie {policy.version}"}
        if policy.location.link:
            source["url"] = policy.location.link
        yield source
    checked = {tip.claim: tip.checked_on for tip in library.tips.values()}
    for claim in dict.fromkeys((*(library.tips[name].claim for name in tips), *wording.claims)):
        name = phrases.say("bron_leidraad", datum=belgian_date(checked[claim])) if claim in checked else ""
        yield {"naam": name or phrases.say("bron_leidraad_zonder_datum"), "claim": int(claim)}
    for note in laws:
        for item in note.sources:
            yield {"naam": item.name, **({"url": str(item.url)} if item.url else {})}


def _buttons(
    knowledge: Knowledge, topic: Topic, situation: Situation, asked: str, *, back_to_employee: bool
) -> Iterable[Button]:
    say, answer = knowledge.phrases.say, knowledge.library.answers[topic.id]
    for_hr_only = topic.audience is Audience.HR and answer.hr is not None and answer.hr.core != answer.employee.core
    if back_to_employee or (situation.rol is None and for_hr_only):
        yield Button(say("als_medewerker"), f'/aanvullen{{"rol": "{Role.EMPLOYEE.value}"}}')
    elif situation.rol is None and _differs_for_hr(knowledge.policy, knowledge.library, topic, situation):
        yield Button(say("als_leidinggevende"), f'/aanvullen{{"rol": "{Role.MANAGER.value}"}}')
    for question in [item for item in answer.follow_ups if not _asks_the_same(item, asked)][:MAX_FOLLOW_UPS]:
        yield Button(question, question)


def _differs_for_hr(policy: Policy, library: Library, topic: Topic, situation: Situation) -> bool:
    """Return whether HR and managers are told something else on a topic than an employee.

    Whoever is in trouble, or asks about the assistant, is not asked what he is.
    """
    answer = library.answers[topic.id]
    if answer.hr is None or topic.audience is not Audience.BOTH or topic.kind not in {Kind.RULE, Kind.EXPLANATION}:
        return False
    if topic.kind is Kind.EXPLANATION:
        return answer.hr.core != answer.employee.core
    rules = policy.rules_for(topic.id)
    by_role = {
        tuple(case.rule.id if case.rule else None for case in decide(rules, asker, EXPANDED).cases)
        for asker in (situation.with_value("rol", role) for role in (Role.EMPLOYEE.value, Role.MANAGER.value))
    }
    return len(by_role) > 1 or answer.hr.tips != answer.employee.tips


def _asks_the_same(question: str, asked: str) -> bool:
    """Return whether a question for a button is nearly what the person asked just now."""
    one, other = (" ".join(re.findall(r"\w+", text.lower())) for text in (question, asked))
    return difflib.SequenceMatcher(None, one, other).ratio() >= NEARLY_THE_SAME

"""Compose the answer to one question: the statement that answers it, in two layers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from magdat.answers.addressing import addressed, speaks_of_its_people
from magdat.answers.answer import Answer, Button, LawReference, Part, PartKind
from magdat.answers.begins_with import Answering, AskedAs, word_to_begin_with
from magdat.answers.citing import company_named
from magdat.answers.clause_button import clause_buttons
from magdat.answers.company_says import said_at, statement_at
from magdat.answers.contacts import asks_for_somebody, known_contacts, named_contacts, named_in, presented
from magdat.answers.layers import (
    after_the_clause,
    contacts_first,
    resting_on,
    second_layer,
    spoken,
)
from magdat.answers.policy_says import Said, decided_on, said_on
from magdat.answers.rest_of_clause import rest_of_clause
from magdat.answers.wanted_of_guidance import told_and_left, with_the_time_first
from magdat.guidance.library import Library
from magdat.guidance.model import Audience, Kind, LawNote, Tip, Topic, fits
from magdat.guidance.statements import Statement, StatementKind, topic_of
from magdat.knowledge import Knowledge
from magdat.policy.answerable import Place, Source
from magdat.policy.model import Decision, Policy
from magdat.question import Asker, Form, Opening
from magdat.situation import Role, Situation
from magdat.wording.dates import belgian_date
from magdat.wording.phrases import Phrases

MAX_CASES = 3
"""So many cases are answered in one breath; with more, the assistant asks."""

CONTACTS = "contactpersoon"
"""The topic whose answer is a person."""

_FIXED = frozenset({Opening.YES, Opening.NO})

_STILL_TO_DO = frozenset({Form.WHO, Form.HOW, Form.WHEN, Form.DONE})
"""Whoever asks in one of these forms has something to do, and needs somebody for it."""

_IN_NEED = frozenset({Asker.AFFECTED, Asker.WITNESS})
"""Whoever something was done to needs somebody, also when the answer is a plain no."""

MAX_OTHERS = 2
"""So many other clauses, and other questions on the topic, are offered as a button."""


def compose(
    knowledge: Knowledge,
    topic_id: str,
    situation: Situation,
    among: Mapping[str, Sequence[str]] | None = None,
    *,
    statement: str | None = None,
    opening: Opening = Opening.NONE,
    form: Form | None = None,
    others: Sequence[str] = (),
    asked: str = "",
    heard: Mapping[Opening, float] | None = None,
    read: Mapping[str, Sequence[float]] = MappingProxyType({}),
    contacts: Sequence[str] = (),
    role_presumed: bool = False,
    company: Sequence[str] = (),
    beside: str | None = None,
    untold: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Answer:
    """Return the whole answer to a question in a situation.

    The caller has checked that the policy's outcome has at most ``MAX_CASES`` cases, or accepts a long answer.

    Args:
        knowledge: the policy, the guidance and the wording.
        topic_id: the topic.
        situation: what is known of the situation.
        among: for each dimension of which several values were named, those values.
        statement: the id of the statement that answers the question; the topic's main one when none is given.
        opening: with what an honest answer to this question may begin.
        form: the form in which it was asked.
        others: ids of statements, or names of places in the policy, that may have been meant too, likeliest first;
            they become buttons.
        asked: the question in the person's words, where it may name a contact.
        heard: what the understanding hears in those words, where what is told may say the word to begin with.
        read: how likely «ja», «nee» and neither are, by who read those words together with what may answer them, by the
            name of a statement or a rule of the policy.
        contacts: whom a question for somebody asks for, the one that knows most about it first, where that is known.
        role_presumed: whether the role was said about an earlier question; then the answer says for whom it is.
        company: what in the policy itself answers the question (magdat.policy.answerable), and what else its clause
            says about it; ``statement`` then only says what the guidance adds in the second layer.
        beside: the guidance's statement that is told after what the company says, unless it would contradict it.
        untold: of the statement and of what is told beside the company the marks of the sentences that are left for
            the second layer.
    """
    library, phrases, policy = knowledge.library, knowledge.phrases, knowledge.policy
    topic = library.topic(topic_id)
    name = statement or ""
    if name not in library.statements:
        name = main_statement(library, topic, situation)
    places = [Place.of(item) for item in company]
    answering, left_of_text = _answering(
        knowledge, topic, name, places, form, situation, among or {}, untold=untold.get(name, ())
    )
    said, chosen, found = answering.said, answering.statement, answering.found
    if found is not None and found.rule != places[0].name and opening in _FIXED:
        opening = Opening.DECISION  # another statement holds here, and what was fixed was right for that one
    word = word_to_begin_with(
        library,
        policy,
        answering,
        AskedAs(asked, form=form, opening=opening, heard=heard, read=read, role=situation.rol),
    )
    of_contacts = topic.id == CONTACTS and chosen.kind is StatementKind.WHO
    asks_who = of_contacts and asks_for_somebody(library.talk, form, asked)
    named = named_contacts(policy, asked) if asks_who else known_contacts(policy, contacts)[:1]
    laws, tips = ([], []) if named else _background(library, policy, chosen, said)
    its_people = not speaks_to_hr(topic, situation) and speaks_of_its_people(policy, library.telling.address)
    if named:
        first = [Part(PartKind.DECISION, "\n".join(presented(phrases, contact) for contact in named))]
    else:
        first = [Part(PartKind.DECISION, spoken(phrases, library, said, chosen, word, to_its_people=its_people))]
        first += _what_it_rests_on(policy, phrases, answering, laws)
    first += _provisos(knowledge, said)
    aside = library.statements.get(beside or "") if said is not None and not named else None
    laws_aside = _background(library, policy, aside, said)[0] if aside is not None else []
    told_aside: list[Part] = []
    if said is not None and aside is not None:
        told_aside += after_the_clause(phrases, library, said, aside, laws_aside, untold.get(beside or "", ()))
    if told_aside:
        first += told_aside[:1]
        laws += [note for note in laws_aside if note not in laws]
    later: list[Part] = []
    if not named:
        turned_to = _turned_to(knowledge, answering, situation, first[0].text)
        later = turned_to if _settled(policy, answering, word, form, first[0].text) else []
        first += [] if later else turned_to
    if role_presumed and speaks_to_hr(topic, situation):
        first.insert(0, Part(PartKind.DECISION, phrases.say("voor_leidinggevende")))
    more: list[Part] = []
    if not named:
        more += second_layer(policy, phrases, said, chosen, tips, laws, policy.provision_for(topic.id))
        if left_of_text:
            more.insert(0, Part(PartKind.ADVICE, phrases.say("ook_hierover", tekst=left_of_text)))
    if found is not None:
        left = [*_left_of_clause(knowledge, found, places, to_its_people=its_people), *told_aside[1:]]
        if chosen.text not in found.text and not (told_aside and aside is chosen):
            left.append(Part(PartKind.ADVICE, phrases.say("raad", tekst=chosen.text)))
        reasons = int(bool(found.reason))
        more = [*more[:reasons], *left, *more[reasons:]]
    more += later
    if more:
        more.append(Part(PartKind.NOTE, phrases.say("geen_advies")))
    decided = (said.decision if said is not None else None) or _on_the_deed(policy, topic, situation, among or {})
    return Answer(
        topic=topic_id,
        parts=tuple(first),
        more=tuple(more),
        statement=name,
        company=found.rule if found is not None else None,
        form=form,
        opening=word,
        situation=_single(situation, among or {}),
        decision=decided.value if decided else None,
        decides_on=library.answers[topic_id].decides_on,
        clause=said.clauses[0] if said is not None and len(said.clauses) == 1 else None,
        part=said.part if said is not None else None,
        rule=said.rule if said is not None else None,
        policy_version=policy.version,
        policy_text=knowledge.loaded.document.digest,
        tips=tuple(tip.id for tip in tips),
        laws=tuple(LawReference(note.id, note.checked_on.isoformat()) for note in laws),
        sources=tuple(_sources(policy, phrases, library, said, chosen, tips, laws)),
        buttons=tuple(_buttons(knowledge, said, name, others, more)),
        cases=said.cases if said is not None else (),
    )


def _answering(
    knowledge: Knowledge,
    topic: Topic,
    name: str,
    places: Sequence[Place],
    form: Form | None,
    situation: Situation,
    among: Mapping[str, Sequence[str]],
    *,
    untold: Sequence[str],
) -> tuple[Answering, str]:
    """Return what answers: what was found in the policy, what it says on the statement, or the guidance's own text.

    Beside it what of that text is left for the second layer.
    """
    library, policy, phrases = knowledge.library, knowledge.policy, knowledge.phrases
    chosen = library.statements[name]
    found = said_at(policy, phrases, library.telling, places, form, situation, among) if places else None
    said = found or said_on(policy, phrases, name, chosen, situation, among)
    if said is not None:
        item = statement_at(policy, Place(Source.STATEMENT, said.rule or ""))
        excepts = bool(places) and places[0].source is Source.EXCEPTION
        return Answering(topic, chosen, said, found, item, excepts), ""
    text, left = told_and_left(library.telling, chosen.text, untold)
    text, more_left = with_the_time_first(library.telling, form, text)
    return Answering(topic, chosen.copy(update={"text": text})), " ".join(filter(None, (more_left, left)))


def _what_it_rests_on(
    policy: Policy, phrases: Phrases, answering: Answering, laws: Sequence[LawNote]
) -> Iterator[Part]:
    """Yield the clause, law or advice that an answer rests on, or that the company wrote nothing on it."""
    if answering.silent:
        yield Part(PartKind.NOTE, phrases.say("niet_geregeld", bedrijf=company_named(policy, phrases)))
    else:
        yield from resting_on(policy, phrases, answering.topic, answering.said, laws)


def _provisos(knowledge: Knowledge, said: Said | None) -> Iterator[Part]:
    """Yield that a stricter ban goes before, and that a policy does not hold yet of a company that has no other."""
    if said is None:
        return
    if said.stricter:
        yield Part(PartKind.NOTE, knowledge.phrases.say("strenger"))
    if not knowledge.policies.holds(knowledge.loaded):
        begins = belgian_date(knowledge.policy.valid_from)
        yield Part(PartKind.NOTE, knowledge.phrases.say("nog_niet_geldig", datum=begins))


def _turned_to(knowledge: Knowledge, answering: Answering, situation: Situation, told: str) -> list[Part]:
    """Return whom to turn to, as a part of the answer; nobody is sent to themselves."""
    policy, said = knowledge.policy, answering.said
    names = [name for name in _contacts(policy, knowledge.library, answering) if name != situation.rol]
    must_act = answering.silent or answering.statement.contact is not None or (said is not None and said.must_act)
    return list(contacts_first(policy, knowledge.phrases, answering.topic, names, told, must_act=must_act))


def _settled(policy: Policy, answering: Answering, word: str | None, form: Form | None, told: str) -> bool:
    """Return whether an answer is done with its word, so that whom to turn to can stand in the second layer."""
    if answering.said is None or word is None or form in _STILL_TO_DO or answering.topic.kind is Kind.ROUTE:
        return False
    return answering.statement.askers[0] not in _IN_NEED and not _sends_to_somebody(policy, told)


def _left_of_clause(
    knowledge: Knowledge, found: Said, places: Sequence[Place], *, to_its_people: bool
) -> Iterator[Part]:
    """Yield what else the clause of an answer says, where it is told as it was found."""
    if found.rule != places[0].name or found.stricter:
        return
    telling = knowledge.library.telling
    rest = rest_of_clause(knowledge.policy, telling, places, found.text)
    if rest:
        told = addressed(telling.address, rest) if to_its_people else rest
        yield Part(PartKind.RULE, knowledge.phrases.say("ook_in_het_stuk", tekst=told))


def _sends_to_somebody(policy: Policy, text: str) -> bool:
    """Return whether a text names one of the contacts, whose number then has to stand under it."""
    return any(
        named_in(contact, text) or fits(re.escape(name.replace("_", " ")), text)
        for name, contact in policy.contacts.items()
    )


def _background(
    library: Library, policy: Policy, statement: Statement, said: Said | None
) -> tuple[list[LawNote], list[Tip]]:
    """Return the law notes and the tips that a question earns here."""
    laws = [note for item in statement.more.laws if (note := library.laws[item]).holds_for(policy.company.sector)]
    tips = [library.tips[item] for item in statement.more.advice]
    return laws, [tip for tip in tips if said is None or not tip.only_without_rule]


def main_statement(library: Library, topic: Topic, situation: Situation) -> str:
    """Return the statement that answers whoever names a topic and nothing else."""
    found = library.statements_of(topic.id)
    wanted = {Asker.HR, Asker.MANAGER} if speaks_to_hr(topic, situation) else set(Asker) - {Asker.HR, Asker.MANAGER}
    return next((name for name, item in found.items() if item.askers[0] in wanted), next(iter(found)))


def _contacts(policy: Policy, library: Library, answering: Answering) -> list[str]:
    """Return whom to turn to, the one that knows most about this first; others only where none of those is known."""
    topic, statement, said = answering.topic, answering.statement, answering.said
    of_the_rule = [said.contact] if said is not None and said.contact else []
    own = [statement.contact] if statement.contact else []
    if topic.kind is not Kind.ROUTE:
        return [*of_the_rule, *own, *(("hr", "helpdesk") if answering.silent else ())]
    first = [*own, *of_the_rule]
    if topic.id == CONTACTS:
        return first
    if known_contacts(policy, first):  # and whoever the text sends somebody to has a number too
        return [*first, *(name for name in policy.contacts if fits(name.replace("_", " "), answering.text))]
    provision = policy.provision_for(topic.id)
    others = library.answers[topic.id].employee.contacts
    return [*([provision.contact] if provision is not None and provision.contact else ()), *others]


def contacts_on(
    knowledge: Knowledge, topic_id: str, statement: str, situation: Situation, among: Mapping[str, Sequence[str]]
) -> list[str]:
    """Return whom to turn to about a question, the one that knows most about it first, whether its answer says so."""
    library, policy = knowledge.library, knowledge.policy
    chosen, provision = library.statements[statement], policy.provision_for(topic_id)
    found = (
        said_on(policy, knowledge.phrases, statement, chosen, situation, among),
        chosen,
        decided_on(policy, topic_id, situation, among),
        provision,
    )
    names = [item.contact for item in found if item is not None and item.contact]
    return [*names, *library.answers[topic_id].employee.contacts]


def _on_the_deed(
    policy: Policy, topic: Topic, situation: Situation, among: Mapping[str, Sequence[str]]
) -> Decision | None:
    """Return what the company decided on the deed that a topic is about, whatever was asked about it."""
    if topic.kind is not Kind.RULE:
        return None
    decided = decided_on(policy, topic.id, situation, among)
    return decided.decision if decided is not None else Decision.UNREGULATED


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


def _sources(
    policy: Policy,
    phrases: Phrases,
    library: Library,
    said: Said | None,
    statement: Statement,
    tips: Iterable[Tip],
    laws: Iterable[LawNote],
) -> Iterator[dict[str, Any]]:
    """Yield what the answer rests on; the number of a claim is for machines, people read the guidance's name."""
    if said is not None:
        source = {"naam": f"{policy.title}, versie {policy.version}"}
        if policy.location.link:
            source["url"] = policy.location.link
        yield source
    checked = {tip.claim: tip.checked_on for tip in library.tips.values()}
    for claim in dict.fromkeys((*(tip.claim for tip in tips), *statement.claims)):
        name = phrases.say("bron_leidraad", datum=belgian_date(checked[claim])) if claim in checked else ""
        yield {"naam": name or phrases.say("bron_leidraad_zonder_datum"), "claim": int(claim)}
    for note in laws:
        for item in note.sources:
            yield {"naam": item.name, **({"url": str(item.url)} if item.url else {})}


def _buttons(
    knowledge: Knowledge, said: Said | None, name: str, others: Sequence[str], more: Sequence[Part]
) -> Iterator[Button]:
    library = knowledge.library
    if more:
        yield Button(knowledge.phrases.say("knop_meer"), "/meer_weten")
    asked = [other for other in dict.fromkeys(others) if other != name and other in library.statements]
    clauses = [other for other in others if other not in library.statements]
    told = said.rule if said is not None else None
    found = clause_buttons(knowledge.policy, library.telling, told, clauses)
    offered = [*found, *(statement_button(library, other) for other in asked)]
    yield from offered[:MAX_OTHERS]


def statement_button(library: Library, name: str) -> Button:
    """Return the button that asks a statement's question."""
    statement = library.statements[name]
    return Button(statement.question, f'/{topic_of(name)}{{"deelvraag": "{statement.aspect}"}}')


def second_layer_of(answer: Answer) -> Answer:
    """Return the answer to «meer weten»: what the first layer left out."""
    return replace(answer, parts=answer.more, more=(), buttons=())

"""What one thing in the company's policy says to a question, and what its nearest example says of the first word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from magdat.answers.limits import limit_of
from magdat.answers.marks import asking_of
from magdat.answers.policy_says import Said, decided_by
from magdat.answers.read_aloud import once_each, put_together, read_aloud, under_one_lead, without_its_word
from magdat.answers.told_order import pointed_back_to, text_told
from magdat.files.unchanged import for_the_same
from magdat.guidance.first_word import FirstWordKnowledge
from magdat.guidance.telling import Telling
from magdat.policy.answerable import Place, Source, decision_of, questions_of
from magdat.policy.conditions import Conditions
from magdat.policy.example import Example, FirstWord
from magdat.policy.model import Policy
from magdat.policy.outcomes import Among
from magdat.policy.statements import PolicyStatement, Unless
from magdat.question import Form, Opening
from magdat.situation import Situation
from magdat.understanding import Found
from magdat.wording.phrases import Phrases

NEAR = 0.55
"""From this likeness on, a question that asks as an example does is answered with the same first word."""

IN_ONE_BREATH = 55
"""So many words of the company are read at once."""

SAID_AGAIN = 0.6
"""From this share of its longer words on, a text is taken to say again what was said."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_LONG_WORD = re.compile(r"\w{5,}")


def statement_at(policy: Policy, place: Place) -> PolicyStatement | None:
    """Return the statement at a place in the policy, or the one to which an exception there belongs."""
    if place.source not in {Source.STATEMENT, Source.EXCEPTION}:
        return None
    return _by_id(policy).get(place.name)


@for_the_same
def _by_id(policy: Policy) -> Mapping[str, PolicyStatement]:
    return {item.id: item for item in reversed(policy.statements)}


def conditions_at(policy: Policy, place: Place) -> Conditions:
    """Return when what stands at a place holds."""
    item = statement_at(policy, place)
    if item is not None:
        unless = _exception(item, place)
        return unless.conditions if unless is not None else item.conditions
    if place.source is Source.RULE:
        return next((rule.conditions for rule in policy.rules if rule.id == place.name), Conditions())
    return Conditions()


def said_at(
    policy: Policy,
    phrases: Phrases,
    telling: Telling,
    places: Sequence[Place],
    form: Form | None,
    situation: Situation,
    among: Among,
) -> Said | None:
    """Return what the policy says at some places of one clause; ``None`` where there is nothing.

    What is asked for comes first: how much to «hoelang?», who gives leave to «wie moet dat goedkeuren?». Only what it
    points back to stands before it.

    Args:
        policy: the policy in use.
        phrases: the wording.
        telling: which sentences point back to others.
        places: what answers the question, and after it what else its clause says about it.
        form: the form of the question.
        situation: what is known of the situation.
        among: for each dimension of which several values were named, those values.
    """
    item = statement_at(policy, places[0])
    if item is None:
        return _provision(policy, places[0])
    said = _of_statement(policy, telling, item, places[0], situation, among)
    behind = text_told(policy, item, places[0], telling)[1] if said.rule == item.id else ""
    first = " ".join(_asked_for(policy, phrases, item, form, f"{said.text} {behind}"))
    if said.rule == item.id:
        before = _pointed_back_to(policy, telling, item, places)
        told = [*(_text_at(policy, telling, other, place) for other, place in before), said.text]
        for place in places[1:]:
            other = statement_at(policy, place)
            if other is not None and (other, place) not in before:
                told += _unless_said(_text_at(policy, telling, other, place), told, alike=other.kind is item.kind)
        if len(told) > 1:
            said = replace(said, point=None)
        limit = limit_of(policy, item) if not places[0].unlimited else None
        told += _unless_said(limit.text, told) if limit is not None else []
        # What stood before it comes last of all, since an exception leans on what stands right before that.
        told += _unless_said(behind, told, alike=False)
        # The answer to a question of a FAQ may stand alone, before what explains it: «Nee.», «Niemand moet in beeld.».
        whole = without_its_word(put_together(under_one_lead(once_each(told), telling.leads)))
        said = replace(said, text=whole)
    return replace(said, text=f"{first} {said.text}") if first else said


def _pointed_back_to(
    policy: Policy, telling: Telling, item: PolicyStatement, places: Sequence[Place]
) -> list[tuple[PolicyStatement, Place]]:
    """Return what is told before a statement: what it points back to, where that is among the places."""
    lead = pointed_back_to(policy, item, telling) if not places[0].begins else None
    named = (place for place in places[1:] if lead is not None and place.name == lead.name)
    return [(other, place) for place in named if (other := statement_at(policy, place)) is not None]


def _unless_said(text: str, told: Sequence[str], *, alike: bool = True) -> list[str]:
    """Return a text without the sentences that were said, or nothing where most of its words were.

    Two statements of a clause often overlap. Of another kind one says something else in the same words: «muziek mag»,
    «muziek mag niet op de heftruck».
    """
    whole = " ".join(told)
    fresh = " ".join(sentence for sentence in _SENTENCE.split(text) if sentence not in whole)
    words, known = set(_LONG_WORD.findall(text.lower())), set(_LONG_WORD.findall(whole.lower()))
    again = words and len(words & known) >= SAID_AGAIN * len(words)
    return [] if (again and alike) or not fresh else [fresh]


def _of_statement(
    policy: Policy, telling: Telling, item: PolicyStatement, place: Place, situation: Situation, among: Among
) -> Said:
    unless = _exception(item, place)
    holding = decided_by(policy, item, situation, among) if unless is None else None
    if holding is not None and holding.outcome is None and holding.rule != item.id:
        return holding  # an exception that holds here, or a stricter ban
    decision = decision_of(item, unless)
    lines = [
        _text_at(policy, telling, item, place),
        *(f"- {part}" for part in (item.requirements if unless is None else ())),
    ]
    return Said(
        "\n".join(lines),
        (item.clause,),
        (decision,) if decision is not None else (),
        item.id,
        item.contact,
        must_act=item.contact is not None,
        reason=item.reason,
        part=item.part,
        point=item.point,
        documents=item.documents,
    )


def _text_at(policy: Policy, telling: Telling, item: PolicyStatement, place: Place) -> str:
    """Return what a statement says with its exceptions, as far as they fit in one breath, or one exception alone."""
    unless = _exception(item, place)
    if unless is not None:
        return unless.text
    told = read_aloud(text_told(policy, item, place, telling)[0])
    for exception in item.unless:
        if len(f"{told} {exception.text}".split()) <= IN_ONE_BREATH:
            told = put_together([told, exception.text])
    return told


def _provision(policy: Policy, place: Place) -> Said | None:
    provision = policy.provision_for(place.name) if place.source is Source.PROVISION else None
    if provision is None:
        return None
    must_act = provision.contact is not None
    return Said(provision.text, (provision.clause,), rule=provision.topic, contact=provision.contact, must_act=must_act)


def _exception(item: PolicyStatement, place: Place) -> Unless | None:
    inside = place.source is Source.EXCEPTION and place.number < len(item.unless)
    return item.unless[place.number] if inside else None


def _asked_for(policy: Policy, phrases: Phrases, item: PolicyStatement, form: Form | None, told: str) -> Iterator[str]:
    """Yield what a form of question asks for and the text does not say, nor a sentence of it that was left out."""
    text = " ".join((told, item.text, *item.requirements)).lower()
    if item.amount and form in {Form.HOW_MUCH, Form.WHEN, Form.HOW} and item.amount.lower() not in text:
        yield phrases.say("hoeveel", hoeveel=item.amount[0].upper() + item.amount[1:])
    if item.approval_from and form is Form.WHO:
        contact = policy.contacts.get(item.approval_from)
        who = contact.title if contact is not None else item.approval_from.replace("_", " ")
        if who.lower() not in told.lower():
            yield phrases.say("toestemming_van", wie=who)


def example_says(cues: FirstWordKnowledge, policy: Policy, place: Place, found: Found, asked: str) -> Opening | None:
    """Return with what the nearest example says that an answer begins; ``None`` where none is near and tells it.

    Args:
        cues: the words by which questions are heard.
        policy: the policy in use.
        place: what answers the question.
        found: how it was found.
        asked: the question.
    """
    item = statement_at(policy, place)
    example = _near_example(item, found) if item is not None and place.source is Source.STATEMENT else None
    if example is None or example.opening is None:
        return None
    if asking_of(cues, str(example.question)).way != asking_of(cues, asked).way:
        return None
    return {FirstWord.YES: Opening.YES, FirstWord.NO: Opening.NO, FirstWord.NONE: Opening.NONE}[example.opening]


def _near_example(item: PolicyStatement, found: Found) -> Example | None:
    questions = questions_of(item)
    if found.example is None or found.example[1] < NEAR or found.example[0] >= len(questions):
        return None
    return questions[found.example[0]]

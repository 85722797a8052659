"""What one thing in the company's policy says to a question, and with what the answer to it may begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from magdat.answers.deciding import outside_the_limits
from magdat.answers.limits import limit_of
from magdat.answers.policy_says import Said, decided_by
from magdat.guidance.statements import StatementKind
from magdat.policy.answerable import Place, Source, decision_of, questions_of
from magdat.policy.conditions import Conditions
from magdat.policy.decision import Decision
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

SURE_OF_CASE = 0.8
"""From this chance on, an exception that nobody wrote conditions for is believed to hold for what is asked."""

IN_ONE_BREATH = 55
"""So many words of the company are read at once."""

A_SHORT_CLAUSE = 70
"""A clause of so many words is told whole."""

SAID_AGAIN = 0.6
"""From this share of its longer words on, a text is taken to say again what was said."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_LONG_WORD = re.compile(r"\w{5,}")

_ON_ITS_OWN = frozenset({StatementKind.DEFINITION, StatementKind.LIST})

DECIDABLE = frozenset({Form.MAY, Form.MUST, Form.WITHOUT, Form.BAD, Form.TRUE})
"""Forms of question that somebody may answer with yes or no."""

_ALLOWING = frozenset({Decision.YES, Decision.CONDITIONAL})

_NEVER_YES = frozenset({StatementKind.BAN, StatementKind.WHO})
"""Kinds that do not say that something may."""

_HANGING = frozenset({Opening.DECISION, Opening.AGAINST, Opening.UNCONDITIONAL, Opening.DUTY})
"""Openings that follow from what is decided."""


def statement_at(policy: Policy, place: Place) -> PolicyStatement | None:
    """Return the statement at a place in the policy, or the one to which an exception there belongs."""
    if place.source not in {Source.STATEMENT, Source.EXCEPTION}:
        return None
    return next((item for item in policy.statements if item.id == place.name), None)


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
    policy: Policy, phrases: Phrases, places: Sequence[Place], form: Form | None, situation: Situation, among: Among
) -> Said | None:
    """Return what the policy says at some places of one clause; ``None`` where there is nothing.

    What is asked for comes first: how much to «hoelang?», who gives leave to «wie moet dat goedkeuren?».

    Args:
        policy: the policy in use.
        phrases: the wording.
        places: what answers the question, and after it what else its clause says about it.
        form: the form of the question.
        situation: what is known of the situation.
        among: for each dimension of which several values were named, those values.
    """
    item = statement_at(policy, places[0])
    if item is None:
        return _provision(policy, places[0])
    said = _of_statement(policy, item, places[0], situation, among)
    first = " ".join(_asked_for(policy, phrases, item, form, said.text))
    others = [other for place in places[1:] if (other := statement_at(policy, place)) is not None]
    if said.rule == item.id:
        told = [said.text]
        for other, place in zip(others, places[1:]):
            told += _unless_said(_text_at(other, place), told)
        limit = limit_of(policy, item)
        told += _unless_said(limit.text, told) if limit is not None else []
        told = _with_the_clause(policy, item, told)
        said = replace(said, text=" ".join(told) if "\n" not in said.text else "\n".join(told))
    return replace(said, text=f"{first} {said.text}") if first else said


def _unless_said(text: str, told: Sequence[str]) -> list[str]:
    """Return a text without the sentences that were said, or nothing where most of its words were.

    Two statements of a clause often overlap.
    """
    whole = " ".join(told)
    fresh = " ".join(sentence for sentence in _SENTENCE.split(text) if sentence not in whole)
    words, known = set(_LONG_WORD.findall(text.lower())), set(_LONG_WORD.findall(whole.lower()))
    again = words and len(words & known) >= SAID_AGAIN * len(words)
    return [] if again or not fresh else [fresh]


def _of_statement(policy: Policy, item: PolicyStatement, place: Place, situation: Situation, among: Among) -> Said:
    unless = _exception(item, place)
    holding = decided_by(policy, item, situation, among) if unless is None else None
    if holding is not None and holding.outcome is None and holding.rule != item.id:
        return holding  # an exception that holds here, or a stricter ban
    decision = decision_of(item, unless)
    lines = [_text_at(item, place), *(f"- {part}" for part in (item.requirements if unless is None else ()))]
    return Said(
        "\n".join(lines),
        (item.clause,),
        (decision,) if decision is not None else (),
        item.id,
        item.contact,
        must_act=item.contact is not None,
        reason=item.reason,
    )


def _with_the_clause(policy: Policy, item: PolicyStatement, told: Sequence[str]) -> list[str]:
    """Return what is told with the rest of its clause, where that is short and nobody gave questions to its parts.

    An exception or a term often stands in the next sentence; who wrote examples, said which part answers what.
    """
    clause = [other for other in policy.statements if other.clause == item.clause]
    if any(other.examples for other in clause) or item.kind in _ON_ITS_OWN:
        return list(told)
    whole = list(told)
    for other in clause:
        fresh = _unless_said(other.text, whole) if other.kind not in _ON_ITS_OWN else []
        if len(" ".join([*whole, *fresh]).split()) > A_SHORT_CLAUSE:
            break
        whole += fresh
    return whole


def _text_at(item: PolicyStatement, place: Place) -> str:
    """Return what a statement says with its exceptions, as far as they fit in one breath, or one exception alone."""
    unless = _exception(item, place)
    if unless is not None:
        return unless.text
    told = item.text
    for exception in item.unless:
        if len(f"{told} {exception.text}".split()) <= IN_ONE_BREATH:
            told = f"{told} {exception.text}"
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
    """Yield what a form of question asks for and the text does not say."""
    if item.amount and form in {Form.HOW_MUCH, Form.WHEN, Form.HOW} and item.amount.lower() not in told.lower():
        yield phrases.say("hoeveel", hoeveel=item.amount[0].upper() + item.amount[1:])
    if item.approval_from and form is Form.WHO:
        contact = policy.contacts.get(item.approval_from)
        who = contact.title if contact is not None else item.approval_from.replace("_", " ")
        if who.lower() not in told.lower():
            yield phrases.say("toestemming_van", wie=who)


def opening_at(policy: Policy, place: Place, found: Found, form: Form | None, heard: Opening, asked: str) -> Opening:
    """Return with what an honest answer may begin.

    The nearest example says so where the question is like it. Else it follows from the form of the question, from
    what is decided, and from whether the understanding heard the question the other way round.

    Args:
        policy: the policy in use.
        place: what answers the question.
        found: how it was found.
        form: the form of the question.
        heard: what the understanding hears in its words.
        asked: the question.
    """
    item = statement_at(policy, place)
    if item is None or form not in DECIDABLE:
        return Opening.NONE
    if place.source is Source.EXCEPTION:
        unless = _exception(item, place)
        if unless is not None and _may_hold(unless.conditions, found):
            return Opening.NONE
        return _following(item, decision_of(item, unless), form, heard, asked)
    example = _near_example(item, found)
    if example is not None and example.opening is not None and asks_alike(str(example.question), asked):
        return {FirstWord.YES: Opening.YES, FirstWord.NO: Opening.NO, FirstWord.NONE: Opening.NONE}[example.opening]
    if form is Form.MUST and item.conditions.values("rol") and item.decision in _ALLOWING:
        return Opening.NO  # who may, need not do what the others must
    if form is Form.MAY and item.kind is StatementKind.DUTY and _others_may(policy, item):
        return Opening.NO
    if item.exception_to is not None and item.decision in _ALLOWING and _may_hold(item.conditions, found):
        return Opening.NONE
    if form is Form.MAY and item.decision in _ALLOWING and outside_the_limits(item.text, asked):
        return Opening.NO
    return _following(item, decision_of(item), form, heard, asked)


def heard_no(policy: Policy, place: Place, form: Form | None, opening: Opening, heard: Opening) -> Opening:
    """Return «nee» where nothing else is said to begin with, the question was heard to ask for it, and nothing allows.

    Args:
        policy: the policy in use.
        place: what answers the question.
        form: the form of the question.
        opening: with what the answer would begin.
        heard: what the understanding hears in its words.
    """
    if opening is not Opening.NONE or heard is not Opening.NO or form not in {Form.MAY, Form.WITHOUT}:
        return opening
    item = statement_at(policy, place)
    if item is None or item.kind not in _NEVER_YES or decision_of(item, _exception(item, place)) in _ALLOWING:
        return opening
    return Opening.NO


def _may_hold(conditions: Conditions, found: Found) -> bool:
    """Return whether only the text of an exception says when it holds: a likeness alone does not tell that it does."""
    return not conditions.named() and found.chance < SURE_OF_CASE


def _others_may(policy: Policy, item: PolicyStatement) -> bool:
    """Return whether the clause lets other roles do what a duty keeps everybody from."""
    return any(
        other.clause == item.clause and other.conditions.values("rol") and other.decision in _ALLOWING
        for other in policy.statements
    )


def _following(item: PolicyStatement, decision: Decision | None, form: Form, heard: Opening, asked: str) -> Opening:
    """Return the opening that follows from what is said and how it is asked."""
    turned = _turned(asked, item.text)
    if item.kind is StatementKind.DUTY and form in {Form.MUST, Form.WITHOUT}:
        return Opening.NONE if turned else Opening.YES if form is Form.MUST else Opening.NO
    if item.kind is StatementKind.BAN and form is Form.MUST:
        if _DECLINING.search(asked):
            return Opening.YES
        return Opening.NONE if turned or _UNDOING.search(asked) else Opening.NO
    if decision is None or form is Form.TRUE:
        return Opening.NONE
    if form is Form.MUST:
        return Opening.DUTY
    if _says_itself(asked, item.text):
        return Opening.DECISION
    if heard in _HANGING:
        return heard
    return Opening.UNCONDITIONAL if form is Form.WITHOUT else Opening.DECISION if form is Form.MAY else Opening.NONE


def _near_example(item: PolicyStatement, found: Found) -> Example | None:
    questions = questions_of(item)
    if found.example is None or found.example[1] < NEAR or found.example[0] >= len(questions):
        return None
    return questions[found.example[0]]


_MUST = re.compile(r"\b(moet\w*|hoef\w*|verplicht\w*|verplichten|nodig)\b", re.IGNORECASE)
_MAY = re.compile(r"\b(mag\w*|mogen|kan|kunnen|kunde|magde|toegelaten|toegestaan|ok[eé]?)\b", re.IGNORECASE)
_TURNED = re.compile(r"\b(zonder|weiger\w*|verboden|niet|nie|ni|geen|gene|genen|hoef\w*)\b", re.IGNORECASE)


def asks_alike(one: str, other: str) -> bool:
    """Return whether two questions ask for the same thing the same way round: both «mag ik?», neither «… zonder?»."""
    return all(bool(form.search(one)) == bool(form.search(other)) for form in (_MUST, _MAY)) and (
        _turned(one) == _turned(other)
    )


def _turned(question: str, told: str = "") -> bool:
    """Return whether a question asks the other way round, in a word that the text does not have itself."""
    words = {word.group().lower() for word in _TURNED.finditer(question)}
    return bool(words) and not _says_itself(question, told)


_DECLINING = re.compile(r"\b(afsla\w*|afwijz\w*|weiger\w*|negeren)\b", re.IGNORECASE)
"""«Moet ik dat afslaan?»: yes, where taking it is forbidden."""

_UNDOING = re.compile(
    r"\b(verwijder\w*|wis|wissen|schrap\w*|blokke\w*|ontvriend\w*|weg(doen|halen|smijten)?|smijten|eruit)\b",
    re.IGNORECASE,
)
"""«Moet ik hem nu verwijderen?»: that making friends is forbidden does not tell."""

_REFUSAL = re.compile(r"\bweiger", re.IGNORECASE)


def _says_itself(question: str, told: str) -> bool:
    """Return whether the text speaks of refusing as the question does: «mag ik weigeren?», «je mag weigeren»."""
    return _REFUSAL.search(question) is not None and _REFUSAL.search(told) is not None

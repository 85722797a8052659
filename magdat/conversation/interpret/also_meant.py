"""What of another clause may have been meant, where it is nearly as likely to answer as what is told."""

from __future__ import annotations

from magdat.answers.aside import AlsoMeant
from magdat.answers.company_says import said_at, statement_at
from magdat.answers.limits import limit_of
from magdat.answers.told_order import A_SENTENCE, begins_of_runs, sentences_told, told_as_it_stands
from magdat.conversation.interpret.answered import section_at
from magdat.conversation.interpret.company import may_hold
from magdat.conversation.state import State
from magdat.guidance.model import Kind
from magdat.guidance.telling import Telling
from magdat.knowledge import Knowledge
from magdat.policy.answerable import Place, Source
from magdat.policy.model import Policy
from magdat.policy.sentences import sentences
from magdat.policy.statements import PolicyStatement, Section
from magdat.understanding import Found, Understanding

SURE = 0.5
"""What is likelier than this to answer answers alone, …"""

NEARLY = 0.3
"""… and otherwise what another clause says is told as well, from this share of its chance on (docs/antwoorden.md)."""

READ_AT_ONCE = 30
"""So many words are told of it; of a longer statement the sentence that is most like the question, with its own."""


def also_meant(knowledge: Knowledge, state: State, understanding: Understanding) -> AlsoMeant | None:
    """Return what else may have been meant; ``None`` where the company does not answer, or nothing is nearly as likely.

    Whoever is in trouble gets one answer.

    Args:
        knowledge: what answers come from.
        state: what the conversation is about, with what of the policy answers.
        understanding: the message.
    """
    policy, library, told = knowledge.policy, knowledge.library, understanding.in_policy
    if told is None or told.digest != knowledge.loaded.document.digest or not state.company or state.topic is None:
        return None
    answering = Place.of(state.company[0])
    if answering.source is not Source.STATEMENT or library.topic(state.topic).kind is Kind.ROUTE:
        return None
    section = section_at(policy, answering)
    places = [(Place.of(item.id), item) for item in told.found]
    best = max((item.chance for place, item in places if section_at(policy, place) == section), default=1.0)
    other = next((item for place, item in places if _is_elsewhere(knowledge, state, place, item, section)), None)
    if other is None or best >= SURE or other.chance < NEARLY * best:
        return None
    return _told(knowledge, state, other)


def _is_elsewhere(knowledge: Knowledge, state: State, place: Place, found: Found, section: Section | None) -> bool:
    own = place.source is Source.STATEMENT and section_at(knowledge.policy, place) != section
    return own and may_hold(knowledge.policy, found, state.situation, state.among)


def _told(knowledge: Knowledge, state: State, found: Found) -> AlsoMeant | None:
    """Return what is told of a statement: all of it where that is short, and never without what limits it."""
    policy, telling, place = knowledge.policy, knowledge.library.telling, Place.of(found.id)
    item = statement_at(policy, place)
    if item is None or knowledge.library.topic(item.topic).kind is Kind.ROUTE:
        return None
    if item.requirements or item.unless or item.exception_to or limit_of(policy, item) is not None:
        return None
    if len(" ".join(sentences_told(policy, item, telling)).split()) > READ_AT_ONCE:
        part = _part(policy, telling, item, found)
        if part is None:
            return None
        place = part
    said = said_at(policy, knowledge.phrases, telling, [place], None, state.situation, state.among)
    if said is None or said.rule != item.id or said.outcome is not None or not _is_understood_alone(telling, said.text):
        return None
    return AlsoMeant(said.text, tuple(said.clauses), said.part, said.point)


def _part(policy: Policy, telling: Telling, item: PolicyStatement, found: Found) -> Place | None:
    """Return the sentences that are understood together and most like the question; ``None`` of a list and the like."""
    parts = sentences(item.text)
    if told_as_it_stands(policy, item, telling) or len(parts) != len(found.sentences):
        return None
    likest = parts[max(range(len(parts)), key=found.sentences.__getitem__)].lower().rstrip(".;:")
    told = sentences_told(policy, item, telling)
    begins = begins_of_runs(told, telling)
    for begin, end in zip(begins, [*begins[1:], len(told)]):
        if likest in " ".join(told[begin:end]).lower():
            skipped = (number for number in range(len(told)) if not begin <= number < end)
            return Place(Source.STATEMENT, item.id, begins=begin, skips=tuple(skipped))
    return None


def _is_understood_alone(telling: Telling, text: str) -> bool:
    words = text.split()
    whole = A_SENTENCE < len(words) <= READ_AT_ONCE and text[0].isupper() and text.endswith((".", "!"))
    return whole and "\n" not in text and not telling.leans(text)

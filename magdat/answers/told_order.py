"""With which of its sentences a statement is told: the one that is asked for, with what it leans on, comes first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from magdat.answers.asked_sentence import Sentence
from magdat.answers.first_word import Heard
from magdat.answers.read_aloud import read_aloud, without_its_heading
from magdat.guidance.statements import StatementKind
from magdat.guidance.telling import Telling
from magdat.policy.answerable import Place, Source
from magdat.policy.clause_number import chapter_of
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement
from magdat.policy.whole_sentences import sentences_of

SURE = 0.6
"""From this share of the chances of its statement on, a sentence with what leans on it is told first. Picked on 25
policies (bench/told.py), where a beginning that was right and no longer is counts twice: less is no better there."""

A_SENTENCE = 4
"""What has fewer words is a heading, a name or a cry, and tells nobody anything without what stands around it."""

SHORT = 25
"""So many words are told before what points back to them."""

_AS_IT_STANDS = frozenset({StatementKind.STEPS, StatementKind.LIST, StatementKind.DEFINITION})
"""What is told in the order in which it was written, whatever was asked for."""

_ITEMS = re.compile(r": .*; |; [A-ZÀ-Þ]", re.DOTALL)
"""How a list looks that the importer wrote in one text."""

_LABEL = re.compile(r"[^.:!?]{1,60}: ")
"""What a sentence may begin with that holds for those behind it as well."""


def sentences_told(policy: Policy, item: PolicyStatement, telling: Telling) -> list[str]:
    """Return the sentences of a statement as somebody says it, without the heading that runs into it."""
    return sentences_of(_said(policy, item, telling), telling.abbreviations)


def heading_that_decides(policy: Policy, item: PolicyStatement, telling: Telling) -> str | None:
    """Return the nearest heading above a statement that says whether something is allowed: «Niet doen»."""
    chapter = next((each.title for each in policy.articles if each.number == chapter_of(item.clause)), "")
    above = [*(item.part or "").split(": ")[::-1], *(item.title or "").split(": "), *chapter.split(": ")[::-1]]
    return next((heading for heading in above if telling.decided_by(heading) is not None), None)


def lead_of(policy: Policy, item: PolicyStatement, telling: Telling) -> str | None:
    """Return what is said before a statement, for without its heading nobody knows whether it may: «Dit mag niet»."""
    heading = heading_that_decides(policy, item, telling)
    bare = sentences_of(without_its_heading(item.text, item.part), telling.abbreviations)
    return telling.lead_of(heading, bare[0]) if heading is not None and bare else None


def with_their_leads(policy: Policy, telling: Telling, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return sentences behind what the heading above them decides, where they do not say so: «Dit mag niet: …».

    Args:
        policy: the policy that they stand in.
        telling: which headings decide.
        sentences: of a clause, in its order.
    """
    items = {item.id: item for item in policy.statements}
    begun: set[str] = set()
    found = []
    for sentence in sentences:
        place = sentence.place
        item = items.get(place.name) if place is not None and place.source is Source.STATEMENT else None
        first = item is not None and item.id not in begun
        lead = lead_of(policy, item, telling) if item is not None and first else None
        begun |= {item.id} if item is not None else set()
        found.append(sentence if lead is None else replace(sentence, text=telling.led(lead, sentence.text)))
    return found


def _said(policy: Policy, item: PolicyStatement, telling: Telling) -> str:
    """Return a text without the heading that runs into it, and behind what its heading says where that decides."""
    told = telling.without_empty_lead(without_its_heading(item.text, item.part))
    lead = lead_of(policy, item, telling)
    return told if lead is None else telling.led(lead, told)


def text_told(policy: Policy, item: PolicyStatement, place: Place, telling: Telling) -> tuple[str, str]:
    """Return a statement without its exceptions from the sentence on with which it begins, and what stands before that.

    Args:
        policy: the policy that it stands in.
        item: the statement.
        place: with which sentence it begins; another version of the policy may not have that one.
        telling: where a sentence ends.
    """
    sentences = sentences_told(policy, item, telling)
    begins = place.begins if 0 < place.begins < len(sentences) else 0
    if not begins and not place.skips:
        return _said(policy, item, telling), ""
    told = set(range(len(sentences))) - set(place.skips)
    if not told or any(number >= len(sentences) for number in place.skips):
        told = set(range(len(sentences)))  # another version of the policy has other sentences
    behind = " ".join(sentences[number] for number in range(begins, len(sentences)) if number in told)
    return behind, " ".join(sentences[number] for number in range(begins) if number in told)


def begins_of_runs(sentences: Sequence[str], telling: Telling) -> list[int]:
    """Return with which sentences those begin that are understood together: each with those that lean on it.

    What follows a question, a colon or a few words leans on that: «Tablet stuk? Neem dan je eigen gsm.»
    """
    found: list[int] = []
    for number, sentence in enumerate(sentences):
        before = sentences[number - 1] if number else ""
        led = before.endswith(("?", ":")) or len(before.split()) < A_SENTENCE
        fragment = len(sentence.split()) < A_SENTENCE and not sentence.endswith("?")
        if not found or not (led or fragment or telling.leans(sentence)):
            found.append(number)
    return found


def told_at(policy: Policy, place: Place, item: PolicyStatement, heard: Heard, telling: Telling) -> Place:
    """Return a place with the sentence of its statement with which it is told.

    It begins with the sentence that is surely asked for, or the one that this leans on. Nothing goes before what
    somebody in danger has to read first.

    Args:
        policy: the policy that it stands in.
        place: where the statement stands.
        item: the statement.
        heard: how likely each sentence of its clause is asked for.
        telling: which sentences lean on others or come first.
    """
    if _in_one_piece(policy, item, telling):
        return place
    sentences = sentences_told(policy, item, telling)
    chances = _chances(item, heard, sentences)
    begins = begins_of_runs(sentences, telling)
    runs = [range(begin, end) for begin, end in zip(begins, [*begins[1:], len(sentences)])]
    shares = [sum(chances[number] for number in run) for run in runs]
    best = max(range(len(runs)), key=lambda number: max(chances[at] for at in runs[number]))
    if not shares[best] >= SURE * sum(chances) > 0:
        return place
    first = runs[best].start
    # Behind its own sentences, what leans on another statement means something else.
    fixed = _leads(sentences[:first], telling) or telling.begins_leaning(sentences[0])
    return replace(place, begins=0 if fixed else first)


def told_as_it_stands(policy: Policy, item: PolicyStatement, telling: Telling) -> bool:
    """Return whether a statement is told whole and in its order, whatever was asked for, or what leads it would lie.

    Args:
        policy: the policy that it stands in.
        item: the statement.
        telling: which sentences lean on others or come first.
    """
    sentences = sentences_told(policy, item, telling)
    return (
        _in_one_piece(policy, item, telling) or _leads(sentences[:-1], telling) or telling.begins_leaning(sentences[0])
    )


def _in_one_piece(policy: Policy, item: PolicyStatement, telling: Telling) -> bool:
    whole = " ".join(sentences_told(policy, item, telling))
    return item.kind in _AS_IT_STANDS or bool(item.requirements) or listed(whole)


def _leads(sentences: Sequence[str], telling: Telling) -> bool:
    """Return whether something leads what follows: a label that holds for it, or what comes first in danger."""
    return any(telling.comes_first(sentence) or _LABEL.match(sentence) for sentence in sentences)


def listed(text: str) -> bool:
    """Return whether a text has a list or a row of a table, of which the items may be sentences."""
    return _ITEMS.search(text) is not None or read_aloud(text) != text


def _chances(item: PolicyStatement, heard: Heard, sentences: Sequence[str]) -> list[float]:
    """Return how likely each sentence is asked for.

    What was heard may be a part of a sentence, or have a beginning that is not told.
    """
    chances = [0.0] * len(sentences)
    told = [sentence.lower().rstrip(".;:") for sentence in sentences]
    for part, chance in heard.sentences:
        if part.place is None or part.place.source is not Source.STATEMENT or part.place.name != item.id:
            continue
        words = part.text.lower().rstrip(".;:")
        number = next((number for number, sentence in enumerate(told) if words in sentence or sentence in words), None)
        if number is not None:
            chances[number] += chance
    return chances


def pointed_back_to(policy: Policy, item: PolicyStatement, telling: Telling) -> Place | None:
    """Return the end of the statement right before another that points back to it; ``None`` where none is.

    What decides otherwise is not told first: behind a «nee» it would sound as if it were forbidden.

    Args:
        policy: the policy in use.
        item: the statement that is told.
        telling: which sentences point back.
    """
    if not telling.points_back(sentences_told(policy, item, telling)[0]):
        return None
    number = next(number for number, other in enumerate(policy.statements) if other.id == item.id)
    before = policy.statements[number - 1] if number else None
    if before is None or before.section != item.section or before.conditions != item.conditions:
        return None
    if before.kind in _AS_IT_STANDS or before.requirements or before.decision not in {None, item.decision}:
        return None
    sentences = sentences_told(policy, before, telling)
    last = begins_of_runs(sentences, telling)[-1]
    beside = _LABEL.match(item.text)  # another item of the same list
    words = len(" ".join(sentences[last:]).split())
    if listed(" ".join(sentences)) or not A_SENTENCE <= words <= SHORT or (beside and beside.group() in before.text):
        return None
    return Place(Source.STATEMENT, before.id, begins=last)

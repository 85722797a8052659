"""What of a clause is told: what was asked for, and as much beside it as makes that surely among it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from magdat.answers.first_word import Heard
from magdat.answers.told_order import heading_that_decides, pointed_back_to, told_at
from magdat.guidance.statements import StatementKind
from magdat.guidance.telling import Telling
from magdat.policy.answerable import Place, Source
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement

SURE = 0.85
"""Statements are told until what was asked for is so likely among them, … With 0.93 here, 0.03 for ``LEAST`` and
0.1 for ``LEAST_ELSEWHERE`` as many of 240 questions on twelve policies fit, and the longest tenth has 53 words instead
of 50; readers found what stood beside it superfluous."""

LEAST = 0.06
"""… as long as each is at least so likely, …"""

MOST_WORDS = 60
"""… and all together have no more words than this."""

LEAST_ELSEWHERE = 0.15
"""What is about something else than what was found has to be so likely: «Controle en sancties» is one clause."""

MOST_WEIGHED = 100
"""So many words of a clause at most are weighed one by one for whether somebody needs them, the likeliest first."""

OF_THE_LIST = 0.5
"""From this share of a list on, one item of it is told instead of the whole."""

SHORT = 25
"""Words of what is told with what stands before it."""

A_SENTENCE = 4
"""What has fewer words is a heading or a name, and tells nobody anything."""

_ALL_HOLD = re.compile(r"\b(?:als|indien|mits|wanneer|zolang|voorwaarden?|alle)\W*$", re.IGNORECASE)
"""How what leads a list of conditions ends, which all have to hold."""

_LIMITS = re.compile(r"(?:alleen|enkel|slechts|uitsluitend|maar|behalve|niet)\b", re.IGNORECASE)
"""How a sentence begins that limits the one before it."""

_ON_ITS_OWN = frozenset({StatementKind.DEFINITION, StatementKind.LIST})
_DOING = frozenset({StatementKind.BAN, StatementKind.PERMISSION, StatementKind.DUTY})


def told_of_clause(
    policy: Policy, telling: Telling, first: Place, found: Place, heard: Heard, *, all_of_list: bool = False
) -> list[Place]:
    """Return what of a clause is told: what answers, and after it the rest in the order of the text.

    What answers begins with the sentence that is surely asked for; what it points back to is among the rest.

    Args:
        policy: the policy in use.
        telling: which sentences lean on others.
        first: what most likely answers.
        found: what was found by itself, which is told as well.
        heard: how likely each sentence of the clause is the one that is asked for.
        all_of_list: whether a list is asked for whole, also where one item of it is most like the question: «welke
            sancties zijn er?».
    """
    named = {sentence.place.name for sentence, _ in heard.sentences if sentence.place is not None}
    clause = [item for item in policy.statements if item.id in named]
    lists = {item.id: parts for item in clause if (parts := _items(item, clause))}
    chances = _chances(heard, lists)
    if first.source is Source.STATEMENT:
        first = _of_a_list(first, lists, {item.id: item for item in clause}, chances, all_of_list)
    chosen = next((item for item in clause if item.id == first.name), None)
    if chosen is None or (chosen.kind in _ON_ITS_OWN and first.name not in lists):
        return [first]
    # Of a list either one item is told or the whole.
    within = {
        item.id for name, parts in lists.items() for item in parts if first.name in {name, *(p.id for p in parts)}
    }
    beside = _beside(telling, chosen, clause, {*lists, *within})
    told = [chosen, *(item for item in beside if item.id == found.name and item is not chosen)]
    words = sum(len(item.text.split()) for item in told)
    of_lists = within if first.name in lists else set()
    covered = sum(chances.get(name, 0.0) for name in {*of_lists, *(item.id for item in told)})
    about = {item.topic for item in told}
    alone = _one_under_its_heading(policy, telling, chosen, clause, chances)
    for item in sorted(beside, key=lambda item: -chances.get(item.id, 0.0)):
        chance, more = chances.get(item.id, 0.0), len(item.text.split())
        if alone or covered >= SURE or chance < LEAST:
            break
        if item.topic not in about and chance < LEAST_ELSEWHERE:
            continue
        if item not in told and words + more <= MOST_WORDS:
            told.append(item)
            covered, words = covered + chance, words + more
    for item in list(told):
        told += [other for other in _goes_on(item, clause, within) if other not in told and other in beside]
    rest = {item.id: Place(Source.STATEMENT, item.id) for item in clause if item in told and item is not chosen}
    if first.source is Source.STATEMENT:
        first = told_at(policy, first, chosen, heard, telling)
        lead = pointed_back_to(policy, chosen, telling) if not first.begins else None
        if lead is not None:
            rest = {lead.name: lead} | rest
    return [first, *rest.values()]


def further_in_clause(policy: Policy, telling: Telling, places: Sequence[Place], heard: Heard) -> list[Place]:
    """Return what else of a clause may be needed beside what surely was asked for; nothing beside a list or its item.

    Args:
        policy: the policy in use.
        telling: which sentences lean on others.
        places: what of the clause is told, the statement that answers first.
        heard: how likely each sentence of the clause is the one that is asked for.
    """
    named = {sentence.place.name for sentence, _ in heard.sentences if sentence.place is not None}
    clause = [item for item in policy.statements if item.id in named]
    lists = {item.id: parts for item in clause if (parts := _items(item, clause))}
    of_lists = {*lists, *(item.id for parts in lists.values() for item in parts)}
    told = {place.name for place in places}
    chosen = next((item for item in clause if item.id == places[0].name), None)
    if chosen is None or chosen.kind in _ON_ITS_OWN or chosen.id in of_lists:
        return []
    chances = _chances(heard, lists)
    if _one_under_its_heading(policy, telling, chosen, clause, chances):
        return []
    about = {item.topic for item in clause if item.id in told}
    words = sum(len(item.text.split()) for item in clause if item.id in told)
    found = []
    for item in sorted(_beside(telling, chosen, clause, of_lists), key=lambda item: -chances.get(item.id, 0.0)):
        more = len(item.text.split())
        elsewhere = item.topic not in about and chances.get(item.id, 0.0) < LEAST_ELSEWHERE
        if item.id not in told and not elsewhere and words + more <= MOST_WEIGHED:
            found.append(Place(Source.STATEMENT, item.id))
            words += more
    return found


def _beside(
    telling: Telling, chosen: PolicyStatement, clause: Sequence[PolicyStatement], of_lists: Collection[str]
) -> list[PolicyStatement]:
    """Return what of a clause may be told beside a statement, in its order; the statement itself among it.

    What somebody wrote as the answer to a question answers it whole; what stands beside it says the same to another.
    Nor does a FAQ's «Ja, als …» go behind another of its sentences, which may be told with a «nee».
    """
    if chosen.aspects:
        return []
    return [
        item for item in clause if item.id not in of_lists and _tells(item) and not telling.answers_itself(item.text)
    ]


def _of_a_list(
    first: Place,
    lists: Mapping[str, Sequence[PolicyStatement]],
    clause: Mapping[str, PolicyStatement],
    chances: Mapping[str, float],
    all_of_list: bool,
) -> Place:
    """Return the item of a list that was asked for; the whole list where any may have been, or all are meant."""
    whole = next((name for name, parts in lists.items() if first.name in {name, *(item.id for item in parts)}), None)
    if whole is None:
        return first
    if all_of_list or _ALL_HOLD.search(clause[whole].text.partition(": ")[0]):
        return Place(Source.STATEMENT, whole)
    return _one_of(first, lists[whole], chances) if first.name == whole else first


def _chances(heard: Heard, lists: Mapping[str, Sequence[PolicyStatement]]) -> dict[str, float]:
    """Return how likely each statement is asked for; what a list says of an item counts for the item."""
    chances: dict[str, float] = {}
    for sentence, chance in heard.sentences:
        if sentence.place is None:
            continue
        name, words = sentence.place.name, sentence.text.rstrip(".;")
        having = [item.id for item in lists.get(name, ()) if words in item.text]
        name = having[0] if len(having) == 1 else name  # what leads the list is in every item
        chances[name] = chances.get(name, 0.0) + chance
    return chances


def _items(item: PolicyStatement, clause: Sequence[PolicyStatement]) -> list[PolicyStatement]:
    """Return the statements that say one item of a list each, of a statement that says them all."""
    lead, colon, _ = item.text.partition(": ")
    return [
        other
        for other in clause
        if colon and other is not item and len(other.text) < len(item.text) and _is_item(other.text, lead, item.text)
    ]


def _is_item(text: str, lead: str, whole: str) -> bool:
    return text.removeprefix(f"{lead}: ").rstrip(".;") in whole


def _one_of(whole: Place, items: Sequence[PolicyStatement], chances: Mapping[str, float]) -> Place:
    """Return the item that was asked for, or the whole list where several may have been."""
    likely = {item.id: chances.get(item.id, 0.0) for item in items}
    best = max(likely, key=lambda name: likely[name])
    surely = likely[best] >= OF_THE_LIST * sum(likely.values()) > 0
    return Place(Source.STATEMENT, best) if surely else whole


def _one_under_its_heading(
    policy: Policy,
    telling: Telling,
    chosen: PolicyStatement,
    clause: Sequence[PolicyStatement],
    chances: Mapping[str, float],
) -> bool:
    """Return whether a statement is the one of those under «Niet doen» that was asked for."""
    heading = heading_that_decides(policy, chosen, telling)
    if heading is None:
        return False
    alike = [item for item in clause if heading_that_decides(policy, item, telling) == heading]
    among = sum(chances.get(item.id, 0.0) for item in alike)
    return len(alike) > 1 and chances.get(chosen.id, 0.0) >= OF_THE_LIST * among > 0


def _goes_on(
    chosen: PolicyStatement, clause: Sequence[PolicyStatement], within: Collection[str]
) -> list[PolicyStatement]:
    """Return what stands right behind and does something else: a limit to what is allowed, or what to do instead.

    «Muziek mag. Films bekijk je niet.» «Antwoord niet zelf. Stuur het door naar Communicatie.»
    """
    behind = [item for item in clause[clause.index(chosen) + 1 :] if item.id not in within][:1]
    kinds = _DOING - {chosen.kind} if chosen.kind in _DOING else frozenset()
    return [
        item
        for item in behind
        if len(item.text.split()) <= SHORT and (item.kind in kinds or (kinds and _LIMITS.match(item.text)))
    ]


def _tells(item: PolicyStatement) -> bool:
    """Return whether a statement tells something beside another: no list of its own, heading, or begin of a list."""
    text = item.text.rstrip()
    return item.kind not in _ON_ITS_OWN and len(text.split()) >= A_SENTENCE and not text.endswith(":")

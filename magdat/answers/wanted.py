"""Which sentences of a clause somebody wants beside the one that answers: what limits it, what else to do, or nothing.

How much each sign counts was learned from people who read answers sentence by sentence (bench/wanted.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from magdat.answers.asked_sentence import Sentence, stems
from magdat.answers.first_word import Asked, Heard
from magdat.answers.marks import asking_of, deed_of
from magdat.answers.told_order import begins_of_runs, sentences_told, told_as_it_stands
from magdat.guidance.first_word import FirstWordKnowledge
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.guidance.statements import StatementKind
from magdat.guidance.telling import Telling
from magdat.policy.answerable import Place, Source
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement
from magdat.question import Form, Opening

LEAST_CHANCE = 0.01
"""Less likely than this is as unlikely as not heard at all."""

MOST = 30
"""Words of a sentence from which on more make no difference."""

SHORT = 15
"""So many words right behind what is allowed may limit it: «In je vrije tijd heb je geen akkoord nodig.»"""

_OF_TIME, _OF_SOMEBODY = frozenset({Form.HOW_MUCH, Form.WHEN}), frozenset({Form.WHO, Form.HOW})

_WHERE_TO_TURN = re.compile(r"@|\+32|\b(?:vraag|meld|contacteer|bel|mail|verwittig)", re.IGNORECASE)
_ADDRESS = re.compile(r"@|\+32|\b0\d{1,3}[ /.]\d{2,3}(?:[ .]\d{2}){1,3}")
_TURNS_TO = re.compile(rf"{_ADDRESS.pattern}|\b(?:meld|verwittig|contacteer|bel|mail)(?:t|en)?\b", re.IGNORECASE)
_LIMITS = re.compile(r"(?:alleen|enkel|slechts|uitsluitend|maar|behalve|niet|wel|dan)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Run:
    """Sentences of one statement that are understood together."""

    item: PolicyStatement
    numbers: tuple[int, ...]
    text: str
    chance: float
    """How likely one of them is asked for."""

    like: float
    """How like the question the likest is."""

    found: float
    """How likely their statement answers."""

    place: int
    """The how manieth they are in the clause."""

    further: bool = False
    """Whether they stand apart from what surely was asked for."""


def only_wanted(
    library: Library,
    policy: Policy,
    asked: Asked,
    places: Sequence[Place],
    heard: Heard,
    opening: Opening = Opening.NONE,
    further: Sequence[Place] = (),
) -> list[Place]:
    """Return what is told of a clause: what somebody needs who asks this, without the sentences that nobody does.

    What answers is always told, and so is what nobody may miss (see below), and what something that is told leans on. A
    list, steps and conditions are told whole or not at all. Where a part is about bullying, threats or reporting, all
    is told, and so is what somebody wrote as the answer to a question.

    Args:
        library: the words by which sentences are heard, and how much they count.
        policy: the policy in use.
        asked: the question.
        places: the statements that would be told, the one that answers first.
        heard: how likely each sentence of the clause is asked for.
        opening: with what the answer begins.
        further: what else of the clause is told where somebody needs it, and none of it otherwise.
    """
    telling = library.telling
    runs = runs_told(policy, telling, places, heard)
    answering = [run for run in runs if run.item.id == places[0].name]
    routes = {topic.id for topic in library.topics if topic.kind is Kind.ROUTE}
    if not answering or places[0].source is not Source.STATEMENT or answering[0].item.aspects:
        return list(places)
    if any(run.item.topic in routes for run in runs):
        return list(places)
    best = max(answering, key=lambda run: run.chance)
    if best.item.examples:
        return list(places)  # who wrote those looked at what it says
    if further:
        places = in_their_order(policy, places, further)
        runs = runs_told(policy, telling, places, heard, further)
        best = next(run for run in runs if run.item.id == best.item.id and run.numbers == best.numbers)
    careful = allows(telling, best, opening)
    wanting = library.wanting
    wanted = {
        run.place
        for run in runs
        if run is best
        or never_left_out(telling, asked.form, run, best)
        or wanting.chance(wanted_signs(library.first_word, telling, asked, run, best, careful))
        >= wanting.least(allowed=careful, limits=limits_what_is_allowed(telling, run, best))
    }
    wanted |= _leaned_on(telling, runs, wanted)
    told: list[Place] = []
    for place in places:
        own = [run for run in runs if run.item.id == place.name] if place.source is Source.STATEMENT else []
        if own and not any(run.place in wanted for run in own):
            continue
        lost = [number for run in own if run.place not in wanted for number in run.numbers]
        if not lost or told_as_it_stands(policy, own[0].item, telling):
            told.append(place)
            continue
        first = best if place is places[0] else next(run for run in own if run.place in wanted)
        begins = place.begins if place.begins not in lost else first.numbers[0]
        told.append(replace(place, begins=begins, skips=tuple(sorted({*place.skips, *lost}))))
    return told


def in_their_order(policy: Policy, places: Sequence[Place], further: Sequence[Place]) -> list[Place]:
    """Return what is told with what else may be: what answers first, the rest as it stands in the policy."""
    order = {item.id: number for number, item in enumerate(policy.statements)}
    return [places[0], *sorted((*places[1:], *further), key=lambda place: order.get(place.name, len(order)))]


def never_left_out(telling: Telling, form: Form | None, run: Run, best: Run) -> bool:
    """Return whether a part is told however few need it.

    So is help in danger, what whoever asks has to do right beside the answer, and the time, or whom to turn to, where
    the question asks for that and the part that answers names none.

    Args:
        telling: by which words a part says so.
        form: in which the question was asked.
        run: the part.
        best: the part that answers.
    """
    if telling.comes_first(run.text) or (telling.asks_to_act(run.text) and not run.further):
        return True
    if form in _OF_TIME:
        return telling.names_a_time(run.text) and not telling.names_a_time(best.text)
    names_somebody = _TURNS_TO.search(run.text) is not None and _ADDRESS.search(best.text) is None
    return form in _OF_SOMEBODY and names_somebody


def allows(telling: Telling, best: Run, opening: Opening) -> bool:
    """Return whether an answer may be heard as leave, so that a limit to it must not be missing.

    Args:
        telling: by which words a text denies something.
        best: the part that answers.
        opening: with what the answer begins.
    """
    return opening is Opening.YES or best.item.kind is StatementKind.PERMISSION or not telling.denies(best.text)


def limits_what_is_allowed(telling: Telling, run: Run, best: Run) -> bool:
    """Return whether a part stands right behind the answer and may limit it: short, or denying something.

    Args:
        telling: by which words a text denies something.
        run: the part.
        best: the part that answers.
    """
    behind = run.place == best.place + 1
    short = len(run.text.split()) <= SHORT and run.item.id == best.item.id
    return behind and (short or (telling.denies(run.text) and len(run.text.split()) <= MOST))


def _leaned_on(telling: Telling, runs: Sequence[Run], wanted: Collection[int]) -> set[int]:
    """Return the parts on which something that is told leans, each with what that leans on itself."""
    found: set[int] = set()
    for run in reversed(runs):
        told = run.place in wanted or run.place in found
        if told and run.place and telling.begins_leaning(run.text):
            found.add(run.place - 1)
    return found


def runs_told(
    policy: Policy, telling: Telling, places: Sequence[Place], heard: Heard, further: Sequence[Place] = ()
) -> list[Run]:
    """Return what is told, in the order of the clause, in parts that are understood by themselves.

    Args:
        policy: the policy in use.
        telling: which sentences lean on others.
        places: the statements that are told, the one that answers first.
        heard: how likely each sentence of the clause is asked for.
        further: which of those stand apart from what surely was asked for.
    """
    apart = {place.name for place in further}
    told = {place.name: place for place in places if place.source is Source.STATEMENT}
    found: list[Run] = []
    for item in policy.statements:
        if item.id not in told:
            continue
        place = told[item.id]
        sentences = sentences_told(policy, item, telling)
        begins = begins_of_runs(sentences, telling)
        own = [pair for pair in heard.sentences if _stands_in(pair[0], item)]
        # Of what stands only before the answer, because that points back to it, the beginning is not told.
        first = place.begins if place is not places[0] else 0
        for begin, end in zip(begins, [*begins[1:], len(sentences)]):
            numbers = tuple(number for number in range(max(begin, first), end) if number not in place.skips)
            text = " ".join(sentences[number] for number in numbers)
            parts = [pair for pair in own if text and _within(pair[0].text, text)]
            likes = [part.like for part, _ in parts] or [min((part.like for part, _ in own), default=0.0)]
            chance = max((part.chance for part, _ in own), default=0.0)
            shares = sum(share for _, share in parts)
            if numbers:
                found.append(Run(item, numbers, text, shares, max(likes), chance, len(found), item.id in apart))
    return found


def _stands_in(sentence: Sentence, item: PolicyStatement) -> bool:
    place = sentence.place
    return place is not None and place.source is Source.STATEMENT and place.name == item.id


def _within(part: str, text: str) -> bool:
    one, other = part.lower().rstrip(".;:"), text.lower()
    return one in other or other.rstrip(".;:") in one


def wanted_signs(
    cues: FirstWordKnowledge, telling: Telling, asked: Asked, run: Run, best: Run, leave: bool
) -> dict[str, float]:
    """Return what speaks for a part of a clause being wanted by somebody who gets another part as the answer.

    Args:
        cues: the words by which questions and sentences are heard.
        telling: which sentences lean on others.
        asked: the question.
        run: the part.
        best: the part that answers.
        leave: whether that may be heard as leave.
    """
    asking, words = asking_of(cues, asked.text), frozenset(stems(asked.text))
    mine, other = stems(run.text), stems(best.text)
    deed, answer = (deed_of(cues.heard_in_sentence(some.text)) for some in (run, best))
    kind, its = run.item.kind.value, best.item.kind.value
    away = run.place - best.place
    where = ("vlak " if abs(away) == 1 else "verder ") + ("achter" if away > 0 else "voor")
    same = "zelfde uitspraak" if run.item.id == best.item.id else "andere uitspraak"
    form = asked.form.value if asked.form is not None else "-"
    roles = frozenset(map(str, run.item.conditions.values("rol")))
    names: list[str] = [
        "altijd",
        same,
        where,
        f"{same} {where}",
        f"soort {kind}",
        f"{its} & {kind}",
        f"zin {deed}",
        f"{answer} & {deed}",
        f"{asking.way} & {deed}",
        f"vorm {form}",
        f"vorm {form} & {kind}",
        *_marks(telling, run, best),
    ]
    if leave:
        names += ["na een toelating", f"na een toelating {where}"]
        if limits_what_is_allowed(telling, run, best):
            names.append("begrenst wat mag")
    if roles:
        names.append("eigen rol" if asked.role in roles else "andere rol")
    if run.item.topic != best.item.topic:
        names.append("ander onderwerp")
    if run.further:
        names += ["verder weg", f"verder weg {where}"]
        names += ["verder weg en draagt iets op"] if telling.asks_to_act(run.text) else []
    found = dict.fromkeys(names, 1.0)
    found["kans"] = math.log(max(run.chance, LEAST_CHANCE))
    found["kans van het antwoord"] = math.log(max(best.chance, LEAST_CHANCE))
    found["gevonden"] = math.log(max(run.found, LEAST_CHANCE))
    found["gelijkenis"] = run.like
    found["gelijkenis min die van het antwoord"] = run.like - best.like
    found["woorden van de vraag"] = len(mine & words) / max(len(words), 1)
    fresh = (mine & words) - other
    found["woorden van de vraag die het antwoord niet heeft"] = float(len(fresh))
    found[f"{'zo' if fresh else 'geen'} {where}"] = 1.0
    found["woorden van het antwoord"] = len(mine & other) / max(min(len(mine), len(other)), 1)
    found["lengte"] = min(len(run.text.split()), MOST) / MOST
    found[f"lengte {same} {where}"] = found["lengte"]
    return found


def _marks(telling: Telling, run: Run, best: Run) -> Iterator[str]:
    """Yield what is heard in the words of a part."""
    if telling.begins_leaning(run.text):
        yield "leunt"
        if run.place == best.place + 1:
            yield "leunt op het antwoord"
    yield from marks_alone(telling, run.text)
    denies = telling.denies(run.text)
    if denies != telling.denies(best.text):
        yield "ontkent waar het antwoord dat niet doet" if denies else "bevestigt waar het antwoord ontkent"


def marks_alone(telling: Telling, text: str) -> Iterator[str]:
    """Yield what is heard in the words of a part of a text, whatever stands beside it.

    Args:
        telling: by which words a text denies something, and which come first.
        text: the part.
    """
    if _LIMITS.match(text):
        yield "begrenst"
    if telling.denies(text):
        yield "ontkent"
    if telling.comes_first(text):
        yield "eerst"
    if _WHERE_TO_TURN.search(text):
        yield "bij wie"
    if "?" in text:
        yield "vraagt"

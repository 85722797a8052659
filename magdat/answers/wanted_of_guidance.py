"""Which sentences of the guidance's text somebody wants who asks this: what answers, and not what nobody asked for.

How much each sign counts was learned from people who read the texts sentence by sentence as the one who asks
(data/leidraad_nodig/, bench/wanted_of_guidance.py). What is left out stands in the second layer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from magdat.answers.asked_sentence import stems
from magdat.answers.marks import LONG, asking_of, deed_of
from magdat.answers.told_order import begins_of_runs
from magdat.answers.wanted import MOST, marks_alone
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.guidance.read_sentences import mark_of
from magdat.guidance.statements import Statement, StatementKind, topic_of
from magdat.guidance.telling import Telling
from magdat.policy.whole_sentences import sentences_of
from magdat.question import Form

FEW = 5
"""A question of fewer words names a subject and hardly asks anything: then more of a text is of use."""

_TOLD_WHOLE = frozenset({Kind.ROUTE, Kind.ASSISTANT})
"""Whoever is in trouble reads all that helps, and what the assistant says of itself is short."""

_OF_TIME = frozenset({Form.WHEN, Form.HOW_MUCH})

_LISTED = frozenset({StatementKind.STEPS, StatementKind.LIST})
"""What is told in the order in which it was written, whole."""


@dataclass(frozen=True)
class Part:
    """Sentences of a text that are understood together."""

    numbers: tuple[int, ...]
    marks: tuple[str, ...]
    text: str
    like: float
    """How like the question the likest of them is."""


def parts_of(telling: Telling, text: str, likes: Mapping[str, float]) -> list[Part]:
    """Return the parts of a text of which it is known how like the question they are, in their order.

    Args:
        telling: where a sentence ends, and which lean on others.
        text: what a statement says.
        likes: how like the question each of its sentences is, by its mark; of others nothing is known.
    """
    sentences = sentences_of(text, telling.abbreviations)
    begins = begins_of_runs(sentences, telling)
    found = []
    for begin, end in zip(begins, [*begins[1:], len(sentences)]):
        marks = tuple(map(mark_of, sentences[begin:end]))
        if all(mark in likes for mark in marks):
            like = max(likes[mark] for mark in marks)
            found.append(Part(tuple(range(begin, end)), marks, " ".join(sentences[begin:end]), like))
    return found


def left_out(
    library: Library, name: str, question: str, form: Form | None, likes: Mapping[str, float]
) -> tuple[str, ...]:
    """Return the marks of the sentences of a statement that are not told to whoever asks this.

    One is always told, what somebody in danger has to read, and what nobody may miss. All is, where it is not known how
    like the question they are.

    Args:
        library: the guidance.
        name: the id of the statement.
        question: in the person's words.
        form: in which it was asked.
        likes: how like the question each sentence of the statement is, by its mark.
    """
    statement, wanting = library.statements[name], library.wanting_of_guidance
    whole = library.topic(topic_of(name)).kind in _TOLD_WHOLE or statement.kind in _LISTED
    if whole or not likes or not wanting.weights:
        return ()
    parts = parts_of(library.telling, statement.text, likes)
    chances = [wanting.chance(signs) for signs in signs_of_parts(library, statement, question, form, parts)]
    least = min(wanting.least(allowed=statement.kind is StatementKind.PERMISSION), max(chances, default=0.0))
    return tuple(
        mark
        for part, chance in zip(parts, chances)
        if chance < least and may_be_left_out(library.telling, part)
        for mark in part.marks
    )


def may_be_left_out(telling: Telling, part: Part) -> bool:
    """Return whether a part may be left out at all: no help in danger, no term, no warning, no limit of a law."""
    return not (telling.comes_first(part.text) or telling.always_told(part.text))


def told_and_left(telling: Telling, text: str, untold: Collection[str]) -> tuple[str, str]:
    """Return what is told of a text and what is left out of it; a sentence that was edited since is told.

    Args:
        telling: where a sentence ends.
        text: what a statement says.
        untold: the marks of the sentences that are left out.
    """
    sentences = sentences_of(text, telling.abbreviations) if untold else []
    left = [sentence for sentence in sentences if mark_of(sentence) in untold]
    if len(left) == len(sentences):
        return text, ""
    return " ".join(sentence for sentence in sentences if mark_of(sentence) not in untold), " ".join(left)


def with_the_time_first(telling: Telling, form: Form | None, text: str) -> tuple[str, str]:
    """Return what is told to whoever asks how long or when, and what is left out: the one sentence that names a time.

    What nobody may miss comes behind it. All is told in its order where that sentence cannot be read alone, another
    rests on it, or danger comes first.

    Args:
        telling: where a sentence ends, and what it names.
        form: in which it was asked.
        text: what would be told.
    """
    sentences = sentences_of(text, telling.abbreviations) if form in _OF_TIME else []
    timed = [place for place, sentence in enumerate(sentences) if telling.names_a_time(sentence)]
    if len(timed) != 1:
        return text, ""
    (place,) = timed
    others = sentences[:place] + sentences[place + 1 :]
    rests = any(telling.begins_leaning(sentence) for sentence in sentences[place + 1 : place + 2])
    leans = place > 0 and telling.leans(sentences[place])
    if leans or rests or any(telling.comes_first(sentence) for sentence in others):
        return text, ""
    kept = [sentence for sentence in others if telling.always_told(sentence)]
    left = [sentence for sentence in others if sentence not in kept]
    return " ".join([sentences[place], *kept]), " ".join(left)


def signs_of_parts(
    library: Library, statement: Statement, question: str, form: Form | None, parts: Sequence[Part]
) -> list[dict[str, float]]:
    """Return for each part of a text what speaks for it being needed by whoever asks this.

    Args:
        library: the words by which questions and sentences are heard, and what people needed.
        statement: whose text it is.
        question: in the person's words.
        form: in which it was asked.
        parts: of the text.
    """
    cues, telling = library.first_word, library.telling
    asking, words = asking_of(cues, question), frozenset(stems(question))
    long = len(question.split())
    found = []
    for number, part in enumerate(parts):
        mine = stems(part.text)
        beside = [other for other in parts if other is not part]
        fresh = (mine & words).difference(*(stems(other.text) for other in beside))
        place = _place(number)
        deed = deed_of(cues.heard_in_sentence(part.text))
        asked = f"vorm {form.value if form is not None else '-'}"
        names = [
            "altijd",
            place,
            f"{place} {'laatste' if number == len(parts) - 1 else 'niet laatste'}",
            f"soort {statement.kind.value}",
            f"soort {statement.kind.value} {place}",
            f"zin {deed}",
            f"{asking.way} & {deed}",
            asked,
            f"{asked} {place}",
            f"{asked} & {deed}",
            *_heard(telling, part.text, place, asked),
        ]
        signs = dict.fromkeys(names, 1.0)
        signs["gelijkenis"] = signs[f"gelijkenis {place}"] = part.like
        signs["gelijkenis min die van de andere"] = part.like - max((other.like for other in beside), default=0.0)
        signs["woorden van de vraag"] = len(mine & words) / max(len(words), 1)
        signs["woorden van de vraag die de andere niet hebben"] = float(len(fresh))
        signs[f"geen zulke woorden {place}"] = float(not fresh)
        signs[f"geen woord van de vraag {place}"] = float(not mine & words)
        signs["lengte"] = min(len(part.text.split()), MOST) / MOST
        signs["zoveel delen"] = len(parts) / FEW
        signs["vraag vertelt"] = float(long > LONG)
        signs[f"vraag kort {place}"] = float(long < FEW)
        found.append(signs | library.read_sentences.signs(part.text))
    return found


def _place(number: int) -> str:
    return ("eerste", "tweede")[number] if number < 2 else "later"


def _heard(telling: Telling, text: str, place: str, asked: str) -> Iterator[str]:
    for mark in marks_alone(telling, text):
        yield from (mark, f"{mark} {place}", f"{mark} & {asked}")

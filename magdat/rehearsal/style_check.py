"""Does every answer read well? Short sentences, je-form, no verdict, nothing outdated, nothing left empty.

What counts as a word too many or a verdict stands in leidraad/controles.yml, so that HR decides on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from magdat.advice.catalogue import Checks
from magdat.advice.terms import hits
from magdat.answers.answer import Answer, PartKind
from magdat.answers.producible import Produced, producible
from magdat.guidance.library import Library
from magdat.guidance.statements import topic_of
from magdat.knowledge import Knowledge

_FORMAL = re.compile(r"(?<![\w-])(?:u|uw|uzelf|uwe)(?![\w-])", re.IGNORECASE)
_EMPTY = re.compile(r"\{\{|\}\}|\bNone\b|\(\s*\)|“\s*”|«\s*»|\s,|,\s*[.,]|:\s*\.|\.\.(?!\.)")
_RAW_NAME = re.compile(r"(?<![\w@./-])[a-z]+_[a-z_]+(?![\w@]|[./-]\w)")
_SENTENCE_END = re.compile(r"(?<=[.!?])[)»”]?\s+(?=[«“(A-ZÀ-Ý0-9])")
_LABEL = re.compile(r"^(?:- )?[^:.!?]{1,80}:\s+")
_QUOTED = re.compile(r"[“«][^”»]*[”»]")
_OPENS_ITSELF = re.compile(r"(?:ja|nee|neen)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'’@+./-]*\w[\w'’@+./-]*")


OPENS_ITSELF = "begint zelf met ja of nee"
"""The assistant puts that word before a text, where it is honest; a text that has one too would say it twice."""


@dataclass(frozen=True)
class StyleFinding:
    """One thing that does not read well in one answer."""

    topic: str
    fault: str
    text: str


def check_answers(knowledge: Knowledge, checks: Checks) -> Iterator[StyleFinding]:
    """Check every answer that can be given; the same fault in the same words is reported once a topic."""
    seen: set[StyleFinding] = set()
    for produced in producible(knowledge):
        for finding in check_answer(produced, knowledge, checks):
            if finding not in seen:
                seen.add(finding)
                yield finding


def check_answer(produced: Produced, knowledge: Knowledge, checks: Checks) -> Iterator[StyleFinding]:
    """Check one answer."""
    topic, answer = produced.topic, produced.answer
    yield from _sentences(topic, answer, checks)
    for fault, text in _faults(answer.whole, checks):
        yield StyleFinding(topic, fault, text)
    yield from _openings(topic, answer)
    missing = knowledge.phrases.say("contact_onbekend")
    if any(part.kind is PartKind.CONTACT and part.text == missing for part in answer.parts):
        yield StyleFinding(topic, "geen enkel contact is ingevuld", missing)


def check_guidance(library: Library, checks: Checks) -> Iterator[StyleFinding]:
    """Check every statement of the guidance, also where the policy answers in its place, and what is said on asking on.

    What is said when somebody asks on: why, what to do, an example, what follows, in short.
    """
    for name, statement in library.statements.items():
        topic = topic_of(name)
        told = [statement.text, *statement.more.steps, *([statement.more.example] if statement.more.example else [])]
        told += [item.text for item in statement.texts_of_sectors]  # no answer of this company tells those
        yield from _lengths(topic, [sentence for text in told for sentence in sentences(text)], checks)
        for text in (statement.question, *told):
            yield from (StyleFinding(topic, fault, place) for fault, place in _faults(text, checks))
        if _OPENS_ITSELF.match(statement.text):
            yield StyleFinding(topic, OPENS_ITSELF, _around(statement.text, 0))
    for topic, answer in library.answers.items():
        for wording in (answer.employee, answer.hr):
            if wording is None:
                continue
            texts = (wording.core, wording.why, wording.example, wording.consequence, wording.short, *wording.steps)
            spoken = [text for text in texts if text]
            yield from _lengths(topic, [sentence for text in spoken for sentence in sentences(text)], checks)
            for text in spoken:
                yield from (StyleFinding(topic, fault, place) for fault, place in _faults(text, checks))


def _openings(topic: str, answer: Answer) -> Iterator[StyleFinding]:
    """Look at the text behind the opening word: it has to read well with «Ja.» or «Nee.» before it and without."""
    first = next((part.text for part in answer.parts if part.kind is PartKind.DECISION), "")
    text = first[len(answer.opening) + 1 :].lstrip() if answer.opening else first
    if _OPENS_ITSELF.match(text):
        yield StyleFinding(topic, OPENS_ITSELF, _around(first, 0))


def _sentences(topic: str, answer: Answer, checks: Checks) -> Iterator[StyleFinding]:
    """Count words in prose; the citation, the details of a contact and the date of a check are not prose."""
    parts = (*answer.parts, *answer.more)
    spoken = [item for part in parts for item in sentences(part.text, contact=part.kind is PartKind.CONTACT)]
    yield from _lengths(topic, spoken, checks)


def _lengths(topic: str, spoken: Sequence[str], checks: Checks) -> Iterator[StyleFinding]:
    lengths = [words_in(sentence) for sentence in spoken]
    for sentence, length in zip(spoken, lengths):
        if length > checks.style.longest:
            yield StyleFinding(topic, f"zin van {length} woorden", sentence)
    if lengths and sum(lengths) > checks.style.average * len(lengths):
        yield StyleFinding(topic, f"gemiddeld {sum(lengths) / len(lengths):.1f} woorden per zin", spoken[0])


def sentences(text: str, contact: bool = False) -> list[str]:
    """Return the sentences of a text; a label such as «Raad:» and the items of a list stand on their own."""
    found = []
    for line in text.splitlines():
        for sentence in _SENTENCE_END.split(line):
            if contact:
                sentence = sentence.partition(",")[0]
            label = _LABEL.match(sentence)
            pieces = [label.group(), sentence[label.end() :]] if label else [sentence]
            found += [piece.strip() for piece in pieces if words_in(piece)]
    return found


def words_in(sentence: str) -> int:
    """Return the number of words; a title between quotes is one."""
    return len(_WORD.findall(_QUOTED.sub("titel", sentence)))


def _faults(text: str, checks: Checks) -> Iterator[tuple[str, str]]:
    if "  " in text:
        yield "dubbele spatie", _around(text, text.index("  "))
    for pattern, fault in ((_EMPTY, "iets dat niet is ingevuld"), (_FORMAL, "u-vorm"), (_RAW_NAME, "technische naam")):
        hit = pattern.search(text)
        if hit:
            yield fault, _around(text, hit.start())
    lowered = text.lower()
    for verdict in checks.style.verdicts:
        if verdict.lower() in lowered:
            yield "juridisch oordeel", _around(text, lowered.index(verdict.lower()))
    for check in checks.outdated:
        for hit in hits(check, text):
            yield f"verouderd: «{hit.group()}»", _around(text, hit.start())


def _around(text: str, place: int, width: int = 60) -> str:
    """Return the words around a place in a text, on one line."""
    return " ".join(text[max(0, place - width) : place + width].split("\n")).strip()

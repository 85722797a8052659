"""Cut clauses in passages: one or a few sentences, or an item with its lead-in, that read well alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from magdat.importing.counting import leads_on
from magdat.importing.cues import Cues
from magdat.importing.forms import any_of, found_in
from magdat.importing.outline import Clause
from magdat.importing.source import Block, Kind
from magdat.policy.whole_sentences import sentences_of

LONGEST = 4000
"""Characters of a text in a policy file."""

_TITLE_WORDS = 4
"""A first sentence of more words than this is no heading that runs into the text."""


_BEFORE_THE_LAST = re.compile(r"\b(?:en|of)$", re.IGNORECASE)
"""The end of an item after which the last one follows."""

_CASE = re.compile(r"^[^.:]+,(?= dan\b)")
"""In front of what holds, when it does: «Werk je er al zes maanden niet meer, dan mag het»."""

_ON_CONDITION = re.compile(r"\b(?:tenzij|als|indien|wanneer|mits)\W*$", re.IGNORECASE)
"""The end of a lead-in whose items are conditions: joined with «en» they hold together, and none of them alone."""


class Shape(Enum):
    """How a passage came about."""

    SENTENCES = "zinnen"
    ITEM = "punt"
    STEPS = "stappen"
    LIST = "lijst"
    DEFINITION = "begrip"
    ROW = "tabelrij"
    NOTE = "voetnoot"


_ENDS = (".", "!", "?")
"""How a whole sentence ends."""

_LEADS_NO_LIST = frozenset({Kind.ITEM, Kind.ROW})
"""After these a list has no lead-in: the last row of a table says nothing of what comes below it."""


@dataclass(frozen=True)
class Passage:
    """A piece of text that can be said on its own."""

    clause: Clause
    text: str
    sentences: tuple[str, ...]
    """The sentences of the document that it holds, to the letter."""

    shape: Shape
    place: str
    title: str = ""
    """A heading that runs into the text: «Noodsituatie.»"""

    core: str = ""
    """The part that says what it does, where the rest only says more about it."""

    part: str = ""
    """The heading without a number under which it stands within its clause."""

    point: str = ""
    """The letter of the one item of a list that it is: «a)»."""

    before: str = ""
    """What it leans on that stands in another passage: said in front of it."""

    exempt: str = ""
    """What leads the list of exceptions that it stands in: it says the reverse of what it is excepted from."""


def passages_of(clauses: Sequence[Clause], cues: Cues) -> list[Passage]:
    """Return the passages of all clauses, in order."""
    titled = _titled(clauses, cues)
    return [passage for clause in clauses for passage in _Cutting(clause, cues, clause.number in titled).passages()]


def _titled(clauses: Sequence[Clause], cues: Cues) -> frozenset[str]:
    """Return the clauses that begin with a heading: where at least half of their chapter's do, and three or more."""
    chapters: dict[str, list[Clause]] = {}
    for clause in clauses:
        chapters.setdefault(clause.chapter, []).append(clause)
    found: set[str] = set()
    for members in chapters.values():
        begin = [clause for clause in members if _runs_in(clause, cues)]
        if len(begin) >= 3 and len(begin) * 2 >= len(members):
            found |= {clause.number for clause in begin}
    return frozenset(found)


def _runs_in(clause: Clause, cues: Cues) -> bool:
    sentences = sentences_of(clause.blocks[0].text, cues.abbreviations)
    return len(sentences) > 1 and sentences[0].endswith(".") and len(sentences[0].split()) <= _TITLE_WORDS


class _Cutting:
    """One clause on its way to passages."""

    def __init__(self, clause: Clause, cues: Cues, titled: bool) -> None:
        self.clause, self.cues, self.titled = clause, cues, titled
        self.title, self.part = "", "" if self._names_nothing(clause.part) else clause.part
        """The heading that holds until the next one, and where that stands within the clause."""

    def passages(self) -> Iterator[Passage]:
        blocks = list(self.clause.blocks)
        while blocks:
            block = blocks.pop(0)
            items = []
            while blocks and blocks[0].kind is Kind.ITEM and _leads(block, blocks[0]):
                items.append(blocks.pop(0))
            yield from self._block(block, items)

    def _block(self, block: Block, items: Sequence[Block]) -> Iterator[Passage]:
        sentences = sentences_of(block.text, self.cues.abbreviations)
        head = ""
        if block.head:
            head, sentences = self._run_in(block, sentences)
        elif self.titled and block is self.clause.blocks[0]:
            head, sentences = sentences[0], sentences[1:]
            self.title = head.rstrip(".")
        shape = {Kind.ROW: Shape.ROW, Kind.NOTE: Shape.NOTE, Kind.ITEM: Shape.ITEM}.get(block.kind, Shape.SENTENCES)
        if head and not sentences:
            head, sentences = "", [head]
        said = bool(block.head) and any_of(self.cues.asking_heads, start_only=True).match(head) is None
        lead = [sentences.pop()] if items and sentences else []
        for group in [tuple(sentences)] if shape is Shape.ROW else self._groups(sentences):
            told = (head, *group) if head else group
            yield self._passage(" ".join(told if said else group), told, shape, block.place, _letter(block))
            head = ""
        if lead:
            yield from self._list(f"{head} {lead[0]}" if head and said else lead[0], items)

    def _run_in(self, block: Block, sentences: list[str]) -> tuple[str, list[str]]:
        """Take the heading that runs into a text from it: (the heading, the rest); "" where it is part of a sentence.

        «**Je wifi.** Thuis kies je …» has one, «**Een recensie schrijven** doe je niet.» only says what it is about,
        and «**Let op.** Foto's …» not even that.
        """
        if self._names_nothing(block.head):
            return "", sentences
        self.title = block.head.rstrip(" .:?!…")
        heads = sentences_of(block.head, self.cues.abbreviations)
        if sentences[: len(heads)] == heads:
            rest = sentences[len(heads) :]
        elif block.head.endswith(":") and sentences[0].startswith(block.head):
            goes_on = sentences[0][len(block.head) :].strip()
            rest = [goes_on[:1].upper() + goes_on[1:], *sentences[1:]]
        else:
            return "", sentences
        self.part = ": ".join(filter(None, (self.clause.part, self.title)))
        return block.head, rest

    def _names_nothing(self, head: str) -> bool:
        """Return whether words in bold do not say what a text is about: «Let op!», «Tip:»."""
        return any_of(self.cues.no_heads).fullmatch(head.strip(" .:?!…")) is not None

    def _groups(self, sentences: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield sentences together that cannot be read apart."""
        group: list[str] = []
        for sentence in sentences:
            if group and not self._stays(group, sentence):
                yield tuple(group)
                group = []
            group.append(sentence)
        if group:
            yield tuple(group)

    def _stays(self, group: Sequence[str], sentence: str) -> bool:
        leans = any_of(self.cues.leaning, start_only=True).search(sentence) is not None
        leads = any_of(self.cues.leading, start_only=True).fullmatch(group[-1]) or self._names_nothing(group[-1])
        return bool(leads) or (leans and len(" ".join((*group, sentence))) <= LONGEST)

    def _list(self, lead: str, items: Sequence[Block]) -> Iterator[Passage]:
        """Yield a list: as steps, as definitions, or each item with its lead-in."""
        if any(item.level > items[0].level for item in items):
            yield from self._nested(lead, items)
            return
        texts = [item.text.rstrip(";,.").strip() for item in items]
        originals = [item.text for item in items]
        whole = _sentence(f"{lead} {_enumerated(texts)}")
        exceptions = self._excepts(lead, texts)
        if exceptions is not None:
            yield from self._exceptions(lead, items, whole, exceptions)
            return
        goes_on = leads_on(lead)
        if found_in(lead, self.cues.steps) or all(item.label and not item.label.ordinal for item in items):
            shape = Shape.SENTENCES if goes_on and not lead.endswith(":") else Shape.STEPS  # «Dat mag als …»
            yield self._passage(whole, (lead, *originals), shape, items[0].place)
            return
        if found_in(lead, self.cues.definitions):
            self.title = self.title or lead.rstrip(":")
            for text, item in zip(texts, items):
                yield self._passage(_sentence(text), (lead, item.text), Shape.DEFINITION, item.place, _letter(item))
            return
        headed = any(item.head for item in items)
        # «Vraag het eerst aan de projectleider.» leads nothing where each item below it is a sentence too.
        apart = not goes_on and all(text.rstrip().endswith(_ENDS) for text in (lead, *originals))
        if (goes_on or not (headed or apart)) and len(items) > 1 and len(whole) <= LONGEST:
            yield self._passage(whole, (lead, *originals), Shape.LIST, items[0].place)
        if not goes_on and (headed or apart or len(items) == 1):
            yield self._passage(lead, (lead,), Shape.SENTENCES, items[0].place)
        for text, item in zip(texts, items):
            more = sentences_of(text, self.cues.abbreviations)
            alone = len(more) > 1 or not goes_on
            if headed and alone:
                yield from self._block(replace(item, text=item.text.rstrip(";,").strip()), ())
                continue
            told = _sentence(text) if alone else _sentence(f"{lead} {text}")
            yield self._passage(told, (lead, item.text), Shape.ITEM, item.place, _letter(item))

    def _excepts(self, lead: str, texts: Sequence[str]) -> str | None:
        """Return from what the items of a list are exceptions, "" where their lead-in does not say; else ``None``."""
        said = sentences_of(lead, self.cues.abbreviations)[-1]
        found = any_of(self.cues.excepting).search(said)
        together = _ON_CONDITION.search(said) and any(_BEFORE_THE_LAST.search(text) for text in texts[:-1])
        return None if found is None or together else said[: found.start()].strip()

    def _exceptions(self, lead: str, items: Sequence[Block], whole: str, excepted: str) -> Iterator[Passage]:
        """Yield a list of exceptions: the whole, which says what holds, and each item, which is apart from that.

        Each is heard by its own words: «Het is verboden, behalve: …» forbids none of its items.
        """
        if len(whole) <= LONGEST and (excepted or len(items) > 1):
            told = self._passage(whole, (lead, *(item.text for item in items)), Shape.LIST, items[0].place)
            yield replace(told, core=lead.rstrip(" :")) if excepted else replace(told, exempt=lead)
        for item in items if len(items) > 1 or not excepted else ():
            text = item.text.rstrip(";,.").strip()
            if item.head and len(sentences_of(text, self.cues.abbreviations)) > 1:
                for number, passage in enumerate(self._block(replace(item, text=text), ())):
                    parts = sentences_of(passage.text, self.cues.abbreviations)
                    yield passage if number else replace(passage, core=" ".join(parts[:2]), exempt=lead)
                continue
            told = self._passage(_sentence(f"{lead} {text}"), (lead, item.text), Shape.ITEM, item.place, _letter(item))
            yield replace(told, core=_sentence(_CASE.sub("", text).strip()), exempt=lead)

    def _nested(self, lead: str, items: Sequence[Block]) -> Iterator[Passage]:
        """Yield a list of which some items lead a list of their own: that list by itself, the others as they are."""
        waiting: list[Block] = []
        rest = list(items)
        while rest:
            item = rest.pop(0)
            below = []
            while rest and rest[0].level > item.level:
                below.append(rest.pop(0))
            if not below:
                waiting.append(item)
                continue
            if waiting:
                yield from self._list(lead, waiting)
                waiting = []
            # What leads the outer list holds for the inner one: «dit mag niet: informatie delen over: klanten».
            yield from self._block(replace(item, text=f"{lead} {item.text}"), below)
        if waiting:
            yield from self._list(lead, waiting)

    def _passage(self, text: str, sentences: Sequence[str], shape: Shape, place: str, point: str = "") -> Passage:
        if shape is Shape.ITEM and text[-1].isalnum():
            text = f"{text}."  # beside another item it would run on
        told = tuple(sentences)
        return Passage(self.clause, text[:LONGEST], told, shape, place, self.title, part=self.part, point=point)


def _letter(block: Block) -> str:
    """Return the letter with which an item of a list is counted, as it stands in the document; "" without one."""
    return block.label.written if block.kind is Kind.ITEM and block.label is not None and block.label.ordinal else ""


def _leads(block: Block, item: Block) -> bool:
    """Return whether an item belongs to a list below a block: of an item or a row, only what stands deeper does."""
    return block.kind not in _LEADS_NO_LIST or (block.kind is Kind.ITEM and item.level > block.level)


def _enumerated(texts: Sequence[str]) -> str:
    """Return the items of a list as one text: «het werk klaar is; de klant akkoord is, en er niemand op staat»."""
    return "".join(f"{text}{' ' if _BEFORE_THE_LAST.search(text) else '; '}" for text in texts[:-1]) + texts[-1]


def _sentence(text: str) -> str:
    ends = text if text[-1:] in ".!?" else f"{text}."
    return ends[0].upper() + ends[1:]


def with_text(passage: Passage, text: str) -> Passage:
    """Return a passage that says the same in other words."""
    return replace(passage, text=text)

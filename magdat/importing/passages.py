"""Cut clauses in passages: one or a few sentences, or an item with its lead-in, that read well alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from magdat.importing.cues import Cues
from magdat.importing.forms import any_of, found_in
from magdat.importing.outline import Clause
from magdat.importing.sentences import sentences_of
from magdat.importing.source import Block, Kind

LONGEST = 4000
"""Characters of a text in a policy file."""

_TITLE_WORDS = 4
"""A first sentence of more words than this is no heading that runs into the text."""


class Shape(Enum):
    """How a passage came about."""

    SENTENCES = "zinnen"
    ITEM = "punt"
    STEPS = "stappen"
    LIST = "lijst"
    DEFINITION = "begrip"
    ROW = "tabelrij"
    NOTE = "voetnoot"


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
        self.title = ""

    def passages(self) -> Iterator[Passage]:
        blocks = list(self.clause.blocks)
        while blocks:
            block = blocks.pop(0)
            items = []
            while blocks and blocks[0].kind is Kind.ITEM and block.kind not in _LEADS_NO_LIST:
                items.append(blocks.pop(0))
            yield from self._block(block, items)

    def _block(self, block: Block, items: Sequence[Block]) -> Iterator[Passage]:
        sentences = sentences_of(block.text, self.cues.abbreviations)
        if self.titled and block is self.clause.blocks[0]:
            self.title, sentences = sentences[0].rstrip("."), sentences[1:]
        shape = {Kind.ROW: Shape.ROW, Kind.NOTE: Shape.NOTE, Kind.ITEM: Shape.ITEM}.get(block.kind, Shape.SENTENCES)
        lead = [sentences.pop()] if items and sentences else []
        first = True
        for group in [tuple(sentences)] if shape is Shape.ROW else self._groups(sentences):
            title = f"{self.title}." if self.title and first and block is self.clause.blocks[0] else ""
            told = (title, *group) if title else group
            yield self._passage(" ".join(group), told, shape, block.place)
            first = False
        if lead:
            yield from self._list(lead[0], items)

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
        leads = any_of(self.cues.leading, start_only=True).fullmatch(group[-1]) is not None
        return leads or (leans and len(" ".join((*group, sentence))) <= LONGEST)

    def _list(self, lead: str, items: Sequence[Block]) -> Iterator[Passage]:
        """Yield a list: as steps, as definitions, or each item with its lead-in."""
        texts = [item.text.rstrip(";,.").strip() for item in items]
        originals = [item.text for item in items]
        if found_in(lead, self.cues.steps) or all(item.label and not item.label.ordinal for item in items):
            numbered = "; ".join(texts)
            yield self._passage(_sentence(f"{lead} {numbered}"), (lead, *originals), Shape.STEPS, items[0].place)
            return
        if found_in(lead, self.cues.definitions):
            self.title = self.title or lead.rstrip(":")
            for text, item in zip(texts, items):
                yield self._passage(_sentence(text), (lead, item.text), Shape.DEFINITION, item.place)
            return
        whole = _sentence(f"{lead} {'; '.join(texts)}")
        if len(items) > 1 and len(whole) <= LONGEST:
            yield self._passage(whole, (lead, *originals), Shape.LIST, items[0].place)
        for text, item in zip(texts, items):
            more = sentences_of(text, self.cues.abbreviations)
            alone = len(more) > 1 or not lead.endswith(":")
            yield self._passage(
                _sentence(text) if alone else _sentence(f"{lead} {text}"), (lead, item.text), Shape.ITEM, item.place
            )

    def _passage(self, text: str, sentences: Sequence[str], shape: Shape, place: str) -> Passage:
        return Passage(self.clause, text[:LONGEST], tuple(sentences), shape, place, self.title)


def _sentence(text: str) -> str:
    ends = text if text[-1:] in ".!?" else f"{text}."
    return ends[0].upper() + ends[1:]


def with_text(passage: Passage, text: str) -> Passage:
    """Return a passage that says the same in other words."""
    return replace(passage, text=text)

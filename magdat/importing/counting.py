"""Which numbers in front of pieces of text are those of clauses: of paragraphs, annexes, rows, and lists of steps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from magdat.importing.heads import head_of
from magdat.importing.labels import Label, chapter_letter, label_of, roman_value
from magdat.importing.source import Block, Kind

TITLES = frozenset({Kind.TITLE, Kind.HEADING})
"""What stands above a text."""

ARTICLES = frozenset({"artikel"})
OF_ARTICLE = frozenset({"§", "paragraaf"})
"""Words of the paragraphs of an article, or of a chapter that has none."""

_IN_ROMAN = re.compile(r"[IVXL]{2,7}\.\d")
"""The number of a clause in a chapter that is counted with Roman numbers, where no letter could stand."""

_MOSTLY_COUNTED = 0.4
"""From this share of the words on, chapters with numbered paragraphs make a text that is numbered."""

_GOES_ON = re.compile(
    r"(?::|\b(?:als|indien|wanneer|mits|zodra|zolang|tenzij|behalve|uitgezonderd|uitzondering van|dat|om|door|of|en))$",
    re.IGNORECASE,
)
"""The end of a paragraph whose sentence goes on in the list below it: «Dat mag als»."""


def counted(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the numbers by which their clauses are cited."""
    return _rows(_listed(_local(_annexes(_paragraphs(_roman(_lettered(blocks)))))))


def numbered(heading: Block) -> bool:
    """Return whether a heading has a number, or the capital of its chapter."""
    return heading.label is not None or bool(chapter_letter(heading.text)[0])


def leads_on(text: str) -> bool:
    """Return whether a sentence goes on in the list below it: «Je mag niet:», «Dat mag als»."""
    return _GOES_ON.search(text) is not None


def _lettered(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with a heading «I.» that comes after «H.» as a letter, and not as the Roman number for one."""
    letters = {chapter_letter(block.text)[0] for block in blocks if block.kind in TITLES and block.label is None}
    return [
        replace(block, label=None, text=f"{block.label.written} {block.text}")
        if block.kind in TITLES and block.label is not None and _before(block.label.written) in letters
        else block
        for block in blocks
    ]


def _roman(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with «V.1» as the first of the fifth chapter where another is «II.1», and not as that of V."""
    if not any(block.label is not None and _IN_ROMAN.match(block.label.written) for block in blocks):
        return list(blocks)
    return [
        replace(block, label=replace(block.label, prefix="", numbers=(chapter, *block.label.numbers)))
        if block.label is not None and (chapter := roman_value(block.label.prefix)) and "." in block.label.written
        else block
        for block in blocks
    ]


def _before(written: str) -> str | None:
    """Return the letter of the alphabet before a number that is written as one letter; ``None`` where it is not."""
    letter = written.rstrip(".:) -–—")
    return chr(ord(letter) - 1) if len(letter) == 1 and "B" <= letter <= "Z" else None


def _paragraphs(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the paragraphs of an article that is no heading numbered in it: «Art. 3. § 2» is 3.2."""
    found: list[Block] = []
    article: Label | None = None
    for block in blocks:
        label = block.label
        if block.kind in TITLES:
            article = None
        elif label is not None and label.word in ARTICLES:
            article = label
            # «**Artikel 5. Achter het stuur.** § 1. Het is verboden …»: the heading runs into the first paragraph.
            titled = bool(block.head) and block.text.startswith(block.head) and label_of(block.head)[0] is None
            inner, rest = label_of(block.text[len(block.head) :].strip() if titled else block.text)
            first = inner is not None and inner.numbers == (1,)
            if inner is not None and inner.word in OF_ARTICLE and (first or not titled):
                head = block.head if titled else head_of(rest, block.head)
                block = replace(
                    block, label=_within(label, inner), text=f"{head} {rest}" if titled else rest, head=head
                )
        elif article is not None and label is not None and label.word in OF_ARTICLE:
            block = replace(block, label=_within(article, label))
        found.append(block)
    return found


def _within(article: Label, paragraph: Label) -> Label:
    """Return the number of a paragraph of an article."""
    return replace(paragraph, numbers=(*article.numbers, *paragraph.numbers), word="")


def _annexes(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with annexes that are counted apart: annex 1 is no article 1."""
    letters = {chapter_letter(block.text)[0] for block in blocks if block.kind in TITLES}
    prefix = next(letter for letter in ("B", "BL", "BX") if letter not in letters)
    return [
        replace(block, label=replace(block.label, prefix=prefix))
        if block.kind is Kind.HEADING and block.label is not None and block.label.word == "bijlage"
        else block
        for block in blocks
    ]


def _rows(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the rows of a table under a heading with a letter numbered: «Tabel B» has B1, B2."""
    found: list[Block] = []
    count, last, under = 0, "", False
    for block in blocks:
        if block.kind in TITLES:
            count, under = 0, block.label is None and bool(chapter_letter(block.text)[0])
        elif block.kind is not Kind.ROW:
            under = under and not count and block.label is None
        elif under:
            count += block.place != last
            last = block.place
            block = replace(block, label=Label((count,), ""))
        found.append(block)
    return found


def _listed(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with numbered paragraphs under a lead-in made items of its list, and «- G1 …» made a clause."""
    found: list[Block] = []
    for block in map(_coded, blocks):
        label, last = block.label, found[-1] if found else None
        # «C.4» behind the list «1° … 3° …» of C.3 says by itself where it stands.
        counts = label is not None and len(label.numbers) == 1 and not label.word and not label.whole
        alone = block.kind is Kind.PARAGRAPH and counts
        if alone and label is not None and last is not None:
            leads = last.kind is Kind.PARAGRAPH and leads_on(last.text) and label.numbers == (1,)
            follows = last.kind is Kind.ITEM and last.label and last.label.numbers == (label.numbers[0] - 1,)
            if leads or follows:
                block = replace(block, kind=Kind.ITEM, level=1)
        found.append(block)
    return found


def _local(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with numbers that count the steps of one chapter made a list, not clauses of the whole.

    «1. Haal weg wat fout is. 2. Bel …» below a heading without a number, in a text whose other chapters count nothing,
    is no article 1 and 2. Where most of the text is counted so, the numbers are the clauses' own.
    """
    head, below = 0, False
    groups: dict[int, list[int]] = {}
    words: dict[int, int] = {}
    for place, block in enumerate(blocks):
        if block.kind in TITLES:
            head, below = place, below or numbered(block)
            continue
        count = len(block.text.split())
        words[head] = words.get(head, 0) + count
        label = block.label
        if block.kind is Kind.PARAGRAPH and label is not None and not (label.word or label.prefix or label.whole):
            groups.setdefault(head, []).append(place)
    of_counted = sum(words[head] for head in groups)
    if below or not groups or of_counted > _MOSTLY_COUNTED * sum(words.values()):
        return list(blocks)
    steps = {place for places in groups.values() for place in places}
    return [
        replace(block, kind=Kind.ITEM, level=1, label=None) if place in steps else block
        for place, block in enumerate(blocks)
    ]


def _coded(block: Block) -> Block:
    """Return an item with a whole number behind its bullet as a paragraph with that number."""
    if block.kind is not Kind.ITEM or block.label is not None:
        return block
    label, rest = label_of(block.text)
    if label is None or not label.prefix:
        return block
    return replace(block, kind=Kind.PARAGRAPH, label=label, text=rest, head=head_of(rest, block.head))

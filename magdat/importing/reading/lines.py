"""Put the lines of a page together again: into headings, paragraphs and items of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from magdat.importing.labels import Label, bullet_of, label_of
from magdat.importing.source import Block, Kind, tidy

_END = re.compile(r"[.!?:;…][\"”»')\]]*$")
_STANDS_APART = ("en", "of", "tot", "als")
"""Words after which a hyphen at the end of a line is a word's own: «beeld- / en geluid»."""

_BEFORE_A_NUMBER = frozenset({"van", "in", "volgens", "en", "of", "op", "met", "artikel"})
_HEADING_WORDS = 14
_CONTENTS = re.compile(r"(\.\s?){4,}\s*\d+$")


@dataclass(frozen=True)
class Line:
    """One line of a page, as it is printed."""

    text: str
    place: str
    gap: bool = False
    """Whether there is more room above it than between the lines of a paragraph."""

    size: float = 0.0
    bold: bool = False
    short: bool = False
    """Whether it ends well before the right-hand margin, so that no sentence runs on only because of the margin."""

    page_top: bool = False
    """Whether it is the first on its page, so that the room above it says nothing."""


def blocks_of(lines: Sequence[Line], breaks_words: bool = False) -> Iterator[Block]:
    """Yield the pieces of text that the lines make up.

    Args:
        lines: in order.
        breaks_words: whether whoever printed them broke words at the end of a line, as in a pdf.
    """
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    ranks = sorted((size for size in sizes if size > body * 1.05), reverse=True)
    join = partial(_joined, whole_words=_whole_words(lines) if breaks_words else None)
    group: list[Line] = []
    for line in lines:
        if group and _starts(line, group):
            yield _block(group, join, body, ranks)
            group = []
        group.append(line)
    if group:
        yield _block(group, join, body, ranks)


def _starts(line: Line, group: Sequence[Line]) -> bool:
    """Return whether a line begins something new."""
    last = group[-1]
    if bullet_of(line.text)[0] or (line.size, line.bold) != (last.size, last.bold):
        return not _same_heading(line, group)
    label, rest = label_of(line.text)
    ends = bool(_END.search(last.text))
    if label is not None and (ends or line.gap or last.short or not _runs_on(label, last)):
        return True
    if line.page_top and not line.gap:
        return ends and not rest[:1].islower()
    return line.gap


def _same_heading(line: Line, group: Sequence[Line]) -> bool:
    """Return whether a line differs only in being partly bold, within a running sentence."""
    last = group[-1]
    return (
        line.size == last.size
        and not line.gap
        and not bullet_of(line.text)[0]
        and not _END.search(last.text)
        and not last.short
        and line.text[:1].islower()
    )


def _runs_on(label: Label, last: Line) -> bool:
    """Return whether a number at the start of a line is part of the sentence before: «volgens artikel / 8 en»."""
    return not label.word or last.text.split()[-1].lower() in {
        "van",
        "in",
        "volgens",
        "en",
        "of",
        "op",
        "met",
        "artikel",
    }


def _block(group: Sequence[Line], join: Callable[[Sequence[str]], str], body: float, ranks: Sequence[float]) -> Block:
    first = group[0]
    text = tidy(join([line.text for line in group]))
    if _CONTENTS.search(text):
        return Block(Kind.MARGIN, text, first.place)
    bullet, text = bullet_of(text)
    if bullet:
        return Block(Kind.ITEM, text, first.place, level=1)
    label, rest = label_of(text)
    large, bold = first.size > body * 1.05, all(line.bold for line in group)
    short = len(rest.split()) <= _HEADING_WORDS and not re.search(r"[.!;:]$", rest)
    if rest and short and (large or bold or (label is not None and label.word) or rest.isupper()):
        return Block(Kind.HEADING, rest, first.place, label, ranks.index(first.size) + 1 if large else len(ranks) + 1)
    if label is not None and label.ordinal:
        return Block(Kind.ITEM, rest, first.place, label, 1)
    return Block(Kind.PARAGRAPH, rest, first.place, label)


def _joined(lines: Sequence[str], whole_words: frozenset[str] | None) -> str:
    """Return lines as one text; a hyphen at the end of a line goes where it only broke a word."""
    whole = lines[0]
    for line in lines[1:]:
        broken, after = re.search(r"(?<![\s-])(\w+)-$", whole), re.match(r"\w+", line)
        if not broken or not after or after.group() in _STANDS_APART:
            whole = f"{whole} {line}"
        elif whole_words is None or not _is_one_word(broken[1], after.group(), whole_words):
            whole = f"{whole}{line}"
        else:
            whole = f"{whole[:-1]}{line}"
    return whole


def _whole_words(lines: Iterable[Line]) -> frozenset[str]:
    return frozenset(word for line in lines for word in re.findall(r"[\w-]*\w", line.text.lower()))


def _is_one_word(start: str, end: str, whole_words: frozenset[str]) -> bool:
    """Return whether a hyphen at the end of a line only broke a word, as the rest of the text writes it."""
    if f"{start}-{end}".lower() in whole_words:
        return False
    return f"{start}{end}".lower() in whole_words or (end[0].islower() and not re.search("[A-Z]", start[1:]))


def without_margins(pages: Sequence[Sequence[Line]]) -> tuple[list[Line], list[Block]]:
    """Take away what stands at the top or foot of page after page: (the other lines, what was taken)."""
    repeated = Counter(key for page in pages for key in {_without_digits(line.text) for line in _edges(page)})
    often = {key for key, count in repeated.items() if count >= max(3, len(pages) // 3)}
    lines: list[Line] = []
    taken: dict[str, Block] = {}
    for page in pages:
        edges = _edges(page)
        first = True
        for line in page:
            key = _without_digits(line.text)
            number = re.fullmatch(r"(pagina |p\. ?|blz\. ?|- ?)?\d{1,3}( ?-|( ?/ ?| van )\d{1,3})?", line.text, re.I)
            if line in edges and (key in often or number):
                taken.setdefault(key, Block(Kind.MARGIN, line.text, line.place))
                continue
            lines.append(replace(line, page_top=first))
            first = False
    return lines, list(taken.values())


def _edges(page: Sequence[Line]) -> list[Line]:
    return [*page[:2], *page[-2:]]


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text).lower()

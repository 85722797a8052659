"""The chapters and clauses of a document: which number each piece of text is cited by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from magdat.importing.heads import head_of
from magdat.importing.labels import Label, chapter_letter, label_of
from magdat.importing.source import Block, Kind, Source
from magdat.policy.clause_number import chapter_of

DEEPEST = 3
"""Parts of a number that a policy file can cite."""

_TITLES = frozenset({Kind.TITLE, Kind.HEADING})

_PARTS = frozenset({"hoofdstuk", "deel", "titel", "afdeling", "rubriek", "thema", "bijlage", "sectie"})
"""Words of headings above articles."""

_ARTICLES = frozenset({"artikel"})
_OF_ARTICLE = frozenset({"§", "paragraaf"})

_MOST_IN_FRONT = 0.2
"""A share of a document that is larger than this, or a table, is no introduction, whatever headings come after it."""

_MOSTLY_COUNTED = 0.4
"""From this share of the words on, chapters with numbered paragraphs make a text that is numbered."""

_GOES_ON = re.compile(r"(?::|\b(?:als|indien|wanneer|mits|zodra|zolang|tenzij|dat|om|door|of|en))$", re.IGNORECASE)
"""The end of a paragraph whose sentence goes on in the list below it: «Dat mag als»."""

_OF_CLAUSES = 3
"""From so many paragraphs with a number such as 2.1 on, a document is numbered by clause."""


@dataclass
class Clause:
    """One clause, with everything that stands under its number."""

    number: str
    path: tuple[str, ...]
    """The headings above it, the highest first."""

    blocks: list[Block] = field(default_factory=list)
    numbered: bool = True
    """Whether the document itself gives it this number."""

    opens: bool = False
    """Whether it stands between the heading of its chapter and the first numbered clause."""

    part: str = ""
    """The heading without a number under which it stands, where others with its number stand under another."""

    @property
    def chapter(self) -> str:
        """Return the number of its chapter."""
        return chapter_of(self.number)


@dataclass(frozen=True)
class Outline:
    """A document in chapters and clauses."""

    title: str
    front: tuple[Block, ...]
    """What stands before the first chapter: subtitle, version, preamble."""

    chapters: dict[str, str]
    clauses: tuple[Clause, ...]
    beside: tuple[Block, ...]
    """What stands beside the text: margins, and headings with nothing below them."""


def outline_of(source: Source) -> Outline:
    """Return the chapters and clauses of a document."""
    body = [block for block in source.blocks if block.kind is not Kind.MARGIN]
    margins = [block for block in source.blocks if block.kind is Kind.MARGIN]
    title, front, rest = _front(_rows(_listed(_local(_annexes(_paragraphs(body))))))
    by_clause = sum(block.kind is Kind.PARAGRAPH and _dotted(block.label) for block in rest) >= _OF_CLAUSES
    drafts = list(_clauses(rest, by_clause))
    numbers = _Numbers(drafts)
    clauses = tuple(numbers.clause(draft) for draft in drafts)
    above = {id(heading) for draft in drafts for heading in draft.stack}
    bare = [block for block in rest if block.kind in _TITLES and id(block) not in above]
    return Outline(title, tuple(front), numbers.chapters, clauses, (*margins, *bare))


def leads_on(text: str) -> bool:
    """Return whether a sentence goes on in the list below it: «Je mag niet:», «Dat mag als»."""
    return _GOES_ON.search(text) is not None


def _paragraphs(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the paragraphs of an article that is no heading numbered in it: «Art. 3. § 2» is 3.2."""
    found: list[Block] = []
    article: Label | None = None
    for block in blocks:
        label = block.label
        if block.kind in _TITLES:
            article = None
        elif label is not None and label.word in _ARTICLES:
            inner, rest = label_of(block.text)
            article = label
            if inner is not None and inner.word in _OF_ARTICLE:
                block = replace(block, label=_within(label, inner), text=rest, head=head_of(rest, block.head))
        elif article is not None and label is not None and label.word in _OF_ARTICLE:
            block = replace(block, label=_within(article, label))
        found.append(block)
    return found


def _within(article: Label, paragraph: Label) -> Label:
    """Return the number of a paragraph of an article."""
    return replace(paragraph, numbers=(*article.numbers, *paragraph.numbers), word="")


def _annexes(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with annexes that are counted apart: annex 1 is no article 1."""
    letters = {chapter_letter(block.text)[0] for block in blocks if block.kind in _TITLES}
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
        if block.kind in _TITLES:
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
        alone = block.kind is Kind.PARAGRAPH and label is not None and len(label.numbers) == 1 and not label.word
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
        if block.kind in _TITLES:
            head, below = place, below or _numbered(block)
            continue
        count = len(block.text.split())
        words[head] = words.get(head, 0) + count
        label = block.label
        if block.kind is Kind.PARAGRAPH and label is not None and not (label.word or label.prefix or label.whole):
            groups.setdefault(head, []).append(place)
    counted = sum(words[head] for head in groups)
    if below or not groups or counted > _MOSTLY_COUNTED * sum(words.values()):
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


def _front(blocks: Sequence[Block]) -> tuple[str, list[Block], list[Block]]:
    """Part what stands before the first chapter: (the title, the rest of the front, the body)."""
    labelled = any(block.kind is Kind.HEADING and _numbered(block) for block in blocks)
    title = ""
    start = len(blocks)
    for place, block in enumerate(blocks):
        heading = block.kind is Kind.HEADING
        after = blocks[place + 1].kind if place + 1 < len(blocks) else None
        if not title and not block.label and (block.kind is Kind.TITLE or (heading and place == 0)):
            title = block.text
        elif (heading and (_numbered(block) or not (labelled or after is Kind.HEADING))) or _dotted(block.label):
            start = place
            break
    start = _not_too_far(blocks, start, title)
    if not any(block.kind not in _TITLES for block in blocks[start:]):  # no chapters: all below the title is the body
        start = next((place for place, block in enumerate(blocks) if block.text != title), start)
    front = [block for block in blocks[:start] if block.text != title]
    return title, front, list(blocks[start:])


def _not_too_far(blocks: Sequence[Block], start: int, title: str) -> int:
    """Return where the body begins, where most of it would stand in front of the first chapter with a number."""
    words = [0 if block.kind in _TITLES else len(block.text.split()) for block in blocks]
    table = any(block.kind is Kind.ROW for block in blocks[:start])
    if not table and sum(words[:start]) <= _MOST_IN_FRONT * sum(words):
        return start
    headings = [
        place
        for place, block in enumerate(blocks[:start])
        if block.kind is Kind.HEADING and block.text != title and blocks[place + 1].kind not in _TITLES
    ]
    return headings[0] if headings else start


@dataclass
class _Draft:
    """A clause before it is numbered."""

    stack: tuple[Block, ...]
    blocks: list[Block]
    opens: bool = False


def _clauses(blocks: Iterable[Block], by_clause: bool) -> Iterator[_Draft]:
    """Yield the clauses in order; what has no number of its own stays with the clause before it."""
    stack: list[Block] = []
    draft: _Draft | None = None
    for block in blocks:
        if block.kind in _TITLES:
            if draft is not None:
                yield draft
            draft = None
            while stack and _rank(stack[-1]) >= _rank(block):
                stack.pop()
            stack.append(block)
        elif draft is None or (
            not _same_row(block, draft) and (_opens_clause(block, draft, by_clause) or _counts_on(block, stack, draft))
        ):
            if draft is not None:
                yield draft
            opens = by_clause and not (_dotted(block.label) or _article(block.label))
            draft = _Draft(tuple(stack), [block], opens)
        else:
            draft.blocks.append(block)
    if draft is not None:
        yield draft


def _same_row(block: Block, draft: _Draft) -> bool:
    """Return whether a piece comes from the same row of a table as the one before it."""
    last = draft.blocks[-1]
    return block.kind is Kind.ROW is last.kind and block.place == last.place


def _opens_clause(block: Block, draft: _Draft, by_clause: bool) -> bool:
    if block.kind is Kind.ROW:
        told = draft.blocks[0].label if draft.blocks[0].kind is not Kind.ROW else None
        return not told and not any(heading.label for heading in draft.stack)
    if block.kind is Kind.ITEM and not block.label:
        return _stands_alone(block, draft) and not by_clause
    if block.kind is not Kind.PARAGRAPH:
        return False
    if by_clause:
        return _dotted(block.label) or _article(block.label)
    if block.label is not None:
        return True
    return not draft.blocks[0].label and not any(heading.label for heading in draft.stack)


def _stands_alone(block: Block, draft: _Draft) -> bool:
    """Return whether an item with a heading of its own is a clause, in a chapter that counts none: «- **Wifi.** …».

    Without such headings the items of a list stay one clause: what is asked for often stands in the next one.
    """
    first = draft.blocks[0]
    if first.label or any(heading.label for heading in draft.stack):
        return False
    lead = next((other for other in reversed(draft.blocks) if other.kind is not Kind.ITEM), None)
    if lead is not None and leads_on(lead.text):
        return False
    beside = first.kind is Kind.ITEM and bool(first.head) and block.level <= first.level
    return beside or (bool(block.head) and (first.kind is not Kind.ITEM or block.level <= first.level))


def _counts_on(block: Block, stack: Sequence[Block], draft: _Draft) -> bool:
    """Return whether a numbered piece is a clause of a chapter with a letter: «1.» under «Deel C»."""
    label, first = block.label, draft.blocks[0]
    if label is None or label.word:
        return False
    alike = block.kind is first.kind and block.level == first.level and first.label is not None
    led_in = draft.blocks[-1].text.endswith(":")
    return bool(_letter(stack)) and alike and not led_in


def _letter(stack: Sequence[Block]) -> str:
    """Return the letter of the chapter that a piece stands in, where its heading has one."""
    return chapter_letter(stack[-1].text)[0] if stack and stack[-1].label is None else ""


def _rank(heading: Block) -> tuple[int, int]:
    """Return how deep a heading is: an article stands under a chapter, also when it is printed alike."""
    label = heading.label
    deep = 0 if label is None or label.word in _PARTS else len(label.numbers) + (4 if label.word else 0)
    return (0 if heading.kind is Kind.TITLE else heading.level), deep


def _numbered(heading: Block) -> bool:
    """Return whether a heading has a number, or the capital of its chapter."""
    return heading.label is not None or bool(chapter_letter(heading.text)[0])


def _dotted(label: Label | None) -> bool:
    return label is not None and label.whole


def _article(label: Label | None) -> bool:
    """Return whether a number is that of an article, «Art. 5», where others have paragraphs."""
    return label is not None and label.word in _ARTICLES


class _Numbers:
    """Numbers given out: those of the document where it has them."""

    def __init__(self, drafts: Sequence[_Draft]) -> None:
        self.chapters: dict[str, str] = {}
        self.own: dict[str, int] = {}
        """The chapters that the document does not number, by their heading, with the number that they get."""

        self.counted: dict[int, int] = {}
        self.subheads: dict[tuple[int, str], int] = {}
        taken = [number.numbers[0] for draft in drafts if (number := _own_number(draft)) and not number.prefix]
        self.next = max(taken, default=0) + 1

    def clause(self, draft: _Draft) -> Clause:
        """Give a clause its number."""
        own = _own_number(draft)
        given = own or Label(self._new(draft), "")
        number = str(replace(given, numbers=given.numbers[:DEEPEST]))
        path = tuple(chapter_letter(heading.text)[1] if given.prefix else heading.text for heading in draft.stack)
        self.chapters.setdefault(chapter_of(number), _chapter_title(draft.stack, given))
        return Clause(number, path, list(draft.blocks), own is not None, draft.opens, _part(draft))

    def _new(self, draft: _Draft) -> tuple[int, ...]:
        top = draft.stack[0].text if draft.stack else ""
        if top not in self.own:
            self.own[top] = self.next
            self.next += 1
        chapter = self.own[top]
        if len(draft.stack) > 1:
            below = draft.stack[1].text
            if (chapter, below) not in self.subheads:
                self.subheads[chapter, below] = self._count(chapter)
            return chapter, self.subheads[chapter, below]
        return chapter, self._count(chapter)

    def _count(self, chapter: int) -> int:
        self.counted[chapter] = self.counted.get(chapter, 0) + 1
        return self.counted[chapter]


def _part(draft: _Draft) -> str:
    """Return the lowest heading above a clause that has no number, where one above that gives it its number."""
    if _dotted(draft.blocks[0].label) or len(draft.stack) < 2 or draft.stack[-1].label is not None:
        return ""
    return draft.stack[-1].text if any(heading.label for heading in draft.stack[:-1]) else ""


def _own_number(draft: _Draft) -> Label | None:
    """Return the number that the document gives a clause, by itself or by a heading above it."""
    first = draft.blocks[0]
    label = first.label
    if _dotted(label):
        return label
    letter = _letter(draft.stack)
    if letter and label is not None and not label.word and len(label.numbers) == 1:
        return replace(label, prefix=letter)  # «1.» and «a)» under «Deel C» are C1
    above = next((item.label for item in reversed(draft.stack) if item.label), None)
    if label is not None and first.kind is Kind.PARAGRAPH and len(label.numbers) == 1:
        under = above is not None and (above.word not in _PARTS or bool(above.prefix))
        return replace(above, numbers=(*above.numbers, *label.numbers)) if under and above is not None else label
    return above


def _chapter_title(stack: Sequence[Block], given: Label) -> str:
    """Return the title of a chapter: of the heading with its number, under that of the part that it stands in."""
    if any(item.label and item.label.word == "bijlage" and item.label.prefix for item in stack):
        return "Bijlagen"
    if given.prefix:
        lettered = [chapter_letter(item.text) for item in stack]
        own_titles = [title for letter, title in lettered if letter == given.prefix] or [item.text for item in stack]
        return own_titles[-1] if own_titles else f"Hoofdstuk {given.prefix}"
    number = given.numbers[0]
    own = [place for place, item in enumerate(stack) if item.label and item.label.numbers[0] == number]
    of_articles = [place for place in own if (label := stack[place].label) and label.word not in _PARTS]
    at = (of_articles or own or [0])[0]
    above = [item.text for item in stack[:at] if item.label is not None]
    titles = [*above, stack[at].text] if stack else []
    return ": ".join(dict.fromkeys(title for title in titles if title)) or f"Hoofdstuk {number}"

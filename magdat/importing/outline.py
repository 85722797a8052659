"""The chapters and clauses of a document: which number each piece of text is cited by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from magdat.importing.counting import ARTICLES, OF_ARTICLE, TITLES, counted, leads_on, numbered
from magdat.importing.labels import Label, chapter_letter
from magdat.importing.source import Block, Kind, Source
from magdat.policy.clause_number import chapter_of

DEEPEST = 3
"""Parts of a number that a policy file can cite."""

_PARTS = frozenset({"hoofdstuk", "deel", "titel", "afdeling", "rubriek", "thema", "bijlage", "sectie"})
"""Words of headings above articles."""

_MOST_IN_FRONT = 0.2
"""A share of a document that is larger than this, or a table, is no introduction, whatever headings come after it."""

WHOLE = "de hele tekst"
"""How a chapter without a heading is called in a text without a title."""

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
    unnumbered: frozenset[str]
    """The chapters that have no number in the document: what they are called is all that anybody can look up."""

    clauses: tuple[Clause, ...]
    beside: tuple[Block, ...]
    """What stands beside the text: margins, and headings with nothing below them."""


def outline_of(source: Source) -> Outline:
    """Return the chapters and clauses of a document."""
    body = [block for block in source.blocks if block.kind is not Kind.MARGIN]
    margins = [block for block in source.blocks if block.kind is Kind.MARGIN]
    title, front, rest = _front(counted(body))
    by_clause = sum(block.kind is Kind.PARAGRAPH and _dotted(block.label) for block in rest) >= _OF_CLAUSES
    drafts = list(_clauses(rest, by_clause))
    numbers = _Numbers(drafts)
    clauses = tuple(numbers.clause(draft) for draft in drafts)
    above = {id(heading) for draft in drafts for heading in draft.stack}
    bare = [block for block in rest if block.kind in TITLES and id(block) not in above]
    chapters = numbers.chapters
    if whole := numbers.without_heading():
        chapters = {**chapters, whole: title or WHOLE}
    return Outline(title, tuple(front), chapters, numbers.unnumbered(), clauses, (*margins, *bare))


def _front(blocks: Sequence[Block]) -> tuple[str, list[Block], list[Block]]:
    """Part what stands before the first chapter: (the title, the rest of the front, the body)."""
    labelled = any(block.kind is Kind.HEADING and numbered(block) for block in blocks)
    title = ""
    start = len(blocks)
    for place, block in enumerate(blocks):
        heading = block.kind is Kind.HEADING
        after = blocks[place + 1].kind if place + 1 < len(blocks) else None
        if not title and not block.label and (block.kind is Kind.TITLE or (heading and place == 0)):
            title = block.text
        elif (heading and (numbered(block) or not (labelled or after is Kind.HEADING))) or _dotted(block.label):
            start = place
            break
    start = _not_too_far(blocks, start, title)
    if not any(block.kind not in TITLES for block in blocks[start:]):  # no chapters: all below the title is the body
        start = next((place for place, block in enumerate(blocks) if block.text != title), start)
    front = [block for block in blocks[:start] if block.text != title]
    return title, front, list(blocks[start:])


def _not_too_far(blocks: Sequence[Block], start: int, title: str) -> int:
    """Return where the body begins, where most of it would stand in front of the first chapter with a number."""
    words = [0 if block.kind in TITLES else len(block.text.split()) for block in blocks]
    table = any(block.kind is Kind.ROW for block in blocks[:start])
    if not table and sum(words[:start]) <= _MOST_IN_FRONT * sum(words):
        return start
    headings = [
        place
        for place, block in enumerate(blocks[:start])
        if block.kind is Kind.HEADING and block.text != title and blocks[place + 1].kind not in TITLES
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
        if block.kind in TITLES:
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


def _dotted(label: Label | None) -> bool:
    return label is not None and label.whole


def _article(label: Label | None) -> bool:
    """Return whether a number is that of an article, «Art. 5», where others have paragraphs."""
    return label is not None and label.word in ARTICLES


class _Numbers:
    """Numbers given out: those of the document where it has them."""

    def __init__(self, drafts: Sequence[_Draft]) -> None:
        self.chapters: dict[str, str] = {}
        self.own: dict[str, int] = {}
        """The chapters that the document does not number, by their heading, with the number that they get."""

        self.counted: dict[int, int] = {}
        self.subheads: dict[tuple[int, str], int] = {}
        self.anew = _count_anew(drafts)
        owned = [_own_number(draft, anew=self.anew) for draft in drafts]
        taken = [number.numbers[0] for number in owned if number and not number.prefix]
        self.next = max(taken, default=0) + 1

    def clause(self, draft: _Draft) -> Clause:
        """Give a clause its number."""
        own = _own_number(draft, anew=self.anew)
        given = own or Label(self._new(draft), "")
        number = str(replace(given, numbers=given.numbers[:DEEPEST]))
        path = tuple(chapter_letter(heading.text)[1] if given.prefix else heading.text for heading in draft.stack)
        self.chapters.setdefault(chapter_of(number), _chapter_title(draft.stack, given))
        return Clause(number, path, list(draft.blocks), own is not None, draft.opens, _part(draft))

    def unnumbered(self) -> frozenset[str]:
        """Return the chapters that got their number here."""
        return frozenset(str(number) for number in self.own.values())

    def without_heading(self) -> str:
        """Return the chapter of what stands under no heading; "" where there is none."""
        return str(self.own.get("", ""))

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
    """Return the lowest heading above a clause that has no number, where one above that names its chapter."""
    if _dotted(draft.blocks[0].label) or len(draft.stack) < 2 or draft.stack[-1].label is not None:
        return ""
    return draft.stack[-1].text


def _count_anew(drafts: Sequence[_Draft]) -> bool:
    """Return whether paragraphs begin anew in every chapter: «§ 1» under «Hoofdstuk 2» and under «Hoofdstuk 3».

    Such a number alone names no clause. Where one chapter goes on counting, or a number would become another's with its
    chapter before it, all keep what the text gives them.
    """
    first: dict[tuple[int, ...], tuple[int, ...]] = {}
    for draft in drafts:
        label = draft.blocks[0].label
        if label is None or not _of_a_chapter(draft):
            continue
        first.setdefault(_above(draft)[0].numbers, label.numbers)
    begin = len(first) > 1 and all(numbers == (1,) for numbers in first.values())
    cited = Counter(str(number) for draft in drafts if (number := _own_number(draft, anew=True)))
    alone = all(cited[str(_own_number(draft, anew=True))] == 1 for draft in drafts if _of_a_chapter(draft))
    return begin and alone


def _of_a_chapter(draft: _Draft) -> bool:
    """Return whether a clause is a paragraph right under a chapter with a number, and under nothing else with one."""
    first, above = draft.blocks[0], _above(draft)
    counted_so = first.label is not None and first.label.word in OF_ARTICLE and len(first.label.numbers) == 1
    chapter = len(above) == 1 and above[0].word in _PARTS and not above[0].prefix
    return counted_so and chapter and first.kind is Kind.PARAGRAPH


def _above(draft: _Draft) -> list[Label]:
    """Return the numbers of the headings above a clause, the highest first."""
    return [heading.label for heading in draft.stack if heading.label]


def _own_number(draft: _Draft, *, anew: bool) -> Label | None:
    """Return the number that the document gives a clause, by itself or by a heading above it.

    Args:
        draft: the clause.
        anew: whether paragraphs begin anew in every chapter.
    """
    first = draft.blocks[0]
    label = first.label
    if _dotted(label):
        return label
    letter = _letter(draft.stack)
    if letter and label is not None and not label.word and len(label.numbers) == 1:
        return replace(label, prefix=letter)  # «1.» and «a)» under «Deel C» are C1
    above = next(reversed(_above(draft)), None)
    if label is not None and first.kind is Kind.PARAGRAPH and len(label.numbers) == 1:
        begins = anew and _of_a_chapter(draft)
        under = above is not None and (begins or above.word not in _PARTS or bool(above.prefix))
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

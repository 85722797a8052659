"""The annex as a pdf with tags, outline and language, written in Python alone.

fpdf2 writes pages; it tags only figures by itself, so headings, paragraphs and lists are tagged here. Its
structure tree is flat, which reads well aloud: every heading and paragraph comes in the order of the page.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from magdat.annex.document import REGISTER_ROWS, Annex, Block, Kind, Paragraph, paragraphs
from magdat.annex.sheet import ACCENT, BOTTOM, FAMILY, INK, MARGIN, SOFT, empty_sheet, fitting, printable

CONTENTS_LINE, CONTENTS_TIGHT = 5.6, 4.3
REGISTER_WIDTHS = (12.0, 52.0, 33.0, 25.0, 40.0)
LABEL_WIDTH, AFTER_LIST = 32.0, 1.2
BULLET = "•"


@dataclass(frozen=True)
class Look:
    """How a paragraph is set, in points and millimetres."""

    size: float
    colour: tuple[int, int, int]
    style: str = ""
    tag: str = "/P"
    after: float = 1.4
    indent: float = 0.0
    hanging: float = 0.0
    """How far the text stands from its bullet; without it there is none."""

    @property
    def height(self) -> float:
        """Return the height of one line."""
        return self.size * 0.48


KIND, TITLE = Look(12, ACCENT, "B", after=1), Look(25, INK, "B", "/H1", after=5)
CHAPTER, CLAUSE = Look(16, ACCENT, "B", "/H2", after=1.5), Look(11.5, INK, "B", "/H3", after=0.5)
INTRODUCTION = Look(10.5, SOFT, "I", after=1)
NOTE, SIGNER, FIELD = Look(10, SOFT, after=6), Look(11, INK, "B"), Look(9.5, SOFT)
LOOKS = {
    Kind.TEXT: Look(10.5, INK),
    Kind.LIST: Look(10.5, INK, after=0.9, indent=5, hanging=3.4),
    Kind.ASIDE: Look(10, SOFT, after=1),
}


def write(annex: Annex, path: Path) -> Collection[str]:
    """Write the pdf, and return the characters that it cannot show.

    Raises:
        MagDatError: the package with the fonts is not installed.
        OSError: the file cannot be written.
    """
    shown, lost = printable(annex)
    path.write_bytes(render(shown))
    return lost


def render(annex: Annex) -> bytes:
    """Return the pdf. It is written twice: the table of contents comes before the pages that it names."""
    draft = _Writer(annex, {})
    return bytes(_Writer(annex, draft.pages, str(draft.pdf.pages_count)).pdf.output())


class _Writer:
    """Builds the pages from top to bottom; millimetres throughout."""

    def __init__(self, annex: Annex, known: Mapping[str, Sequence[int]], total: str = "") -> None:
        """Write everything; ``known`` holds the pages of each heading, for the table of contents before them."""
        self.annex = annex
        self.pdf = empty_sheet(annex, total)
        self._known = known
        self.pages: dict[str, tuple[int, ...]] = {}
        """The pages of the headings that read so, in order: without numbers two may read alike."""

        self._front()
        self._contents()
        self._chapters()
        self._form()
        self._register()

    def _front(self) -> None:
        self.pdf.add_page()
        self._line(self.annex.kind, KIND)
        self._line(self.annex.title, TITLE)
        for label, value in self.annex.facts:
            self._fact(label, value)
        for part in self.annex.opening:
            self._heading(part.title, 0, listed=False)
            self._blocks(part.blocks)

    def _fact(self, label: str, value: str) -> None:
        pdf, look = self.pdf, LOOKS[Kind.TEXT]
        with self._tagged("/P", f"{label}: {value}"):
            pdf.set_font(FAMILY, "", look.size)
            pdf.set_text_color(*SOFT)
            pdf.cell(LABEL_WIDTH, look.height, fitting(pdf, label, LABEL_WIDTH - 2 * pdf.c_margin))
            pdf.set_text_color(*INK)
            pdf.multi_cell(pdf.epw - LABEL_WIDTH, look.height, value, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(0.8)

    def _contents(self) -> None:
        """Write the table of contents; many entries come closer together, so that it stays on one page if it can."""
        pdf, entries = self.pdf, list(self._entries())
        pdf.add_page()
        self._line(self.annex.contents_title, CHAPTER)
        pdf.ln(1.5)
        room = pdf.h - BOTTOM - pdf.get_y()
        height = min(CONTENTS_LINE, max(CONTENTS_TIGHT, room / len(entries)))
        size = 10.5 * math.sqrt(height / CONTENTS_LINE)
        named: Counter[str] = Counter()
        for title, top in entries:
            if pdf.get_y() + height > pdf.h - BOTTOM + 0.01:
                pdf.add_page()
            pdf.set_font(FAMILY, "B" if top else "", size if top else size - 0.3)
            pdf.set_text_color(*INK)
            pages = self._known.get(title, ())
            indent, page = 0 if top else 7, pages[named[title]] if named[title] < len(pages) else 1
            named[title] += 1
            link = pdf.add_link(page=page)
            with self._tagged("/P", f"{title}, {page}"):
                pdf.set_x(MARGIN + indent)
                pdf.cell(pdf.epw - indent - 12, height, fitting(pdf, title, pdf.epw - indent - 14), link=link)
                pdf.cell(12, height, str(page), align="R", link=link, new_x="LMARGIN", new_y="NEXT")

    def _entries(self) -> Iterator[tuple[str, bool]]:
        for chapter in self.annex.chapters:
            yield chapter.title, True
            for clause in chapter.clauses:
                yield clause.title, False
        for part in self.annex.closing:
            yield part.title, True
        yield self.annex.form.title, True
        yield self.annex.register.title, True

    def _chapters(self) -> None:
        self.pdf.add_page()
        for chapter in self.annex.chapters:
            needs = (
                self._needed(chapter.clauses[0].blocks, CLAUSE, chapter.clauses[0].title) if chapter.clauses else 0.0
            )
            if chapter.introduction:
                needs += self._high(chapter.introduction, INTRODUCTION)
            self._heading(chapter.title, 0, needs)
            if chapter.introduction:
                self._line(chapter.introduction, INTRODUCTION)
            for clause in chapter.clauses:
                self._heading(clause.title, 1, self._needed(clause.blocks))
                self._blocks(clause.blocks)
        for part in self.annex.closing:
            self._heading(part.title, 0, self._needed(part.blocks))
            self._blocks(part.blocks)

    def _form(self) -> None:
        form, pdf = self.annex.form, self.pdf
        pdf.add_page()
        self._heading(form.title, 0)
        self._line(form.text, LOOKS[Kind.TEXT])
        self._line(form.note, NOTE)
        gap = 12.0
        width = (pdf.epw - gap * (len(form.signers) - 1)) / len(form.signers)
        top = pdf.get_y()
        names = [self._broken(signer, SIGNER, width) for signer in form.signers]
        below = top + max(map(len, names)) * SIGNER.height + 2.5
        for column, lines in enumerate(names):
            left, y = MARGIN + column * (width + gap), below
            pdf.set_y(top)
            self._at(left, "\n".join(lines), SIGNER, width)
            for place, name in enumerate(form.fields):
                pdf.set_y(y)
                self._at(left, name, FIELD, width)
                y += 26 if place == len(form.fields) - 1 else 14
                with self._artifact():
                    pdf.set_draw_color(*INK)
                    pdf.set_line_width(0.2)
                    pdf.line(left + pdf.c_margin, y, left + width - pdf.c_margin, y)
                y += 3

    def _register(self) -> None:
        register, pdf = self.annex.register, self.pdf
        pdf.add_page()
        self._heading(register.title, 0)
        self._line(register.text, LOOKS[Kind.TEXT])
        pdf.ln(2.5)
        height = 9.3
        pdf.set_draw_color(*SOFT)
        pdf.set_line_width(0.15)
        with self._tagged("/P", ", ".join(register.columns)):
            pdf.set_font(FAMILY, "B", 10)
            pdf.set_text_color(*INK)
            pdf.set_x(MARGIN)
            for name, width in zip(register.columns, REGISTER_WIDTHS):
                pdf.cell(width, height, fitting(pdf, name, width - 2 * pdf.c_margin), border=1)
            pdf.ln(height)
        with self._artifact():
            pdf.set_font(FAMILY, "", 9)
            pdf.set_text_color(*SOFT)
            for row in range(1, REGISTER_ROWS + 1):
                pdf.set_x(MARGIN)
                for column, width in enumerate(REGISTER_WIDTHS):
                    pdf.cell(width, height, str(row) if column == 0 else "", border=1)
                pdf.ln(height)

    def _at(self, x: float, text: str, look: Look, width: float) -> None:
        """Write a text in a column."""
        self._set(look)
        self.pdf.set_x(x)
        with self._tagged("/P", text.replace("\n", " ")):
            self.pdf.multi_cell(width, look.height, text, align="L")

    def _set(self, look: Look) -> None:
        self.pdf.set_font(FAMILY, look.style, look.size)
        self.pdf.set_text_color(*look.colour)

    def _heading(self, title: str, level: int, needs: float = 12.0, *, listed: bool = True) -> None:
        """Write a heading that stays with what follows it, and put it in the outline and, unless told, the contents."""
        pdf, look = self.pdf, CHAPTER if level == 0 else CLAUSE
        before = (8.0 if level == 0 else 4.0) if pdf.get_y() > MARGIN + 2 else 0.0
        if before and before + self._high(title, look) + min(needs, self._page) > self._room:
            pdf.add_page()
        else:
            pdf.ln(before)
        pdf.start_section(title, level)
        if listed:
            self.pages[title] = (*self.pages.get(title, ()), pdf.page)
        self._line(title, look)

    def _blocks(self, blocks: Sequence[Block]) -> None:
        """Write blocks; what belongs together starts on a new page where it no longer fits on this one."""
        for group in _groups(blocks):
            if self._room < self._together(group) <= self._page and self.pdf.get_y() > MARGIN + 2:
                self.pdf.add_page()
            for item in group:
                self._line(item.text, LOOKS[item.kind])
                self.pdf.ln(AFTER_LIST if item.ends_list else 0)

    def _needed(self, blocks: Sequence[Block], look: Look | None = None, title: str = "") -> float:
        """Return how much room a heading needs after it: for what belongs together, below a heading of its own."""
        heading = 4.0 + self._high(title, look) if look else 0.0
        return heading + self._together(next(_groups(blocks), ()))

    def _together(self, group: Sequence[Paragraph]) -> float:
        """Return how high paragraphs are."""
        return sum(self._high(item.text, LOOKS[item.kind]) + (AFTER_LIST if item.ends_list else 0) for item in group)

    @property
    def _room(self) -> float:
        """Return how much fits on the rest of this page."""
        return self.pdf.h - BOTTOM - self.pdf.get_y()

    @property
    def _page(self) -> float:
        """Return how much fits on a page below a heading."""
        return self.pdf.h - BOTTOM - MARGIN - 24

    def _high(self, text: str, look: Look) -> float:
        """Return how high a paragraph is, with the space after it."""
        return len(self._broken(text, look)) * look.height + look.after

    def _broken(self, text: str, look: Look, width: float | None = None) -> list[str]:
        """Return a text as the lines that it takes, over the page or in a column."""
        pdf: Any = self.pdf
        pdf.set_font(FAMILY, look.style, look.size)
        width = width or pdf.epw - look.indent - look.hanging
        return list(pdf.multi_cell(width, look.height, text, dry_run=True, output="LINES"))

    def _line(self, text: str, look: Look) -> None:
        """Write one paragraph, a page at a time; one that almost fits starts on the next page, to stay whole."""
        pdf = self.pdf
        lines = self._broken(text, look)
        if self._room < len(lines) * look.height <= self._page / 3 and pdf.get_y() > MARGIN:
            pdf.add_page()
        for number in itertools.count():
            room = max(1, math.floor((self._room + 0.01) / look.height))
            whole = not number and len(lines) <= room
            part, lines = text if whole else "\n".join(lines[:room]), lines[room:]
            self._set(look)
            with self._tagged(look.tag, part):
                pdf.set_x(MARGIN + look.indent)
                if look.hanging:
                    pdf.cell(look.hanging, look.height, "" if number else BULLET)
                width = pdf.epw - look.indent - look.hanging
                pdf.multi_cell(width, look.height, part, align="L", new_x="LMARGIN", new_y="NEXT")
            if not lines:
                break
            pdf.add_page()
        pdf.ln(look.after)

    @contextmanager
    def _tagged(self, kind: str, text: str) -> Iterator[None]:
        """Tag what is written within, all on one page, as one element of the structure tree.

        The text goes along whole, because on the page its words stand apart only by their place.
        """
        pdf: Any = self.pdf
        number = pdf.struct_builder.next_mcid_for_page(pdf.page)
        pdf._add_marked_content(struct_type=kind, mcid=number)
        spoken = text.encode("utf-16-be").hex().upper()
        pdf._out(f"{kind} <</MCID {number} /ActualText <FEFF{spoken}>>> BDC")
        yield
        pdf._out("EMC")

    @contextmanager
    def _artifact(self) -> Iterator[None]:
        """Mark what is written within as decoration, which is not read aloud."""
        pdf: Any = self.pdf
        pdf._out("/Artifact BMC")
        yield
        pdf._out("EMC")


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[Paragraph, ...]]:
    """Yield the paragraphs that belong on one page together."""
    group: list[Paragraph] = []
    for item in paragraphs(blocks):
        group.append(item)
        if not item.keep:
            yield tuple(group)
            group = []

"""The annex as a pdf with tags, outline and language, written in Python alone.

fpdf2 writes pages; it tags only figures by itself, so headings, paragraphs and lists are tagged here. Its
structure tree is flat, which reads well aloud: every heading and paragraph comes in the order of the page.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from magdat.policy.annex.document import REGISTER_ROWS, Annex, Block, Kind
from magdat.policy.annex.words import fill
from magdat.problems import MagDatError

if TYPE_CHECKING:
    from fpdf import FPDF

INK, SOFT, ACCENT, LINE = (28, 36, 48), (77, 89, 105), (11, 92, 107), (150, 160, 172)
MARGIN, BOTTOM = 24.0, 22.0
CONTENTS_LINE, CONTENTS_TIGHT = 5.6, 4.3
REGISTER_WIDTHS = (12.0, 52.0, 33.0, 25.0, 40.0)
FAMILY = "Source Sans Pro"


def write(annex: Annex, path: Path) -> None:
    """Write the pdf.

    Raises:
        MagDatError: the package with the fonts is not installed.
        OSError: the file cannot be written.
    """
    path.write_bytes(render(annex))


def render(annex: Annex) -> bytes:
    """Return the pdf. It is written twice: the table of contents comes before the pages that it names."""
    pages = _Writer(annex, {}).pages
    return bytes(_Writer(annex, pages).pdf.output())


class _Writer:
    """Builds the pages from top to bottom; millimetres throughout."""

    def __init__(self, annex: Annex, known: Mapping[str, int]) -> None:
        """Write everything; ``known`` holds the page of each heading, for the table of contents before them."""
        self.annex = annex
        self.pdf = _sheet(annex)
        self._known = known
        self.pages: dict[str, int] = {}
        self._front()
        self._contents()
        self._chapters()
        self._form()
        self._register()

    def _front(self) -> None:
        self.pdf.add_page()
        self._line(self.annex.kind, 12, ACCENT, "B", "/P", after=1)
        self._line(self.annex.title, 25, INK, "B", "/H1", after=5)
        for label, value in self.annex.facts:
            self._line(f"**{label}:** {value}", 10.5, INK, "", "/P", after=0.6, markdown=True)
        for part in self.annex.opening:
            self._heading(part.title, 0)
            self._blocks(part.blocks)

    def _contents(self) -> None:
        """Write the table of contents; many entries come closer together, so that it stays on one page if it can."""
        pdf, entries = self.pdf, list(self._entries())
        pdf.add_page()
        self._line(self.annex.contents_title, 16, ACCENT, "B", "/H2", after=3)
        room = pdf.h - BOTTOM - pdf.get_y()
        height = min(CONTENTS_LINE, max(CONTENTS_TIGHT, room / len(entries)))
        size = 10.5 * math.sqrt(height / CONTENTS_LINE)
        for title, top in entries:
            if pdf.get_y() + height > pdf.h - BOTTOM + 0.01:
                pdf.add_page()
            pdf.set_font(FAMILY, "B" if top else "", size if top else size - 0.3)
            pdf.set_text_color(*INK)
            indent, page = 0 if top else 7, self._known.get(title, 1)
            link = pdf.add_link(page=page)
            with self._tagged("/P", f"{title}, {page}"):
                pdf.set_x(MARGIN + indent)
                pdf.cell(pdf.epw - indent - 12, height, self._fitting(title, pdf.epw - indent - 14), link=link)
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

    def _fitting(self, text: str, width: float) -> str:
        """Shorten an entry that does not fit on its line."""
        if self.pdf.get_string_width(text) <= width:
            return text
        while self.pdf.get_string_width(f"{text} …") > width:
            text = text.rpartition(" ")[0]
        return f"{text} …"

    def _chapters(self) -> None:
        self.pdf.add_page()
        for chapter in self.annex.chapters:
            first = self._height(chapter.clauses[0].blocks[:1]) if chapter.clauses else 0.0
            self._heading(chapter.title, 0, needs=36 + first)
            if chapter.introduction:
                self._line(chapter.introduction, 10.5, SOFT, "I", "/P", after=1)
            for clause in chapter.clauses:
                self._heading(clause.title, 1, needs=self._height(clause.blocks[:2]))
                self._blocks(clause.blocks)
        for part in self.annex.closing:
            self._heading(part.title, 0, needs=min(self._height(part.blocks), 180.0))
            self._blocks(part.blocks)

    def _form(self) -> None:
        form, pdf = self.annex.form, self.pdf
        pdf.add_page()
        self._heading(form.title, 0)
        self._line(form.text, 10.5, INK, "", "/P", after=2)
        self._line(form.note, 10, SOFT, "", "/P", after=6)
        gap = 12.0
        width = (pdf.epw - gap * (len(form.signers) - 1)) / len(form.signers)
        top = pdf.get_y()
        for column, signer in enumerate(form.signers):
            left = MARGIN + column * (width + gap)
            y = top
            self._at(left, y, signer, 11, INK, "B")
            y += 8
            for place, name in enumerate(form.fields):
                self._at(left, y, name, 9.5, SOFT, "")
                y += 26 if place == len(form.fields) - 1 else 14
                with self._artifact():
                    pdf.set_draw_color(*INK)
                    pdf.line(left, y, left + width, y)
                y += 3

    def _register(self) -> None:
        register, pdf = self.annex.register, self.pdf
        pdf.add_page()
        self._heading(register.title, 0)
        self._line(register.text, 10.5, INK, "", "/P", after=4)
        height = 9.3
        with self._tagged("/P", ", ".join(register.columns)):
            pdf.set_font(FAMILY, "B", 10)
            pdf.set_text_color(*INK)
            pdf.set_x(MARGIN)
            for name, width in zip(register.columns, REGISTER_WIDTHS):
                pdf.cell(width, height, name, border=1)
            pdf.ln(height)
        with self._artifact():
            pdf.set_font(FAMILY, "", 9)
            pdf.set_text_color(*SOFT)
            for row in range(1, REGISTER_ROWS + 1):
                pdf.set_x(MARGIN)
                for column, width in enumerate(REGISTER_WIDTHS):
                    pdf.cell(width, height, str(row) if column == 0 else "", border=1)
                pdf.ln(height)

    def _at(self, x: float, y: float, text: str, size: float, colour: tuple[int, int, int], style: str) -> None:
        self.pdf.set_xy(x, y)
        self.pdf.set_font(FAMILY, style, size)
        self.pdf.set_text_color(*colour)
        with self._tagged("/P", text):
            self.pdf.cell(text=text)

    def _heading(self, title: str, level: int, needs: float = 12.0) -> None:
        """Write a heading that stays with what follows it, and put it in the outline."""
        pdf = self.pdf
        before = (8.0 if level == 0 else 4.0) if pdf.get_y() > MARGIN + 2 else 0.0
        if pdf.get_y() + before + needs + 8 > pdf.h - BOTTOM:
            pdf.add_page()
        else:
            pdf.ln(before)
        pdf.start_section(title, level)
        self.pages[title] = pdf.page
        if level == 0:
            self._line(title, 16, ACCENT, "B", "/H2", after=1.5)
        else:
            self._line(title, 11.5, INK, "B", "/H3", after=0.5)

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if block.kind is Kind.LIST:
                for item in block.items:
                    self._line(f"•  {item}", 10.5, INK, "", "/P", after=0.8, indent=5, hanging=3.4)
                self.pdf.ln(0.8)
            elif block.kind is Kind.ASIDE:
                self._line(block.text, 10, SOFT, "", "/P", after=1)
            else:
                self._line(block.text, 10.5, INK, "", "/P", after=1.4)

    def _height(self, blocks: Sequence[Block]) -> float:
        """Return roughly how high blocks are, to keep a heading with the first of them."""
        letters_a_line, line = 95, 5.2
        return sum(
            line * math.ceil(len(text) / letters_a_line) for block in blocks for text in (block.items or (block.text,))
        )

    def _line(
        self,
        text: str,
        size: float,
        colour: tuple[int, int, int],
        style: str,
        tag: str,
        *,
        after: float,
        indent: float = 0.0,
        hanging: float = 0.0,
        markdown: bool = False,
    ) -> None:
        """Write one paragraph; one that does not fit on the page starts on the next, so that a tag never breaks."""
        pdf = self.pdf
        pdf.set_font(FAMILY, style, size)
        pdf.set_text_color(*colour)
        height, width = size * 0.48, pdf.epw - indent
        lines = _lines(pdf, text, width - hanging, height, markdown)
        if pdf.get_y() + height * len(lines) > pdf.h - BOTTOM and pdf.get_y() > MARGIN:
            pdf.add_page()
            pdf.set_font(FAMILY, style, size)
            pdf.set_text_color(*colour)
        room = max(1, math.floor((pdf.h - BOTTOM - pdf.get_y()) / height))
        for start in range(0, len(lines), room):
            part = text if len(lines) <= room else "\n".join(lines[start : start + room])
            if start:
                pdf.add_page()
            with self._tagged(tag, part.removeprefix("•  ")):
                bullet, _, rest = part.partition("•  ") if hanging else ("", "", part)
                if hanging and not bullet:
                    pdf.set_x(MARGIN + indent)
                    pdf.cell(hanging, height, "•")
                pdf.set_x(MARGIN + indent + hanging)
                pdf.multi_cell(
                    width - hanging, height, rest or part, align="L", new_x="LMARGIN", new_y="NEXT", markdown=markdown
                )
        pdf.ln(after)

    @contextmanager
    def _tagged(self, kind: str, text: str) -> Iterator[None]:
        """Tag what is written within, all on one page, as one element of the structure tree.

        The text goes along whole, because on the page its words stand apart only by their place.
        """
        pdf: Any = self.pdf
        number = pdf.struct_builder.next_mcid_for_page(pdf.page)
        pdf._add_marked_content(struct_type=kind, mcid=number)
        spoken = text.replace("**", "").encode("utf-16-be").hex().upper()
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


def _sheet(annex: Annex) -> FPDF:
    """Return an empty document with fonts, header, footer and what a reader asks a pdf about itself."""
    from fpdf import FPDF, ViewerPreferences  # loading takes a while, and only this command needs it

    class Sheet(FPDF):
        """Pages with a header and a footer, both marked as decoration."""

        def header(self) -> None:
            if self.page > 1:
                self._decorate(10.0, annex.company, annex.title)

        def footer(self) -> None:
            number = fill(annex.page, pagina=str(self.page), totaal="{nb}")
            self._decorate(self.h - 15, annex.footer, number)

        def _decorate(self, y: float, left: str, right: str) -> None:
            self._out("/Artifact BMC")
            self.set_y(y)
            self.set_font(FAMILY, "", 9)
            self.set_text_color(*SOFT)
            self.cell(self.epw / 2, 5, left)
            self.cell(self.epw / 2, 5, right, align="R")
            self._out("EMC")
            self.set_y(self.t_margin)

    pdf = Sheet(format="A4")
    pdf.set_margins(MARGIN, MARGIN, MARGIN)
    pdf.set_auto_page_break(False)
    for style, file in (("", "Regular"), ("B", "Semibold"), ("I", "It"), ("BI", "SemiboldIt")):
        pdf.add_font(FAMILY, style, _fonts() / f"SourceSansPro-{file}.ttf")
    pdf.set_lang(annex.language)
    pdf.set_title(annex.title)
    pdf.set_author(annex.company)
    pdf.set_subject(annex.kind)
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    return pdf


def _lines(pdf: FPDF, text: str, width: float, height: float, markdown: bool) -> list[str]:
    """Return a text as the lines that it takes."""
    lines: Any = pdf.multi_cell(width, height, text, dry_run=True, output="LINES", markdown=markdown)
    return list(lines)


def _fonts() -> Path:
    """Return where the fonts are.

    Raises:
        MagDatError: the package with the fonts is not installed.
    """
    found = importlib.util.find_spec("font_source_sans_pro")
    if found is None or found.origin is None:
        raise MagDatError("Voor een pdf ontbreekt het pakket font-source-sans-pro → voer «make install» uit")
    return Path(found.origin).parent / "files"

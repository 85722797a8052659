"""The annex as a Word document with real headings, a real table of contents and real page numbers."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from magdat.annex.document import REGISTER_ROWS, Annex, Block, Kind, paragraphs
from magdat.annex.paper import ACCENT, INK, SOFT, dutch_document, set_style, without_borders
from magdat.wording.placeholders import fill

TEXT_WIDTH = Cm(16.2)
HEADER_LETTERS = 86
"""So many letters of the header fit on its line, the smallest gap between left and right counted off."""

STYLES = {Kind.TEXT: "Normal", Kind.LIST: "List Bullet", Kind.ASIDE: "Terzijde"}
REGISTER_WIDTHS = (Cm(1.2), Cm(5.2), Cm(3.3), Cm(2.5), Cm(4.0))


def write(annex: Annex, path: Path) -> Collection[str]:
    """Write the document, in which Word finds a font for every character.

    Raises:
        OSError: the file cannot be written.
    """
    _Writer(annex).document.save(str(path))
    return ()


class _Writer:
    """Builds the document from top to bottom."""

    def __init__(self, annex: Annex) -> None:
        self.annex = annex
        self.document: Any = dutch_document(annex.title, annex.kind, annex.footer)
        self._marks = count(1)
        self._styles()
        self._page()
        self._front()
        self._contents()
        self._chapters()
        self._form()
        self._register()

    def _styles(self) -> None:
        styles = self.document.styles
        set_style(self.document, "Normal", 10.5, INK, after=5, spacing=1.15)
        set_style(self.document, "Title", 24, INK, bold=True, after=10)
        set_style(self.document, "Subtitle", 11.5, ACCENT, bold=True, after=2)
        set_style(self.document, "Heading 1", 15, ACCENT, bold=True, before=20, after=4, keep=True)
        set_style(self.document, "Heading 2", 11.5, INK, bold=True, before=11, after=2, keep=True)
        set_style(self.document, "List Bullet", 10.5, INK, after=2, spacing=1.1)
        for name, size, colour in (("Terzijde", 10, SOFT), ("Inleiding", 10.5, SOFT)):
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
            set_style(self.document, name, size, colour, after=3)
        styles["Inleiding"].font.italic = True
        for level, indent, before in ((1, 0.0, 3), (2, 0.7, 0)):
            style = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            set_style(
                self.document,
                f"toc {level}",
                10 if level == 1 else 9.5,
                INK,
                bold=level == 1,
                before=before,
                spacing=1.0,
            )
            style.paragraph_format.left_indent = Cm(indent)
            style.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        without_borders(self.document, "Title", "Heading 1")

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.4)
        section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
        header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
        for paragraph in (header, footer):
            paragraph.style = self.document.styles["Terzijde"]
            paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        header.add_run("\t".join(_on_one_line(self.annex.company, self.annex.title)))
        footer.add_run(f"{textwrap.shorten(self.annex.footer, HEADER_LETTERS - 20, placeholder=' …')}\t")
        before, _, rest = self.annex.page.partition("{{ pagina }}")
        between, _, after = rest.partition("{{ totaal }}")
        footer.add_run(before)
        _field(footer, "PAGE", "1")
        footer.add_run(between)
        _field(footer, "NUMPAGES", "1")
        footer.add_run(fill(after, pagina="", totaal=""))

    def _front(self) -> None:
        self.document.add_paragraph(self.annex.kind, style="Subtitle")
        self.document.add_paragraph(self.annex.title, style="Title")
        table = self.document.add_table(rows=0, cols=2)
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        for label, value in self.annex.facts:
            cells = table.add_row().cells
            cells[0].paragraphs[0].add_run(label).font.color.rgb = SOFT
            cells[1].paragraphs[0].add_run(value)
            for cell in cells:
                cell.paragraphs[0].paragraph_format.space_after = Pt(1)
        _set_widths(table, (Cm(3.4), Cm(12.8)))
        for part in self.annex.opening:
            self._heading(part.title, 1, listed=False)
            self._blocks(part.blocks)

    def _contents(self) -> None:
        """Add a real field: Word fills in page numbers on opening; until then its entries are links."""
        self._heading(self.annex.contents_title, 1, listed=False, new_page=True)
        entries: list[tuple[str, int]] = []
        for chapter in self.annex.chapters:
            entries += [(chapter.title, 1), *((clause.title, 2) for clause in chapter.clauses)]
        entries += [(part.title, 1) for part in self.annex.closing]
        entries += [(self.annex.form.title, 1), (self.annex.register.title, 1)]
        paragraph: Any = None
        for number, (title, level) in enumerate(entries, start=1):
            paragraph = self.document.add_paragraph(style=f"toc {level}")
            if number == 1:
                start = _character(paragraph, "begin")
                start.set(qn("w:dirty"), "true")
                _instruction(paragraph, r'TOC \o "1-2" \h \z \u')
                _character(paragraph, "separate")
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), f"_Toc{number:04d}")
            paragraph._p.append(link)
            link.append(paragraph.add_run(title)._r)
        _character(paragraph, "end")

    def _chapters(self) -> None:
        first = True
        for chapter in self.annex.chapters:
            self._heading(chapter.title, 1, new_page=first)
            first = False
            if chapter.introduction:
                self.document.add_paragraph(
                    chapter.introduction, style="Inleiding"
                ).paragraph_format.keep_with_next = True
            for clause in chapter.clauses:
                self._heading(clause.title, 2)
                self._blocks(clause.blocks)
        for part in self.annex.closing:
            self._heading(part.title, 1)
            self._blocks(part.blocks)

    def _form(self) -> None:
        form = self.annex.form
        self._heading(form.title, 1, new_page=True)
        self.document.add_paragraph(form.text)
        self.document.add_paragraph(form.note, style="Terzijde")
        table = self.document.add_table(rows=1 + len(form.fields), cols=2 * len(form.signers) - 1)
        for place, signer in enumerate(form.signers):
            table.cell(0, 2 * place).paragraphs[0].add_run(signer).bold = True
            for row, name in enumerate(form.fields, start=1):
                cell = table.cell(row, 2 * place)
                cell.paragraphs[0].add_run(name).font.color.rgb = SOFT
                cell.paragraphs[0].paragraph_format.space_before = Pt(4)
                _border_below(cell)
        for row in range(1, len(form.fields) + 1):
            table.rows[row].height = Cm(2.8 if row == len(form.fields) else 1.7)
        _set_widths(table, (Cm(7.6), Cm(1.0), Cm(7.6)))

    def _register(self) -> None:
        register = self.annex.register
        self._heading(register.title, 1, new_page=True)
        self.document.add_paragraph(register.text)
        table = self.document.add_table(rows=1 + REGISTER_ROWS, cols=len(register.columns), style="Table Grid")
        for column, name in enumerate(register.columns):
            table.cell(0, column).paragraphs[0].add_run(name).bold = True
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        for row in range(1, REGISTER_ROWS + 1):
            table.cell(row, 0).paragraphs[0].add_run(str(row)).font.color.rgb = SOFT
            table.rows[row].height = Cm(0.95)
            table.cell(row, 0).vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for line in table.rows:
            for cell in line.cells:
                cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        _set_widths(table, REGISTER_WIDTHS)

    def _heading(self, title: str, level: int, *, listed: bool = True, new_page: bool = False) -> None:
        paragraph = self.document.add_paragraph(style=f"Heading {level}")
        paragraph.paragraph_format.page_break_before = new_page
        run = paragraph.add_run(title)
        if not listed:
            # Left out of the table of contents, which stands after it, yet still a heading to a screen reader.
            paragraph._p.get_or_add_pPr().append(_outline(9))
            return
        number = next(self._marks)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(number))
        start.set(qn("w:name"), f"_Toc{number:04d}")
        run._r.addprevious(start)
        run._r.addnext(end)

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for item in paragraphs(blocks):
            layout = self.document.add_paragraph(item.text, style=STYLES[item.kind]).paragraph_format
            layout.keep_with_next, layout.keep_together = item.keep, True


def _on_one_line(left: str, right: str) -> tuple[str, str]:
    """Return two texts that fit beside each other; the longer gives way where they do not."""
    most = [max(HEADER_LETTERS // 2, HEADER_LETTERS - len(other)) for other in (right, left)]
    first, second = (textwrap.shorten(text, width, placeholder=" …") for text, width in zip((left, right), most))
    return first, second


def _outline(level: int) -> Any:
    element = OxmlElement("w:outlineLvl")
    element.set(qn("w:val"), str(level))
    return element


def _character(paragraph: Any, kind: str) -> Any:
    character = OxmlElement("w:fldChar")
    character.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(character)
    return character


def _instruction(paragraph: Any, text: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {text} "
    paragraph.add_run()._r.append(instruction)


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    """Add a field with what it shows until Word works it out."""
    _character(paragraph, "begin")
    _instruction(paragraph, instruction)
    _character(paragraph, "separate")
    paragraph.add_run(shown)
    _character(paragraph, "end")


def _set_widths(table: Any, widths: Sequence[Any]) -> None:
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths):
            cell.width = width
    for column, width in zip(table.columns, widths):
        column.width = width


def _border_below(cell: Any) -> None:
    borders, below = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for name, value in (("w:val", "single"), ("w:sz", "4"), ("w:color", "1C2430")):
        below.set(qn(name), value)
    borders.append(below)
    cell._tc.get_or_add_tcPr().append(borders)

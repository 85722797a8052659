"""Read a .docx: the text as it is when every tracked change is accepted."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from magdat.importing.heads import head_of
from magdat.importing.labels import bullet_of, label_of
from magdat.importing.reading.archive import open_archive
from magdat.importing.reading.numbering import Numbering
from magdat.importing.reading.tables import rows_of
from magdat.importing.source import Block, Kind, Source, Unreadable, filled, tidy

_GONE = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:rPr"), qn("w:pPr"), qn("w:delText")})
_APART = frozenset({qn("w:txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
_SPACES = frozenset({qn("w:tab"), qn("w:br"), qn("w:cr")})
_CHANGED = frozenset({qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo")})
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_MACROS = "vbaProject.bin"

_HEADING_WORDS = 12
"""A bold line of more words than this is emphasis, no heading."""

UNRANKED = 7
"""The level of a line that looks like a heading but has no heading style."""


def read_word(path: Path) -> Source:
    """Read a Word document.

    Raises:
        Unreadable: it is locked, damaged or no Word document.
    """
    with open_archive(path) as archive:
        names = archive.namelist()
    if "word/document.xml" not in names:
        raise Unreadable(f"{path}: dit is geen Word-document → kijk de naam na, of bewaar het opnieuw als .docx")
    try:
        document = docx.Document(str(path))
        return _Reading(document).source(any(name.endswith(_MACROS) for name in names))
    except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, AttributeError, OSError):
        raise Unreadable(f"{path}: dit bestand is beschadigd → open het in Word, en bewaar het opnieuw") from None


class _Reading:
    """One document on its way to a source."""

    def __init__(self, document: Any) -> None:
        self.body = document.element.body
        self.styles = {style.style_id: style.element for style in document.styles}
        self.names = {style.style_id: (style.name or "").lower() for style in document.styles}
        parts = {relation.reltype: relation for relation in document.part.rels.values() if not relation.is_external}
        numbering = next((item.target_part for kind, item in parts.items() if kind.endswith("/numbering")), None)
        self.numbering = Numbering.of(None if numbering is None else numbering.element)
        self.notes = dict(self._notes(parts[_NOTES].target_part)) if _NOTES in parts else {}
        self.sections = document.sections
        self.count = 0

    def source(self, macros: bool) -> Source:
        blocks = [*self._margins(), *self._pieces(self.body)]
        remarks = []
        if any(True for _ in self.body.iter(*_CHANGED)):
            remarks.append("Er staan bijgehouden wijzigingen in. Ik las de tekst alsof ze allemaal aanvaard zijn.")
        if any(True for _ in self.body.iter(qn("w:commentReference"))):
            remarks.append("Opmerkingen in de kantlijn heb ik niet overgenomen.")
        if macros:
            remarks.append("Er zitten macro's in het document. Die heb ik niet gelezen en niet uitgevoerd.")
        return Source(filled(blocks), tuple(remarks))

    def _pieces(self, parent: Any) -> Iterator[Block]:
        for element in parent:
            if element.tag == qn("w:p"):
                yield from self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                yield from self._table(element)
            elif element.tag in {qn("w:sdt"), qn("w:ins"), qn("w:moveTo"), qn("w:sdtContent"), qn("w:customXml")}:
                yield from self._pieces(element)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        self.count += 1
        place = f"alinea {self.count}"
        text = tidy(_text(element))
        number, depth = self._list(element)
        computed = self.numbering.next(number, depth) if text and number is not None else None
        style = self._style(element)
        name = self.names.get(style or "", "")
        level = self._level(style)
        bullet, text = (True, text) if computed == "•" else bullet_of(text)
        label, rest = label_of(f"{computed} {text}" if computed and not bullet else text)
        if name.startswith("toc "):
            yield Block(Kind.MARGIN, text, place)
        elif name == "title":
            yield Block(Kind.TITLE, text, place)
        elif level is not None and not bullet:
            yield Block(Kind.HEADING, rest, place, label, level)
        elif bullet:
            yield Block(Kind.ITEM, text, place, level=depth + 1, head=head_of(text, _in_front(element)))
        elif _looks_like_heading(element, rest):
            yield Block(Kind.HEADING, rest, place, label, UNRANKED)
        elif label is not None and (label.ordinal or (computed is not None and depth and len(label.numbers) == 1)):
            yield Block(Kind.ITEM, rest, place, label, depth + 1, head_of(rest, _in_front(element)))
        else:
            yield Block(Kind.PARAGRAPH, rest, place, label, head=head_of(rest, _in_front(element)))
        yield from self._beside(element, place)

    def _beside(self, element: Any, place: str) -> Iterator[Block]:
        """Yield the footnotes and text boxes of a paragraph, which stand beside it."""
        for reference in element.iter(qn("w:footnoteReference")):
            note = reference.get(qn("w:id"))
            if text := self.notes.get(note):
                yield Block(Kind.NOTE, text, f"voetnoot {note} bij {place}")
        for box in element.iter(qn("w:txbxContent")):
            if not any(parent.tag in _APART for parent in box.iterancestors()):
                yield from self._pieces(box)

    def _table(self, table: Any) -> Iterator[Block]:
        self.count += 1
        rows: list[list[str]] = []
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is table:  # a table within a cell is text of that cell
                cells = [cell for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row]
                rows.append([tidy(" ".join(_text(item) for item in cell.iter(qn("w:p")))) for cell in cells])
        if max(map(len, rows), default=0) == 1:  # a frame around text
            for cell in table.iter(qn("w:tc")):
                yield from self._pieces(cell)
            return
        place = f"tabel bij alinea {self.count}"
        for told in rows_of(rows):
            yield Block(Kind.ROW, told.text, f"{place}, rij {told.number}", cells=told.cells)

    def _style(self, element: Any) -> str | None:
        found = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return None if found is None else found.get(qn("w:val"))

    def _chain(self, style: str | None) -> Iterator[Any]:
        """Yield the properties of a style and of those that it is based on."""
        seen: set[str] = set()
        while style is not None and style not in seen and style in self.styles:
            seen.add(style)
            properties = self.styles[style].find(qn("w:pPr"))
            if properties is not None:
                yield properties
            based = self.styles[style].find(qn("w:basedOn"))
            style = None if based is None else based.get(qn("w:val"))

    def _level(self, style: str | None) -> int | None:
        for properties in self._chain(style):
            outline = properties.find(qn("w:outlineLvl"))
            if outline is not None:
                level = int(outline.get(qn("w:val"), "9"))
                return level + 1 if level < 9 else None
        return None

    def _list(self, element: Any) -> tuple[str | None, int]:
        """Return which list a paragraph belongs to and how deep (0 for the first)."""
        own = element.find(qn("w:pPr"))
        for properties in [*([own] if own is not None else ()), *self._chain(self._style(element))]:
            found = properties.find(qn("w:numPr"))
            if found is None:
                continue
            number, depth = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
            if number is not None:
                return number.get(qn("w:val")), int(depth.get(qn("w:val"), "0")) if depth is not None else 0
        return None, 0

    def _notes(self, part: Any) -> Iterator[tuple[str, str]]:
        root = docx.oxml.parse_xml(part.blob)
        for note in root.iter(qn("w:footnote")):
            text = tidy(" ".join(_text(item) for item in note.iter(qn("w:p"))))
            if text and note.get(qn("w:type")) is None:
                yield note.get(qn("w:id")), text

    def _margins(self) -> Iterator[Block]:
        """Yield what stands at the top and the foot of every page, once."""
        said: set[str] = set()
        for section in self.sections:
            for place, part in (("koptekst", section.header), ("voettekst", section.footer)):
                for text in [] if part.is_linked_to_previous else [tidy(_text(part._element))]:
                    if text and text not in said:
                        said.add(text)
                        yield Block(Kind.MARGIN, text, place)


def _text(element: Any) -> str:
    """Return the text of an element as it reads with all changes accepted."""
    pieces: list[str] = []
    for child in element:
        if child.tag in _GONE or child.tag in _APART:
            continue
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag in _SPACES:
            pieces.append(" ")
        elif child.tag == qn("w:noBreakHyphen"):
            pieces.append("-")
        elif child.tag == qn("w:p"):
            pieces.append(f" {_text(child)} ")
        elif not callable(child.tag) and not (child.tag == qn("w:r") and _hidden(child)):
            pieces.append(_text(child))
    return "".join(pieces)


def _hidden(run: Any) -> bool:
    return run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None


def _looks_like_heading(element: Any, text: str) -> bool:
    """Return whether a paragraph is bold from end to end, short, and no sentence."""
    runs: Sequence[Any] = [run for run in element.iter(qn("w:r")) if _text(run).strip()]
    short = 0 < len(text.split()) <= _HEADING_WORDS and text[-1] not in ".!?:;,"
    return short and bool(runs) and all(_bold(run) for run in runs)


def _in_front(element: Any) -> str:
    """Return what stands in bold at the beginning of a paragraph."""
    runs = (run for run in element.iter(qn("w:r")) if _text(run))
    return "".join(_text(run) for run in itertools.takewhile(lambda run: _bold(run) or not _text(run).strip(), runs))


def _bold(run: Any) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val"), "true") not in {"0", "false"}

"""Read an .odt: the text as it is when every tracked change is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from magdat.importing.heads import head_of
from magdat.importing.labels import bullet_of, label_of
from magdat.importing.reading.archive import open_archive, part_of
from magdat.importing.reading.tables import rows_of
from magdat.importing.reading.word import UNRANKED
from magdat.importing.source import Block, Kind, Source, Unreadable, filled, tidy

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, OFFICE, TABLE = (f"{{{_SPACE}{name}:1.0}}" for name in ("text", "office", "table"))
STYLE, DRAW = (f"{{{_SPACE}{name}:1.0}}" for name in ("style", "drawing"))
FO = f"{{{_SPACE}xsl-fo-compatible:1.0}}"

_APART = frozenset({f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}tracked-changes", f"{DRAW}frame", f"{TEXT}ruby-text"})
_INSIDE = frozenset({f"{TEXT}section", f"{TEXT}index-body", f"{DRAW}text-box", f"{TEXT}list-header"})
_CONTENTS = frozenset({f"{TEXT}table-of-content", f"{TEXT}alphabetical-index", f"{TEXT}illustration-index"})

_HEADING_WORDS = 12
_LETTERS = {"a": 97, "A": 65}


def read_opendocument(path: Path) -> Source:
    """Read an OpenDocument text.

    Raises:
        Unreadable: it is locked, damaged or no OpenDocument text.
    """
    with open_archive(path) as archive:
        content, styles = part_of(archive, "content.xml", path), part_of(archive, "styles.xml", path)
        manifest = part_of(archive, "META-INF/manifest.xml", path) or b""
        names = archive.namelist()
    if b"encryption-data" in manifest:
        raise Unreadable(f"{path}: dit document is met een wachtwoord beveiligd → bewaar het zonder wachtwoord")
    if content is None:
        raise Unreadable(f"{path}: dit is geen OpenDocument-tekst → kijk de naam na, of bewaar het opnieuw als .odt")
    try:
        root, common = fromstring(content), fromstring(styles) if styles else None
    except (ParseError, DefusedXmlException, ValueError):
        raise Unreadable(f"{path}: dit bestand is beschadigd → open het, en bewaar het opnieuw") from None
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable(f"{path}: dit is geen tekstdocument → bewaar de tekst als .odt of .docx")
    reading = _Reading(root, common)
    remarks = []
    if body.find(f"{TEXT}tracked-changes") is not None:
        remarks.append("Er staan bijgehouden wijzigingen in. Ik las de tekst alsof ze allemaal aanvaard zijn.")
    if body.find(f".//{OFFICE}annotation") is not None:
        remarks.append("Opmerkingen in de kantlijn heb ik niet overgenomen.")
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        remarks.append("Er zitten macro's in het document. Die heb ik niet gelezen en niet uitgevoerd.")
    return Source(filled([*reading.margins(), *reading.pieces(body)]), tuple(remarks))


class _Reading:
    """One document on its way to a source."""

    def __init__(self, root: Any, common: Any | None) -> None:
        self.common = common
        trees = [root, *([common] if common is not None else ())]
        self.lists = {item.get(f"{STYLE}name"): item for tree in trees for item in tree.iter(f"{TEXT}list-style")}
        self.styles = {item.get(f"{STYLE}name"): item for tree in trees for item in tree.iter(f"{STYLE}style")}
        self.outline = next((item for tree in trees for item in tree.iter(f"{TEXT}outline-style")), None)
        self.counted: dict[str, dict[int, int]] = {}
        self.count = 0

    def pieces(self, parent: Any) -> Iterator[Block]:
        for element in parent:
            if element.tag in {f"{TEXT}p", f"{TEXT}h"}:
                yield from self._paragraph(element)
            elif element.tag == f"{TEXT}list":
                yield from self._list(element, 1, element.get(f"{TEXT}style-name"))
            elif element.tag == f"{TABLE}table":
                yield from self._table(element)
            elif element.tag in _INSIDE or element.tag == f"{DRAW}frame":
                yield from self.pieces(element)
            elif element.tag in _CONTENTS:
                for line in element.iter(f"{TEXT}p"):
                    yield Block(Kind.MARGIN, tidy(_text(line)), "inhoudstafel")

    def margins(self) -> Iterator[Block]:
        """Yield what stands at the top and the foot of every page, once."""
        said: set[str] = set()
        for master in self.common.iter(f"{STYLE}master-page") if self.common is not None else ():
            for place, tag in (("koptekst", "header"), ("voettekst", "footer")):
                for part in master.iter(f"{STYLE}{tag}"):
                    text = tidy(" ".join(_text(line) for line in part.iter(f"{TEXT}p")))
                    if text and text not in said:
                        said.add(text)
                        yield Block(Kind.MARGIN, text, place)

    def _paragraph(self, element: Any, number: str | None = None, depth: int = 0) -> Iterator[Block]:
        self.count += 1
        place = f"alinea {self.count}"
        text = tidy(_text(element))
        style = element.get(f"{TEXT}style-name") or ""
        if element.tag == f"{TEXT}h":
            level = int(element.get(f"{TEXT}outline-level", "1"))
            number = number or (self._number("", self.outline, level) if text and self._listed(element) else None)
            label, text = label_of(f"{number} {text}" if number and number != "•" else text)
            yield Block(Kind.HEADING, text, place, label, level)
        elif self._is_title(style):
            yield Block(Kind.TITLE, text, place)
        else:
            bullet, text = (True, text) if number == "•" else bullet_of(text)
            label, rest = label_of(f"{number} {text}" if number and not bullet else text)
            if bullet:
                yield Block(Kind.ITEM, text, place, level=max(depth, 1), head=head_of(text, self._in_front(element)))
            elif self._bold(style, element) and 0 < len(rest.split()) <= _HEADING_WORDS and rest[-1] not in ".!?:;,":
                yield Block(Kind.HEADING, rest, place, label, UNRANKED)
            elif label is not None and (label.ordinal or (depth > 1 and len(label.numbers) == 1)):
                yield Block(Kind.ITEM, rest, place, label, max(depth, 1), head_of(rest, self._in_front(element)))
            else:
                yield Block(Kind.PARAGRAPH, rest, place, label, head=head_of(rest, self._in_front(element)))
        yield from self._beside(element, place)

    def _beside(self, element: Any, place: str) -> Iterator[Block]:
        for note in element.iter(f"{TEXT}note"):
            cited = note.findtext(f"{TEXT}note-citation", "")
            body = note.find(f"{TEXT}note-body")
            if body is not None and (text := tidy(" ".join(_text(line) for line in body.iter(f"{TEXT}p")))):
                yield Block(Kind.NOTE, text, f"voetnoot {cited} bij {place}")
        for frame in element.iter(f"{DRAW}frame"):
            yield from self.pieces(frame)

    def _list(self, element: Any, depth: int, style: str | None) -> Iterator[Block]:
        shape = self.lists.get(style or "")
        if (
            depth == 1
            and element.get(f"{TEXT}continue-numbering") != "true"
            and not element.get(f"{TEXT}continue-list")
        ):
            self.counted.pop(style or "", None)
        for item in element:
            first = True
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, depth + 1, child.get(f"{TEXT}style-name") or style)
                elif child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                    numbered = first and item.tag == f"{TEXT}list-item" and tidy(_text(child))
                    number = self._number(style or "", shape, depth) if numbered else None
                    first = False
                    yield from self._paragraph(child, number, depth)

    def _number(self, name: str, shape: Any | None, depth: int) -> str | None:
        """Count one paragraph and return its number; «•» for a bullet."""
        levels = {} if shape is None else {int(item.get(f"{TEXT}level", "0")): item for item in shape}
        level = levels.get(depth)
        if level is None:
            return None
        if level.tag == f"{TEXT}list-level-style-bullet":
            return "•"
        form = level.get(f"{STYLE}num-format", "")
        if not form:
            return None
        counted = self.counted.setdefault(name, {})
        counted[depth] = counted.get(depth, int(level.get(f"{TEXT}start-value", "1")) - 1) + 1
        for deeper in [other for other in counted if other > depth]:
            del counted[deeper]
        shown = int(level.get(f"{TEXT}display-levels", "1"))
        numbers = [counted.get(other, 1) for other in range(depth - shown + 1, depth + 1)]
        written = ".".join(map(str, numbers))
        if form in _LETTERS and shown == 1:
            written = chr(_LETTERS[form] + (numbers[-1] - 1) % 26)
        suffix = level.get(f"{STYLE}num-suffix", "") or ("" if shown > 1 else ".")
        return f"{level.get(f'{STYLE}num-prefix', '')}{written}{suffix}"

    def _listed(self, heading: Any) -> bool:
        return self.outline is not None and heading.get(f"{TEXT}is-list-header") != "true"

    def _table(self, table: Any) -> Iterator[Block]:
        self.count += 1
        place = f"tabel bij alinea {self.count}"
        rows = [
            [tidy(" ".join(_text(line) for line in cell.iter(f"{TEXT}p"))) for cell in row.iter(f"{TABLE}table-cell")]
            for row in table.iter(f"{TABLE}table-row")
        ]
        if max(map(len, rows), default=0) == 1:
            for cell in table.iter(f"{TABLE}table-cell"):
                yield from self.pieces(cell)
            return
        for told in rows_of(rows):
            yield Block(Kind.ROW, told.text, f"{place}, rij {told.number}", cells=told.cells)

    def _is_title(self, style: str) -> bool:
        parent = self.styles[style].get(f"{STYLE}parent-style-name") if style in self.styles else None
        return "Title" in {style, parent}

    def _bold(self, style: str, element: Any) -> bool:
        """Return whether a paragraph is bold from end to end."""
        spans = [child for child in element if child.tag == f"{TEXT}span" and tidy(_text(child))]
        outside = tidy("".join([element.text or "", *((child.tail or "") for child in element)]))
        if not outside and spans:
            return all(self._weighs(child.get(f"{TEXT}style-name") or "") for child in spans)
        return self._weighs(style)

    def _in_front(self, element: Any) -> str:
        """Return what stands in bold at the beginning of a paragraph, within one piece of it."""
        first = next(iter(element), None)
        if first is None or tidy(element.text or "") or first.tag != f"{TEXT}span":
            return ""
        return _text(first) if self._weighs(first.get(f"{TEXT}style-name") or "") else ""

    def _weighs(self, style: str) -> bool:
        found = self.styles.get(style)
        properties = None if found is None else found.find(f"{STYLE}text-properties")
        return properties is not None and properties.get(f"{FO}font-weight") == "bold"


def _text(element: Any) -> str:
    """Return the text of an element without what stands beside it."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}:
            pieces.append(" ")
        elif child.tag not in _APART:
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)

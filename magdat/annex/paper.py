"""The house style of what is written in Word: an empty document in Dutch, its colours and its letters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from magdat.annex.document import LANGUAGE

INK, SOFT, ACCENT = RGBColor(0x1C, 0x24, 0x30), RGBColor(0x4D, 0x59, 0x69), RGBColor(0x0B, 0x5C, 0x6B)
FONT = "Calibri"


def dutch_document(title: str, subject: str, comments: str) -> Any:
    """Return an empty document in Dutch with these properties, and nothing of the library's own template in them."""
    document: Any = Document()
    properties = document.core_properties
    properties.title, properties.subject = title, subject
    properties.language, properties.comments = LANGUAGE, comments
    properties.keywords = properties.category = ""
    # The library's template is years old and names its own maker; this one is the company's, made today.
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = dt.datetime.now(dt.timezone.utc).replace(tzinfo=None, microsecond=0)
    properties.revision = 1
    _without_preview(document)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    language.set(qn("w:val"), LANGUAGE)
    return document


def _without_preview(document: Any) -> None:
    """Take out the template's picture of an empty page and its Macintosh, which say nothing of this document."""
    package = document.part.package
    for name, relation in list(package.rels.items()):
        if relation.reltype.endswith(("/thumbnail", "/extended-properties")):
            del package.rels[name]


def set_style(
    document: Any,
    name: str,
    size: float,
    colour: RGBColor,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    spacing: float | None = None,
    keep: bool = False,
) -> None:
    """Set how a style looks.

    Args:
        document: the document that has the style.
        name: the style.
        size: of its letters, in points.
        colour: of its letters.
        bold: whether they are.
        before: points above a paragraph.
        after: points below it.
        spacing: the height of a line, in lines.
        keep: whether it stays on the page of what follows.
    """
    style = document.styles[name]
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)
    for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), FONT)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.keep_with_next = Pt(before), Pt(after), keep
    if spacing is not None:
        layout.line_spacing = spacing


def without_borders(document: Any, *names: str) -> None:
    """Take the lines of the template away from some styles."""
    for name in names:
        borders = document.styles[name].element.get_or_add_pPr().find(qn("w:pBdr"))
        if borders is not None:
            borders.getparent().remove(borders)

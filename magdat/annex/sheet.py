"""The empty pages of the pdf: fonts, header, footer, and what a reader asks a pdf about itself."""

from __future__ import annotations

import dataclasses
import importlib.util
import unicodedata
from collections.abc import Collection
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from magdat.annex.document import Annex
from magdat.files.problems import MagDatError
from magdat.wording.placeholders import fill

if TYPE_CHECKING:
    from fpdf import FPDF

INK, SOFT, ACCENT, LINE = (28, 36, 48), (77, 89, 105), (11, 92, 107), (201, 209, 219)
MARGIN, BOTTOM = 24.0, 22.0
FAMILY = "Source Sans Pro"

UNSHOWN = "☐"
"""Stands in the pdf for a character that its font does not have, so that nothing is left out unseen."""

_GAP = 8.0
"""Between what stands left and what stands right in a header or a footer."""

_UNSEEN = {"Cf", "Cc", "Mn", "Me"}
"""Categories of characters that show nothing by themselves: what joins an emoji, what turns the writing round."""


def empty_sheet(annex: Annex, total: str = "") -> FPDF:
    """Return a document without pages; ``total`` is how many there will be, as the footer says it.

    Raises:
        MagDatError: the package with the fonts is not installed.
    """
    from fpdf import FPDF, ViewerPreferences  # loading takes a while, and only this command needs it

    class Sheet(FPDF):
        """Pages with a header and a footer, both marked as decoration."""

        def header(self) -> None:
            if self.page > 1:
                self._decorate(10.0, annex.company, annex.title)
                self._out("/Artifact BMC")
                self.set_draw_color(*LINE)
                self.set_line_width(0.2)
                self.line(MARGIN + self.c_margin, 16.5, self.w - MARGIN - self.c_margin, 16.5)
                self._out("EMC")

        def footer(self) -> None:
            number = fill(annex.page, pagina=str(self.page), totaal=total)
            self._decorate(self.h - 15, annex.footer, number)

        def _decorate(self, y: float, left: str, right: str) -> None:
            """Write two texts on one line; the longer gives way where they do not both fit."""
            self._out("/Artifact BMC")
            self.set_y(y)
            self.set_font(FAMILY, "", 9)
            self.set_text_color(*SOFT)
            room = self.epw - _GAP
            wide = [self.get_string_width(text) for text in (left, right)]
            most = [max(room / 2, room - other) for other in reversed(wide)]
            left_text, right_text = (fitting(self, text, width) for text, width in zip((left, right), most))
            self.cell(self.epw / 2, 5, left_text)
            self.cell(self.epw / 2, 5, right_text, align="R")
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


def printable(annex: Annex) -> tuple[Annex, Collection[str]]:
    """Return an annex with only characters that the font has, and the characters that had to give way.

    Raises:
        MagDatError: the package with the fonts is not installed.
    """
    fonts: Any = empty_sheet(annex).fonts.values()
    known = set.intersection(*(set(font.cmap) for font in fonts))
    lost: dict[str, None] = {}

    def shown(character: str) -> str:
        if ord(character) in known or character in "\n\t":
            return character
        if unicodedata.category(character) in _UNSEEN:
            return ""
        lost[character] = None
        return UNSHOWN

    def mend(value: Any) -> Any:
        if isinstance(value, str) and not isinstance(value, Enum):
            return "".join(map(shown, unicodedata.normalize("NFC", value)))
        if isinstance(value, tuple):
            return tuple(mend(item) for item in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            part: Any = value
            fields = {item.name: mend(getattr(value, item.name)) for item in dataclasses.fields(value) if item.init}
            return dataclasses.replace(part, **fields)
        return value

    return mend(annex), tuple(lost)


def fitting(pdf: FPDF, text: str, width: float) -> str:
    """Return a text as it fits on a line: whole, or cut after a word, or within one that is too long by itself."""
    if pdf.get_string_width(text) <= width:
        return text
    while text and pdf.get_string_width(f"{text} …") > width:
        head, _, _ = text.rpartition(" ")
        text = head or text[:-1]
    return f"{text} …"


def _fonts() -> Path:
    """Return where the fonts are.

    Raises:
        MagDatError: the package with the fonts is not installed.
    """
    found = importlib.util.find_spec("font_source_sans_pro")
    if found is None or found.origin is None:
        raise MagDatError("Voor een pdf ontbreekt het pakket font-source-sans-pro → voer «make install» uit")
    return Path(found.origin).parent / "files"

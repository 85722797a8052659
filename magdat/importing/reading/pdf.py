"""Read a .pdf that holds text: lines with their size and weight, tables apart."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from magdat.importing.reading.lines import Line, blocks_of, without_margins
from magdat.importing.reading.tables import rows_of
from magdat.importing.source import Block, Kind, Source, Unreadable, filled, tidy

MAX_PAGES = 150
"""Pages of a pdf: a policy on social media of more is a whole handbook, and reading it would keep one waiting."""

_LEAST_LETTERS = 30
"""Letters a page, on average, below which a pdf holds pictures of text rather than text."""

_GAP = 0.55
"""Room between two lines, as part of the height of a letter, from which a new paragraph begins."""

_SHORT = 0.8
"""A line that ends before this part of the width of the text ends before the margin."""


def read_pdf(path: Path) -> Source:
    """Read a pdf.

    Raises:
        Unreadable: it is locked, damaged, too long, or a picture of text.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(path) as document:
            if len(document.pages) > MAX_PAGES:
                raise Unreadable(
                    f"{path}: dit document telt {len(document.pages)} bladzijden; meer dan {MAX_PAGES} lees ik niet → "
                    "bewaar alleen het deel over sociale media, en importeer dat"
                )
            pages = [_page(page, number) for number, page in enumerate(document.pages, 1)]
    except PdfminerException as error:
        if any(isinstance(item, PDFPasswordIncorrect) for item in error.args):
            raise Unreadable(
                f"{path}: deze pdf is met een wachtwoord beveiligd → bewaar hem zonder wachtwoord"
            ) from None
        raise Unreadable(f"{path}: deze pdf is beschadigd → maak hem opnieuw, of neem het Word-bestand") from None
    except (PDFException, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, AssertionError):
        raise Unreadable(f"{path}: deze pdf is beschadigd → maak hem opnieuw, of neem het Word-bestand") from None
    letters = sum(len(line.text) for lines, _ in pages for line in lines)
    if letters < _LEAST_LETTERS * len(pages):
        raise Unreadable(
            f"{path}: in deze pdf staat geen tekst, enkel beeld (een scan) → neem het Word-bestand, of laat de tekst "
            "eerst herkennen (OCR)"
        )
    lines, margins = without_margins([lines for lines, _ in pages])
    rows = [row for _, found in pages for row in found]
    return Source(filled([*margins, *_merged(list(blocks_of(lines, breaks_words=True)), rows)]))


def _page(page: Any, number: int) -> tuple[list[Line], list[tuple[int, Block]]]:
    """Return the lines of a page, and its tables' rows with the number of the line after which they stand."""
    place = f"pagina {number}"
    tables = [table for table in page.find_tables() if len(table.rows) > 1 and len(table.rows[0].cells) > 1]
    outside = page
    for table in tables:
        outside = outside.outside_bbox(table.bbox, strict=False)
    lines = list(_lines(outside, place))
    rows = []
    for table in tables:
        cells = [[tidy(cell or "") for cell in row] for row in table.extract()]
        rows += [
            (
                number * 100_000 + int(table.bbox[1]),
                Block(Kind.ROW, row.text, f"{place}, tabelrij {row.number}", cells=row.cells),
            )
            for row in rows_of(cells)
        ]
    page.close()
    return lines, rows


def _lines(page: Any, place: str) -> Iterator[Line]:
    found = page.extract_text_lines(return_chars=True, strip=True)
    widest = max((line["x1"] for line in found), default=0.0)
    below: float | None = None
    for line in found:
        text = tidy(line["text"])
        if not text:
            continue
        size = median(letter["size"] for letter in line["chars"])
        bold = sum("bold" in letter["fontname"].lower() for letter in line["chars"]) > 0.9 * len(line["chars"])
        gap = below is not None and (line["top"] - below > size * _GAP or line["top"] < below - size)
        below = line["bottom"]
        yield Line(text, place, gap, round(size, 1), bold, line["x1"] < widest * _SHORT)


def _merged(blocks: list[Block], rows: list[tuple[int, Block]]) -> list[Block]:
    """Put the rows of the tables behind the text of their page."""
    merged: list[Block] = []
    waiting = [block for _, block in sorted(rows, key=lambda item: item[0])]
    for block in blocks:
        while waiting and _page_of(waiting[0]) < _page_of(block):
            merged.append(waiting.pop(0))
        merged.append(block)
    return merged + waiting


def _page_of(block: Block) -> int:
    return int(block.place.split(",")[0].split()[1])

"""The page for staff as a Word document with real headings and real lists."""

from __future__ import annotations

import io
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt

from magdat.annex.paper import ACCENT, INK, SOFT, dutch_document, set_style, without_borders
from magdat.notice.document import Entry, Notice

LEAD = "Aanloop"
"""The style of a line that leads in to a list within an item."""


def render(notice: Notice) -> bytes:
    """Return the document as a file."""
    document = dutch_document(notice.title, notice.subject, notice.introduction[0])
    _styles(document)
    document.add_paragraph(notice.subject, style="Subtitle")
    document.add_paragraph(notice.title, style="Title")
    for text in notice.introduction:
        document.add_paragraph(text)
    for section in notice.sections:
        document.add_paragraph(section.title, style="Heading 1")
        for entry in section.entries:
            _entry(document, entry)
    document.add_paragraph(notice.reading_title, style="Heading 1")
    document.add_paragraph(" ".join(filter(None, (notice.reading, notice.link))))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _styles(document: Any) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.8)
    page.top_margin = page.bottom_margin = Cm(1.4)
    set_style(document, "Normal", 9.5, INK, after=2, spacing=1.0)
    set_style(document, "Title", 17, INK, bold=True, after=3)
    set_style(document, "Subtitle", 9.5, ACCENT, bold=True, after=0)
    set_style(document, "Heading 1", 11, ACCENT, bold=True, before=6, after=1, keep=True)
    set_style(document, "List Bullet", 9.5, INK, after=1, spacing=1.0)
    set_style(document, "List Bullet 2", 9.5, INK, after=0, spacing=1.0)
    document.styles.add_style(LEAD, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    set_style(document, LEAD, 9.5, INK, after=0, spacing=1.0, keep=True)
    document.styles[LEAD].paragraph_format.left_indent = Pt(18)
    without_borders(document, "Title", "Heading 1")


def _entry(document: Any, entry: Entry) -> None:
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.paragraph_format.keep_together = True
    if entry.label:
        paragraph.add_run(f"{entry.label}. " if entry.text else f"{entry.label} ").bold = True
    paragraph.add_run(entry.text)
    if entry.clause:
        paragraph.add_run(f" ({entry.clause})" if entry.text else f"({entry.clause})").font.color.rgb = SOFT
    for part in entry.lists:
        if part.lead:
            document.add_paragraph(part.lead, style=LEAD)
        for item in part.items:
            document.add_paragraph(item, style="List Bullet 2")

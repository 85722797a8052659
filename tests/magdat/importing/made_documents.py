"""Documents as HR has them, made here: one text as Word file, OpenDocument, pdf and plain text."""

from __future__ import annotations

import html
import re
import textwrap
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import font_source_sans_pro
from fpdf import FPDF

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip

BULLETS = (
    '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    "</text:list-style>"
)


BOLD = '<style:style style:name="Vet" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'


@dataclass(frozen=True)
class Piece:
    """A line of a Markdown text: ``depth`` of a heading, 0 for a paragraph; or an item of a list."""

    text: str
    depth: int = 0
    item: bool = False

    def parts(self) -> tuple[str, str]:
        """Return what stands in bold at its beginning, and the rest."""
        found = re.match(r"\*\*(.+?)\*\*(.*)", self.text)
        return (found[1], found[2]) if found else ("", self.text)


def pieces(markdown: str) -> Iterator[Piece]:
    """Yield the pieces of a Markdown text in which every paragraph is one line."""
    for line in filter(None, map(str.strip, markdown.splitlines())):
        if line.startswith("#"):
            yield Piece(line.lstrip("# "), len(line) - len(line.lstrip("#")))
        elif line.startswith("- "):
            yield Piece(line[2:], item=True)
        else:
            yield Piece(line)


def write_docx(markdown: str, path: Path) -> Path:
    """Write a text as a Word document with real heading styles."""
    document = docx.Document()
    for piece in pieces(markdown):
        if piece.depth:
            document.add_heading(piece.text, piece.depth)
        else:
            bold, rest = piece.parts()
            paragraph = document.add_paragraph(style="List Bullet" if piece.item else None)
            paragraph.add_run(bold).bold = True
            paragraph.add_run(rest)
    document.save(str(path))
    return path


def write_odt(markdown: str, path: Path) -> Path:
    """Write a text as an OpenDocument text."""
    body = []
    for piece in pieces(markdown):
        bold, rest = map(html.escape, piece.parts())
        text = f'<text:span text:style-name="Vet">{bold}</text:span>{rest}' if bold else rest
        if piece.depth:
            body.append(f'<text:h text:outline-level="{piece.depth}">{text}</text:h>')
        elif piece.item:
            body.append(
                f'<text:list text:style-name="L1"><text:list-item><text:p>{text}</text:p></text:list-item></text:list>'
            )
        else:
            body.append(f"<text:p>{text}</text:p>")
    return odt("".join(body), path, BULLETS + BOLD)


def odt(body: str, path: Path, styles: str = "", **parts: bytes) -> Path:
    """Write the XML of a body as an OpenDocument text, with other parts beside it."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def write_pdf(markdown: str, path: Path, footer: str = "", password: str = "") -> Path:
    """Write a text as a pdf, as a word processor would print it."""
    pdf = _Paged(footer)
    pdf.add_font("S", "", font_source_sans_pro.SourceSansPro)
    pdf.add_font("S", "B", font_source_sans_pro.SourceSansProBold)
    pdf.set_margin(20)
    pdf.set_auto_page_break(True, 20)
    pdf.add_page()
    for piece in pieces(markdown):
        pdf.set_font("S", "B" if piece.depth else "", {0: 11, 1: 20, 2: 15}.get(piece.depth, 12))
        pdf.multi_cell(0, None, f"• {piece.text}" if piece.item else piece.text, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
    if password:
        pdf.set_encryption(owner_password="eigenaar", user_password=password)
    pdf.output(str(path))
    return path


class _Paged(FPDF):
    def __init__(self, footer: str) -> None:
        super().__init__()
        self.said = footer

    def footer(self) -> None:
        """Print the same line under every page."""
        if self.said:
            self.set_y(-15)
            self.set_font("S", "", 8)
            self.cell(0, 8, f"{self.said}, pagina {self.page_no()}")


def write_txt(markdown: str, path: Path) -> Path:
    """Write a text as mail programs do: lines of ninety characters, a blank one between paragraphs."""
    lines: list[str] = []
    for piece in pieces(markdown):
        text = f"- {piece.text}" if piece.item else piece.text
        lines += ["", *([text] if piece.depth else textwrap.wrap(text, 90, break_on_hyphens=False))]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def write_md(markdown: str, path: Path) -> Path:
    """Write a text as it is."""
    path.write_text(markdown, encoding="utf-8")
    return path


WRITERS = {".md": write_md, ".docx": write_docx, ".odt": write_odt, ".pdf": write_pdf, ".txt": write_txt}

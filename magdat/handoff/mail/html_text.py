"""The text of an HTML mail, with quotes marked by ``>`` as in a plain one; nothing of it is ever shown as HTML."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

GONE = frozenset({"script", "style", "head", "title", "meta", "link", "img", "svg", "template", "object", "iframe"})
"""Elements that hold nothing to read."""

SIGNATURES = frozenset({"signature", "ms-outlook-mobile-signature"})
SIGNATURE_CLASSES = frozenset({"gmail_signature", "moz-signature", "protonmail_signature_block"})
"""Ids and classes by which mail programs mark a signature."""

APART = frozenset({"div", "li", "tr", "ul", "ol", "table", "pre", "section", "article", "blockquote", "body", "html"})
"""Elements that begin a line of their own."""

SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements with an empty line around them, unless Outlook says that they are lines."""

LINE_CLASSES = ("MsoNormal", "MsoListParagraph", "elementToProof")

RULE = "_" * 32
MOST = 2_000_000
"""Characters of HTML that are read."""


def text_of_html(source: str) -> str:
    """Return the text of HTML; empty when there is none."""
    if not source.strip():
        return ""
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
        root = lxml_html.document_fromstring(source[:MOST].encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return ""
    written = _Written()
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        hidden = _is_hidden(element)
        if event == "start":
            skipped += hidden
            if not skipped:
                written.open(element)
                written.add(element.text or "", kept=element.tag == "pre")
        else:
            if not skipped:
                written.close(element)
            skipped -= hidden
            if not skipped and element is not root:
                written.add(element.tail or "")
    return written.text()


def _is_hidden(element: etree._Element) -> bool:
    classes = (element.get("class") or "").split()
    return (
        element.tag in GONE
        or (element.get("id") or "").lower() in SIGNATURES
        or any(name in SIGNATURE_CLASSES for name in classes)
    )


class _Written:
    """Lines that are being written, within so many quotes."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line = ""
        self._depth = 0

    def add(self, text: str, *, kept: bool = False) -> None:
        """Write text; white space counts as one space, unless its form is kept."""
        if kept:
            *full, last = text.split("\n")
            for line in full:
                self._line += line
                self._end()
            self._line += last
            return
        plain = re.sub(r"[ \t\r\n\f]+", " ", text)
        self._line += plain.lstrip(" ") if not self._line or self._line.endswith(" ") else plain

    def open(self, element: etree._Element) -> None:
        """Begin an element."""
        if element.tag in APART or element.tag in SPACED:
            self._break()
        if _is_spaced(element):
            self._gap()
        if element.tag == "blockquote":
            self._gap()
            self._depth += 1
        elif element.tag == "li":
            self._line = "- "
        elif element.tag == "hr":
            self._break()
            self._line = RULE
            self._end()

    def close(self, element: etree._Element) -> None:
        """End an element."""
        if element.tag == "br":
            self._end()
        elif element.tag == "a":
            address = (element.get("href") or "").strip()
            if re.match(r"https?://", address) and address not in self._line:
                self._line = f"{self._line.rstrip()} ({address})"
        elif element.tag in APART or element.tag in SPACED:
            if element.tag == "p" and not self._line.strip() and not _is_spaced(element):
                self._line = " "
                self._end()
            self._break()
            if _is_spaced(element):
                self._gap()
        if element.tag == "blockquote":
            self._depth -= 1
            self._gap()

    def text(self) -> str:
        """Return what was written."""
        self._break()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def _end(self) -> None:
        marks = ">" * self._depth
        told = self._line.replace("\u00a0", " ").strip()
        self._lines.append(f"{marks} {told}".rstrip() if marks else told)
        self._line = ""

    def _break(self) -> None:
        if self._line.strip(" "):
            self._end()
        self._line = ""

    def _gap(self) -> None:
        self._break()
        if self._lines and self._lines[-1]:
            self._lines.append("")


def _is_spaced(element: etree._Element) -> bool:
    return element.tag in SPACED and not any(name in LINE_CLASSES for name in (element.get("class") or "").split())

"""Read a .md: headings, paragraphs, lists and tables of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from magdat.importing.heads import head_of, most_words
from magdat.importing.labels import Label, label_of, lettered
from magdat.importing.reading.encoding import read_characters
from magdat.importing.reading.tables import rows_of
from magdat.importing.source import Block, Kind, Source, filled, tidy

_TAG = re.compile(r"<[^>]*>")
_NOTE = re.compile(r"\[\^([^\]]+)\]:\s*")
_REFERENCE = re.compile(r"\[\^[^\]]+\](?!:)")
_BOLD_LEVEL = 7
"""A line in bold stands below every heading with signs."""

_HEADING_WORDS = 12
"""A bold line of more words than this is emphasis, no heading."""

_OF_ITS_OWN = re.compile(
    r"\s*(?:§\s*\d|\d+(?:\.\d+)+\.?\s|[A-Z]\.?\d+(?:\.\d+)*\.?\s|Art(?:ikel|\.)\s*\d|\d+°\s|[a-z]\)\s)"
)
"""How a line begins that is a clause or a paragraph by itself, behind a line that ends."""

_ENDS = re.compile(r"[.;:!?][\"”»’')\]*]*\s*$")

_LETTER = re.compile(r"[^\W_]")

_BREAKS = frozenset({"softbreak", "hardbreak"})


def read_markdown(path: Path) -> Source:
    """Read a Markdown file.

    Raises:
        Unreadable: it is no text.
    """
    text, remarks = read_characters(path)
    root = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
    return Source(filled(_blocks(root, 0)), remarks)


def _blocks(parent: SyntaxTreeNode, depth: int) -> Iterator[Block]:
    for node in parent.children:
        place = f"regel {node.map[0] + 1}" if node.map else "einde"
        if node.type == "heading":
            label, text = label_of(_plain(node))
            yield Block(Kind.HEADING, text, place, label, int(node.tag[1:]))
        elif node.type == "paragraph":
            heading = heading_of(_lines(node)[0]) if _bold(_pieces(node)[0]) or _signed(node) else None
            if heading is not None:
                yield Block(Kind.HEADING, heading[1], place, heading[0], _BOLD_LEVEL)
            yield from _paragraphs(node, place, begins=heading is not None)
        elif node.type in {"bullet_list", "ordered_list"}:
            yield from _items(node, depth + 1)
        elif node.type == "table":
            cells = [[_plain(cell) for cell in row.children] for part in node.children for row in part.children]
            for row in rows_of(cells):
                yield Block(Kind.ROW, row.text, f"{place}, rij {row.number}", cells=row.cells)
        elif node.type in {"code_block", "fence", "html_block"}:
            yield Block(Kind.PARAGRAPH, tidy(_TAG.sub(" ", node.content)), place)
        else:
            yield from _blocks(node, depth)


def _pieces(node: SyntaxTreeNode) -> list[list[SyntaxTreeNode]]:
    """Return the pieces of each line of a paragraph."""
    lines: list[list[SyntaxTreeNode]] = [[]]
    for piece in node.children[0].children if node.children else []:
        if piece.type in _BREAKS:
            lines.append([])
        else:
            lines[-1].append(piece)
            lines += [[] for _ in range(_broken(piece))]
    return lines


def _broken(piece: SyntaxTreeNode) -> int:
    """Return how often a line ends within a piece: «*Bijlage 7, goedgekeurd / op 12 maart*»."""
    return sum(part.type in _BREAKS for part in piece.walk(include_self=False))


def _bold(pieces: Sequence[SyntaxTreeNode]) -> bool:
    """Return whether a line is bold from end to end."""
    whole = all(piece.type == "strong" or not piece.content.strip() for piece in pieces)
    return bool(pieces) and whole and not any(map(_broken, pieces))


def _signed(node: SyntaxTreeNode) -> bool:
    """Return whether a paragraph is a heading made of a sign and words in bold, above a list: «🔴 **Niet doen**».

    Without a list, such a line mostly says something itself: «⚠️ **Post nooit klantgegevens**». Behind a heading of its
    kind it is one too: what stands below it does not fall under that.
    """
    siblings = node.parent.children if node.parent is not None else [node]
    before = siblings[: siblings.index(node)]
    return _is_sign(node) and any(_is_sign(each) and _above_a_list(each) for each in (*before, node))


def _above_a_list(node: SyntaxTreeNode) -> bool:
    after = node.next_sibling
    return after is not None and after.type in {"bullet_list", "ordered_list"}


def _is_sign(node: SyntaxTreeNode) -> bool:
    """Return whether a paragraph is one line with a sign first, and words in bold behind it."""
    lines = _pieces(node) if node.type == "paragraph" else []
    if len(lines) != 1 or not lines[0]:
        return False
    first, *others = lines[0]
    sign = first.type == "text" and not _LETTER.search(first.content)
    return sign and _bold(others) and any(piece.type == "strong" for piece in others)


def heading_of(text: str) -> tuple[Label | None, str] | None:
    """Return the number and the words of a line in bold that stands by itself, where it is a heading, no sentence."""
    label, rest = label_of(text)
    if not rest or len(rest.split()) > _HEADING_WORDS:
        return None
    named = label is not None and bool(label.word or label.whole)
    return (label, rest) if named or rest[-1] not in ".!?:;," else None


def _in_front(node: SyntaxTreeNode, line: int = 0) -> str:
    """Return what stands in bold at the beginning of a line of a paragraph."""
    first = next((piece for piece in _pieces(node)[line] if piece.content or piece.children), None)
    return _plain(first) if first is not None and first.type == "strong" else ""


def _has_a_head(node: SyntaxTreeNode, line: int) -> bool:
    """Return whether a line begins with a few words in bold that end, as a heading does: «**5. Pauze.** In …».

    The first line of the paragraph has to begin so too: «Hij ligt in je locker. **Let op!** In de pauze …» is one text.
    """
    bold = _in_front(node, line) if line == 0 or _has_a_head(node, 0) else ""
    return 0 < len(bold.split()) <= max(_HEADING_WORDS, most_words(bold)) and bool(_ENDS.search(bold))


def _paragraphs(node: SyntaxTreeNode, place: str, *, begins: bool) -> Iterator[Block]:
    """Yield a paragraph, or several where lines in it begin with a number or a heading of their own: «§ 2. …», «3.2 …».

    Markdown makes one paragraph of lines with nothing between them, and who writes articles does not.

    Args:
        node: the paragraph.
        place: where it stands.
        begins: whether its first line is a heading, which has been told.
    """
    first = node.map[0] + 1 if node.map else 0
    lines = list(enumerate(_lines(node)))[1 if begins else 0 :]
    if not lines:
        return
    parts, breaks = [""], [lines[0][0]]
    for line, text in lines:
        if _ENDS.search(parts[-1]) and (_OF_ITS_OWN.match(text) or _has_a_head(node, line)):
            parts.append("")
            breaks.append(line)
        parts[-1] = tidy(f"{parts[-1]} {text}")
    for text, line in zip(parts, breaks):
        yield _paragraph(text, f"regel {first + line}" if line else place, _in_front(node, line))


def _lines(node: SyntaxTreeNode) -> list[str]:
    """Return the lines of a paragraph without marks."""
    lines: list[list[str]] = [[]]
    for part in node.walk(include_self=False):
        if part.type in {"text", "code_inline"}:
            lines[-1].append(part.content)
        elif part.type in _BREAKS:
            lines.append([])
    plain = ["".join(pieces) for pieces in lines]
    return [text if _NOTE.match(text) else _REFERENCE.sub("", text) for text in plain]


def _paragraph(text: str, place: str, bold: str) -> Block:
    if found := _NOTE.match(text):
        return Block(Kind.NOTE, text[found.end() :], f"voetnoot {found[1]}, {place}")
    label, rest = label_of(text)
    kind = Kind.ITEM if label and label.ordinal else Kind.PARAGRAPH
    return Block(kind, rest, place, label, 1, head_of(rest, bold))


def _items(node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
    for item in node.children:
        for index, child in enumerate(item.children):
            place = f"regel {child.map[0] + 1}" if child.map else "einde"
            if child.type == "paragraph" and index == 0 and node.type == "ordered_list":
                label, text = label_of(f"{item.info}. {_plain(child)}")
                kind = Kind.PARAGRAPH if depth == 1 else Kind.ITEM
                yield Block(kind, text, place, label, depth, head_of(text, _in_front(child)))
            elif child.type == "paragraph":
                label, text = lettered(_plain(child))
                yield Block(Kind.ITEM, text, place, label, depth, head_of(text, _in_front(child)))
            elif child.type in {"bullet_list", "ordered_list"}:
                yield from _items(child, depth + 1)
            else:
                yield from _blocks(item, depth)
                break


def _plain(node: SyntaxTreeNode) -> str:
    """Return the text of a piece without marks."""
    pieces = []
    for part in node.walk(include_self=False):
        if part.type in {"text", "code_inline"}:
            pieces.append(part.content)
        elif part.type in _BREAKS:
            pieces.append(" ")
    text = tidy("".join(pieces))
    return text if _NOTE.match(text) else tidy(_REFERENCE.sub("", text))

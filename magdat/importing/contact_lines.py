"""Rows of a table and items of a list that say where somebody is reached: «Pers: Jan Peeters, intern 2610»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from magdat.importing.counting import TITLES
from magdat.importing.cues import ContactLists, Cues
from magdat.importing.desks import Desks, Who
from magdat.importing.forms import any_of, found_in
from magdat.importing.reach import MAIL, Reach, first_reach, reach_of
from magdat.importing.source import Block, Kind
from magdat.policy.whole_sentences import sentences_of

_MOST_WORDS = 25
_MOST_LEADING = 9
"""A line with more words, in all or in front of its colon, is a sentence."""

_LINE = re.compile(r"(?P<left>[^:]{2,80}):\s+(?P<right>\S.*)")
_PIECES = re.compile(r"\s+[·|•]\s+|;\s+(?=[A-ZÀ-Þ])")
_SIGNS = re.compile(r"[^\w\s'’-]+")
_NAME_FOR = re.compile(r"(?P<name>[A-ZÀ-Þ][\w'’ -]*?) \((?P<purpose>[a-zà-þ][^)]*)\)")
"""«Kurt (gsm, app, paswoord)»: who, and for what."""

_VIA = re.compile(r"(?:^|[,;(]\s*)(?:via|langs)\s", re.IGNORECASE)


@dataclass(frozen=True)
class ContactLine:
    """Where somebody is reached, and for what, as one line of a document says it."""

    place: str
    """Of the block that it stands in."""

    purpose: str
    """«Pesten, ook online»; "" where it only says who."""

    who: Who
    reach: Reach


def contact_lines(blocks: Sequence[Block], desks: Desks, cues: Cues) -> list[ContactLine]:
    """Return the lines of a document that say where somebody is reached, in order."""
    found: list[ContactLine] = []
    under = False
    for kind, group in groupby(blocks, lambda block: (block.kind, _table_of(block))):
        pieces = list(group)
        if kind[0] in TITLES:
            under = found_in(pieces[-1].text, cues.contact_lists.headings)
        elif kind[0] is Kind.ROW:
            found += _of_table(pieces, desks, cues.contact_lists)
        else:
            for block in pieces:
                found += _of_text(block, under, desks, cues)
    return found


def _table_of(block: Block) -> str:
    return block.place.rpartition(", ")[0] if block.kind is Kind.ROW else ""


def _of_table(rows: Sequence[Block], desks: Desks, cues: ContactLists) -> Iterator[ContactLine]:
    """Yield the rows of a table that has a column for whom to turn to, and says of one of them how to reach them."""
    columns = _columns(rows, desks, cues)
    told = list(dict.fromkeys((row.place, row.cells) for row in rows if row.cells))
    if "wie" not in columns and "waarvoor" not in columns:
        return
    lines = []
    for place, cells in told:
        said = {role: _cells(cells, columns, role) for role in ("waarvoor", "wie", "hoe")}
        reach = reach_of(", ".join(filter(None, (said["hoe"], *_reaches(said["wie"])))), short=True)
        lines.append(ContactLine(place, _bare(said["waarvoor"], cues), desks.who(_without_reach(said["wie"])), reach))
    if any(line.reach for line in lines):
        yield from lines


def _columns(rows: Sequence[Block], desks: Desks, cues: ContactLists) -> tuple[str, ...]:
    """Return what each column of a table says, by its name, else by what stands in it: «waarvoor», «wie», «hoe»."""
    tables = [row.cells for row in rows if row.cells]
    width = min(map(len, tables), default=0)
    found: list[str] = []
    for place in range(width):
        name = " ".join(_SIGNS.sub(" ", tables[0][place][0]).split())
        roles = {"waarvoor": cues.purposes, "wie": cues.whom, "hoe": cues.how}
        role = next((role for role, forms in roles.items() if name and any_of(forms).fullmatch(name)), "")
        told = role or _by_contents([cells[place][1] for cells in tables], desks)
        found.append(told or ("" if name else "waarvoor"))
    return tuple(found)


def _by_contents(cells: Sequence[str], desks: Desks) -> str:
    """Return what a column says whose name tells nothing: only where everything in it does."""
    if all(first_reach(cell, short=True) is not None for cell in cells):
        return "hoe"
    who = [desks.who(cell) for cell in cells]
    if all(item.desks or item.name for item in who):
        return "wie"
    return ""


def _cells(cells: Sequence[tuple[str, str]], columns: Sequence[str], role: str) -> str:
    return ", ".join(cell for (_, cell), column in zip(cells, columns) if column == role and re.search(r"\w", cell))


def _of_text(block: Block, under: bool, desks: Desks, cues: Cues) -> Iterator[ContactLine]:
    """Yield the lines within a paragraph or an item; under a heading such as «Contact» more of them count.

    Elsewhere only what names a desk, or in a list a person, is told apart from «Kwijt? Bel meteen: 09 …».
    """
    sentences = sentences_of(block.text, cues.abbreviations)
    for piece in _pieces(sentences[:1] if block.kind is Kind.ITEM else sentences):
        match = _LINE.match(piece)
        left, right = (match["left"].strip(" ."), match["right"]) if match else ("", piece)
        most = _MOST_WORDS if match else _MOST_LEADING
        if len(piece.split()) > most or len(left.split()) > _MOST_LEADING or piece.endswith("?"):
            continue
        line = _line(block, left, right, under, desks, cues.contact_lists)
        telling = line.reach or (under and line.who.name)
        named = line.who.desks or (line.who.name and block.kind is Kind.ITEM)
        if telling and ((under and match) or (named and (under or match))):
            yield line


def _line(block: Block, left: str, right: str, under: bool, desks: Desks, cues: ContactLists) -> ContactLine:
    """Return a line with what stands on either side of its colon: for what or who, and who or how."""
    named = _NAME_FOR.fullmatch(left)
    leading = desks.who(named["name"] if named else left)
    at = first_reach(right, short=under or bool(leading.desks))
    via = _VIA.search(right)
    at = via.start() if via and at is not None and via.start() < at else at
    who = desks.who(right if at is None else right[:at])
    if at is None:
        told = who.rest if any_of(cues.hours).fullmatch(who.rest) else ""
        who, reach = replace(who, rest=""), Reach(available=told)
    else:
        reach = reach_of(right[at:], short=True)
    purpose = left if (under or left[:1].isupper()) and not found_in(left, cues.no_purpose) else ""
    if named and not leading.desks:
        who, purpose = replace(who, name=who.name or named["name"]), named["purpose"]
    elif leading.desks or leading.name:
        who, purpose = Who((*leading.desks, *who.desks), leading.name or who.name, leading.rest or who.rest), ""
    return ContactLine(block.place, _bare(purpose, cues), who, reach)


def _bare(purpose: str, cues: ContactLists) -> str:
    """Return for what somebody is there, without «over» or «voor vragen over» in front of it."""
    found = any_of(cues.before_purpose, start_only=True).match(purpose)
    return purpose[found.end() :].strip() or purpose if found else purpose


def _pieces(sentences: Iterable[str]) -> Iterator[str]:
    for sentence in sentences:
        yield from _PIECES.split(sentence)


def _reaches(text: str) -> list[str]:
    """Return what a cell says of how to reach whom it names, as a list of at most one piece."""
    at = first_reach(text, short=False)
    return [] if at is None else [text[at:].strip(" ()")]


def _without_reach(text: str) -> str:
    at = first_reach(text, short=False)
    return text if at is None else MAIL.sub("", text[:at]).strip(" (,;:")

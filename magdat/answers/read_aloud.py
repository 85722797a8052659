"""What a company wrote, as somebody would say it: rows of tables, long lists, headings that run into the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

ENOUGH_ITEMS, ENOUGH_WORDS = 3, 30
"""So many things, or two in so many words, are read more easily on lines of their own."""

_ROW = re.compile(r"[^\W\d_][^:;.!]{0,28}: [^:;]+(?:; [^\W\d_][^:;.!]{0,40}: [^:;]+)+")
"""A row of a table, as the importer writes it: «Kanaal: Facebook; Wie post: Marketing.»."""

_LIST = re.compile(r"(?P<lead>[^:;]+:) (?P<items>[^;]+(?:; [^;]+)+)")
"""A list in one sentence, as the importer writes it: «Meld het aan: je chef; de helpdesk; de dpo.»."""

_ANSWERED = re.compile(
    r"(?P<about>[^:;()]+) \((?:wel|niet)\): (?P<answer>(?:ja|nee|neen)\b[^;.!?]*)(?:; (?P<rest>.+))?", re.IGNORECASE
)
"""A row of which one cell says whether it may, as the importer writes it: «Filmen (niet): Nee; Ook niet even.»."""

_ASKS = re.compile(r".+\?|betekenis|definitie|omschrijving|uitleg|afspraak|regel", re.IGNORECASE)
"""The name of a column that asks, or says that it explains: «Pieter Decloedt» needs no «Wie?» before it."""

_WORD = re.compile(
    r"(?:[^.?!]{3,80}\?\s+)?(?:ja|nee|neen)(?: hoor| zeker)?"
    r"(?:[.!]\s+|,\s+(?=(?:dat|dit|we|wij|je|jij)\b))",
    re.IGNORECASE,
)
"""A «nee» with which a text begins and that says nothing more than what follows, with the question of its heading where
that stands before it. «Nee, tenzij …» does say more."""

_BARE = frozenset({"ja", "nee", "neen"})
"""What tells nothing without the name of its column."""

_BEGINS_WITH_A_WORD = re.compile(r"(?:ja|nee|neen)\b", re.IGNORECASE)

_TOO_LITTLE = 2
"""Words that say nothing by themselves."""

_BEHIND_A_HEADING = re.compile(r"[.:!…]+\s+(?=\S)")
_BEHIND_A_QUESTION = re.compile(r"[.:!?…]+\s+(?=\S)")

A_WHOLE_QUESTION = 5
"""A heading of fewer words that ends in a question mark is a condition: «Tablet stuk? Neem dan je eigen gsm.»"""


def without_its_heading(text: str, part: str | None) -> str:
    """Return a text without the heading that runs into it: «Online klachten. Antwoord niet zelf.».

    Whoever asked knows what it is about.

    Args:
        text: what a statement says.
        part: under which headings it stands in its clause.
    """
    heading = (part or "").rsplit(": ", 1)[-1]
    ends = _BEHIND_A_QUESTION if len(heading.split()) >= A_WHOLE_QUESTION else _BEHIND_A_HEADING
    behind = ends.match(text, len(heading)) if heading and text.startswith(heading) else None
    return without_its_word(text[behind.end() :] if behind is not None else text)


def without_its_word(text: str) -> str:
    """Return a text without the «ja» or «nee» with which it answers the heading above it, which nobody asked."""
    word = _WORD.match(text)
    rest = text[word.end() :] if word is not None else ""
    return rest[0].upper() + rest[1:] if len(rest.split()) > _TOO_LITTLE else text


def row_answers(text: str) -> str | None:
    """Return with which word a row of a table answers whether something may: «ja» or «nee»; ``None`` of other texts."""
    found = _ANSWERED.fullmatch(text.removesuffix("."))
    return None if found is None else "ja" if found["answer"].lower().startswith("ja") else "nee"


def read_aloud(text: str) -> str:
    """Return a row of a table as somebody says it, a long list on lines of its own; any other text as it is.

    «Facebook. Wie post: Marketing.»: what the first column is called tells whoever asks nothing.
    """
    answered = _ANSWERED.fullmatch(text.removesuffix("."))
    if answered is not None:
        said, rest = answered["answer"], answered["rest"]
        return f"{answered['about']}: {said[0].lower()}{said[1:]}." + (f" {rest}." if rest else "")
    row = _ROW.match(text)
    if row is not None:
        return _row(row.group()) + _after(text[row.end() :])
    found = _LIST.fullmatch(text)
    items = found["items"].split("; ") if found is not None else []
    long = len(items) >= ENOUGH_ITEMS or (len(items) > 1 and len(text.split()) >= ENOUGH_WORDS)
    return in_lines(str(found["lead"]), items) if found is not None and long else text


def in_lines(lead: str, items: Sequence[str]) -> str:
    """Return a list with a line for each item."""
    return "\n".join([lead, *(f"- {item}" for item in items)])


def under_one_lead(told: Sequence[str], leads: Iterable[str]) -> list[str]:
    """Return texts with those behind the same lead as one list: «Dit mag niet: klanten filmen», «Dit mag niet: …»."""
    found: list[tuple[str, list[str]]] = []
    known = [f"{lead}:" for lead in leads]
    for text in told:
        lead = next((lead for lead in known if text.startswith(f"{lead} ") and "\n" not in text), "")
        if lead and found and found[-1][0] == lead:
            found[-1][1].append(text)
        else:
            found.append((lead, [text]))
    return [
        texts[0] if len(texts) == 1 else in_lines(lead, [_item(text[len(lead) + 1 :]) for text in texts])
        for lead, texts in found
    ]


def _item(text: str) -> str:
    """Return a piece as a line of a list: with a capital, and no full stop."""
    return f"{text[:1].upper()}{text[1:]}".removesuffix(".")


def _row(row: str) -> str:
    first, *rest = row.removesuffix(".").split("; ")
    head = first.partition(": ")[2]
    cells = [_told(*cell.partition(": ")[::2], alone=len(rest) == 1) for cell in rest]
    if not any(cell in rest for cell in cells):
        return f"{head}: {', '.join(cells)}."
    if len(cells) == 1:
        return f"{head}. {cells[0]}."
    last, _, behind = cells[-1].partition(". ")  # what the table says under its last row
    return in_lines(f"{head}:", [*cells[:-1], last]) + (f"\n{behind}." if behind else "")


def _told(column: str, value: str, *, alone: bool) -> str:
    """Return a cell, with the name of its column where it would say nothing without."""
    if not _ASKS.fullmatch(column) or (not alone and value.lower() in _BARE):
        return f"{column}: {value}"
    word = _BEGINS_WITH_A_WORD.match(value)
    return f"{value[0].lower()}{value[1:]}" if word is not None and alone else value


def _after(rest: str) -> str:
    """Return what stands behind a row, as a sentence of its own."""
    bare = rest.lstrip(".; ")
    return f" {bare[0].upper()}{bare[1:]}" if bare else ""


def once_each(told: Sequence[str]) -> list[str]:
    """Return texts without those of which another says every word: «Uitzonderingen: a», «Uitzonderingen: a; b»."""
    whole = [text.rstrip(".;:") for text in told]
    # «Dat mag» is not said by «Dat mag niet tijdens …»: it ends there where a sentence or a part of a list ends.
    ends = [re.compile(rf"(?:^|[;.:] ){re.escape(text)}(?=$|[;.:])") for text in whole]
    return [
        text
        for number, text in enumerate(told)
        if not any(
            ends[number].search(other) and (whole[number] != other or place < number)
            for place, other in enumerate(whole)
            if place != number
        )
    ]


def put_together(told: Sequence[str]) -> str:
    """Return texts after each other, on a new line before and after a list."""
    whole = ""
    for text in told:
        apart = "\n" in text or whole.rpartition("\n")[2].startswith("- ")
        whole += f"{chr(10) if apart else ' '}{text}" if whole else text
    return whole

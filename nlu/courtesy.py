"""Find the question between a greeting and thanks: «Hallo, mag ik dat? Alvast bedankt, Kevin» asks «mag ik dat?».

Somebody who is polite gets the answer that somebody who is not gets. Which words are polite is data
(data/beleefd.yml); what is left is a part of the message as it was typed, and only models read it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pydantic import Field, validator

from magdat.files.documents import parse, read_document
from magdat.files.schema import FileModel, Text, readable_form

POLITE = Path(__file__).resolve().parent.parent / "data" / "beleefd.yml"

LEAST_LEFT = 2
"""So many words must be left; of «Hallo, Els!» and «Dank u wel» nothing is taken away."""

LEFT_BEFORE_THANKS = 4
"""So many words must stand before thanks that are not read: «Ok super, merci» is thanks, and no yes."""

AT_THE_END = 150
"""Thanks are looked for among so many characters."""

NAMES = 4
"""A name behind a greeting is at most so many words: «Sofie van de afwerking»."""


class PoliteWords(FileModel):
    """data/beleefd.yml: patterns of what stands before and after a question."""

    begin: tuple[Text, ...]
    end: tuple[Text, ...] = Field(..., alias="einde")
    surely_end: tuple[Text, ...] = Field(..., alias="einde_zeker")
    no_name: Text = Field(..., alias="geen_naam")

    _readable = validator("begin", "end", "surely_end", each_item=True, allow_reuse=True)(readable_form)
    _legible = validator("no_name", allow_reuse=True)(readable_form)


@cache
def _polite(path: Path) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = parse(PoliteWords, read_document(path))
    name = rf"(?:[\s,.!]+(?!{words.no_name}\b)[\w'’-]+){{0,{NAMES}}}"
    loose = rf"(?<=[\s,.!?:)])(?:{'|'.join(words.surely_end)})"
    set_apart = rf"(?:(?<=[,.!?:)\n])|(?<=[,.!?:)\n] ))(?:{'|'.join(words.end)}){name}"
    return (
        re.compile(rf"\W*(?:{'|'.join(words.begin)})[\s,.:!;–-]*", re.IGNORECASE),
        re.compile(rf"(?:{set_apart}|{loose})\W*$", re.IGNORECASE),
    )


def core_span(text: str, path: Path = POLITE) -> tuple[int, int]:
    """Return where the question in a message begins and ends: all of it where too little would be left.

    Args:
        text: the message.
        path: which words are polite.

    Raises:
        DocumentError: that file is missing or not as it should be.
    """
    before, after = _polite(path)
    start, end = 0, len(text)
    while (found := before.match(text, start, end)) is not None and found.end() > start:
        start = found.end()
    if len(text[start:].split()) < LEAST_LEFT:
        start = 0
    while (found := after.search(text, max(start, end - AT_THE_END), end)) is not None and found.start() < end:
        if len(text[start : found.start()].split()) < LEFT_BEFORE_THANKS:
            break
        end = found.start()
    return start, end


def core(text: str) -> str:
    """Return the question in a message, without the greeting before and the thanks after it."""
    start, end = core_span(text)
    return text[start:end]

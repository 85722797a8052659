"""How people name the desk that they want to have their question (leidraad/doorgeven.yml, «diensten»)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field, validator

from magdat.files.schema import FilledModel, Name, Text, readable_form

DESK = "DIENST"
"""Stands in a form of leidraad/doorgeven.yml for the words for any desk."""

SHORT = 12
"""Words at most of a message that only picks a desk."""

_WORD = re.compile(r"\w+")
_CLAUSE_ENDS = re.compile(r"[.:;!?\n]")


@dataclass(frozen=True)
class Mention:
    """One desk that is named in a text."""

    desk: str
    start: int
    end: int


class DeskTalk(FilledModel):
    """The part of leidraad/doorgeven.yml on desks."""

    words: dict[Name, tuple[Text, ...]] = Field(..., alias="woorden")
    """By the name of a contact in the policy, what people call it."""

    around: Text = Field(..., alias="errond")
    signs: Text = Field(..., alias="kiest")
    asks: Text = Field(..., alias="vraagt")
    refused: Text = Field(..., alias="niet")
    taken_back: Text = Field(..., alias="neemt_terug")
    destination: tuple[Text, ...] = Field(..., alias="bestemming")

    _readable = validator("destination", each_item=True, allow_reuse=True)(readable_form)
    _readable_too = validator("around", "signs", "asks", "refused", "taken_back", allow_reuse=True)(readable_form)

    def picks(self, names: Mapping[str, Sequence[str]], text: str, *, surely: bool) -> str | None:
        """Return the desk that a message names and does nothing else; ``None`` where it says more, or names two.

        Args:
            names: by the id of each desk, the forms in which it is named.
            text: the message.
            surely: whether its name alone is not enough, since it may be where somebody works.
        """
        if len(text.split()) > SHORT:
            return None
        found = list(_mentions(names, text))
        words = _WORD.findall(_without(text, found))
        if any(re.fullmatch(self.around, word, re.IGNORECASE) is None for word in words):
            return None
        if surely and not any(re.fullmatch(self.signs, word, re.IGNORECASE) for word in words):
            return None
        return self._one(found, text)

    def destined(self, names: Mapping[str, Sequence[str]], text: str) -> str | None:
        """Return the desk that a message says it is for, whatever else it tells."""
        every = "|".join(sorted((form for forms in names.values() for form in forms), key=len, reverse=True))
        for form in self.destination:
            opened = re.search(rf"(?<!\w)(?:{form.replace(DESK, f'(?:{every})')})(?!\w)", text, re.IGNORECASE)
            if opened is not None:
                rest = _CLAUSE_ENDS.split(text[opened.end() :], maxsplit=1)[0]
                if re.search(rf"(?<!\w)(?:{self.taken_back})(?!\w)", rest, re.IGNORECASE):
                    continue
                within = [item for item in _mentions(names, text) if opened.start() <= item.start < opened.end()]
                if (desk := self._one(within, text)) is not None:
                    return desk
        return None

    def _one(self, found: Sequence[Mention], text: str) -> str | None:
        wanted = {
            item.desk
            for item in found
            if re.search(rf"(?<!\w)(?:{self.refused})\W*$", text[: item.start], re.IGNORECASE) is None
        }
        return wanted.pop() if len(wanted) == 1 else None


def _without(text: str, found: Sequence[Mention]) -> str:
    """Return a text with a space in the place of each mention."""
    for item in reversed(found):
        text = f"{text[: item.start]} {text[item.end :]}"
    return text


def _mentions(names: Mapping[str, Sequence[str]], text: str) -> Iterator[Mention]:
    """Yield the desks in a text, the longer of two names that overlap."""
    every = [
        Mention(desk, found.start(), found.end())
        for desk, forms in names.items()
        for form in forms
        for found in re.finditer(rf"(?<!\w)(?:{form})(?!\w)", text, re.IGNORECASE)
    ]
    until = -1
    for item in sorted(every, key=lambda mention: (mention.start, -mention.end)):
        if item.start >= until:
            until = item.end
            yield item

"""The lists in data/namen/ and how words are compared: without capitals and accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import regex

from magdat.settings import ROOT

FOLDER = ROOT / "data" / "namen"
"""One word or phrase a line; adding a line needs no Python and no training."""

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'", "‘": "'"})
_NO_JOINTS = str.maketrans("", "", " -'")


def fold(text: str) -> str:
    """Return the text in lower case without accents, as the lists are searched: «Ayşe» and «ayse» are one name."""
    return text.lower() if text.isascii() else _bare(text.lower())


def flat(text: str) -> str:
    """Return the text without accents, letter for letter, so that places and capitals stay the same."""
    if text.isascii():
        return text
    return "".join(bare if len(bare := _bare(letter)) == 1 else letter for letter in text)


def joined(text: str) -> str:
    """Return a folded name without spaces, hyphens and apostrophes: «Van den Broeck» is «vandenbroeck»."""
    return fold(text).translate(_NO_JOINTS)


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def read_list(name: str, folder: Path = FOLDER) -> list[str]:
    """Return the lines of a list.

    Raises:
        OSError: the file cannot be read.
    """
    lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip()]


def folded(*names: str, folder: Path = FOLDER) -> frozenset[str]:
    """Return the lines of these lists as they are searched.

    Raises:
        OSError: a file cannot be read.
    """
    return frozenset(fold(line) for name in names for line in read_list(name, folder))


def any_of(phrases: Iterable[str]) -> str:
    """Return a pattern for any of these phrases, the longest first; a space may be a hyphen, a full stop or nothing."""
    longest = sorted({flat(phrase.lower()) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(regex.escape(phrase).replace(r"\ ", r"[ .\-]{0,2}") for phrase in longest) + ")"


def spellings(phrases: Iterable[str]) -> frozenset[str]:
    """Return the phrases with a space, a hyphen or nothing between their words."""
    return frozenset(
        phrase.replace("-", " ").replace(" ", joint) if joint is not None else phrase
        for phrase in phrases
        for joint in (None, " ", "-", "")
    )

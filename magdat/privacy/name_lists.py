"""The lists in data/namen/: what people are called, what only looks like it, and which words tell of health."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import regex

from magdat.settings import ROOT

FOLDER = ROOT / "data" / "namen"
"""One word or phrase a line; adding a line needs no Python and no training."""

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'", "‘": "'"})


def fold(text: str) -> str:
    """Return the text in lower case without accents, as the lists are searched: «Ayşe» and «ayse» are one name."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, for a short list that is part of the code."""
    return frozenset(text.split())


def joined(text: str) -> str:
    """Return a folded name without spaces, hyphens and apostrophes: «Van den Broeck» is «vandenbroeck»."""
    return fold(text).translate(_NO_JOINTS)


_NO_JOINTS = str.maketrans("", "", " -'")


@dataclass(frozen=True)
class NameLists:
    """What the files say, folded."""

    first: frozenset[str]
    """First names."""

    last: frozenset[str]
    """Surnames, joined: particles and name in one word."""

    ambiguous: frozenset[str]
    """Names, joined, that are ordinary words as well: they need more evidence."""

    towns: frozenset[str]
    """Belgian towns, which are no names either."""

    likely: frozenset[str]
    """Ambiguous first names that are more often a name than a word where a person can stand."""

    common: frozenset[str]
    """Everyday words: an unknown word is looked at more closely."""

    syllables: frozenset[str]
    """What Chinese given names are made of."""

    clans: frozenset[str]
    """Chinese, Vietnamese and Korean surnames, which go before the given name."""

    famous: frozenset[str]
    """Full names of public figures, joined."""

    famous_starts: frozenset[str]
    """The first words of those."""

    english: frozenset[str]
    """English words that are no Dutch ones."""

    english_names: frozenset[str]
    """First names that are English words as well."""

    things: frozenset[str]
    """Things that are called after somebody, or by a capitalised word: «zaal», «dienst»."""

    peoples: frozenset[str]
    """Where somebody comes from: «poolse»."""

    never: frozenset[str]
    """Words that are no name on their own: platforms, companies, weekdays, towns, common words."""


def read_list(name: str, folder: Path = FOLDER) -> list[str]:
    """Return the lines of a list.

    Raises:
        OSError: the file cannot be read.
    """
    lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip()]


def alternatives(*names: str, folder: Path = FOLDER) -> str:
    """Return a pattern for any line of these lists; a space in a line may be a hyphen, a full stop or nothing.

    Raises:
        OSError: a file cannot be read.
    """
    return any_of(line for name in names for line in read_list(name, folder))


def any_of(phrases: Iterable[str]) -> str:
    """Return a pattern for any of these phrases, the longest first, accents or not."""
    both = {form for phrase in phrases for form in (phrase.lower(), fold(phrase))}
    longest = sorted(both, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(regex.escape(phrase).replace(r"\ ", r"[ .\-]{0,2}") for phrase in longest) + ")"


def load_name_lists(folder: Path = FOLDER) -> NameLists:
    """Read the lists of names and of towns.

    Raises:
        OSError: a file cannot be read.
    """
    first = frozenset(fold(line) for line in read_list("voornamen", folder))
    towns = frozenset(fold(line) for line in read_list("gemeenten", folder))
    famous = read_list("bekende_mensen", folder)
    return NameLists(
        first=first,
        last=frozenset(joined(line) for line in read_list("familienamen", folder)),
        ambiguous=frozenset(joined(line) for line in read_list("dubbelzinnig", folder)),
        towns=towns,
        likely=frozenset(fold(line) for line in read_list("liever_namen", folder)),
        common=frozenset(fold(line) for line in read_list("gewone_woorden", folder)),
        syllables=frozenset(fold(line) for line in read_list("chinese_namen", folder)),
        clans=frozenset(fold(line) for line in read_list("chinese_familienamen", folder)),
        famous=frozenset(joined(line) for line in famous),
        famous_starts=frozenset(fold(line.split()[0]) for line in famous),
        english=frozenset(fold(line) for line in read_list("engelse_woorden", folder)),
        english_names=frozenset(fold(line) for line in read_list("engelse_namen", folder)),
        things=frozenset(fold(line) for line in read_list("zaken_met_een_naam", folder)),
        peoples=frozenset(fold(line) for line in read_list("nationaliteiten", folder)),
        # «Brecht» is a town, and far more often somebody in the office.
        never=(towns - first) | {fold(line) for line in read_list("geen_namen", folder)},
    )

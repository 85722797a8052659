"""A message as words with their places, and what their capitals and neighbours tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from magdat.redaction.lists import fold, joined

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;\n•\"“«]|\s[-–—]\s|\s['‘]$")
_BETWEEN = re.compile(r"[ \t\u00a0]{0,3}['’]?")
_ABBREVIATED = re.compile(r"\.?[ \t\u00a0]{1,2}")

_CAPITALS_MEAN_NOTHING = 0.6
"""From this share of capitalised words on, somebody just types that way."""


@dataclass(frozen=True)
class Word:
    """One word of a message."""

    text: str
    start: int
    end: int
    low: str
    """Folded: lower case, no accents."""

    key: str
    """Folded and joined, as surnames are looked up."""

    capital: bool
    """It begins with a capital that means something."""

    opens: bool
    """It begins a sentence, where every word has a capital."""

    shouted: bool
    """It is all capitals while the message is not: an abbreviation, most of the time."""

    @property
    def capital_inside(self) -> bool:
        """Whether the capital cannot come from the beginning of a sentence."""
        return self.capital and not self.opens


def split_words(text: str) -> list[Word]:
    """Return the words of a message in order."""
    matches = list(_WORD.finditer(text))
    raw = [match.group() for match in matches]
    longer = [word for word in raw if len(word) > 1]
    shouting = bool(longer) and sum(word.isupper() for word in longer) > _CAPITALS_MEAN_NOTHING * len(longer)
    titled = len(raw) > 4 and sum(word[0].isupper() for word in raw) > _CAPITALS_MEAN_NOTHING * len(raw)
    telling = not shouting and not titled
    words: list[Word] = []
    end = 0
    for match, word in zip(matches, raw):
        gap = text[end : match.start()] if end else text[: match.start()]
        opens = end == 0 or (bool(_SENTENCE_END.search(gap)) and not _is_abbreviation(words[-1], gap))
        shouted = len(word) > 1 and word.isupper() and not shouting
        low = fold(word)
        words.append(
            Word(word, match.start(), match.end(), low, joined(low), telling and word[0].isupper(), opens, shouted)
        )
        end = match.end()
    return words


def adjacent(text: str, left: Word, right: Word) -> bool:
    """Whether only a space (or the apostrophe of «'t») stands between two words."""
    return bool(_BETWEEN.fullmatch(text, left.end, right.start))


def follows(text: str, left: Word, right: Word) -> bool:
    """Like :func:`adjacent`, but the first may be abbreviated: «mevr. De Smedt», «J. Peeters»."""
    if len(right.text) == 1 and text[left.end : right.start] == ".":
        return True  # «Isabelle V.d.B.»
    return adjacent(text, left, right) or bool(_ABBREVIATED.fullmatch(text, left.end, right.start))


def _is_abbreviation(word: Word, gap: str) -> bool:
    """Whether the full stop belongs to the word, as in «mevr. Aydin» and «J. Peeters»."""
    return gap.startswith(".") and "\n" not in gap and (len(word.text) == 1 or word.low in _ABBREVIATIONS)


_ABBREVIATIONS = frozenset(
    ["mevr", "mvr", "mw", "dhr", "dr", "drs", "prof", "ir", "ing", "mr", "mej", "juf", "jr", "sr", "resp", "tel", "nr"]
)
"""What a full stop follows without ending the sentence."""

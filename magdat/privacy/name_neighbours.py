"""What stands next to a word: titles, relations, introductions, verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from magdat.privacy import name_cues as cues
from magdat.privacy.name_lists import NameLists
from magdat.privacy.name_syntax import FINITE
from magdat.privacy.words import Word, adjacent, follows

_SIGNATURE_GAP = re.compile(r"[\s,:.!–-]*")


class Neighbours:
    """The words around each word of one message."""

    def __init__(self, text: str, words: Sequence[Word], lists: NameLists) -> None:
        """Take the words of a message."""
        self._text = text
        self._words = words
        self._lists = lists

    def _before(self, at: int, phrases: Sequence[tuple[str, ...]]) -> bool:
        return any(self._words_end(at, phrase) for phrase in phrases)

    def _words_end(self, at: int, phrase: tuple[str, ...]) -> bool:
        start = at - len(phrase)
        return start >= 0 and all(self._words[start + offset].low == part for offset, part in enumerate(phrase))

    def _after_title(self, at: int) -> bool:
        return (
            at > 0
            and self._words[at - 1].low in cues.TITLES
            and self._words[at - 1].text != "MS"  # «MS Office»
            and follows(self._text, self._words[at - 1], self._words[at])
        )

    def _after_relation(self, at: int) -> bool:
        return (
            at > 0
            and self._words[at - 1].low in cues.RELATIONS
            and adjacent(self._text, self._words[at - 1], self._words[at])
        )

    def _after_introduction(self, at: int) -> bool:
        return self._before(at, cues.INTRODUCTIONS) and bool(
            re.fullmatch(r"\s*:?\s*", self._text[self._words[at - 1].end : self._words[at].start])
        )

    def _after_signature(self, at: int) -> bool:
        if at == 0 or not _SIGNATURE_GAP.fullmatch(self._text, self._words[at - 1].end, self._words[at].start):
            return False
        return self._before(at, cues.SIGNATURES)

    def _after_presentation(self, at: int) -> bool:
        return at == 0 or self._words[at].opens or self._before(at, cues.PRESENTATIONS)

    def _after_determiner(self, at: int) -> bool:
        before = self._words[at - 1].low if at > 0 else ""
        return before in cues.DETERMINERS and not (before in ("dat", "die") and self._next_low(at) in FINITE)

    def _after_place_word(self, at: int) -> bool:
        return at > 0 and self._words[at - 1].low in cues.PLACE_WORDS | self._lists.things

    def _of_a_desk(self, at: int) -> bool:
        """Whether «van de boekhouding» or the like follows."""
        near = [word.low for word in self._words[at + 1 : at + 5]]
        return bool(near) and near[0] in cues.OF_A_DESK and any(low in cues.DESKS for low in near[1:])

    def _next_low(self, at: int) -> str:
        return self._words[at + 1].low if at + 1 < len(self._words) else ""

    def _is_last(self, at: int) -> bool:
        return at == len(self._words) - 1

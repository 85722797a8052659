"""Find the names of people in a message, typed with or without capitals."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from magdat.privacy import name_cues as cues
from magdat.privacy.name_clues import Clues
from magdat.privacy.name_lists import NameLists, joined
from magdat.privacy.name_neighbours import Neighbours
from magdat.privacy.name_syntax import FINITE, Syntax
from magdat.privacy.not_people import not_people
from magdat.privacy.words import Word, adjacent, follows, split_words

Tagger = Callable[[str], set[int]]
"""Gives the places where a proper noun begins."""

MAX_PARTS = 4
"""First names, initials and surnames together."""


def find_names(text: str, lists: NameLists, tagger: Tagger) -> list[tuple[int, int]]:
    """Return the (start, end) of every name, in order.

    Args:
        text: one message.
        lists: what people are called.
        tagger: asked at most once, and only when the lists and the neighbours do not settle a word.
    """
    return _Message(text, lists, tagger).names()


class _Message(Neighbours):
    """One message while its names are being looked for."""

    def __init__(self, text: str, lists: NameLists, tagger: Tagger) -> None:
        super().__init__(text, split_words(text), lists)
        self._tagger = tagger
        self._syntax = Syntax(text, self._words, lists)
        self._clues = Clues(text, self._words, lists)

    def names(self) -> list[tuple[int, int]]:
        """Return the places of the names."""
        found: list[tuple[int, int]] = []
        fixed = self._syntax.sayings() | not_people(self._text, self._words, self._lists)
        at = 0
        while at < len(self._words):
            end = 0 if at in fixed else self._name_at(at, found[-1][1] if found else 0)
            if end <= at:
                at += 1
                continue
            begin = self._begin(at, found[-1][1] if found else 0)
            last = self._words[end - 1]
            found.append((self._words[begin].start, last.end + self._full_stop(last)))
            at = end
        return found

    # --- where a name begins

    def _name_at(self, at: int, after: int) -> int:
        """Return the index after the name that begins here, or 0.

        Args:
            at: where to look.
            after: where the name before it ends.
        """
        word = self._words[at]
        clan = self._clan_end(at) or self._clues.card_end(at)
        if clan:
            return clan
        if self._is_first(word) and (self._goes_with(at, after) or self._is_person(at)):
            return self._extend(at + 1)
        introduced = self._after_introduction(at)
        if introduced or self._after_title(at):
            end = self._surname_end(at, sure=True) or (self._unlisted_surname(at) if word.capital else 0)
            if not end and self._may_be_name(word) and (introduced or word.capital or self._is_proper(word)):
                end = at + 1
            return self._extend(end) if end else 0
        end = self._surname_end(at, sure=False)
        if end and self._stands_alone(at, end):
            return self._extend(end)
        return at + 1 if self._is_unknown_name(at) else 0

    def _goes_with(self, at: int, after: int) -> bool:
        """Whether it comes right behind a name and «en»: «Kurt Peeters en Mo»."""
        word = self._words[at]
        joins = at > 1 and self._words[at - 1].low == "en" and self._words[at - 2].end == after
        return joins and word.capital_inside and not word.shouted

    def _is_person(self, at: int) -> bool:
        """Whether a word that is a first name is meant as one here."""
        word = self._words[at]
        if self._syntax.is_calendar(word) or self._is_part_of_place(at) or self._syntax.is_saying(at):
            return False
        never = word.low in self._lists.never
        if word.capital_inside and (self._clues.is_guessed(at) or self._clues.is_acting_colleague(at)):
            return True
        if not never and self._base(word) not in self._lists.ambiguous and not (word.shouted and len(word.text) <= 3):
            return True
        if self._strong_surname_next(at) or (not word.shouted and self._syntax.acts(at)):
            return True
        if not never and (self._syntax.presents_self(at) or self._clues.tell_of_listed(at)):
            return True
        if self._after_introduction(at) or self._after_title(at):
            return not never or word.capital_inside
        if self._after_relation(at) or self._after_signature(at) or self._before(at, cues.SELF):
            return not never and (word.capital_inside or self._is_proper(word))
        if never or word.shouted:
            return False
        if word.capital_inside:
            return not self._after_determiner(at)
        acts = self._next_low(at) in cues.PERSON_VERBS
        if acts and (word.text[0].isupper() or len(word.text) > 2) and self._after_presentation(at):
            return not self._after_determiner(at)
        if len(word.text) <= 2:
            return False
        if self._of_a_desk(at) and not self._after_determiner(at):
            return True
        return self._after_presentation(at) and not self._after_determiner(at) and self._is_proper(word)

    def _stands_alone(self, at: int, end: int) -> bool:
        """Whether a listed surname without a first name is meant as a name."""
        first, last = self._words[at], self._words[end - 1]
        key = "".join(word.key for word in self._words[at:end])
        if last.shouted or self._is_part_of_place(at):
            return False
        if end - at > 1:
            if key in self._lists.ambiguous:
                return first.capital_inside and last.capital_inside
            if first.capital_inside and last.capital_inside:
                return True
            return last.low not in self._lists.never and self._is_proper(last)
        if first.low in self._lists.never:
            return False
        if key in self._lists.ambiguous:
            told = self._syntax.after_work_relation(at) and self._next_low(at) in FINITE
            return told or (self._after_relation(at) and first.capital_inside)
        if len(key) > 4 and not self._after_determiner(at):
            return True
        return first.capital_inside and (self._is_proper(first) or self._after_relation(at))

    def _is_unknown_name(self, at: int) -> bool:
        """Whether a word on no list is a name, by its capital, its neighbours and the tagger."""
        word = self._words[at]
        if not self._may_be_name(word) or self._is_part_of_place(at):
            return False
        if self._syntax.is_called(at) and self._syntax.is_strange(word):
            return True
        if self._syntax.presents_self(at) and self._syntax.is_strange(word):
            return True
        if self._syntax.announced(at) or self._syntax.explained(at) or self._clues.tell_of_unknown(at):
            return True
        if self._after_relation(at):
            if word.capital_inside and self._clues.is_kin(at) and self._syntax.is_strange(word):
                return True
            return (word.capital_inside or self._next_low(at) in cues.PERSON_VERBS) and self._is_proper(word)
        if self._after_signature(at):
            return (word.capital or self._is_last(at)) and self._is_proper(word)
        if word.opens and self._of_a_desk(at):
            return self._is_proper(word)
        if not word.capital_inside:
            return False
        acts = self._next_low(at) in cues.PERSON_VERBS or self._of_a_desk(at)
        return acts and not self._after_determiner(at) and not self._after_place_word(at) and self._is_proper(word)

    # --- how far it goes

    def _extend(self, end: int) -> int:
        """Return the index after everything that goes on with the name: more first names, initials, a surname."""
        start = end
        while 0 < end < len(self._words) and end - start < MAX_PARTS:
            word = self._words[end]
            if not follows(self._text, self._words[end - 1], word):
                break
            surname = self._surname_end(end, sure=True)
            if surname and self._goes_on(end, surname):
                end = surname
            elif self._is_initial(word) or self._clues.abbreviates_surname(end) or self._continues(word):
                end += 1
            else:
                end = self._unlisted_surname(end) or end
                break
        return end

    def _goes_on(self, at: int, end: int) -> bool:
        """Whether a listed surname right after a first name belongs to it."""
        last = self._words[end - 1]
        key = "".join(word.key for word in self._words[at:end])
        if end - at > 1 and key in self._lists.ambiguous:
            return True  # «koen de bakker»
        if key not in self._lists.ambiguous and (end - at > 1 or last.low not in self._lists.never):
            return True
        if last.text[0].isupper():
            return last.low not in self._lists.never or self._words[at].text[0].isupper()
        told = self._is_proper(last) or self._next_low(at) in FINITE
        return end - at == 1 and last.low not in self._lists.never and told

    def _continues(self, word: Word) -> bool:
        if word.low in self._lists.never or word.shouted:
            return False
        if self._is_first(word):
            return word.capital_inside or self._base(word) not in self._lists.ambiguous
        if word.capital_inside:
            return True
        inflected = word.low.endswith(("en", "t", "te", "de")) or word.low in cues.PERSON_VERBS
        return len(word.text) > 3 and not word.opens and not inflected and self._is_proper(word)

    def _unlisted_surname(self, at: int) -> int:
        """Return the index after «van den Xyz» or «De Xyz», on no list but with its capital; or 0."""
        end = at
        if self._syntax.looks_like_surname(self._words[at]):
            hangs = self._words[at].low.endswith(("-de", "-van", "-el", "-van-de"))
            more = hangs and at + 1 < len(self._words) and adjacent(self._text, self._words[at], self._words[at + 1])
            return at + 2 if more else at + 1
        while end < len(self._words) and end - at < 3 and self._words[end].low in cues.PARTICLES:
            end += 1
            if end < len(self._words) and not adjacent(self._text, self._words[end - 1], self._words[end]):
                return 0
        if end == at or end >= len(self._words):
            return 0
        word = self._words[end]
        named = word.capital_inside and not word.shouted and word.low not in self._lists.never
        strong = any(part.low in cues.STRONG_PARTICLES for part in self._words[at:end])
        told = (strong and word.low not in self._lists.common) or self._syntax.looks_like_surname(word)
        return end + 1 if named or (told and word.low not in self._lists.never) else 0

    def _clan_end(self, at: int) -> int:
        """Return the index after a Chinese name, surname first: «li wei»; or 0."""
        word = self._words[at]
        if word.low not in self._lists.clans or at + 1 >= len(self._words) or self._after_determiner(at):
            return 0
        given = self._words[at + 1]
        if given.low not in self._lists.syllables or not adjacent(self._text, word, given):
            return 0
        sure = word.key in self._lists.last and len(word.low) > 3
        told = self._after_relation(at) or self._after_introduction(at) or self._before(at, cues.SELF)
        named = word.capital_inside and given.text[0].isupper()
        if not (sure or told or named or self._syntax.presents_self(at)):
            return 0
        third = at + 2
        more = third < len(self._words) and self._words[third].low in self._lists.syllables - self._lists.common
        return third + 1 if more and adjacent(self._text, given, self._words[third]) else third

    def _surname_end(self, at: int, *, sure: bool) -> int:
        """Return the index after the listed surname that begins here, the longest; or 0.

        Args:
            at: where to look.
            sure: a first name or title went before, so that even a short or ambiguous one is tried.
        """
        key, end, best = "", at, 0
        while end < len(self._words) and end - at < MAX_PARTS:
            if end > at and not adjacent(self._text, self._words[end - 1], self._words[end]):
                break
            word = self._words[end]
            end += 1
            key += word.key
            if self._is_surname(key, word):
                best = end
            if word.low not in cues.PARTICLES:
                break
        if best - at == 1 and not sure and self._words[at].low in cues.PARTICLES:
            return 0
        return best

    def _is_surname(self, key: str, word: Word) -> bool:
        if key in self._lists.last:
            return True
        # «Peeters' bureau», «Vandammes auto»
        return word.text.endswith(("'s", "’s")) and key[:-1] in self._lists.last

    def _begin(self, at: int, after: int) -> int:
        """Return where the name really begins: an initial or an unknown first name may go before a surname."""
        while at > 0:
            word, first = self._words[at - 1], self._words[at]
            if word.start < after or not follows(self._text, word, first):
                break
            initial = self._is_initial(word)
            unknown = (
                (word.capital_inside or (word.capital and self._syntax.is_strange(word)))
                and first.capital
                and not word.shouted
                and adjacent(self._text, word, first)
                and word.low not in self._lists.never
                and word.low not in cues.PARTICLES | cues.TITLES | cues.RELATIONS
                and self._is_proper(word)
            )
            strange = (
                not word.capital
                and len(first.key) > 4
                and adjacent(self._text, word, first)
                and self._syntax.is_strange(word)
                and word.low not in cues.PARTICLES
                and not word.low.endswith(("t", "e"))
            )
            if not (initial or unknown or strange):
                break
            at -= 1
        return at

    # --- what a word is

    def _base(self, word: Word) -> str:
        """Return the first name in a word without ending: «fatima's», «Karels», «Jefke» and «Jan-Willem» hold one."""
        low = word.low
        if low in self._lists.first:
            return word.key
        for ending in ("'s", "'tje", "ke", "je", "tje", "s"):
            stem = low[: -len(ending)]
            # An «s» or «je» without apostrophe is too common on short or lower-case words.
            long_enough = len(stem) >= (3 if ending[0] == "'" else 4 if word.capital else 5)
            if low.endswith(ending) and long_enough and stem in self._lists.first:
                return joined(stem)
        parts = low.split("-")
        if len(parts) > 1 and all(part in self._lists.first for part in parts):
            return word.key
        return ""

    def _is_first(self, word: Word) -> bool:
        return bool(self._base(word))

    def _may_be_name(self, word: Word) -> bool:
        unusable = word.low in self._lists.never or word.low in cues.NOT_AFTER_INTRODUCTION or word.shouted
        listed = word.low in cues.RELATIONS or word.low in cues.TITLES or word.low in cues.DESKS
        return len(word.text) > 1 and not unusable and not listed and not re.search(r"\b(?:sint|st)-", word.low)

    def _is_initial(self, word: Word) -> bool:
        dotted = self._text[word.end : word.end + 1] == "."
        return len(word.text) == 1 and (word.text.isupper() or dotted) and (dotted or word.low != "x")

    def _full_stop(self, word: Word) -> int:
        """Return 1 when the full stop after the word belongs to it."""
        return int(self._is_initial(word) and self._text[word.end : word.end + 1] == ".")

    def _is_part_of_place(self, at: int) -> bool:
        """Whether the word belongs to a hospital or a church: «Sint Jan», «AZ Maria Middelares»."""
        return at > 0 and self._words[at - 1].low in {"sint", "st", "az", "uz", "heilige", "onze-lieve"}

    def _is_proper(self, word: Word) -> bool:
        return word.start in self._proper

    @cached_property
    def _proper(self) -> set[int]:
        return self._tagger(self._text)

    def _strong_surname_next(self, at: int) -> bool:
        if at + 1 >= len(self._words) or not adjacent(self._text, self._words[at], self._words[at + 1]):
            return False
        end = self._surname_end(at + 1, sure=False)
        if not end:
            return False
        last = self._words[end - 1]
        key = "".join(word.key for word in self._words[at + 1 : end])
        if last.low in self._lists.never or key in self._lists.ambiguous:
            return last.capital_inside and self._words[at].capital and last.low not in self._lists.never
        return len(key) > 4 or last.capital_inside

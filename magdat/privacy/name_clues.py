"""What tells that a word is somebody although it is a word as well, or on no list: «diene Fonne», «Will en Joy»."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from magdat.privacy import name_cues as cues
from magdat.privacy.name_lists import NameLists, words_of
from magdat.privacy.name_neighbours import Neighbours
from magdat.privacy.name_syntax import FINITE, NEVER_BARE, Syntax
from magdat.privacy.words import Word, adjacent

_ARTICLES = words_of("den diene dienen dieje diejen dien onzen zekere")
"""Before a person in dialect: «den Sjarel»."""

_OURS = words_of("ons onze ozze dikke kleine lange")
"""Before a listed first name with a capital: «onze Jo», «dikke Storm»."""
_SMALL = ("ke", "je", "kes", "jes")
_ASKED = words_of("maar eens es ook liever vragen vraagt vraag gerust best altijd")
"""Before «aan» and whom to ask."""

_SAID = (("mij", "is", "het"), ("mij", "was", "het"), ("denk", "dat", "het"), ("dacht", "dat", "het"))
_TALKED = words_of("gebeld gesproken gepraat gechat gemaild geappt overlegd gebabbeld samengewerkt gewerkt afgesproken")
_NO_KIN = words_of("klant klante leverancier partner kandidaat kandidate verantwoordelijke manager ceo sollicitant")
_PLURAL_END = ("en", "doen", "gaan", "staan", "zijn")
_CARD = regex.compile(
    r"[,:(\s\-–]{1,3}(?:(?:mijn|zijn|haar|met) )?(?:tel|telefoon|gsm|rijksregister\w*|rrn|insz|geboren|geb|wonende"
    r"|woonachtig|woont|adres|e-?mail\w*|mail|badge\w*|personeels\w*|stamn\w*|iban|rekening\w*|plaat|nummerplaat"
    r"|\+32|0[1-9]\d{1,2}[ /.\-]?\d\d|\d\d[.\- ]?[01]\d[.\- ]?[0-3]\d[.\- ]?\d{3}|\p{Lu}\p{L}+(?:straat|laan|weg"
    r"|dreef|plein|steenweg|lei|kaai|baan|hof) \d)",
    regex.IGNORECASE,
)
_INITIALS = regex.compile(r"V[A-Z]{1,2}|[A-Z]{2}")
_LOW_INITIALS = regex.compile(r"vd[a-z]|v\.?d\.?[a-z]")
_NO_INITIALS = words_of(
    "hr it pc tv ok ai qa pr ac bv nv az uz gm ex dj mc eu vs uk be nl fb ig yt wc ow op nu zo en of is ik je ze we hij"
    " an in na te om die dat wat cao dpo ceo cfo coo vip vzw"
)
"""Short words in capitals that may follow a first name: «Karel HR»."""


class Clues(Neighbours):
    """The clues around each word of one message."""

    def __init__(self, text: str, words: Sequence[Word], lists: NameLists) -> None:
        """Take the words of a message."""
        super().__init__(text, words, lists)
        self._syntax = Syntax(text, words, lists)

    def tell_of_listed(self, at: int) -> bool:
        """Whether a first name that is a word as well is somebody here."""
        word, before = self._words[at], self._low(at - 1)
        if word.capital_inside and not word.shouted and before in _ARTICLES | _OURS | {"t"}:
            return True
        if word.low not in NEVER_BARE and self._syntax.after_work_relation(at) and self._next_low(at) in FINITE:
            return True
        return self._paired(at, listed=True)

    def tell_of_unknown(self, at: int) -> bool:
        """Whether a word on no list is somebody here."""
        word, before = self._words[at], self._low(at - 1)
        small = word.low.endswith(_SMALL) and len(word.low) > 5
        if self._is_thing(word) or not (self._syntax.is_strange(word) or (small and before == "t")):
            return False
        if word.capital_inside and not word.shouted:
            if before in _ARTICLES or (before == "t" and small):
                return True
            if self.is_guessed(at) or (before == "met" and self._next_low(at) in _TALKED):
                return True
        if before == "aan" and self._low(at - 2) in _ASKED:
            tail = self._text[word.end : word.end + 1]
            return tail in ("", ",", ".", "?", "!", ")") or self._next_low(at) in ("die", "of", "want", "van", "en")
        return self._paired(at, listed=False)

    def is_guessed(self, at: int) -> bool:
        """Whether «volgens mij is het» or the like goes before."""
        return self._before(at, _SAID)

    def is_acting_colleague(self, at: int) -> bool:
        """Whether «chef» or the like goes before and what people do behind: «chef Mo belt»."""
        return self._syntax.after_work_relation(at) and self._next_low(at) in cues.PERSON_VERBS

    def is_kin(self, at: int) -> bool:
        """Whether the relation before the word is to a person rather than to a company."""
        return self._low(at - 1) not in _NO_KIN

    def card_end(self, at: int) -> int:
        """Return the index after two capitalised words on no list that somebody's details follow; or 0."""
        if at + 1 >= len(self._words):
            return 0
        first, last = self._words[at], self._words[at + 1]
        if not (first.capital and last.capital) or not adjacent(self._text, first, last):
            return 0
        strange = all(
            not word.shouted and not self._is_thing(word) and (self._syntax.is_strange(word) or "-" in word.low)
            for word in (first, last)
        )
        return at + 2 if strange and _CARD.match(self._text, last.end) else 0

    def abbreviates_surname(self, at: int) -> bool:
        """Whether a word behind a first name is the surname's initials: «Kevin DS», «sandra vdb»."""
        word = self._words[at]
        if word.low in self._lists.never or word.low in cues.DESKS or word.low in _NO_INITIALS:
            return False
        return bool((word.shouted and _INITIALS.fullmatch(word.text)) or _LOW_INITIALS.fullmatch(word.low))

    def _paired(self, at: int, *, listed: bool) -> bool:
        """Whether «en» joins it to somebody: «Will en Joy», «momo en stijn maken stickers»."""
        for other, verb in ((at + 2, at + 3), (at - 2, at + 1)):
            if self._low((at + other) // 2) not in ("en", "&") or not 0 <= other < len(self._words):
                continue
            word, mate = self._words[at], self._words[other]
            if mate.low not in self._lists.first or mate.low in self._lists.never or mate.shouted or word.shouted:
                continue
            sure = mate.key not in self._lists.ambiguous
            capitals = word.text[0].isupper() and mate.text[0].isupper() and (word.capital or mate.capital)
            acting = self._low(verb).endswith(_PLURAL_END) and self._low(verb) in self._lists.common
            if (capitals and (sure or listed)) or (sure and acting and not listed):
                return True
        return False

    def _is_thing(self, word: Word) -> bool:
        return word.low in self._lists.peoples or word.low in self._lists.things or word.low.endswith("se")

    def _low(self, at: int) -> str:
        return self._words[at].low if 0 <= at < len(self._words) else ""

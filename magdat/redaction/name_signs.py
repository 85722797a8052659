"""What tells of each word of a message whether it is somebody's name: itself, its neighbours, its place."""

from __future__ import annotations

import regex

from magdat.redaction.lists import flat
from magdat.redaction.name_words import NameWords
from magdat.redaction.words import Word, adjacent, follows, split_words

_MONTH_NEAR = regex.compile(r"\d{1,4}\.?\s*\Z")
_YEAR_NEXT = regex.compile(r"\.?\s*(?:'?\d{2}|\d{4})\b")
_MARKS = {",": "komma", ":": "dubbelpunt", "(": "haakje", ")": "haakje", "@": "apenstaart", "&": "en", "/": "schuin"}
_PAIRED = frozenset({"en", "&", "of", "and", "et"})
_DESK_NEAR = 4
_NOBODY = "rand"
"""What goes before the first word and after the last."""


class Sentence:
    """One message as words with their signs."""

    def __init__(self, text: str, known: NameWords) -> None:
        """Take a message and what is known of words."""
        self.text = text
        self.words = split_words(text)
        self._plain = flat(text)
        self._known = known
        self._lows = [word.low for word in self.words]
        self._marks: list[list[str]] = [[] for _ in self.words]
        self._named = [self._is_named(at) for at in range(len(self.words))]
        self._kinds = [known.kind(word.low, named=named) for word, named in zip(self.words, self._named)]
        for at in range(len(self.words)):
            self._mark(at)

    def _is_named(self, at: int) -> bool:
        """Return whether a capital stands right behind a relation, a title or a first name: «mijn chef Onlangs»."""
        word, before = self.words[at], self.words[at - 1]
        if not at or not word.capital_inside or not follows(self.text, before, word):
            return False
        first_name = before.capital and not self._known.kind(before.low).startswith("-/")
        return first_name or not {"relatie", "titel"}.isdisjoint(self._known.classes(before.low))

    def _mark(self, at: int) -> None:
        """Note what begins or ends here and covers several words."""
        known, words = self._known, self.words
        for end in known.sayings.ends(self._lows, at):
            self._cover(at, end, "gezegde")
        for name, phrases in known.openings.items():
            for end in phrases.ends(self._lows, at):
                self._cover(end, end + 1, f"na_{name}")
        end, sure = known.surname_end(words, at)
        self._cover(at, end, f"in_achternaam_{sure}")
        self._cover(at, known.famous_end(words, at), "bekend_persoon")

    def _cover(self, start: int, end: int, mark: str) -> None:
        for at in range(start, min(end, len(self.words))):
            self._marks[at].append(mark)

    def signs(self, at: int) -> list[str]:
        """Return the signs of one word."""
        word, known = self.words[at], self._known
        kind, shape = self._kinds[at], _shape(word)
        own = [*known.looks(word.low, named=self._named[at]), *(f"is_{name}" for name in known.classes(word.low))]
        own += [*self._marks[at], *self._by_pattern(word)]
        if len(word.text) < 3:
            own.append("kort" if len(word.text) == 2 else self._letter(word))
        found = ["altijd", kind, shape, f"{kind}|{shape}"]
        found += [f"{sign}{more}" for sign in own for more in ("", f"|{kind}", f"|{shape}")]
        for step, name in ((-1, "v1"), (1, "n1"), (-2, "v2"), (2, "n2")):
            found += self._neighbour(at, step, name, kind, shape)
        found.append(f"v1:{self._main(at - 1)}&n1:{self._main(at + 1)}|{kind.partition('/')[0]}")
        found += [f"{pair}|{kind}" for pair in self._pairs(at)]
        if self._desk_follows(at):
            found += ["van_een_dienst", f"van_een_dienst|{kind}", f"van_een_dienst|{shape}"]
        return found

    def links(self, at: int) -> list[str]:
        """Return the signs of one word going on with the name before it."""
        word, before, known = self.words[at], self.words[at - 1], self._known
        if not follows(self.text, before, word):
            return ["los"]
        kinds = self._kinds[at - 1], self._kinds[at]
        both = set(self._marks[at]) & set(self._marks[at - 1])
        found = ["vast", f"{_shape(before)}>{_shape(word)}", f"{kinds[0]}>{kinds[1]}", f">{kinds[1]}|{_shape(word)}"]
        found += [f"samen_{mark}" for mark in both]
        found += [f">{look}" for look in known.looks(word.low, named=self._named[at])]
        found += [f">{name}" for name in known.classes(word.low)]
        if word.shouted and len(word.text) < 4:
            found.append(">afkorting")
        return found

    def _letter(self, word: Word) -> str:
        return "initiaal" if self.text[word.end : word.end + 1] == "." or word.text.isupper() else "letter"

    def _by_pattern(self, word: Word) -> list[str]:
        found = []
        if self._known.details.match(self._plain, word.end):
            found.append("gegevens_erna")
        explained = self._known.explained.match(self._plain, word.end)
        if explained and "relatie" in self._known.classes(explained.group(1).lower()):
            found.append("bijstelling")
        if _MONTH_NEAR.search(self._plain, max(0, word.start - 6), word.start) or _YEAR_NEXT.match(
            self._plain, word.end
        ):
            found.append("getal_ernaast")
        return found

    def _neighbour(self, at: int, step: int, name: str, kind: str, shape: str) -> list[str]:
        other = at + step
        if not 0 <= other < len(self.words):
            return [f"{name}:{_NOBODY}", f"{name}:{_NOBODY}|{kind}"]
        word = self.words[other]
        lists = self._kinds[other]
        classes = [*self._known.classes(word.low), lists]
        near = abs(step) == 1
        if near:
            mark = self._between(min(at, other))
            if mark:
                name = f"{name}{mark}"
                classes.append("teken")
            if word.capital_inside:
                classes.append("hoofdletter")
        found = [f"{name}:{item}{more}" for item in classes for more in ("", f"|{kind}")]
        if near:
            found += [f"{name}:{item}|{shape}" for item in classes]
            if word.low in self._known.cues:
                found += [f"{name}={word.low}", f"{name}={word.low}|{kind.partition('/')[0]}"]
        return found

    def _between(self, left: int) -> str:
        """Return what stands between a word and the next, if it is more than a space."""
        first, last = self.words[left], self.words[left + 1]
        if adjacent(self.text, first, last):
            return ""
        gap = self.text[first.end : last.start].strip()
        return _MARKS.get(gap[:1], "einde" if last.opens else "ander") if gap else "ander"

    def _main(self, at: int) -> str:
        """Return the one class that tells most of a neighbour."""
        if not 0 <= at < len(self.words):
            return _NOBODY
        classes = self._known.classes(self._lows[at])
        return classes[0] if classes else self._kinds[at]

    def _pairs(self, at: int) -> list[str]:
        """Return whether «en» joins it to what may be a name: «Will en Joy»."""
        found = []
        for middle, other, name in ((at - 1, at - 2, "paar_ervoor"), (at + 1, at + 2, "paar_erna")):
            if 0 <= middle < len(self.words) and 0 <= other < len(self.words) and self._lows[middle] in _PAIRED:
                mate = self.words[other]
                found += [f"{name}:{self._kinds[other]}", f"{name}:{_shape(mate)}{_shape(self.words[at])}"]
                verb = other + 1 if other > at else at + 1
                if verb < len(self.words) and "meervoud" in self._known.classes(self._lows[verb]):
                    found.append(f"{name}:doen")
        return found

    def _desk_follows(self, at: int) -> bool:
        """Whether «van de boekhouding» or the like follows."""
        after = self._lows[at + 1 : at + 1 + _DESK_NEAR]
        return (
            bool(after)
            and "van_dienst" in self._known.classes(after[0])
            and any("dienst" in self._known.classes(low) for low in after[1:])
        )


def _shape(word: Word) -> str:
    if word.shouted:
        return "KREET"
    return "Binnenin" if word.capital_inside else "Vooraan" if word.capital else "klein"

"""Find words that look like somebody's name and are about nobody near: public figures, English, halls and wards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from magdat.privacy import name_cues as cues
from magdat.privacy.name_lists import NameLists
from magdat.privacy.words import Word, adjacent

_GAP = re.compile(r"[\s,'\"‘’“”&\-]{1,3}")
_LONGEST = 5
"""Words in the name of a public figure."""

_OWN = cues.DETERMINERS | {"op", "in", "bij", "van"}
_CALLED = frozenset({"heet", "heette", "genaamd"})
_SELF = frozenset({"ben", "kben", "heet", "noem", "is"})


def not_people(text: str, words: Sequence[Word], lists: NameLists) -> set[int]:
    """Return the places of words that are no name of somebody in the company.

    Args:
        text: one message.
        words: its words.
        lists: who is famous, what is English, what is called after somebody.
    """
    return {
        *_famous(text, words, lists),
        *(at for at in range(len(words)) if _is_english(text, words, at, lists)),
        *_things(text, words, lists),
    }


def _famous(text: str, words: Sequence[Word], lists: NameLists) -> Iterator[int]:
    """Yield the places of public figures, by their full names only: «Bart De Wever»."""
    for at, word in enumerate(words):
        if word.low not in lists.famous_starts or (at > 0 and words[at - 1].low in cues.RELATIONS | _SELF):
            continue
        key = ""
        for end in range(at, min(at + _LONGEST, len(words))):
            if end > at and not adjacent(text, words[end - 1], words[end]):
                break
            key += words[end].key
            if end > at and (key in lists.famous or (key.endswith("s") and key[:-1] in lists.famous)):
                yield from range(at, end + 1)


def _is_english(text: str, words: Sequence[Word], at: int, lists: NameLists) -> bool:
    """Whether a name is an English word here, as its neighbours are English: «trade mark», «hope and grace»."""
    word = words[at]
    if word.low not in lists.english_names or word.capital_inside:
        return False
    left, right = _neighbour(text, words, at, -1), _neighbour(text, words, at, 1)
    if left == "and":
        left = _neighbour(text, words, at - 1, -1)
        return left in lists.english | lists.english_names
    return left in lists.english or (right in lists.english and right != "and") or right == "I"


def _neighbour(text: str, words: Sequence[Word], at: int, step: int) -> str:
    """Return the word before or after, if nothing but a space, comma or quote is between and it is no name itself."""
    other = at + step
    if not 0 <= other < len(words):
        return ""
    first, last = sorted((at, other))
    gap = text[words[first].end : words[last].start]
    plain = words[other].text.islower() or words[other].text == "I"
    return words[other].text if plain and _GAP.fullmatch(gap) else ""


def _things(text: str, words: Sequence[Word], lists: NameLists) -> Iterator[int]:
    """Yield the places of what a hall or a ward is called: «zaal Albert», but not «op onze dienst Rita»."""
    for at in range(1, len(words)):
        thing = words[at - 1]
        if thing.low in _CALLED and at > 1 and words[at - 2].low in lists.things:
            yield at
            continue
        if thing.low not in lists.things or not adjacent(text, thing, words[at]):
            continue
        if at > 2 and words[at - 2].low in _OWN and words[at - 3].low in _OWN:
            continue
        yield at
        if at + 1 < len(words) and words[at + 1].capital and adjacent(text, words[at], words[at + 1]):
            yield at + 1

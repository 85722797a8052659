"""Words that a text had better not use: where they stand, and where something beside them excuses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from magdat.advice.catalogue import Check

GAP = "…"
"""Within a term: some words of the same sentence («bekijken … opnieuw»)."""

ANY_ENDING = "*"
"""At the end of a term: whatever follows within the word belongs to it («twitter*» is also «twitteren»)."""

_BORDER = re.compile(
    r"""(?<=\w{4})[.!?]+[)»”"']*\s+   # the end of a sentence; «art.» and «bv.» are too short to be one,
    | [.!?]+[)»”"']*\s+(?=[«“"(]?[A-ZÀ-Ý])  # unless a capital follows
    | [;\n] | ,?\s+maar\s+            # «maar» turns round what stands before it
    """,
    re.VERBOSE,
)


def hits(check: Check, text: str) -> list[re.Match[str]]:
    """Return every place where a term of the check stands unexcused, from left to right.

    An exception counts within its own sentence. One in which the term itself stands («de privacywet van 30 juli
    2018») excuses that term only, and not another one further on. With ``together`` a term counts only where one
    of those words stands in the same sentence.
    """
    terms = _any_of(check.terms)
    found = list(terms.finditer(text)) if terms else []
    if not found:
        return []
    borders = [item.start() for item in _BORDER.finditer(text) if not _within(item, found)]
    exceptions = _places(check.unless, text)
    company = _places(check.together, text)
    return [
        hit
        for hit in found
        if not any(_excuses(item, hit, found, borders) for item in exceptions)
        and (not check.together or any(_same_sentence(item, hit, borders) for item in company))
    ]


def word(term: str) -> re.Pattern[str]:
    """Return a pattern for a whole word; only a term of one letter minds its case («X» is a network, «x» is not)."""
    return re.compile(_form(term), 0 if len(term) == 1 else re.IGNORECASE)


def stands_in(terms: tuple[str, ...], text: str) -> bool:
    """Return whether any of these terms stands in a text."""
    found = _any_of(terms)
    return found is not None and found.search(text) is not None


def _form(term: str) -> str:
    return r"\b[^.!?;]{0,80}?".join(_whole_words(part) for part in term.split(GAP))


def _whole_words(term: str) -> str:
    ending = r"\w*" if term.strip().endswith(ANY_ENDING) else ""
    words = r"\s+".join(re.escape(item) for item in term.strip().removesuffix(ANY_ENDING).split())
    return rf"(?<!\w){words}{ending}(?!\w)"


@lru_cache(maxsize=256)
def _any_of(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return one pattern for all terms, the longest first, so that of two that overlap the longer counts."""
    if not terms:
        return None
    return re.compile("|".join(_form(term) for term in sorted(terms, key=len, reverse=True)), re.IGNORECASE)


def _places(words: Sequence[str], text: str) -> list[re.Match[str]]:
    """Return every place of every one of these words, those that overlap included."""
    return [place for item in words for place in word(item).finditer(text)]


def _excuses(item: re.Match[str], hit: re.Match[str], found: Iterable[re.Match[str]], borders: Iterable[int]) -> bool:
    if any(_within(other, [item]) for other in found):
        return _within(hit, [item])
    return _same_sentence(item, hit, borders)


def _within(inner: re.Match[str], outer: Iterable[re.Match[str]]) -> bool:
    return any(item.start() <= inner.start() and inner.end() <= item.end() for item in outer)


def _same_sentence(one: re.Match[str], other: re.Match[str], borders: Iterable[int]) -> bool:
    first, last = min(one.end(), other.end()), max(one.start(), other.start())
    return not any(first <= border < last for border in borders)

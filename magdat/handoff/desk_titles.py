"""Which desks somebody means who names them by their titles."""

from __future__ import annotations

from collections.abc import Mapping

_ARTICLES = frozenset({"de", "het", "een"})


def called(named: str, titles: Mapping[str, str]) -> list[str]:
    """Return the desks that somebody names by what they are called, or else by how that begins."""
    words, own = _words(named), {desk: _words(title) for desk, title in titles.items()}
    begins = [desk for desk, title in own.items() if words and title[: len(words)] == words]
    return [desk for desk in begins if own[desk] == words] or begins


def _words(text: str) -> list[str]:
    words = text.casefold().split()
    return words[1:] if words and words[0] in _ARTICLES else words

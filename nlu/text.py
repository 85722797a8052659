"""Bound and clean text before any model sees it."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 1000
"""Characters of a message that the models read; a question is never longer, and native code needs a bound."""

_SPACE = re.compile(r"\s+")
_STRETCHED = re.compile(r"(.)\1{3,}")


def clean(text: str) -> str:
    """Return text that is safe to hand to native code.

    Lone surrogates and control characters go, spaces are joined, letters stretched for effect («neeeee»)
    are cut back to two, and the text is cut at ``MAX_CHARACTERS``.
    """
    text = text[: MAX_CHARACTERS * 4].encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text)
    text = _STRETCHED.sub(r"\1\1", text)
    return _SPACE.sub(" ", text).strip()[:MAX_CHARACTERS]


def fold(text: str) -> str:
    """Return clean text in small letters without accents, so that «Privé» and «prive» are one."""
    decomposed = unicodedata.normalize("NFKD", clean(text).lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).replace("’", "'").replace("`", "'")

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


_GLUED = (
    (re.compile(r"\b(mag|kan|zal|wil|moe)(?:g|n)?(?:e?k(?:ik)?|ekik|ekek|ik)\b"), r"\1 ik"),
    (re.compile(r"\bmoetek(?:ik)?\b"), "moet ik"),
    (re.compile(r"\bk(heb|ben|zit|sta|ga|wil|mag|kan|weet|zie|moet|word|krijg|had|was|vind)\b"), r"ik \1"),
)
"""What Flemish glues together: «maggekik», «kannek», «kheb»."""


def unglue(text: str) -> str:
    """Return text in which «maggek» is «mag ik» again, for encoders that only know written Dutch."""
    for pattern, written in _GLUED:
        text = pattern.sub(written, text)
    return text


def fold(text: str) -> str:
    """Return clean text in small letters without accents, so that «Privé» and «prive» are one."""
    decomposed = unicodedata.normalize("NFKD", clean(text).lower())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unglue(plain.replace("’", "'").replace("`", "'"))

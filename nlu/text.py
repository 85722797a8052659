"""Bound and clean text before any model sees it."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 1000
"""Characters of a message that the models read: of a longer one the beginning and the end, where the question is."""

WHOLE = 500
"""Characters that an encoder reads at once: its time grows with every word, and a question is rarely longer."""

_SPACE = re.compile(r"\s+")
_STRETCHED = re.compile(r"(.)\1{3,}")


def clean(text: str) -> str:
    """Return text that is safe to hand to native code.

    Lone surrogates and control characters go, spaces are joined, letters stretched for effect («neeeee»)
    are cut back to two, and of more than ``MAX_CHARACTERS`` the beginning and the end are kept.
    """
    text = ends(text, MAX_CHARACTERS * 4).encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():  # nearly every text is, and has no character of control
        text = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text)
    text = _STRETCHED.sub(r"\1\1", text)
    return ends(_SPACE.sub(" ", text).strip(), MAX_CHARACTERS)


def ends(text: str, most: int) -> str:
    """Return a text that is no longer than ``most``: its beginning and its end, with a space between."""
    if len(text) <= most:
        return text
    head = most // 2
    return f"{text[:head]} {text[head + 1 - most :]}"


def parts(text: str, most: int = WHOLE) -> list[str]:
    """Cut a text into parts that are no longer than ``most`` each, where possible between two words."""
    found = []
    while len(text) > most:
        place = text.rfind(" ", 1, most + 1)
        place = place if place > 0 else most
        found.append(text[:place])
        text = text[place:].lstrip(" ")
    return [*found, text] if text or not found else found


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
    plain = decomposed
    if not decomposed.isascii():
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unglue(plain.replace("’", "'").replace("`", "'"))

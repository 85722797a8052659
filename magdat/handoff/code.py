"""The code with which somebody comes back to a talk without saying who they are."""

from __future__ import annotations

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: no letter that is mistaken for a digit or another letter, and no U."""

_MISTAKEN = str.maketrans("OILU", "011V")
_CODE = re.compile(r"(?<![0-9A-Za-z-])([0-9A-Za-z]{4})[-– ]?([0-9A-Za-z]{4})(?![0-9A-Za-z-])")


def code_from(digest: str) -> str:
    """Return the code that the first 40 bits of a digest in hexadecimal make: «K7QF-2MXP»."""
    number = int(digest[:10], 16)
    letters = "".join(ALPHABET[(number >> shift) & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def read_code(text: str) -> str | None:
    """Return the code that a text is, whatever its case and separation, with what is often mistaken put right.

    ``None`` when the text is no code; a code in the middle of other words is found by :func:`codes_in`.
    """
    found = _CODE.fullmatch(text.strip())
    return _normal(found[1] + found[2]) if found is not None else None


def codes_in(text: str) -> list[str]:
    """Return everything in a text that may be a code; an ordinary word of eight letters without a digit is none."""
    found = (_normal(match[1] + match[2]) for match in _CODE.finditer(text) if _looks_like_one(match[0]))
    return [code for code in found if code is not None]


def _looks_like_one(written: str) -> bool:
    return any(char.isdigit() for char in written) or (written.isupper() and "-" in written)


def _normal(written: str) -> str | None:
    letters = written.upper().translate(_MISTAKEN)
    if any(letter not in ALPHABET for letter in letters):
        return None
    return f"{letters[:4]}-{letters[4:]}"

"""How somebody is reached according to a piece of text: addresses, numbers, and what is said of when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

_DAY = r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d"
_WHOLE = rf"(?<![\w/.-])(?!{_DAY})(?:\+32[ ./-]?|0)\d{{1,3}}(?:[ ./-]?\d{{2,3}}){{2,3}}(?!\d)"
"""A whole Belgian number, which needs no word in front of it: «09 555 01 40», «0470/55.12.12», «+32 9 555 01 40»."""

_EMERGENCY = r"(?!(?:100|101|112|1712)\b)"
_NAMED = (
    r"\b(?:op|intern(?: nummer)?|nummer|nr\.?|toestel|tel\.?|telefoon|gsm|bel)\s*:?\s*"
    rf"(?P<named>{_EMERGENCY}\+?\d[\d ./()-]{{1,16}}\d)(?![\d/]|[ -](?:minuten|uur|euro|dagen))"
)
PHONE = re.compile(rf"{_NAMED}|(?P<whole>{_WHOLE})", re.IGNORECASE)
"""A number in running text: a whole one, or one behind a word that says what it is."""

_SHORT = re.compile(
    rf"(?:\b(?:intern|toestel|nummer)\s+(?=\d{{2}}\b)|^|(?<=[,;] ))(?P<short>{_EMERGENCY}(?:\d{{3,6}}|(?<=\s)\d\d))"
    r"(?=\s*(?:$|[,;.(]))",
    re.IGNORECASE,
)
"""A number within a company where nothing but a number is expected: «7000, 6-22 uur», «320 (Kerkveld)»."""

_SIGNS = " ,;:.()<>–—-|/"
_LEADS = re.compile(r"^(?:(?:op|via|intern|nummer|toestel|tel|telefoon|gsm|bel|mail|e-mail|naar|of|en)\b[ .:]*)+", re.I)
_EMPTY = re.compile(r"\(\s*\)")


@dataclass(frozen=True)
class Reach:
    """How somebody is reached; "" where nothing is said of it."""

    email: str = ""
    phone: str = ""
    available: str = ""

    def __bool__(self) -> bool:
        """Return whether there is an address or a number."""
        return bool(self.email or self.phone)


def number_in(match: re.Match[str]) -> str:
    """Return the number that was found with ``PHONE``."""
    return (match["named"] or match["whole"]).strip()


def first_reach(text: str, *, short: bool) -> int | None:
    """Return where the first address or number of a text begins, with the word in front of it; ``None`` without any.

    Args:
        text: a piece of text that says where somebody is reached.
        short: whether a number may stand there with nothing that says that it is one.
    """
    return min((match.start() for match in _found(text, short)), default=None)


def reach_of(text: str, *, short: bool) -> Reach:
    """Return how somebody is reached according to a piece of text that says nothing else.

    Several numbers are kept in the text's own words, for these say which is for when: «301, na de uren 0400 00 03 01».

    Args:
        text: the piece.
        short: whether a number may stand there with nothing that says that it is one.
    """
    mails = MAIL.findall(text)
    rest = MAIL.sub("", text)
    phones = list(_phones(rest, short))
    if len(phones) > 1:
        return Reach(mails[0] if mails else "", " ".join(rest.split()).strip(" ,;.<>"), "")
    number = ""
    for match in phones:
        number = match["short"] if "short" in match.re.groupindex else number_in(match)
        rest = f"{rest[: match.start()]}, {rest[match.end() :]}"
    return Reach(mails[0] if mails else "", number, _bare(rest))


def _found(text: str, short: bool) -> Iterator[re.Match[str]]:
    yield from MAIL.finditer(text)
    yield from _phones(MAIL.sub(lambda match: " " * len(match[0]), text), short)


def _phones(text: str, short: bool) -> Iterator[re.Match[str]]:
    found = list(PHONE.finditer(text))
    yield from found
    for match in _SHORT.finditer(text) if short else ():
        if not any(other.start() < match.end() and match.start() < other.end() for other in found):
            yield match


def _bare(text: str) -> str:
    """Return what is left of a text when its numbers and addresses are gone, without signs and words that led to them.

    A piece with no letters says nothing.
    """
    pieces = [_LEADS.sub("", piece.strip(_SIGNS)).strip(_SIGNS) for piece in _EMPTY.sub("", text).split(",")]
    return ", ".join(piece for piece in pieces if re.search(r"\w", piece))

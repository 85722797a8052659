"""What is sealed in the lines of a ticket, and plain text as a desk or another system may bring it."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, fields

from magdat.handoff.message import Handoff

MOST_CHARACTERS = 20_000
"""Characters of one line; more is cut, and says so."""

_CUT = " […]"
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def packed(handoff: Handoff) -> str:
    """Return everything that goes along with a question, as JSON."""
    return json.dumps(asdict(handoff), ensure_ascii=False)


def unpacked(text: str) -> Handoff:
    """Return the question of which :func:`packed` made this; what a later version added is left out.

    Raises:
        ValueError: it is not written so.
    """
    kept = json.loads(text)
    known = {field.name for field in fields(Handoff)}
    try:
        return Handoff(**{name: value for name, value in kept.items() if name in known})
    except (TypeError, AttributeError) as error:
        raise ValueError("this is no question as we keep it") from error


def plain(text: str) -> str:
    """Return text without what no plain text holds: control characters, halves of surrogate pairs, and too much of it.

    Characters that turn the direction of writing go too: with them a text can look like another.
    """
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in whole if char in "\n\t" or not _is_control(char)).strip()
    return kept if len(kept) <= MOST_CHARACTERS else kept[: MOST_CHARACTERS - len(_CUT)] + _CUT


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} or char in _TURNING

"""Plain data as the YAML text that a person edits: long texts folded, short lists on one line, comments where asked."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from magdat.files.yaml_data import Location

WIDTH = 110
"""Characters of a line, where a text can be broken."""

_SAFE_IN_A_LIST = re.compile(r"[A-Za-zÀ-ÿ(«“][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff#:\[\]{}\"'\\`|>&*!%@?,]*")
_SAFE = re.compile(r"[A-Za-zÀ-ÿ(«“](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff#:\"\\]|:(?=[^\s]))*")
"""Texts that need no quotes: within brackets, and on a line of their own."""

_SPECIAL = frozenset({"null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"})
_UNFOLDABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]|  |^ | $")


def yaml_text(data: Mapping[str, Any], comments: Mapping[Location, str] | None = None) -> str:
    """Return data as YAML; read again it is the same data.

    Args:
        data: mappings, lists, texts, whole numbers and days.
        comments: for a place in the data what stands on the lines above it.
    """
    return "\n".join(_mapping(data, (), 0, comments or {})) + "\n"


def _mapping(data: Mapping[str, Any], place: Location, depth: int, comments: Mapping[Location, str]) -> Iterator[str]:
    for key, value in data.items():
        here = (*place, key)
        yield from _comment(comments.get(here), depth)
        yield from _entry(f"{' ' * depth}{_scalar(key)}:", value, here, depth, comments)


def _entry(
    start: str, value: Any, place: Location, depth: int, comments: Mapping[Location, str], within: int = 2
) -> Iterator[str]:
    """Yield a key or a dash with its value."""
    short = _on_one_line(value, place, comments)
    if short is not None and len(start) + len(short) < WIDTH:
        yield f"{start} {short}"
    elif isinstance(value, str):
        if _UNFOLDABLE.search(value) or not value:
            yield f"{start} {_quoted(value)}"
            return
        yield f"{start} >-"
        indent = " " * (depth + within)
        lines = textwrap.wrap(value, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
        yield from (f"{indent}{line}" for line in lines)
    elif isinstance(value, Mapping):
        yield start
        yield from _mapping(value, place, depth + within, comments)
    else:
        yield start
        yield from _sequence(value, place, depth + within, comments)


def _sequence(items: Any, place: Location, depth: int, comments: Mapping[Location, str]) -> Iterator[str]:
    for number, item in enumerate(items):
        here = (*place, number)
        yield from _comment(comments.get(here), depth)
        short = _on_one_line(item, here, comments)
        if isinstance(item, Mapping) and (short is None or depth + len(short) >= WIDTH):
            lines = list(_mapping(item, here, depth + 2, comments))
            yield f"{' ' * depth}- {lines[0].lstrip()}"
            yield from lines[1:]
        else:
            yield from _entry(f"{' ' * depth}-", item, here, depth, comments)


def _comment(text: str | None, depth: int) -> Iterator[str]:
    for line in (text or "").splitlines():
        yield f"{' ' * depth}# {line}".rstrip() if line else ""


def _on_one_line(value: Any, place: Location, comments: Mapping[Location, str], alone: bool = True) -> str | None:
    """Return a value as it stands behind its key, ``None`` when it takes lines of its own."""
    if isinstance(value, Mapping):
        if any(isinstance(item, Mapping) for item in value.values()) or _commented(place, comments):
            return None
        parts = [(key, _on_one_line(item, (*place, key), comments, alone=False)) for key, item in value.items()]
        if not parts or len(parts) > 3 or any(part is None for _, part in parts):
            return None if parts else "{}"
        return "{" + ", ".join(f"{_scalar(key)}: {part}" for key, part in parts) + "}"
    if isinstance(value, list | tuple):
        if not value:
            return "[]"
        if any(isinstance(item, Mapping | list | tuple) for item in value) or _commented(place, comments):
            return None
        return f"[{', '.join(_scalar(item) for item in value)}]"
    scalar = _scalar(value, alone)
    return scalar if len(scalar) < WIDTH else None


def _commented(place: Location, comments: Mapping[Location, str]) -> bool:
    return any(other[: len(place)] == place and len(other) > len(place) for other in comments)


def _scalar(value: Any, alone: bool = False) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        plain = (
            (_SAFE if alone else _SAFE_IN_A_LIST).fullmatch(value) and value == value.strip() and value not in _SPECIAL
        )
        return value if plain else _quoted(value)
    return str(value)


def _quoted(value: str) -> str:
    """Return a text between quotes; what cannot be seen is written as a number."""
    return '"' + "".join(map(_escaped, value)) + '"'


def _escaped(letter: str) -> str:
    if letter in {'"', "\\"}:
        return f"\\{letter}"
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

"""What a card says at a glance, read from the machine-readable answer (docs/contract.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

RESTS_ON = frozenset({"regel", "raad", "wet"})
"""Kinds of paragraphs that say what an answer rests on."""

_SPOKEN = re.compile(r"^(?:Ja|Nee)\.\s+")
_DEPENDS = re.compile(r"^Dat hangt ervan af\.\s+")


@dataclass(frozen=True)
class Part:
    """One paragraph of an answer."""

    kind: str
    """besluit, regel, waarom, raad, wet, contact or noot."""

    text: str


def parts_of(listed: Any) -> tuple[Part, ...]:
    """Return the paragraphs in ``delen`` or ``meer``."""
    items = [item for item in listed if isinstance(item, Mapping)] if isinstance(listed, Sequence) else []
    found = (Part(str(item.get("soort") or ""), str(item.get("tekst") or "").strip()) for item in items)
    return tuple(part for part in found if part.text)


def first_layer(custom: Mapping[str, Any]) -> tuple[Part, ...]:
    """Return the paragraphs that are said at once; the second layer stands last in ``delen``."""
    parts, more = parts_of(custom.get("delen")), parts_of(custom.get("meer"))
    return parts[: len(parts) - len(more)]


def verdict(custom: Mapping[str, Any]) -> str:
    """Return the key of the word that a card begins with, empty where nothing is decided.

    It has the colour of the company's decision only where that is what was asked: «is het verboden?» and «moet ik dat?»
    begin with «Nee» on good news too, and what the company will not do itself is a promise. Those are neutral.

    Returns:
        ``ja``, ``nee``, ``voorwaardelijk``, ``niet_geregeld``, ``hangt_af``, ``neutraal_ja``, ``neutraal_nee`` or
        an empty text.
    """
    opening, decision = custom.get("opening"), custom.get("besluit")
    listed = custom.get("gevallen")
    cases = [item for item in listed if isinstance(item, Mapping)] if isinstance(listed, Sequence) else []
    if custom.get("handeling") == "meer_weten":
        return ""
    if opening not in ("ja", "nee"):
        if len({item.get("besluit") for item in cases}) > 1:
            return "hangt_af"
        rests = any(part.kind in RESTS_ON for part in first_layer(custom))
        return "niet_geregeld" if decision == "niet_geregeld" and not rests else ""
    agrees = decision == opening or (decision == "voorwaardelijk" and opening == "ja")
    ruled = isinstance(custom.get("regel"), str) or bool(cases)
    asked = custom.get("vorm") != "moet" and custom.get("besluit_over") != "bedrijf"
    return str(decision) if agrees and ruled and asked else f"neutraal_{opening}"


def without_verdict(text: str, key: str) -> str:
    """Return a paragraph without the word that stands above it already."""
    if not key or key == "niet_geregeld":
        return text
    return (_DEPENDS if key == "hangt_af" else _SPOKEN).sub("", text, count=1)

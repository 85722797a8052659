"""Forms: pieces of text as HR writes them in leidraad/importeren.yml, turned into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_BETWEEN = r"\s(?:[^.!?;]{0,60}?\s)?"
"""What «…» stands for: some words of the same sentence."""


def pattern_of(form: str, parts: Mapping[str, str] | None = None) -> str:
    """Return the pattern of a form; each {name} in it stands for the pattern that ``parts`` has for it."""
    written = form
    for name, part in (parts or {}).items():
        written = written.replace(f"{{{name}}}", part)
    written = re.sub(r"\s*…\s*", lambda _: _BETWEEN, written)
    start = r"(?<![\w-])" if re.match(r"\(*\w", written) else ""
    end = r"(?!\w)" if re.search(r"[\w)*+?\]]$", written) else ""
    return f"{start}(?:{written}){end}"


@lru_cache(maxsize=256)
def any_of(forms: tuple[str, ...], start_only: bool = False) -> re.Pattern[str]:
    """Return one pattern for any of these forms; with ``start_only`` only where a text begins with it."""
    whole = "|".join(pattern_of(form) for form in forms)
    return re.compile(f"^(?:{whole})" if start_only else whole, re.IGNORECASE)


def found_in(text: str, forms: Iterable[str]) -> bool:
    """Return whether a text holds one of these forms."""
    return any_of(tuple(forms)).search(text) is not None

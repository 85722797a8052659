"""The characters of a text file, whoever saved it."""

from __future__ import annotations

import codecs
from pathlib import Path

from magdat.importing.source import Unreadable

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_characters(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and what a person has to know about reading it.

    Raises:
        Unreadable: it is no text.
    """
    raw = path.read_bytes()
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw, name, path), ()
    if b"\0" in raw:
        raise Unreadable(f"{path}: dit is geen tekstbestand → kijk de naam en de uitgang na")
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        text = _decoded(raw, "cp1252", path)
        return text, ("De tekst is niet als UTF-8 bewaard. Ik las hem als een Windows-bestand: kijk de accenten na.",)


def _decoded(raw: bytes, name: str, path: Path) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        raise Unreadable(f"{path}: dit is geen tekstbestand → kijk de naam en de uitgang na") from None

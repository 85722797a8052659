"""Unpack the zip that a .docx or .odt is, within bounds: a small file may hold gigabytes."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from magdat.importing.source import Unreadable

MAX_PARTS = 5_000
MAX_UNPACKED = 200_000_000
"""Bytes of all parts together; pictures count, so this is far more than text needs."""

MAX_TEXT = 40_000_000
"""Bytes of one part that is read as text."""

ENCRYPTED = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e"
"""How Word calls the part in which it locks a document away."""

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of the old Office, and locked ones of the new, begin."""


def open_archive(path: Path) -> ZipFile:
    """Open a document that is a zip.

    Raises:
        Unreadable: it is locked, of the old Office, damaged, or holds more than a document can.
    """
    head = path.read_bytes()
    if head.startswith(COMPOUND):
        if ENCRYPTED in head:
            raise Unreadable(f"{path}: dit document is met een wachtwoord beveiligd → bewaar het zonder wachtwoord")
        raise Unreadable(f"{path}: dit is een oud Word-bestand (.doc) → open het en bewaar het als .docx")
    try:
        archive = zipfile.ZipFile(path)
    except (BadZipFile, ValueError, NotImplementedError):
        raise Unreadable(f"{path}: dit bestand is beschadigd → open het, en bewaar het opnieuw") from None
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        archive.close()
        raise Unreadable(f"{path}: dit bestand pakt zich uit tot veel meer dan een document is → ik lees het niet")
    if any(part.flag_bits & 1 for part in parts):
        archive.close()
        raise Unreadable(f"{path}: dit document is met een wachtwoord beveiligd → bewaar het zonder wachtwoord")
    return archive


def part_of(archive: ZipFile, name: str, path: Path) -> bytes | None:
    """Return one part of a document, ``None`` when it is not there.

    Raises:
        Unreadable: it is damaged, or larger than any text.
    """
    try:
        part = archive.getinfo(name)
    except KeyError:
        return None
    if part.file_size > MAX_TEXT:
        raise Unreadable(f"{path}: dit bestand pakt zich uit tot veel meer dan een document is → ik lees het niet")
    try:
        with archive.open(part) as stream:
            read = stream.read(MAX_TEXT + 1)
    except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error):
        raise Unreadable(f"{path}: dit bestand is beschadigd → open het, en bewaar het opnieuw") from None
    if len(read) > MAX_TEXT:
        raise Unreadable(f"{path}: dit bestand pakt zich uit tot veel meer dan een document is → ik lees het niet")
    return read

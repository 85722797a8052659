"""Which reader a document needs; what cannot be one is refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from magdat.files.problems import reason
from magdat.importing.reading.markdown import read_markdown
from magdat.importing.reading.opendocument import read_opendocument
from magdat.importing.reading.pdf import read_pdf
from magdat.importing.reading.plain import read_plain
from magdat.importing.reading.word import read_word
from magdat.importing.source import Source, Unreadable

READERS: dict[str, Callable[[Path], Source]] = {
    ".docx": read_word,
    ".odt": read_opendocument,
    ".pdf": read_pdf,
    ".md": read_markdown,
    ".txt": read_plain,
}
"""How each kind of document is read, by the end of its name."""

MAX_BYTES = 50_000_000
MAX_WORDS = 40_000
"""Words of a document: some hundred pages."""

_OTHERS = {
    ".doc": "open het in Word en bewaar het als .docx",
    ".docm": "in zo een bestand zitten macro's: bewaar het in Word als .docx",
    ".dotx": "bewaar het in Word als .docx",
    ".rtf": "bewaar het als .docx",
    ".pages": "bewaar het als .docx of .pdf",
    ".html": "bewaar het als .docx of .txt",
    ".ott": "bewaar het als .odt",
}
"""What to do with kinds of documents that are not read."""

_BEGINS = ((b"%PDF", ".pdf"), (b"PK\x03\x04", ".docx of .odt"), (b"{\\rtf", ".rtf"))
_IS_ZIP, _IS_TEXT = frozenset({".docx", ".odt"}), frozenset({".md", ".txt"})


def read_source(path: Path) -> Source:
    """Read a document, whatever its kind.

    Raises:
        Unreadable: it is not there, locked, damaged, empty, too large, or no document that is read.
    """
    _checked(path)
    ending = path.suffix.lower()
    source = READERS[ending](path)
    if not source.words:
        raise Unreadable(f"{path}: er staat geen tekst in dit bestand → kijk of dit het juiste is")
    if source.words > MAX_WORDS:
        raise Unreadable(
            f"{path}: dit document telt {source.words} woorden; meer dan {MAX_WORDS} (zo'n honderd bladzijden) lees ik "
            "niet → bewaar alleen het deel over sociale media, en importeer dat"
        )
    return source


def _checked(path: Path) -> None:
    """Refuse what no reader can make anything of.

    Raises:
        Unreadable: why.
    """
    ending = path.suffix.lower()
    if path.is_dir():
        raise Unreadable(f"{path}: dit is een map, geen bestand → geef het document zelf op")
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(8) if path.is_file() else b""
    except FileNotFoundError:
        raise Unreadable(f"{path}: het bestand bestaat niet → kijk de naam en de map na") from None
    except OSError as error:
        raise Unreadable(f"{path}: het bestand is niet te lezen: {reason(error)}") from None
    if not path.is_file():
        raise Unreadable(f"{path}: dit is geen gewoon bestand → geef het document zelf op")
    if ending not in READERS:
        instead = _OTHERS.get(ending, f"ik lees {', '.join(READERS)}")
        raise Unreadable(f"{path}: zo een bestand lees ik niet → {instead}")
    if size == 0:
        raise Unreadable(f"{path}: het bestand is leeg → kijk of dit het juiste is")
    if size > MAX_BYTES:
        raise Unreadable(f"{path}: het bestand is te groot ({size // 1_000_000} MB) → haal de beelden eruit")
    begins = next((kind for start, kind in _BEGINS if head.startswith(start)), "")
    if begins and ending not in begins and not (ending in _IS_TEXT and begins == ".rtf"):
        raise Unreadable(f"{path}: dit is eigenlijk een {begins} → geef het die uitgang, dan lees ik het wel")
    if not begins and ending not in _IS_TEXT and ending != ".pdf" and not head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(f"{path}: dit is geen {ending}-bestand, of het is beschadigd → bewaar het opnieuw")

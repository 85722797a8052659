"""The lemmas of the training sentences, as they come with the project: a training looks them up.

The Dutch pipeline takes three quarters of a minute for all sentences, and gives the same lemmas every time. They are
found by the digest of the sentence; only another pipeline makes them stale, so its version is in the file's name.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

SHIPPED_LEMMAS = Path(__file__).resolve().parent / "lemmas"
"""Lemmas that come with the project; `python -m nlu.ship` adds those that are missing."""

Lemmas = tuple[str, ...]


def files_of(pipeline: str, folder: Path = SHIPPED_LEMMAS) -> list[Path]:
    """Return the files with lemmas by one pipeline (its name and version), oldest first."""
    return sorted(folder.glob(f"{pipeline}.[0-9][0-9][0-9].txt.gz"))


def read_lemmas(pipeline: str, folder: Path = SHIPPED_LEMMAS) -> dict[str, Lemmas]:
    """Return the lemmas that come with the project, by the digest of their text; one that is its word is empty.

    Raises:
        OSError: a file cannot be read.
    """
    found: dict[str, Lemmas] = {}
    for path in files_of(pipeline, folder):
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                key, *lemmas = line.rstrip("\n").split("\t")
                found[key] = tuple(lemmas)
    return found


def write_lemmas(path: Path, rows: Mapping[str, Lemmas]) -> None:
    """Write lemmas by the digest of their text; the same lemmas always give the same file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join("\t".join((key, *rows[key])) + "\n" for key in sorted(rows))
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def packed(words: Sequence[str], lemmas: Iterable[str]) -> Lemmas | None:
    """Return the lemmas of a text as they are kept, or ``None`` where one holds what parts them in the file."""
    found = tuple("" if lemma == word else lemma for word, lemma in zip(words, lemmas))
    return None if any("\t" in lemma or "\n" in lemma for lemma in found) else found

"""The proof that nothing of a document is lost: every sentence of it stands in what was written, or in what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from magdat.importing.cues import Cues
from magdat.importing.left import Left
from magdat.importing.source import Source
from magdat.policy.whole_sentences import sentences_of


def lost(source: Source, written: Any, left: Iterable[Left], cues: Cues) -> list[Left]:
    """Return every sentence of a document that is neither in the data written nor among what is left over."""
    whole = "\n".join(map(_plain, (*_texts(written), *(item.text for item in left))))
    return [
        Left(sentence, block.place)
        for block in source.blocks
        for sentence in sentences_of(block.text, cues.abbreviations)
        if (plain := _plain(sentence)) and plain not in whole
    ]


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)
    elif isinstance(data, str):
        yield data


_WORD = re.compile(r"[^\W_]+")


def _plain(text: str) -> str:
    """Return only the words of a text, in small letters, with a space on either side; nothing when it has none."""
    words = _WORD.findall(text.lower())
    return f" {' '.join(words)} " if words else ""

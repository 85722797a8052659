"""How like a question each sentence of what the guidance answers is, so that only what was asked for is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from magdat.guidance.library import Library
from magdat.guidance.read_sentences import mark_of
from magdat.policy.whole_sentences import sentences_of
from nlu.encoders import CACHE, SentenceEncoder
from nlu.matching.kept import KeptVectors
from nlu.matching.meaning import Floats, Meaning
from nlu.vector_cache import SHIPPED_TOLD

KEPT = CACHE / "leidraad"
"""The vectors of sentences that did not come with the project."""


def sentences_of_guidance(library: Library) -> dict[str, list[str]]:
    """Return the sentences of each statement, as they are told."""
    short = library.telling.abbreviations
    return {name: sentences_of(statement.text, short) for name, statement in library.statements.items()}


class GuidanceSentences:
    """The sentences of every statement of the guidance, as vectors."""

    def __init__(self, encoder: SentenceEncoder, meaning: Meaning, library: Library, kept: Path = KEPT) -> None:
        """Read the vectors that come with the project, and encode what has none.

        Args:
            encoder: with which they and the questions are read.
            meaning: how vectors of questions and of texts are compared.
            library: the guidance.
            kept: the folder for vectors of sentences that came since.
        """
        self._meaning = meaning
        by_statement = sentences_of_guidance(library)
        texts = list(dict.fromkeys(text for listed in by_statement.values() for text in listed))
        rows = {text: number for number, text in enumerate(texts)}
        self._rows = {name: [rows[text] for text in listed] for name, listed in by_statement.items()}
        self._marks = {name: [mark_of(text) for text in listed] for name, listed in by_statement.items()}
        none: Floats = np.zeros((0, encoder.dimension), dtype=np.float32)
        self._said = meaning.said(KeptVectors(encoder, kept, SHIPPED_TOLD).encode(texts) if texts else none)

    def likes(self, vector: Floats, statements: Sequence[str]) -> dict[str, dict[str, float]]:
        """Return for some statements how like a question each sentence is, by its mark.

        Args:
            vector: of the question, from the same encoder.
            statements: their ids; unknown ones are passed over.
        """
        asked = self._meaning.asked(vector)
        return {
            name: dict(zip(self._marks[name], map(float, self._said[self._rows[name]] @ asked)))
            for name in statements
            if name in self._rows
        }

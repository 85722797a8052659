"""The Dutch tagger, asked for proper nouns only when a name hangs on it; and Presidio's engine, which does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import spacy
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from spacy.tokens import Doc
from spacy.vocab import Vocab

from magdat.privacy.names import Tagger

MODEL = "nl_core_news_sm"

_LONG_RUN = re.compile(r"\S{300}")
"""No message holds this; spaCy takes seconds to cut it up."""


def open_tagger() -> Tagger:
    """Return a tagger that loads its model at the first question; without the model it finds no proper nouns."""

    @lru_cache(maxsize=1)
    def pipeline() -> Any:
        try:
            return spacy.load(MODEL, exclude=["lemmatizer", "parser", "ner"])
        except OSError:
            return None  # not installed: the lists and the neighbours still work

    def proper_nouns(text: str) -> set[int]:
        if _LONG_RUN.search(text):
            return set()
        nlp = pipeline()
        return set() if nlp is None else {token.idx for token in nlp(text) if token.pos_ == "PROPN"}

    return proper_nouns


class NoLanguageEngine(NlpEngine):
    """Stands where Presidio would load, or download, a language model.

    None of our recognisers needs one: patterns look at the text, and names ask the tagger when they must.
    """

    def __init__(self) -> None:
        """Make the one empty answer that every text gets."""
        self._nothing = Doc(Vocab())

    def load(self) -> None:
        """Do nothing."""

    def is_loaded(self) -> bool:
        """Return that nothing is missing."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Return an analysis without words."""
        return NlpArtifacts([], self._nothing, [], [], self, language)

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **kwargs: Any
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """Return an analysis without words for each text."""
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:
        """Return that no word matters."""
        return True

    def is_punct(self, word: str, language: str) -> bool:
        """Return that nothing is punctuation."""
        return False

    def get_supported_entities(self) -> list[str]:
        """Return that it finds nothing by itself."""
        return []

    def get_supported_languages(self) -> list[str]:
        """Return Dutch."""
        return ["nl"]

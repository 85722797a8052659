"""The pipeline's features and classifier outside Rasa's graph, part by part, so that many variants train fast."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
import spacy

from bench.sentences import ROOT, descriptions
from nlu import ngrams
from nlu.encoders import ENCODERS, TAUGHT, SentenceEncoder
from nlu.topic_model import Block, TopicModel
from nlu.vector_cache import VectorCache

NGRAMS: dict[str, tuple[str, dict[str, Any]]] = {
    "characters": ("char", {"min_ngram": 2, "max_ngram": 5, "min_df": 0.0004}),
    "words": ("word", {}),
    "lemmas": ("lemma", {}),
    "pairs": ("pair", {"min_df": 0.0004}),
    "tags": ("tag", {"max_ngram": 3}),
}
"""The parts of the n-gram featurizer: what they are taken over, and how; tags are measured but not used."""

WEIGHTS = {TAUGHT: 1.2}
"""As in config.yml."""

OURS = ("characters", "words", "lemmas", "pairs", TAUGHT)
"""The parts of the pipeline in use."""


class Variant:
    """A classifier over some of the parts."""

    def __init__(self, parts: Sequence[str] = OURS, cache: Path | None = None, **settings: Any) -> None:
        """Choose the parts; vectors are kept in ``cache``."""
        self.parts = tuple(parts)
        self._cache = cache or ROOT / ".cache" / "vectors"
        self._vectorizers = {name: ngrams.vectorizer_of(*NGRAMS[name]) for name in parts if name in NGRAMS}
        self.model = TopicModel(WEIGHTS, **settings)

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Variant:
        """Train, on the descriptions of the topics among the labels too; return itself."""
        said = descriptions(labels)
        texts, labels = [*texts, *(item.text for item in said)], [*labels, *(item.intent for item in said)]
        for name, vectorizer in self._vectorizers.items():
            vectorizer.fit(read(name, texts))
        self.model.fit(self.blocks(texts), labels)
        return self

    def blocks(self, texts: Sequence[str]) -> list[Block]:
        """Return the features of texts."""
        made = []
        for name in self.parts:
            if name in self._vectorizers:
                made.append(Block(name, sp.csr_matrix(self._vectorizers[name].transform(read(name, texts)))))
            else:
                made.append(Block(name, vectors(name, tuple(texts), self._cache)))
        return made

    def probabilities(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
        """Return the probability of each label for each text."""
        return self.model.probabilities(self.blocks(texts))


def read(part: str, texts: Sequence[str]) -> list[str]:
    """Return the texts as one part of the n-gram featurizer reads them."""
    made: dict[str, Callable[[str], str]] = {
        "characters": ngrams.folded,
        "words": ngrams.words,
        "lemmas": lambda text: ngrams.begun(ngrams.lemmas(lemmas_and_tags(text)[0])),
        "pairs": lambda text: ngrams.lemmas(lemmas_and_tags(text)[0]),
        "tags": lambda text: ngrams.tags(lemmas_and_tags(text)[1]),
    }
    return [made[part](text) for text in texts]


@lru_cache(maxsize=60_000)
def lemmas_and_tags(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lemma and the tag of every word of a text."""
    document = dutch()(text.lower())
    return tuple(token.lemma_ for token in document), tuple(token.tag_ for token in document)


@lru_cache(maxsize=1)
def dutch() -> spacy.language.Language:
    """Return the Dutch pipeline."""
    return spacy.load("nl_core_news_sm")


@lru_cache(maxsize=4)
def encoder(name: str) -> SentenceEncoder:
    """Return a sentence encoder, loaded once."""
    return ENCODERS[name]()


_KNOWN: dict[str, dict[str, Any]] = {}


def vectors(name: str, texts: tuple[str, ...], directory: Path) -> np.ndarray[Any, Any]:
    """Return the vectors of texts; each text is encoded once a process, and kept on disk where there is a cache."""
    known = _KNOWN.setdefault(name, {})
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    if missing:
        found = VectorCache(directory, encoder(name).name).encode(encoder(name), missing)
        known.update(zip(missing, found))
    return np.stack([known[text] for text in texts])


def topics_only(chances: np.ndarray[Any, Any], labels: Sequence[str], acts: frozenset[str]) -> np.ndarray[Any, Any]:
    """Return the probabilities without the moves of a conversation, as `magdat evalueer` does."""
    kept = chances.copy()
    kept[:, [label in acts for label in labels]] = 0.0
    shares: np.ndarray[Any, Any] = kept / np.maximum(kept.sum(axis=1, keepdims=True), 1e-9)
    return shares


def write_figures(path: Path, figures: dict[str, Any]) -> None:
    """Write figures as JSON that a diff can be read of."""
    path.write_text(json.dumps(figures, indent=2, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")

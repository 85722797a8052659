"""Words get the vectors, tags and lemmas that spaCy's own layers give them, in less time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from thinc.api import use_ops

from nlu import word_vectors
from nlu.word_vectors import WordVectors, quicken

TEXTS = (
    "mag ik facebook gebruiken tijdens de pauze?",
    "ja",
    "kheb mijn baas nie verwittigd , zegt hij het nu op ?",
    "🙂 voor de 12de keer: wa-da-wa",
    "ik " * 40,
)


def loaded() -> Language:
    with use_ops("numpy", use_blis=False):
        return spacy.load("nl_core_news_sm")


@pytest.fixture(scope="module")
def own() -> Language:
    return loaded()


@pytest.fixture(scope="module")
def quick() -> Language:
    pipeline = loaded()
    quicken(pipeline)
    return pipeline


def layers(pipeline: Language) -> Any:
    part: Any = pipeline.get_pipe("tok2vec")
    return part.model


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_gets_the_same(text: str, own: Language, quick: Language) -> None:
    assert layers(quick).name != layers(own).name
    docs = [own.make_doc(text), own.make_doc(""), own.make_doc("nog een")]
    for theirs, ours in zip(layers(own).predict(docs), layers(quick).predict(docs)):
        np.testing.assert_allclose(ours, theirs, atol=1e-4)
    said = [[(token.tag_, token.pos_, token.lemma_) for token in pipeline(text)] for pipeline in (own, quick)]
    assert said[0] == said[1]


def test_another_pipeline_stays_as_it_is() -> None:
    pipeline = spacy.blank("nl")
    quicken(pipeline)
    pipeline.add_pipe("tok2vec")
    before = layers(pipeline)
    quicken(pipeline)
    assert layers(pipeline) is before


def test_layers_that_compute_something_else_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = loaded()
    monkeypatch.setattr(WordVectors, "of", lambda self, doc: np.zeros((len(doc), self.width), dtype=np.float32))
    with pytest.raises(RuntimeError, match=r"nlu/word_vectors\.py"):
        quicken(pipeline)


def test_nothing_is_learned_through_them(quick: Language) -> None:
    _, learn = layers(quick)([quick.make_doc("mag dat")], is_train=True)
    with pytest.raises(RuntimeError, match="only read"):
        learn([])
    assert word_vectors.TRIED

"""A training sentence's digest hangs on all that it holds, and a copy may change without the sentence changing."""

from __future__ import annotations

import copy

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.features import SentenceFeatures
from nlu.sentence import Sentence

VALUES = st.fixed_dictionaries(
    {TEXT: st.text(min_size=1), INTENT: st.sampled_from(["pesten", "sanctie"])},
    optional={"metadata": st.dictionaries(st.sampled_from(["intent", "example"]), st.text())},
)


def features(number: float) -> SentenceFeatures:
    return SentenceFeatures(np.array([[number]], dtype=np.float32), FEATURE_TYPE_SENTENCE, TEXT, "e5")


@given(VALUES, VALUES)
def test_two_sentences_are_equal_when_rasas_own_would_be(one: dict[str, object], other: dict[str, object]) -> None:
    assert (Sentence(one) == Sentence(other)) == (Message(one) == Message(other))


@given(VALUES)
def test_the_order_of_the_values_does_not_count(values: dict[str, object]) -> None:
    turned = dict(reversed(list(values.items())))
    assert Sentence(values).fingerprint() == Sentence(turned).fingerprint()


def test_its_features_and_tokens_count() -> None:
    digests = set()
    for number in (1.0, 2.0):
        sentence = Sentence({TEXT: "mag dat?"})
        sentence.add_features(features(number))
        digests.add(sentence.fingerprint())
    for lemma in ("mogen", "mag"):
        sentence = Sentence({TEXT: "mag dat?"})
        sentence.set(TOKENS_NAMES[TEXT], [Token("mag", 0, lemma=lemma), Token("dat", 4)])
        digests.add(sentence.fingerprint())
    assert len({*digests, Sentence({TEXT: "mag dat?"}).fingerprint()}) == 5


def test_a_copy_goes_its_own_way() -> None:
    sentence = Sentence({TEXT: "mag dat?", INTENT: "pesten"})
    before = sentence.fingerprint()
    copied = copy.deepcopy(sentence)
    assert copied == sentence
    copied.set(INTENT, "sanctie", add_to_output=True)
    copied.add_features(features(1.0))
    assert (sentence.get(INTENT), sentence.features, sentence.fingerprint()) == ("pesten", [], before)
    assert INTENT not in sentence.output_properties
    assert copied.fingerprint() != before

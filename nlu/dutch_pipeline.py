"""Rasa graph component: the Dutch pipeline of spaCy, read once in a process.

Rasa's own SpacyNLP runs all training sentences through the pipeline at every training, and two places of its graph each
read the pipeline from disk: 56 MB more in a server that runs all day. Here lemmas that come with the project
(nlu/lemma_store.py) are looked up, and only new sentences are read.
"""

# No `from __future__ import annotations` here: Rasa's graph validation needs real types.
from functools import lru_cache
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import DENSE_FEATURIZABLE_ATTRIBUTES, SPACY_DOCS
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import use_ops

from nlu.lemma_store import read_lemmas
from nlu.vector_cache import key_of
from nlu.word_vectors import quicken


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="DutchPipeline",
)
class DutchPipeline(SpacyNLP):
    """Give every message its words and lemmas (see Rasa's SpacyNLP)."""

    @staticmethod
    @lru_cache(maxsize=1)
    def load_model(spacy_model_name: str) -> SpacyModel:
        """Read a pipeline, once in a process; Rasa's own checks apply (see SpacyNLP).

        NumPy multiplies for it: on the few rows of a question the BLIS that comes with spaCy takes twice as long.
        """
        with use_ops("numpy", use_blis=False):
            found: SpacyModel = SpacyNLP.load_model(spacy_model_name)
            quicken(found.model)
        return found

    def process(self, messages: list[Message], model: SpacyModel) -> list[Message]:
        """Give every message its words and lemmas; several at once, which takes a fifth of the time.

        A person's message comes alone; the text of a policy comes as many.
        """
        if len(messages) < 2:
            found: list[Message] = super().process(messages, model)
            return found
        for attribute in DENSE_FEATURIZABLE_ATTRIBUTES:
            written = [message for message in messages if message.get(attribute)]
            texts = [self._preprocess_text(message.get(attribute)) for message in written]
            for message, doc in zip(written, model.model.pipe(texts)):
                message.set(SPACY_DOCS[attribute], doc)
        return messages

    @staticmethod
    def _process_content_bearing_samples(
        model: Language, samples_to_pipe: list[tuple[int, str]]
    ) -> list[tuple[int, Doc]]:
        """Return the document of every text, with the lemmas that are known or else with those of the pipeline."""
        known = read_lemmas(named(model))
        found: dict[int, Doc] = {}
        for index, text in samples_to_pipe:
            doc = model.make_doc(text)
            lemmas = known.get(key_of(text))
            if lemmas is not None and len(lemmas) == len(doc):
                for token, lemma in zip(doc, lemmas):
                    token.lemma_ = lemma or token.text
                found[index] = doc
        others = [(index, text) for index, text in samples_to_pipe if index not in found]
        found.update(SpacyNLP._process_content_bearing_samples(model, others))
        return list(found.items())


def named(model: Language) -> str:
    """Return the name of a pipeline with its version."""
    facts: dict[str, Any] = model.meta
    return f"{facts['lang']}_{facts['name']}-{facts['version']}"

"""Rasa graph component: tf-idf over n-grams of characters, words and lemmas, and over pairs, as one sparse feature.

Rasa's own CountVectorsFeaturizer also builds features for every token, which the topic classifier does not
use and which cost most of its time; it has no tf-idf either. One component reads all of them, since Rasa takes a
fingerprint of every sentence after every component.
"""

# No `from __future__ import annotations` here: Rasa's graph validation needs real types.
import json
from typing import Any, Callable, ClassVar, Dict, Iterable, List, Tuple
from weakref import ref

import numpy as np
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS, SPACY_DOCS, TOKENS_NAMES
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.nlu.tokenizers.spacy_tokenizer import POS_TAG_KEY
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from magdat.files.problems import DocumentError
from nlu import ngrams
from nlu.courtesy import core, core_span
from nlu.features import SentenceFeatures


def _tokens(message: Message) -> List[Token]:
    start, end = core_span(message.get(TEXT))
    return [token for token in message.get(TOKENS_NAMES[TEXT], []) if start <= token.start and token.end <= end]


def _lemmas(message: Message) -> str:
    return ngrams.lemmas(token.lemma for token in _tokens(message))


def _tags(message: Message) -> str:
    return ngrams.tags(token.get(POS_TAG_KEY) for token in _tokens(message))


def _folded(message: Message) -> str:
    return ngrams.folded(core(message.get(TEXT)))


SOURCES: Dict[str, tuple[Callable[[Message], str], Callable[[str], str]]] = {
    "char": (_folded, str),
    "word": (_folded, ngrams.begun),
    "lemma": (_lemmas, ngrams.begun),
    "pair": (_lemmas, str),
    "tag": (_tags, str),
}
"""What the n-grams are taken over: what is read of a message, once for those that read the same, and what of that."""


def sources_of(message: Message, names: Iterable[str]) -> List[str]:
    """Return what each of some sources reads of a message.

    Raises:
        KeyError: there is no such source.
    """
    read: Dict[Callable[[Message], str], str] = {}
    found = []
    for name in names:
        reads, makes = SOURCES[name]
        if reads not in read:
            read[reads] = reads(message)
        found.append(makes(read[reads]))
    return found


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(SparseFeaturizer, GraphComponent):
    """Add one sparse sentence feature a message: the parts side by side, each of unit length."""

    _just_counted: ClassVar[List[Tuple["ref[TrainingData]", sp.csr_matrix]]] = []
    """What the last training in this process counted, and in which sentences: Rasa trains one instance, and lets
    another one, read from disk, do the same work on the same sentences right after."""

    def __init__(self, config: Dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        """Prepare an untrained featurizer."""
        super().__init__(name, config)
        self._storage = model_storage
        self._resource = resource
        self.vectorizers = {source: ngrams.vectorizer_of(source, part) for source, part in config["parts"].items()}
        self._rows: ngrams.Rows | None = None

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the default configuration: characters and words."""
        return {
            **SparseFeaturizer.get_default_config(),
            "parts": {"char": {"min_ngram": 2, "max_ngram": 5}, "word": {}},
        }

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Refuse n-grams over something unknown, and polite words that cannot be read.

        Raises:
            InvalidConfigException: the configuration names something unknown, or an unknown setting, or
                data/beleefd.yml is not as it should be.
        """
        try:
            core_span("")
        except DocumentError as error:
            raise InvalidConfigException(str(error)) from None
        for source, part in config["parts"].items():
            if source not in SOURCES:
                raise InvalidConfigException(f"n-grams over {source!r}? Choose one of {', '.join(SOURCES)}.")
            known = ngrams.settings_of(source)
            if unknown := set(part) - known:
                raise InvalidConfigException(
                    f"{source}: {', '.join(sorted(unknown))}? Known are {', '.join(sorted(known))}."
                )

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "NgramFeaturizer":
        """Build an untrained component (see Rasa's GraphComponent)."""
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "NgramFeaturizer":
        """Load a trained component: plain JSON and numbers, no pickles."""
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            for source, vectorizer in component.vectorizers.items():
                terms = json.loads((directory / f"{source}.json").read_text(encoding="utf-8"))
                vectorizer.vocabulary_ = {term: column for column, term in enumerate(terms)}
                vectorizer.idf_ = np.load(directory / f"{source}.npy", allow_pickle=False)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which n-grams occur, and how telling each is."""
        messages = [message for message in training_data.training_examples if message.get(TEXT)]
        with self._storage.write_to(self._resource) as directory:
            read, parts = self._read(messages), []
            for source, vectorizer in self.vectorizers.items():
                parts.append(vectorizer.fit_transform(read[source]))
                terms = sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)
                (directory / f"{source}.json").write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
                np.save(directory / f"{source}.npy", vectorizer.idf_, allow_pickle=False)
        self._just_counted[:] = [(ref(training_data), ngrams.beside(parts))]
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the n-grams of every message that has text."""
        with_text = [message for message in messages if message.get(TEXT)]
        if not with_text:
            return messages
        if self._rows is None:
            self._rows = ngrams.Rows(list(self.vectorizers.values()))
        for message in with_text:
            self._add(message, self._rows.row(sources_of(message, self.vectorizers)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the n-grams of every training sentence, and forget its tokens.

        No component after this one reads tokens in training, and Rasa would take a fingerprint of every token of
        every sentence after each of them: a third of the training time.
        """
        with_text = [message for message in training_data.training_examples if message.get(TEXT)]
        for message, row in zip(with_text, ngrams.rows_of(self._counted(training_data, with_text))):
            self._add(message, row)
        for message in training_data.training_examples:
            message.data.pop(TOKENS_NAMES[TEXT], None)
            message.data.pop(SPACY_DOCS[TEXT], None)
        return training_data

    def _counted(self, training_data: TrainingData, with_text: List[Message]) -> sp.csr_matrix:
        """Return the n-grams of the training sentences: training has just counted them, or else they are counted."""
        kept = list(self._just_counted)
        self._just_counted.clear()
        for whose, rows in kept:
            if whose() is training_data:
                return rows
        return ngrams.counted(list(self.vectorizers.values()), list(self._read(with_text).values()))

    def _read(self, messages: List[Message]) -> Dict[str, tuple[str, ...]]:
        """Return what each source reads of every message."""
        read = [sources_of(message, self.vectorizers) for message in messages]
        return dict(zip(self.vectorizers, zip(*read))) if read else dict.fromkeys(self.vectorizers, ())

    def _add(self, message: Message, row: sp.csr_matrix) -> None:
        origin = self._config[FEATURIZER_CLASS_ALIAS]
        message.add_features(SentenceFeatures(row, FEATURE_TYPE_SENTENCE, TEXT, origin))

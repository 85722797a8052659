"""Rasa graph component: the vector of the whole message, from an encoder that `config.yml` names."""

# No `from __future__ import annotations` here: Rasa's graph validation needs real types.
import os
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.courtesy import core
from nlu.encoders import CACHE, ENCODERS, TAUGHT, encoder_named
from nlu.features import SentenceFeatures
from nlu.vector_cache import VectorCache

VECTORS = Path(os.environ.get("MAGDAT_VECTOREN") or CACHE / "vectors")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Add one dense sentence feature a message; keep the training sentences' vectors on disk."""

    def __init__(self, config: Dict[str, Any], name: str) -> None:
        """Load the encoder that the configuration names."""
        super().__init__(name, config)
        self.encoder = encoder_named(config["encoder"])

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the default configuration: e5 as it was taught."""
        return {**DenseFeaturizer.get_default_config(), "encoder": TAUGHT}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceEncoderFeaturizer":
        """Build the component (see Rasa's GraphComponent)."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Refuse an encoder that does not exist.

        Raises:
            InvalidConfigException: the configuration names an unknown encoder.
        """
        if config["encoder"] not in ENCODERS:
            known = ", ".join(sorted(ENCODERS))
            raise InvalidConfigException(f"There is no sentence encoder {config['encoder']!r}; choose one of {known}.")

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the vector of every message that has text."""
        with_text = [message for message in messages if message.get(TEXT)]
        if with_text:
            self._add(with_text, self.encoder.encode([core(message.get(TEXT)) for message in with_text]))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vector of every training sentence, from disk where it was computed before."""
        examples = [message for message in training_data.training_examples if message.get(TEXT)]
        if examples:
            cache = VectorCache(VECTORS, self.encoder.name)
            self._add(examples, cache.encode(self.encoder, [message.get(TEXT) for message in examples]))
        return training_data

    def _add(self, messages: List[Message], vectors: Any) -> None:
        origin = self._config[FEATURIZER_CLASS_ALIAS]
        for message, vector in zip(messages, vectors):
            message.add_features(SentenceFeatures(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, origin))

"""Rasa graph component: which topic or dialogue act a message is about, with a probability for each.

Rasa's LogisticRegressionClassifier has no C and does not centre dense features; on the same sentences that
costs 10 to 25 points of accuracy (docs/nlu.md). Rasa's SVM classifier reads dense features only.
"""

# No `from __future__ import annotations` here: Rasa's graph validation needs real types.
from typing import Any, Dict, List, Type

import numpy as np
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import (
    FEATURE_TYPE_SENTENCE,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.sentence import OF_STATEMENT
from nlu.topic_model import Block, Single, TopicModel


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Classify a message from the sentence features of every featurizer before it."""

    def __init__(self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """Prepare an untrained classifier."""
        self.config = config
        self._storage = model_storage
        self._resource = resource
        self.model = TopicModel(
            weights=config["weights"],
            strength=config["strength"],
            iterations=config["iterations"],
            sharpness=config["sharpness"],
            own=config["own"],
        )

    @classmethod
    def required_components(cls) -> List[Type[Any]]:
        """Return what must come before: at least one featurizer."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the default configuration."""
        return {
            "weights": {},
            "strength": 0.25,
            "iterations": 30,
            "sharpness": 5.0,
            "own": 3.0,
            "ranking_length": 10,
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "TopicClassifier":
        """Build an untrained component (see Rasa's GraphComponent)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "TopicClassifier":
        """Load a trained component."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component.model = TopicModel.load(directory)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has a text and an intent, but those that only a statement is learned from."""
        examples = [
            item
            for item in training_data.intent_examples
            if item.get(TEXT) and item.get(INTENT) and not item.get(OF_STATEMENT)
        ]
        self.model.fit(blocks_of(examples), [item.get(INTENT) for item in examples])
        with self._storage.write_to(self._resource) as directory:
            self.model.save(directory)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent and the ranking of every message; one without text gets no intent."""
        for message in messages:
            if not message.get(TEXT):
                self._set(message, [])
                continue
            chances = self.model.shares(Single.of(blocks_of([message])))
            order = np.argsort(-chances)[: self.config["ranking_length"]]
            self._set(
                message,
                [
                    {INTENT_NAME_KEY: self.model.labels[index], PREDICTED_CONFIDENCE_KEY: float(chances[index])}
                    for index in order
                ],
            )
        return messages

    def _set(self, message: Message, ranking: List[Dict[str, Any]]) -> None:
        best = ranking[0] if ranking else {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}
        message.set(INTENT, best, add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)


def blocks_of(messages: List[Message]) -> List[Block]:
    """Return the sentence features of messages, a block a featurizer, in the pipeline's order."""
    rows: Dict[str, List[Any]] = {}
    for message in messages:
        for feature in message.features:
            if feature.attribute == TEXT and feature.type == FEATURE_TYPE_SENTENCE:
                rows.setdefault(feature.origin, []).append(feature.features)
    return [Block(origin, _stacked(items)) for origin, items in rows.items()]


def _stacked(rows: List[Any]) -> Any:
    if len(rows) == 1:  # SciPy takes a third of a millisecond to build what is there already
        return rows[0]
    return sp.vstack(rows, format="csr") if sp.issparse(rows[0]) else np.vstack(rows)

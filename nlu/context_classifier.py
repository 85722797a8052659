"""Rasa graph component: the context that a message implies, as entities without a place in the text.

It comes after the ContextExtractor and fills only the dimensions about which the lexicon found nothing.
"""

# No `from __future__ import annotations` here: Rasa's graph validation needs real types.
from pathlib import Path
from typing import Any, Dict, FrozenSet, List, Mapping

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_CONFIDENCE,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.context_lexicon import ContextLexicon, load_lexicon
from nlu.context_model import LEXICON, VALUES, ContextModel, lexicon_block
from nlu.labelled_context import read_labelled
from nlu.topic_classifier import blocks_of

ROOT = Path(__file__).resolve().parent.parent


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ContextClassifier(GraphComponent, EntityExtractorMixin):
    """Infer moment, device and role from the sentence features, trained on the sentences in data/context/."""

    def __init__(self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """Prepare an untrained component."""
        self.config = config
        self._storage = model_storage
        self._resource = resource
        self._model = ContextModel({**config["weights"], LEXICON: config["lexicon_weight"]}, config["strength"])

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the default configuration; ``thresholds`` are the least probabilities that count."""
        return {
            "labelled": "data/context/gelabeld.tsv",
            "lexicon": "data/context",
            "weights": {},
            "lexicon_weight": 1.0,
            "strength": 2.0,
            "thresholds": {"moment": 0.5, "toestel": 0.5, "rol": 0.75},
            "least_words": 3,
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ContextClassifier":
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
    ) -> "ContextClassifier":
        """Load a trained component."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component._model = ContextModel.load(directory)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the training sentences that are labelled.

        Raises:
            InvalidConfigException: a labelled sentence is not among the training sentences, so it has no features.
        """
        features = {item.get(TEXT): item for item in training_data.training_examples if item.get(TEXT)}
        labelled = read_labelled(ROOT / self.config["labelled"])
        strays = [item.text for item in labelled if item.text not in features]
        if strays:
            raise InvalidConfigException(
                f"{len(strays)} sentences in {self.config['labelled']} are no training sentences (data/nlu/), "
                f"the first of them: {strays[0]!r}"
            )
        found = lexicon_values(load_lexicon(ROOT / self.config["lexicon"]), [item.text for item in labelled])
        blocks = blocks_of([features[item.text] for item in labelled])
        self._model.fit([*blocks, lexicon_block(found)], [item.expected for item in labelled])
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add what every message implies on the dimensions about which it names nothing."""
        for message in messages:
            entities = message.get(ENTITIES, [])
            blocks = blocks_of([message])
            if not blocks or len(message.get(TEXT).split()) < self.config["least_words"]:
                continue  # «youtube?» is asked at work and at home
            named = {
                dimension: frozenset(
                    item[ENTITY_ATTRIBUTE_VALUE] for item in entities if item[ENTITY_ATTRIBUTE_TYPE] == dimension
                )
                for dimension in VALUES
            }
            implied = self._model.implied([*blocks, lexicon_block([named])])[0]
            found = [
                {
                    ENTITY_ATTRIBUTE_TYPE: dimension,
                    ENTITY_ATTRIBUTE_VALUE: value,
                    ENTITY_ATTRIBUTE_START: 0,
                    ENTITY_ATTRIBUTE_END: 0,
                    ENTITY_ATTRIBUTE_CONFIDENCE: chance,
                }
                for dimension, (value, chance) in implied.items()
                if chance >= self.config["thresholds"][dimension] and not named[dimension]
            ]
            message.set(ENTITIES, entities + self.add_extractor_name(found), add_to_output=True)
        return messages


def lexicon_values(lexicon: ContextLexicon, texts: List[str]) -> List[Mapping[str, FrozenSet[str]]]:
    """Return the values that the lexicon finds in each text, per dimension that is learned."""
    found: List[Mapping[str, FrozenSet[str]]] = []
    for text in texts:
        mentions = lexicon.find(text)
        found.append(
            {
                dimension: frozenset(item.value for item in mentions if item.dimension == dimension)
                for dimension in VALUES
            }
        )
    return found

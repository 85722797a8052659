"""Rasa graph component: the context of a question (platform, moment, device, role) as entities."""

# No `from __future__ import annotations` here: Rasa's graph validation needs real types.
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
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

from nlu.context_lexicon import load_lexicon

ROOT = Path(__file__).resolve().parent.parent


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ContextExtractor(GraphComponent, EntityExtractorMixin):
    """Find the context with the lexicon in data/context/; reading it anew needs a restart, no training."""

    def __init__(self, config: Dict[str, Any]) -> None:
        """Read the lexicon."""
        self._lexicon = load_lexicon(ROOT / config["lexicon"])

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the default configuration: the lexicon in data/context."""
        return {"lexicon": "data/context"}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ContextExtractor":
        """Build the component (see Rasa's GraphComponent)."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the context that every message names."""
        for message in messages:
            found = [
                {
                    ENTITY_ATTRIBUTE_TYPE: item.dimension,
                    ENTITY_ATTRIBUTE_VALUE: item.value,
                    ENTITY_ATTRIBUTE_START: item.start,
                    ENTITY_ATTRIBUTE_END: item.end,
                    ENTITY_ATTRIBUTE_CONFIDENCE: 1.0 if item.exact else 0.8,
                }
                for item in self._lexicon.find(message.get(TEXT) or "")
            ]
            entities = self.add_extractor_name(found)
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages

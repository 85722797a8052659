"""Rasa graph component: what the company's own policy may answer to a message.

It needs no training: what was learned about matching comes with the project, and the policy is read when it changes.
"""

# No `from __future__ import annotations` here: Rasa's graph validation needs real types.
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from magdat.policy.shipped import NO_POLICY, TRIED
from nlu.courtesy import core
from nlu.encoders import TAUGHT, forget_what_was_read
from nlu.matching.in_force import PolicyInForce
from nlu.matching.matcher import asked_of
from nlu.reading.reader import pair_reader

POLICY, SENTENCES = "beleid", "zinnen"
"""What is added to a message: how likely the policy answers it, with its likeliest statements, and how like it each
sentence is of what the guidance most likely answers."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class PolicyMatcher(GraphComponent):
    """Compare every message with the statements of the policy in force."""

    def __init__(self, config: dict[str, Any], policy: PolicyInForce) -> None:
        """Take the policy, and open what reads it together with questions."""
        self.config = config
        self._policy = policy
        self._reader = pair_reader()

    @classmethod
    def required_components(cls) -> list[type[Any]]:
        """Return what must come before: a featurizer."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the default configuration."""
        return {"encoder": TAUGHT, "ranking_length": 8, "sentences_of": 6, "read_together": 3}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "PolicyMatcher":
        """Build the component (see Rasa's GraphComponent)."""
        return cls(config, PolicyInForce(config["encoder"]))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what the policy may say to every message that has text; nothing while there is no policy to use."""
        try:
            for message in messages:
                if message.get(TEXT):
                    self._read(message, str((message.get(METADATA) or {}).get(TRIED) or ""))
        finally:
            forget_what_was_read()  # this is the last part of the pipeline that reads
        return messages

    def _read(self, message: Message, tried: str) -> None:
        question = core(message.get(TEXT))
        asked = asked_of({**message.as_dict(), TEXT: question}, self._policy.vector(question))
        likely = sorted(asked.statements, key=lambda name: -asked.statements[name])[: self.config["sentences_of"]]
        likes = self._policy.likes_in_guidance(asked.heard.vector, likely)
        rounded = {name: {mark: round(like, 3) for mark, like in each.items()} for name, each in likes.items()}
        message.set(SENTENCES, rounded, add_to_output=True)
        matching = self._policy.of(tried) if tried != NO_POLICY else None
        if matching is not None:
            match = matching.matcher.match(asked, self.config["ranking_length"])
            match = matching.matcher.read_together(asked, match, self._reader, self.config["read_together"])
            message.set(POLICY, match.to_data(matching.digest), add_to_output=True)

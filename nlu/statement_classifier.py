"""Rasa graph component: which statements may answer a message, its form, and how an honest answer may begin.

It comes after the TopicClassifier, whose probabilities it takes over: a statement is as likely as its topic is, times
how likely it is within the topic.
"""

# No `from __future__ import annotations` here: Rasa's graph validation needs real types.
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from magdat.question import Opening
from nlu.labelled_questions import read_labelled_questions, read_statement_examples
from nlu.statement_model import FORM, StatementModel, joined
from nlu.topic_classifier import blocks_of

ROOT = Path(__file__).resolve().parent.parent

STATEMENTS, FORM_KEY, OPENINGS = "uitspraken", "vorm", "openingen"
"""What is added to a message: the likeliest statements, the form, and the openings of the likeliest statement."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class StatementClassifier(GraphComponent):
    """Tell the questions within a topic apart, trained on the sentences in data/vragen/."""

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """Prepare an untrained component."""
        self.config = {**self.get_default_config(), **config}
        self._storage = model_storage
        self._resource = resource
        self._model = StatementModel(self.config["within"], self.config["heard"])

    @classmethod
    def required_components(cls) -> list[type[Any]]:
        """Return what must come before: a featurizer; a classifier of topics too, which does nothing in training."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the default configuration.

        ``within`` and ``heard`` are settings of nlu.topic_model.TopicModel; below the probability ``least`` no opening
        is ventured, since a wrong «ja» does more harm than none.
        """
        return {
            "labelled": "data/vragen",
            "statements": "leidraad/uitspraken",
            "within": {"weights": {}},
            "heard": {"weights": {}},
            "by_words": 0.3,
            "least": 0.0,
            "topics": 4,
            "ranking_length": 10,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "StatementClassifier":
        """Build an untrained component (see Rasa's GraphComponent)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "StatementClassifier":
        """Load a trained component."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component._model = StatementModel.load(directory)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the labelled sentences and from the examples of the statements.

        Raises:
            InvalidConfigException: a labelled sentence is not among the training sentences, so it has no features.
        """
        features = {item.get(TEXT): item for item in training_data.training_examples if item.get(TEXT)}
        labelled = read_labelled_questions(ROOT / self.config["labelled"])
        labelled += read_statement_examples(ROOT / self.config["statements"])
        strays = [item.text for item in labelled if item.text not in features]
        if strays:
            raise InvalidConfigException(
                f"{len(strays)} sentences in {self.config['labelled']} are no training sentences (data/nlu/), "
                f"the first of them: {strays[0]!r}"
            )
        self._model.fit(blocks_of([features[item.text] for item in labelled]), labelled)
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the likeliest statements, the form and the openings to every message that has text."""
        for message in messages:
            if not message.get(TEXT):
                continue
            blocks = joined(blocks_of([message]))
            ranking = message.get(INTENT_RANKING_KEY) or []
            topics = {
                item[INTENT_NAME_KEY]: item[PREDICTED_CONFIDENCE_KEY]
                for item in ranking
                if self._model.knows(item[INTENT_NAME_KEY])
            }
            likeliest = dict(list(topics.items())[: self.config["topics"]])
            found = sorted(self._model.statements(blocks, likeliest).items(), key=lambda item: -item[1])
            heard = self._model.hears(blocks, FORM)
            best = found[0][0] if found else ""
            opens = self._model.opens(blocks, best, self.config["by_words"], heard)
            openings = ventured(opens, self.config["least"])
            kept = found[: self.config["ranking_length"]]
            message.set(STATEMENTS, [{"id": name, "kans": round(chance, 4)} for name, chance in kept], True)
            message.set(FORM_KEY, max(heard, key=lambda name: heard[name]), True)
            message.set(OPENINGS, [{"opening": name, "kans": round(chance, 4)} for name, chance in openings[:3]], True)
        return messages


def ventured(opens: dict[str, float], least: float) -> list[Any]:
    """Return the openings, likeliest first; «geen» comes first where none is at least so likely."""
    openings = sorted(opens.items(), key=lambda item: -item[1])
    if openings[0][1] >= least:
        return openings
    return sorted(openings, key=lambda item: item[0] != Opening.NONE.value)

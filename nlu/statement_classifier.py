"""Rasa graph component: which statements may answer a message, its form, and how an honest answer may begin.

It comes after the TopicClassifier. A statement is as likely as its topic is, times how likely it is within the topic;
the likeliest of them are then ranked by how the message is like what was learned of each (nlu/ranking/). Topics get the
probability that their statements have together: what is asked tells what it is about.
"""

# No `from __future__ import annotations` here: Rasa's graph validation needs real types.
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from magdat.answers.marks import asking_of
from magdat.guidance.statements import topic_of
from magdat.question import Opening
from nlu.beside import learned_beside
from nlu.courtesy import core
from nlu.labelled_questions import read_labelled_questions, read_statement_examples, read_statement_texts
from nlu.nearby_openings import NearbyOpenings, read_cues
from nlu.opening_table import HEARD as HEARD_POWERS
from nlu.opening_table import TOLD, Shares, pooled
from nlu.ranking.ranker import Candidate, Ranked, Ranker, likeliest
from nlu.ranking.space import Floats
from nlu.ranking.weighing import Weights
from nlu.statement_model import FORM, HEARD, OPENING, StatementModel
from nlu.told_openings import ToldOpenings
from nlu.topic_classifier import blocks_of
from nlu.topic_model import Block, Single

ROOT = Path(__file__).resolve().parent.parent

STATEMENTS, BESIDE, FORM_KEY, REASONS = "uitspraken", "ernaast", "vorm", "waarom"
OPENINGS, OPENINGS_HEARD = "openingen", "openingen_gehoord"
"""What is added to a message: the likeliest statements, those that it is like on each topic, the form, for whoever asks
why what each likeness adds to the score of the very likeliest; the openings of the likeliest statement, and those that
are heard in the message whatever the statement's text says, for when the company answers in other words."""

LEANING = 12
"""A message of no more words may go on about what was said; then it is told what it is like, whatever its topic."""

MUCH = 5_000
"""From so many sentences on, a process of its own is begun sooner than they are learned from."""

EXPLAINED = 5
"""Of so many statements it is said why they are likely."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class StatementClassifier(GraphComponent):
    """Tell the questions within a topic apart, trained on the sentences in data/vragen/."""

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """Prepare an untrained component."""
        self.config = {**self.get_default_config(), **config}
        self._storage = model_storage
        self._resource = resource
        self._model = StatementModel(self.config["within"], self.config["heard"])
        self._ranker: Ranker | None = None
        self._weights = Weights.load().row()
        self._cues = read_cues(ROOT / self.config["cues"])
        self._nearby = NearbyOpenings({})
        self._told = ToldOpenings(self._cues, {})

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
            "turned": "data/andersom",
            "statements": "leidraad/uitspraken",
            "cues": "leidraad/eerste_woord.yml",
            "within": {"weights": {}},
            "heard": {"weights": {}},
            "least": 0.0,
            "topics": 6,
            "ranking_length": 12,
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
            component._ranker = Ranker.load(directory)
            component._nearby = NearbyOpenings.load(directory)
            component._told = ToldOpenings.load(component._cues, directory)
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
        blocks = blocks_of([features[item.text] for item in labelled])
        # «Wie betaalt dat?» stands under one statement, and as near to what others are asked for in mid-talk.
        typed = [index for index, item in enumerate(labelled) if item.opening is not None]
        asked = [labelled[index] for index in typed]
        texts = read_statement_texts(ROOT / self.config["statements"])
        # Those are asked the other way round, of the same statements: what a message is about they do not teach.
        turned = read_labelled_questions(ROOT / self.config["turned"])
        with learned_beside(ToldOpenings.of, self._cues, texts, [*asked, *turned], apart=len(asked) >= MUCH) as told:
            self._model.fit(blocks, labelled)
            self._ranker = Ranker.learned(vectors_of(blocks)[typed], asked)
            self._nearby = NearbyOpenings.of(self._cues, asked)
            self._told = told()
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory)
            self._ranker.save(directory)
            self._nearby.save(directory)
            self._told.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the likeliest statements, the form and the openings to every message that has text."""
        for message in messages:
            if not message.get(TEXT):
                continue
            blocks, question = blocks_of([message]), core(message.get(TEXT))
            ranking = message.get(INTENT_RANKING_KEY) or []
            topics = {
                item[INTENT_NAME_KEY]: item[PREDICTED_CONFIDENCE_KEY]
                for item in ranking
                if self._model.knows(item[INTENT_NAME_KEY])
            }
            topics = dict(list(topics.items())[: self.config["topics"]])
            single, vector = Single.of(blocks), vectors_of(blocks)[0]
            heard = {name: self._model.hears(single, name) for name in HEARD}
            within = self._model.within_topics(single, topics)
            found, among = self._ranked(vector, likeliest(topics, within), topics, heard)
            moved = reweighed(topics, found)
            ranking = [
                {**item, PREDICTED_CONFIDENCE_KEY: moved.get(item[INTENT_NAME_KEY], item[PREDICTED_CONFIDENCE_KEY])}
                for item in ranking
            ]
            ranking.sort(key=lambda item: -item[PREDICTED_CONFIDENCE_KEY])
            best = found[0].name if found else ""
            opens = self._opens(question, vector, best, heard)
            kept = found[: self.config["ranking_length"]]
            if ranking:
                message.set(INTENT, ranking[0], True)
                message.set(INTENT_RANKING_KEY, ranking, True)
            if len(question.split()) <= LEANING:
                message.set(BESIDE, self._beside(vector), True)
            message.set(STATEMENTS, [{"id": item.name, "kans": round(item.chance * among, 4)} for item in kept], True)
            message.set(FORM_KEY, max(heard[FORM], key=lambda name: heard[FORM][name]), True)
            for key, powers in ((OPENINGS, TOLD), (OPENINGS_HEARD, HEARD_POWERS)):
                openings = ventured(pooled(opens[: len(powers)], powers), self.config["least"])
                message.set(key, [{"opening": name, "kans": round(chance, 4)} for name, chance in openings[:3]], True)
            message.set(REASONS, {item.name: _rounded(item.reasons) for item in kept[:EXPLAINED]}, True)
        return messages

    def _opens(
        self, text: str, vector: Floats, statement: str, heard: Mapping[str, Mapping[str, float]]
    ) -> list[Shares]:
        """Return how likely each opening is for a message that a statement answers, by each that tells it."""
        assert self._ranker is not None, "a component that was neither trained nor loaded reads nothing"
        table = self._model.openings.shares(statement, heard[FORM])
        alike = self._ranker.alike(vector, statement)
        near = self._nearby.shares(statement, alike, asking_of(self._cues, text), table)
        return [table, dict(heard[OPENING]), near, self._told.shares(text, statement, table)]

    def _beside(self, vector: Floats) -> dict[str, list[list[Any]]]:
        """Return for each topic the statements that a message is like: name, likeness to the nearest, to the middle."""
        assert self._ranker is not None, "a component that was neither trained nor loaded reads nothing"
        found = self._ranker.beside(vector)
        return {
            topic: [[item.name, round(item.nearest, 3), round(item.middle, 3)] for item in listed]
            for topic, listed in found.items()
        }

    def _ranked(
        self,
        vector: Floats,
        candidates: Sequence[Candidate],
        topics: Mapping[str, float],
        heard: Mapping[str, Mapping[str, float]],
    ) -> tuple[list[Ranked], float]:
        """Return the likeliest statements, and how likely it is that one of them is asked for."""
        assert self._ranker is not None, "a component that was neither trained nor loaded reads nothing"
        found = self._ranker.rank(self._weights, vector, candidates, heard)
        return found, sum(topics[topic] for topic in {topic_of(item.name) for item in found})


def vectors_of(blocks: Sequence[Block]) -> Floats:
    """Return the sentence vectors among the features, side by side."""
    dense: list[Any] = [block.rows for block in blocks if not sp.issparse(block.rows)]
    found: Floats = dense[0] if len(dense) == 1 else np.hstack(dense)
    return found


def reweighed(topics: Mapping[str, float], found: Sequence[Ranked]) -> dict[str, float]:
    """Return how likely topics are by their statements; together as likely as they were.

    Args:
        topics: how likely each is.
        found: the statements that were ranked; a topic without any is left as it was.
    """
    shares: dict[str, float] = {}
    for item in found:
        shares[topic_of(item.name)] = shares.get(topic_of(item.name), 0.0) + item.chance
    whole = sum(topics[topic] for topic in shares)
    return {topic: share * whole for topic, share in shares.items()}


def _rounded(reasons: Mapping[str, float]) -> dict[str, float]:
    return {name: round(added, 2) for name, added in reasons.items()}


def ventured(opens: dict[str, float], least: float) -> list[Any]:
    """Return the openings, likeliest first; «geen» comes first where none is at least so likely."""
    openings = sorted(opens.items(), key=lambda item: -item[1])
    if openings[0][1] >= least:
        return openings
    return sorted(openings, key=lambda item: item[0] != Opening.NONE.value)

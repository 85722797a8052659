"""What a message implies of the context without saying it: «terwijl den band draait», «mijn winkelmeisjes»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.topic_model import Block, Single, TopicModel

NOTHING = "niets"
"""The class of a message that implies nothing on a dimension."""

VALUES: dict[str, tuple[str, ...]] = {
    "moment": ("werkuren", "pauze", "buiten_werkuren"),
    "toestel": ("eigen", "werk"),
    "rol": ("medewerker", "leidinggevende", "hr"),
}
"""The dimensions that are learned; platforms have names, which the lexicon knows."""

LEXICON = "lexicon"
"""The origin of the block that says what the lexicon found."""


class ContextModel:
    """A small classifier for each dimension, over the features that the topic classifier reads and the lexicon's finds.

    The lexicon is right about what it knows but knows only what somebody thought of; the classifier learns from
    labelled sentences how far to believe it, and what else implies a value.
    """

    def __init__(
        self, weights: Mapping[str, float], strength: float = 2.0, iterations: int = 24, sharpness: float = 4.0
    ) -> None:
        """Prepare an untrained model; the settings are those of :class:`TopicModel`, every mistake is equally dear."""
        self._settings = (dict(weights), strength, iterations, sharpness, 1.0)
        self._models: dict[str, TopicModel] = {}

    def fit(self, blocks: Sequence[Block], labels: Sequence[Mapping[str, frozenset[str]]]) -> None:
        """Learn from messages and what they imply; a message with several values of a dimension is left out there."""
        for dimension in VALUES:
            rows = [index for index, named in enumerate(labels) if len(named.get(dimension, ())) <= 1]
            wanted = [next(iter(labels[index].get(dimension, ())), NOTHING) for index in rows]
            model = TopicModel(*self._settings)
            model.fit([Block(block.origin, block.rows[rows]) for block in blocks], wanted)
            self._models[dimension] = model

    def implied(self, blocks: Sequence[Block]) -> list[dict[str, tuple[str, float]]]:
        """Return for each message the likeliest value of each dimension, with its probability; nothing is left out."""
        found: list[dict[str, tuple[str, float]]] = [{} for _ in range(blocks[0].rows.shape[0])]
        alone = Single.of(blocks) if len(found) == 1 else None
        for dimension, model in self._models.items():
            chances = model.shares(alone)[None] if alone is not None else model.probabilities(blocks)
            for row, best in enumerate(chances.argmax(axis=1)):
                if model.labels[best] != NOTHING:
                    found[row][dimension] = (model.labels[best], float(chances[row, best]))
        return found

    def save(self, directory: Path) -> None:
        """Write the models as plain numbers and JSON, a folder a dimension."""
        for dimension, model in self._models.items():
            (directory / dimension).mkdir()
            model.save(directory / dimension)

    @classmethod
    def load(cls, directory: Path) -> ContextModel:
        """Read what :meth:`save` wrote.

        Raises:
            OSError: a file is missing.
        """
        model = cls(weights={})
        model._models = {dimension: TopicModel.load(directory / dimension) for dimension in VALUES}
        return model


def lexicon_block(found: Sequence[Mapping[str, frozenset[str]]]) -> Block:
    """Return what the lexicon found in each message as features: one column a value."""
    columns = [(dimension, value) for dimension, values in VALUES.items() for value in values]
    rows: NDArray[np.float32] = np.array(
        [[value in named.get(dimension, ()) for dimension, value in columns] for named in found], dtype=np.float32
    )
    return Block(LEXICON, rows.reshape(len(found), len(columns)))

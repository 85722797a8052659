"""Which statement answers a message, in what form it asks, and with what an honest answer may begin.

Within a topic a small linear model tells its questions apart; over all topics one model each hears the form, the
opening and who asks. How likely a statement is, is how likely its topic is times how likely it is within the topic.
A statement that nobody labelled sentences for is learned from its examples, at the next training.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from nlu.labelled_questions import LabelledQuestion
from nlu.opening_table import OpeningTable, deciding_of
from nlu.topic_model import Block, Columns, Single, TopicModel

OPENING, FORM, ASKER = "opening", "vorm", "vrager"
HEARD = (OPENING, FORM, ASKER)
"""What is heard in a message whatever its topic."""


class Narrowed:
    """A model over only those n-grams that occur in its own sentences."""

    def __init__(self, model: TopicModel, columns: NDArray[np.int64]) -> None:
        """Keep a trained model and the columns that it reads."""
        self.model = model
        self.columns = columns
        self._narrowed = Columns(columns)

    @classmethod
    def fit(cls, blocks: Sequence[Block], labels: Sequence[str], settings: Mapping[str, Any]) -> Narrowed:
        """Learn from messages and their labels."""
        columns = _occurring(blocks)
        model = TopicModel(**settings)
        model.fit(_narrow(blocks, columns), labels)
        return cls(model, columns)

    def chances(self, message: Single) -> dict[str, float]:
        """Return the probability of each label for one message."""
        return self.model.chances(message.only(self._narrowed))


class StatementModel:
    """Everything that is learned from the labelled questions."""

    def __init__(self, within: Mapping[str, Any], heard: Mapping[str, Any]) -> None:
        """Prepare an untrained model.

        Args:
            within: settings of the models that tell a topic's questions apart (see TopicModel).
            heard: settings of the models for form, opening and asker.
        """
        self._within_settings = dict(within)
        self._heard_settings = dict(heard)
        self.within: dict[str, Narrowed] = {}
        self.only: dict[str, str] = {}
        """The one statement of a topic whose sentences all ask the same."""

        self.heard: dict[str, Narrowed] = {}
        self.openings = OpeningTable({})

    def fit(self, blocks: Sequence[Block], labelled: Sequence[LabelledQuestion]) -> None:
        """Learn from labelled messages, in the order of the rows."""
        by_topic: dict[str, list[int]] = {}
        for index, item in enumerate(labelled):
            if item.statement is not None:
                by_topic.setdefault(item.topic, []).append(index)
        for topic, rows in by_topic.items():
            statements = [str(labelled[index].statement) for index in rows]
            if len(set(statements)) == 1:
                self.only[topic] = statements[0]
                continue
            self.within[topic] = Narrowed.fit(_rows(blocks, rows), statements, self._within_settings)
        deciding = deciding_of(labelled)
        for name in HEARD:
            rows = [index for index, item in enumerate(labelled) if _label(item, name) is not None]
            if name == OPENING:
                rows = [index for index in rows if (found := labelled[index].statement) is None or found in deciding]
            labels = [str(_label(labelled[index], name)) for index in rows]
            self.heard[name] = Narrowed.fit(_rows(blocks, rows), labels, self._heard_settings)
        self.openings = OpeningTable.of(labelled)

    def knows(self, topic: str) -> bool:
        """Return whether a topic has statements that were learned."""
        return topic in self.within or topic in self.only

    def within_topics(self, message: Single, topics: Iterable[str]) -> dict[str, dict[str, float]]:
        """Return, for each of some topics that were learned, the probability of its statements for one message."""
        found: dict[str, dict[str, float]] = {}
        for topic in topics:
            if topic in self.only:
                found[topic] = {self.only[topic]: 1.0}
            elif topic in self.within:
                found[topic] = self.within[topic].chances(message)
        return found

    def statements(self, blocks: Sequence[Block], topics: Mapping[str, float]) -> dict[str, float]:
        """Return the probability of each statement for one message, given that of the topics."""
        within = self.within_topics(Single.of(blocks), topics)
        return {name: topics[topic] * share for topic, shares in within.items() for name, share in shares.items()}

    def hears(self, message: Single, name: str) -> dict[str, float]:
        """Return the probability of each form, opening or asker for one message."""
        return self.heard[name].chances(message)

    def save(self, directory: Path) -> None:
        """Write the model as plain numbers and JSON, a folder a part."""
        for kind, models in (("within", self.within), ("heard", self.heard)):
            for name, model in models.items():
                folder = directory / kind / name
                folder.mkdir(parents=True)
                model.model.save(folder)
                np.save(folder / "columns.npy", model.columns)
        facts = {"only": self.only, "openings": self.openings.to_data()}
        (directory / "statements.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> StatementModel:
        """Read a model that :meth:`save` wrote.

        Raises:
            OSError: a file is missing.
        """
        facts = json.loads((directory / "statements.json").read_text(encoding="utf-8"))
        model = cls({}, {})
        model.only, model.openings = facts["only"], OpeningTable(facts["openings"])
        for kind, models in (("within", model.within), ("heard", model.heard)):
            for folder in sorted((directory / kind).iterdir()):
                models[folder.name] = Narrowed(TopicModel.load(folder), np.load(folder / "columns.npy"))
        return model


def _label(item: LabelledQuestion, name: str) -> str | None:
    label = {OPENING: item.opening, FORM: item.form, ASKER: item.asker}[name]
    return label.value if label is not None else None


def _rows(blocks: Sequence[Block], rows: Sequence[int]) -> list[Block]:
    return [Block(block.origin, block.rows[list(rows)]) for block in blocks]


def joined(blocks: Sequence[Block]) -> list[Block]:
    """Return all n-grams side by side as one block, and the vectors after it."""
    sparse = [block.rows for block in blocks if sp.issparse(block.rows)]
    dense = [block for block in blocks if not sp.issparse(block.rows)]
    if not sparse:
        return dense
    rows = sparse[0] if len(sparse) == 1 else sp.hstack(sparse, format="csr", dtype=np.float32)
    return [Block("ngrams", rows), *dense]


def _occurring(blocks: Sequence[Block]) -> NDArray[np.int64]:
    """Return the columns of the joined n-grams in which some message has something, in order."""
    first = joined(blocks)[0].rows
    if not isinstance(first, sp.csr_matrix):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.bincount(first.indices, minlength=first.shape[1])).astype(np.int64)


def _narrow(blocks: Sequence[Block], columns: NDArray[np.int64]) -> list[Block]:
    """Return the blocks with only some columns of their n-grams."""
    first, *others = joined(blocks)
    if not sp.issparse(first.rows):
        return [first, *others]
    return [Block(first.origin, first.rows[:, columns]), *others]

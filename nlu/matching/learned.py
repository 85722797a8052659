"""What was learned once, from questions about policies and from the labelled sentences: plain numbers in one file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from nlu.matching.grams import weighed, weights
from nlu.matching.meaning import Floats, Meaning
from nlu.matching.recognised import Recognised

FOLDER = Path(__file__).resolve().parent
NUMBERS, FACTS, RECOGNISED = "learned.npz", "learned.json", "recognised.npz"


@dataclass(frozen=True)
class Topics:
    """A small classifier of topics over e5's vector and n-grams, that reads statements as well as questions.

    The classifier of the pipeline needs spaCy for every text, and would take ten seconds for five hundred statements.
    """

    labels: tuple[str, ...]
    rare: Floats
    sparse: Floats
    """Shape (columns, labels)."""

    dense: Floats
    bias: Floats
    centre: Floats
    scale: float
    sharpness: float

    def roots(self, vectors: Floats, grams: sp.csr_matrix) -> Floats:
        """Return the square roots of the probabilities, so that the product of two rows says how alike they are."""
        if grams.shape[0] == 1:  # a message: no matrix is built around it
            said = weights(grams, self.rare) @ self.sparse[grams.indices]
        else:
            said = weighed(grams, self.rare) @ self.sparse
        scores = said + ((vectors - self.centre) * self.scale) @ self.dense
        scores = self.sharpness * (scores + self.bias)
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        found: Floats = np.sqrt(chances / chances.sum(axis=1, keepdims=True)).astype(np.float32)
        return found


@dataclass(frozen=True)
class Weighing:
    """How much each likeness counts, and each sign of certainty."""

    weights: Mapping[str, float]
    certainty: Mapping[str, float]
    preference: Mapping[str, float] = field(default_factory=dict)
    """How much each sign counts that a policy answers better than the guidance (nlu/matching/preference.py)."""


@dataclass(frozen=True)
class Learned:
    """Everything that matching rests on."""

    meaning: Meaning
    topics: Topics
    weights: Mapping[str, float]
    """How much each likeness counts (nlu/matching/likeness.py names them)."""

    certainty: Mapping[str, float]
    """How much each sign of certainty counts (nlu/matching/certainty.py names them)."""

    threshold: float
    """From this probability on that a statement answers it, a question is answered from the policy."""

    provenance: Mapping[str, Any]

    common: tuple[str, ...] = ()
    """Words that so many questions have that sharing one tells nothing."""

    preference: Mapping[str, float] = field(default_factory=dict)
    """How much each sign counts that a policy answers better than the guidance; empty where that was not learned."""

    recognised: Recognised = Recognised.of_nothing()
    """What the guidance's questions teach about a policy."""

    bare: Weighing | None = None
    """What counts in a policy of which no statement has examples, such as one that was just brought in."""

    def weighing(self, *, examples: bool) -> Weighing:
        """Return what counts in a policy with, or without, examples."""
        whole = Weighing(self.weights, self.certainty, self.preference)
        return self.bare if self.bare is not None and not examples else whole

    def save(self, folder: Path = FOLDER) -> None:
        """Write everything; the same numbers always give the same files."""
        topics, meaning = self.topics, self.meaning
        steps, sizes = _rounded(topics.sparse)
        np.savez_compressed(
            folder / NUMBERS,
            question=meaning.question,
            statement=meaning.statement,
            rare=topics.rare.astype(np.float16),
            steps=steps,
            sizes=sizes,
            dense=topics.dense,
            bias=topics.bias,
            centre=topics.centre,
        )
        self.recognised.save(folder / RECOGNISED)
        self.save_facts(folder)

    def save_facts(self, folder: Path = FOLDER) -> None:
        """Write what stands in words; the numbers stay as they are."""
        topics = self.topics
        facts = {
            "herkomst": dict(self.provenance),
            "gewichten": dict(self.weights),
            "zekerheid": dict(self.certainty),
            "voorkeur": dict(self.preference),
            "zonder_voorbeelden": None
            if self.bare is None
            else {
                "gewichten": dict(self.bare.weights),
                "zekerheid": dict(self.bare.certainty),
                "voorkeur": dict(self.bare.preference),
            },
            "drempel": self.threshold,
            "gewone_woorden": " ".join(self.common),
            "onderwerpen": {"namen": list(topics.labels), "schaal": topics.scale, "scherpte": topics.sharpness},
        }
        (folder / FACTS).write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path = FOLDER, *, recognised: bool = True) -> Learned:
        """Read what :meth:`save` wrote.

        Args:
            folder: where it was written.
            recognised: whether what it knows of the guidance's statements is needed; who makes that does without.

        Raises:
            OSError: a file is missing.
        """
        facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        known = folder / RECOGNISED
        if recognised and not known.exists():
            raise FileNotFoundError(f"{known} is missing: `python -m nlu.ship` writes it")
        with np.load(folder / NUMBERS, allow_pickle=False) as numbers:
            meaning = Meaning(numbers["question"], numbers["statement"])
            topics = Topics(
                tuple(facts["onderwerpen"]["namen"]),
                numbers["rare"].astype(np.float32),
                numbers["steps"].astype(np.float32) * numbers["sizes"],
                numbers["dense"],
                numbers["bias"],
                numbers["centre"],
                facts["onderwerpen"]["schaal"],
                facts["onderwerpen"]["scherpte"],
            )
        bare = facts["zonder_voorbeelden"]
        return cls(
            meaning,
            topics,
            facts["gewichten"],
            facts["zekerheid"],
            facts["drempel"],
            facts["herkomst"],
            tuple(facts["gewone_woorden"].split()),
            facts.get("voorkeur") or {},
            Recognised.load(known) if recognised else Recognised.of_nothing(),
            Weighing(bare["gewichten"], bare["zekerheid"], bare.get("voorkeur") or {}) if bare else None,
        )


def _rounded(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return weights as whole steps of each label, a quarter of their size, and how large a step is."""
    sizes = np.abs(weights).max(axis=0) / 127
    return np.rint(weights / np.where(sizes > 0, sizes, 1)).astype(np.int8), sizes.astype(np.float32)

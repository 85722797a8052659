"""What e5 was taught of policies and people: for each matrix of its upper layers, what is added (``adapter.npz``).

It is the product of two narrow matrices, which takes a tenth of the place of the whole; training.py learns it. Most of
the policies in data/beleid/ taught it; those in apart.txt there it never saw, and weights are learned and measured on
those. So did sentences that people ask; since the third go none by those in data/nlu/apart.txt.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from nlu.e5.weights import Floats

PATH = Path(__file__).resolve().parent / "adapter.npz"
PARTS = ("q", "k", "v", "ao", "fi", "fo")
"""The matrices of a layer."""

ENDS = ("narrow", "wide")

Pairs = Mapping[str, tuple[Floats, Floats]]
"""By the name of a matrix, the two narrow ones; shapes (inputs, rank) and (rank, outputs)."""


@dataclass(frozen=True)
class Adapter:
    """What is added to matrices."""

    pairs: Pairs

    question: Floats
    """The middle of the vectors of questions, which is taken away before one is compared with a statement."""

    statement: Floats
    taught_by: frozenset[str] = frozenset()
    """The policies that it knows."""

    @cached_property
    def digest(self) -> str:
        """Return what tells it from every other."""
        found = hashlib.sha256()
        for name, pair in sorted(self.pairs.items()):
            found.update(name.encode())
            for part in pair:
                found.update(part.astype(np.float16).tobytes())
        return found.hexdigest()[:16]

    def save(self, path: Path = PATH) -> None:
        """Write it in half floats; the same numbers always give the same file."""
        parts = {f"{name}.{end}": part for name, pair in self.pairs.items() for end, part in zip(ENDS, pair)}
        halves = {name: part.astype(np.float16) for name, part in sorted(parts.items())}
        np.savez_compressed(
            path,
            taught_by=np.array(sorted(self.taught_by)),
            question=self.question,
            statement=self.statement,
            **halves,
        )

    @classmethod
    def load(cls, path: Path = PATH) -> Adapter:
        """Read what :meth:`save` wrote.

        Raises:
            OSError: the file is missing.
        """
        with np.load(path, allow_pickle=False) as stored:
            names = sorted({name.rpartition(".")[0] for name in stored.files if "." in name})
            narrow, wide = ({name: stored[f"{name}.{end}"].astype(np.float32) for name in names} for end in ENDS)
            pairs = {name: (narrow[name], wide[name]) for name in names}
            return cls(pairs, stored["question"], stored["statement"], frozenset(stored["taught_by"].tolist()))


def mean_of(before: Adapter, after: Adapter) -> Adapter:
    """Return what lies half way between two of which the second learned further from the first.

    It knows most of what was learned and forgets less (Wortsman et al. 2022, arXiv:2203.05482).
    """
    pairs = {
        name: ((before.pairs[name][0] + narrow) / 2, (before.pairs[name][1] + wide) / 2)
        for name, (narrow, wide) in after.pairs.items()
    }
    middles = ((before.question + after.question) / 2, (before.statement + after.statement) / 2)
    return Adapter(pairs, *middles, before.taught_by | after.taught_by)

"""xSID in Dutch (van der Goot et al. 2021, CC BY-SA 4.0): intents of a voice assistant, to compare with other work.

The file is not in the project; MAGDAT_CORPORA names the directory that holds `xsid/xsid_nl.jsonl`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Predict = Callable[[Sequence[str], Sequence[str], Sequence[str]], Sequence[str]]
"""Trains on texts and labels, and returns a label for each of the other texts."""


@dataclass(frozen=True)
class Xsid:
    """Texts with their intents: 300 to learn from and 500 to test on."""

    train: tuple[tuple[str, str], ...]
    test: tuple[tuple[str, str], ...]


def read_xsid(directory: Path | None = None) -> Xsid | None:
    """Return the set, or nothing where it is not on this machine."""
    root = directory or (Path(os.environ["MAGDAT_CORPORA"]) if os.environ.get("MAGDAT_CORPORA") else None)
    path = root / "xsid" / "xsid_nl.jsonl" if root else None
    if path is None or not path.is_file():
        return None
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    parts = {
        split: tuple((row["text"], row["intent"]) for row in rows if row["split"] == split)
        for split in ("valid", "test")
    }
    return Xsid(parts["valid"], parts["test"])


def accuracy(predict: Predict, data: Xsid) -> dict[str, float]:
    """Return the accuracy on the whole test part, and on its texts that the training part lacks, in capitals or not."""
    known = {text.lower() for text, _ in data.train}
    texts, labels = zip(*data.train)
    found = predict(texts, labels, [text for text, _ in data.test])
    right = [(text, guess == label) for (text, label), guess in zip(data.test, found)]
    unseen = [good for text, good in right if text.lower() not in known]
    return {
        "xsid": round(sum(good for _, good in right) / len(right), 4),
        "xsid_unseen": round(sum(unseen) / len(unseen), 4),
        "xsid_unseen_n": len(unseen),
    }

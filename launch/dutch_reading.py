"""The pipeline of spaCy, read without making its tokenizer over and over.

spaCy makes the tokenizer of a language and then reads that of the pipeline over it, a property at a time, and at each
it tries all special cases anew. A tokenizer that is the language's own, byte for byte, need not be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import spacy

_OWN = ["vocab"]
"""What a tokenizer leaves out of its file."""

_load: Callable[..., Any] = spacy.load


def load(name: str, *, disable: Iterable[str] = ()) -> Any:
    """Return an installed pipeline, as ``spacy.load`` does.

    Raises:
        OSError: there is no such pipeline.
    """
    model = _load(name, disable=list(disable), exclude=["tokenizer"])
    kept = model.path / "tokenizer"
    if model.tokenizer.to_bytes(exclude=_OWN) != kept.read_bytes():
        model.tokenizer.from_disk(kept, exclude=_OWN)
    return model


def use() -> None:
    """Let Rasa read its pipeline so, in this process."""
    spacy.load = load

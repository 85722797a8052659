"""Keeping sentences of the test and development parts out of the training part.

The training part of Lassy Small as it stood in 2017 holds many sentences which are in today's
development and test parts. Sentences count as the same when they have the same letters and digits,
whatever their case, spacing or punctuation, so that a change of tokenisation hides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from .conllu import Sentence


def fingerprint(sentence: Sentence) -> str:
    """What is compared: letters and digits, lower-cased; all of the text if there are none."""
    text = "".join(sentence.forms).lower()
    return "".join(char for char in text if char.isalnum()) or text


def remove_overlap(
    train: Iterable[Sentence], held_out: Iterable[Sentence]
) -> tuple[list[Sentence], int]:
    """The sentences of ``train`` which do not recur in ``held_out``, and how many were dropped."""
    seen = {fingerprint(sentence) for sentence in held_out}
    kept: list[Sentence] = []
    dropped = 0
    for sentence in train:
        if fingerprint(sentence) in seen:
            dropped += 1
        else:
            kept.append(sentence)
    return kept, dropped

"""The Dutch pipeline, read once in a process.

Two places of Rasa's graph each read it: the one that hands it on, and the one that uses what it is handed. The second
copy costs 56 MB in a server that runs all day, and a second at every start.
"""

from __future__ import annotations

from functools import lru_cache

from rasa.nlu.utils.spacy_utils import SpacyNLP


def use() -> None:
    """Let both places share one pipeline, in this process."""
    if not hasattr(SpacyNLP.load_model, "cache_clear"):
        SpacyNLP.load_model = staticmethod(lru_cache(maxsize=1)(SpacyNLP.load_model))

"""A training sentence that Rasa may copy and compare cheaply."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import rasa.shared.utils.io
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

OF_STATEMENT = "enkel_uitspraak"
"""Whether a sentence tells the questions within a topic apart, and says nothing of the topic: «Wie betaalt dat?»."""


class Sentence(Message):
    """Rasa's message, with a digest and a copy of its own.

    Rasa takes a digest of every sentence after every component of a training, by writing each value as JSON and
    hashing that, and copies all sentences a dozen times while it merges what its importers read: a sixth of a
    training. Here one digest is fed with the same values.
    """

    _cached_fingerprint: str | None

    def fingerprint(self) -> str:
        """Return a digest of everything in this sentence: the same for the same values, in whatever order they came."""
        known = self._cached_fingerprint
        if known is None:
            digest = hashlib.md5(usedforsecurity=False)
            for key in sorted(self.data):
                digest.update(f"{key}\0{_written(key, self.data[key])}\0".encode("utf-8", "surrogatepass"))
            for feature in self.features:
                digest.update(feature.fingerprint().encode("ascii"))
            known = self._cached_fingerprint = digest.hexdigest()
        return known

    def __deepcopy__(self, memo: dict[int, Any]) -> Sentence:
        """Return a sentence to which one may set and add without changing this one; no component changes a value."""
        copied = Sentence(self.data, set(self.output_properties), self.time, list(self.features))
        copied._cached_fingerprint = self._cached_fingerprint
        return copied


def _written(key: str, value: Any) -> str:
    """Return a value as text from which it can be told apart from every other value."""
    if isinstance(value, str):
        return value
    if key == TOKENS_NAMES[TEXT]:
        return "\0".join(f"{item.text}\0{item.start}\0{item.end}\0{item.lemma}\0{item.data}" for item in value)
    try:
        return json.dumps(value, sort_keys=True)  # of plain values Rasa hashes every key and every value by itself
    except TypeError:
        return str(rasa.shared.utils.io.deep_container_fingerprint(value))

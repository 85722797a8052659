"""Rasa's features with a fingerprint that costs little."""

from __future__ import annotations

import hashlib

import scipy.sparse as sp
from rasa.shared.nlu.training_data.features import Features


class SentenceFeatures(Features):
    """Features of one message. Rasa writes every number of a sparse row as text before it takes their digest."""

    _cached_fingerprint: str | None

    def fingerprint(self) -> str:
        """Return a digest of the numbers and of where they come from."""
        known: str | None = self._cached_fingerprint
        if known is None:
            digest = hashlib.md5(f"{self.type} {self.origin} {self.attribute}".encode(), usedforsecurity=False)
            parts = (self.features.indices, self.features.data) if sp.issparse(self.features) else (self.features,)
            for part in parts:
                digest.update(part.tobytes())
            known = self._cached_fingerprint = digest.hexdigest()
        return known

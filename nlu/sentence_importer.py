"""Rasa importer that reads the training sentences once; Rasa's own reads and validates every file three times."""

from __future__ import annotations

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData


class SentenceImporter(RasaFileImporter):
    """Rasa's file importer with a memory; one of it lives as long as one training."""

    _read: dict[str, TrainingData] | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return the sentences in the files of the project (see Rasa's TrainingDataImporter)."""
        if self._read is None:
            self._read = {}
        key = str(language)
        if key not in self._read:
            self._read[key] = super().get_nlu_data(language)
        return self._read[key]

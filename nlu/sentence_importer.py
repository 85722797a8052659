"""Rasa importer that reads the training sentences once; Rasa's own reads and validates every file three times."""

from __future__ import annotations

from pathlib import Path

import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.labelled_questions import read_statement_examples
from nlu.sentence import OF_STATEMENT, Sentence
from nlu.topic_descriptions import read_descriptions, read_examples, read_questions


def read_plain(path: Path) -> list[Sentence] | None:
    """Return the sentences in a file that holds nothing but blocks of one intent each, as Rasa's reader does.

    Rasa's reader checks every file against a schema, looks for entities in every sentence, and its merge copies them
    all: a fifth of a training. A file that holds something else gives None, and is for Rasa's reader.
    """
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if not isinstance(content, dict) or set(content) != {"version", "nlu"} or not isinstance(content["nlu"], list):
        return None
    found = []
    for block in content["nlu"]:
        examples = block.get("examples")
        if (
            not set(block) <= {"intent", "metadata", "examples"}
            or "intent" not in block
            or not isinstance(examples, str)
        ):
            return None
        metadata = {"metadata": {"intent": block["metadata"]}} if block.get("metadata") else {}
        for line in examples.splitlines():
            text = line.strip().removeprefix("- ").strip()
            if line.strip() and (not line.startswith("- ") or UNPLAIN & set(text) or not text):
                return None
            if text:
                found.append(Sentence({TEXT: text, INTENT: block["intent"], **metadata}))
    return found


UNPLAIN = frozenset("[]{}\\")
"""Characters with which Rasa may mean something: entities and escapes."""


class SentenceImporter(RasaFileImporter):
    """Rasa's file importer with a memory, for one training; it adds what the guidance says of the topics."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        descriptions: str | None = None,
        answers: str | None = None,
        statements: str | None = None,
    ) -> None:
        """Prepare to read.

        Args:
            config_file: Rasa's configuration.
            domain_path: Rasa's domain.
            training_data_paths: files and directories with sentences and rules.
            descriptions: the file that describes the topics, or None to do without.
            answers: the directory with the answers, whose examples are learned from, or None to do without.
            statements: the directory with the statements, whose examples are learned from, or None to do without.
        """
        super().__init__(config_file, domain_path, training_data_paths)
        self._descriptions = Path(descriptions) if descriptions else None
        self._answers = Path(answers) if answers else None
        self._statements = Path(statements) if statements else None
        self._read: dict[str, TrainingData] = {}

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return the sentences in the files of the project (see Rasa's TrainingDataImporter).

        Raises:
            DocumentError: the descriptions or the answers are missing or wrong.
        """
        key = str(language)
        if key not in self._read:
            listed = [read_plain(Path(file)) for file in self._nlu_files]
            if any(messages is None for messages in listed):
                sentences = super().get_nlu_data(language)
            else:
                sentences = TrainingData([item for messages in listed for item in messages or ()])
            # Rasa's own merge would copy every sentence.
            intents = {message.get(INTENT) for message in sentences.training_examples}
            sentences.training_examples.extend(self._described(intents))
            self._read[key] = sentences
        return self._read[key]

    def _described(self, intents: set[str | None]) -> list[Sentence]:
        """Return what is said of the topics that the sentences know: `magdat train` may see a part of the files."""
        said = read_descriptions(self._descriptions) if self._descriptions else []
        said += read_examples(self._answers) if self._answers else []
        said += read_questions(self._statements) if self._statements else []
        asked = read_statement_examples(self._statements) if self._statements else []
        own = [(item.text, item.topic) for item in asked if item.opening is None]
        return [
            *(Sentence({TEXT: text, INTENT: topic}) for text, topic in said if topic in intents),
            *(Sentence({TEXT: text, INTENT: topic, OF_STATEMENT: True}) for text, topic in own if topic in intents),
        ]

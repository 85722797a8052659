"""Policies as companies write them, brought in by the importer with no hand laid on, to learn and measure with."""

from __future__ import annotations

from pathlib import Path

from magdat.guidance.library import Library
from magdat.importing.build import import_policy
from magdat.importing.cues import load_cues
from magdat.interpreter import open_interpreter
from magdat.settings import Settings
from nlu.encoders import CACHE
from nlu.matching.labelled import FOLDER, policy_named

TEXTS = FOLDER / "teksten"


def policy_file(name: str, library: Library) -> Path:
    """Return the file of a policy that comes with the project, or of a text that was brought in as it stands.

    Raises:
        NoInterpreter: a text has to be brought in, and there is no trained model to read it with.
        Unreadable: a text cannot be brought in.
    """
    text = TEXTS / f"{name}.md"
    if not text.exists():
        return policy_named(name)
    found = CACHE / "beleid" / f"{name}.yml"
    found.parent.mkdir(parents=True, exist_ok=True)
    imported = import_policy(text, library, load_cues(Settings.from_environment().guidance), open_interpreter)
    found.write_text(imported.text, encoding="utf-8")
    return found

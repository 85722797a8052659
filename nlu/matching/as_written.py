"""Policies as companies write them, brought in by the importer with no hand laid on, to learn and measure with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from magdat.guidance.library import Library
from magdat.importing.build import import_policy
from magdat.importing.cues import load_cues
from magdat.interpreter import open_interpreter
from magdat.settings import Settings
from nlu.encoders import CACHE
from nlu.matching.labelled import FOLDER, ROOT, SAID_WORDS, policy_named

TEXTS = FOLDER / "teksten"

ALSO_AS_WRITTEN = {
    "ziekenhuis": "A_ziekenhuis",
    "agentschap": "C_overheid",
    "gemeente": "E_gemeente",
    "winkelketen": "G_winkelketen",
}
"""Policies that were put in the format by hand, of which the text is kept too, below tests/magdat/importing/teksten."""


def policy_file(name: str, library: Library) -> Path:
    """Return the file of a policy that comes with the project, or of a text that was brought in as it stands.

    Raises:
        NoInterpreter: a text has to be brought in, and there is no trained model to read it with.
        Unreadable: a text cannot be brought in.
    """
    text = next((text for folder in (TEXTS, SAID_WORDS) if (text := folder / f"{name}.md").exists()), None)
    return brought_in(name, text, library) if text is not None else policy_named(name)


def policy_files(name: str, library: Library) -> list[Path]:
    """Return the file of a policy, and where it was put in the format by hand but its text is kept, that text as well.

    Raises:
        NoInterpreter, Unreadable: as :func:`policy_file` does.
    """
    found = [policy_file(name, library)]
    if name in ALSO_AS_WRITTEN:
        text = ROOT / "tests" / "magdat" / "importing" / "teksten" / f"{ALSO_AS_WRITTEN[name]}.md"
        found.append(brought_in(f"{name}-tekst", text, library))
    return found


_interpreter = cache(open_interpreter)
"""The trained model, loaded once for all texts: loading takes longer than bringing a text in."""


_BROUGHT_IN: dict[Path, str] = {}
"""What this process brought in already: seventy texts take some minutes, and more than one thing is learned of them."""


def brought_in(name: str, text: Path, library: Library) -> Path:
    """Return the file of a text that is brought in as it stands, with no hand laid on it; once in a process.

    Raises:
        NoInterpreter, Unreadable: as :func:`policy_file` does.
    """
    found = CACHE / "beleid" / f"{name}.yml"
    written = text.read_text(encoding="utf-8")
    if _BROUGHT_IN.get(found) == written:
        return found
    found.parent.mkdir(parents=True, exist_ok=True)
    imported = import_policy(text, library, load_cues(Settings.from_environment().guidance), _interpreter)
    found.write_text(imported.text, encoding="utf-8")
    _BROUGHT_IN[found] = written
    return found

"""The policy that a command is about: the file that was named, or the version that is in force."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from magdat.commands.output import console, fail
from magdat.files.problems import DocumentError
from magdat.guidance.library import Library
from magdat.knowledge import Knowledge
from magdat.policy.in_force import InForce, in_force
from magdat.policy.loading import LoadedPolicy, load_policy
from magdat.policy.store import PolicyStore
from magdat.settings import Settings
from magdat.wording.dates import belgian_date
from magdat.wording.phrases import load_phrases


def policy_for(file: Path | None, library: Library, *, named_first: bool = True) -> LoadedPolicy:
    """Return the policy of a file, or the one in force; then also say which that is, and which files are broken.

    Args:
        file: the file, if one was given.
        library: the guidance.
        named_first: whether to print which policy is in force; not where a machine reads what is printed.

    Raises:
        DocumentError: there is nothing to use; what is wrong with the file, in Dutch.
    """
    if file is not None:
        return load_policy(file, library)
    found = look(library)
    loaded = found.loaded
    if loaded is None:
        raise _of_the_policy_itself(found)
    for problem in found.problems:
        fail(str(problem))
    if named_first:
        console.print(f"Beleid: {named(loaded)}", markup=False)
    return loaded


def look(library: Library) -> InForce:
    """Return which version is in force today, and what is wrong with the others."""
    return in_force(Settings.from_environment().policy, library, dt.date.today())


def named(loaded: LoadedPolicy) -> str:
    """Return which policy this is: file, version and date."""
    policy = loaded.policy
    return f"{loaded.document.path}, versie {policy.version}, geldig vanaf {belgian_date(policy.valid_from)}"


def knowledge_of(loaded: LoadedPolicy, library: Library) -> Knowledge:
    """Return what answers come from when this policy is in use."""
    settings = Settings.from_environment()
    phrases = load_phrases(settings.guidance / "zinnen.yml")
    store = PolicyStore(loaded.document.path, library)
    return Knowledge(settings, library, phrases, store).holding(loaded)


def _of_the_policy_itself(found: InForce) -> DocumentError:
    return found.broken.get(Settings.from_environment().policy) or DocumentError(found.problems)

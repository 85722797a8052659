"""Which of the versions that lie in the files holds today; what cannot be read is left aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from magdat.files.problems import DocumentError, Problem, Severity
from magdat.guidance.library import Library
from magdat.policy.loading import LoadedPolicy, load_policy
from magdat.wording.dates import belgian_date

VERSIONS = "versies"
"""The folder beside the policy file with its earlier and next versions."""


@dataclass(frozen=True)
class InForce:
    """What answers come from, and what is wrong with the other files."""

    loaded: LoadedPolicy | None
    """``None`` when no file can be answered from."""

    broken: Mapping[Path, DocumentError]

    @property
    def problems(self) -> list[Problem]:
        """Return everything that is wrong, file after file."""
        return [problem for error in self.broken.values() for problem in error.problems]


def files_of(path: Path) -> list[Path]:
    """Return the policy file, and the versions that lie beside it."""
    return [path, *sorted((path.parent / VERSIONS).glob("*.yml"))]


def in_force(path: Path, library: Library, today: dt.date) -> InForce:
    """Read every version, and return the one that holds."""
    good: dict[Path, LoadedPolicy] = {}
    broken: dict[Path, DocumentError] = {}
    for file in files_of(path):
        try:
            good[file] = load_policy(file, library)
        except DocumentError as error:
            broken[file] = error
    return InForce(newest_valid(good, path, today), broken)


def newest_valid(good: Mapping[Path, LoadedPolicy], path: Path, today: dt.date) -> LoadedPolicy | None:
    """Return the newest version whose day has come.

    Without any, that is the policy file itself, before its day: its company has nothing else to answer from. A
    next version alone, beside a policy file that cannot be read, stands in for nothing.
    """
    main = good.get(path)
    ready = [item for item in good.values() if item.policy.valid_from <= today]
    return max(ready, key=lambda item: (item.policy.valid_from, item is main), default=main)


def used_before_its_day(loaded: LoadedPolicy, used: InForce, today: dt.date) -> Iterator[Problem]:
    """Yield a warning when a policy whose day is still to come is the only one that answers can come from."""
    path, document = loaded.document.path, used.loaded.document if used.loaded is not None else None
    if loaded.policy.valid_from <= today or document is None or document.path.resolve() != path.resolve():
        return
    yield Problem(
        path,
        loaded.document.line(("geldig_vanaf",)),
        f"dit beleid geldt pas vanaf {belgian_date(loaded.policy.valid_from)}, maar er is geen ander: "
        "de assistent antwoordt er nu al uit, en zegt dat erbij",
        f"zet het beleid dat nu geldt in {path.name} en dit in {VERSIONS}/, of verander «geldig_vanaf»",
        Severity.WARNING,
    )

"""Every version of the policy that is known: in the files, and among what answers came from earlier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from magdat.policy.archive import Kept
from magdat.policy.loading import LoadedPolicy

SHORTEST_DIGEST = 4
"""Fewer characters of a hash than this name a text by chance; a version number goes first in any case."""


@dataclass(frozen=True)
class Version:
    """One text of the policy; ``since`` is when it came into use, ``None`` when no answer came from it yet."""

    number: str
    title: str
    valid_from: dt.date
    digest: str
    text: str = field(repr=False)
    path: Path | None = None
    """The file that it lies in; ``None`` when it is gone from the files, and only kept."""

    since: dt.datetime | None = None


def known_versions(kept: Iterable[Kept], in_files: Iterable[LoadedPolicy]) -> list[Version]:
    """Return what was in use, in that order, and then what lies in the files and was not used yet."""
    used = [
        Version(item.version, item.title, item.valid_from, item.digest, item.text, None, item.since)
        for item in sorted(kept, key=lambda item: item.since)
    ]
    digests = {item.digest for item in used}
    fresh = [
        Version(policy.version, policy.title, policy.valid_from, document.digest, document.text, document.path)
        for policy, document in ((item.policy, item.document) for item in in_files)
        if document.digest not in digests
    ]
    return [*used, *sorted(fresh, key=lambda item: item.valid_from)]


def named(versions: Sequence[Version], wanted: str) -> list[Version]:
    """Return the texts with this version number, or whose hash starts like this; each once, the latest last."""
    found = [item for item in versions if item.number == wanted] or [
        item for item in versions if len(wanted) >= SHORTEST_DIGEST and item.digest.startswith(wanted.lower())
    ]
    return list({item.digest: item for item in reversed(found)}.values())[::-1]


def in_use_on(versions: Sequence[Version], day: dt.date) -> list[Version]:
    """Return the texts that answers came from on a day: the one it began with, and those that took over."""
    used = [(item.since.astimezone().date(), item) for item in versions if item.since is not None]
    before = [item for since, item in used if since < day]
    return [*before[-1:], *(item for since, item in used if since == day)]

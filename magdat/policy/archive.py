"""Every text of the policy that answers came from, kept so that an answer of long ago can be looked up.

A text is stored once, under the hash of what it says; a list beside it tells since when which text was in use.
The same version number with another text is another entry: HR may mend a word without a new number. This is the
port; magdat/storage holds its forms.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Protocol

from magdat.policy.loading import LoadedPolicy


@dataclass(frozen=True)
class Kept:
    """One text of the policy, from the moment that it came into use."""

    digest: str
    version: str
    title: str
    valid_from: dt.date
    since: dt.datetime
    text: str = field(repr=False)


class Archive(Protocol):
    """The texts, and when each came into use."""

    def keep(self, loaded: LoadedPolicy, now: dt.datetime) -> bool:
        """Keep a text that comes into use; return whether it is kept.

        What cannot be written is reported, and costs nobody an answer; it is to be tried again.
        """

    def entries(self) -> list[Kept]:
        """Return the texts in the order in which they came into use."""


def kept(loaded: LoadedPolicy, now: dt.datetime) -> Kept:
    """Return the entry for a policy that comes into use now."""
    policy, document = loaded.policy, loaded.document
    return Kept(document.digest, policy.version, policy.title, policy.valid_from, now, document.text)

"""Know the accounts of companies, media, cities and public bodies: «@vrtnws» is nobody in particular."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import regex

from magdat.redaction.lists import FOLDER, joined, read_list

_JOINT = regex.compile(r"[._\-]+")


class PublicAccounts:
    """Knows them with the lists openbare_*.txt and the towns in data/namen/."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read the lists.

        Raises:
            OSError: a file cannot be read.
        """

        def keys(*names: str) -> frozenset[str]:
            return frozenset(_JOINT.sub("", joined(line)) for name in names for line in read_list(name, folder))

        self._accounts = keys("openbare_accounts")
        self._kinds = keys("openbare_accountdelen")
        self._tails = keys("openbare_accountstaarten")
        self._towns = keys("gemeenten", "deelgemeenten")

    def include(self, handle: str) -> bool:
        """Whether a handle, with or without «@», is an organisation's."""
        key = _JOINT.sub("", joined(handle.lstrip("@").partition("@")[0]))
        parts = [joined(part) for part in _JOINT.split(handle.lstrip("@"))]
        if all(part in self._accounts for part in parts):
            return True  # «stib_mivb»
        return any(short in self._accounts or self._is_of_town(short) for short in self._shorter(key))

    def _shorter(self, key: str) -> Iterator[str]:
        """Yield the key, and what is left of it without «be», «official» and the like."""
        yield key
        for size in range(2, min(len(key) - 1, 12)):
            if key[-size:] in self._tails:
                yield key[:-size]

    def _is_of_town(self, key: str) -> bool:
        """Whether it is «stadgent», «politiezonegeel»."""
        return any(key[:size] in self._kinds and key[size:] in self._towns for size in range(2, len(key)))


@lru_cache(maxsize=1)
def _public_accounts() -> PublicAccounts:
    return PublicAccounts()


def is_public(handle: str) -> bool:
    """Whether a handle is an organisation's, by the lists of the project."""
    return _public_accounts().include(handle)

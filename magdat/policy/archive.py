"""Every text of the policy that answers came from, kept so that an answer of long ago can be looked up.

A text is stored once, under the hash of what it says; a list beside it tells since when which text was in use.
The same version number with another text is another entry: HR may mend a word without a new number.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from magdat.policy.loading import LoadedPolicy

logger = structlog.get_logger(__name__)

LIST = "in_gebruik.jsonl"


@dataclass(frozen=True)
class Kept:
    """One text of the policy, from the moment that it came into use."""

    digest: str
    version: str
    title: str
    valid_from: dt.date
    since: dt.datetime
    path: Path


class Archive:
    """A folder with the texts, and the list of when each came into use."""

    def __init__(self, folder: Path) -> None:
        """Use this folder; it is made at the first text."""
        self._folder = folder

    def keep(self, loaded: LoadedPolicy, now: dt.datetime) -> None:
        """Keep a text that comes into use. What cannot be written is reported, and costs nobody an answer."""
        digest = loaded.document.digest
        try:
            known = self.entries()
            if known and known[-1].digest == digest:
                return
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._path(digest)
            if not path.exists():
                fresh = path.with_suffix(".nieuw")
                fresh.write_text(loaded.document.text, encoding="utf-8", newline="")
                fresh.replace(path)
            entry = {
                "inhoud": digest,
                "versie": loaded.policy.version,
                "titel": loaded.policy.title,
                "geldig_vanaf": loaded.policy.valid_from.isoformat(),
                "sinds": now.isoformat(timespec="seconds"),
            }
            with (self._folder / LIST).open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
        except OSError as error:
            logger.error("policy.not_kept", kind=type(error).__name__)

    def entries(self) -> list[Kept]:
        """Return the texts in the order in which they came into use; a line that cannot be read is left out."""
        try:
            lines = (self._folder / LIST).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        return [entry for line in lines if (entry := self._entry(line)) is not None]

    def _entry(self, line: str) -> Kept | None:
        try:
            data: dict[str, Any] = json.loads(line)
            digest = str(data["inhoud"])
            return Kept(
                digest,
                str(data["versie"]),
                str(data["titel"]),
                dt.date.fromisoformat(data["geldig_vanaf"]),
                dt.datetime.fromisoformat(data["sinds"]),
                self._path(digest),
            )
        except (ValueError, KeyError, TypeError):
            logger.error("policy.list_damaged")
            return None

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest}.yml"

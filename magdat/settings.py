"""Where everything is, read from the environment once; every setting has a default that needs no set-up."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds beleid/, leidraad/ and the rest."""


@dataclass(frozen=True)
class Settings:
    """Paths and numbers that operators may change; docs/instellingen.md describes each."""

    policy: Path
    """MAGDAT_BELEID: the policy file."""

    guidance: Path
    """MAGDAT_LEIDRAAD: the folder with the guidance."""

    state: Path
    """MAGDAT_TOESTAND: the folder for everything that the running assistant writes."""

    conversations: str
    """MAGDAT_GESPREKKEN: the database of conversations; a path, or an address that SQLAlchemy knows."""

    database: str
    """MAGDAT_DATABASE: the address of the database for everything else that is kept."""

    redis: str | None
    """MAGDAT_REDIS: where limits and drafts live when several processes share them; ``None`` is this process."""

    retention_days: int
    """MAGDAT_BEWAARTERMIJN: days that a redacted conversation is kept."""

    minimum_group: int
    """MAGDAT_MINIMUM_GROEP: the smallest number of people that a count may be about."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings.

        Raises:
            ValueError: a number is not a number, or out of range.
        """
        env = os.environ if environment is None else environment
        return cls(
            policy=Path(env.get("MAGDAT_BELEID") or ROOT / "beleid" / "beleid.yml"),
            guidance=Path(env.get("MAGDAT_LEIDRAAD") or ROOT / "leidraad"),
            state=_state(env),
            conversations=env.get("MAGDAT_GESPREKKEN") or str(_state(env) / "gesprekken.sqlite"),
            database=env.get("MAGDAT_DATABASE") or f"sqlite:///{(_state(env) / 'magdat.sqlite').resolve()}",
            redis=env.get("MAGDAT_REDIS") or None,
            retention_days=_number(env, "MAGDAT_BEWAARTERMIJN", 30, 1, 3650),
            minimum_group=_number(env, "MAGDAT_MINIMUM_GROEP", 10, 5, 10_000),
        )


def _state(env: Mapping[str, str]) -> Path:
    return Path(env.get("MAGDAT_TOESTAND") or ROOT / ".toestand")


def _number(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    raw = env.get(name)
    if not raw:
        return default
    try:
        value = int(raw)
    except ValueError:
        raise ValueError(f"{name} must be a whole number, not {raw!r}") from None
    if not low <= value <= high:
        raise ValueError(f"{name} must lie between {low} and {high}, not {value}")
    return value

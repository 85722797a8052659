"""Small policies with one thing about them, and what the check finds in them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any

from made_rules import ROOT, as_yaml, policy_data

from magdat.advice import advise
from magdat.advice.advise import in_use
from magdat.advice.catalogue import Checks
from magdat.files.problems import Problem
from magdat.guidance.library import Library, load_library
from magdat.policy.loading import load_policy
from magdat.sector import Sector

TODAY = dt.date(2026, 11, 25)


@lru_cache(maxsize=1)
def wording() -> Checks:
    """The checks, read once."""
    return in_use(load_library(ROOT / "leidraad"))


def advice(path: Path, library: Library, today: dt.date = TODAY) -> list[Problem]:
    return advise(load_policy(path, library), library, today, wording())


def problems(library: Library, tmp_path: Path, today: dt.date = TODAY, **changes: Any) -> dict[str, list[Problem]]:
    """What is found in the smallest policy with these changes, by the id of the check."""
    path = as_yaml(policy_data(**changes), tmp_path / "beleid.yml")
    by_wording = {
        (worded.remedy, worded.rests_on): str(check.id)
        for check in wording().checks
        for worded in map(check.in_sector, Sector)
    }
    found: dict[str, list[Problem]] = {}
    for item in advice(path, library, today):
        found.setdefault(by_wording[(item.remedy, item.rests_on)], []).append(item)
    return found


def found(library: Library, tmp_path: Path, today: dt.date = TODAY, **changes: Any) -> set[str]:
    """The ids of the checks that find something in the smallest policy with these changes."""
    return set(problems(library, tmp_path, today, **changes))


def company(headcount: int = 10, sector: str = "privé", **bodies: str) -> dict[str, Any]:
    councils = {"ondernemingsraad": "nee", "cpbw": "nee", "vakbondsafvaardiging": "nee", **bodies}
    return {"naam": "Proefbedrijf", "werknemers": headcount, "sector": sector, "overlegorganen": councils}


def use(name: str = "gebruik", decision: str = "ja", text: str = "Dat is zo.", **conditions: Any) -> dict[str, Any]:
    """A rule on using social media."""
    lists = {key: list(value) if isinstance(value, (list, tuple)) else value for key, value in conditions.items()}
    asked = {"als": lists} if lists else {}
    rule = {"id": name, "onderwerp": "gebruik_werkuren", "artikel": "1.1", **asked, "besluit": decision, "tekst": text}
    return {**rule, "voorwaarden": ["het blijft kort"]} if decision == "voorwaardelijk" else rule

"""The coverage of small policies."""

from __future__ import annotations

from typing import Any

from made_rules import ROOT, policy

from magdat.coverage.demand import load_demand
from magdat.coverage.groups import load_groups
from magdat.coverage.overview import Coverage, coverage_of
from magdat.guidance.library import Library


def coverage(library: Library, **changes: Any) -> Coverage:
    """The coverage of the smallest policy with these changes."""
    groups = load_groups(ROOT / "leidraad" / "dekking.yml", library)
    return coverage_of(policy(**changes), library, groups, load_demand(ROOT / "leidraad" / "gevraagd.yml", library))


def stated(name: str = "zegt", topic: str = "foto_tag", **changes: Any) -> dict[str, Any]:
    """A statement of the company."""
    return {"id": name, "soort": "raad", "onderwerp": topic, "artikel": "1.2", "tekst": "Vraag het eerst.", **changes}


def stating(*statements: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The changes that make a policy of statements."""
    return {"formaat": 2, "regels": None, "uitspraken": list(statements), **changes}

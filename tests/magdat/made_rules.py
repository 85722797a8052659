"""Rules, situations and whole policies made up for the tests, by hand and by hypothesis."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from magdat.policy.model import Policy, Rule
from magdat.situation import CLOSED, OTHER, Situation

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "beleid" / "voorbeelden").glob("*.yml"))
AS_THEY_WERE_WRITTEN = {"agentschap", "gemeente", "winkelketen", "ziekenhuis"}
"""Texts taken over whole, from companies that follow no advice of ours."""

VALUES: dict[str, tuple[str, ...]] = {
    **CLOSED,
    "platform": ("facebook", "linkedin", "teams"),
    "afdeling": ("magazijn", "winkel"),
    "inhoud": ("cijfers",),
    "publiek": ("minderjarigen", "pers"),
    "vestiging": ("gent",),
}
"""The values that made-up rules use."""


def rule(name: str, decision: str = "ja", text: str | None = None, **conditions: str | Sequence[str]) -> Rule:
    return Rule.parse_obj(
        {
            "id": name,
            "onderwerp": "gebruik_werkuren",
            "artikel": "1.1",
            "als": {key: value if isinstance(value, str) else list(value) for key, value in conditions.items()},
            "besluit": decision,
            "tekst": text or f"Regel {name}.",
            "voorwaarden": ["het blijft kort"] if decision == "voorwaardelijk" else [],
        }
    )


def every_situation(dimensions: Iterable[str] = VALUES) -> Iterator[Situation]:
    """Every full situation over some dimensions, a value that no rule names included."""
    names = list(dimensions)
    axes = [VALUES[name] if name in CLOSED else (*VALUES[name], OTHER) for name in names]
    for cell in itertools.product(*axes):
        yield Situation(**dict(zip(names, cell)))


@st.composite
def conditions(draw: st.DrawFn, dimensions: Sequence[str] = tuple(VALUES)) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    for name in dimensions:
        if draw(st.booleans()):
            chosen[name] = draw(st.lists(st.sampled_from(VALUES[name]), min_size=1, unique=True))
    return chosen


@st.composite
def rule_sets(
    draw: st.DrawFn, most: int = 6, dimensions: Sequence[str] = ("moment", "toestel", "platform"), texts: int = 3
) -> list[Rule]:
    """Several rules of one topic, with few texts so that equal outcomes occur as well."""
    made = draw(
        st.lists(
            st.tuples(conditions(dimensions), st.sampled_from(["ja", "nee"]), st.integers(1, texts)),
            min_size=1,
            max_size=most,
        )
    )
    return [
        rule(f"regel-{place}", decision, f"Tekst {text}.", **asked)
        for place, (asked, decision, text) in enumerate(made)
    ]


def policy_data(**changes: Any) -> dict[str, Any]:
    """The smallest policy that says something; changes replace whole keys, and ``None`` leaves one out."""
    data: dict[str, Any] = {
        "formaat": 1,
        "titel": "Beleid",
        "versie": "1.0",
        "geldig_vanaf": "2026-01-01",
        "bedrijf": {
            "naam": "Proefbedrijf",
            "werknemers": 10,
            "sector": "privé",
            "overlegorganen": {"ondernemingsraad": "nee", "cpbw": "nee", "vakbondsafvaardiging": "nee"},
        },
        "vindplaats": {"plaats": "op het intranet"},
        "contacten": {"hr": {"functie": "de personeelsdienst", "telefoon": "+32 9 000 00 01"}},
        "artikels": [{"nummer": "1", "titel": "Gebruik"}],
        "regels": [
            {"id": "altijd", "onderwerp": "gebruik_werkuren", "artikel": "1.1", "besluit": "ja", "tekst": "Dat mag."},
        ],
    }
    data.update(changes)
    return {key: value for key, value in data.items() if value is not None}


def policy(**changes: Any) -> Policy:
    return Policy.parse_obj(policy_data(**changes))


def as_yaml(data: Mapping[str, Any], path: Path) -> Path:
    """Write a policy as HR would, one key a line."""
    from ruamel.yaml import YAML

    with path.open("w", encoding="utf-8") as stream:
        YAML().dump(dict(data), stream)
    return path

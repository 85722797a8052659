"""Where what decides stands in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from magdat.files.yaml_data import Location
from magdat.policy.deciding import EXCEPTION
from magdat.policy.model import Policy, PolicyStatement

Placed = tuple[PolicyStatement, Location]


def places_of(policy: Policy) -> dict[str, Location]:
    """Return the place of every rule, statement and exception, by its id."""
    rules: dict[str, Location] = {str(rule.id): ("regels", index) for index, rule in enumerate(policy.rules)}
    stated = ((item, ("uitspraken", index)) for index, item in enumerate(policy.statements))
    return {**rules, **dict(places_of_statements(stated))}


def places_of_statements(statements: Iterable[Placed]) -> Iterator[tuple[str, Location]]:
    """Yield the id of every statement and every exception that decides, with its place."""
    for item, place in statements:
        yield str(item.id), place
        for index, _ in enumerate(item.unless):
            yield f"{item.id}.{EXCEPTION}-{index + 1}", (*place, "tenzij", index)

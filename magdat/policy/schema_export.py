"""The policy's JSON Schema, so that editors complete and check while one types."""

from __future__ import annotations

from typing import Any

from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.policy.model import CONTACTS, Policy


def policy_schema(library: Library) -> dict[str, Any]:
    """Return the schema with Dutch keys, and the topics, platforms and contacts that exist filled in."""
    schema = Policy.schema(by_alias=True)
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    schema["title"] = "Beleid van Mag dat?"
    definitions = schema["definitions"]
    rules = [topic.id for topic in library.topics if topic.kind is Kind.RULE]
    _choose(definitions["Rule"]["properties"]["onderwerp"], rules)
    _choose(definitions["Provision"]["properties"]["onderwerp"], [topic.id for topic in library.topics])
    for name in ("Rule", "Provision"):
        _choose(definitions[name]["properties"]["contact"], list(CONTACTS))
    schema["properties"]["contacten"]["propertyNames"] = {"enum": list(CONTACTS)}
    conditions = definitions["Conditions"]["properties"]
    _choose(conditions["platform"]["items"], sorted(library.platforms))
    for item in conditions.values():
        one = dict(item["items"])
        many = {"type": "array", "items": one}
        description = item.get("description", "")
        item.clear()
        item.update({"anyOf": [one, many], "description": description})
    return schema


def _choose(place: dict[str, Any], values: list[str]) -> None:
    place.pop("pattern", None)
    place["enum"] = values

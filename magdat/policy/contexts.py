"""The context of a rule as a person would say it: «tijdens de werkuren, op LinkedIn of Teams»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from magdat.answers.phrases import Phrases
from magdat.guidance.library import Library
from magdat.policy.model import Rule
from magdat.situation import CLOSED, DIMENSIONS, OTHER


def conditions_of(rule: Rule) -> dict[str, tuple[str, ...]]:
    """Return what a rule asks of the context, without dimensions of which it lists every value."""
    asked = {name: values for name in DIMENSIONS if (values := rule.conditions.values(name))}
    return {name: values for name, values in asked.items() if set(values) != set(CLOSED.get(name, ()))}


def in_words(context: Mapping[str, Sequence[str]], phrases: Phrases, library: Library) -> str:
    """Return a context as a piece of a sentence; empty when there is none."""
    return ", ".join(
        _either([*_named(name, context[name], phrases, library)]) for name in DIMENSIONS if context.get(name)
    )


def _named(dimension: str, values: Sequence[str], phrases: Phrases, library: Library) -> list[str]:
    if dimension == "platform":
        known = [library.platforms.get(value, value) for value in values if value != OTHER]
        return [
            *([f"op {_either(known)}"] if known else []),
            *([_lower(phrases.value(dimension, OTHER))] if OTHER in values else []),
        ]
    if dimension == "afdeling":
        departments = [value.replace("_", " ") for value in values if value != OTHER]
        return [
            *([f"op de afdeling {_either(departments)}"] if departments else []),
            *(["op een andere afdeling"] if OTHER in values else []),
        ]
    return [_lower(phrases.value(dimension, value)) for value in values]


def _lower(text: str) -> str:
    """Return a piece of a sentence without its capital."""
    return text[0].lower() + text[1:]


def _either(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} of {items[-1]}"

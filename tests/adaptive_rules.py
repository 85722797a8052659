"""What Teams takes as an Adaptive Card 1.5, as far as our cards use it: elements, properties, how many of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema

KIND = "application/vnd.microsoft.card.adaptive"
MOST_ACTIONS = 6

_COMMON = {"spacing": {"enum": ["None", "Small", "Default", "Medium", "Large"]}, "separator": {"type": "boolean"}}
_TEXT_LOOKS = {
    "weight": {"enum": ["Lighter", "Default", "Bolder"]},
    "size": {"enum": ["Small", "Default", "Medium", "Large", "ExtraLarge"]},
    "color": {"enum": ["Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention"]},
    "isSubtle": {"type": "boolean"},
}


def _kind(name: str, needed: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type", *needed],
        "properties": {"type": {"const": name}, **properties},
        "additionalProperties": False,
    }


_FILLED = {"type": "string", "minLength": 1}
_OPENS = _kind("Action.OpenUrl", ["url"], title=_FILLED, url={"type": "string", "pattern": "^https://"})
_SUBMITS = _kind("Action.Submit", ["title", "data"], title=_FILLED, data={"type": "object"})
_EXECUTES = _kind(
    "Action.Execute",
    ["title", "verb", "data", "fallback"],
    title=_FILLED,
    verb=_FILLED,
    data={"type": "object"},
    fallback=_SUBMITS,
)
_RUN = _kind(
    "TextRun",
    ["text"],
    text=_FILLED,
    underline={"type": "boolean"},
    selectAction=_OPENS,
    **_TEXT_LOOKS,
)
_TEXT = _kind(
    "TextBlock",
    ["text"],
    text=_FILLED,
    wrap={"const": True},
    style={"enum": ["default", "heading"]},
    **_COMMON,
    **_TEXT_LOOKS,
)
_RICH = _kind("RichTextBlock", ["inlines"], inlines={"type": "array", "minItems": 1, "items": _RUN}, **_COMMON)
_INPUT = _kind("Input.Text", ["id"], id=_FILLED, value={"type": "string"}, isVisible={"type": "boolean"}, **_COMMON)
_CONTAINER = _kind(
    "Container",
    ["items"],
    items={"type": "array", "minItems": 1, "items": {"anyOf": [_TEXT, _RICH]}},
    style={"enum": ["default", "emphasis", "good", "attention", "warning", "accent"]},
    bleed={"type": "boolean"},
    **_COMMON,
)
CARD = {
    "type": "object",
    "required": ["type", "version", "body"],
    "properties": {
        "type": {"const": "AdaptiveCard"},
        "$schema": {"const": "http://adaptivecards.io/schemas/adaptive-card.json"},
        "version": {"const": "1.5"},
        "body": {"type": "array", "items": {"anyOf": [_TEXT, _RICH, _CONTAINER, _INPUT]}},
        "actions": {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_ACTIONS,
            "items": {"anyOf": [_EXECUTES, _SUBMITS, _OPENS]},
        },
    },
    "additionalProperties": False,
}

_VALIDATOR = jsonschema.Draft7Validator(CARD)


def faults_of(card: Any) -> Iterator[str]:
    """Yield what Teams would not show of a card, or show wrongly."""
    yield from (error.message for error in _VALIDATOR.iter_errors(card))
    if isinstance(card, dict) and not card.get("body") and not card.get("actions"):
        yield "an empty card"

"""What Slack's documentation says that it takes, and what it answers to everything else.

From docs.slack.dev (reference/block-kit, reference/methods, apis/web-api/rate-limits) as read in November 2026.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

MESSAGE, HOME = 50, 100
"""Blocks of a message, and of a home page."""

AS_JSON = 13_200
"""Characters of the blocks of one message; not documented, and measured by others."""

TEXT = 40_000
PRIVATE = 3000

Fault = str
"""The name of an error; empty when there is none."""


def fault_in_message(arguments: Mapping[str, Any]) -> Fault:
    """Return what is wrong with the text and the blocks of a message."""
    text, blocks = arguments.get("text"), arguments.get("blocks")
    if not text and not blocks:
        return "no_text"
    if text is not None and not isinstance(text, str):
        return "invalid_arguments"
    if len(text or "") > TEXT:
        return "msg_too_long"
    if blocks is None:
        return ""
    if not isinstance(blocks, list) or len(blocks) > MESSAGE:
        return "invalid_blocks"
    if len(json.dumps(blocks, ensure_ascii=False)) > AS_JSON:
        return "msg_blocks_too_long"
    return fault_in_blocks(blocks)


def fault_in_home(view: Any) -> Fault:
    """Return what is wrong with a home page."""
    allowed = {"type", "blocks", "private_metadata", "callback_id", "external_id"}
    if not isinstance(view, dict) or view.get("type") != "home" or set(view) - allowed:
        return "invalid_arguments"
    blocks = view.get("blocks")
    if not isinstance(blocks, list) or len(blocks) > HOME or len(view.get("private_metadata", "")) > PRIVATE:
        return "invalid_arguments"
    return "view_too_large" if len(json.dumps(view)) > 250_000 else fault_in_blocks(blocks)


def fault_in_blocks(blocks: list[Any]) -> Fault:
    """Return what is wrong with blocks."""
    names = [block["block_id"] for block in blocks if isinstance(block, dict) and "block_id" in block]
    if len(names) != len(set(names)):
        return "invalid_blocks"
    return next((fault for block in blocks if (fault := _fault_in_block(block))), "")


def _fault_in_block(block: Any) -> Fault:
    if not isinstance(block, dict) or len(str(block.get("block_id", ""))) > 255 or block.get("block_id") == "":
        return "invalid_blocks"
    check = _BLOCKS.get(str(block.get("type")))
    return "" if check is not None and check(block) else "invalid_blocks"


def _section(block: Mapping[str, Any]) -> bool:
    return not set(block) - {"type", "block_id", "text", "expand"} and _text(block.get("text"), 3000)


def _header(block: Mapping[str, Any]) -> bool:
    return not set(block) - {"type", "block_id", "text"} and _text(block.get("text"), 150, plain=True)


def _context(block: Mapping[str, Any]) -> bool:
    elements = block.get("elements")
    fine = isinstance(elements, list) and 1 <= len(elements) <= 10 and all(_text(item, 3000) for item in elements)
    return fine and not set(block) - {"type", "block_id", "elements"}


def _divider(block: Mapping[str, Any]) -> bool:
    return not set(block) - {"type", "block_id"}


def _actions(block: Mapping[str, Any]) -> bool:
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= 25 or set(block) - {"type", "block_id", "elements"}:
        return False
    names = [item.get("action_id") for item in elements if isinstance(item, dict)]
    return len(names) == len(set(names)) and all(_button(item) for item in elements)


def _button(item: Any) -> bool:
    allowed = {"type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label"}
    return (
        isinstance(item, dict)
        and item.get("type") == "button"
        and not set(item) - allowed
        and _text(item.get("text"), 75, plain=True)
        and 1 <= len(item.get("action_id", "x")) <= 255
        and 1 <= len(item.get("value", "x")) <= 2000
        and item.get("style", "primary") in {"primary", "danger"}
        and _confirm(item.get("confirm"))
    )


def _confirm(dialog: Any) -> bool:
    if dialog is None:
        return True
    lengths = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
    return (
        isinstance(dialog, dict)
        and not set(dialog) ^ set(lengths)
        and all(_text(dialog[key], most, plain=key != "text") for key, most in lengths.items())
    )


def _text(item: Any, most: int, *, plain: bool = False) -> bool:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str) or not 1 <= len(item["text"]) <= most:
        return False
    if item.get("type") == "plain_text":
        return not set(item) - {"type", "text", "emoji"}
    return not plain and item.get("type") == "mrkdwn" and not set(item) - {"type", "text", "verbatim"}


_BLOCKS = {"section": _section, "header": _header, "context": _context, "divider": _divider, "actions": _actions}
"""The blocks that we make; any other is unknown here, so that it has to be looked up before it is used."""

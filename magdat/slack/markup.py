"""Slack's mark-up: out of what people typed, and never by accident in what we say."""

from __future__ import annotations

import html
import re
from typing import Any

_LINK = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_MARKED = re.compile(r"(?<!\w)[*_~`]|[*_~`](?!\w)|^\s*>|:[\w+-]+:", re.MULTILINE)
"""What Slack could take for bold, a quotation or an emoji."""

MOST_IN_TEXT = 3000
"""Characters that Slack takes in one text."""

_CLICKED = re.compile(r"https?://|\S@\S+\.\S")


def plain(text: str) -> str:
    """Return a text as somebody typed it: Slack sends links, mentions and three characters in a mark-up of its own."""

    def typed(match: re.Match[str]) -> str:
        target, label = match.groups()
        if target[0] in "@#!":
            return f"{target[0]}{label}" if label else " "
        return label or target.removeprefix("mailto:").removeprefix("tel:")

    return html.unescape(_LINK.sub(typed, text))


def without_mention(text: str, bot: str) -> str:
    """Return a text, still in mark-up, without the bot's own name."""
    return re.sub(rf"<@{re.escape(bot)}(\|[^<>]*)?>", " ", text) if bot else text


def mentions(text: str, person: str) -> bool:
    """Return whether a text, still in mark-up, names this person or bot."""
    return bool(person) and re.search(rf"<@{re.escape(person)}[|>]", text) is not None


def speaks_to_another(text: str) -> bool:
    """Return whether a text, still in mark-up, begins with somebody's name: it is meant for them."""
    return text.lstrip().startswith("<@")


def escaped(text: str) -> str:
    """Return a text in which Slack sees no mark-up: no mention of everybody, no link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text_object(text: str) -> dict[str, Any]:
    """Return a text for a block: with links to click, where nothing else in it could be taken for mark-up."""
    marked = escaped(text)
    if _CLICKED.search(text) and not _MARKED.search(text) and len(marked) <= MOST_IN_TEXT:
        return {"type": "mrkdwn", "text": marked}
    return {"type": "plain_text", "text": text, "emoji": False}


def cut(text: str, most: int) -> str:
    """Return a text of at most so many characters; what was longer ends in three dots."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def pieces(text: str, most: int) -> list[str]:
    """Cut a text between paragraphs, lines or words, so that no piece is longer than ``most`` characters."""
    found: list[str] = []
    while len(text) > most:
        place = next((at for gap in ("\n\n", "\n", " ") if (at := text.rfind(gap, 1, most + 1)) > 0), most)
        found.append(text[:place].rstrip())
        text = text[place:].lstrip()
    return [piece for piece in [*found, text] if piece]

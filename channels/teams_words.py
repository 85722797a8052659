"""What a card of ours says in words alone, for where Teams does not take the card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from channels.teams_activity import CHOICE
from channels.thumbs import is_thumb
from magdat.wording.phrases import Phrases

Activity = Mapping[str, Any]


def said_in(activity: Activity, phrases: Phrases) -> str:
    """Return what the card of a message shows: its verdict, its lines, and what stands on its buttons.

    Thumbs are left out, as nobody types those.

    Args:
        activity: a message as channels/teams_answers.py makes it.
        phrases: the wording.

    Returns:
        An empty text where the message has no card.
    """
    cards = [item["content"] for item in activity.get("attachments") or ()]
    return "\n\n".join(part for card in cards for part in _parts(card, phrases) if part.strip())


def _parts(card: Mapping[str, Any], phrases: Phrases) -> Iterator[str]:
    for element in card["body"]:
        yield _line(element)
    actions = card.get("actions") or ()
    typed = [item["title"] for item in actions if "url" not in item and not is_thumb(item["data"][CHOICE])]
    if typed:
        yield phrases.say("teams_meer_keuzes", keuzes=", ".join(typed))
    for item in actions:
        if "url" in item:
            yield f"{item['title']}: {item['url']}"


def _line(element: Mapping[str, Any]) -> str:
    if element["type"] == "Container":
        return "\n".join(map(_line, element["items"]))
    if element["type"] == "RichTextBlock":
        return "".join(run["text"] for run in element["inlines"])
    return str(element["text"]) if element["type"] == "TextBlock" else ""

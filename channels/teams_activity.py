"""What the Bot Framework brings: activities, read with suspicion."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from channels.base import Incoming
from magdat.answers.answer import BELONGS

CHANNEL = "msteams"
"""What the Bot Framework calls Teams."""

CHOICE = "keuze"
"""Under this name a button of ours brings back what it stands for."""

FACE = "gezicht"
"""Under this name a card brings back what it showed, so that it can be drawn again without its buttons."""

EXECUTE = "adaptiveCard/action"
"""The invoke that a pressed Action.Execute is."""

MOST_OF_NAME = 1_000
"""Characters of an id or an address; theirs have two hundred at most."""

Activity = Mapping[str, Any]

_MENTION = re.compile(r"<at(?:\s[^<>]*)?>([^<>]*)</at>", re.IGNORECASE)


def read(body: Any) -> Activity | None:
    """Return an activity, when it has what an answer needs."""
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        return None
    parties = [body.get(name) for name in ("from", "recipient", "conversation")]
    known = all(isinstance(party, dict) and _is_name(party.get("id")) for party in parties)
    addressed = _is_name(body.get("serviceUrl")) and _is_name(body.get("channelId"))
    named = "id" not in body or _is_name(body["id"])
    return body if known and addressed and named else None


def _is_name(value: Any) -> bool:
    """Return whether a value can name somebody or something: a short text that can be written down."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= MOST_OF_NAME
        and not any(char < " " or "\ud800" <= char <= "\udfff" for char in value)
    )


def tenants(activity: Activity) -> set[Any]:
    """Return every tenant that an activity names, as ids are compared."""
    data = activity.get("channelData")
    inside = data.get("tenant") if isinstance(data, dict) else None
    named = [activity["conversation"].get("tenantId"), inside.get("id") if isinstance(inside, dict) else None]
    return {item.lower() if isinstance(item, str) else "" for item in named if item is not None}


def is_group(activity: Activity) -> bool:
    """Return whether others read along; where it is not said, they may."""
    where = activity["conversation"]
    return where.get("isGroup") is True or where.get("conversationType") != "personal"


def incoming_of(activity: Activity, channel: str) -> Incoming | None:
    """Return what somebody said or pressed; ``None`` for all else that happens in a conversation."""
    if activity["type"] == "message":
        text = choice_in(activity.get("value")) or typed(activity)
    elif is_press(activity):
        text = choice_in(_pressed(activity)) or ""
        if not text:
            return None
    else:
        return None
    where, name = activity["conversation"], activity.get("id")
    return Incoming(
        channel=channel,
        person=activity["from"]["id"],
        text=text,
        tenant=next(iter(tenants(activity)), ""),
        place=where["id"],
        event=str(name or ""),
        group=is_group(activity),
        under=mark_in(activity),
    )


def address_of(activity: Activity) -> dict[str, Any]:
    """Return the conversation reference: enough to answer long after."""
    bot = activity["recipient"]
    return {
        "service": activity["serviceUrl"],
        "conversation": activity["conversation"]["id"],
        "tenant": next(iter(tenants(activity)), ""),
        "bot": {"id": bot["id"], **({"name": bot["name"]} if isinstance(bot.get("name"), str) else {})},
        "person": activity["from"]["id"],
        "group": is_group(activity),
    }


def is_press(activity: Activity) -> bool:
    """Return whether somebody pressed an Action.Execute."""
    return activity["type"] == "invoke" and activity.get("name") == EXECUTE


def is_choice(activity: Activity) -> bool:
    """Return whether a button of a card brought it, of an old client too."""
    return choice_in(_brought(activity)) is not None


def is_arrival(activity: Activity) -> bool:
    """Return whether the app itself was just added to a chat or a team."""
    if activity["type"] == "installationUpdate":
        return activity.get("action") in ("add", "add-upgrade")
    if activity["type"] != "conversationUpdate":
        return False
    added = activity.get("membersAdded")
    us = activity["recipient"]["id"]
    return isinstance(added, list) and any(isinstance(item, dict) and item.get("id") == us for item in added)


def typed(activity: Activity) -> str:
    """Return a text as somebody typed it: without our own name in front, with other people's names as they are."""
    text = activity.get("text")
    if not isinstance(text, str):
        return ""
    ours = _own_names(activity)
    without = _MENTION.sub(lambda found: " " if not ours or found[1].strip() in ours else found[1], text)
    return html.unescape(without).replace("\xa0", " ").strip()


def _own_names(activity: Activity) -> set[str]:
    """Return how a text may call us; empty where that is not said, and every mention is then taken for ours."""
    us, found = activity["recipient"], set()
    for entity in activity.get("entities") or () if isinstance(activity.get("entities"), list) else ():
        mentioned = entity.get("mentioned") if isinstance(entity, dict) else None
        if isinstance(mentioned, dict) and mentioned.get("id") == us["id"]:
            inside = _MENTION.search(str(entity.get("text")))
            found |= {str(mentioned.get("name")).strip(), inside[1].strip() if inside else ""}
    if isinstance(us.get("name"), str):
        found.add(us["name"].strip())
    return found - {"", "None"}


def _pressed(activity: Activity) -> Any:
    value = activity.get("value")
    action = value.get("action") if isinstance(value, dict) else None
    return action.get("data") if isinstance(action, dict) else None


def choice_in(data: Any) -> str | None:
    """Return what a pressed button stands for."""
    choice = data.get(CHOICE) if isinstance(data, dict) else None
    return choice if isinstance(choice, str) and choice.strip() else None


def mark_in(activity: Activity) -> str:
    """Return what a pressed button is about, as it came with the reply; empty where it has no mark."""
    mark = _brought(activity).get(BELONGS)
    return mark if isinstance(mark, str) and len(mark) <= MOST_OF_NAME else ""


def face_in(activity: Activity) -> str:
    """Return what the card showed on which a button was pressed, as it was sealed; empty when it is not there."""
    face = _brought(activity).get(FACE)
    return face if isinstance(face, str) else ""


def _brought(activity: Activity) -> Mapping[str, Any]:
    """Return all that a pressed button brings back; nothing where none was pressed."""
    data = _pressed(activity) if activity["type"] == "invoke" else activity.get("value")
    return data if isinstance(data, dict) else {}


def card_of(activity: Activity) -> str:
    """Return the id of the message on whose card a button was pressed; empty when it is not said."""
    name = activity.get("replyToId")
    return name if isinstance(name, str) and _is_name(name) else ""

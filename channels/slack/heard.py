"""What somebody said on Slack, out of the five shapes in which it comes, and where the answer goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from channels.base import Incoming
from channels.slack.card import CHOICE, mark_in
from channels.slack.payload import at, found_at
from magdat.slack.markup import mentions, plain, without_mention
from magdat.slack.trial import arrived

CHANNEL = "slack"

SAID = frozenset({"", "thread_broadcast", "file_share", "me_message"})
"""Kinds of message events in which a person says something; the others tell that something was changed."""

DIRECT = frozenset({"im", "app_home"})
"""Kinds of channels where nobody reads along."""

Address = dict[str, str]


@dataclass(frozen=True)
class Heard:
    """One message, and the way back to where it was said."""

    incoming: Incoming
    address: Address


@dataclass(frozen=True)
class Pressed:
    """A button that was pressed, and what has to be replaced."""

    heard: Heard
    owner: str
    """Whose button it is; empty where anybody may press it."""

    title: str
    row: str
    """The name of the row that it stood in."""

    message: Mapping[str, Any]
    """The message that it stood in; empty for one that only one person saw."""


def bot_of(body: Any) -> str:
    """Return what the bot itself is called in an event."""
    return at(body, "authorizations", 0, "user_id")


def trial_of(body: Any) -> dict[str, str] | None:
    """Return the message of a trial that the bot itself posted, as it reads once it came; ``None`` for all else."""
    event, bot = found_at(body, "event"), bot_of(body)
    if not bot or at(event, "type") != "message" or at(event, "subtype") or at(event, "user") != bot:
        return None
    text, channel, moment = arrived(at(event, "text")), at(event, "channel"), at(event, "ts")
    return {"channel": channel, "ts": moment, "text": text} if text and channel and moment else None


def event_of(body: Any) -> Heard | None:
    """Return what somebody said in a direct message, a thread or by naming the bot; ``None`` for all else."""
    event = found_at(body, "event")
    person, channel, moment = at(event, "user"), at(event, "channel"), at(event, "ts")
    by_a_program = found_at(event, "bot_id") is not None or found_at(event, "hidden") is True
    if not person or not channel or by_a_program or at(event, "subtype") not in SAID or is_a_guest(body):
        return None
    thread, bot, text = at(event, "thread_ts"), bot_of(body), at(event, "text")
    direct = is_direct(event)
    named = at(event, "type") == "app_mention"
    overheard = not direct and not named
    if (named and direct) or (overheard and (not thread or mentions(text, bot))):
        # A mention comes as an event of its own beside the message, and is taken from there.
        return None
    answered_in = thread if direct else thread or moment
    incoming = Incoming(
        CHANNEL,
        person,
        plain(without_mention(text, bot)),
        tenant=at(body, "team_id"),
        place=f"{channel}/" if direct else f"{channel}/{answered_in}",
        event=at(body, "event_id") or f"{channel}:{moment}",
        group=not direct,
    )
    return Heard(incoming, _address(person, channel, thread=answered_in, threaded="ja" if thread else ""))


def is_direct(event: Any) -> bool:
    """Return whether an event is of a direct message with the bot."""
    kind = at(event, "channel_type")
    return kind in DIRECT or (not kind and at(event, "channel").startswith("D"))


def is_a_guest(body: Any) -> bool:
    """Return whether somebody of another company speaks, in a channel that two companies share."""
    if found_at(body, "is_ext_shared_channel") is not True:
        return False
    of = at(body, "event", "user_team") or at(body, "event", "team")
    return bool(of) and of not in {at(body, "team_id"), at(body, "enterprise_id")}


def command_of(body: Any) -> Heard | None:
    """Return what somebody asked with the slash command."""
    return _in_private(body, at(body, "user_id"), at(body, "channel_id"), at(body, "team_id"), at(body, "text"))


def shortcut_of(body: Any) -> Heard | None:
    """Return the message that somebody pointed at, as their question."""
    message, channel = at(body, "message", "text"), at(body, "channel", "id")
    return _in_private(body, at(body, "user", "id"), channel, team_of(body), message)


def press_of(body: Any) -> Pressed | None:
    """Return what a button says that somebody pressed under a message or on the home page."""
    person, action = at(body, "user", "id"), found_at(body, "actions", 0)
    value, row = at(action, "value"), at(action, "block_id")
    message = found_at(body, "message")
    home = at(body, "view", "private_metadata")
    channel = at(body, "channel", "id") or at(body, "container", "channel_id") or home
    if not person or not channel or not value:
        return None
    hidden = found_at(body, "container", "is_ephemeral") is True
    direct = bool(home) or channel.startswith("D")
    owner, there, talk = owner_of(row)
    shown_in = "" if home else at(message, "thread_ts") or at(body, "container", "thread_ts")
    # What only one person sees may stand outside the thread that it belongs to, or in their direct messages: the row
    # knows where the conversation is, and the answer comes where it was pressed.
    elsewhere = bool(there) and there != channel
    thread = shown_in if elsewhere else talk or shown_in
    origin, within = (there, talk) if elsewhere else (channel, thread)
    moment = at(body, "container", "message_ts") or at(message, "ts")
    incoming = Incoming(
        CHANNEL,
        person,
        value,
        tenant=team_of(body),
        place=f"{origin}/" if home or origin.startswith("D") else f"{origin}/{within}",
        # The same button of a message counts once; on the home page it may be pressed again.
        event=event_of_button(channel, moment, at(action, "action_id"))
        if moment and not home
        else at(body, "trigger_id"),
        group=not direct and not hidden,
        under=mark_in(at(action, "action_id")),
    )
    respond = at(body, "response_url") if hidden else ""
    address = _address(
        person,
        channel,
        thread=thread,
        threaded="ja" if shown_in else "",
        hidden="ja" if hidden else "",
        respond=respond,
        talk=f"{origin}/{within}",
    )
    title = at(action, "text", "text")
    return Pressed(Heard(incoming, address), owner, title, row, message if isinstance(message, dict) else {})


def event_of_button(channel: str, moment: str, name: str) -> str:
    """Return what a press of a button is called: the button of that name, under the message of that moment."""
    return f"{channel}:{moment}:{name}"


def owner_of(row: str) -> tuple[str, str, str]:
    """Return whose a row of buttons is, and in which channel and thread their conversation is; empty where unknown."""
    kind, *rest = row.split(":")
    if kind != CHOICE or len(rest) != 3:
        return "", "", ""
    channel, slash, thread = rest[1].partition("/")
    return (rest[0], channel, thread) if slash else (rest[0], "", channel)  # a row of before had the thread alone


def team_of(body: Any) -> str:
    """Return the workspace that an interaction comes from."""
    return at(body, "team", "id") or at(body, "user", "team_id") or at(body, "team_id")


def _in_private(body: Any, person: str, channel: str, team: str, text: str) -> Heard | None:
    """Return a question whose answer only the person sees, wherever they asked it."""
    if not person or not channel:
        return None
    event = at(body, "trigger_id")
    incoming = Incoming(CHANNEL, person, plain(text), tenant=team, place=f"{channel}/", event=event)
    return Heard(incoming, _address(person, channel, hidden="ja", respond=at(body, "response_url")))


def _address(
    person: str,
    channel: str,
    *,
    thread: str = "",
    threaded: str = "",
    hidden: str = "",
    respond: str = "",
    talk: str = "",
) -> Address:
    return {
        "person": person,
        "channel": channel,
        "thread": thread,
        "threaded": threaded,
        "hidden": hidden,
        "respond": respond,
        "talk": talk or f"{channel}/{thread}",
    }

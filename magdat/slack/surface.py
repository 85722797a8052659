"""What of Slack the assistant uses: calls, events, the command and the shortcut, and the scopes that they need."""

from __future__ import annotations

PATH = "/webhooks/slack/webhook"
"""Where Slack brings everything."""

COMMAND = "/magdat"
"""The slash command."""

SHORTCUT = "vraag_aan_mag_dat"
"""What the shortcut on a message is called inside."""

EVENTS = ("app_home_opened", "app_mention", "message")
"""Kinds of events that are listened to."""

SUBSCRIBED = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.mpim": "mpim:history",
}
"""Events that have to be subscribed to, and the scope that each needs."""

CALLED = {
    "auth.test": None,
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "conversations.history": "channels:history",
    "conversations.replies": "channels:history",
    "views.publish": None,
}
"""Calls of the Web API that are made, and the scope that each needs."""

FOR_COMMANDS = "commands"
"""The scope of slash commands and shortcuts."""


def scopes() -> set[str]:
    """Return every scope that the bot's token needs."""
    needed = {scope for scope in (*SUBSCRIBED.values(), *CALLED.values()) if scope is not None}
    return needed | {FOR_COMMANDS}

"""The manifest against the code: every scope, event, command and shortcut, and Slack's limits on a manifest."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_here import ARGUMENTS

from magdat.slack.manifest import AddressError, address_at, manifest
from magdat.slack.surface import CALLED, COMMAND, EVENTS, PATH, SHORTCUT, SUBSCRIBED, scopes

ROOT = Path(__file__).resolve().parents[3]
SOURCES = [
    *(ROOT / "channels" / "slack").glob("*.py"),
    ROOT / "magdat" / "commands" / "slack_reach.py",
    ROOT / "magdat" / "slack" / "trial.py",
    ROOT / "magdat" / "handoff" / "ways" / "slack.py",
]

SCOPES = {
    "chat.postMessage": {"chat:write"},
    "chat.postEphemeral": {"chat:write"},
    "chat.update": {"chat:write"},
    "chat.delete": {"chat:write"},
    "conversations.history": {"channels:history"},
    "conversations.replies": {"channels:history"},
    "views.publish": set(),
    "auth.test": set(),
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "message.im": {"im:history"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.mpim": {"mpim:history"},
}
"""What each call and event needs, as docs.slack.dev says it."""


@pytest.fixture
def made() -> Any:
    return yaml.safe_load(manifest("https://magdat.bedrijf.be"))


def methods_in_the_code() -> set[str]:
    """Return every text in the sources that is the name of a method of the Web API."""
    texts = (
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    families = ("chat.", "views.", "auth.", "conversations.", "users.", "files.", "reactions.", "apps.", "team.")
    found = {word for text in texts for word in [text.rpartition("/")[2]] if word.startswith(families)}
    return {word for word in found if word.count(".") == 1 and " " not in word and word.replace(".", "").isalnum()}


def test_every_call_that_is_made_is_listed_with_its_scope_and_tried_against_limits() -> None:
    assert methods_in_the_code() == set(CALLED) == set(ARGUMENTS)
    for name, scope in {**CALLED, **SUBSCRIBED}.items():
        assert SCOPES[name] == ({scope} if scope else set())


def test_the_scopes_are_those_that_calls_and_events_need(made: Any) -> None:
    needed = set().union(*SCOPES.values()) | {"commands"}
    assert set(made["oauth_config"]["scopes"]["bot"]) == needed == scopes()
    assert "user" not in made["oauth_config"]["scopes"], "the bot never acts as a person"


def test_every_event_that_is_handled_is_subscribed_to_and_no_other(made: Any) -> None:
    subscribed = made["settings"]["event_subscriptions"]["bot_events"]
    assert {name.partition(".")[0] for name in subscribed} == set(EVENTS)
    assert set(subscribed) == set(SUBSCRIBED)


def test_everything_comes_to_the_one_address(made: Any) -> None:
    address = f"https://magdat.bedrijf.be{PATH}"
    settings = made["settings"]
    assert settings["event_subscriptions"]["request_url"] == address
    assert settings["interactivity"] == {"is_enabled": True, "request_url": address}
    assert [item["url"] for item in made["features"]["slash_commands"]] == [address]


def test_people_can_write_to_the_bot_and_its_token_does_not_end(made: Any) -> None:
    home = made["features"]["app_home"]
    assert home["home_tab_enabled"]
    assert home["messages_tab_enabled"]
    assert home["messages_tab_read_only_enabled"] is False
    assert made["settings"]["token_rotation_enabled"] is False
    assert made["settings"]["socket_mode_enabled"] is False


def test_what_is_listened_to_is_what_is_there(made: Any) -> None:
    (command,) = made["features"]["slash_commands"]
    (shortcut,) = made["features"]["shortcuts"]
    assert command["command"] == COMMAND
    assert (shortcut["callback_id"], shortcut["type"]) == (SHORTCUT, "message")


def test_every_text_is_as_long_as_slack_takes(made: Any) -> None:
    shown = made["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert len(made["features"]["shortcuts"][0]["name"]) <= 24
    assert len(made["features"]["shortcuts"][0]["description"]) <= 150
    assert len(made["features"]["bot_user"]["display_name"]) <= 80


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://magdat.bedrijf.be", "https://magdat.bedrijf.be/webhooks/slack/webhook"),
        (" https://magdat.bedrijf.be/ ", "https://magdat.bedrijf.be/webhooks/slack/webhook"),
        ("https://bedrijf.be:8443/magdat", "https://bedrijf.be:8443/magdat/webhooks/slack/webhook"),
        ("https://magdat.bedrijf.be/webhooks/slack/webhook", "https://magdat.bedrijf.be/webhooks/slack/webhook"),
    ],
)
def test_an_address_is_made_whole(given: str, meant: str) -> None:
    assert address_at(given) == meant


@pytest.mark.parametrize(
    "given",
    [
        *("", "magdat.bedrijf.be", "http://magdat.bedrijf.be", "https://", "https://a b.be", "https://x.be?a=1"),
        *("https://x.be#a", "https://jan:geheim@x.be", "https://[::1", "ftp://x.be", "https://x.be\nfoo: bar"),
    ],
)
def test_an_address_that_slack_cannot_reach_is_refused(given: str) -> None:
    with pytest.raises(AddressError):
        manifest(given)

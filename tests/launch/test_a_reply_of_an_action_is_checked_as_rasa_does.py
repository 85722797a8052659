"""What Rasa takes for a reply of an action, and what it refuses: the same, with the schema checked once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from launch import action_replies

RASAS = RemoteAction._validate_action_result
"""Rasa's own check, before anything takes its place."""

ACTION = RemoteAction("action_antwoord", None)

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
EVENTS = st.fixed_dictionaries(
    {"event": st.sampled_from(["slot", "restart", "action", "user", "onbekend"])},
    optional={"name": SCALARS, "value": SCALARS, "timestamp": SCALARS, "text": SCALARS, "metadata": SCALARS},
)
REPLIES = st.fixed_dictionaries(
    {},
    optional={
        "events": st.lists(EVENTS, max_size=3) | SCALARS,
        "responses": st.lists(st.dictionaries(st.sampled_from(["text", "custom"]), SCALARS) | SCALARS, max_size=3),
    },
)

OURS = {
    "events": [{"event": "slot", "timestamp": None, "name": "staat", "value": "{}"}],
    "responses": [{"text": "Ja. Dat mag."}],
}


def refused(check: Any, reply: Any) -> bool:
    try:
        check(ACTION, reply)
    except ValidationError:
        return True
    return False


@given(REPLIES | SCALARS | st.lists(SCALARS, max_size=2))
def test_it_refuses_what_rasa_refuses_and_nothing_else(reply: Any) -> None:
    assert refused(action_replies.checked, reply) == refused(RASAS, reply)


def test_a_reply_of_ours_fits() -> None:
    assert action_replies.checked(ACTION, OURS)


def test_a_reply_of_ours_takes_no_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action_replies, "schema", lambda: pytest.fail("the schema was asked"))
    assert action_replies.checked(ACTION, OURS)


@given(REPLIES)
def test_what_takes_no_schema_is_nothing_that_rasa_refuses(reply: Any) -> None:
    assert not action_replies.only_sets_slots(reply) or not refused(RASAS, reply)


def test_it_takes_the_place_of_rasas_own_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RASAS)
    action_replies.use()
    assert RemoteAction._validate_action_result is action_replies.checked


def test_a_rasa_that_checks_elsewhere_is_told_of_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(RemoteAction, "_validate_action_result")
    with pytest.raises(RuntimeError, match=r"launch/action_replies\.py"):
        action_replies.use()

"""Thousands of made-up requests: no fault of the server, nothing let through that should not be, no text in the log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from microsoft import CONVERSATION, PERSON, TENANT, activity, microsoft
from odd_requests import TYPED, as_json, odd_bodies, values
from odd_services import Bent, bad_token, bad_tokens, bent_activities, made_of
from teams_here import TeamsHere, teams_here

EXAMPLES = 30
"""Batches of each kind, each of ten requests."""


@pytest.fixture(scope="module")
def here() -> Iterator[TeamsHere]:
    with microsoft() as server, teams_here(server) as made:
        made.bring(activity("eerst", server.service))
        yield made


SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=SLOW)
@given(st.lists(bent_activities(), min_size=10, max_size=10))
def test_a_signed_request_of_any_shape(here: TeamsHere, parts: list[Bent]) -> None:
    here.gate.accepted.clear()
    with structlog.testing.capture_logs() as lines:
        answers = here.bring(*(made_of(item, here.microsoft.service) for item in parts))
    assert {answer.status_code for answer in answers} <= {200, 400, 403}
    taken = [item for item in here.gate.accepted if item.text]
    assert len(taken) <= len([answer for answer in answers if answer.status_code == 200])
    assert all(item.tenant == TENANT for item in taken)
    assert TYPED not in json.dumps(lines, default=str)
    assert all(
        item.path.startswith(("/dienst/", "/login/", "/keys", "/openid")) for item in here.microsoft.server.received
    )


@pytest.mark.parametrize("face", ["\ud800 gezicht", "\udcff", "é gezicht", "", " "])
def test_a_card_that_is_none_of_ours(here: TeamsHere, face: str) -> None:
    pressed = activity("", here.microsoft.service) | {"id": f"druk-{face!a}", "value": {"keuze": "ja", "gezicht": face}}
    assert [answer.status_code for answer in here.bring(pressed)] == [200]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=SLOW)
@given(st.lists(odd_bodies | values.flatmap(as_json), min_size=10, max_size=10))
def test_a_signed_body_of_any_kind(here: TeamsHere, contents: list[bytes]) -> None:
    here.gate.accepted.clear()
    answers = here.bring(*contents)
    assert {answer.status_code for answer in answers} <= {400, 413}
    assert here.gate.accepted == []


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=SLOW)
@given(kind=bad_tokens)
def test_a_token_that_is_not_microsofts(here: TeamsHere, kind: Any) -> None:
    here.gate.accepted.clear()
    service = here.microsoft.service
    signed = bad_token(kind, service)
    with structlog.testing.capture_logs() as lines:
        answers = here.bring(*[activity(TYPED, service)] * 10, signed=signed)
    assert {answer.status_code for answer in answers} == {401}
    assert here.gate.accepted == []
    assert TYPED not in json.dumps(lines, default=str)
    for secret in (PERSON, CONVERSATION, *([signed] if signed and len(signed) > 50 else [])):
        assert secret not in json.dumps(lines, default=str)

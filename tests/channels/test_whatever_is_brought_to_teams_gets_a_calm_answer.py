"""Thousands of made-up requests: no fault of the server, nothing let through that should not be, no text in the log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from microsoft import CONVERSATION, PERSON, TENANT, activity, forged, microsoft, token
from teams_here import TeamsHere, teams_here

EXAMPLES = 60
"""Batches of each kind, each of ten requests."""

TYPED = "Jan Peeters pest mij"

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just(TYPED),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
FIELDS = (
    *("type", "id", "text", "from", "recipient", "conversation", "serviceUrl", "channelId", "channelData"),
    *("value", "entities", "name", "membersAdded", "action", "replyToId", "attachments"),
)
TYPES = st.sampled_from(["message", "invoke", "conversationUpdate", "installationUpdate", "typing"])
NAMES = st.sampled_from(["adaptiveCard/action", "signin/verifyState", ""])
CHANGES = st.dictionaries(st.sampled_from(FIELDS), JUNK, max_size=4)
GONE = st.sets(st.sampled_from(FIELDS), max_size=2)


@pytest.fixture(scope="module")
def here() -> Iterator[TeamsHere]:
    with microsoft() as server, teams_here(server) as made:
        made.bring(activity("eerst", server.service))
        yield made


@st.composite
def bodies(draw: Any) -> tuple[dict[str, Any], set[str], dict[str, Any]]:
    kind = {"type": draw(TYPES), "name": draw(NAMES)}
    return kind, draw(GONE), draw(CHANGES)


def made_of(parts: tuple[dict[str, Any], set[str], dict[str, Any]], service: str) -> Any:
    kind, gone, changes = parts
    whole = {**activity(TYPED, service), **kind, **changes}
    return json.dumps({key: value for key, value in whole.items() if key not in gone}).encode()


SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=SLOW)
@given(st.lists(bodies(), min_size=10, max_size=10))
def test_a_signed_request_of_any_shape(
    here: TeamsHere, parts: list[tuple[dict[str, Any], set[str], dict[str, Any]]]
) -> None:
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
@given(st.lists(st.binary(max_size=300) | JUNK.map(lambda item: json.dumps(item).encode()), min_size=10, max_size=10))
def test_a_signed_body_of_any_kind(here: TeamsHere, contents: list[bytes]) -> None:
    here.gate.accepted.clear()
    answers = here.bring(*contents)
    assert {answer.status_code for answer in answers} <= {400}
    assert here.gate.accepted == []


CHARACTERS = st.characters(min_codepoint=33, max_codepoint=126, blacklist_characters="+/")
"""Not the two that the decoder takes for «-» and «_», so that the same signature can be written in two ways."""

TAMPERED = st.tuples(st.integers(0, 2), st.integers(0, 400), CHARACTERS)
MADE_UP = st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=120)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=SLOW)
@given(kind=TAMPERED | MADE_UP | st.sampled_from(sorted(forged("http://x/"))))
def test_a_token_that_is_not_microsofts(here: TeamsHere, kind: Any) -> None:
    here.gate.accepted.clear()
    service = here.microsoft.service
    signed = forged(service).get(kind, kind) if isinstance(kind, str) else tampered(token(service), *kind)
    with structlog.testing.capture_logs() as lines:
        answers = here.bring(*[activity(TYPED, service)] * 10, signed=signed)
    assert {answer.status_code for answer in answers} == {401}
    assert here.gate.accepted == []
    assert TYPED not in json.dumps(lines, default=str)
    for secret in (PERSON, CONVERSATION, *([signed] if signed and len(signed) > 50 else [])):
        assert secret not in json.dumps(lines, default=str)


def tampered(signed: str, part: int, at: int, char: str) -> str:
    """Change one character of a part; the last one of a part may stand for nothing, and is left alone."""
    parts = signed.split(".")
    place = at % (len(parts[part]) - 1)
    other = char if char != parts[part][place] and char != "." else ("A" if parts[part][place] != "A" else "B")
    parts[part] = parts[part][:place] + other + parts[part][place + 1 :]
    return ".".join(parts)

"""Whatever is sent to the widget's routes: never a 5xx, and nothing reaches Rasa that should not."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odd_requests import EXAMPLES, JSON_TYPES, OTHER_TYPES, TYPED, Sent, odd_bodies, printable, status, texts, values
from widget_here import ORIGIN, Here, until, widget_here

GOOD, OTHER = "GOED", "EEN ANDER"
"""Stand for the two tokens of the running server, which are made after the examples are."""


def should_be_heard(sent: Sent) -> bool:
    """Return whether somebody who may says something."""
    names = dict(sent.headers)
    try:
        body = json.loads(sent.body)
    except (ValueError, RecursionError):
        return False
    return (
        (sent.method, sent.path) == ("POST", "/say")
        and names.get("Authorization") == f"Bearer {GOOD}"
        and names.get("Content-Type") in JSON_TYPES
        and names.get("Origin", ORIGIN) == ORIGIN
        and isinstance(body, dict)
        and isinstance(body.get("text"), str)
        and not body.get("policy")
        and any(char.isalnum() for char in body["text"])
        and isinstance(body.get("id"), str)
        and 8 <= len(body["id"]) <= 64
        and all(char.isascii() and (char.isalnum() or char in "-_") for char in body["id"])
    )


names = st.uuids().map(str) | st.text(max_size=70) | values
bodies = odd_bodies | st.fixed_dictionaries(
    {}, optional={"id": names, "text": texts, "token": names, "jwt": values, "policy": values}
).map(lambda value: json.dumps(value).encode())
headers = st.fixed_dictionaries(
    {},
    optional={
        "Authorization": st.sampled_from([f"Bearer {GOOD}", f"Bearer {GOOD}x", f"Basic {GOOD}", f"Bearer {OTHER}"])
        | printable,
        "Content-Type": st.sampled_from([*JSON_TYPES, *OTHER_TYPES]) | printable,
        "Origin": st.sampled_from([ORIGIN, "https://kwaad.example", "null", ""]) | printable,
        "Last-Event-ID": st.sampled_from(["0", "-1", "9" * 30, "x"]) | printable,
        "X-Forwarded-For": printable,
        "Cookie": printable,
    },
).map(lambda found: tuple(found.items()))
likely = st.tuples(st.just("POST"), st.sampled_from(["/begin", "/say", "/say", "/erase"]))
unlikely = st.tuples(
    st.sampled_from(["GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH", "X"]),
    st.sampled_from(["/begin", "/say", "/events", "/erase", "/", "", "/nergens", "/events?token=x", "/%00", "/say/"]),
)
requests = st.builds(lambda where, *rest: Sent(*where, *rest), likely | unlikely, headers, bodies)
good_requests = st.builds(
    lambda body, kind: Sent("POST", "/say", (("Authorization", f"Bearer {GOOD}"), ("Content-Type", kind)), body),
    bodies,
    st.sampled_from([*JSON_TYPES, *OTHER_TYPES]),
)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    with (
        pytest.MonkeyPatch.context() as patch,
        widget_here(patch, {"MAGDAT_TOESTAND": str(tmp_path_factory.mktemp("toestand"))}) as running,
    ):
        patch.setattr("channels.widget_turns.BURST", 1e9)
        patch.setattr("channels.widget_turns.BURST_OF_ADDRESS", 1e9)
        patch.setattr("channels.widget.BEGINNINGS", 1e9)
        yield running


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(sent=requests | good_requests)
def test_no_request_is_answered_with_a_fault_of_ours(here: Here, sent: Sent, capfd: pytest.CaptureFixture[str]) -> None:
    before, tokens = len(here.rasa.heard), {GOOD: here.begin(), OTHER: "A" * 43}
    found = status(here.address, sent.written(here.address, tokens))
    assert found < 500, sent
    assert TYPED not in "".join(capfd.readouterr()), "nothing that was typed is in a log"
    if should_be_heard(sent):
        assert found == 202
        heard = len(json.loads(sent.body)["text"]) <= 2000
        assert until(lambda: len(here.rasa.heard) == before + heard)
    else:
        assert found != 202 or not any(char.isalnum() for char in json.loads(sent.body)["text"])
        mark = f"merk {uuid.uuid4().hex}"
        here.say(here.begin(), mark)
        assert until(lambda: mark in here.rasa.texts)
        heard_texts = [text for text in here.rasa.texts[before:] if text != "wis mijn gesprek"]
        assert heard_texts == [mark], "only what somebody said who may"


@pytest.mark.parametrize(
    "lines",
    [
        ["Content-Length: -5"],
        ["Content-Length: abc"],
        ["Content-Length: " + "9" * 30],
        ["Content-Length: " + "9" * 5000],
        ["Content-Length: 5", "Content-Length: 7"],
        ["Transfer-Encoding: gzip"],
        ["Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", "Content-Length: 5"],
        ["Expect: iets"],
        ["geen kop"],
    ],
)
def test_a_head_that_makes_no_sense_is_no_fault_of_ours(here: Here, lines: list[str]) -> None:
    head = ["POST /webhooks/widget/say HTTP/1.1", "Host: x", "Connection: close", *lines, "", ""]
    assert 400 <= status(here.address, "\r\n".join(head).encode() + b"zzzzzz\r\n\r\n") < 500
    assert here.begin(), "and it goes on serving others"

"""Whatever is sent to the widget's routes: never a 5xx, and nothing reaches Rasa that should not."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from odd_requests import EXAMPLES, TYPED, Sent, status
from odd_senders import GOOD, OTHER, said_in_widget, widget_known, widget_requests
from widget_here import Here, until, widget_here

from channels.limits import MAX_CHARACTERS


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
@given(sent=widget_requests | widget_known)
def test_no_request_is_answered_with_a_fault_of_ours(here: Here, sent: Sent, capfd: pytest.CaptureFixture[str]) -> None:
    before, tokens = len(here.rasa.heard), {GOOD: here.begin(), OTHER: "A" * 43}
    found = status(here.address, sent.written(here.address, tokens))
    assert found < 500, sent
    assert TYPED not in "".join(capfd.readouterr()), "nothing that was typed is in a log"
    said = said_in_widget(sent)
    if said is not None:
        assert found == 202
        heard = any(char.isalnum() for char in said) and len(said) <= MAX_CHARACTERS
        assert until(lambda: len(here.rasa.heard) == before + heard)
        return
    assert found != 202
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

"""begin, say, events: what somebody asks is answered over the stream, once and in order."""

from __future__ import annotations

import threading
import uuid

import httpx
import pytest
from widget_here import ORIGIN, PATIENCE, Here, Listening, stop, until


def kinds(stream: Listening) -> list[str]:
    return [event.kind for event in stream.events]


def test_a_question_comes_back_as_one_reply_with_text_buttons_and_form(widget: Here) -> None:
    token, name = widget.begin(), str(uuid.uuid4())
    stream = widget.listen(token)
    answer = widget.say(token, "mag dat?", name)
    assert (answer.status_code, answer.json()) == (202, {})
    stream.wait_for("done")
    assert kinds(stream) == ["typing", "reply", "done"]
    assert stream.of("reply") == [
        {
            "text": "antwoord op mag dat?",
            "buttons": [{"title": "Meer weten", "payload": "/meer_weten"}],
            "custom": {"onderwerp": "pauze", "besluit": "ja"},
            "answers": name,
        }
    ]
    assert stream.of("typing") == stream.of("done") == [{"answers": name}]
    assert stream.response.headers["content-type"].startswith("text/event-stream")


def test_say_does_not_wait_for_the_answer(widget: Here) -> None:
    widget.rasa.may_answer = threading.Event()
    token = widget.begin()
    assert widget.say(token).status_code == 202
    assert widget.rasa.heard == [], "and still it was taken"
    widget.rasa.may_answer.set()
    widget.listen(token).wait_for("done")


def test_what_was_said_before_the_stream_was_open_is_not_lost(widget: Here) -> None:
    token = widget.begin()
    widget.say(token)
    assert until(lambda: len(widget.rasa.heard) == 1)
    assert len(widget.listen(token).wait_for("done").of("reply")) == 1


def test_the_same_message_is_answered_once(widget: Here) -> None:
    token, name = widget.begin(), str(uuid.uuid4())
    widget.rasa.takes = 0.2
    assert [widget.say(token, "mag dat?", name).status_code for _ in range(5)] == [202] * 5
    stream = widget.listen(token).wait_for("done")
    assert widget.say(token, "mag dat?", name).status_code == 202
    widget.say(token, "en nu?")
    stream.wait_for("done", 2)
    assert widget.rasa.texts == ["mag dat?", "en nu?"]


def test_after_a_break_exactly_what_was_missed_comes(widget: Here) -> None:
    token = widget.begin()
    first = widget.listen(token)
    widget.say(token, "een")
    first.wait_for("done")
    first.close()
    last = first.events[-1].number
    widget.say(token, "twee")
    assert until(lambda: len(widget.rasa.heard) == 2)
    again = widget.listen(token, last)
    again.wait_for("done")
    assert [reply["text"] for reply in again.of("reply")] == ["antwoord op twee"]
    half = first.events[1].number
    assert kinds(widget.listen(token, half).wait_for("done", 2)) == ["done", "typing", "reply", "done"]


def test_what_somebody_said_that_they_have_comes_to_nobody_again(widget: Here) -> None:
    token = widget.begin()
    first = widget.listen(token)
    widget.say(token, "een")
    first.wait_for("done")
    widget.listen(token, first.events[-1].number).wait(lambda stream: stream.pings >= 1)
    widget.say(token, "twee")
    last = widget.listen(token).wait_for("done")
    assert [reply["text"] for reply in last.of("reply")] == ["antwoord op twee"]


def test_after_a_reload_nothing_comes_twice(widget: Here) -> None:
    token = widget.begin()
    before = widget.listen(token)
    widget.say(token, "een")
    before.wait_for("done")
    fresh = widget.begin(token)
    stream = widget.listen(fresh)
    widget.say(fresh, "twee")
    stream.wait_for("done")
    assert [reply["text"] for reply in stream.of("reply")] == ["antwoord op twee"]


def test_every_tab_hears_it(widget: Here) -> None:
    token = widget.begin()
    tabs = [widget.listen(token) for _ in range(3)]
    widget.say(token)
    assert [len(tab.wait_for("done").of("reply")) for tab in tabs] == [1, 1, 1]


def test_what_is_said_first_is_answered_first(widget: Here) -> None:
    token = widget.begin()
    widget.rasa.takes = 0.1
    for text in ("een", "twee", "drie"):
        assert widget.say(token, text).status_code == 202
    widget.listen(token).wait_for("done", 3)
    assert widget.rasa.texts == ["een", "twee", "drie"]


def test_who_is_too_fast_hears_how_long_to_wait_and_loses_nothing(widget: Here) -> None:
    token, name = widget.begin(), str(uuid.uuid4())
    widget.rasa.takes = 0.3
    refused = None
    for number in range(10):
        answer = widget.say(token, f"vraag {number}", name if refused is None and number == 3 else None)
        if answer.status_code == 429:
            refused = answer
            break
    assert refused is not None
    assert refused.json()["wait"] >= 1
    assert until(lambda: widget.say(token, "vraag 3", name).status_code == 202, 10)
    assert until(lambda: "vraag 3" in widget.rasa.texts)


def test_what_the_gate_refuses_is_said_over_the_stream(widget: Here) -> None:
    token = widget.begin()
    stream = widget.listen(token)
    widget.say(token, "x" * 3000)
    stream.wait_for("done")
    assert "te lang" in stream.of("reply")[0]["text"]
    assert widget.rasa.heard == []


def test_a_rasa_that_fails_is_told_calmly(widget: Here) -> None:
    token = widget.begin()
    widget.rasa.fails = True
    stream = widget.listen(token)
    widget.say(token)
    stream.wait_for("done")
    assert "loopt bij mij iets mis" in stream.of("reply")[0]["text"]


def test_a_fault_of_our_own_is_told_calmly(widget: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    async def breaks(*_: object) -> None:
        raise RuntimeError("mijn geheim")

    monkeypatch.setattr("channels.gate.Gate.answer", breaks)
    token, name = widget.begin(), str(uuid.uuid4())
    stream = widget.listen(token)
    widget.say(token, "mag dat?", name)
    stream.wait_for("fault")
    (fault,) = stream.of("fault")
    assert fault["answers"] == name
    assert "loopt bij mij iets mis" in fault["text"]
    assert fault["code"] == "trouble", "for a widget that speaks another language"


def test_a_server_that_stops_finishes_what_it_is_busy_with_and_takes_nothing_more(widget: Here) -> None:
    token, name = widget.begin(), str(uuid.uuid4())
    widget.rasa.takes = 1.5
    stream = widget.listen(token)
    widget.say(token, "mag dat?", name)
    stream.wait_for("typing")
    stop(widget)
    assert until(lambda: widget.say(token).status_code == 503), "its client says it again, to the next server"
    stream.wait_for("done")
    assert [reply["answers"] for reply in stream.of("reply")] == [name]
    assert not stream.of("fault")
    assert stream.over.wait(10)


def test_a_server_that_stops_says_so_and_lets_everybody_go(widget: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.widget_turns.GRACE", 0.5)
    token, name = widget.begin(), str(uuid.uuid4())
    widget.rasa.may_answer = threading.Event()  # which nobody sets
    stream = widget.listen(token)
    widget.say(token, "mag dat?", name)
    stream.wait_for("typing")
    stop(widget)
    assert stream.over.wait(PATIENCE)
    assert widget.rasa.heard == []
    assert [fault["answers"] for fault in stream.of("fault")] == [name]


def test_only_known_websites_and_never_with_cookies(widget: Here) -> None:
    for path, method in (("begin", "POST"), ("say", "POST"), ("events", "GET"), ("erase", "POST")):
        asked = {
            "Origin": ORIGIN,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization,content-type,last-event-id",
        }
        answer = httpx.options(f"{widget.address}/{path}", headers=asked)
        assert answer.is_success
        assert answer.headers["access-control-allow-origin"] == ORIGIN
        assert method in answer.headers["access-control-allow-methods"]
        allowed = answer.headers["access-control-allow-headers"].lower()
        assert all(name in allowed for name in ("authorization", "content-type", "last-event-id"))
        assert "access-control-allow-credentials" not in answer.headers
        strange = httpx.options(f"{widget.address}/{path}", headers={**asked, "Origin": "https://kwaad.example"})
        assert "access-control-allow-origin" not in strange.headers
    known = widget.post("begin", {}, Origin=ORIGIN)
    assert known.headers["access-control-allow-origin"] == ORIGIN
    assert "access-control-allow-credentials" not in known.headers
    assert widget.post("begin", {}, Origin="https://kwaad.example").status_code == 403
    stream = widget.listen(known.json()["token"], Origin=ORIGIN)
    assert stream.response.headers["access-control-allow-origin"] == ORIGIN
    refused = widget.post("say", {}, "geraden", Origin=ORIGIN)
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (401, ORIGIN)


def test_only_json_of_a_sensible_size(widget: Here) -> None:
    token = widget.begin()
    who = {"Authorization": f"Bearer {token}"}
    for path in ("begin", "say"):
        plain = httpx.post(f"{widget.address}/{path}", content="{}", headers={**who, "Content-Type": "text/plain"})
        assert plain.status_code == 415
        assert widget.post(path, ["x"], token).status_code == 400
        assert widget.post(path, {"text": "x" * 100_000, "id": "12345678"}, token).status_code == 413
    for body in ({"id": "12345678"}, {"text": "x"}, {"text": 1, "id": "12345678"}, {"text": "x", "id": "../../etc"}):
        assert widget.post("say", body, token).status_code == 400
    assert widget.rasa.heard == []

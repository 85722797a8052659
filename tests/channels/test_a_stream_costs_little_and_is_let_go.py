"""A stream gives signs of life, is freed when somebody goes away, and there are not more of them than fit."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest
from widget_here import Here, until, widget_here

from channels.widget_streams import MOST, MOST_OF_ADDRESS, MOST_OF_ONE, Streams, number_in, written
from magdat.settings import Settings
from magdat.storage.memory.pushes import MemoryPushes
from magdat.storage.ports import Push, Pushes
from magdat.storage.redis import open_redis
from magdat.storage.redis_pushes import RedisPushes
from magdat.storage.stores import _short_lived_at, open_short_lived


def streams() -> Streams:
    """Return the streams of the one running channel."""
    return next(item for item in reversed(gc.get_objects()) if isinstance(item, Streams) and not item._stopping)


def test_a_sign_of_life_comes_now_and_then(widget: Here) -> None:
    widget.listen(widget.begin()).wait(lambda stream: stream.pings >= 3)


def test_who_goes_away_frees_the_stream(widget: Here) -> None:
    token = widget.begin()
    open_now = streams()
    tabs = [widget.listen(token) for _ in range(3)]
    assert until(lambda: len(open_now) == 3)
    for tab in tabs:
        tab.close()
    assert until(lambda: len(open_now) == 0)
    assert not open_now._open
    assert not open_now._addresses


def test_of_one_conversation_the_oldest_stream_makes_way(widget: Here) -> None:
    token = widget.begin()
    tabs = [widget.listen(token) for _ in range(MOST_OF_ONE + 2)]
    assert tabs[0].over.wait(5)
    assert tabs[1].over.wait(5)
    widget.say(token)
    for tab in tabs[2:]:
        tab.wait_for("done")


def test_when_there_is_no_place_it_is_said(widget: Here) -> None:
    streams()._most = 2
    for _ in range(2):
        widget.listen(widget.begin())
    assert until(lambda: streams().full)
    assert widget.get_status("events", widget.begin()) == 503


def test_one_address_leaves_a_place_for_others(widget: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_OF_ADDRESS < MOST
    monkeypatch.setattr("channels.widget_streams.MOST_OF_ADDRESS", 2)
    monkeypatch.setenv("MAGDAT_PROXIES", "1")
    crowd, other = {"X-Forwarded-For": "192.0.2.1"}, {"X-Forwarded-For": "192.0.2.2"}
    first, _ = (widget.listen(widget.begin(), **crowd) for _ in range(2))
    who = {"Authorization": f"Bearer {widget.begin()}", **crowd}
    with widget.client.stream("GET", f"{widget.address}/events", headers=who) as answer:
        assert answer.status_code == 429
        told = json.loads(answer.read())
    assert told["wait"] == int(answer.headers["retry-after"])
    assert "op jouw adres" in told["fout"]
    widget.listen(widget.begin(), **other)
    first.close()
    assert until(lambda: not streams().full_of("192.0.2.1"))
    widget.listen(widget.begin(), **crowd)


def test_many_streams_are_open_and_each_is_woken_by_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    never = 3600.0  # otherwise a stream looks at every sign of life too, whether it was woken or not
    with widget_here(monkeypatch, {"MAGDAT_TOESTAND": str(tmp_path)}, heartbeat=never) as widget:
        tokens = [widget.begin() for _ in range(40)]
        opened = [widget.listen(token) for token in tokens]
        for number in (0, 39, *range(1, 39)):
            widget.say(tokens[number], str(number))
            opened[number].wait_for("done")
        for number, stream in enumerate(opened):
            assert [reply["text"] for reply in stream.of("reply")] == [f"antwoord op {number}"]
            assert len(stream.of("done")) == 1


@pytest.mark.parametrize("redis_too", [False, True])
def test_any_process_may_push_to_a_conversation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, redis_too: bool
) -> None:
    settings = {"MAGDAT_TOESTAND": str(tmp_path)}
    if redis_too:
        settings["MAGDAT_REDIS"] = request.getfixturevalue("redis")
    with widget_here(monkeypatch, settings) as here:
        token = here.begin()
        stream = here.listen(token)
        here.say(token)
        stream.wait_for("done")
        conversation = here.rasa.heard[0].sender_id
        another_process(settings).publish(conversation, Push("reply", {"text": "van een mens"}))
        stream.wait_for("reply", 2)
        assert stream.of("reply")[1] == {"text": "van een mens"}


def another_process(settings: dict[str, str]) -> Pushes:
    """Return the pushes as another process opens them; without Redis there is only this one."""
    if "MAGDAT_REDIS" in settings:
        return RedisPushes(open_redis(settings["MAGDAT_REDIS"]))
    return open_short_lived(Settings.from_environment(settings)).pushes


def test_two_workers_serve_one_conversation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, redis: str) -> None:
    settings = {"MAGDAT_TOESTAND": str(tmp_path), "MAGDAT_REDIS": redis}
    _short_lived_at.cache_clear()
    with widget_here(monkeypatch, settings) as here:
        _short_lived_at.cache_clear()
        with widget_here(monkeypatch, settings) as there:
            token = here.begin()
            stream = here.listen(token)
            there.say(token, "aan de andere kant")
            stream.wait_for("done")
            assert [reply["text"] for reply in stream.of("reply")] == ["antwoord op aan de andere kant"]
    _short_lived_at.cache_clear()


def test_a_push_is_one_event_whatever_is_in_it() -> None:
    text = written(Push("reply", {"text": "een\nid: 5\r\n\r\nevent: x\u2028\ud800"}, 7))
    assert text.count("\n") == 4
    assert text.encode("ascii")


@pytest.mark.parametrize(
    ("header", "number"),
    [("5", 5), ("", None), ("x", None), ("-5", None), ("5.0", None), ("٣", None), ("9" * 17, None), ("9" * 5000, None)],
)
def test_a_number_is_read_or_not(header: str, number: int | None) -> None:
    assert number_in(header) == number


def test_pushes_that_nobody_hears_keep_no_listener() -> None:
    pushes = MemoryPushes()
    with pushes.listen("p-1", lambda: None):
        assert len(pushes._listeners) == 1
    assert len(pushes._listeners) == 0

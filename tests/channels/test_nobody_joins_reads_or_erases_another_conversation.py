"""A token of the widget opens one conversation, its own, until it is replaced, ends or is erased."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from widget_here import Here, until

from channels.gate import open_gate
from channels.widget_erasing import Erasing
from channels.widget_sessions import GRACE, IDLE, LONGEST, WAITING, Visitor, Visitors, newcomer
from magdat.storage.errors import StorageError
from magdat.storage.memory.sessions import MemorySessions


class Clock:
    now = 1_770_000_000.0

    def __call__(self) -> float:
        return self.now


def refused(here: Here, token: str) -> bool:
    """Return whether a token opens nothing at all."""
    said = here.say(token, "van een ander").status_code
    erased = here.post("erase", {}, token).status_code
    return {said, erased, here.get_status("events", token)} == {401}


@pytest.mark.parametrize("token", ["geraden", "A" * 43, "A" * 42, "../../etc/passwd", "A" * 5000])
def test_a_token_that_was_guessed_opens_nothing(widget: Here, token: str) -> None:
    answers = {
        widget.post("say", {"id": "12345678", "text": "x"}, token).status_code,
        widget.post("erase", {}, token).status_code,
        widget.get_status("events", token),
    }
    assert answers == {401}
    assert widget.rasa.heard == []


def test_without_a_token_nothing_opens(widget: Here) -> None:
    assert widget.post("say", {"id": "12345678", "text": "x"}).status_code == 401
    assert widget.post("erase", {}).status_code == 401
    assert widget.get_status("events", None) == 401


def test_every_beginning_is_a_conversation_of_its_own(widget: Here) -> None:
    jan, an = widget.begin(), widget.begin()
    widget.say(jan, "van jan")
    widget.say(an, "van an")
    assert until(lambda: len(widget.rasa.heard) == 2)
    assert len({message.sender_id for message in widget.rasa.heard}) == 2


def test_nobody_reads_what_is_pushed_to_another(widget: Here) -> None:
    jan, an = widget.begin(), widget.begin()
    mine, theirs = widget.listen(jan), widget.listen(an, 0)
    widget.say(jan, "geheim van jan")
    mine.wait_for("done")
    widget.say(an, "van an")
    theirs.wait_for("done")
    assert [reply["text"] for reply in theirs.of("reply")] == ["antwoord op van an"]


def test_who_begins_with_a_strange_token_gets_a_new_conversation(widget: Here) -> None:
    widget.say(widget.begin(), "van jan")
    answer = widget.post("begin", {"token": "A" * 43})
    assert answer.json()["known"] is False
    widget.say(answer.json()["token"], "van an")
    assert until(lambda: len(widget.rasa.heard) == 2)
    assert len({message.sender_id for message in widget.rasa.heard}) == 2


def test_who_begins_again_goes_on_with_a_new_token(widget: Here) -> None:
    first = widget.begin()
    widget.say(first, "een")
    answer = widget.post("begin", {"token": first}).json()
    assert answer["known"] is True
    assert answer["token"] != first
    widget.say(answer["token"], "twee")
    assert until(lambda: len(widget.rasa.heard) == 2)
    assert len({message.sender_id for message in widget.rasa.heard}) == 1


def test_an_old_token_is_good_for_what_is_on_its_way_only(widget: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    first = widget.begin()
    second = widget.begin(first)
    assert widget.say(first, "onderweg").status_code == 202
    shift = GRACE + 1
    real = time.time
    monkeypatch.setattr(widget_sessions_clock(), "_clock", lambda: real() + shift)
    assert widget.say(first, "te laat").status_code == 401
    assert widget.get_status("events", first) == 401
    assert widget.post("begin", {"token": first}).json()["known"] is False
    assert widget.say(second).status_code == 202


def widget_sessions_clock() -> object:
    """Return what knows the time of tokens in the running channel."""
    stores = open_gate()._stores
    assert stores is not None
    return stores.sessions


def test_an_open_stream_ends_when_its_token_does(widget: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    first = widget.begin()
    stream = widget.listen(first)
    widget.begin(first)
    real = time.time
    monkeypatch.setattr(widget_sessions_clock(), "_clock", lambda: real() + GRACE + 1)
    assert stream.over.wait(10)


def test_what_is_erased_is_gone_and_opens_nothing(widget: Here, tmp_path: Path) -> None:
    jan, an = widget.begin(), widget.begin()
    stream, other = widget.listen(jan), widget.listen(an)
    widget.say(jan, "een")
    widget.say(an, "van an")
    stream.wait_for("done")
    other.wait_for("done")
    answer = widget.post("erase", {}, jan)
    assert (answer.status_code, answer.json()) == (200, {})
    assert stream.over.wait(5)
    assert refused(widget, jan)
    assert widget.post("begin", {"token": jan}).json()["known"] is False
    assert widget.rasa.texts[-1] == "wis mijn gesprek", "what the action server remembers goes too"
    assert widget.listen(an, 0).wait_for("done").of("reply"), "of another nothing is gone"


def test_what_could_not_be_erased_can_be_erased_again(widget: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    token = widget.begin()
    stream = widget.listen(token)
    widget.say(token, "een")
    stream.wait_for("done")

    def broken(*_: object) -> None:
        raise StorageError("weg")

    with monkeypatch.context() as patch:
        patch.setattr(Erasing, "_erase", broken)
        answer = widget.post("erase", {}, token)
        assert (answer.status_code, answer.json()["code"]) == (503, "trouble")
    assert widget.post("erase", {}, token).status_code == 200
    assert refused(widget, token)


def test_nothing_that_is_kept_can_be_used(widget: Here, tmp_path: Path) -> None:
    token = widget.begin()
    widget.say(token, "zwarteraaf")
    assert until(lambda: len(widget.rasa.heard) == 1)
    with sqlite3.connect(tmp_path / "magdat.sqlite") as database:
        (row,) = database.execute("SELECT * FROM sessions").fetchall()
    assert token not in str(row)
    for digest in (row[0], row[1]):
        assert widget.say(digest[:43], "x").status_code == 401
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert token.encode() not in written
    assert b"zwarteraaf" not in written


def begun(visitors: Visitors, visitor: Visitor | None = None, old: str | None = None) -> str:
    return visitors.token_for(visitor or newcomer(None), 7, old)


def test_a_token_says_who_and_since_when() -> None:
    clock = Clock()
    visitors, jan = Visitors(MemorySessions(clock), clock), newcomer("jan")
    found = visitors.of(begun(visitors, jan))
    assert found == Visitor("jan", jan.conversation, jan.conversation, 7, clock())
    assert newcomer("jan").conversation != jan.conversation
    assert (newcomer(None).place, newcomer(None).person == newcomer(None).person) == ("", False)


def test_a_token_ends_when_nothing_is_said_for_long() -> None:
    clock = Clock()
    visitors = Visitors(MemorySessions(clock), clock)
    token = begun(visitors)
    clock.now += IDLE - 1
    assert visitors.of(token, used=False) is not None
    clock.now += 2
    assert visitors.of(token) is None


def test_a_token_in_use_lasts_but_not_for_ever() -> None:
    clock = Clock()
    visitors = Visitors(MemorySessions(clock), clock)
    token = begun(visitors)
    began = clock.now
    while visitors.of(token) is not None:
        clock.now += 3600
    assert clock.now - began == pytest.approx(LONGEST)


def test_a_token_lasts_over_a_weekend_while_a_person_may_still_answer() -> None:
    clock, waits = Clock(), [True]
    visitors = Visitors(MemorySessions(clock), clock, waits=lambda _visitor: waits[0])
    token, other = begun(visitors), begun(visitors)
    assert visitors.of(token, used=False, looks=True) is not None
    clock.now += WAITING - 1
    assert visitors.of(other) is None, "nobody listened there"
    assert visitors.of(token, used=False, looks=True) is not None
    clock.now += 60
    waits[0] = False
    assert visitors.of(token, used=False, looks=True) is not None
    assert visitors.of(token) is None, "nothing waits, and the day that a token lasts is over"


def test_every_token_of_a_conversation_ends_with_it() -> None:
    clock = Clock()
    visitors, visitor = Visitors(MemorySessions(clock), clock), newcomer(None)
    tabs = [begun(visitors, visitor) for _ in range(3)]
    other = begun(visitors)
    visitors.end(visitor)
    assert [visitors.of(token) for token in tabs] == [None] * 3
    assert visitors.of(other) is not None


def test_tokens_are_random_and_long() -> None:
    visitors = Visitors(MemorySessions())
    tokens = {begun(visitors) for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) == 43 for token in tokens), "256 bits"

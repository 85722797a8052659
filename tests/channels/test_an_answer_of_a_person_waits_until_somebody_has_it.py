"""What a person answers waits until the widget has it, whatever a proxy makes of a laptop that was shut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from own_loop import run_apart
from proxy_here import proxy_here
from widget_here import Here, Listening, until, widget_here

from channels.base import Away, Reply
from channels.line import Line
from channels.parts import NoParts
from channels.widget_way_back import Unasked
from magdat.privacy.pseudonym import Pseudonyms
from magdat.privacy.seal import Seal
from magdat.privacy.sealed_reply import sealed_reply
from magdat.settings import Settings
from magdat.storage.letters import Letter, Way
from magdat.storage.memory.pushes import MemoryPushes
from magdat.storage.sql.letters import SqlLetters
from magdat.storage.stores import open_short_lived, open_stores

CONVERSATION = "p-" + "0" * 32
SAID = Reply("Dag!", custom={"stap": "antwoord_van_mens"})
QUARTER = 15 * 60.0


class World:
    """Pushes of a process, on a clock that stands still."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("channels.widget_way_back.ARRIVES_WITHIN", 0.0)
        self.now = 1_770_000_000.0
        self.pushes = MemoryPushes(lambda: self.now)

    def send(self) -> float | None:
        """Try once; return after how long it is to be tried again, and ``None`` when it arrived."""
        way = Unasked(self.pushes, CONVERSATION).marked("brief-1", again=True, parts=NoParts())
        try:
            run_apart(way.send(SAID))
        except Away as away:
            return away.after
        return None

    def kept(self) -> list[int]:
        """Return the numbers under which it is pushed now."""
        return [push.number for push in self.pushes.after(CONVERSATION, 0)]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    return World(monkeypatch)


def test_nobody_listens_and_nothing_is_pushed(world: World) -> None:
    assert world.send()
    assert world.kept() == []


def test_who_listens_gets_it_once_and_it_is_done_when_they_come_back_with_its_number(world: World) -> None:
    with world.pushes.listen(CONVERSATION, lambda: None):
        assert world.send(), "that somebody listens is not enough"
        assert world.send()
    (push,) = world.pushes.after(CONVERSATION, 0)
    assert (push.kind, push.data["text"], push.data["answers"]) == ("reply", "Dag!", "")
    assert push.data["letter"] == "brief-1"
    world.pushes.acknowledge(CONVERSATION, push.number - 1)
    assert world.send(), "who came back from before it does not have it"
    world.pushes.acknowledge(CONVERSATION, push.number)
    assert world.send() is None


def test_what_nobody_had_before_it_was_forgotten_is_pushed_again(world: World) -> None:
    with world.pushes.listen(CONVERSATION, lambda: None):
        assert world.send()
        (first,) = world.kept()
        world.now += QUARTER
        assert world.kept() == []
        assert world.send()
        (second,) = world.kept()
    assert second > first
    world.pushes.acknowledge(CONVERSATION, second)
    assert world.send() is None


class Desk:
    """The running channel, and a desk in a process of its own that answers the one conversation there is."""

    def __init__(self, here: Here, names: set[str]) -> None:
        self.here = here
        self._names = names
        self.settings = Settings.from_environment()
        self._letters = open_stores(self.settings).letters

    @property
    def conversation(self) -> str:
        (name,) = self._names
        return name

    def answers(self, text: str) -> None:
        seal = Seal.opened(self.settings.state, self.settings.post_key)
        to, reply = {"conversation": self.conversation}, asdict(replace(SAID, text=text))
        content = sealed_reply(seal, "widget", self.conversation, to, reply)
        assert self._letters.send(Letter("widget", self.conversation, content), text)

    @property
    def waiting(self) -> int:
        """Return how many of its answers nobody has."""
        return self._letters.waiting(Way.OUT).letters


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    names: set[str] = set()
    at = Pseudonyms.at

    def noted(self: Pseudonyms, *given: str) -> str:
        names.add(found := at(self, *given))
        return found

    monkeypatch.setattr(Pseudonyms, "at", noted)
    monkeypatch.setattr("channels.widget_way_back.LOOK_AGAIN", 0.1)
    monkeypatch.setattr("channels.widget_way_back.ARRIVES_WITHIN", 0.2)
    monkeypatch.setattr(Line.__init__, "__defaults__", (0.1,))
    with widget_here(monkeypatch, {"MAGDAT_TOESTAND": str(tmp_path)}) as here:
        yield Desk(here, names)


def texts(stream: Listening) -> list[str]:
    return [reply["text"] for reply in stream.of("reply")]


def test_the_lid_is_shut_hr_answers_and_half_an_hour_later_it_is_there(desk: Desk) -> None:
    here, token = desk.here, desk.here.begin()
    with proxy_here("http://127.0.0.1:1", here.address.removesuffix("/webhooks/widget")) as proxy:
        before = Listening(f"{proxy.address}/webhooks/widget", token, 0, {})
        here.open.append(before)
        before.wait(lambda stream: stream.pings >= 1)
        proxy.keeps_the_line = True
        desk.answers("een")
        pushes = open_short_lived(desk.settings).pushes
        assert until(lambda: pushes.after(desk.conversation, 0) != [])
        pushes.erase(desk.conversation)  # as ten minutes do
        assert texts(before) == []
        assert desk.waiting == 1, "the line was open, and still nobody has it"
    opened = here.listen(token, 0)
    opened.wait_for("reply")
    assert opened.over.wait(5), "whoever gets it comes back to say so"
    again = here.listen(token, opened.events[-1].number)
    assert until(lambda: desk.waiting == 0)
    desk.answers("twee")
    again.wait_for("reply")
    assert (texts(opened), texts(again)) == (["een"], ["twee"])


def test_an_answer_to_a_question_of_the_period_before_comes_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    token = desk.here.begin()
    desk.here.listen(token).wait(lambda stream: stream.pings >= 1)
    asked_as, period = desk.conversation, Pseudonyms._period
    monkeypatch.setattr(SqlLetters, "lasts", lambda _, name: name == asked_as)
    desk.answers("een")
    monkeypatch.setattr(Pseudonyms, "_period", lambda self: period(self) + 1)
    stream = desk.here.listen(token, 0)
    stream.wait_for("reply")
    assert texts(stream) == ["een"]
    assert stream.over.wait(5)
    desk.here.listen(token, stream.events[-1].number)
    assert until(lambda: desk.waiting == 0)


def test_who_never_says_where_they_are_is_not_sent_round_in_a_ring(desk: Desk) -> None:
    token = desk.here.begin()
    first = desk.here.listen(token)
    desk.answers("een")
    first.wait_for("reply")
    assert first.over.wait(5)
    second = desk.here.listen(token)
    desk.here.say(token, "en nu?")
    second.wait_for("done")
    assert texts(second) == ["een", "antwoord op en nu?"]
    assert not second.over.is_set()

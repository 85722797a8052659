"""Rasa, actions, relay, desk page and mail server, killed at random moments of a talk: nothing lost, nothing doubled.

``OMVALLEN=30`` kills so many times (six a talk; three without it), ``OMVALLEN_ZAAD`` begins chance elsewhere, and
``OMVALLEN_VERSLAG`` names a file that tells of each.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from falling import CAN_FALL, Person, Services, Worker, all_running, until

SEED = 6
"""One with which Rasa falls too, which takes longest to be back, and the relay while it carries."""

A_TALK = 6
"""Steps of one talk, in each of which something may be killed."""

FEWEST = 3
"""Times that something is killed where nobody asks for more."""

LATEST = 1.5
"""Seconds after the beginning of a step within which something is killed."""


class Fates:
    """Kill something at a random moment of a step, and keep what it was."""

    def __init__(self, running: Services, chance: random.Random, times: int) -> None:
        self._running = running
        self._chance = chance
        self._times = times
        self._steps = list[bool]()
        self.told: list[str] = []
        self._each: list[str] = []

    def during(self, name: str, step: Callable[[], object]) -> None:
        """Do a step, in which something is killed unless there were enough."""
        if not self._steps:
            kills = min(A_TALK, self._times - len(self.told))
            self._steps = self._chance.sample([True] * kills + [False] * (A_TALK - kills), A_TALK)
        if not self._steps.pop():
            step()
            return
        if not self._each:  # every one falls equally often
            self._each = self._chance.sample(CAN_FALL, len(CAN_FALL))
        victim, after = self._each.pop(), self._chance.uniform(0, LATEST)
        begun = time.monotonic()
        killing = threading.Timer(after, self._running.fall, (victim,))
        killing.start()
        step()
        killing.join()
        self.told.append(f"{name}: {victim} after {after:.2f} s; done after {time.monotonic() - begun:.1f} s")


def one_talk(running: Services, worker: Worker, fates: Fates, talk: int) -> None:
    """Let a talk go its whole way; raise AssertionError where something is lost, doubled, or out of order."""
    texts = {name: f"{name} {talk:02d}" for name in ("vraag", "antwoord", "meer", "nog", "mail")}
    person, numbers = Person(running), list[str]()
    try:
        fates.during("passing on", lambda: numbers.append(person.hands_over(texts["vraag"])))
        number = numbers[0]
        fates.during("answer at the desk", lambda: worker.answers(number, texts["antwoord"]))
        until(lambda: texts["antwoord"] in person.heard(), "the answer is read")
        fates.during("the person goes on", lambda: person.say(texts["meer"]))
        fates.during("and on", lambda: person.say(texts["nog"]))
        until(lambda: worker.mails_of(number), "the desk has a mail")
        fates.during("answer by mail", lambda: worker.answers_by_mail(number, texts["mail"]))
        until(lambda: texts["mail"] in person.heard(), "the answer by mail is read")
        fates.during("closing", lambda: worker.closes(number))
        until(lambda: "mens_klaar" in person.steps(), "the person hears that it is closed")
        assert person.heard() == [texts["antwoord"], texts["mail"]], "to the person, once and in order"
        assert worker.reads(number) == list(texts.values()), "on the page of the desk, once and in order"
        out = [texts["vraag"], texts["antwoord"], texts["meer"], texts["nog"]]
        until(lambda: all(any(text in mail for mail in worker.mails_of(number)) for text in out), "all is mailed")
        mails = worker.mails_of(number)
        where = [[place for place, mail in enumerate(mails) if text in mail] for text in out]
        assert [len(places) for places in where] == [1] * len(out), "by mail, once"
        assert where == sorted(where), "by mail, in order"
    finally:
        person.leave()


@pytest.mark.server
@pytest.mark.timeout(3600)
def test_a_talk_goes_its_whole_way_whatever_is_killed(tmp_path: Path) -> None:
    times, report = int(os.environ.get("OMVALLEN", FEWEST)), os.environ.get("OMVALLEN_VERSLAG")
    with all_running(tmp_path / "toestand") as running:
        worker, fates = (
            Worker(running),
            Fates(running, random.Random(int(os.environ.get("OMVALLEN_ZAAD", SEED))), times),
        )
        try:
            for talk in range(-(-times // A_TALK)):
                one_talk(running, worker, fates, talk)
        finally:
            if report:
                Path(report).write_text("\n".join(fates.told) + "\n", encoding="utf-8")
    assert len(fates.told) == times

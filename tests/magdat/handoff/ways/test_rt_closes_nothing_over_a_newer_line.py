"""What an agent resolved in RT stays open here where the person wrote more that RT did not have yet.

RT itself is left out: it would have to be stopped between two of its answers.
"""

from __future__ import annotations

from typing import Any, cast

import pytest
from talks_here import Talks

from magdat.handoff.mail.forms import MailForms
from magdat.handoff.tickets import Status
from magdat.handoff.ways.calls import Calls
from magdat.handoff.ways.rt import RequestTracker
from magdat.handoff.ways.words import DeskWords


class Answers:
    """What RT says of one ticket."""

    def __init__(self) -> None:
        self.status = "open"
        self.transactions: list[dict[str, Any]] = []

    def get(self, path: str, **_: Any) -> Any:
        if path == "/transactions":
            return {"items": self.transactions}
        if path.endswith("/history"):
            return {"items": []}
        return {"Status": self.status, "Creator": "magdat"}

    def post(self, path: str, _content: Any = None) -> Any:
        if path.endswith("/correspond") and self.status == "resolved":
            self.status = "open"
        return {"id": 1}

    def put(self, _path: str, content: Any) -> Any:
        self.status = content["Status"]

    def resolved(self) -> None:
        """Let an agent resolve it."""
        told = {"ObjectId": 1, "Type": "Status", "Creator": "els", "OldValue": "open", "NewValue": "resolved"}
        self.transactions.append({"id": len(self.transactions) + 1, **told})
        self.status = "resolved"


@pytest.fixture
def rt() -> Answers:
    return Answers()


@pytest.fixture
def talks(rt: Answers, words: DeskWords, forms: MailForms) -> Talks:
    return Talks(RequestTracker(cast(Calls, rt), {"": "Algemeen"}, words, forms))


def test_that_is_not_there_yet(rt: Answers, talks: Talks) -> None:
    number = talks.ask("Mag dat?")
    talks.desk.add(number, "En binnen?", mark="zin")
    rt.resolved()
    talks.look()
    assert talks.status(number) is Status.WAITING
    talks.carry()
    assert rt.status == "open", "and what comes there opens it there again"
    rt.resolved()
    talks.look()
    assert talks.status(number) is Status.CLOSED


def test_that_came_there_and_is_not_noted_yet(rt: Answers, talks: Talks) -> None:
    """An agent reads the line and resolves at once, and we look before the line is noted as carried."""
    number = talks.ask("Mag dat?")
    plain, opened = rt.get, iter([True])

    def get(path: str, **named: Any) -> Any:
        found = plain(path, **named)
        if path == "/ticket/1" and next(opened, False):
            rt.resolved()
            talks.look()
        return found

    rt.get = get  # type: ignore[method-assign]
    talks.say(number, "En binnen?")
    assert talks.status(number) is Status.WAITING
    assert rt.status == "resolved"
    talks.look()
    assert talks.status(number) is Status.CLOSED, "it does not stay open here for good"


def test_that_never_comes_there_holds_up_no_answer(rt: Answers, talks: Talks) -> None:
    number = talks.ask("Mag dat?")
    talks.desk.add(number, "En binnen?", mark="zin")
    rt.resolved()
    talks.look()
    rt.transactions.append({"id": 2, "ObjectId": 1, "Type": "Correspond", "Creator": "els"})
    plain = rt.get

    def get(path: str, **named: Any) -> Any:
        written = {"ContentType": "text/plain", "Content": "Ja, buiten mag het."}
        return {"items": [written]} if path == "/transaction/2/attachments" else plain(path, **named)

    rt.get = get  # type: ignore[method-assign]
    talks.look()
    assert talks.answers(number) == ["Ja, buiten mag het."]


def test_that_came_there_after_it_was_resolved(rt: Answers, talks: Talks) -> None:
    number = talks.ask("Mag dat?")
    rt.resolved()
    talks.say(number, "En binnen?")
    talks.look()
    assert talks.status(number) is Status.WAITING


def test_a_thank_you_is_nothing_to_stay_open_for(rt: Answers, talks: Talks) -> None:
    number = talks.ask("Mag dat?")
    talks.desk._needs_none = lambda text, _asked: text == "bedankt"
    talks.desk.add(number, "bedankt", mark="zin")
    rt.resolved()
    talks.look()
    assert talks.status(number) is Status.CLOSED

"""Questions are threads in a channel of Teams, and what people write in a thread goes back to whoever asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import microsoft as loopback
import pytest
from microsoft import THREAD, Microsoft, activity
from talks_here import Talks

from channels import teams_desk
from channels.teams_desk import heard_at_a_desk
from magdat.handoff.failures import PermanentFailure, TemporaryFailure
from magdat.handoff.receipts import Outcome, Reason, Receipt
from magdat.handoff.tickets import Author, Status
from magdat.handoff.ways.teams import MOST_BYTES, TeamsDesk
from magdat.handoff.ways.words import load_desk_words
from magdat.storage.errors import StorageError
from magdat.teams.settings import TeamsSettings

WORDS = load_desk_words(Path(__file__).parents[2] / "leidraad" / "bureaupost.yml")
HR, HELPDESK = "19:hr@thread.tacv2", "19:hulp@thread.tacv2"


@pytest.fixture
def microsoft() -> Iterator[Microsoft]:
    with loopback.microsoft() as here:
        here.teams |= {HR, HELPDESK}
        yield here
        assert here.faults == []


@pytest.fixture
def way(microsoft: Microsoft) -> TeamsDesk:
    settings = TeamsSettings.from_environment(microsoft.settings)
    assert settings is not None
    return TeamsDesk(settings, {"": HR, "helpdesk": HELPDESK}, WORDS)


@pytest.fixture
def talks(way: TeamsDesk, monkeypatch: pytest.MonkeyPatch) -> Talks:
    talks = Talks(way)
    counter = SimpleNamespace(desk=talks.desk, way=lambda name: way if name == "teams" else None)
    monkeypatch.setattr(teams_desk, "open_counter", lambda _settings: counter)
    monkeypatch.setenv("MAGDAT_DOORGEVEN", "hr=teams,eigen")
    return talks


def write(microsoft: Microsoft, thread: str, text: str, **facts: Any) -> int | None:
    """Let somebody write in a thread, and Teams bring it."""
    where = {"id": thread, "conversationType": "channel", "tenantId": loopback.TENANT}
    return heard_at_a_desk(activity(f"<at>Mag dat?</at> {text}", microsoft.service, conversation=where, **facts))


def test_a_question_begins_a_thread_in_the_channel_of_its_desk(microsoft: Microsoft, talks: Talks) -> None:
    number = talks.ask("Mag ik <b>filmen</b>?", contact="an@voorbeeld.be")
    talks.ask("En dit?", desk="helpdesk")
    (ours,), (theirs,) = (microsoft.threads[talks.external(item)] for item in (number, "MD-0002"))
    assert number in ours
    assert "Mag ik <b>filmen</b>?" in ours
    assert "En dit?" in theirs
    began = next(json.loads(item.body) for item in microsoft.server.received if item.path.endswith("/conversations"))
    assert began["activity"]["textFormat"] == "plain", "nothing in it calls anybody"


def test_nobody_closes_over_what_did_not_come_to_the_thread(microsoft: Microsoft, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?")
    thread = talks.external(number)
    assert write(microsoft, thread, "Ja.") == 200
    talks.desk.add(number, "En binnen?", mark="zin")
    assert write(microsoft, thread, "!sluit") == 200
    assert talks.status(number) is Status.HUMAN
    assert f"{number} is nog niet gesloten" in microsoft.threads[thread][-1]
    talks.carry()
    assert "En binnen?" in microsoft.threads[thread][-1]
    assert write(microsoft, thread, "!sluit") == 200
    assert talks.status(number) is Status.CLOSED


def test_a_closing_that_is_brought_twice_closes_nothing_later(microsoft: Microsoft, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?")
    thread = talks.external(number)
    talks.desk.add(number, "En binnen?", mark="zin")
    for _ in range(2):
        assert write(microsoft, thread, "!sluit", id="7") == 200
    said = [text for text in microsoft.threads[thread] if "is nog niet gesloten" in text]
    assert len(said) == 1
    talks.carry()
    assert write(microsoft, thread, "!sluit", id="7") == 200
    assert talks.status(number) is Status.WAITING, "nobody read what came to the thread meanwhile"
    assert write(microsoft, thread, "!sluit", id="8") == 200
    assert talks.status(number) is Status.CLOSED
    talks.say(number, "Nog iets.")
    assert write(microsoft, thread, "!sluit", id="8") == 200
    assert talks.status(number) is Status.WAITING
    assert not [text for text in microsoft.threads[thread][-2:] if "is nog niet gesloten" in text]


def test_a_talk_goes_both_ways_until_it_is_closed_and_opens_again(microsoft: Microsoft, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?")
    thread = talks.external(number)
    assert write(microsoft, thread, "Ja, zie &amp; vraag het.") == 200
    assert talks.answers(number) == ["Ja, zie & vraag het."]
    talks.say(number, "En binnen?")
    assert "En binnen?" in microsoft.threads[thread][-1]
    assert write(microsoft, thread, "!sluit") == 200
    assert talks.status(number) is Status.CLOSED
    talks.say(number, "Nog iets.")
    assert talks.status(number) is Status.WAITING


def test_what_is_brought_twice_counts_once_and_notes_stay_there(microsoft: Microsoft, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    thread = talks.external(number)
    for _ in range(2):
        write(microsoft, thread, "Een.", id="1")
    write(microsoft, thread, "nota: wie neemt deze?", id="2")
    write(microsoft, thread, "Twee.", id="3", attachments=[{"contentType": "text/html"}, {"contentType": "image/png"}])
    assert talks.answers(number) == ["Een.", "Twee."]
    notes = [said for said in talks.desk.talk(number) if said.author is Author.NOTE]
    assert [said.text for said in notes] == ["nota: wie neemt deze?", WORDS.note_attached]
    talks.carry()
    assert "nota" not in "".join(microsoft.threads[thread][1:]), "a note goes nowhere"
    assert {said.agent for said in notes} != {loopback.PERSON}, "who wrote it is no name of Microsoft here"


def test_what_is_no_thread_of_a_question_is_for_the_assistant(
    microsoft: Microsoft, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = talks.external(talks.ask("Vraag?"))
    assert write(microsoft, HR, "mag ik filmen?") is None
    assert write(microsoft, f"{HR}{THREAD}99", "mag ik filmen?") is None
    monkeypatch.setenv("MAGDAT_DOORGEVEN", "eigen")
    assert write(microsoft, thread, "mag ik filmen?") is None


def test_who_had_a_question_before_answers_it_no_more(microsoft: Microsoft, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    talks.desks_by_way = ("helpdesk",)  # as after a transfer to a desk that is not on Teams
    assert write(microsoft, talks.external(number), "Toch nog iets.") == 200
    assert talks.answers(number) == []


def test_what_cannot_be_kept_is_brought_again(
    microsoft: Microsoft, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = talks.external(talks.ask("Vraag?"))

    def locked(*_: object, **__: object) -> None:
        raise StorageError("locked")

    with monkeypatch.context() as patch:
        patch.setattr(talks.desk, "answer", locked)
        assert write(microsoft, thread, "Een.") == 503


def test_a_long_text_fits_and_what_is_wrong_is_said(microsoft: Microsoft, talks: Talks, way: TeamsDesk) -> None:
    number = talks.ask("é" * MOST_BYTES)
    assert microsoft.threads[talks.external(number)][0].endswith("[…]")
    way.check()
    microsoft.statuses.append((503, None))
    with pytest.raises(TemporaryFailure, match="503"):
        way.check()
    microsoft.teams.clear()
    with pytest.raises(PermanentFailure, match="403"):
        talks.ask("Vraag?")


def test_erasing_removes_the_question_and_says_that_more_remains(microsoft: Microsoft, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    thread = talks.external(number)
    assert talks.way.erase(number, thread) is False
    assert microsoft.threads[thread] == [""]
    talks.way.tell_erased(Receipt(1, number, "hr", "teams", thread, Reason.ASKED, 0.0, Outcome.PENDING))
    assert microsoft.threads[thread] == ["", WORDS.erased.format(nummer=number)]
    del microsoft.threads[thread]
    assert talks.way.erase(number, thread) is False

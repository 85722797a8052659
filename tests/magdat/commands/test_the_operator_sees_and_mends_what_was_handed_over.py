"""`magdat doorgeven`: what waits, what does not arrive, and what is left; no text unless it is asked for."""

from __future__ import annotations

import sys
import uuid
from pathlib import Path

import pytest

from magdat import cli
from magdat.desks.opening import Counter, open_counter
from magdat.handoff.message import Handoff
from magdat.handoff.tickets import Status
from magdat.settings import Settings
from magdat.staff.audit import OPERATOR, Deed
from magdat.storage.errors import StorageError
from magdat.storage.stores import open_stores

WHERE = {"desk": "helpdesk", "channel": "rest", "address": None}


@pytest.fixture
def counter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counter:
    """Give a house with one question, which the web hook refused."""
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    monkeypatch.setenv("MAGDAT_DOORGEVEN", "webhook")
    monkeypatch.setenv("MAGDAT_WEBHOOK_URL", "http://127.0.0.1:1/")
    monkeypatch.setenv("MAGDAT_WEBHOOK_SECRET", "geheim")
    found = open_counter(Settings.from_environment())
    found.desk.open(Handoff("mijn verhaal"), **WHERE, conversation=uuid.uuid4().hex, mark="m1")
    errand = found.tickets.take_errand(["webhook"])
    assert errand is not None
    found.tickets.put_off(errand, None, "http 403")
    return found


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["magdat", "doorgeven", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
    said = capsys.readouterr()
    return int(stopped.value.code or 0), " ".join((said.out + said.err).split())


def test_the_operator_sees_and_mends_it(counter: Counter, capsys: pytest.CaptureFixture[str]) -> None:
    counter.tickets.trouble("rt", "", "rt: http 401")
    counter.tickets.trouble("slack", "C1", "slack: not_in_channel")
    status, told = run(capsys, "lijst")
    assert status == 0
    assert "Antwoorden van rt komen niet binnen" in told
    assert "rt: http 401" in told
    assert "slack (C1)" in told
    for way, place in (("rt", ""), ("slack", "C1")):
        counter.tickets.trouble(way, place, None)
    assert "MD-0001" in told
    assert "http 403" in told
    assert "verhaal" not in told
    assert "verhaal" not in run(capsys, "toon", "md-0001")[1]
    assert "mijn verhaal" in run(capsys, "toon", "MD-0001", "--teksten")[1]
    assert run(capsys, "opnieuw", "MD-0001") == (0, "1 bericht vertrekt opnieuw.")
    assert "niets opgegeven" in run(capsys, "opnieuw", "MD-0001")[1]
    assert run(capsys, "probeer")[0] == 1
    counter.desk.answer("MD-0001", "an", "Ja.", mark="a1")
    capsys.readouterr()
    assert run(capsys, "sluit", "md-0001") == (0, "MD-0001 is afgesloten.")
    assert "al afgesloten" in run(capsys, "sluit", "MD-0001")[1]
    assert run(capsys, "lijst") == (0, "Er wacht niets.")
    assert "afgesloten" in run(capsys, "lijst", "--alles")[1]


def test_reading_the_texts_is_written_in_the_log_of_the_desk(
    counter: Counter, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = open_stores(Settings.from_environment()).audit

    def written() -> list[tuple[str, Deed, int | None]]:
        entries = audit.entries(["helpdesk"], without_desk=True)
        return [(entry.agent, entry.deed, entry.ticket) for entry in entries]

    run(capsys, "toon", "MD-0001")
    assert written() == [], "without the texts nothing was read"
    for _ in range(2):
        run(capsys, "toon", "MD-0001", "--teksten")
    assert written() == [(OPERATOR, Deed.OPENED, 1)], "as on the page, the same reading is written once"

    def fails(*_: object, **__: object) -> None:
        raise StorageError("weg")

    monkeypatch.setattr(type(audit), "note", fails)
    status, told = run(capsys, "toon", "MD-0001", "--teksten")
    assert status != 0
    assert "verhaal" not in told, "what cannot be written is not shown"


def test_nothing_is_closed_over_what_nobody_answered_unless_that_is_said(
    counter: Counter, capsys: pytest.CaptureFixture[str]
) -> None:
    counter.desk.add("MD-0001", "En binnen?", mark="m2")
    status, told = run(capsys, "sluit", "MD-0001")
    assert status == 1
    assert "MD-0001 blijft open: op 2 berichten van de vrager antwoordde nog niemand" in told
    assert counter.desk.of("MD-0001").status is Status.WAITING
    told = "MD-0001 is afgesloten. Op 2 berichten antwoordde niemand."
    assert run(capsys, "sluit", "MD-0001", "--ook-ongelezen") == (0, told)
    assert counter.desk.of("MD-0001").status is Status.CLOSED
    audit = open_stores(Settings.from_environment()).audit
    assert [(entry.agent, entry.deed) for entry in audit.entries(["helpdesk"], without_desk=False)] == [
        (OPERATOR, Deed.CLOSED)
    ]


def test_a_thank_you_is_nothing_to_stay_open_for(counter: Counter, capsys: pytest.CaptureFixture[str]) -> None:
    counter.desk.answer("MD-0001", "an", "Ja.", mark="a1")
    counter.desk.add("MD-0001", "Bedankt!", mark="m2")
    capsys.readouterr()
    assert run(capsys, "sluit", "MD-0001") == (0, "MD-0001 is afgesloten.")


def test_a_number_that_is_none_or_gone_is_said(counter: Counter, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "toon", "MD-0099") == (2, "✗ MD-0099 is geen nummer van een doorgegeven vraag")
    counter.tickets.erase([str(counter.tickets.of(1).conversation)])
    status, told = run(capsys, "toon", "MD-0001")
    assert status == 2
    assert "op vraag van de vrager" in told
    assert "hier" in run(capsys, "bewijzen")[1]


def test_figures_are_not_shown_of_one_person(counter: Counter, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Te weinig mensen" in run(capsys, "cijfers")[1]
    for number in range(10):
        counter.desk.open(Handoff("nog een"), **WHERE, conversation=f"p-{number + 2}", mark=f"n{number}")
    assert "11" in run(capsys, "cijfers")[1]

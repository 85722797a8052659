"""«Wis mijn gesprek» erases it here; what reached a desk may remain there, and the one who erased it hears where."""

from __future__ import annotations

import os

import pytest
from one_person import Talk

from channels.discretion import is_careful
from magdat.desks.opening import Counter, open_counter
from magdat.handoff.message import Handoff
from magdat.settings import Settings

ERASED = "Je gesprek is gewist."


def passed_on(counter: Counter, talk: Talk, *, arrived: bool = True) -> None:
    """Let somebody pass a question on to the helpdesk, where it arrives, or not yet."""
    where = {"desk": "helpdesk", "conversation": talk.name, "channel": "widget", "address": None}
    counter.desk.open(Handoff("Mijn verhaal"), **where, mark=f"vraag van {talk.name}")
    errand = counter.tickets.take_errand(["webhook"])
    assert errand is not None
    if arrived:
        counter.tickets.arrived(errand, "MD-0001")


@pytest.mark.usefixtures("way_out")
@pytest.mark.parametrize("arrived", [True, False])
def test_the_desk_is_named_where_the_question_arrived(arrived: bool, talk: Talk) -> None:
    counter = open_counter(Settings.from_environment(os.environ))
    passed_on(counter, talk, arrived=arrived)
    said = talk.say("wis mijn gesprek", bot_privacy=0.9)
    assert said["gebaar"] == "wissen"
    assert ERASED in said["tekst"]
    assert (counter.desk.title_of("helpdesk") in said["tekst"]) is arrived
    assert ("kan daar blijven" in said["tekst"]) is arrived
    assert is_careful(said, ()) is arrived, "where others read along they need not know to which desk one went"
    assert counter.desk.of("MD-0001") is None


@pytest.mark.usefixtures("way_out")
@pytest.mark.parametrize("to", ["vertrouwenspersoon", "hr"])
def test_a_desk_that_has_it_on_its_own_page_is_not_named_for_what_stands_elsewhere(
    to: str, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAGDAT_DOORGEVEN", "helpdesk=webhook eigen")
    counter = open_counter(Settings.from_environment(os.environ))
    passed_on(counter, talk)
    assert counter.desk.transfer("MD-0001", "iemand", to)
    said = talk.say("wis mijn gesprek", bot_privacy=0.9)["tekst"]
    assert said.endswith("Wat een dienst eerder van je kreeg, kan daar blijven.")
    assert counter.desk.title_of(to) not in said


@pytest.mark.usefixtures("way_out")
def test_while_a_setting_is_wrong_it_is_erased_and_no_desk_is_named(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = open_counter(Settings.from_environment(os.environ))
    passed_on(counter, talk)
    monkeypatch.setenv("MAGDAT_DOORGEVEN", "duif")
    assert talk.say("wis mijn gesprek", bot_privacy=0.9)["tekst"].endswith("kan daar blijven.")
    assert counter.desk.of("MD-0001") is None

"""So many questions a day: of ordinary desks together, and of each confidential desk by itself."""

from __future__ import annotations

from typing import Any

import pytest
from people_here import DESKS, PERSON, People

from magdat.handoff.bounds import PER_PERSON
from magdat.handoff.desk import Desk, TooMany
from magdat.storage.memory.short_lived import MemoryLimits
from magdat.storage.memory.tickets import MemoryTickets


@pytest.fixture
def people(clock: Any) -> People:
    """Give desks that take six questions a day."""
    people = People(MemoryTickets(clock), clock)
    limits = MemoryLimits(clock)
    people.desk = Desk(people.tickets, people.seal, desks=lambda: DESKS, limits=limits, clock=clock, per_day=6)
    return people


def flood(people: People, desk: str) -> None:
    """Let strangers pass questions on to a desk until it takes no more."""
    for number in range(6):
        people.ask(desk, who=f"p-{number:032x}{len(desk)}")
    with pytest.raises(TooMany):
        people.ask(desk, who="p-" + "e" * 32)


def test_a_flood_at_the_helpdesk_does_not_reach_the_counsellor(people: People) -> None:
    flood(people, "helpdesk")
    with pytest.raises(TooMany):
        people.ask("hr")
    assert people.ask("an")
    assert people.ask("els")


def test_nor_one_at_a_confidential_desk_another(people: People) -> None:
    flood(people, "an")
    assert people.ask("els")
    assert people.ask("helpdesk")


def test_who_asked_much_of_the_helpdesk_still_reaches_the_counsellor(clock: Any) -> None:
    people = People(MemoryTickets(clock), clock)
    for _ in range(PER_PERSON):
        people.ask("helpdesk")
    with pytest.raises(TooMany):
        people.ask("hr")
    for _ in range(PER_PERSON):
        people.ask("an", who=f"{PERSON}-ergens")
    with pytest.raises(TooMany):
        people.ask("els")


def test_a_day_later_there_is_room_again(people: People, clock: Any) -> None:
    flood(people, "helpdesk")
    clock.pass_(days=1)
    assert people.ask("helpdesk")


def test_what_could_not_be_kept_counts_for_nobody(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(people.tickets, "open", full)
        for _ in range(10):
            with pytest.raises(OSError, match="no space"):
                people.ask("helpdesk")
    for _ in range(PER_PERSON):
        assert people.ask("helpdesk")
    with pytest.raises(TooMany):
        people.ask("helpdesk")


def test_who_is_turned_away_by_a_flood_keeps_what_they_may_do(people: People, clock: Any) -> None:
    flood(people, "helpdesk")
    for _ in range(PER_PERSON):
        with pytest.raises(TooMany):
            people.ask("helpdesk")
    clock.pass_(seconds=4 * 3_600)  # room for one more of everybody, and for none of somebody who asked five times
    assert people.ask("helpdesk")

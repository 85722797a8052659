"""What another system posts back is believed when it is signed and fresh, and counts once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from house import House
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from magdat.handoff.message import Handoff
from magdat.handoff.tickets import Status
from magdat.handoff.ways.webhook import FRESH, MOST_BYTES, WebhookWay, sign
from magdat.storage.memory.tickets import MemoryTickets

SECRET = "een-gedeeld-geheim"


@pytest.fixture
def here(clock: Any) -> House:
    """Give a house in memory with one question."""
    house = House(MemoryTickets(clock), clock)
    house.add(Handoff("Mag dit?"))
    return house


def posted(house: House, told: object, *, secret: str = SECRET, at: float | None = None, **heads: str) -> int:
    """Post something as another system does; return the status that it gets."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    stamp = str(int(house.clock() if at is None else at))
    headers = {"x-magdat-timestamp": stamp, "X-MAGDAT-SIGNATURE": f"sha256={sign(secret, stamp, body)}", **heads}
    way = WebhookWay("https://helpdesk.bedrijf.be/", SECRET, clock=house.clock)
    return way.hear(house.desk, headers, body).status


def told(kind: str = "antwoord", **more: object) -> dict[str, object]:
    return {"nummer": "MD-0001", "soort": kind, "boodschap": "Ja, dat mag.", "kenmerk": "17", **more}


def said(house: House) -> list[str]:
    return [item.text for item in house.desk.talk("MD-0001") if item.text]


def test_an_answer_is_taken_once(here: House) -> None:
    assert posted(here, told(medewerker="an")) == 200
    assert posted(here, told(medewerker="an")) == 200
    assert said(here) == ["Mag dit?", "Ja, dat mag."]
    ticket = here.desk.of("MD-0001")
    assert ticket is not None
    assert (ticket.status, ticket.agent) == (Status.HUMAN, "an")


def test_it_stays_open_while_what_the_person_wrote_is_on_its_way(here: House, clock: Any) -> None:
    errand = here.tickets.take_errand(["webhook"])
    assert errand is not None
    here.tickets.arrived(errand, "T-1")
    here.desk.add("MD-0001", "En binnen?", mark="zin")
    assert posted(here, told("gesloten")) == 409
    assert [item.happened for item in here.desk.talk("MD-0001") if item.happened] == []
    errand = here.tickets.take_errand(["webhook"])
    assert errand is not None
    here.tickets.arrived(errand, "T-1")
    assert posted(here, told("gesloten")) == 200, "the same delivery counts now"
    ticket = here.desk.of("MD-0001")
    assert ticket is not None
    assert ticket.status is Status.CLOSED
    assert posted(here, told("gesloten")) == 200


@pytest.mark.parametrize("mended", ["sent again", "answered by mail"])
def test_it_stays_open_over_what_was_given_up_until_somebody_can_have_read_it(here: House, mended: str) -> None:
    errand = here.tickets.take_errand(["webhook"])
    assert errand is not None
    here.tickets.arrived(errand, "T-1")
    here.desk.add("MD-0001", "En binnen?", mark="zin")
    errand = here.tickets.take_errand(["webhook"])
    assert errand is not None
    here.tickets.put_off(errand, None, "http 413")
    assert posted(here, told("gesloten")) == 409
    if mended == "sent again":
        here.tickets.retry(1)
        errand = here.tickets.take_errand(["webhook"])
        assert errand is not None
        here.tickets.arrived(errand, "T-1")
    else:
        here.desk.answer("MD-0001", "els", "Binnen ook.", mark="mail 1", way="email")
    assert posted(here, told("gesloten")) == 200
    ticket = here.desk.of("MD-0001")
    assert ticket is not None
    assert ticket.status is Status.CLOSED


def test_it_is_closed_and_opened_again(here: House) -> None:
    for kind, mark, status in (
        ("gesloten", "1", Status.CLOSED),
        ("heropend", "2", Status.HUMAN),
        ("gesloten", "3", Status.CLOSED),
    ):
        assert posted(here, told(kind, kenmerk=mark)) == 200
        ticket = here.desk.of("MD-0001")
        assert ticket is not None
        assert ticket.status is status
    assert posted(here, told("heropend", kenmerk="2")) == 200
    ticket = here.desk.of("MD-0001")
    assert ticket is not None
    assert ticket.status is Status.CLOSED, "what came before does not open it a second time"


def test_a_forged_or_repeated_message_is_refused(here: House) -> None:
    assert posted(here, told(), secret="een-ander-geheim") == 401
    assert posted(here, told(), at=here.clock() - FRESH - 1) == 401
    assert posted(here, told(), at=here.clock() + FRESH + 1) == 401
    assert posted(here, told(), **{"x-magdat-timestamp": "nu"}) == 401
    assert posted(here, told(), **{"X-MAGDAT-SIGNATURE": ""}) == 401
    assert posted(here, told(), **{"X-MAGDAT-SIGNATURE": "sha256=é"}) == 401
    assert said(here) == ["Mag dit?"]


def test_a_ticket_of_a_desk_without_the_web_hook_is_left_alone(here: House) -> None:
    here.ways = {"email"}
    assert posted(here, told()) == 200
    assert said(here) == ["Mag dit?"]
    assert posted(here, told(nummer="MD-0099")) == 404


@pytest.mark.parametrize(
    "wrong",
    [b"", b"[]", b"{", b"[" * 100_000, b"x" * (MOST_BYTES + 1), told("wissen"), told(kenmerk=""), told(boodschap=" ")],
)
def test_nonsense_is_refused(here: House, wrong: object) -> None:
    assert posted(here, wrong) == 400


KEYS = ("nummer", "soort", "boodschap", "kenmerk", "medewerker")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(("nummer", "soort", "boodschap", "kenmerk", "medewerker"), JSON))
)
def test_no_message_makes_it_stumble(here: House, anything: dict[str, object]) -> None:
    assert posted(here, {**told(), **anything}) in {200, 400, 404}

"""A desk leaves the policy, its questions stay: they go on to whom they may, and nobody sees a page that broke."""

from __future__ import annotations

import re

import pytest

from magdat.handoff.events import Event, Happened
from magdat.handoff.tickets import Status, bound_to

CONFIDED = "Ze lachen mij elke dag uit"


@pytest.fixture
def els(desk):
    desk.add("els", "communicatie", "luisterpunt")
    return desk.user("els")


def test_what_may_have_been_told_in_confidence_stays_with_those_for_that(desk, els):
    number = left_at(desk, "luisterpunt")
    page = els.get(f"/vraag/{number}").text
    assert offered(page) == {"vertrouwenspersoon", "preventieadviseur", "meldkanaal"} & known(desk)
    assert "Maak hier een antwoord van" not in page
    assert CONFIDED not in els.get("/").text
    refused = els.post(f"/vraag/{number}/overdragen", loket="hr")
    assert refused.status_code == 303
    assert "Naar dat loket kan deze vraag niet" in els.get(refused.headers["location"]).text
    assert desk.house.desk.of(number).desk == "luisterpunt"
    assert els.post(f"/vraag/{number}/overdragen", loket="vertrouwenspersoon").status_code == 303
    assert desk.house.desk.of(number).desk == "luisterpunt", "its person is asked first"
    assert desk.house.desk.goes_on(number, "vertrouwenspersoon", mark="ja")
    assert desk.house.desk.of(number).desk == "vertrouwenspersoon"


def test_what_was_never_confidential_may_go_to_any_desk(desk, els):
    number = left_at(desk, "communicatie")
    page = els.get(f"/vraag/{number}").text
    assert offered(page) == known(desk)
    assert els.post(f"/vraag/{number}/overdragen", loket="hr").status_code == 303
    assert desk.house.desk.of(number).desk == "hr"


@pytest.mark.parametrize("to", ["", "luisterpunt", "bestaat-niet", "<script>"])
def test_no_choice_breaks_the_page(desk, els, to):
    number = left_at(desk, "luisterpunt")
    answer = els.post(f"/vraag/{number}/overdragen", loket=to)
    assert answer.status_code == 303
    assert els.get(answer.headers["location"]).status_code == 200
    assert desk.house.desk.of(number).desk == "luisterpunt"


def test_nothing_goes_to_a_desk_where_nobody_reads(desk, els):
    number = left_at(desk, "communicatie")
    object.__setattr__(desk.house, "is_heard", lambda other: other.id == "hr")
    assert offered(els.get(f"/vraag/{number}").text) == {"hr"}
    refused = els.post(f"/vraag/{number}/overdragen", loket="it")
    assert "kan zich nog niemand aanmelden" in els.get(refused.headers["location"]).text
    assert desk.house.desk.of(number).desk == "communicatie"


def left_at(desk, where: str) -> str:
    """Hand a question to a desk that the policy does not have any more; return its number."""
    number = desk.ask(CONFIDED, topic=None)
    key = desk.house.desk.of(number).key
    content = desk.seal.close(Happened(Event.TRANSFERRED, where).code, bound_to(key))
    desk.stores.tickets.move(key, Status.WAITING, desk=where, content=content)
    return number


def known(desk) -> set[str]:
    return set(desk.house.desk._desks())


def offered(page: str) -> set[str]:
    choices = re.search(r'<select id="loket".*?</select>', page, re.DOTALL)
    return set(re.findall(r'<option value="([^"]+)"', choices[0])) if choices else set()

"""However much is asked and closed: what is new is on the first page, and nothing is on none."""

from __future__ import annotations

import re

import pytest

from desk.asked import Asked
from desk.live import fingerprint
from desk.pages import sheets

ROWS = 3


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch):
    monkeypatch.setattr(sheets, "PER_SHEET", ROWS)


@pytest.fixture
def els(desk):
    desk.add("els", "hr")
    desk.add("jan", "hr")
    return desk.user("els")


def test_what_was_closed_last_is_on_the_first_page_and_the_rest_on_the_next(desk, els):
    numbers = [asked(desk, f"vraag {number}") for number in range(2 * ROWS + 1)]
    for number in reversed(numbers):
        desk.clock.ahead += 1
        desk.house.desk.close(number, "els")
    assert walked(els, "/gesloten", "") == [numbers[:ROWS], numbers[ROWS : 2 * ROWS], numbers[2 * ROWS :]]
    assert shown(els.get("/gesloten?blad=99").text) == numbers[2 * ROWS :], "the list became shorter meanwhile"
    assert shown(els.get("/gesloten?blad=-1").text) == numbers[:ROWS]


def test_each_part_of_the_list_has_pages_of_its_own(desk, els):
    mine = [asked(desk, f"van els {number}") for number in range(ROWS + 1)]
    jans = [asked(desk, f"van jan {number}") for number in range(ROWS)]
    waiting = [asked(desk, f"wacht {number}") for number in range(ROWS + 1)]
    for number in (*mine, *jans):
        agent = "els" if number in mine else "jan"
        desk.house.desk.answer(number, agent, "Ik kijk het na.", mark=f"antwoord {number}")
    desk.house.desk.relay(desk.house.desk.of(mine[-1]), "En?", mark="r-1")
    page = els.get("/").text
    assert shown(page) == [mine[-1], *mine[: ROWS - 1], *waiting[:ROWS], *jans], "the newest of hers asks for her"
    assert [int(count) for count in re.findall(r'class="aantal">(\d+)<', page)] == [ROWS + 1, ROWS + 1, ROWS]
    assert walked(els, "/", "wacht=")[1] == [mine[-1], *mine[: ROWS - 1], waiting[-1], *jans]
    both = els.get("/?wacht=2&jou=2").text
    assert shown(both) == [mine[ROWS - 1], waiting[-1], *jans]


def test_a_search_goes_on_past_its_first_page(desk, els):
    numbers = [asked(desk, f"Mag ik vloggen? {number}") for number in range(ROWS + 1)]
    asked(desk, "iets anders")
    first = els.post("/zoeken", page="/zoeken", woorden="vloggen")
    assert shown(first.text) == numbers[:0:-1]
    assert "Volgende" in first.text
    second = els.post("/zoeken", page="/zoeken", woorden="vloggen", blad="2")
    assert shown(second.text) == numbers[:1]
    assert "Volgende" not in second.text
    assert "Vorige" in second.text


def test_whatever_happens_far_down_the_list_is_told_too(desk, els):
    numbers = [asked(desk, f"vraag {number}") for number in range(3 * ROWS)]
    seen = Asked(desk.house, "", "", desk.house.entrance.agent_of(desk.token("els")))
    before = fingerprint(seen)
    assert fingerprint(seen) == before
    desk.house.desk.take(numbers[-1], "jan")
    assert fingerprint(seen) != before


def asked(desk, message: str) -> str:
    """Hand over a question in a talk of its own; return its number."""
    desk.clock.ahead += 1
    number = desk.ask(message, conversation="p-nieuw")
    ticket = desk.house.desk.of(number)
    desk.stores.tickets.adopt(ticket.key, f"p-{number}", "widget", None)
    return number


def walked(user, path: str, name: str) -> list[list[str]]:
    """Return the numbers on each page of a list, by the links under it."""
    found, where = [], path
    while where:
        page = user.get(where).text
        found.append(shown(page))
        links = re.findall(r'href="([^"]*)"[^>]*rel="next"', page)
        where = next((link.replace("&amp;", "&").partition("#")[0] for link in links if name in link), "")
    return found


def shown(page: str) -> list[str]:
    return re.findall(r'id="naar-(MD-\d+)"', page)

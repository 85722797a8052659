"""Roles: a ticket is for its desk; what is told in confidence is for nobody else, who looks after the desk included."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from magdat.handoff.outbox import number_of
from magdat.staff.audit import Deed

CONFIDED = "Ze lachen mij elke dag uit"
PATHS = ("", "/voorstel")
DEEDS = ("antwoord", "notitie", "nemen", "overdragen", "sluiten", "heropenen", "invoegen")


@pytest.fixture
def people(desk):
    """Let four people in, and hand over a question to two desks."""
    for name, where in (("els", "hr"), ("jonas", "it"), ("samira", "vertrouwenspersoon")):
        desk.add(name, where)
    desk.add("beheer", admin=True)
    return {
        "hr": desk.ask("Mag ik een foto posten?", desk="hr"),
        "vertrouwenspersoon": desk.ask(CONFIDED, desk="vertrouwenspersoon", topic=None, conversation="p-2"),
    }


@pytest.fixture
def jonas(desk, people):
    return desk.user("jonas")


def test_each_sees_their_own(desk, people):
    seen = {name: desk.user(name) for name in ("els", "jonas", "samira", "beheer")}
    opened = {
        (name, where): user.get(f"/vraag/{number}").status_code
        for name, user in seen.items()
        for where, number in people.items()
    }
    assert opened == {
        ("els", "hr"): 200,
        ("els", "vertrouwenspersoon"): 404,
        ("jonas", "hr"): 404,
        ("jonas", "vertrouwenspersoon"): 404,
        ("samira", "hr"): 404,
        ("samira", "vertrouwenspersoon"): 200,
        ("beheer", "hr"): 200,
        ("beheer", "vertrouwenspersoon"): 404,
    }
    for name in ("els", "jonas", "beheer"):
        for path in ("/", "/gesloten", "/logboek"):
            page = seen[name].get(path).text
            assert CONFIDED not in page
            assert people["vertrouwenspersoon"] not in page
        found = seen[name].post("/zoeken", page="/zoeken", woorden="lachen").text
        assert "Niets gevonden" in found
        assert people["vertrouwenspersoon"] not in found
    assert people["vertrouwenspersoon"] in seen["samira"].post("/zoeken", page="/zoeken", woorden="Lachen").text


def test_a_confidential_list_shows_nothing_of_the_text(desk, people):
    page = desk.user("samira").get("/").text
    assert people["vertrouwenspersoon"] in page
    assert CONFIDED not in page
    assert "Vertrouwelijk" in page


def test_what_is_not_theirs_and_what_is_not_there_look_alike(desk, people):
    els = desk.user("els")
    theirs, gone = people["vertrouwenspersoon"], "MD-9999"
    for path in PATHS:
        pages = [els.get(f"/vraag/{number}{path}") for number in (theirs, gone)]
        assert [page.status_code for page in pages] == [404, 404]
        assert pages[0].content == pages[1].content
    for deed in DEEDS:
        pages = [els.post(f"/vraag/{number}/{deed}", page="/", tekst="x", loket="it") for number in (theirs, gone)]
        assert [page.status_code for page in pages] == [404, 404]
        assert pages[0].content == pages[1].content
    assert els.get(f"/stroom?vraag={theirs}").status_code == els.get(f"/stroom?vraag={gone}").status_code == 404
    assert [said.text for said in desk.house.desk.talk(theirs)] == [CONFIDED]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(typed="0/")
@given(typed=st.one_of(st.text(max_size=20), st.integers(0, 10**13).map(str), st.integers(0, 30).map(number_of)))
def test_no_number_that_is_tried_opens_anything_of_others(jonas, typed):
    answer = jonas.client.get(f"/vraag/{quote(typed, safe='')}", follow_redirects=True)  # a slash at the end goes
    assert answer.status_code == 404
    assert CONFIDED not in answer.text


def test_a_question_leaves_the_sight_of_who_gave_it_to_another_desk(desk, people):
    els, number = desk.user("els"), people["hr"]
    moved = els.post(f"/vraag/{number}/overdragen", loket="vertrouwenspersoon")
    assert moved.headers["location"].partition("?")[0] == "/"
    assert els.get(f"/vraag/{number}").status_code == 404
    assert desk.user("samira").get(f"/vraag/{number}").status_code == 200


def test_what_is_confidential_goes_to_no_ordinary_desk(desk, people):
    samira, number = desk.user("samira"), people["vertrouwenspersoon"]
    page = samira.get(f"/vraag/{number}").text
    assert 'value="preventieadviseur"' in page
    assert 'value="hr"' not in page
    samira.post(f"/vraag/{number}/overdragen", loket="hr")
    assert desk.house.desk.of(number).desk == "vertrouwenspersoon"
    assert "Maak hier een antwoord van" not in page
    assert samira.get(f"/vraag/{number}/voorstel").status_code == 404


def test_what_is_confidential_goes_on_only_when_its_person_says_so(desk, people):
    samira, number = desk.user("samira"), people["vertrouwenspersoon"]
    desk.add("piet", "preventieadviseur")
    assert "Vraag of het mag" in samira.get(f"/vraag/{number}").text
    page = samira.get(samira.post(f"/vraag/{number}/overdragen", loket="preventieadviseur").headers["location"]).text
    assert "De vraag gaat pas door als hij dat goedvindt" in page
    assert "Jij vroeg de medewerker of deze vraag naar" in page
    assert desk.house.desk.of(number).desk == "vertrouwenspersoon"
    assert desk.house.desk.goes_on(number, "preventieadviseur", mark="ja")
    assert samira.get(f"/vraag/{number}").status_code == 404
    assert desk.user("piet").get(f"/vraag/{number}").status_code == 200


def test_the_log_says_who_opened_what_and_never_a_text(desk, people):
    els, number = desk.user("els"), people["hr"]
    for _ in range(3):
        els.get(f"/vraag/{number}")
    els.get(f"/vraag/{number}", x_levend="1")
    els.post(f"/vraag/{number}/antwoord", tekst="Een heel eigen antwoord")
    els.post("/zoeken", page="/zoeken", woorden="geheim zoekwoord")
    lines = [(entry.agent, entry.deed) for entry in desk.stores.audit.entries(["hr"], without_desk=False)]
    assert lines == [("els", Deed.ANSWERED), ("els", Deed.OPENED)]
    page = desk.user("beheer").get("/logboek").text
    assert number in page
    assert "els" in page
    assert "eigen antwoord" not in page
    assert "zoekwoord" not in page

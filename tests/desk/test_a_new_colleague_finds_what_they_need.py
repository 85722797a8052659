"""Nobody explains the page: a list says what is asked and by when, and every step says what came of it."""

from __future__ import annotations

import re

import pytest

from desk.canned import canned

ASKED = "Mag ik in de pauze TikTok bekijken op de wifi van het werk?"


@pytest.fixture
def els(desk):
    desk.add("els", "helpdesk")
    return desk.user("els")


def test_a_list_shows_the_question_and_says_nothing_twice(desk, els):
    number = desk.ask(ASKED, desk="helpdesk", topic=None)
    row = row_of(els.get("/").text, number)
    assert f"<strong>{ASKED.replace(chr(39), '&#39;')}</strong>" in row
    assert row.count("TikTok") == 1
    assert "Wacht" not in row, "the heading says so"
    assert "vragenlijn" not in row, "there is no other desk"
    desk.add("an", "helpdesk", "vertrouwenspersoon")
    secret = desk.ask("Ze lachen mij uit", desk="vertrouwenspersoon", topic=None, conversation="p-2")
    listed = desk.user("an").get("/").text
    assert "vragenlijn" in row_of(listed, number)
    assert "<strong>Vertrouwelijke vraag</strong>" in row_of(listed, secret)


def test_what_was_promised_is_seen_until_there_is_an_answer(desk, els):
    number = desk.ask(ASKED, desk="helpdesk", topic=None)
    assert "beloofd tegen" in row_of(els.get("/").text, number)
    assert "beloofd tegen" in els.get(f"/vraag/{number}").text
    desk.clock.ahead -= 30 * 86_400
    late = desk.ask("Mag vloggen?", desk="helpdesk", topic=None, conversation="p-2")
    desk.clock.ahead += 30 * 86_400
    assert "Te laat: beloofd tegen" in row_of(els.get("/").text, late)
    els.post(f"/vraag/{late}/antwoord", tekst="Ja.")
    assert "beloofd" not in row_of(els.get("/").text, late)
    desk.clock.ahead -= 30 * 86_400
    desk.house.desk.relay(desk.house.desk.of(late), "En op mijn laptop?", mark="r-laat")
    desk.clock.ahead += 30 * 86_400
    assert "Te laat: beloofd tegen" in row_of(els.get("/").text, late), "what was asked after an answer waits too"
    assert "Te laat: beloofd tegen" in els.get(f"/vraag/{late}").text


def test_what_one_took_and_did_not_answer_is_no_new_message(desk, els):
    number = desk.ask(ASKED, desk="helpdesk", topic=None)
    els.post(f"/vraag/{number}/nemen")
    assert "Nog geen antwoord" in row_of(els.get("/").text, number)
    els.post(f"/vraag/{number}/antwoord", tekst="Ja.")
    desk.house.desk.relay(desk.house.desk.of(number), "En op mijn laptop?", mark="r-1")
    assert "Nieuw bericht" in row_of(els.get("/").text, number)


def test_whoever_closes_gets_back_to_it_with_one_step(desk, els):
    number = desk.ask(ASKED, desk="helpdesk", topic=None)
    sent = els.post(f"/vraag/{number}/antwoord", tekst="Ja.", en_sluit="ja")
    assert f'<a href="/vraag/{number}">Bekijk {number}</a>' in els.get(sent.headers["location"]).text
    assert "Bekijk" not in els.get('/?m=gesloten&over="><script>').text
    page = els.get(f"/vraag/{number}").text
    assert "Open de vraag eerst opnieuw." in page
    assert 'id="loket"' not in page


def test_the_policy_begins_with_what_the_question_is_about(desk, els):
    number = desk.ask(ASKED, desk="helpdesk", topic=None)
    first = els.get(f"/vraag/{number}").text.partition("uitspraken")[2].partition("</li>")[0]
    assert "pauze" in first
    found = canned(desk.house.in_use(), "vakbond", ASKED)
    assert found[0].topic == "vakbond", "the topic that went along counts first"


def test_a_proposal_of_what_the_policy_says_knows_its_clause(desk, els):
    number = desk.ask(ASKED, desk="helpdesk", topic=None)
    els.post(f"/vraag/{number}/antwoord", tekst=desk.house.words.quoted("In je pauze kies je zelf.", "artikel 3.1"))
    page = els.get(f"/vraag/{number}/voorstel").text
    assert "In je pauze kies je zelf.</textarea>" in page
    assert '<option value="3.1" selected>' in page


def row_of(page: str, number: str) -> str:
    """Return the row of one ticket in a list."""
    return re.search(rf'<a id="naar-{number}".*?</a>', page, re.DOTALL)[0]

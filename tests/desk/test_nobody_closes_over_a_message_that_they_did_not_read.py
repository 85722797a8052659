from __future__ import annotations

import pytest

from magdat.handoff.tickets import Status


@pytest.fixture
def els(desk):
    desk.add("els", "hr")
    return desk.user("els")


def follows(els, answer) -> str:
    assert answer.status_code == 303
    return els.get(answer.headers["location"]).text


def test_closing_says_that_there_is_more_to_read(desk, els):
    number = desk.ask("Mag ik filmen?")
    form = els.form(f"/vraag/{number}")
    desk.house.desk.add(number, "En binnen?", mark="zin")
    page = follows(els, els.client.post(f"/vraag/{number}/sluiten", data=form))
    assert "schreef intussen nog iets" in page
    assert "En binnen?" in page
    assert desk.house.desk.of(number).status is Status.WAITING
    follows(els, els.post(f"/vraag/{number}/sluiten"))
    assert desk.house.desk.of(number).status is Status.CLOSED


def test_an_answer_goes_and_closes_nothing(desk, els):
    number = desk.ask("Mag ik filmen?")
    form = els.form(f"/vraag/{number}")
    desk.house.desk.add(number, "En binnen?", mark="zin")
    sent = els.client.post(f"/vraag/{number}/antwoord", data={**form, "tekst": "Ja.", "en_sluit": "ja"})
    page = follows(els, sent)
    assert "Je antwoord is verstuurd, maar de vraag is nog niet gesloten" in page
    assert desk.house.desk.of(number).status is Status.HUMAN
    assert [said.text for said in desk.house.desk.talk(number) if said.text] == ["Mag ik filmen?", "En binnen?", "Ja."]


def test_what_was_read_may_be_closed(desk, els):
    number = desk.ask("Mag ik filmen?")
    desk.house.desk.add(number, "En binnen?", mark="zin")
    els.post(f"/vraag/{number}/antwoord", tekst="Ja, ook.", en_sluit="ja")
    assert desk.house.desk.of(number).status is Status.CLOSED


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
def test_a_form_of_before_or_that_was_made_up_breaks_nothing(desk, els, seen):
    number = desk.ask("Mag ik filmen?")
    form = {**els.form(f"/vraag/{number}"), "gezien": seen}
    assert els.client.post(f"/vraag/{number}/sluiten", data=form).status_code == 303


def test_what_comes_while_the_page_is_open_is_read_there(desk, open_as):
    desk.add("els", "hr")
    number = desk.ask("Mag ik filmen?")
    page = open_as("els", f"/vraag/{number}")
    desk.house.desk.add(number, "En binnen?", mark="zin")
    page.get_by_text("En binnen?").wait_for()
    page.get_by_label("Je antwoord aan de medewerker").fill("Ja, ook.")
    page.get_by_role("button", name="Verstuur en sluit").click()
    page.get_by_text("Je antwoord is verstuurd en de vraag is gesloten.").wait_for()
    assert desk.house.desk.of(number).status is Status.CLOSED

"""The desk in a browser: see it come, read it, answer, note, hand on, close, open again, all while it is live."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from magdat.handoff.tickets import Author, Status


def test_a_new_question_appears_by_itself_and_is_told(desk, open_as):
    desk.add("els", "hr")
    page = open_as("els")
    expect(page.get_by_text("Er wacht niemand.")).to_be_visible()
    number = desk.ask("Mag ik vloggen?")
    expect(page.get_by_role("link", name=re.compile("Mag ik vloggen"))).to_be_visible()
    expect(page.locator("#verbinding")).to_have_text("Er is een nieuwe vraag of een nieuw bericht.")
    expect(page).to_have_title(re.compile(r"^\(1\) Vragen"))
    page.get_by_role("link", name=re.compile(number)).click()
    expect(page.get_by_text("Mag ik vloggen?")).to_be_visible()


def test_a_talk_goes_on_without_loading_anything(desk, open_as):
    desk.add("els", "hr")
    number = desk.ask()
    page = open_as("els", f"/vraag/{number}")
    page.get_by_label("Je antwoord aan de medewerker").fill("Vraag het haar even.")
    page.get_by_role("button", name="Verstuur", exact=True).click()
    expect(page.get_by_text("Je antwoord is verstuurd.")).to_be_visible()
    expect(page.locator(".kop-vraag")).to_contain_text("In gesprek")
    field = page.get_by_label("Je antwoord aan de medewerker")
    field.fill("Ik ben nog bezig met")
    desk.house.desk.add(number, "En wat met haar collega?", mark="r-1")
    expect(page.locator(".b-person .beurt-tekst").last).to_have_text("En wat met haar collega?")
    expect(page.locator("#verbinding")).to_have_text("Er is een nieuw bericht van de medewerker.")
    expect(field).to_have_value("Ik ben nog bezig met")
    expect(field).to_be_focused()
    assert [said.text for said in desk.house.desk.talk(number) if said.author is Author.DESK] == [
        "Vraag het haar even."
    ]


def test_two_colleagues_see_what_the_other_does(desk, open_as):
    for name in ("els", "jan"):
        desk.add(name, "hr")
    number = desk.ask()
    one, other = open_as("els", f"/vraag/{number}"), open_as("jan", f"/vraag/{number}")
    one.get_by_role("button", name="Neem deze vraag").click()
    expect(other.get_by_role("button", name="Neem over van els")).to_be_visible()
    expect(other.locator(".gesprek")).to_contain_text("els nam deze vraag")
    one.get_by_text("Een notitie voor collega’s").click()
    one.get_by_label("Notitie. De medewerker ziet dit nooit.").fill("Belde met Lieve.")
    one.get_by_role("button", name="Bewaar de notitie").click()
    note = other.locator(".b-note")
    expect(note).to_contain_text("Notitie van els, enkel voor collega’s")
    expect(note).to_contain_text("Belde met Lieve.")
    assert all(said.author is not Author.DESK for said in desk.house.desk.talk(number))
    style = "(e) => [getComputedStyle(e).borderTopStyle, getComputedStyle(e).backgroundColor]"
    person = other.locator(".b-person")
    assert note.evaluate(style)[0] == "dashed"
    assert note.evaluate(style) != person.evaluate(style)


def test_closing_and_opening_again(desk, open_as):
    desk.add("els", "hr")
    number = desk.ask()
    page = open_as("els", f"/vraag/{number}")
    page.get_by_label("Je antwoord aan de medewerker").fill("Ja, dat mag.")
    page.get_by_role("button", name="Verstuur en sluit").click()
    expect(page.get_by_text("Je antwoord is verstuurd en de vraag is gesloten.")).to_be_visible()
    assert desk.house.desk.of(number).status is Status.CLOSED
    page.get_by_role("link", name="Gesloten").click()
    page.get_by_role("link", name=re.compile(number)).click()
    page.get_by_role("button", name="Open opnieuw").click()
    expect(page.get_by_text("De vraag is weer open.")).to_be_visible()
    assert desk.house.desk.of(number).status is Status.HUMAN


def test_a_question_that_went_elsewhere_leaves_the_page(desk, open_as):
    for name, where in (("els", "hr"), ("jan", "hr")):
        desk.add(name, where)
    number = desk.ask()
    page, other = open_as("els", f"/vraag/{number}"), open_as("jan", f"/vraag/{number}")
    page.get_by_label("Naar welk loket?").select_option(label="De IT-dienst")
    page.get_by_role("button", name="Geef door").click()
    expect(page.get_by_text("De vraag is doorgegeven aan het andere loket.")).to_be_visible()
    expect(other.locator("#verbinding")).to_have_text("Deze vraag is niet meer bij jouw loket.")
    assert desk.house.desk.of(number).desk == "it"


def test_an_answer_of_the_policy_is_found_and_goes_along_with_its_clause(desk, open_as):
    desk.add("els", "hr")
    number = desk.ask("Mag ik op Facebook in de pauze?", topic=None)
    page = open_as("els", f"/vraag/{number}")
    page.get_by_text("Een antwoord uit het beleid").click()
    search = page.get_by_label("Zoek in het beleid")
    search.fill("xyzzy")
    expect(page.get_by_text("Daarover staat niets in het beleid.")).to_be_visible()
    search.fill("facebookpagina")
    expect(page.locator(".uitspraken li:not([hidden])").first).to_contain_text("pagina")
    search.fill("Pauze facebook")
    shown = page.locator(".uitspraken li:not([hidden])")
    expect(shown.first).to_be_visible()
    clause = re.search(r"artikel ([\d.]+)", shown.first.text_content())[1]
    shown.first.get_by_role("button").click()
    field = page.get_by_label("Je antwoord aan de medewerker")
    expect(field).to_have_value(re.compile(rf"artikel {re.escape(clause)} van ons beleid\.$"))
    expect(field).to_be_focused()


def test_without_script_everything_works_too(desk, open_as):
    desk.add("els", "hr")
    number = desk.ask()
    page = open_as("els", f"/vraag/{number}", java_script_enabled=False)
    page.get_by_text("Een antwoord uit het beleid").click()
    page.get_by_label("Je antwoord aan de medewerker").fill("Dag!")
    page.locator(".uitspraken button").first.click()
    field = page.get_by_label("Je antwoord aan de medewerker")
    expect(field).to_have_value(re.compile(r"^Dag!\s+.+artikel [\d.]+ van ons beleid\.$", re.DOTALL))
    page.get_by_role("button", name="Verstuur", exact=True).click()
    expect(page.get_by_text("Je antwoord is verstuurd.")).to_be_visible()


def test_whoever_is_logged_out_meanwhile_hears_it_and_keeps_what_was_typed(desk, open_as):
    desk.add("els", "hr")
    number = desk.ask()
    page = open_as("els", f"/vraag/{number}")
    field = page.get_by_label("Je antwoord aan de medewerker")
    field.fill("Een half antwoord")
    desk.stores.visits.end_all("els")
    expect(page.locator("#verbinding")).to_contain_text("Je bent afgemeld.")
    expect(field).to_have_value("Een half antwoord")


def test_whoever_is_logged_out_while_the_page_opens_hears_it_at_once(desk, open_as):
    desk.add("els", "hr")
    page = open_as("els", f"/vraag/{desk.ask()}")

    def refused(route):
        desk.stores.visits.end_all("els")
        route.continue_()

    page.route("**/stroom**", refused)
    page.reload()
    expect(page.locator("#verbinding")).to_contain_text("Je bent afgemeld.", timeout=4_000)


def test_the_keyboard_is_enough(desk, open_as):
    desk.add("els", "hr")
    number = desk.ask()
    page = open_as("els")
    tab_to(page, f"naar-{number}")
    page.keyboard.press("Enter")
    expect(page.locator(".b-person")).to_be_visible()
    tab_to(page, "tekst")
    page.keyboard.type("Met de toetsen.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Je antwoord is verstuurd.")).to_be_visible()
    tab_to(page, "sluiten")
    page.keyboard.press("Enter")
    expect(page.get_by_text("De vraag is gesloten.")).to_be_visible()
    assert desk.house.desk.of(number).status is Status.CLOSED


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this id has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == name:
            return
    pytest.fail(f"Tab never reaches {name}")

"""The widget for who does not see it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from using import ask, decided, field, settled, tab_to, typed, unfold

MANY = (
    "ja",
    "nee",
    "voorwaardelijk",
    "hangt_af",
    "pesten",
    "onzeker",
    "gevaar",
    "bron",
    "meer_weten",
    "verduidelijking",
)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def faults(page: Page) -> list[str]:
    """Return what axe finds, also inside the widget."""
    found = Axe().run(page, options={**RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]


def test_there_is_one_polite_live_region_and_it_says_the_verdict(page, rasa, answers):
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    expect(page.get_by_role("status")).to_have_text("Antwoord: Ja. Artikel 3.1.")
    expect(page.locator("[aria-live], [role=log]")).to_have_count(0)
    expect(page.locator("[role=status]")).to_have_count(1)
    expect(page.locator("[role=alert]")).to_have_count(0)
    typed(page, " ")
    expect(page.get_by_role("status")).to_have_text("Typ eerst je vraag.")
    expect(field(page)).to_have_accessible_description("Typ eerst je vraag. Shift + Enter voor een nieuwe regel")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("niet_verboden", "Antwoord: Nee. Artikel 3.1."),
        ("hangt_af", "Antwoord: Hangt ervan af. Artikels 3.3 en 3.4."),
        ("pesten", "Antwoord: Informatie."),
        ("verduidelijking", "Gaat het over een van deze onderwerpen? 4 keuzes."),
        ("gevaar", "Bel nu 112 als er gevaar is."),
    ],
)
def test_each_kind_of_answer_is_told_in_a_sentence(page, rasa, answers, name, told):
    rasa.answers["x"] = answers[name]
    ask(page, "x")
    expect(page.get_by_role("status")).to_contain_text(told)


def test_of_a_turn_with_several_replies_each_is_told(page, rasa):
    rasa.answers["x"] = [{"text": "Het eerste."}, {"text": "Het tweede."}]
    ask(page, "x")
    status = page.get_by_role("status")
    expect(status).to_have_text("Antwoord: Het eerste. Antwoord: Het tweede.")
    expect(status).to_have_attribute("aria-atomic", "false")
    ask(page, "y")
    expect(status).to_have_text("Antwoord: Ik hoorde: y")


def test_an_answer_that_comes_while_the_panel_is_closed_is_told(open_intranet, rasa, answers):
    page = open_intranet()
    rasa.answers["x"] = answers["ja"]
    status = page.locator("mag-dat").get_by_role("status")
    page.evaluate("() => document.querySelector('mag-dat').ask('x', { open: false })")
    expect(status).to_have_text("Open Mag dat?, 1 nieuw antwoord")
    page.locator(".starter-knop").click()
    expect(status).to_have_text("")
    ask(page, "x")
    expect(status).to_have_text("Antwoord: Ja. Artikel 3.1.")
    page.keyboard.press("Escape")
    expect(status).to_have_text("")
    page.set_viewport_size({"width": 390, "height": 740})  # where nothing behind the panel is heard
    page.locator(".starter-knop").click()
    ask(page, "x")
    expect(status).to_have_text("Antwoord: Ja. Artikel 3.1.")


def test_that_a_text_was_copied_is_told(page, rasa):
    ask(page, "x")
    page.get_by_role("button", name="Kopieer").click()
    expect(page.get_by_role("status")).to_have_text("Gekopieerd")


def test_a_long_text_is_told_up_to_a_sentence(page, rasa):
    rasa.answers["x"] = [{"text": "Kort. " + "Een langere zin met veel woorden. " * 20}]
    ask(page, "x")
    told = page.get_by_role("status").text_content()
    assert len(told) < 230
    assert told.endswith("woorden.")


def test_nothing_that_axe_knows_is_wrong_in_any_state(open_intranet, rasa, answers):
    page = open_intranet()
    assert faults(page) == []
    page.locator(".starter-knop").click()
    expect(page.locator(".welkom")).to_be_visible()
    assert faults(page) == []
    rasa.answers = {name: answers[name] for name in MANY}
    for name in MANY:
        ask(page, name)
    assert faults(page) == []
    unfold(page)
    page.get_by_role("button", name="Meer mogelijkheden").click()
    assert faults(page) == []
    page.get_by_role("button", name="Wis gesprek").click()
    assert faults(page) == []
    page.get_by_role("button", name="Behoud").click()
    rasa.hold.clear()
    typed(page, "traag")
    expect(page.locator(".wacht")).to_be_visible()
    assert faults(page) == []
    rasa.fault = "Dat lukte niet."
    rasa.hold.set()
    settled(page)
    field(page).fill("a" * 1001)
    field(page).press("Enter")
    expect(page.locator(".teller")).to_be_visible()
    assert faults(page) == []
    page.keyboard.press("Escape")
    rasa.push("reply", {"text": "Nog iets.", "buttons": [], "custom": {}})
    expect(page.locator(".aantal")).to_have_text("1")
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nor_on_a_phone_or_in_the_dark(open_page, rasa, answers, scheme, width):
    page = open_page(width=width, height=844, color_scheme=scheme)
    assert faults(page) == []
    rasa.answers = {name: answers[name] for name in MANY}
    for name in MANY:
        ask(page, name)
    unfold(page)
    rasa.fault = "Dat lukte niet."
    ask(page, "weg")
    assert faults(page) == []


def test_nor_in_the_colours_of_a_company_in_the_dark(open_intranet, rasa, answers):
    page = open_intranet(color_scheme="dark")
    page.locator(".starter-knop").click()
    rasa.answers["x"] = answers["verduidelijking"]
    ask(page, "x")
    assert faults(page) == []


def test_nor_in_another_language_or_inline(open_bare, rasa, answers):
    page = open_bare('<mag-dat mode="inline" lang="fr" company="Linde"></mag-dat>', bypass_csp=True)
    rasa.answers["x"] = answers["ja"]
    page.get_by_label("Votre question").fill("x")
    page.keyboard.press("Enter")
    expect(page.locator(".vlag")).to_have_text("Oui")
    assert faults(page) == []


def test_every_drawing_is_silent_and_every_message_says_whose_it_is(page, rasa, answers):
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    expect(page.locator("svg:not([aria-hidden=true])")).to_have_count(0)
    expect(page.locator(".beurt.eigen .ballon")).to_have_text("Jij: x")
    expect(page.get_by_role("group", name="Mag dat?")).to_be_visible()


def test_a_pressed_choice_hands_the_focus_on_before_it_is_switched_off(page, rasa, answers):
    rasa.answers["x"] = answers["verduidelijking"]
    ask(page, "x")
    page.evaluate(
        "() => { const root = document.querySelector('mag-dat').shadowRoot; window.lost = [];"
        " root.addEventListener('focusout', (e) => { if (!e.relatedTarget) window.lost.push(e.target.className); }); }"
    )
    tab_to(page, "Wat zegt cao 81?", "Shift+Tab")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator(".beurt.assistent").last).to_be_focused()
    assert page.evaluate("() => window.lost") == []


def test_the_answer_is_dutch_whatever_the_chrome_speaks(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline" lang="en"></mag-dat>')
    rasa.answers["x"] = decided("voorwaardelijk")
    page.get_by_label("Your question").fill("x")
    page.keyboard.press("Enter")
    expect(page.locator(".vlag")).to_have_text("On conditions")
    expect(page.locator(".paneel")).to_have_attribute("lang", "en")
    expect(page.locator(".antwoord").first).to_have_attribute("lang", "nl-BE")

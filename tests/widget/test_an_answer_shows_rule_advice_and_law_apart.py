"""An answer in the page: what the company decided, what is wise and what the law says, each by itself."""

from __future__ import annotations

import pytest
from demo_page import STARTERS, answer, ask, decided, last, part
from playwright.sync_api import expect


def test_an_answer_is_a_card_and_not_said_twice(page, rasa, answers):
    rasa.answers[STARTERS[0]] = answers["ja"]
    ask(page, STARTERS[0])
    card = page.locator("article.kaart")
    expect(card).to_have_count(1)
    expect(card.locator(".vlag")).to_contain_text("Ja")
    expect(card.locator(".vlag")).to_contain_text("artikel 3.1")
    expect(page.get_by_text("Tijdens je pauze mag je sociale media gebruiken")).to_have_count(1)
    # The first-contact notice came before it, as a message of its own.
    expect(last(page).locator(".ballon")).to_have_count(1)
    expect(last(page).locator(".ballon")).to_contain_text("geautomatiseerde assistent")


def test_rule_advice_and_law_each_have_their_own_label(page, rasa, answers):
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    labels = {"regel": "Regel van het bedrijf", "raad": "Raad", "wet": "Wet"}
    for kind, label in labels.items():
        section = page.locator(f"article section.{kind}")
        expect(section).to_have_count(1)
        expect(section.get_by_role("heading", level=3)).to_have_text(label)
    looks = [
        page.locator(f"article section.{kind}").evaluate("e => getComputedStyle(e).borderLeftStyle") for kind in labels
    ]
    assert len(set(looks)) == 3, "each is told apart without colour too"
    expect(page.locator("article section.wet")).to_contain_text("(nagekeken op 24 november 2026)")
    expect(page.locator("article section.raad")).not_to_contain_text("Raad: ")


@pytest.mark.parametrize(
    ("decision", "word", "text"),
    [
        ("ja", "Ja", "Dat mag."),
        ("nee", "Nee", "Dat mag niet."),
        ("voorwaardelijk", "Met voorwaarden", "Het mag als het kort blijft."),
        ("niet_geregeld", "Niet geregeld", "Daarover staat niets in het beleid"),
    ],
)
def test_every_decision_has_a_word_and_a_shape_of_its_own(page, rasa, decision, word, text):
    rasa.answers["x"] = decided(decision)
    ask(page, "x")
    badge = page.locator(".vlag")
    expect(badge).to_have_attribute("data-besluit", decision)
    expect(badge.locator("strong")).to_have_text(word)
    expect(badge.locator("svg")).to_be_visible()
    expect(page.locator(".kern p").first).to_contain_text(text)
    assert page.locator(".kern p").first.text_content().startswith(text)


def test_an_answer_without_a_decision_has_no_badge(page, rasa):
    rasa.answers["x"] = decided(None)
    ask(page, "x")
    expect(page.locator("article.kaart")).to_contain_text("Praat erover met de vertrouwenspersoon.")
    expect(page.locator(".vlag")).to_have_count(0)


def test_a_decision_that_the_page_does_not_know_gets_no_badge(page, rasa):
    rasa.answers["x"] = answer(part("besluit", "Misschien."), besluit="constructor")
    ask(page, "x")
    expect(page.locator("article.kaart")).to_contain_text("Misschien.")
    expect(page.locator(".vlag")).to_have_count(0)


def test_cases_that_differ_are_shown_one_by_one(page, rasa, answers):
    rasa.answers["x"] = answers["hangt_af"]
    ask(page, "x")
    expect(page.locator(".vlag strong")).to_have_text("Hangt ervan af")
    cases = page.locator(".geval")
    expect(cases).to_have_count(2)
    expect(cases.nth(0).locator("strong")).to_have_text("Op je eigen toestel:")
    expect(cases.nth(0)).to_contain_text("nee. Niemand van De Linde kijkt mee")
    expect(cases.nth(1)).to_contain_text("ja, met voorwaarden.")


def test_lines_with_a_dash_become_a_list(page, rasa):
    rasa.answers["x"] = decided("voorwaardelijk")
    ask(page, "x")
    items = page.locator(".kern ul.lijst > li")
    assert items.all_text_contents() == ["Vraag het eerst.", "Blijf beleefd."]


def test_an_answer_cut_in_pieces_by_rasa_is_one_card_again(page, rasa):
    rasa.answers["x"] = answer(
        part("besluit", "Eerst dit."), part("raad", "Raad: Dan dat."), part("noot", "Geen advies.")
    )
    assert len(rasa.answers["x"]) == 4
    ask(page, "x")
    expect(page.locator("article.kaart")).to_have_count(1)
    expect(last(page).locator(".ballon")).to_have_count(0)


def test_a_follow_up_shows_its_own_text_and_not_the_earlier_answer(page, rasa, answers):
    rasa.answers["waarom?"] = answers["waarom"]
    ask(page, "waarom?")
    expect(last(page)).to_contain_text(answers["waarom"][0]["text"])
    expect(page.locator("article.kaart")).to_have_count(0)


def test_where_it_stands_is_answered_with_a_link_and_the_sources(page, rasa, answers):
    rasa.answers["waar?"] = answers["bron"]
    ask(page, "waar?")
    expect(last(page).locator("p a")).to_have_attribute("href", "https://intranet.delinde.example/sociale-media")
    expect(last(page).locator("summary")).to_contain_text("Bronnen")


def test_sources_are_folded_and_each_named_once(page, rasa):
    twice = {"naam": "Securex, cao 81", "url": "https://www.securex.be/"}
    rasa.answers["x"] = decided("ja", bronnen=[{"naam": "HR-leidraad, claim 28"}, twice, dict(twice)])
    ask(page, "x")
    names = page.locator(".bronnen li")
    expect(names.first).to_be_hidden()
    page.locator(".bronnen summary").click()
    expect(names.first).to_be_visible()
    expect(names).to_have_count(2)
    expect(names.nth(1).get_by_role("link")).to_have_attribute("href", "https://www.securex.be/")


def test_contacts_can_be_mailed(page, rasa, answers):
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    contact = page.locator("section.contact")
    expect(contact.get_by_role("link")).to_have_attribute("href", "mailto:personeel@delinde.example")
    expect(contact.locator(".heel")).to_have_text("+32 9 000 00 10")


def test_contacts_begin_with_a_capital_and_numbers_are_not_cut(page, rasa):
    contacts = "- de vertrouwenspersoon (Samira El Amrani)\n- de preventieadviseur"
    rasa.answers["x"] = answer(part("besluit", "Nummer MD-0012, per e-mail."), part("contact", contacts))
    ask(page, "x")
    assert page.locator("section.contact li").all_text_contents() == [
        "De vertrouwenspersoon (Samira El Amrani)",
        "De preventieadviseur",
    ]
    assert page.locator(".kern .heel").all_text_contents() == ["MD-0012", "e-mail"]


def test_an_uncertain_law_note_says_so(page, rasa):
    note = "Wet, nog onzeker: Dat kan strafbaar zijn. Laat dit nakijken. (nagekeken op 24 november 2026)"
    rasa.answers["x"] = answer(part("besluit", "Hm."), part("wet", note))
    ask(page, "x")
    expect(page.locator("section.wet .onzeker")).to_have_text("Nog onzeker")
    expect(page.locator("section.wet .deel-tekst")).to_contain_text("Dat kan strafbaar zijn. Laat dit nakijken.")


def test_danger_stands_out(page, rasa, answers):
    rasa.answers["x"] = answers["gevaar"]
    ask(page, "x")
    urgent = page.locator(".dringend")
    expect(urgent).to_have_count(1)
    expect(urgent).to_contain_text("112")
    expect(urgent).to_contain_text("vertrouwenspersoon")
    expect(urgent).not_to_contain_text("geautomatiseerde assistent")


def test_a_long_answer_is_read_from_its_beginning(open_page, rasa, answers):
    page = open_page(width=375, height=667)
    rasa.answers["x"] = answers["ontslag"]
    ask(page, "x")
    expect(page.locator(".eigen .ballon")).to_be_in_viewport()
    expect(page.locator(".kern")).to_be_in_viewport()

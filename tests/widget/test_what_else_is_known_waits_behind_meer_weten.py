"""The second layer of an answer: folded until somebody wants it."""

from __future__ import annotations

from demo_page import answer, ask, last, part, tab_to
from playwright.sync_api import expect


def test_the_second_layer_is_folded_at_first(page, rasa, answers):
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    layer = page.locator("details.meer")
    expect(layer).to_have_count(1)
    expect(layer.locator("summary")).to_have_text("Meer weten")
    expect(layer.get_by_text("Je pauze is van jou.")).to_be_hidden()
    layer.locator("summary").click()
    expect(layer.get_by_text("Je pauze is van jou.")).to_be_visible()
    expect(layer.get_by_text("Dit is geen juridisch advies.")).to_be_visible()
    layer.locator("summary").click()
    expect(layer.get_by_text("Je pauze is van jou.")).to_be_hidden()


def test_it_opens_by_keyboard(page, rasa, answers):
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    tab_to(page, "Meer weten", "Shift+Tab")
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        expect(page.locator("section.raad")).to_be_visible()
        expect(page.locator("summary")).to_be_focused()
        page.keyboard.press(key)
        expect(page.locator("section.raad")).to_be_hidden()
    assert rasa.messages == ["x"]


def test_the_button_for_it_is_not_shown(page, rasa, answers):
    rasa.answers["x"] = answers["ja"]
    assert answers["ja"][1]["buttons"][0]["payload"] == "/meer_weten"
    ask(page, "x")
    expect(page.get_by_role("button", name="Meer weten")).to_have_count(0)
    expect(page.locator(".keuze")).to_have_text(
        ["Hoe lang per dag is nog oké?", "Welk toestel of welke wifi gebruik ik het best?"]
    )


def test_an_answer_with_nothing_more_has_nothing_to_unfold(page, rasa):
    rasa.answers["x"] = answer(part("besluit", "Dat is alles."))
    ask(page, "x")
    expect(page.locator("article.kaart")).to_have_text("Dat is alles.")
    expect(page.locator("details")).to_have_count(0)


def test_asking_for_it_in_words_shows_it_unfolded_and_nothing_twice(page, rasa, answers):
    rasa.answers["meer weten"] = answers["meer_weten"]
    ask(page, "meer weten")
    expect(last(page).locator("section.raad")).to_be_visible()
    expect(last(page).locator("section.bron li").first).to_contain_text("artikels 3.3 en 3.4")
    expect(last(page).get_by_text("Kies vaste momenten")).to_have_count(1)
    expect(last(page).locator("details, .vlag, .ballon")).to_have_count(0)


def test_what_is_unfolded_comes_into_view(open_page, rasa, answers):
    page = open_page(width=375, height=667)
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    page.locator("summary").click()
    expect(page.get_by_text("Je pauze is van jou.")).to_be_in_viewport()
    expect(page.locator("summary")).to_be_in_viewport()

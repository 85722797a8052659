"""The widget without a mouse."""

from __future__ import annotations

from playwright.sync_api import expect
from using import STARTERS, ask, bubbles, field, focused, settled, tab_to


def test_a_whole_conversation_goes_without_a_mouse(open_intranet, rasa, answers):
    page = open_intranet()
    rasa.answers[STARTERS[0]] = answers["verduidelijking"]
    rasa.answers["en op de bus?"] = answers["ja"]
    tab_to(page, "Open Mag dat?")
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    tab_to(page, STARTERS[0], "Shift+Tab")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator(".beurt.assistent").last).to_be_focused()
    tab_to(page, "Is een screenshot geldig als bewijs?")
    page.keyboard.press("Space")
    settled(page)
    tab_to(page, "Je vraag over sociale media op het werk")
    page.keyboard.type("en op de bus?")
    page.keyboard.press("Enter")
    settled(page)
    expect(field(page)).to_be_focused()
    tab_to(page, "Raad", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".vouw.raad .deel-tekst")).to_be_visible()
    expect(page.locator(".vouw.raad summary")).to_be_focused()
    tab_to(page, "Meer mogelijkheden", "Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, "Wis gesprek")
    page.keyboard.press("Enter")
    assert focused(page) == "Wis alles"
    page.keyboard.press("Enter")
    expect(page.locator(".gesprek > *")).to_have_count(0)
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".paneel")).to_be_hidden()
    assert focused(page) == "Open Mag dat?"
    assert rasa.messages == [STARTERS[0], '/bewijs{"deelvraag": "is_screenshot_geldig"}', "en op de bus?"]


def test_escape_closes_what_was_opened_last(open_intranet, rasa):
    page = open_intranet()
    page.locator(".starter-knop").press("Enter")
    page.get_by_role("button", name="Meer mogelijkheden").press("Enter")
    expect(page.locator(".menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu")).to_be_hidden()
    assert focused(page) == "Meer mogelijkheden"
    page.keyboard.press("Escape")
    expect(page.locator(".paneel")).to_be_hidden()


def test_on_a_phone_the_page_behind_cannot_be_reached(open_intranet, rasa):
    page = open_intranet(width=390, height=844)
    page.locator(".starter-knop").press("Enter")
    expect(page.locator("dialog.paneel")).to_be_visible()
    seen = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("() => document.activeElement.localName"))
    assert seen <= {"mag-dat", "body"}
    page.locator(".paneel").press("Escape")
    expect(page.locator("dialog.paneel")).to_be_hidden()
    assert focused(page) == "Open Mag dat?"


def test_shift_enter_makes_a_new_line(page, rasa):
    field(page).focus()
    page.keyboard.type("een")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("twee")
    assert rasa.messages == []
    page.keyboard.press("Enter")
    settled(page)
    assert rasa.messages == ["een\ntwee"]
    assert bubbles(page) == ["een\ntwee"]


def test_the_field_grows_with_what_is_typed(page, rasa):
    low = field(page).bounding_box()["height"]
    field(page).fill("een\ntwee\ndrie")
    assert field(page).bounding_box()["height"] > low + 30
    ask(page, "x")
    assert field(page).bounding_box()["height"] < low + 2


def test_enter_that_ends_a_composed_character_sends_nothing(page, rasa):
    field(page).fill("ré")
    field(page).dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(page.locator(".eigen")).to_have_count(0)
    expect(field(page)).to_have_value("ré")
    assert rasa.messages == []


def test_everything_that_can_be_pressed_shows_its_focus(page, rasa, answers):
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    page.get_by_role("button", name="Meer mogelijkheden").press("Enter")
    seen = set()
    for _ in range(18):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "() => { const e = document.activeElement.shadowRoot?.activeElement; if (!e) return null;"
            " const s = getComputedStyle(e);"
            " return [e.className || e.localName, s.outlineStyle, parseFloat(s.outlineWidth)]; }"
        )
        if style:
            seen.add(style[0])
            assert style[1] != "none", style
            assert style[2] >= 2, style
    assert {"textarea", "verstuur", "klein", "keuze", "summary", "rol", "klein kopieer"} <= seen


def test_a_failure_can_be_retried_from_the_keyboard(page, rasa):
    rasa.fault = "Dat lukte niet."
    ask(page, "x")
    rasa.fault = None
    tab_to(page, "Probeer opnieuw", "Shift+Tab")
    page.keyboard.press("Enter")
    settled(page)
    assert rasa.messages == ["x", "x"]
    expect(page.locator(".beurt.assistent").last).to_be_focused()

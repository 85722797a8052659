"""The page without a mouse."""

from __future__ import annotations

from demo_page import STARTERS, ask, bubbles, field, settled, tab_to
from playwright.sync_api import expect


def test_a_whole_conversation_goes_without_a_mouse(page, rasa, answers):
    rasa.answers[STARTERS[0]] = answers["verduidelijking"]
    tab_to(page, STARTERS[0])
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
    tab_to(page, "Nieuw gesprek", "Shift+Tab")
    page.keyboard.press("Enter")
    assert rasa.messages == [STARTERS[0], '/bewijs{"deelvraag": "is_screenshot_geldig"}', "en op de bus?"]
    expect(page.locator("#gesprek > *")).to_have_count(0)


def test_the_first_tab_skips_to_the_question(page):
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar het invoerveld")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()


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


def test_enter_that_ends_a_composed_character_sends_nothing(page, rasa):
    field(page).fill("ré")
    field(page).dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(page.locator(".eigen")).to_have_count(0)
    expect(field(page)).to_have_value("ré")
    assert rasa.messages == []


def test_everything_that_can_be_pressed_shows_its_focus(page, rasa, answers):
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    page.locator("body").press("Tab")
    seen = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.id || e.className || e.tagName, s.outlineStyle, parseFloat(s.outlineWidth)]; }"
        )
        if style[0] != "BODY":
            seen.add(style[0])
            assert style[1] != "none", style
            assert style[2] >= 2, style
    assert {"vraag", "verstuur", "privacy", "wis", "keuze", "SUMMARY"} <= seen


def test_a_failure_can_be_retried_from_the_keyboard(page, rasa):
    rasa.stop()
    ask(page, "x")
    rasa.start()
    tab_to(page, "Probeer opnieuw", "Shift+Tab")
    page.keyboard.press("Enter")
    settled(page)
    assert rasa.messages == ["x"]
    expect(page.locator(".beurt.assistent").last).to_be_focused()

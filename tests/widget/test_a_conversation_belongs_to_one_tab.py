"""Who talks: a random name, as long as the tab is open."""

from __future__ import annotations

import uuid

from demo_page import ask, bubbles, field
from playwright.sync_api import expect


def test_a_conversation_has_a_random_name_that_stays_in_the_tab(page, rasa):
    ask(page, "een")
    page.reload()
    ask(page, "twee")
    assert len(set(rasa.senders)) == 1
    assert uuid.UUID(rasa.senders[0]).version == 4
    assert page.evaluate("() => [localStorage.length, document.cookie]") == [0, ""]


def test_a_new_conversation_has_another_name_and_a_clean_page(page, rasa):
    ask(page, "een")
    page.get_by_role("button", name="Nieuw gesprek").click()
    expect(page.locator("#gesprek > *")).to_have_count(0)
    expect(page.locator("#welkom")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Nieuw gesprek gestart.")
    expect(field(page)).to_be_focused()
    ask(page, "twee")
    assert len(set(rasa.senders)) == 2


def test_an_answer_to_the_conversation_before_does_not_turn_up_in_the_new_one(page, rasa):
    rasa.hold.clear()
    field(page).fill("traag")
    field(page).press("Enter")
    expect(page.locator(".wacht")).to_have_count(1)
    page.get_by_role("button", name="Nieuw gesprek").click()
    rasa.hold.set()
    page.wait_for_timeout(200)
    expect(page.locator("#gesprek > *")).to_have_count(0)
    expect(field(page)).to_have_value("")
    ask(page, "nieuw")
    assert bubbles(page) == ["nieuw"]
    expect(page.locator(".beurt.assistent")).to_have_count(1)


def test_two_tabs_are_two_conversations(open_page, rasa):
    ask(open_page(), "een")
    ask(open_page(), "twee")
    assert len(set(rasa.senders)) == 2


def test_after_a_reload_the_page_says_that_the_conversation_goes_on(page, rasa):
    note = page.get_by_text("Je gesprek van daarnet loopt verder")
    expect(note).to_be_hidden()
    ask(page, "een")
    page.reload()
    expect(note).to_be_visible()
    page.get_by_role("button", name="Nieuw gesprek").click()
    expect(page.locator("#welkom")).to_be_visible()
    expect(note).to_be_hidden()

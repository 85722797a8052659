"""The page for who does not see it."""

from __future__ import annotations

from demo_page import ask
from playwright.sync_api import expect


def test_the_page_speaks_belgian_dutch_and_says_what_it_is(page):
    expect(page.locator("html")).to_have_attribute("lang", "nl-BE")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mag dat?")
    expect(page.get_by_text("Vragen over sociale media op het werk", exact=True)).to_be_visible()
    expect(page.get_by_text("Automatische assistent · geen juridisch advies")).to_be_visible()


def test_new_messages_are_announced_politely(page, rasa):
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    ask(page, "x")
    expect(log).to_contain_text("Jij: x")
    expect(log).to_contain_text("Mag dat? antwoordt:")
    rasa.stop()
    ask(page, "y")
    expect(log).to_contain_text("Ik kan de assistent niet bereiken.")


def test_every_control_has_a_name(page, rasa, answers):
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    nameless = page.evaluate(
        "() => [...document.querySelectorAll('button, a, summary, textarea, [role=log], [role=region]')]"
        ".filter((e) => !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).map((e) => e.outerHTML)"
    )
    assert nameless == []
    expect(page.locator("svg:not([aria-hidden=true])")).to_have_count(0)

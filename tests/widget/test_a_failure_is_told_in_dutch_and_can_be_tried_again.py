"""What the page does when no answer comes."""

from __future__ import annotations

from demo_page import ask, bubbles, field, last, settled
from playwright.sync_api import expect


def test_without_a_server_the_question_is_kept_and_can_be_sent_again(page, rasa):
    rasa.stop()
    ask(page, "mag ik dat?")
    expect(page.locator(".storing")).to_contain_text("Ik kan de assistent niet bereiken.")
    expect(page.locator(".eigen")).to_contain_text("Niet verzonden")
    expect(field(page)).to_have_value("mag ik dat?")
    rasa.start()
    page.get_by_role("button", name="Probeer opnieuw").click()
    settled(page)
    expect(last(page)).to_contain_text("Ik hoorde: mag ik dat?")
    expect(page.locator(".storing")).to_have_count(0)
    expect(field(page)).to_have_value("")
    assert bubbles(page) == ["mag ik dat?"]


def test_a_kept_question_can_be_changed_first(page, rasa):
    rasa.stop()
    ask(page, "mag ik dat?")
    rasa.start()
    ask(page, "mag ik dit?")
    assert bubbles(page) == ["mag ik dit?"]
    assert rasa.messages == ["mag ik dit?"]


def test_trying_again_does_not_throw_away_what_was_typed_since(page, rasa):
    rasa.stop()
    ask(page, "mag ik dat?")
    field(page).fill("iets anders")
    rasa.start()
    page.get_by_role("button", name="Probeer opnieuw").click()
    settled(page)
    expect(field(page)).to_have_value("iets anders")
    assert rasa.messages == ["mag ik dat?"]


def test_a_pressed_choice_that_fails_keeps_its_payload_and_the_other_choices(page, rasa, answers):
    rasa.answers["x"] = answers["verduidelijking"]
    ask(page, "x")
    rasa.stop()
    page.get_by_role("button", name="Wat zegt cao 81?").click()
    settled(page)
    expect(field(page)).to_have_value("")
    expect(page.locator(".keuze:enabled")).to_have_count(4)
    rasa.start()
    page.get_by_role("button", name="Probeer opnieuw").click()
    settled(page)
    assert rasa.messages == ["x", '/cao81{"deelvraag": "wat_is_cao81"}']
    expect(page.locator(".keuze:enabled")).to_have_count(0)


def test_a_server_in_trouble_is_told_in_dutch(page, rasa):
    for status, raw, words in (
        (500, b"{}", "Er loopt iets mis bij de assistent."),
        (200, b"[]", "De assistent gaf geen antwoord."),
        (200, b"<html>", "Er loopt iets mis bij de assistent."),
        (400, b'{"fout": "Dit bericht is te groot."}', "Dit bericht is te groot."),
        (200, b"{}", "Er loopt iets mis bij de assistent."),
    ):
        rasa.status, rasa.raw = status, raw
        ask(page, "x")
        expect(page.locator(".storing")).to_contain_text(words)
        expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_visible()
        expect(field(page)).to_have_value("x")


def test_settings_that_cannot_be_read_are_asked_for_again(page, rasa):
    page.route("**/instellingen.json", lambda route: route.abort())
    ask(page, "x")
    expect(page.locator(".storing")).to_contain_text("Ik kan de assistent niet bereiken.")
    page.unroute("**/instellingen.json")
    page.get_by_role("button", name="Probeer opnieuw").click()
    settled(page)
    expect(last(page)).to_contain_text("Ik hoorde: x")


def test_a_server_that_never_answers_is_given_up_on(open_page, rasa):
    page = open_page()
    page.clock.install()
    rasa.hold.clear()
    field(page).fill("x")
    field(page).press("Enter")
    expect(page.locator(".wacht")).to_have_count(1)
    page.clock.fast_forward("01:00")
    expect(page.locator(".storing")).to_contain_text("Het antwoord blijft te lang uit.")
    rasa.hold.set()


def test_rasa_may_live_elsewhere(page):
    found = page.evaluate(
        """async () => {
            const { endpointFrom } = await import("/js/api.js");
            const here = { protocol: "https:", hostname: "hr.example" };
            const settings = [{ rasa: "", poort: 5005 }, { rasa: "https://bot.example/rasa/", poort: 1 }, {}];
            return settings.map((each) => endpointFrom(each, here));
        }"""
    )
    path = "/webhooks/rest/webhook"
    assert found == [
        f"https://hr.example:5005{path}",
        f"https://bot.example/rasa{path}",
        f"https://hr.example:5005{path}",
    ]

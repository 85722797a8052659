"""From the input field and the buttons to the assistant."""

from __future__ import annotations

import uuid

from playwright.sync_api import expect
from using import STARTERS, ask, bubbles, erase, field, last, settled, typed


def test_what_is_typed_goes_out_with_an_id_and_a_token_that_is_in_no_address(page, rasa):
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    ask(page, "  mag ik tiktokken?  ")
    assert rasa.messages == ["mag ik tiktokken?"]
    assert set(rasa.posts[0]) == {"id", "text"}
    assert uuid.UUID(rasa.posts[0]["id"]).version == 4
    assert bubbles(page) == ["mag ik tiktokken?"]
    expect(last(page)).to_contain_text("Ik hoorde: mag ik tiktokken?")
    expect(field(page)).to_have_value("")
    (token,) = rasa.tokens
    assert not [url for url in seen if token in url]
    assert all("Cookie" not in headers for headers in rasa.headers)


def test_the_starter_questions_can_be_pressed(page, rasa):
    starters = page.locator("button.starter")
    assert starters.all_text_contents() == STARTERS
    starters.nth(1).click()
    settled(page)
    assert rasa.messages == [STARTERS[1]]
    expect(page.locator(".welkom")).to_be_hidden()


def test_a_button_sends_its_payload_and_shows_its_title(page, rasa, answers):
    rasa.answers["x"] = answers["verduidelijking"]
    ask(page, "x")
    page.get_by_role("button", name="Wat zegt cao 81?").click()
    settled(page)
    assert rasa.messages == ["x", '/cao81{"deelvraag": "wat_is_cao81"}']
    assert bubbles(page) == ["x", "Wat zegt cao 81?"]


def test_the_buttons_of_an_earlier_answer_are_off(page, rasa, answers):
    rasa.answers["x"] = answers["verduidelijking"]
    ask(page, "x")
    expect(page.locator(".keuze:enabled")).to_have_count(4)
    ask(page, "y")
    expect(page.locator(".keuze:disabled")).to_have_count(4)
    expect(page.locator(".keuze:enabled")).to_have_count(0)


def test_privacy_is_in_the_menu(page, rasa):
    page.get_by_role("button", name="Meer mogelijkheden").click()
    page.get_by_role("button", name="Privacy").click()
    settled(page)
    assert rasa.messages == ["privacy"]


def test_a_second_question_waits(page, rasa):
    rasa.hold.clear()
    typed(page, "eerste")
    expect(page.locator(".wacht")).to_contain_text("Mag dat? zoekt het op")
    typed(page, "tweede")
    expect(page.locator(".fout")).to_have_text("Even geduld, je vorige vraag is nog bezig.")
    expect(field(page)).to_have_value("tweede")
    rasa.hold.set()
    settled(page)
    expect(page.locator(".fout")).to_be_hidden()
    field(page).press("Enter")
    settled(page)
    assert rasa.messages == ["eerste", "tweede"]


def test_an_empty_question_is_not_sent(page, rasa):
    for text in ("", "   ", "\n\n"):
        typed(page, text)
        expect(page.locator(".fout")).to_have_text("Typ eerst je vraag.")
        expect(field(page)).to_have_attribute("aria-invalid", "true")
        field(page).fill("toch iets")
        expect(page.locator(".fout")).to_be_hidden()
    assert rasa.messages == []


def test_a_question_may_have_a_thousand_characters_and_no_more(page, rasa):
    counter = page.locator(".teller")
    field(page).fill("a" * 799)
    expect(counter).to_be_hidden()
    field(page).fill("😀" * 1001)
    expect(counter).to_have_text("1001 van 1000 tekens")
    field(page).press("Enter")
    expect(page.locator(".fout")).to_contain_text("te lang: hoogstens 1000 tekens")
    assert rasa.messages == []
    ask(page, "😀" * 1000)
    assert rasa.messages == ["😀" * 1000]


def step(name: str, **facts: str) -> list[dict[str, object]]:
    return [{"text": "Wat mag ik doorgeven?", "custom": {"onderwerp": "mens", "stap": name, **facts}}]


def test_the_field_says_when_what_is_typed_is_passed_on_and_not_asked(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline" restore></mag-dat>')
    rasa.answers = {
        "mens": step("doorgeven_vraag"),
        "help": step("doorgeven_antwoord_waar"),
        "klaar": step("doorgeven_klaar"),
        "lijn": step("mens_neemt_over", status="human"),
        "einde": step("mens_klaar", status="closed"),
    }
    shown = [field(page).get_attribute("placeholder")]
    for text in rasa.answers:
        ask(page, text)
        shown.append(field(page).get_attribute("placeholder"))
    asked, answered = "Typ je vraag…", "Typ je antwoord…"
    assert shown == [asked, answered, answered, asked, answered, asked]


def test_it_says_so_too_after_a_reload_and_no_longer_once_all_is_erased(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline" restore></mag-dat>')
    rasa.answers["mens"] = step("doorgeven_vraag")
    ask(page, "mens")
    page.reload()
    expect(field(page)).to_have_attribute("placeholder", "Typ je antwoord…")
    erase(page)
    expect(field(page)).to_have_attribute("placeholder", "Typ je vraag…")

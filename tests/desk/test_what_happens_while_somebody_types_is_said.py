"""A question that is taken back while somebody reads it goes from the screen; and a form that failed stays live."""

from __future__ import annotations

from playwright.sync_api import Response, expect


def test_what_is_taken_back_goes_and_what_was_typed_stays(desk, open_as):
    desk.add("els", "hr")
    number = desk.ask("Mag ik vloggen?")
    page = open_as("els", f"/vraag/{number}")
    field = page.get_by_label("Je antwoord aan de medewerker")
    field.fill("Dat mag als")
    assert desk.house.desk.withdraw(number)
    expect(page.locator("#verbinding")).to_contain_text("De medewerker trok deze vraag in. De tekst is gewist.")
    expect(page.get_by_text("Mag ik vloggen?")).to_have_count(0)
    expect(page.get_by_role("button", name="Neem deze vraag")).to_have_count(0)
    expect(field).to_have_value("Dat mag als")


NOTHING_NEW = """async () => {
    for (let time = 0; time < 2; time += 1) {
        while (busy) await new Promise((later) => setTimeout(later, 20));
        stream.dispatchEvent(new MessageEvent("nu", { data: "x" }));
    }
    while (busy) await new Promise((later) => setTimeout(later, 20));
}"""
"""What a stream says that is opened anew: the same twice."""


def test_that_it_was_taken_back_stays_said(desk, open_as):
    desk.add("els", "hr")
    number = desk.ask("Mag ik vloggen?")
    page = open_as("els", f"/vraag/{number}")
    page.get_by_label("Je antwoord aan de medewerker").fill("Dat mag als")
    assert desk.house.desk.withdraw(number)
    told = page.locator("#verbinding")
    expect(told).to_contain_text("kan niet meer weg")
    page.evaluate(NOTHING_NEW)
    expect(told).to_contain_text("kan niet meer weg")
    page.context.set_offline(True)
    page.evaluate("() => refresh()")
    expect(told).to_contain_text("Er is even geen verbinding.")
    page.context.set_offline(False)
    page.evaluate("() => refresh()")
    expect(told).to_contain_text("kan niet meer weg")


def test_what_went_to_another_desk_goes_from_the_screen_and_what_was_typed_stays(desk, open_as):
    desk.add("els", "hr")
    number = desk.ask("Mag ik vloggen?")
    page = open_as("els", f"/vraag/{number}")
    expect(page.locator(".gesprek").get_by_text("Mag ik vloggen?")).to_be_visible()
    field = page.get_by_label("Je antwoord aan de medewerker")
    field.fill("Dat mag als")
    assert desk.house.desk.transfer(number, "els", "it")
    page.evaluate("() => refresh()")
    expect(page.locator("#verbinding")).to_have_text("Deze vraag is niet meer bij jouw loket.")
    expect(page.locator("[data-levend]")).to_have_count(0)
    expect(page.get_by_text("Mag ik vloggen?")).to_have_count(0)
    expect(page.get_by_text("Te bereiken")).to_have_count(0)
    assert number not in page.title()
    expect(field).to_have_value("Dat mag als")


def test_the_answer_to_a_form_that_came_too_late_says_nothing_else(desk, open_as):
    desk.add("els", "hr")
    number = desk.ask("Mag ik vloggen?")
    page = open_as("els", f"/vraag/{number}")
    page.get_by_label("Je antwoord aan de medewerker").fill("Dat mag als")
    assert desk.house.desk.withdraw(number)
    with page.expect_response(lambda answer: answer.frame.url.endswith("/antwoord") and _by_script(answer)) as asked:
        page.get_by_role("button", name="Verstuur", exact=True).click()
    expect(page.get_by_text("Je antwoord is niet verstuurd")).to_be_visible()
    assert asked.value.status == 200, "it asks for the page of the question, and not for that of the form"
    asked.value.finished()
    expect(page.locator("#verbinding")).to_have_text("")


def _by_script(answer: Response) -> bool:
    return answer.request.resource_type == "fetch"


def test_whoever_seems_to_be_in_danger_is_seen_at_once(desk, open_as):
    desk.add("els", "hr")
    number = desk.ask("Mag ik vloggen?")
    page = open_as("els", f"/vraag/{number}")
    expect(page.locator(".nood")).to_have_count(0)
    desk.house.desk.add(number, "ik wil niet meer leven", mark="zin")
    told = page.locator(".b-person", has_text="ik wil niet meer leven").locator(".nood")
    expect(told).to_contain_text("bel dan ook zelf 112")
    expect(told).to_contain_text("1813")

"""Texts of people and of colleagues on the pages: as typed, whatever they look like."""

from __future__ import annotations

import html

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from magdat.handoff.contents import plain

NASTY = (
    "<script>window.gehackt = 1</script>",
    "<img src=x onerror='window.gehackt = 1'>",
    '"><svg onload=window.gehackt=1>',
    "{{ 7 * 7 }} {% raw %}",
    "</textarea><script>window.gehackt = 1</script>",
    "javascript:window.gehackt=1",
)


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_that_was_typed_runs_anywhere(desk, open_as, nasty):
    desk.add("els", "hr")
    number = desk.ask(nasty, topic=None, contact=nasty, topic_shown=nasty, context_shown=nasty)
    desk.house.desk.answer(number, "els", f"antwoord {nasty}", mark="m-1")
    desk.house.desk.note(number, "els", f"notitie {nasty}", mark="m-2")
    page = open_as("els", f"/vraag/{number}")
    expect(page.locator(".b-person .beurt-tekst")).to_have_text(nasty)
    expect(page.locator(".b-desk .beurt-tekst")).to_have_text(f"antwoord {nasty}")
    expect(page.locator(".b-note .beurt-tekst")).to_have_text(f"notitie {nasty}")
    desk.house.desk.add(number, f"nog {nasty}", mark="m-3")
    expect(page.locator(".b-person .beurt-tekst").last).to_have_text(f"nog {nasty}")
    for path in ("/", f"/vraag/{number}/voorstel"):
        page.goto(desk.url + path)
    page.goto(f"{desk.url}/zoeken")
    page.get_by_label("Een nummer, of woorden").fill(nasty)
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("heading", name="gevonden")).to_be_visible()
    assert page.evaluate("() => window.gehackt") is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(min_size=1, max_size=200))
def test_any_text_is_on_the_page_as_it_was_typed(desk, typed):
    if "els" not in desk.codes:
        desk.add("els", "hr")
        desk.els = desk.user("els")
    number = desk.ask("Een vraag", conversation=f"p-{hash(typed)}")
    sent = desk.els.post(f"/vraag/{number}/antwoord", tekst=typed)
    shown = desk.els.get(f"/vraag/{number}").text
    written = plain(typed.replace("\x00", ""))
    if sent.headers["location"].endswith("m=verstuurd"):
        body = shown.partition('class="beurt b-desk"')[2].partition('class="beurt-tekst">')[2].partition("</p>")[0]
        assert html.unescape(body) == written
    else:
        assert written == ""

"""axe finds nothing, in light and dark, and nothing has to be scrolled sideways on any screen."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
SIZES = ((320, 568), (390, 844), (768, 1024), (640, 400))
"""A small phone, a phone, a tablet, and a desktop at 200 %."""


def faults(page: Page) -> list[str]:
    """Return what axe finds."""
    found = Axe().run(page, options={**RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]


@pytest.fixture
def paths(desk) -> list[str]:
    """Let somebody in, with a question in every state; return every page."""
    desk.add("els", "hr", "vertrouwenspersoon", admin=True)
    service = desk.house.desk
    numbers = [desk.ask(f"Vraag {n} {'w' * 60}", conversation=f"p-{n}", topic=None) for n in range(3)]
    confided = desk.ask("Ze lachen mij uit", desk="vertrouwenspersoon", conversation="p-9", topic=None)
    service.answer(numbers[0], "els", "Een antwoord.", mark="a")
    service.note(numbers[0], "els", "Een notitie.", mark="n")
    service.add(numbers[0], "En dan?", mark="r")
    service.take(numbers[1], "els")
    service.close(numbers[1], "els")
    tickets = [f"/vraag/{number}" for number in (*numbers, confided)]
    return [
        "/",
        "/gesloten",
        "/zoeken",
        "/logboek",
        "/gebruikers",
        *tickets,
        f"{tickets[0]}/voorstel",
        "/vraag/MD-9999",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(desk, open_as, paths, scheme):
    page = open_as("els", color_scheme=scheme)
    found = {}
    for path in paths:
        page.goto(desk.url + path)
        for summary in page.locator("summary").all():
            summary.click()
        found[path] = faults(page)
    outside = open_as(None, "/inloggen", color_scheme=scheme)
    for path in ("/inloggen", "/begin"):
        outside.goto(desk.url + path)
        found[path] = faults(outside)
    assert {path: told for path, told in found.items() if told} == {}


def test_nothing_has_to_be_scrolled_sideways(desk, open_as, paths):
    page = open_as("els")
    for path in paths:
        page.goto(desk.url + path)
        for summary in page.locator("summary").all():
            summary.click()
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{path} at {width}"


def test_every_page_has_one_heading_and_a_language(desk, open_as, paths):
    page = open_as("els")
    for path in paths:
        page.goto(desk.url + path)
        assert page.locator("h1").count() == 1
        assert page.locator("html").get_attribute("lang") == "nl-BE"
        assert page.title().endswith("Mag dat? bureau")

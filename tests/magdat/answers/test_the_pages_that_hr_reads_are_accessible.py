"""The catalogue and the annex in a real browser: phone and desktop, light and dark, with the keyboard alone."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from magdat.annex import WRITERS, build_annex, load_annex_words
from magdat.answers import catalogue
from magdat.knowledge import open_knowledge
from magdat.settings import Settings

POOR_CONTRAST = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => numbers(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const background = (element) => {
    for (let place = element; place; place = place.parentElement) {
      const colour = getComputedStyle(place).backgroundColor;
      if (numbers(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  return [...document.querySelectorAll("body *:not(script):not(option)")].filter(own).filter((element) => {
    const [one, other] = [light(getComputedStyle(element).color), light(background(element))].sort();
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) < 4.5;
  }).map((element) => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`);
}"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("paginas")
    knowledge = open_knowledge(Settings.from_environment({}))
    catalogue.write(knowledge, folder / "alles.html", dt.date(2026, 11, 25))
    words = load_annex_words(knowledge.settings.guidance / "bijlage.yml", knowledge.library)
    annex = build_annex(knowledge.policy, knowledge.library, words, knowledge.phrases)
    WRITERS[".html"](annex, folder / "bijlage.html")
    return folder


@pytest.fixture
def shown(browser, pages):
    """Give a function that opens one of the pages."""
    opened = []

    def show(name, width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 850}, color_scheme=scheme)
        opened.append(context)
        page = context.new_page()
        page.goto((pages / name).as_uri())
        return page

    yield show
    for context in opened:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", ["alles.html", "bijlage.html"])
def test_everything_fits_and_can_be_read(name, width, scheme, shown):
    page = shown(name, width, scheme)
    page.evaluate("() => document.querySelectorAll('details').forEach((item) => { item.open = true; })")
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert page.evaluate(POOR_CONTRAST) == []


@pytest.mark.parametrize("name", ["alles.html", "bijlage.html"])
def test_headings_go_down_a_step_at_a_time_and_there_is_one_main_part(name, shown):
    page = shown(name)
    levels = page.evaluate("() => [...document.querySelectorAll('h1, h2, h3, h4')].map((item) => +item.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert page.locator("main").count() == 1


@pytest.mark.parametrize("name", ["alles.html", "bijlage.html"])
def test_the_first_tab_is_a_link_past_what_comes_first(name, shown):
    page = shown(name)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "overslaan"
    assert page.locator(".overslaan").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") in {"antwoorden", "inhoud"}


def test_a_topic_opens_with_the_keyboard(shown):
    page = shown("alles.html")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1


def test_searching_narrows_counts_and_says_when_nothing_is_found(shown):
    page = shown("alles.html")
    page.get_by_label("Zoek in alle antwoorden").fill("chatgpt")
    page.get_by_label("Besluit").select_option("nee")
    assert page.locator("details:visible").count() < 5
    assert "gevonden" in page.locator("#teller").inner_text()
    page.get_by_label("Zoek in alle antwoorden").fill("xyzzy")
    assert page.locator("#teller").inner_text() == "Geen antwoorden gevonden"
    page.get_by_label("Zoek in alle antwoorden").fill("")
    page.get_by_label("Besluit").select_option("")
    page.get_by_role("button", name="Alles openen").click()
    assert page.locator("details[open]").count() == page.locator("details").count()
    page.get_by_role("button", name="Alles sluiten").click()
    assert page.locator("details[open]").count() == 0

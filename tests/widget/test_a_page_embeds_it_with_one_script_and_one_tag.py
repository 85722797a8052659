"""What a page sets, calls and hears; and what it costs to load."""

from __future__ import annotations

import gzip
import urllib.request

import pytest
from playwright.sync_api import expect
from using import ask, field, focused, last, read_aloud, settled

LARGEST = 30_000
"""Bytes of the packed script."""


def load(address: str) -> tuple[dict[str, str], bytes]:
    request = urllib.request.Request(f"{address}magdat.js", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        return {name.lower(): value for name, value in answer.headers.items()}, answer.read()


def test_it_is_one_file_of_at_most_thirty_kilobytes(address, rasa):
    headers, packed = load(address)
    assert headers["content-encoding"] == "gzip"
    assert len(packed) <= LARGEST
    assert b"import " not in gzip.decompress(packed)


def test_another_site_may_load_it_under_a_strict_policy(open_bare, rasa, answers):
    page = open_bare("<mag-dat></mag-dat>")
    rasa.answers["x"] = answers["ja"]
    page.get_by_role("button", name="Open Mag dat?").click()
    ask(page, "x")
    expect(page.locator(".vlag")).to_have_text("Ja")
    expect(page.locator(".paneel")).to_have_css("position", "fixed")


def test_a_script_that_is_loaded_twice_does_no_harm(open_bare, rasa, address):
    page = open_bare("<mag-dat mode='inline'></mag-dat>", more=f'<script src="{address}magdat.js" async></script>')
    ask(page, "x")
    expect(last(page)).to_contain_text("Ik hoorde: x")


def test_attributes_say_what_stands_in_it(open_bare, rasa, address):
    page = open_bare(
        f'<mag-dat mode="inline" title="Vraag het Els" company="Zorg Het Anker" greeting="Dag!" lang="nl"'
        f' logo="{address}img/logo.svg" starters="Mag dit? | Mag dat? |"></mag-dat>'
    )
    expect(page.get_by_role("heading", name="Vraag het Els")).to_be_visible()
    expect(page.locator(".kop-onder")).to_have_text("Sociale media bij Zorg Het Anker")
    expect(page.locator(".welkom-titel")).to_have_text("Dag!")
    assert page.locator("button.starter").all_text_contents() == ["Mag dit?", "Mag dat?"]
    assert page.locator("img.logo").evaluate("(e) => e.complete && e.naturalWidth > 0")
    assert page.locator("mag-dat").get_attribute("title") is None, "a browser would show it over the whole widget"


def test_attributes_that_change_are_followed_until_the_first_question(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline"></mag-dat>')
    page.evaluate("() => { const tag = document.querySelector('mag-dat'); tag.lang = 'fr'; tag.title = 'Question'; }")
    expect(page.get_by_role("heading", name="Question")).to_be_visible()
    page.get_by_label("Votre question").fill("x")
    page.keyboard.press("Enter")
    expect(last(page)).to_contain_text("Ik hoorde: x")
    page.evaluate("() => { document.querySelector('mag-dat').lang = 'en'; }")
    expect(last(page)).to_contain_text("Ik hoorde: x")


@pytest.mark.parametrize(("language", "label"), [("fr", "Votre question"), ("en", "Your question"), ("de", "Je vraag")])
def test_the_chrome_speaks_the_language_of_the_page(open_bare, rasa, language, label):
    page = open_bare(f'<div lang="{language}"><mag-dat mode="inline"></mag-dat></div>', locale="nl-BE")
    expect(page.get_by_label(label)).to_be_visible()


def test_every_language_has_the_same_sentences(open_page, rasa):
    page = open_page()
    kinds = page.evaluate(
        """async () => {
            const shape = (value) => typeof value === "object" && !Array.isArray(value)
                ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shape(each)])) : typeof value;
            const all = await Promise.all(["nl", "fr", "en"].map((name) => import(`/js/texts/${name}.js`)));
            return all.map((module) => JSON.stringify(shape(Object.values(module)[0])));
        }"""
    )
    assert len(set(kinds)) == 1


def test_colours_and_letters_are_the_companys(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline"></mag-dat>')
    page.evaluate(
        "() => { const style = document.querySelector('mag-dat').style;"
        " style.setProperty('--mag-dat-accent', 'rgb(120, 0, 60)'); style.setProperty('--mag-dat-font', 'serif'); }"
    )
    expect(page.locator(".kop")).to_have_css("background-color", "rgb(120, 0, 60)")
    expect(page.locator(".verstuur")).to_have_css("background-color", "rgb(120, 0, 60)")
    expect(page.locator(".paneel")).to_have_css("font-family", "serif")


@pytest.mark.parametrize(("position", "side"), [("left", "left"), ("right", "right"), ("", "right")])
def test_the_launcher_stands_on_either_side(open_bare, rasa, position, side):
    page = open_bare(f'<mag-dat position="{position}"></mag-dat>', width=1000)
    middle = page.locator(".starter-knop").bounding_box()
    assert (middle["x"] < 500) == (side == "left")
    page.locator(".starter-knop").click()
    assert (page.locator(".paneel").bounding_box()["x"] < 300) == (side == "left")


def test_a_page_opens_closes_asks_and_hears(open_bare, rasa, answers):
    page = open_bare("<mag-dat></mag-dat>")
    rasa.answers["mag dat?"] = answers["ja"]
    expect(page.locator(".paneel")).to_be_hidden()
    page.evaluate("() => document.querySelector('mag-dat').open()")
    expect(page.locator(".paneel")).to_be_visible()
    assert focused(page).startswith("Je vraag")
    page.evaluate("() => document.querySelector('mag-dat').close()")
    expect(page.locator(".paneel")).to_be_hidden()
    told = page.evaluate(
        """async () => {
            const heard = new Promise((resolve) => addEventListener("magdat-answer", (event) => resolve(event.detail)));
            const given = await document.querySelector("mag-dat").ask("mag dat?");
            return [given, await heard];
        }"""
    )
    assert told[0] == told[1]
    assert told[0]["question"] == "mag dat?"
    assert told[0]["custom"]["besluit"] == "ja"
    assert "Tijdens je pauze" in told[0]["text"]
    expect(page.locator(".paneel")).to_be_visible()


def test_asking_nothing_or_while_another_question_runs_is_refused(open_bare, rasa):
    page = open_bare("<mag-dat></mag-dat>")
    attempt = "(text) => document.querySelector('mag-dat').ask(text).then(() => 'ok', (error) => error.message)"
    assert page.evaluate(attempt, " ") == "ask: there is no question"
    rasa.hold.clear()
    page.evaluate("() => { document.querySelector('mag-dat').ask('traag').catch(() => {}); }")
    expect(page.locator(".wacht")).to_be_visible()
    assert page.evaluate(attempt, "nog een") == "busy"
    rasa.hold.set()


def test_what_comes_while_it_is_closed_is_counted(open_intranet, rasa):
    page = open_intranet()
    page.locator(".starter-knop").click()
    rasa.hold.clear()
    field(page).fill("x")
    field(page).press("Enter")
    expect(page.locator(".wacht")).to_be_visible()
    page.keyboard.press("Escape")
    rasa.hold.set()
    expect(page.locator(".aantal")).to_have_text("1")
    for _ in range(10):
        rasa.push("reply", {"text": "Nog iets.", "buttons": [], "custom": {}})
    expect(page.locator(".aantal")).to_have_text("9+")
    assert focused(page) == "Open Mag dat?, 11 nieuwe antwoorden"
    page.locator(".starter-knop").click()
    page.keyboard.press("Escape")
    expect(page.locator(".aantal")).to_be_hidden()
    assert focused(page) == "Open Mag dat?"


def test_the_intranets_token_goes_along_when_it_begins(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline"></mag-dat>')
    page.evaluate("() => { document.querySelector('mag-dat').jwt = async () => 'kop.lijf.teken'; }")
    ask(page, "x")
    assert rasa.begun == [{"jwt": "kop.lijf.teken"}]


def test_a_tag_that_is_moved_goes_on(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline"></mag-dat><div id="elders"></div>')
    ask(page, "een")
    page.evaluate("() => document.querySelector('#elders').append(document.querySelector('mag-dat'))")
    ask(page, "twee")
    expect(page.locator(".beurt.assistent")).to_have_count(2)
    assert len(rasa.conversations) == 1


def test_an_answer_can_be_copied_and_the_conversation_saved(open_page, rasa, answers):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    rasa.answers["mag ik?"] = answers["ja"]
    ask(page, "mag ik?")
    page.get_by_role("button", name="Kopieer").click()
    expect(page.locator(".kopieer")).to_have_text("Gekopieerd")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("[Ja]\n\nJa. Tijdens je pauze")
    assert "Artikel 3.1." in copied
    assert "https://intranet.delinde.example/sociale-media" in copied
    page.get_by_role("button", name="Meer mogelijkheden").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Bewaar als bestand").click()
    assert saved.value.suggested_filename.startswith("mag-dat-20")
    text = saved.value.path().read_text(encoding="utf-8")
    assert "mag ik?" in text
    assert copied in text
    expect(page.get_by_role("status")).to_have_text("Het gesprek is bewaard als bestand.")


def test_the_intranet_of_the_example_shows_the_answer_in_slack_and_teams(open_intranet, rasa, answers):
    page = open_intranet()
    expect(page.locator("[data-preview=slack] .verdict")).to_have_text("✅ Ja")
    rasa.answers["Mag ik foto's van het personeelsfeest delen?"] = answers["voorwaardelijk"]
    page.get_by_role("button", name="Mag ik feestfoto's delen?").click()
    settled(page)
    for name in ("slack", "teams"):
        preview = page.locator(f"[data-preview={name}]")
        expect(preview.locator(".verdict")).to_have_text("☑️ Onder voorwaarden")
        expect(preview).to_contain_text("als wie herkenbaar is")
        expect(preview.locator(".context")).to_have_text("Artikel 6.1.")
        expect(preview.locator(".actions li").first).to_have_text("Meer weten")
    assert {"Onder voorwaarden", "Mag ik foto's van het personeelsfeest delen?", "Raad"} <= read_aloud(page)
    expect(page.locator("#fragment")).to_contain_text("<mag-dat company=")
    expect(page.locator("#fragment")).to_contain_text("/magdat.js")

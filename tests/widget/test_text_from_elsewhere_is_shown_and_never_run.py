"""Whatever comes in, by hand or from the server, is text and nothing more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import expect
from using import answer, ask, bubbles, last, part

SINKS = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser", "new Function")
SINKS += ('setAttribute("style', 'createElement("style')

WIDGET = Path(__file__).resolve().parents[2] / "widget"


def test_markup_in_any_text_is_shown_and_never_run(page, rasa):
    attack = "<img src=x onerror=\"document.title='geraakt'\"><script>document.title='geraakt'</script>"
    kinds = ("besluit", "regel", "raad", "wet", "contact", "noot")
    more = [part(kind, f"{attack} meer {kind}") for kind in ("waarom", "raad", "wet", "contact", "regel", "noot")]
    rasa.answers[attack] = answer(
        *(part(kind, f"{attack} {kind}") for kind in kinds),
        more=more,
        besluit="ja",
        artikel=attack,
        bronnen=[{"naam": attack, "url": "https://example.org/"}],
        buttons=[{"title": attack, "payload": "/x"}],
    )
    ask(page, attack)
    card = page.locator("article.kaart")
    for kind in kinds:
        expect(card).to_contain_text(f"{attack} {kind}")
    for item in more:
        expect(card).to_contain_text(item["tekst"])
    expect(page.locator(".keuze")).to_have_text(attack)
    assert bubbles(page) == [attack]
    expect(page.locator(".gesprek img, .gesprek script")).to_have_count(0)
    expect(page).to_have_title("Mag dat? Vragen over sociale media op het werk")


def test_only_web_and_mail_addresses_become_links(page, rasa):
    urls = [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "/plaatselijk",
        "https://example.org/a",
        "mailto:a@b.be",
    ]
    rasa.answers["x"] = answer(
        part("besluit", "Zie javascript:alert(1)."), bronnen=[{"naam": url, "url": url} for url in urls]
    )
    ask(page, "x")
    page.locator("summary").click()
    links = page.locator(".gesprek a")
    assert [link.get_attribute("href") for link in links.all()] == ["https://example.org/a", "mailto:a@b.be"]
    expect(links.first).to_have_attribute("rel", "noopener noreferrer")


def test_messages_of_an_odd_shape_do_no_harm(page, rasa):
    odd: list[Any] = [
        {"text": 5},
        {"custom": {"delen": [None, 3, {"soort": "raad"}], "bronnen": "x", "gevallen": 7, "besluit": 4, "meer": 5}},
        {"buttons": [None, {"title": 3}, "x"]},
        {"text": "", "custom": "x"},
    ]
    rasa.answers["x"] = [*odd, {"text": "Gewoon."}]
    ask(page, "x")
    expect(last(page).locator(".ballon")).to_have_text("Gewoon.")
    rasa.push("reply", None)  # type: ignore[arg-type]
    rasa.push("onbekend", {"answers": 3})
    ask(page, "y")
    expect(last(page)).to_contain_text("Ik hoorde: y")


def test_the_code_never_makes_markup_out_of_text():
    for path in WIDGET.rglob("*.js"):
        source = path.read_text(encoding="utf-8")
        for name in SINKS:
            assert name not in source, f"{path.name}: {name}"


def test_text_that_runs_from_right_to_left_leaves_what_is_around_it_where_it_is(page, rasa):
    arabic, override = "هل يُسمح بذلك؟", "\u202egnitset\u202c"
    rasa.answers[arabic] = answer(
        part("besluit", f"{override} gewoon"),
        buttons=[{"title": arabic, "payload": "/x"}],
        bronnen=[{"naam": override}],
    )
    ask(page, arabic)
    own = page.locator(".eigen .ballon bdi")
    assert own.evaluate("(e) => getComputedStyle(e).direction") == "rtl"
    assert page.locator(".gesprek").evaluate("(e) => getComputedStyle(e).direction") == "ltr"
    for name in (".keuze bdi", ".vouw.bron bdi"):
        assert page.locator(name).evaluate("(e) => getComputedStyle(e).unicodeBidi") == "isolate"


def test_nothing_comes_from_another_place(open_page, rasa, address):
    page = open_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.reload()
    ask(page, "hallo")
    assert len(seen) > 4
    assert [url for url in seen if not url.startswith((address, f"{rasa.url}/webhooks/widget/"))] == []

"""Small and large, light and dark, moving and still."""

from __future__ import annotations

import pytest
from demo_page import ask, field, settled
from playwright.sync_api import expect

CONTRAST = """() => {
    const channels = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return [n[0], n[1], n[2], n[3] ?? 1]; };
    const light = ([r, g, b]) => {
        const [x, y, z] = [r, g, b].map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const ground = (node) => {
        for (; node; node = node.parentElement) {
            const colour = channels(getComputedStyle(node).backgroundColor);
            if (colour[3] === 1) return colour;
        }
        return [255, 255, 255, 1];
    };
    const poor = [];
    let count = 0;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const node = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !node.checkVisibility() || node.closest("script, noscript")) continue;
        count += 1;
        const [a, b] = [light(channels(getComputedStyle(node).color)), light(ground(node))].sort((p, q) => q - p);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${node.className} ${texts.currentNode.data.slice(0, 30)}`);
    }
    return { poor, count };
}"""


MANY = ("ja", "nee", "niet_geregeld", "niet_verboden", "hangt_af", "pesten", "onzeker", "gevaar", "verduidelijking")


@pytest.mark.parametrize(("width", "height"), [(320, 568), (375, 740), (768, 1024), (1280, 800), (640, 320)])
def test_nothing_has_to_be_scrolled_sideways(open_page, rasa, answers, width, height):
    page = open_page(width=width, height=height)
    wide = "() => [...document.querySelectorAll('html, .rol')].map((e) => e.scrollWidth - e.clientWidth)"
    assert page.evaluate(wide) == [0, 0]
    rasa.answers = {name: answers[name] for name in MANY}
    for question in (*MANY, "w" * 300):
        ask(page, question)
    page.evaluate("() => document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    rasa.stop()
    ask(page, "weg")
    assert page.evaluate(wide) == [0, 0]
    field(page).scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Verstuur")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Privacy")).to_be_visible()
    expect(page.get_by_role("button", name="Nieuw gesprek")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_all_text_has_enough_contrast(open_page, rasa, answers, scheme, width):
    page = open_page(width=width, color_scheme=scheme)
    assert page.evaluate(CONTRAST)["poor"] == []
    rasa.answers = {name: answers[name] for name in MANY}
    for name in rasa.answers:
        ask(page, name)
    page.evaluate("() => document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    rasa.stop()
    ask(page, "weg")
    field(page).fill("a" * 1001)
    field(page).press("Enter")
    measured = page.evaluate(CONTRAST)
    assert measured["poor"] == []
    assert measured["count"] > 60


def test_dark_is_dark(open_page):
    colours = [
        open_page(color_scheme=scheme).evaluate("() => getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]
    light, dark = (sum(int(part) for part in colour[4:-1].split(",")) for colour in colours)
    assert light > 600 > 150 > dark


@pytest.mark.parametrize(("wish", "moving"), [("reduce", 0), ("no-preference", 3)])
def test_nothing_moves_for_who_wants_no_motion(open_page, rasa, wish, moving):
    page = open_page(reduced_motion=wish)
    rasa.hold.clear()
    field(page).fill("x")
    field(page).press("Enter")
    expect(page.locator(".punt")).to_have_count(3)
    running = "() => document.getAnimations().filter((a) => a.effect.getTiming().iterations === Infinity).length"
    assert page.evaluate(running) == moving
    if wish == "reduce":
        assert page.evaluate("() => document.getAnimations().length") == 0
    rasa.hold.set()
    settled(page)  # nothing may be on its way when the next test counts what comes in

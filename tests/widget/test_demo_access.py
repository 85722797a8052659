"""The demo page for everyone: keyboard, screen reader, small and large screens, light and dark."""

from __future__ import annotations

import pytest
from demo_page import STARTERS, ask, bubbles, field, settled
from playwright.sync_api import Page, expect

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


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until the button or field of this name has the focus."""
    for _ in range(30):
        page.keyboard.press(key)
        if (
            page.evaluate("() => (document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
            == name
        ):
            return
    raise AssertionError(f"Tab never reaches «{name}»")


class TestKeyboard:
    def test_a_whole_conversation_goes_without_a_mouse(self, page, rasa, answers):
        rasa.answers[STARTERS[0]] = answers["verduidelijking"]
        tab_to(page, STARTERS[0])
        page.keyboard.press("Enter")
        settled(page)
        expect(page.locator(".beurt.assistent").last).to_be_focused()
        tab_to(page, "Een bericht als bewijs")
        page.keyboard.press("Space")
        settled(page)
        tab_to(page, "Je vraag over sociale media op het werk")
        page.keyboard.type("en op de bus?")
        page.keyboard.press("Enter")
        settled(page)
        expect(field(page)).to_be_focused()
        tab_to(page, "Nieuw gesprek", "Shift+Tab")
        page.keyboard.press("Enter")
        assert rasa.messages == [STARTERS[0], "/bewijs", "en op de bus?"]
        expect(page.locator("#gesprek > *")).to_have_count(0)

    def test_the_first_tab_skips_to_the_question(self, page):
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Naar het invoerveld")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(field(page)).to_be_focused()

    def test_shift_enter_makes_a_new_line(self, page, rasa):
        field(page).focus()
        page.keyboard.type("een")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("twee")
        assert rasa.messages == []
        page.keyboard.press("Enter")
        settled(page)
        assert rasa.messages == ["een\ntwee"]
        assert bubbles(page) == ["een\ntwee"]

    def test_enter_that_ends_a_composed_character_sends_nothing(self, page, rasa):
        field(page).fill("ré")
        field(page).dispatch_event("keydown", {"key": "Enter", "isComposing": True})
        expect(page.locator(".eigen")).to_have_count(0)
        expect(field(page)).to_have_value("ré")
        assert rasa.messages == []

    def test_everything_that_can_be_pressed_shows_its_focus(self, page, rasa, answers):
        rasa.answers["x"] = answers["ja"]
        ask(page, "x")
        page.locator("body").press("Tab")
        seen = set()
        for _ in range(14):
            page.keyboard.press("Tab")
            style = page.evaluate(
                "() => { const e = document.activeElement, s = getComputedStyle(e);"
                " return [e.id || e.className || e.tagName, s.outlineStyle, parseFloat(s.outlineWidth)]; }"
            )
            if style[0] != "BODY":
                seen.add(style[0])
                assert style[1] != "none", style
                assert style[2] >= 2, style
        assert {"vraag", "verstuur", "privacy", "wis", "keuze", "SUMMARY"} <= seen

    def test_a_failure_can_be_retried_from_the_keyboard(self, page, rasa):
        rasa.stop()
        ask(page, "x")
        rasa.start()
        tab_to(page, "Probeer opnieuw", "Shift+Tab")
        page.keyboard.press("Enter")
        settled(page)
        assert rasa.messages == ["x"]
        expect(page.locator(".beurt.assistent").last).to_be_focused()


class TestScreenReader:
    def test_the_page_speaks_belgian_dutch_and_says_what_it_is(self, page):
        expect(page.locator("html")).to_have_attribute("lang", "nl-BE")
        expect(page.get_by_role("heading", level=1)).to_have_text("Mag dat?")
        expect(page.get_by_text("Vragen over sociale media op het werk", exact=True)).to_be_visible()
        expect(page.get_by_text("Automatische assistent · geen juridisch advies")).to_be_visible()

    def test_new_messages_are_announced_politely(self, page, rasa):
        log = page.get_by_role("log")
        expect(log).to_have_attribute("aria-live", "polite")
        ask(page, "x")
        expect(log).to_contain_text("Jij: x")
        expect(log).to_contain_text("Mag dat? antwoordt:")
        rasa.stop()
        ask(page, "y")
        expect(log).to_contain_text("Ik kan de assistent niet bereiken.")

    def test_every_control_has_a_name(self, page, rasa, answers):
        rasa.answers["x"] = answers["ja"]
        ask(page, "x")
        nameless = page.evaluate(
            "() => [...document.querySelectorAll('button, a, summary, textarea, [role=log], [role=region]')]"
            ".filter((e) => !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).map((e) => e.outerHTML)"
        )
        assert nameless == []
        expect(page.locator("svg:not([aria-hidden=true])")).to_have_count(0)


class TestScreens:
    @pytest.mark.parametrize(("width", "height"), [(320, 568), (375, 740), (768, 1024), (1280, 800), (640, 320)])
    def test_nothing_has_to_be_scrolled_sideways(self, open_page, rasa, answers, width, height):
        page = open_page(width=width, height=height)
        wide = "() => [...document.querySelectorAll('html, .rol')].map((e) => e.scrollWidth - e.clientWidth)"
        assert page.evaluate(wide) == [0, 0]
        rasa.answers = {"ja": answers["ja"], "af": answers["hangt_af"], "wat": answers["verduidelijking"]}
        for question in ("ja", "af", "wat", "w" * 300):
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
    def test_all_text_has_enough_contrast(self, open_page, rasa, answers, scheme, width):
        page = open_page(width=width, color_scheme=scheme)
        assert page.evaluate(CONTRAST)["poor"] == []
        rasa.answers = {name: answers[name] for name in ("ja", "hangt_af", "onzeker", "gevaar", "verduidelijking")}
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

    def test_dark_is_dark(self, open_page):
        colours = [
            open_page(color_scheme=scheme).evaluate("() => getComputedStyle(document.body).backgroundColor")
            for scheme in ("light", "dark")
        ]
        light, dark = (sum(int(part) for part in colour[4:-1].split(",")) for colour in colours)
        assert light > 600 > 150 > dark

    @pytest.mark.parametrize(("wish", "moving"), [("reduce", 0), ("no-preference", 3)])
    def test_nothing_moves_for_who_wants_no_motion(self, open_page, rasa, wish, moving):
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

"""Small and large, light and dark, moving and still, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from using import answer, ask, field, last, part, settled, typed, unfold

MANY = ("ja", "nee", "niet_geregeld", "niet_verboden", "hangt_af", "pesten", "onzeker", "gevaar", "verduidelijking")
WIDE = """() => [document.documentElement, document.querySelector('mag-dat').shadowRoot.querySelector('.rol')]
    .map((e) => e.scrollWidth - e.clientWidth)"""


@pytest.mark.parametrize(
    ("width", "height"), [(320, 568), (375, 740), (768, 1024), (1280, 800), (640, 320), (640, 400), (320, 200)]
)
def test_nothing_has_to_be_scrolled_sideways(open_page, rasa, answers, width, height):
    """The last two are 1280 × 800 at 200 % and at 400 % zoom."""
    page = open_page(width=width, height=height)
    assert page.evaluate(WIDE) == [0, 0]
    rasa.answers = {name: answers[name] for name in MANY}
    for question in (*MANY, "w" * 300):
        ask(page, question)
    unfold(page)
    rasa.fault = "Dat lukte niet."
    ask(page, "weg")
    page.get_by_role("button", name="Meer mogelijkheden").click()
    assert page.evaluate(WIDE) == [0, 0]
    field(page).scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Verstuur")).to_be_in_viewport()


@pytest.mark.parametrize("where", ["open_page", "open_intranet"])
def test_at_400_percent_zoom_each_answer_begins_in_view(request, rasa, answers, where):
    """Of 1280 × 1024 there is then too little height for a frame in which the messages alone scroll."""
    page = request.getfixturevalue(where)(width=320, height=256)
    rasa.answers = {"eerst": answers["hangt_af"], "x": answers["nee"]}
    if where == "open_intranet":
        page.locator(".starter-knop").click()
    ask(page, "eerst")
    for _ in range(2):
        ask(page, "x")
        expect(page.locator(".vlag").last).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [375, 390])
def test_what_else_there_is_fits_on_one_line_of_a_phone(open_page, rasa, width):
    page = open_page(width=width, height=740)
    page.get_by_role("button", name="Meer mogelijkheden").click()
    assert len({round(button.bounding_box()["y"]) for button in page.locator(".menu-keuzes button").all()}) == 1


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (1280, 800)])
def test_nor_on_the_intranet(open_intranet, rasa, width, height):
    page = open_intranet(width=width, height=height)
    expect(page.locator("[data-preview=slack] .verdict")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    page.locator(".starter-knop").click()
    assert page.evaluate(WIDE)[1] == 0
    expect(page.get_by_role("button", name="Sluit")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Verstuur")).to_be_in_viewport()


@pytest.mark.parametrize("name", ["ja", "nee", "voorwaardelijk", "pesten", "verduidelijking"])
@pytest.mark.parametrize("where", ["open_page", "open_intranet"])
def test_with_a_phones_keyboard_the_newest_answer_and_the_field_are_in_view(request, rasa, answers, where, name):
    page = request.getfixturevalue(where)(width=390, height=508)
    rasa.answers = {"eerst": answers["hangt_af"], "x": answers[name]}
    if where == "open_intranet":
        page.locator(".starter-knop").click()
    ask(page, "eerst")
    ask(page, "x")
    expect(field(page)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Verstuur")).to_be_in_viewport(ratio=1)
    begin = last(page).locator(".vlag, .ballon p").first
    expect(begin).to_be_in_viewport(ratio=1)
    text = last(page).locator(".kern p, .kern li, .ballon p").first
    expect(text).to_be_in_viewport(ratio=0.95)
    field_top = field(page).bounding_box()["y"]
    box = text.bounding_box()
    assert box["y"] + min(box["height"], 150) <= field_top, "under the field nobody reads it"


def test_a_panel_that_floats_keeps_within_what_the_keyboard_leaves(open_intranet, rasa):
    page = open_intranet(width=390, height=844)
    page.locator(".starter-knop").click()
    page.set_viewport_size({"width": 390, "height": 508})
    expect(field(page)).to_be_in_viewport(ratio=1)
    assert page.locator(".paneel").bounding_box()["height"] == 508


def test_a_page_with_small_letters_does_not_make_the_widget_small(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline"></mag-dat>')
    plain = field(page).evaluate("(e) => getComputedStyle(e).fontSize")
    page.evaluate("() => { document.documentElement.style.fontSize = '8px'; document.body.style.color = 'red'; }")
    assert field(page).evaluate("(e) => getComputedStyle(e).fontSize") == plain == "16px"
    assert page.locator(".welkom-titel").evaluate("(e) => getComputedStyle(e).color") != "rgb(255, 0, 0)"


@pytest.mark.parametrize(("theme", "scheme", "dark"), [("auto", "dark", 1), ("auto", "light", 0), ("dark", "light", 1)])
def test_dark_is_dark_and_the_page_may_choose(open_bare, rasa, theme, scheme, dark):
    page = open_bare(f'<mag-dat mode="inline" theme="{theme}"></mag-dat>', color_scheme=scheme)
    colour = page.locator(".paneel").evaluate("(e) => getComputedStyle(e).backgroundColor")
    light = sum(int(piece) for piece in colour[4:-1].split(","))
    assert light < 150 if dark else light > 600


@pytest.mark.parametrize(("wish", "moving"), [("reduce", 0), ("no-preference", 3)])
def test_nothing_moves_for_who_wants_no_motion(open_page, rasa, wish, moving):
    page = open_page(reduced_motion=wish)
    rasa.hold.clear()
    typed(page, "x")
    expect(page.locator(".punt")).to_have_count(3)
    count = page.locator(".punt").evaluate_all("(all) => all.flatMap((e) => e.getAnimations()).length")
    assert count == moving
    rasa.hold.set()
    settled(page)


def test_forced_colours_leave_every_edge_visible(open_page, rasa, answers):
    page = open_page(forced_colors="active")
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    for name in (".vlag", ".verstuur", ".keuze", ".eigen .ballon"):
        style = page.locator(name).first.evaluate("(e) => getComputedStyle(e).borderTopStyle")
        assert style == "solid", name


def test_on_paper_everything_is_unfolded_and_nothing_is_left_to_press(open_page, rasa, answers):
    page = open_page()
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".vouw.raad .deel-tekst")).to_be_visible()
    expect(page.locator(".invoer")).to_be_hidden()
    expect(page.locator(".keuzes")).to_be_hidden()
    assert page.locator(".rol").evaluate("(e) => e.scrollHeight - e.clientHeight") == 0
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator(".vouw.raad .deel-tekst")).to_be_hidden()


def test_paper_is_white_also_where_the_site_is_dark(open_bare, rasa, answers):
    page = open_bare('<mag-dat mode="inline" theme="dark"></mag-dat>')
    for name, colour in {"text": "#eee", "surface": "#222", "link": "#8cf"}.items():
        page.locator("mag-dat").evaluate(f"(e) => e.style.setProperty('--mag-dat-{name}', '{colour}')")
    rasa.answers["x"] = answers["pesten"]
    ask(page, "x")
    page.emulate_media(media="print")
    for name in (".kaart p", ".kaart a", ".vouw summary span", ".onder time"):
        colour = page.locator(name).first.evaluate("(e) => getComputedStyle(e).color")
        assert max(int(piece) for piece in colour[4:-1].split(",")) < 150, (name, colour)
    own, head = page.locator(".eigen bdi").bounding_box(), page.locator(".kop-titel").bounding_box()
    assert own["x"] <= head["x"], "what is asked begins where lines begin"


def test_very_long_words_break(open_page, rasa):
    page = open_page(width=320, height=568)
    rasa.answers["x"] = answer(
        part("besluit", "a" * 400),
        part("contact", "b" * 300 + "@example.org"),
        more=[part("raad", "c" * 300)],
        buttons=[{"title": "d" * 200, "payload": "/d"}],
        bronnen=[{"naam": "e" * 300, "url": "https://example.org/" + "f" * 300}],
    )
    ask(page, "x")
    unfold(page)
    assert page.evaluate(WIDE) == [0, 0]


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 508), (1280, 800)])
def test_a_long_message_of_ones_own_is_folded_and_can_be_shown(open_page, rasa, width, height):
    page = open_page(width=width, height=height)
    text = "Mag ik dit? " + "Dit is er allemaal gebeurd. " * 70
    page.evaluate("(text) => { document.querySelector('mag-dat').ask(text); }", text)
    settled(page)
    own = page.locator(".eigen .ballon")
    folded = own.bounding_box()
    assert folded is not None
    assert folded["height"] < height / 2
    expect(last(page)).to_be_in_viewport()
    assert text.strip() in (own.text_content() or "")
    page.get_by_role("button", name="Toon alles").press("Enter")
    shown = own.bounding_box()
    assert shown is not None
    assert shown["height"] > folded["height"]
    expect(page.get_by_role("button", name="Toon minder")).to_be_focused()
    page.get_by_role("button", name="Toon minder").click()
    assert own.bounding_box()["height"] == folded["height"]
    assert page.evaluate(WIDE) == [0, 0]


def test_a_short_message_is_not_folded(page, rasa):
    ask(page, "Mag ik dit?")
    expect(page.get_by_role("button", name="Toon alles")).to_have_count(0)


def test_an_answer_that_just_fits_hides_nothing_of_its_question(open_page, rasa, answers):
    page = open_page()
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    needed = page.locator(".rol").evaluate("""(rol) => {
        const [own, turn] = rol.querySelectorAll(".beurt");
        return turn.offsetTop + turn.offsetHeight - own.offsetTop + innerHeight - rol.clientHeight;
    }""")
    page.set_viewport_size({"width": 1280, "height": needed + 2})
    ask(page, "x")
    expect(page.locator(".eigen .ballon").last).to_be_in_viewport(ratio=1)

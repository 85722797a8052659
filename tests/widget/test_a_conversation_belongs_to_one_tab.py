"""Who talks: a token of the tab, as long as it is open; texts stay on the page unless it asks to keep them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from using import ask, bubbles, erase, last, settled, told_that_it_arrived, typed, until

STORED = "() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])"


def test_a_conversation_goes_on_after_a_reload_under_a_new_token(page, rasa):
    ask(page, "een geheime vraag")
    assert "geheime" not in page.evaluate(STORED)
    assert page.evaluate("() => [localStorage.length, document.cookie]") == [0, ""]
    page.reload()
    expect(page.get_by_text("Je gesprek van daarnet loopt verder")).to_be_visible()
    ask(page, "twee")
    assert len(rasa.conversations) == 1
    assert [bool(body.get("token")) for body in rasa.begun] == [False, True]
    assert len(rasa.tokens) == 1
    assert bubbles(page) == ["twee"]


def test_it_goes_on_where_the_page_before_is_slow_to_leave(open_page, rasa):
    page = open_page()
    ask(page, "een")
    name = page.evaluate(
        "() => { const [[key, kept]] = Object.entries(sessionStorage); return `${key}:${JSON.parse(kept).tab}`; }"
    )
    busy = open_page()
    busy.evaluate(
        """(name) => void navigator.locks.request(name, () => new Promise((left) => setTimeout(left, 1_500)))""", name
    )
    page.reload()
    expect(page.get_by_text("Je gesprek van daarnet loopt verder")).to_be_visible()
    ask(page, "twee")
    assert len(rasa.conversations) == 1


def test_nothing_is_asked_of_the_server_before_the_first_question(page, rasa):
    expect(page.locator(".welkom")).to_be_visible()
    expect(page.get_by_text("Je gesprek van daarnet loopt verder")).to_be_hidden()
    assert rasa.begun == []


def test_two_tabs_are_two_conversations(open_page, rasa):
    ask(open_page(), "een")
    ask(open_page(), "twee")
    assert len(rasa.conversations) == 2


def test_a_duplicated_tab_is_a_conversation_of_its_own(open_page, rasa):
    one = open_page()
    ask(one, "een")
    with one.context.expect_page() as other:
        one.evaluate("() => window.open(location.href)")  # a tab that is opened so gets a copy of what this one keeps
    two = other.value
    assert two.evaluate("() => sessionStorage.length") == 1
    expect(two.get_by_text("Je gesprek van daarnet loopt verder")).to_be_hidden()
    ask(two, "twee")
    two.close()
    ask(one, "drie")
    assert [rasa.conversations.index(conversation) for conversation, _ in rasa.handled] == [0, 1, 0]


def test_a_site_that_changes_pages_by_script_goes_on_with_it(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline"></mag-dat>')
    ask(page, "een")
    page.evaluate(
        """() => {
            const next = document.createElement("mag-dat");
            next.setAttribute("mode", "inline");
            document.querySelector("mag-dat").replaceWith(next);
        }"""
    )
    expect(page.get_by_text("Je gesprek van daarnet loopt verder")).to_be_visible()
    ask(page, "twee")
    assert len(rasa.conversations) == 1
    erase(page)
    expect(page.get_by_text("Je gesprek is gewist.").first).to_be_visible()
    assert rasa.erased == [rasa.conversations[0]]


NEXT = """({ restores }) => {
    const [before, next] = [document.querySelector("mag-dat"), document.createElement("mag-dat")];
    next.setAttribute("mode", "inline");
    next.toggleAttribute("restore", restores);
    window.before ??= before;
    before.replaceWith(next);
}"""


@pytest.mark.parametrize("erases", [False, True])
def test_the_tag_before_takes_nothing_of_the_next_one_away_and_brings_nothing_back(open_bare, rasa, erases):
    page = open_bare('<mag-dat mode="inline" restore></mag-dat>', own=True)
    page.clock.install()
    rasa.hold.clear()
    typed(page, "een geheime vraag")
    expect(page.locator(".wacht")).to_have_count(1)
    page.evaluate(NEXT, {"restores": True})
    expect(page.locator(".wacht")).to_have_count(1)
    rasa.hold.set()
    settled(page)
    if erases:
        erase(page)
        expect(page.get_by_role("status")).to_have_text("Je gesprek is gewist.")
    ask(page, "twee")
    page.clock.fast_forward(46_000)
    ask(page, "drie")
    assert ("geheime" in page.evaluate(STORED)) is not erases
    page.evaluate("() => window.before.ask('vier', { open: false }).catch(() => {})")
    page.reload()
    expect(page.locator(".beurt.eigen").last).to_contain_text("drie")
    assert bubbles(page) == [*([] if erases else ["een geheime vraag"]), "twee", "drie"]


def test_a_tag_that_comes_back_after_another_one_goes_on_too(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline" restore></mag-dat>')
    ask(page, "een")
    page.evaluate(NEXT, {"restores": True})
    ask(page, "twee")
    page.evaluate("() => document.querySelector('mag-dat').replaceWith(window.before)")
    ask(page, "drie")
    assert bubbles(page) == ["een", "twee", "drie"]
    assert len(rasa.conversations) == 1


def test_a_tag_that_is_gone_sends_nothing_again_once_another_goes_on(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline"></mag-dat>', own=True)
    page.clock.install()
    ask(page, "een")
    rasa.refusals = [(429, {"wait": 5})]
    with told_that_it_arrived(page):
        typed(page, "twee")
    page.evaluate(NEXT, {"restores": False})
    expect(page.get_by_text("Je gesprek van daarnet loopt verder")).to_be_visible()
    page.clock.fast_forward(6_000)
    ask(page, "drie")
    assert rasa.messages == ["een", "drie"]


def test_a_tag_that_is_gone_hears_nothing_in_place_of_the_next_one(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline"></mag-dat>', own=True)
    page.clock.install()
    ask(page, "een")
    rasa.refusals = [(429, {"wait": 5})]
    with told_that_it_arrived(page):
        typed(page, "twee")
    page.evaluate("() => { window.before = document.querySelector('mag-dat'); window.before.remove(); }")
    heard: list[str] = []
    page.on("request", lambda request: heard.append(request.url) if request.url.endswith("/events") else None)
    page.clock.fast_forward(6_000)
    until(page, lambda: rasa.messages == ["een", "twee"])
    until(page, lambda: [event for _, event, _ in rasa.conversations[0].events].count("done") == 2)
    rasa.push("reply", {"text": "Van HR.", "buttons": [], "custom": {}, "answers": None, "letter": "brief-1"})
    page.clock.fast_forward(46_000)
    page.wait_for_function("() => window.before.shadowRoot.querySelector('.storing')")
    assert heard == []
    page.evaluate(
        """() => {
            const next = document.createElement("mag-dat");
            next.setAttribute("mode", "inline");
            document.querySelector("main").append(next);
        }"""
    )
    expect(last(page)).to_contain_text("Van HR.")


def test_a_page_may_ask_to_show_the_texts_again_after_a_reload(open_bare, rasa, answers):
    page = open_bare('<mag-dat mode="inline" restore></mag-dat>')
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    page.reload()
    expect(page.locator("article.kaart .vlag")).to_contain_text("Ja")
    assert bubbles(page) == ["x"]
    page.get_by_role("button", name="Hoe lang per dag is nog oké?").click()
    settled(page)
    assert rasa.messages == ["x", '/gebruik_werkuren{"deelvraag": "hoe_lang"}']
    assert len(rasa.conversations) == 1
    erase(page)
    page.reload()
    expect(page.locator(".welkom")).to_be_visible()


def test_a_question_that_is_on_its_way_is_still_there_after_a_reload(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline" restore></mag-dat>')
    rasa.hold.clear()
    typed(page, "traag")
    expect(page.locator(".wacht")).to_have_count(1)
    page.reload()
    expect(page.locator(".wacht")).to_have_count(1)
    rasa.hold.set()
    settled(page)
    expect(last(page)).to_contain_text("Ik hoorde: traag")
    assert (bubbles(page), rasa.messages) == (["traag"], ["traag"])
    rasa.fault = "Dat lukte niet."
    ask(page, "stuk")
    page.reload()
    expect(last(page)).to_contain_text("Ik hoorde: traag")
    assert bubbles(page) == ["traag"], "what failed is over"


def test_a_reply_to_a_question_of_before_the_reload_is_not_lost(page, rasa):
    rasa.hold.clear()
    typed(page, "traag")
    expect(page.locator(".wacht")).to_have_count(1)
    page.reload()
    expect(page.locator(".welkom")).to_be_visible()
    rasa.hold.set()
    expect(last(page)).to_contain_text("Ik hoorde: traag")


def test_an_old_token_that_is_no_longer_good_begins_a_new_conversation(page, rasa):
    ask(page, "een")
    rasa.lose_tokens()
    ask(page, "twee")
    expect(last(page)).to_contain_text("Ik hoorde: twee")
    assert len(rasa.conversations) == 2
    assert rasa.messages == ["een", "twee"]


HOUR = 3_600


def later(page: Page, seconds: float) -> None:
    """Let the page think that it is so much later, as one that slept; nothing that waits goes off."""
    page.clock.set_system_time(page.evaluate("() => Date.now()") / 1_000 + seconds)


@pytest.mark.parametrize("broken", [False, True])
def test_a_token_that_gets_old_is_renewed_while_it_is_still_good(open_page, rasa, broken):
    page = open_page(own=True)
    page.clock.install()
    ask(page, "een")
    for hours in (5, 2):
        later(page, hours * HOUR)
        if broken:
            opened = rasa.streams
            rasa.break_streams()
            until(page, lambda before=opened: rasa.streams > before)
        else:
            rasa.push("typing", {"answers": "x"})
            page.wait_for_timeout(300)
        assert len(rasa.begun) == (1 if hours == 5 else 2)
    ask(page, "twee")
    assert len(rasa.conversations) == 1
    expect(page.locator(".voorbij")).to_have_count(0)


def test_a_renewal_that_fails_ends_nothing_and_is_tried_again_later(open_page, rasa):
    page = open_page(own=True)
    page.clock.install()
    ask(page, "een")
    rasa.refuse_to_begin = [(401, {"fout": "Je aanmelding op het intranet is niet geldig."})]
    for minutes in (7 * 60, 5, 6):
        later(page, minutes * 60)
        rasa.push("typing", {"answers": "x"})
        page.wait_for_timeout(300)
    assert (len(rasa.begun), rasa.refuse_to_begin) == (2, [])
    ask(page, "twee")
    assert len(rasa.conversations) == 1


@pytest.mark.parametrize("asks", [False, True])
def test_a_conversation_that_ended_is_said_to_be_over_and_its_choices_do_nothing_any_more(page, rasa, answers, asks):
    rasa.answers["x"] = answers["verduidelijking"]
    ask(page, "x")
    if asks:
        rasa.hold.clear()
        rasa.tokens.clear()
        typed(page, "nieuw")  # while the stream of before is still open
    else:
        rasa.lose_tokens()
    expect(page.locator(".voorbij")).to_contain_text("Het gesprek hierboven is voorbij.")
    expect(page.get_by_role("status")).to_contain_text("Het gesprek hierboven is voorbij.")
    expect(page.locator(".keuze:enabled")).to_have_count(0)
    if not asks:
        return
    expect(page.locator(".voorbij + .beurt.eigen")).to_contain_text("nieuw")
    rasa.fault = "Dat lukte niet."
    rasa.hold.set()
    settled(page)
    expect(page.locator(".storing")).to_be_visible()
    expect(page.locator(".keuze:enabled")).to_have_count(0)


def test_where_nothing_was_said_nothing_is_over(page, rasa):
    ask(page, "een")
    page.goto("about:blank")
    rasa.lose_tokens()
    page.go_back()
    ask(page, "twee")
    assert len(rasa.conversations) == 2
    expect(page.locator(".voorbij")).to_have_count(0)

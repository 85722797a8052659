"""Erasing a conversation: what goes, from where, and what is said where it could not go."""

from __future__ import annotations

import threading

import pytest
from playwright.sync_api import expect
from using import ask, bubbles, erase, field, last, typed, until

STORED = "() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])"


def test_erasing_empties_page_and_tab_and_begins_anew(page, rasa):
    ask(page, "een")
    erase(page)
    expect(page.locator(".gesprek > *")).to_have_count(0)
    expect(page.locator(".welkom")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Je gesprek is gewist.")
    expect(field(page)).to_be_focused()
    assert rasa.erased == [rasa.conversations[0]]
    ask(page, "twee")
    assert len(rasa.conversations) == 2
    assert "token" not in rasa.begun[-1]


def test_erasing_can_be_thought_better_of(page, rasa):
    ask(page, "een")
    page.get_by_role("button", name="Meer mogelijkheden").click()
    page.get_by_role("button", name="Wis gesprek").click()
    page.get_by_role("button", name="Behoud").click()
    assert bubbles(page) == ["een"]
    assert rasa.erased == []


def test_erasing_without_a_server_says_what_is_not_erased(page, rasa):
    ask(page, "een")
    rasa.stop()
    erase(page)
    expect(page.get_by_role("status")).to_contain_text("De assistent kon ik niet bereiken")
    expect(page.locator(".gesprek > *")).to_have_count(0)


@pytest.mark.parametrize(("erases", "told"), [(True, "Je gesprek is gewist."), (False, "Je kunt het straks nog eens")])
def test_what_came_of_erasing_is_seen_too_and_not_only_read_aloud(page, rasa, erases, told):
    ask(page, "een")
    rasa.erases = erases
    erase(page)
    expect(page.locator(".welkom").get_by_text(told)).to_be_visible()


def test_a_server_that_cannot_erase_is_not_said_to_have_erased(page, rasa):
    ask(page, "een")
    rasa.erases = False
    erase(page)
    expect(page.get_by_role("status")).to_contain_text("wat die nog weet, vervalt vanzelf")
    expect(page.locator(".gesprek > *")).to_have_count(0)


def test_what_could_not_be_erased_is_erased_the_next_time(page, rasa):
    ask(page, "een")
    rasa.erases = False
    erase(page)
    expect(page.get_by_role("status")).to_contain_text("Je kunt het straks nog eens wissen.")
    rasa.erases = True
    ask(page, "twee")
    assert "token" not in rasa.begun[-1], "nobody goes on with what was to be erased"
    erase(page)
    expect(page.get_by_role("status")).to_have_text("Je gesprek is gewist.")
    assert sorted(map(rasa.conversations.index, rasa.erased)) == [0, 1]


def test_an_earlier_one_that_cannot_be_erased_holds_up_nothing_and_is_named(page, rasa):
    ask(page, "een")
    rasa.erases = False
    erase(page)
    expect(page.get_by_role("status")).to_contain_text("Je kunt het straks nog eens wissen.")
    ask(page, "twee")
    rasa.erases, rasa.keeps = True, rasa.conversations[:1]
    erase(page)
    expect(page.get_by_role("status")).to_have_text(
        "Je gesprek is gewist. Een vorig gesprek kon de assistent nog niet wissen: wat die nog weet, vervalt vanzelf. "
        "Je kunt het straks nog eens wissen."
    )
    assert rasa.erased == [rasa.conversations[1]]
    rasa.keeps = []
    erase(page)
    expect(page.get_by_role("status")).to_have_text("Je gesprek is gewist.")
    assert rasa.erased == [rasa.conversations[1], rasa.conversations[0]]


def test_what_is_out_of_reach_is_not_said_to_be_erased_and_nothing_else_is_begun_for_it(page, rasa):
    ask(page, "een")
    rasa.tokens.clear()
    erase(page)
    expect(page.get_by_role("status")).to_contain_text(
        "Bij de assistent was het al voorbij: daar kan ik er niet meer aan."
    )
    expect(page.locator(".gesprek > *")).to_have_count(0)
    assert (len(rasa.conversations), rasa.erased) == (1, [])


def test_nor_is_it_where_the_conversation_went_on_under_another_token(page, rasa):
    ask(page, "een")
    rasa.lose_tokens()
    ask(page, "twee")
    erase(page)
    expect(page.get_by_role("status")).to_contain_text("daar kan ik er niet meer aan")
    assert rasa.erased == [rasa.conversations[1]]


def test_an_assistant_that_first_ends_what_it_is_busy_with_is_waited_for(page, rasa):
    ask(page, "een")
    # A browser's own clock cannot be set: it gives up twenty times as soon.
    page.evaluate("() => { const real = AbortSignal.timeout; AbortSignal.timeout = (time) => real(time / 20); }")
    rasa.erases_when = threading.Event()
    erase(page)
    until(page, lambda: rasa.erasing)
    page.wait_for_timeout(25_000 / 20)
    assert "weg" not in page.get_by_role("status").text_content()
    rasa.erases_when.set()
    expect(page.get_by_role("status")).to_have_text("Je gesprek is gewist.")


def test_what_the_assistant_erased_goes_from_the_page_too(open_bare, rasa):
    page = open_bare('<mag-dat mode="inline" restore></mag-dat>')
    ask(page, "een geheime vraag")
    rasa.answers["wis mijn gesprek"] = [{"text": "Alles is weg.", "custom": {"gebaar": "wissen"}}]
    ask(page, "wis mijn gesprek")
    assert bubbles(page) == ["wis mijn gesprek"]
    expect(last(page)).to_contain_text("Alles is weg.")
    assert "geheime" not in page.evaluate(STORED)


def test_an_answer_to_what_was_erased_does_not_turn_up_in_the_new_conversation(page, rasa):
    rasa.hold.clear()
    typed(page, "traag")
    expect(page.locator(".wacht")).to_have_count(1)
    erase(page)
    expect(page.locator(".gesprek > *")).to_have_count(0)
    rasa.hold.set()
    ask(page, "nieuw")
    assert bubbles(page) == ["nieuw"]
    expect(page.locator(".beurt.assistent")).to_have_count(1)

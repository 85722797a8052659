"""What the widget does when the network goes, the server restarts, or no answer comes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from using import ask, bubbles, field, last, settled, told_that_it_arrived, typed, until


def heard(page) -> list[str]:
    """Return the texts of the assistant's bubbles."""
    return [text.strip() for text in page.locator(".assistent .ballon:not(.typt)").all_text_contents()]


def test_a_question_that_is_asked_without_a_network_goes_when_it_is_back(page, rasa):
    ask(page, "een")
    rasa.stop()
    typed(page, "twee")
    expect(page.locator(".verbinding")).to_contain_text("Geen verbinding")
    rasa.start()
    settled(page)
    expect(page.locator(".verbinding")).to_be_hidden()
    assert heard(page) == ["Ik hoorde: een", "Ik hoorde: twee"]
    assert rasa.messages == ["een", "twee"]


def test_an_answer_that_came_while_the_line_was_broken_comes_once(page, rasa):
    ask(page, "een")
    rasa.hold.clear()
    typed(page, "twee")
    expect(page.locator(".wacht")).to_have_count(1)
    rasa.stop()
    rasa.hold.set()
    expect(page.locator(".verbinding")).to_be_visible()
    rasa.start()
    settled(page)
    assert heard(page) == ["Ik hoorde: een", "Ik hoorde: twee"]
    assert rasa.messages == ["een", "twee"]


def test_streams_that_end_one_after_the_other_repeat_nothing(page, rasa):
    for number in range(4):
        ask(page, str(number))
        rasa.break_streams()
    rasa.push("reply", {"text": "vanzelf", "buttons": [], "custom": {}, "answers": None})
    expect(last(page)).to_contain_text("vanzelf")
    assert heard(page) == [*(f"Ik hoorde: {number}" for number in range(4)), "vanzelf"]


def test_a_server_that_restarts_in_the_middle_answers_all_the_same(page, rasa):
    ask(page, "een")
    rasa.stop()
    rasa.lose_tokens()
    rasa.start()
    ask(page, "twee")
    assert heard(page) == ["Ik hoorde: een", "Ik hoorde: twee"]


def test_a_message_that_the_server_lost_is_sent_again(page, rasa):
    ask(page, "een")
    rasa.hold.clear()
    typed(page, "twee")
    expect(page.locator(".wacht")).to_have_count(1)
    rasa.lose_what_runs()
    until(page, lambda: len(rasa.posts) == 3)
    rasa.hold.set()
    settled(page)
    assert rasa.posts[1] == rasa.posts[2]
    assert heard(page) == ["Ik hoorde: een", "Ik hoorde: twee"]


def test_what_nobody_asked_is_shown_as_it_comes(page, rasa):
    ask(page, "een")
    rasa.push("reply", {"text": "Els van HR schrijft nu mee.", "buttons": [], "custom": {}})
    expect(last(page)).to_contain_text("Els van HR schrijft nu mee.")
    expect(page.get_by_role("status")).to_contain_text("Els van HR schrijft nu mee.")


def test_what_a_person_wrote_is_shown_once_however_often_it_is_brought(page, rasa):
    ask(page, "een")
    for letter, text in (("brief-1", "Dag."), ("brief-1", "Dag."), ("brief-2", "Dag."), ("brief-1", "Dag.")):
        rasa.push("reply", {"text": text, "buttons": [], "custom": {}, "answers": "", "letter": letter})
        rasa.break_streams()
    rasa.push("reply", {"text": "Tot later.", "buttons": [], "custom": {}, "answers": "", "letter": "brief-3"})
    expect(last(page)).to_contain_text("Tot later.")
    assert heard(page) == ["Ik hoorde: een", "Dag.", "Dag.", "Tot later."]


def test_after_twenty_seconds_without_a_server_the_question_is_kept_and_sent_once(open_page, rasa):
    page = open_page(own=True)
    page.clock.install()
    rasa.stop()
    typed(page, "mag ik dat?")
    expect(page.locator(".verbinding")).to_be_visible()
    page.clock.run_for(25_000)
    expect(page.locator(".storing")).to_contain_text("Ik kan de assistent niet bereiken.")
    expect(page.locator(".eigen")).to_contain_text("Niet verzonden")
    expect(field(page)).to_have_value("mag ik dat?")
    rasa.start()
    page.get_by_role("button", name="Probeer opnieuw").click()
    settled(page)
    expect(last(page)).to_contain_text("Ik hoorde: mag ik dat?")
    expect(page.locator(".storing")).to_have_count(0)
    expect(field(page)).to_have_value("")
    assert bubbles(page) == ["mag ik dat?"]
    assert rasa.messages == ["mag ik dat?"]


def test_trying_again_does_not_throw_away_what_was_typed_since(page, rasa):
    rasa.fault = "Dat lukte niet."
    ask(page, "mag ik dat?")
    field(page).fill("iets anders")
    rasa.fault = None
    page.get_by_role("button", name="Probeer opnieuw").click()
    settled(page)
    expect(field(page)).to_have_value("iets anders")
    assert rasa.messages == ["mag ik dat?", "mag ik dat?"]


def test_a_pressed_choice_that_fails_keeps_its_payload_and_the_other_choices(page, rasa, answers):
    rasa.answers["x"] = answers["verduidelijking"]
    ask(page, "x")
    rasa.fault = "Dat lukte niet."
    page.get_by_role("button", name="Wat zegt cao 81?").click()
    expect(page.locator(".storing")).to_contain_text("Dat lukte niet.")
    expect(field(page)).to_have_value("")
    expect(page.locator(".keuze:enabled")).to_have_count(4)
    rasa.fault = None
    page.get_by_role("button", name="Probeer opnieuw").click()
    settled(page)
    assert rasa.messages[-1] == '/cao81{"deelvraag": "wat_is_cao81"}'
    expect(page.locator(".keuze:enabled")).to_have_count(0)


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (500, {}, "Er loopt iets mis bij de assistent."),
        (503, {"fout": "Er luisteren te veel mensen tegelijk."}, "Er luisteren te veel mensen tegelijk."),
        (403, {}, "Deze website mag niet met de assistent praten."),
        (413, {}, "Je vraag is te lang."),
        (429, {"wait": 60}, "Dat gaat wat snel."),
    ],
)
def test_a_refusal_is_told_in_words(page, rasa, status, body, words):
    rasa.refusals = [(status, body)]
    ask(page, "x")
    expect(page.locator(".storing")).to_contain_text(words)
    expect(page.get_by_role("status")).to_contain_text(words)
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_visible()
    expect(field(page)).to_have_value("x")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, {"fout": "Ik word opnieuw gestart. Probeer het straks opnieuw.", "code": "restart"}),
        (502, None),
        (503, None),
        (504, None),
    ],
)
def test_who_asks_while_a_server_is_started_anew_reads_the_answer_and_nothing_else(page, rasa, status, body):
    look = "line => new MutationObserver(() => window.seen ||= !line.hidden).observe(line, {attributes: true})"
    page.locator(".verbinding").evaluate(look)
    rasa.refusals = [(status, body)]
    ask(page, "x")
    expect(last(page)).to_contain_text("Ik hoorde: x")
    expect(page.locator(".storing")).to_have_count(0)
    assert not page.evaluate("() => window.seen"), "nor that the line is away"
    (refused,), (again,) = ([post["id"] for post in posts] for posts in (rasa.refused, rasa.posts))
    assert refused == again


@pytest.mark.parametrize("by_the_button", [True, False])
def test_what_the_server_may_have_is_sent_again_under_the_same_name(page, rasa, by_the_button):
    rasa.refusals = [(503, {"fout": "Ik weet niet of je bericht aankwam."})]
    ask(page, "x")
    expect(page.locator(".storing")).to_contain_text("Ik weet niet of je bericht aankwam.")
    if by_the_button:
        page.get_by_role("button", name="Probeer opnieuw").click()
        settled(page)
    else:
        ask(page, "x")
    expect(last(page)).to_contain_text("Ik hoorde: x")
    ask(page, "x")
    assert rasa.messages == ["x", "x"]
    (refused,), (again, later) = ([post["id"] for post in posts] for posts in (rasa.refused, rasa.posts))
    assert refused == again
    assert again != later, "what came is over: the same words later are another question"


def test_who_is_a_little_too_fast_is_sent_again_after_the_wait(page, rasa):
    rasa.refusals = [(429, {"wait": 1})]
    ask(page, "x")
    expect(last(page)).to_contain_text("Ik hoorde: x")
    assert rasa.messages == ["x"]


def test_who_has_to_wait_before_the_first_question_gets_its_answer_too(page, rasa):
    rasa.refuse_to_begin = [(429, {"wait": 1, "fout": "Je berichten komen te snel."})]
    ask(page, "x")
    expect(last(page)).to_contain_text("Ik hoorde: x")
    assert rasa.messages == ["x"]


def test_a_turn_without_a_reply_is_told(page, rasa):
    rasa.silent = True
    ask(page, "x")
    expect(page.locator(".storing")).to_contain_text("De assistent gaf geen antwoord.")


def test_waiting_shows_after_a_moment_and_then_that_it_takes_long_and_then_that_it_failed(open_page, rasa):
    page = open_page(own=True)
    page.clock.install()
    page.clock.pause_at("2030-01-01T10:00:00")
    rasa.hold.clear()
    rasa.types = False
    with told_that_it_arrived(page):
        typed(page, "x")
    page.clock.run_for(250)
    expect(page.locator(".wacht")).to_have_count(0)
    page.clock.run_for(100)
    expect(page.locator(".wacht")).to_contain_text("Mag dat? zoekt het op")
    expect(page.locator(".traag")).to_have_count(0)
    page.clock.run_for(5_000)
    expect(page.locator(".traag")).to_have_text("Dit duurt langer dan gewoonlijk…")
    expect(page.get_by_role("status")).to_have_text("Dit duurt langer dan gewoonlijk…")
    page.clock.run_for(41_000)
    expect(page.locator(".storing")).to_contain_text("Het antwoord blijft te lang uit.")
    expect(page.locator(".wacht")).to_have_count(0)


def test_whoever_waited_too_long_asks_the_same_once_more_and_gets_one_answer(open_page, rasa):
    page = open_page(own=True)
    page.clock.install()
    rasa.hold.clear()
    with told_that_it_arrived(page):
        typed(page, "x")
    for _ in range(2):
        page.clock.run_for(46_000)
        with told_that_it_arrived(page):
            page.get_by_role("button", name="Probeer opnieuw").click()
    first, second, third = (post["id"] for post in rasa.posts)
    assert first == second, "the server is busy with it, and answers it once"
    assert second != third, "and if nothing comes of that, it is asked anew"
    rasa.hold.set()
    settled(page)
    assert bubbles(page) == ["x", "x"]
    assert heard(page) == ["Ik hoorde: x"] * 2


def test_a_late_answer_stands_under_its_question_though_that_was_given_up(page, rasa):
    rasa.answers["lang"] = [{"text": "\n\n".join("Nog een zin." for _ in range(60))}]
    ask(page, "lang")
    rasa.fault = "Dat lukte niet."
    ask(page, "x")
    given, rasa.fault = rasa.posts[-1]["id"], None
    rasa.hold.clear()
    typed(page, "y")
    expect(page.locator(".wacht")).to_have_count(1)
    rasa.push("reply", {"text": "Toch nog.", "buttons": [], "custom": {}, "answers": given})
    expect(page.locator(".ballon", has_text="Toch nog.")).to_be_in_viewport()
    assert bubbles(page)[-2:] == ["x", "y"]
    rasa.hold.set()
    settled(page)
    assert heard(page)[-2:] == ["Toch nog.", "Ik hoorde: y"]


def test_an_answer_that_comes_after_all_takes_the_place_of_the_failure(page, rasa):
    rasa.fault = "Dat lukte niet."
    ask(page, "x")
    expect(page.locator(".storing")).to_have_count(1)
    given = rasa.posts[-1]["id"]
    rasa.push("reply", {"text": "Toch nog.", "buttons": [], "custom": {}, "answers": given})
    expect(last(page)).to_contain_text("Toch nog.")
    expect(page.locator(".storing")).to_have_count(0)
    expect(page.locator(".eigen")).not_to_contain_text("Niet verzonden")

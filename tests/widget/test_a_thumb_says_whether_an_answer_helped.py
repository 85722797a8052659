"""Two thumbs under every answer: pressed once, beside whatever else is going on, and nothing of it is a message."""

from __future__ import annotations

from playwright.sync_api import expect
from using import answer, ask, bubbles, field, part, typed, until

UP, DOWN = '/bevestigen{"duim": "pauze"}', '/ontkennen{"duim": "pauze"}'
RATED = answer(part("besluit", "Ja. Dat mag."), duimen={"op": UP, "neer": DOWN})


def test_a_thumb_is_sent_once_and_thanked_for_in_place(page, rasa):
    rasa.answers["mag ik?"] = RATED
    rasa.answers[UP] = [{"text": "Fijn! Vraag gerust verder."}]
    ask(page, "mag ik?")
    up = page.get_by_role("button", name="Dit helpt", exact=True)
    up.press("Enter")
    expect(page.get_by_text("Dank je.")).to_be_visible()
    expect(up).to_have_attribute("aria-pressed", "true")
    expect(up).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Fijn! Vraag gerust verder.")
    page.get_by_role("button", name="Dit helpt niet").click(force=True)
    up.press("Enter")
    assert rasa.messages == ["mag ik?", UP]
    assert bubbles(page) == ["mag ik?"]
    expect(page.locator(".beurt.assistent")).to_have_count(1)


def test_it_is_in_sight_as_soon_as_the_answer_is_there(open_page, rasa):
    page = open_page(width=390, height=700)
    rasa.answers["mag ik?"] = RATED
    for _ in range(5):
        ask(page, "mag ik?")
        expect(page.get_by_role("button", name="Dit helpt niet").last).to_be_in_viewport(ratio=1)


def test_it_interrupts_no_question_and_is_interrupted_by_none(page, rasa):
    rasa.answers["mag ik?"] = RATED
    ask(page, "mag ik?")
    rasa.hold.clear()
    typed(page, "en thuis?")
    # Two requests beside each other arrive in either order: the question first, or the claim says nothing of the thumb.
    until(page, lambda: rasa.messages == ["mag ik?", "en thuis?"])
    page.get_by_role("button", name="Dit helpt niet").click()
    until(page, lambda: rasa.messages == ["mag ik?", "en thuis?", DOWN])
    rasa.hold.set()
    expect(page.get_by_text("Ik hoorde: en thuis?", exact=True)).to_be_visible()
    expect(page.get_by_text("Dank je.")).to_be_visible()
    assert bubbles(page) == ["mag ik?", "en thuis?"]


def test_an_offer_that_follows_is_shown_and_can_be_taken(page, rasa):
    rasa.answers["mag ik?"] = RATED
    offer = {"text": "Jammer. Zal ik je vraag doorgeven?", "buttons": [{"title": "Ja", "payload": "/mens_spreken"}]}
    rasa.answers[DOWN] = [offer]
    ask(page, "mag ik?")
    page.get_by_role("button", name="Dit helpt niet").click()
    page.get_by_role("button", name="Ja", exact=True).click()
    until(page, lambda: rasa.messages[-1] == "/mens_spreken")
    assert bubbles(page) == ["mag ik?", "Ja"]


def test_what_does_not_arrive_can_be_pressed_again(page, rasa):
    rasa.answers["mag ik?"] = RATED
    ask(page, "mag ik?")
    rasa.refusals.append((503, {"fout": "Er loopt bij mij iets mis."}))
    up = page.get_by_role("button", name="Dit helpt", exact=True)
    up.click()
    expect(page.get_by_role("status")).to_have_text("Er loopt bij mij iets mis.")
    expect(up).to_have_attribute("aria-pressed", "false")
    up.click()
    expect(page.get_by_text("Dank je.")).to_be_visible()
    expect(field(page)).to_have_value("")


def test_where_thumbs_stand_nobody_is_asked_if_it_helped(page, rasa):
    choices = [{"title": "Ja", "payload": "/bevestigen"}, {"title": "Nee", "payload": "/ontkennen"}]
    rasa.answers["mag ik?"] = [*RATED, {"text": "Heeft dit geholpen?", "buttons": choices}]
    ask(page, "mag ik?")
    expect(page.get_by_role("button", name="Dit helpt niet")).to_be_visible()
    expect(page.get_by_role("button", name="Ja", exact=True)).to_have_count(0)
    ask(page, "iets anders")
    expect(page.get_by_role("group", name="Heeft dit geholpen?")).to_have_count(1)

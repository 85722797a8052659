"""The demo page, used as people use it."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from demo_page import STARTERS, answer, ask, bubbles, decided, field, last, part, settled
from playwright.sync_api import expect

WIDGET = Path(__file__).resolve().parents[2] / "widget"


class TestAnswers:
    def test_an_answer_is_a_card_and_not_said_twice(self, page, rasa, answers):
        rasa.answers[STARTERS[0]] = answers["ja"]
        ask(page, STARTERS[0])
        card = page.locator("article.kaart")
        expect(card).to_have_count(1)
        expect(card.locator(".vlag")).to_contain_text("Ja")
        expect(card.locator(".vlag")).to_contain_text("artikel 3.1")
        expect(page.get_by_text("Tijdens je pauze mag je sociale media gebruiken")).to_have_count(1)
        # The first-contact notice came before it, as a message of its own.
        expect(last(page).locator(".ballon")).to_have_count(1)
        expect(last(page).locator(".ballon")).to_contain_text("geautomatiseerde assistent")

    def test_rule_advice_and_law_each_have_their_own_label(self, page, rasa, answers):
        rasa.answers["x"] = answers["ja"]
        ask(page, "x")
        labels = {"regel": "Regel van het bedrijf", "raad": "Raad", "wet": "Wet"}
        for kind, label in labels.items():
            section = page.locator(f"article section.{kind}")
            expect(section).to_have_count(1)
            expect(section.get_by_role("heading", level=3)).to_have_text(label)
        looks = [
            page.locator(f"article section.{kind}").evaluate("e => getComputedStyle(e).borderLeftStyle")
            for kind in labels
        ]
        assert len(set(looks)) == 3, "each is told apart without colour too"
        expect(page.locator("article section.wet")).to_contain_text("nagekeken op 24 november 2026")
        expect(page.locator("article section.raad")).not_to_contain_text("Raad: ")

    @pytest.mark.parametrize(
        ("decision", "word", "text"),
        [
            ("ja", "Ja", "Dat mag."),
            ("nee", "Nee", "Dat mag niet."),
            ("voorwaardelijk", "Met voorwaarden", "Het mag als het kort blijft."),
            ("niet_geregeld", "Niet geregeld", "Daarover staat niets in het beleid"),
        ],
    )
    def test_every_decision_has_a_word_and_a_shape_of_its_own(self, page, rasa, decision, word, text):
        rasa.answers["x"] = decided(decision)
        ask(page, "x")
        badge = page.locator(".vlag")
        expect(badge).to_have_attribute("data-besluit", decision)
        expect(badge.locator("strong")).to_have_text(word)
        expect(badge.locator("svg")).to_be_visible()
        expect(page.locator(".kern p").first).to_contain_text(text)
        assert page.locator(".kern p").first.text_content().startswith(text)

    def test_an_answer_without_a_decision_has_no_badge(self, page, rasa):
        rasa.answers["x"] = decided(None)
        ask(page, "x")
        expect(page.locator("article.kaart")).to_contain_text("Praat erover met de vertrouwenspersoon.")
        expect(page.locator(".vlag")).to_have_count(0)

    def test_a_decision_that_the_page_does_not_know_gets_no_badge(self, page, rasa):
        rasa.answers["x"] = answer(part("besluit", "Misschien."), besluit="constructor")
        ask(page, "x")
        expect(page.locator("article.kaart")).to_contain_text("Misschien.")
        expect(page.locator(".vlag")).to_have_count(0)

    def test_cases_that_differ_are_shown_one_by_one(self, page, rasa, answers):
        rasa.answers["x"] = answers["hangt_af"]
        ask(page, "x")
        expect(page.locator(".vlag strong")).to_have_text("Hangt ervan af")
        cases = page.locator(".geval")
        expect(cases).to_have_count(2)
        expect(cases.nth(0).locator("strong")).to_have_text("Op je eigen toestel:")
        expect(cases.nth(0)).to_contain_text("nee. Niemand van De Linde kijkt mee")
        expect(cases.nth(1)).to_contain_text("ja, met voorwaarden.")

    def test_lines_with_a_dash_become_a_list(self, page, rasa):
        rasa.answers["x"] = decided("voorwaardelijk")
        ask(page, "x")
        items = page.locator(".kern ul.lijst > li")
        assert items.all_text_contents() == ["Vraag het eerst.", "Blijf beleefd."]

    def test_an_answer_cut_in_pieces_by_rasa_is_one_card_again(self, page, rasa):
        rasa.answers["x"] = answer(
            part("besluit", "Eerst dit."), part("raad", "Raad: Dan dat."), part("noot", "Geen advies.")
        )
        assert len(rasa.answers["x"]) == 4
        ask(page, "x")
        expect(page.locator("article.kaart")).to_have_count(1)
        expect(last(page).locator(".ballon")).to_have_count(0)

    def test_a_follow_up_shows_its_own_text_and_not_the_earlier_answer(self, page, rasa, answers):
        rasa.answers["waarom?"] = answers["waarom"]
        ask(page, "waarom?")
        expect(last(page)).to_contain_text(answers["waarom"][0]["text"])
        expect(page.locator("article.kaart")).to_have_count(0)

    def test_where_it_stands_is_answered_with_a_link_and_the_sources(self, page, rasa, answers):
        rasa.answers["waar?"] = answers["bron"]
        ask(page, "waar?")
        expect(last(page).locator("p a")).to_have_attribute("href", "https://intranet.delinde.example/sociale-media")
        expect(last(page).locator("summary")).to_contain_text("Bronnen")

    def test_sources_are_folded_and_each_named_once(self, page, rasa):
        twice = {"naam": "Securex, cao 81", "url": "https://www.securex.be/"}
        rasa.answers["x"] = decided("ja", bronnen=[{"naam": "HR-leidraad, claim 28"}, twice, dict(twice)])
        ask(page, "x")
        names = page.locator(".bronnen li")
        expect(names.first).to_be_hidden()
        page.locator(".bronnen summary").click()
        expect(names.first).to_be_visible()
        expect(names).to_have_count(2)
        expect(names.nth(1).get_by_role("link")).to_have_attribute("href", "https://www.securex.be/")

    def test_contacts_can_be_mailed(self, page, rasa, answers):
        rasa.answers["x"] = answers["ja"]
        ask(page, "x")
        contact = page.locator("section.contact")
        expect(contact.get_by_role("link")).to_have_attribute("href", "mailto:personeel@delinde.example")
        expect(contact.locator(".nummer")).to_have_text("+32 9 000 00 10")

    def test_an_uncertain_law_note_says_so(self, page, rasa):
        note = "Wet, nog onzeker: Dat kan strafbaar zijn. Laat dit nakijken. (nagekeken op 24 november 2026)"
        rasa.answers["x"] = answer(part("besluit", "Hm."), part("wet", note))
        ask(page, "x")
        expect(page.locator("section.wet .onzeker")).to_have_text("Nog onzeker")
        expect(page.locator("section.wet .deel-tekst")).to_contain_text("Dat kan strafbaar zijn. Laat dit nakijken.")

    def test_danger_stands_out(self, page, rasa, answers):
        rasa.answers["x"] = answers["gevaar"]
        ask(page, "x")
        urgent = page.locator(".dringend")
        expect(urgent).to_have_count(1)
        expect(urgent).to_contain_text("112")
        expect(urgent).to_contain_text("vertrouwenspersoon")
        expect(urgent).not_to_contain_text("geautomatiseerde assistent")

    def test_a_long_answer_is_read_from_its_beginning(self, open_page, rasa, answers):
        page = open_page(width=375, height=667)
        rasa.answers["x"] = answers["ontslag"]
        ask(page, "x")
        expect(page.locator(".eigen .ballon")).to_be_in_viewport()
        expect(page.locator(".kern")).to_be_in_viewport()


class TestSafety:
    def test_markup_in_any_text_is_shown_and_never_run(self, page, rasa):
        attack = "<img src=x onerror=\"document.title='geraakt'\"><script>document.title='geraakt'</script>"
        parts = [part(kind, f"{attack} {kind}") for kind in ("besluit", "regel", "raad", "wet", "contact", "noot")]
        rasa.answers[attack] = answer(
            *parts,
            besluit="ja",
            artikel=attack,
            bronnen=[{"naam": attack, "url": "https://example.org/"}],
            buttons=[{"title": attack, "payload": "/x"}],
        )
        ask(page, attack)
        card = page.locator("article.kaart")
        for kind in ("besluit", "regel", "raad", "wet", "contact", "noot"):
            expect(card).to_contain_text(f"{attack} {kind}")
        expect(page.locator(".vlag-artikel")).to_contain_text(attack)
        expect(page.locator(".keuze")).to_have_text(attack)
        assert bubbles(page) == [attack]
        expect(page.locator("#gesprek img, #gesprek script")).to_have_count(0)
        expect(page).to_have_title("Mag dat? Vragen over sociale media op het werk")

    def test_only_web_and_mail_addresses_become_links(self, page, rasa):
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
        links = page.locator("#gesprek a")
        assert [link.get_attribute("href") for link in links.all()] == ["https://example.org/a", "mailto:a@b.be"]
        expect(links.first).to_have_attribute("rel", "noopener noreferrer")

    def test_messages_of_an_odd_shape_do_no_harm(self, page, rasa):
        odd: list[Any] = [
            None,
            {"text": 5},
            {"custom": {"delen": [None, 3, {"soort": "raad"}], "bronnen": "x", "gevallen": 7, "besluit": 4}},
            {"buttons": [None, {"title": 3}, "x"]},
            {"custom": "x"},
        ]
        rasa.answers["x"] = [*odd, {"text": "Gewoon."}]
        ask(page, "x")
        expect(last(page)).to_have_text("Mag dat? antwoordt:Gewoon.")

    def test_the_code_never_makes_markup_out_of_text(self):
        for path in WIDGET.rglob("*.js"):
            source = path.read_text(encoding="utf-8")
            for name in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser"):
                assert name not in source, f"{path.name}: {name}"

    def test_nothing_comes_from_another_place(self, open_page, rasa, address):
        page = open_page()
        seen: list[str] = []
        page.on("request", lambda request: seen.append(request.url))
        page.reload()
        ask(page, "hallo")
        assert len(seen) > 5
        strange = [
            url for url in seen if not url.startswith((address, f"http://127.0.0.1:{rasa.port}/webhooks/rest/webhook"))
        ]
        assert strange == []


class TestSending:
    def test_what_is_typed_goes_to_rasas_rest_channel(self, page, rasa):
        ask(page, "  mag ik tiktokken?  ")
        assert rasa.messages == ["mag ik tiktokken?"]
        assert rasa.received[0]["path"] == "/webhooks/rest/webhook"
        assert set(rasa.received[0]) == {"sender", "message", "path"}
        assert bubbles(page) == ["mag ik tiktokken?"]
        expect(last(page)).to_contain_text("Ik hoorde: mag ik tiktokken?")
        expect(field(page)).to_have_value("")

    def test_the_three_starter_questions_can_be_pressed(self, page, rasa):
        starters = page.locator("[data-vraag]")
        assert starters.all_text_contents() == STARTERS
        starters.nth(1).click()
        settled(page)
        assert rasa.messages == [STARTERS[1]]
        expect(page.locator("#welkom")).to_be_hidden()

    def test_a_button_sends_its_payload_and_shows_its_title(self, page, rasa, answers):
        rasa.answers["x"] = answers["verduidelijking"]
        ask(page, "x")
        page.get_by_role("button", name="Wettig controleren (cao 81)").click()
        settled(page)
        assert rasa.messages == ["x", "/cao81"]
        assert bubbles(page) == ["x", "Wettig controleren (cao 81)"]

    def test_the_buttons_of_an_earlier_answer_are_off(self, page, rasa, answers):
        rasa.answers["x"] = answers["verduidelijking"]
        ask(page, "x")
        expect(page.locator(".keuze:enabled")).to_have_count(4)
        ask(page, "y")
        expect(page.locator(".keuze:disabled")).to_have_count(4)
        expect(page.locator(".keuze:enabled")).to_have_count(0)

    def test_privacy_and_erasing_are_one_press_away(self, page, rasa):
        page.get_by_role("button", name="Privacy").click()
        settled(page)
        page.get_by_role("button", name="Wis mijn gesprek").click()
        settled(page)
        assert rasa.messages == ["privacy", "wis mijn gesprek"]

    def test_waiting_is_shown_and_a_second_question_waits(self, page, rasa):
        rasa.hold.clear()
        field(page).fill("eerste")
        field(page).press("Enter")
        expect(page.locator(".wacht")).to_contain_text("Mag dat? zoekt het op")
        field(page).fill("tweede")
        field(page).press("Enter")
        expect(page.locator("#fout")).to_have_text("Even geduld, je vorige vraag is nog bezig.")
        expect(field(page)).to_have_value("tweede")
        rasa.hold.set()
        settled(page)
        expect(page.locator("#fout")).to_be_hidden()
        assert rasa.messages == ["eerste"]
        field(page).press("Enter")
        settled(page)
        assert rasa.messages == ["eerste", "tweede"]

    def test_an_empty_question_is_not_sent(self, page, rasa):
        for text in ("", "   ", "\n\n"):
            field(page).fill(text)
            field(page).press("Enter")
            expect(page.locator("#fout")).to_have_text("Typ eerst je vraag.")
            expect(field(page)).to_have_attribute("aria-invalid", "true")
            field(page).fill("toch iets")
            expect(page.locator("#fout")).to_be_hidden()
        assert rasa.messages == []

    def test_a_question_may_have_a_thousand_characters_and_no_more(self, page, rasa):
        counter = page.locator("#teller")
        field(page).fill("a" * 799)
        expect(counter).to_be_hidden()
        field(page).fill("😀" * 1001)
        expect(counter).to_have_text("1001 van 1000 tekens")
        field(page).press("Enter")
        expect(page.locator("#fout")).to_contain_text("te lang: 1001 van hoogstens 1000 tekens")
        assert rasa.messages == []
        ask(page, "😀" * 1000)
        assert rasa.messages == ["😀" * 1000]


class TestConversations:
    def test_a_conversation_has_a_random_name_that_stays_in_the_tab(self, page, rasa):
        ask(page, "een")
        page.reload()
        ask(page, "twee")
        assert len(set(rasa.senders)) == 1
        assert uuid.UUID(rasa.senders[0]).version == 4
        assert page.evaluate("() => [localStorage.length, document.cookie]") == [0, ""]

    def test_a_new_conversation_has_another_name_and_a_clean_page(self, page, rasa):
        ask(page, "een")
        page.get_by_role("button", name="Nieuw gesprek").click()
        expect(page.locator("#gesprek > *")).to_have_count(0)
        expect(page.locator("#welkom")).to_be_visible()
        expect(page.get_by_role("status")).to_have_text("Nieuw gesprek gestart.")
        expect(field(page)).to_be_focused()
        ask(page, "twee")
        assert len(set(rasa.senders)) == 2

    def test_an_answer_to_the_conversation_before_does_not_turn_up_in_the_new_one(self, page, rasa):
        rasa.hold.clear()
        field(page).fill("traag")
        field(page).press("Enter")
        expect(page.locator(".wacht")).to_have_count(1)
        page.get_by_role("button", name="Nieuw gesprek").click()
        rasa.hold.set()
        page.wait_for_timeout(200)
        expect(page.locator("#gesprek > *")).to_have_count(0)
        expect(field(page)).to_have_value("")
        ask(page, "nieuw")
        assert bubbles(page) == ["nieuw"]
        expect(page.locator(".beurt.assistent")).to_have_count(1)

    def test_two_tabs_are_two_conversations(self, open_page, rasa):
        ask(open_page(), "een")
        ask(open_page(), "twee")
        assert len(set(rasa.senders)) == 2


class TestFailures:
    def test_without_a_server_the_question_is_kept_and_can_be_sent_again(self, page, rasa):
        rasa.stop()
        ask(page, "mag ik dat?")
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

    def test_a_kept_question_can_be_changed_first(self, page, rasa):
        rasa.stop()
        ask(page, "mag ik dat?")
        rasa.start()
        ask(page, "mag ik dit?")
        assert bubbles(page) == ["mag ik dit?"]
        assert rasa.messages == ["mag ik dit?"]

    def test_trying_again_does_not_throw_away_what_was_typed_since(self, page, rasa):
        rasa.stop()
        ask(page, "mag ik dat?")
        field(page).fill("iets anders")
        rasa.start()
        page.get_by_role("button", name="Probeer opnieuw").click()
        settled(page)
        expect(field(page)).to_have_value("iets anders")
        assert rasa.messages == ["mag ik dat?"]

    def test_a_pressed_choice_that_fails_keeps_its_payload_and_the_other_choices(self, page, rasa, answers):
        rasa.answers["x"] = answers["verduidelijking"]
        ask(page, "x")
        rasa.stop()
        page.get_by_role("button", name="Wettig controleren (cao 81)").click()
        settled(page)
        expect(field(page)).to_have_value("")
        expect(page.locator(".keuze:enabled")).to_have_count(4)
        rasa.start()
        page.get_by_role("button", name="Probeer opnieuw").click()
        settled(page)
        assert rasa.messages == ["x", "/cao81"]
        expect(page.locator(".keuze:enabled")).to_have_count(0)

    def test_a_server_in_trouble_is_told_in_dutch(self, page, rasa):
        for status, raw, words in (
            (500, b"{}", "Er loopt iets mis bij de assistent."),
            (200, b"[]", "De assistent gaf geen antwoord."),
            (200, b"<html>", "Er loopt iets mis bij de assistent."),
            (400, b'{"fout": "Dit bericht is te groot."}', "Dit bericht is te groot."),
            (200, b"{}", "Er loopt iets mis bij de assistent."),
        ):
            rasa.status, rasa.raw = status, raw
            ask(page, "x")
            expect(page.locator(".storing")).to_contain_text(words)
            expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_visible()
            expect(field(page)).to_have_value("x")

    def test_settings_that_cannot_be_read_are_asked_for_again(self, page, rasa):
        page.route("**/instellingen.json", lambda route: route.abort())
        ask(page, "x")
        expect(page.locator(".storing")).to_contain_text("Ik kan de assistent niet bereiken.")
        page.unroute("**/instellingen.json")
        page.get_by_role("button", name="Probeer opnieuw").click()
        settled(page)
        expect(last(page)).to_contain_text("Ik hoorde: x")

    def test_a_server_that_never_answers_is_given_up_on(self, open_page, rasa):
        page = open_page()
        page.clock.install()
        rasa.hold.clear()
        field(page).fill("x")
        field(page).press("Enter")
        expect(page.locator(".wacht")).to_have_count(1)
        page.clock.fast_forward("01:00")
        expect(page.locator(".storing")).to_contain_text("Het antwoord blijft te lang uit.")
        rasa.hold.set()

    def test_rasa_may_live_elsewhere(self, page):
        found = page.evaluate(
            """async () => {
                const { endpointFrom } = await import("/js/api.js");
                const here = { protocol: "https:", hostname: "hr.example" };
                const settings = [{ rasa: "", poort: 5005 }, { rasa: "https://bot.example/rasa/", poort: 1 }, {}];
                return settings.map((each) => endpointFrom(each, here));
            }"""
        )
        path = "/webhooks/rest/webhook"
        assert found == [
            f"https://hr.example:5005{path}",
            f"https://bot.example/rasa{path}",
            f"https://hr.example:5005{path}",
        ]

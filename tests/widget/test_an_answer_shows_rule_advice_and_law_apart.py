"""An answer in the page: what the company decided, what is wise and what the law says, each by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from using import STARTERS, answer, ask, decided, last, part


def test_an_answer_is_a_card_and_not_said_twice(page, rasa, answers):
    rasa.answers[STARTERS[0]] = answers["ja"]
    ask(page, STARTERS[0])
    card = page.locator("article.kaart")
    expect(card).to_have_count(1)
    expect(card.locator(".vlag")).to_contain_text("Ja")
    expect(card.locator(".steunt.regel")).to_contain_text("Artikel 3.1.")
    expect(page.get_by_text("Tijdens je pauze mag je sociale media gebruiken")).to_have_count(1)


def test_the_notice_of_the_first_contact_stands_on_the_welcome_screen_and_in_no_bubble(page, rasa, answers):
    notice = answers["ja"][0]["text"]
    expect(page.locator(".discreet")).to_contain_text(notice)
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    expect(last(page).locator(".ballon")).to_have_count(0)


def test_a_notice_in_other_words_is_shown_where_it_comes(page, rasa, answers):
    """Somebody may keep an old copy of the script: what people must know is never lost."""
    rasa.answers["x"] = [{"text": "Goeiendag, ik ben een robot. Ik bewaar niets."}, *answers["ja"][1:]]
    ask(page, "x")
    expect(last(page).locator(".ballon")).to_contain_text("Goeiendag, ik ben een robot.")


def test_rule_advice_and_law_each_unfold_from_a_line_of_their_own(page, rasa, answers):
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    labels = {"waarom": "Waarom", "raad": "Raad", "wet": "Wet", "bron": "Bron"}
    lines = page.locator("article details > summary")
    assert lines.all_text_contents() == list(labels.values())
    expect(page.locator("article details[open]")).to_have_count(0)
    for kind in labels:
        text = page.locator(f"article .vouw.{kind} .deel-tekst")
        expect(text).to_be_hidden()
        page.locator(f"article .vouw.{kind} summary").click()
        expect(text).to_be_visible()
    shapes = [page.locator(f".vouw.{kind} summary path").first.get_attribute("d") for kind in labels]
    assert len(set(shapes)) == len(labels), "each is told apart without colour too"
    expect(page.locator("article .vouw.wet")).to_contain_text("(nagekeken op 26 november 2026)")
    for kind, label in labels.items():
        expect(page.locator(f"article .vouw.{kind} .deel-tekst")).not_to_contain_text(f"{label}: ")


def test_a_contact_of_the_second_layer_is_folded_and_one_of_the_first_is_not(page, rasa):
    rasa.answers["x"] = answer(
        part("besluit", "Zo zit het."), part("contact", "de personeelsdienst"), more=[part("contact", "de vakbond")]
    )
    ask(page, "x")
    expect(page.locator("section.contact")).to_have_text("De personeelsdienst")
    expect(page.locator(".vouw.contact summary")).to_have_text("Contact")
    expect(page.get_by_text("De vakbond")).to_be_hidden()


def test_what_is_unfolded_comes_into_view(open_page, rasa, answers):
    page = open_page(width=375, height=667)
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    page.locator(".vouw.bron summary").click()
    expect(page.locator(".vouw.bron .deel-tekst")).to_be_in_viewport(ratio=0.9)


def test_an_answer_with_nothing_more_has_nothing_to_unfold(page, rasa):
    rasa.answers["x"] = answer(part("besluit", "Dat is alles."))
    ask(page, "x")
    expect(page.locator("article .kern")).to_have_text("Dat is alles.")
    expect(page.locator("details")).to_have_count(0)


def test_asking_for_more_in_words_shows_it_unfolded_and_nothing_twice(page, rasa, answers):
    rasa.answers["meer weten"] = answers["meer_weten"]
    ask(page, "meer weten")
    expect(last(page).locator(".vouw.raad .deel-tekst")).to_be_visible()
    expect(last(page).locator(".vouw.bron li").first).to_contain_text("artikels 3.3 en 3.4")
    expect(last(page).get_by_text("Kies vaste momenten")).to_have_count(1)
    expect(last(page).locator(".vlag, .ballon")).to_have_count(0)


def test_the_button_for_more_is_not_shown(page, rasa, answers):
    rasa.answers["x"] = answers["ja"]
    assert answers["ja"][1]["buttons"][0]["payload"] == "/meer_weten"
    ask(page, "x")
    expect(page.locator(".keuze")).to_have_text(
        ["Hoe lang per dag is nog oké?", "Welk toestel of welke wifi gebruik ik het best?"]
    )


def test_asking_whether_it_helped_shows_thumbs(page, rasa):
    choices = [{"title": "Ja", "payload": "/bevestigen"}, {"title": "Nee", "payload": "/ontkennen"}]
    rasa.answers["x"] = [{"text": "Heeft dit geholpen?", "buttons": choices}]
    rasa.answers["y"] = [{"text": "Bedoel je LinkedIn?", "buttons": choices}]
    ask(page, "x")
    group = page.get_by_role("list", name="Heeft dit geholpen?")
    expect(group.locator("button svg")).to_have_count(2)
    group.get_by_role("button", name="Nee").click()
    ask(page, "y")
    assert rasa.messages == ["x", "/ontkennen", "y"]
    expect(last(page).locator(".keuze svg")).to_have_count(0)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("regel", "Artikel 3.1."),
        ("raad", "Raad, geen regel van je bedrijf."),
        ("wet", "Volgens de wet, nagekeken op 24 november 2026."),
        ("noot", "In het beleid van De Linde vond ik hier niets over."),
    ],
)
def test_what_an_answer_rests_on_is_one_quiet_line(page, rasa, kind, text):
    rasa.answers["x"] = answer(part("besluit", "Zo zit het."), part(kind, text))
    ask(page, "x")
    line = page.locator(f"article .steunt.{kind}")
    expect(line.locator("p")).to_have_text(text)
    expect(line.locator("svg")).to_be_visible()
    sizes = page.locator("article p").evaluate_all("all => all.map((e) => parseFloat(getComputedStyle(e).fontSize))")
    assert sizes[0] > sizes[1], "the answer itself stands out"


@pytest.mark.parametrize(
    ("decision", "word", "text"),
    [
        ("ja", "Ja", "Dat mag."),
        ("nee", "Nee", "Dat mag niet."),
        ("voorwaardelijk", "Onder voorwaarden", "Het mag als het kort blijft."),
        ("niet_geregeld", "Te beoordelen", "Daarover staat niets in het beleid"),
    ],
)
def test_every_decision_has_a_word_and_a_shape_of_its_own(page, rasa, decision, word, text):
    rasa.answers["x"] = decided(decision)
    ask(page, "x")
    badge = page.locator(".vlag")
    expect(badge).to_have_attribute("data-besluit", decision)
    expect(badge.locator("strong")).to_have_text(word)
    expect(badge.locator("svg")).to_be_visible()
    expect(page.locator(".kern p").first).to_contain_text(text)
    assert page.locator(".kern p").first.text_content().startswith(text)


def test_good_news_gets_no_red_cross(page, rasa, answers):
    """«Is het verboden?» and «kijken ze mee?» are answered with «Nee», and that is good news."""
    for name in ("niet_verboden", "belofte"):
        rasa.answers[name] = answers[name]
        ask(page, name)
        badge = last(page).locator(".vlag")
        expect(badge.locator("strong")).to_have_text("Nee")
        expect(badge).to_have_attribute("data-besluit", "neutraal")
        expect(last(page).locator(".besluit-nee, .besluit-ja")).to_have_count(0)


@pytest.mark.parametrize(
    "facts",
    [
        {"opening": "nee", "besluit": "ja"},
        {"opening": "ja", "besluit": "nee"},
        {"opening": "nee", "besluit": "voorwaardelijk"},
        {"opening": "ja", "besluit": "voorwaardelijk", "vorm": "moet"},
        {"opening": "nee", "besluit": "nee", "vorm": "moet"},
        {"opening": "nee", "besluit": "nee", "besluit_over": "bedrijf"},
        {"opening": "ja", "besluit": "voorwaardelijk", "regel": None},
        {"opening": "nee", "besluit": None, "regel": None},
    ],
)
def test_a_badge_that_tells_no_decision_on_what_was_asked_is_neutral(page, rasa, facts):
    word = facts["opening"].capitalize()
    rasa.answers["x"] = answer(part("besluit", f"{word}. Zo zit het."), **{"vorm": "mag", "regel": "r", **facts})
    ask(page, "x")
    expect(page.locator(".vlag")).to_have_attribute("data-besluit", "neutraal")
    expect(page.locator(".vlag strong")).to_have_text(word)
    expect(page.locator(".kern")).to_have_text("Zo zit het.")


def test_an_answer_without_a_decision_is_information(page, rasa, answers):
    for name, found in (("x", decided(None)), ("pesten", answers["pesten"]), ("ontslag", answers["ontslag"])):
        rasa.answers[name] = found
        ask(page, name)
        expect(last(page).locator("article.kaart")).to_contain_text("Je kunt" if name != "x" else "Praat erover")
        expect(last(page).locator(".vlag")).to_have_text("Informatie")
        expect(last(page).locator(".besluit-neutraal")).to_have_count(1)


def test_a_decision_on_the_deed_is_not_shown_where_something_else_was_asked(page, rasa):
    rasa.answers["x"] = decided("nee", opening=None, vorm="hoe")
    ask(page, "x")
    expect(page.locator(".kern")).to_contain_text("Nee. Dat mag niet.")
    expect(page.locator(".vlag")).to_have_text("Informatie")


def test_what_the_company_did_not_decide_says_so(page, rasa, answers):
    rasa.answers["x"] = answers["niet_geregeld"]
    ask(page, "x")
    expect(page.locator(".vlag strong")).to_have_text("Te beoordelen")
    expect(page.locator(".steunt.noot")).to_contain_text(
        "In het beleid van Drukkerij De Linde vond ik hier niets over."
    )


def test_a_decision_that_the_widget_does_not_know_is_information(page, rasa):
    rasa.answers["x"] = answer(part("besluit", "Misschien."), opening="constructor", besluit="constructor", regel="r")
    ask(page, "x")
    expect(page.locator("article.kaart")).to_contain_text("Misschien.")
    expect(page.locator(".vlag")).to_have_text("Informatie")


def test_cases_that_differ_are_shown_one_by_one(page, rasa, answers):
    rasa.answers["x"] = answers["hangt_af"]
    ask(page, "x")
    expect(page.locator(".vlag strong")).to_have_text("Hangt ervan af")
    cases = page.locator(".geval")
    expect(cases).to_have_count(2)
    expect(cases.nth(0).locator("strong")).to_have_text("Op het intranet, LinkedIn of Teams:")
    expect(cases.nth(0)).to_contain_text("ja, met voorwaarden.")
    expect(cases.nth(1)).to_contain_text("nee. Tijdens de werkuren gebruik je")
    expect(page.locator(".kern")).not_to_contain_text("Dat hangt ervan af.")


def test_cases_that_all_allow_it_begin_with_yes(page, rasa, answers):
    rasa.answers["x"] = answers["ja_per_geval"]
    ask(page, "x")
    expect(page.locator(".vlag strong")).to_have_text("Onder voorwaarden")
    cases = page.locator(".geval")
    expect(cases).to_have_count(2)
    expect(cases.nth(0).locator("strong")).to_have_text("Op LinkedIn:")
    assert not page.locator(".kern").text_content().startswith("Ja")
    conditions = answers["ja_per_geval"][-1]["custom"]["gevallen"][1]["voorwaarden"]
    assert cases.nth(1).locator("li").all_text_contents() == conditions


def test_lines_with_a_dash_become_a_list(page, rasa):
    rasa.answers["x"] = decided("voorwaardelijk")
    ask(page, "x")
    items = page.locator(".kern ul.lijst > li")
    assert items.all_text_contents() == ["Vraag het eerst.", "Blijf beleefd."]


def test_a_follow_up_shows_its_own_text_and_not_the_earlier_answer(page, rasa, answers):
    rasa.answers["waarom?"] = answers["waarom"]
    ask(page, "waarom?")
    expect(last(page)).to_contain_text(answers["waarom"][0]["text"])
    expect(page.locator("article.kaart")).to_have_count(0)


def test_where_it_stands_is_answered_with_a_link_and_the_sources(page, rasa, answers):
    rasa.answers["waar?"] = answers["bron"]
    ask(page, "waar?")
    expect(last(page).locator("p a")).to_have_attribute("href", "https://intranet.delinde.example/sociale-media")
    expect(last(page).locator("summary")).to_contain_text("Bronnen")


def test_sources_are_folded_and_each_named_once(page, rasa):
    twice = {"naam": "Securex, cao 81", "url": "https://www.securex.be/"}
    rasa.answers["x"] = decided("ja", bronnen=[{"naam": "HR-leidraad, claim 28"}, twice, dict(twice)])
    ask(page, "x")
    names = page.locator(".bron li")
    expect(names.first).to_be_hidden()
    page.locator(".vouw.bron summary").click()
    expect(names.first).to_be_visible()
    expect(names).to_have_count(2)
    expect(names.nth(1).get_by_role("link")).to_have_attribute("href", "https://www.securex.be/")


def test_the_clause_is_the_first_source_and_carries_the_address_of_the_policy(page, rasa, answers):
    rasa.answers["x"] = answers["ja"]
    ask(page, "x")
    page.locator(".vouw.bron summary").click()
    first = page.locator(".bron li").first
    expect(first).to_contain_text(
        "Drukkerij De Linde: artikel 3.1 van “Sociale media bij Drukkerij De Linde”, versie 2.1"
    )
    expect(first.get_by_role("link")).to_have_attribute("href", "https://intranet.delinde.example/sociale-media")
    expect(page.locator(".bron li", has_text="versie 2.1")).to_have_count(1)


def test_contacts_can_be_mailed(page, rasa, answers):
    rasa.answers["x"] = answers["ontslag"]
    ask(page, "x")
    contact = page.locator("section.contact")
    expect(contact.get_by_role("link")).to_have_attribute("href", "mailto:vakbond@delinde.example")
    expect(contact.locator(".heel")).to_have_text("+32 9 000 00 17")


def test_contacts_begin_with_a_capital_and_numbers_are_not_cut(page, rasa):
    contacts = "- de vertrouwenspersoon (Samira El Amrani)\n- de preventieadviseur"
    rasa.answers["x"] = answer(part("besluit", "Nummer MD-0012, per e-mail."), part("contact", contacts))
    ask(page, "x")
    assert page.locator("section.contact li").all_text_contents() == [
        "De vertrouwenspersoon (Samira El Amrani)",
        "De preventieadviseur",
    ]
    assert page.locator(".kern .heel").all_text_contents() == ["MD-0012", "e-mail"]


def test_an_uncertain_law_note_says_so(page, rasa):
    note = "Wet, nog onzeker: Dat kan strafbaar zijn. Laat dit nakijken. (nagekeken op 24 november 2026)"
    rasa.answers["x"] = answer(part("besluit", "Hm."), more=[part("wet", note)])
    ask(page, "x")
    page.locator("summary").click()
    expect(page.locator(".vouw.wet .onzeker")).to_have_text("Nog onzeker")
    expect(page.locator(".vouw.wet .deel-tekst")).to_contain_text("Dat kan strafbaar zijn. Laat dit nakijken.")


def test_danger_stands_out(page, rasa, answers):
    rasa.answers["x"] = answers["gevaar"]
    ask(page, "x")
    urgent = page.locator(".dringend")
    expect(urgent).to_have_count(1)
    expect(urgent).to_contain_text("112")
    expect(urgent).to_contain_text("vertrouwenspersoon")
    expect(urgent).not_to_contain_text("geautomatiseerde assistent")


def test_a_long_answer_is_read_from_its_beginning(open_page, rasa, answers):
    page = open_page(width=375, height=667)
    rasa.answers["x"] = answers["ontslag"]
    ask(page, "x")
    expect(page.locator(".eigen .ballon")).to_be_in_viewport()
    expect(page.locator(".kern")).to_be_in_viewport()

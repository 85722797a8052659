"""On the example page somebody picks another company, and the assistant answers the same question from its policy."""

from __future__ import annotations

import json
import urllib.request

from playwright.sync_api import expect
from using import ask, read_aloud

from magdat.policy.shipped import shipped_names

QUESTION = "Mag ik Facebook gebruiken tijdens de pauze?"


def test_every_policy_that_comes_with_the_assistant_can_be_picked(address: str) -> None:
    with urllib.request.urlopen(f"{address}demo/beleiden.json") as answer:
        policies = json.loads(answer.read())
    assert policies[0]["name"] == ""
    assert policies[0]["company"] == "Drukkerij De Linde"
    assert {policy["name"] for policy in policies} == {"", *shipped_names()}
    assert all(policy["title"] and policy["version"] and policy["valid_from"] for policy in policies)


def test_the_same_question_is_answered_by_the_policy_that_is_picked(open_intranet, rasa, answers):
    page = open_intranet()
    rasa.answers[QUESTION] = answers["nee"]
    page.get_by_label("Norvachem").check()
    expect(page.get_by_text("Nu in gebruik: “Sociale media en veiligheid bij Norvachem”")).to_be_visible()
    assert [(post["text"], post["policy"]) for post in rasa.posts] == [(QUESTION, "streng")]
    expect(page.locator("#gevraagd")).to_have_text(QUESTION)
    for name in ("slack", "teams"):
        expect(page.locator(f"[data-preview={name}] .verdict")).to_have_text("⛔ Nee")
    assert "Drukwerk van klanten" in " ".join(read_aloud(page)), "the card on the telephone too"
    expect(page.locator("dialog.paneel")).to_be_hidden()
    expect(page.get_by_role("button", name="Open Mag dat?, 1 nieuw antwoord")).to_be_visible()


def test_what_is_asked_after_that_is_answered_by_it_too_until_it_is_put_back(open_intranet, rasa, answers):
    page = open_intranet()
    rasa.answers[QUESTION] = answers["nee"]
    page.get_by_label("Dommelo").check()
    expect(page.get_by_text("Nu in gebruik: “Dommelo online”")).to_be_visible()
    page.locator(".starter-knop").click()
    expect(page.locator(".kop-onder")).to_have_text("Sociale media bij Dommelo")
    ask(page, "en thuis?")
    page.get_by_role("button", name="Sluit").click()
    page.get_by_label("Drukkerij De Linde").check()
    expect(page.get_by_text("Nu in gebruik: “Sociale media bij Drukkerij De Linde”")).to_be_visible()
    expect(page.locator(".kop-onder")).to_have_text("Sociale media bij Drukkerij De Linde")
    assert [post.get("policy") for post in rasa.posts] == ["winkelketen", "winkelketen", None]


def test_without_an_answer_the_page_says_so(open_intranet, rasa):
    page = open_intranet()
    rasa.fault = "Dat lukte niet."
    page.get_by_label("Pixelkade").check()
    expect(page.get_by_text("Stel je vraag opnieuw: de vorige bleef zonder antwoord.")).to_be_visible()
    expect(page.locator(".previews[aria-busy]")).to_have_count(0)

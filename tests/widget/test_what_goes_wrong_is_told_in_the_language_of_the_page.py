"""What the assistant says in Dutch of a fault, in a widget that speaks French or English."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

DUTCH = "Er loopt bij mij iets mis."
FIELDS = {"fr": "Votre question sur", "en": "Your question about", "nl": "Je vraag over"}


@pytest.fixture
def asked(open_bare):
    """Return a function that asks something in a widget of a language, and gives the page."""

    def ask(language):
        page = open_bare(f'<mag-dat mode="inline" lang="{language}"></mag-dat>')
        page.get_by_label(FIELDS[language]).fill("x")
        page.keyboard.press("Enter")
        expect(page.locator(".storing")).to_be_visible()
        return page

    return ask


@pytest.mark.parametrize(
    ("language", "code", "words"),
    [
        ("fr", "trouble", "Un problème est survenu chez l’assistant."),
        ("fr", "unsure", "je ne sais pas si votre message est arrivé"),
        ("en", "away", "The assistant is away for a moment."),
        ("en", "trouble", "112 in danger"),
        ("nl", "trouble", DUTCH),
    ],
)
@pytest.mark.parametrize("pushed", [False, True])
def test_it_is_told_by_its_code(asked, rasa, language, code, words, pushed):
    if pushed:
        rasa.fault, rasa.fault_code = DUTCH, code
    else:
        rasa.refusals = [(503, {"fout": DUTCH, "code": code})]
    page = asked(language)
    expect(page.locator(".storing")).to_contain_text(words)
    expect(page.get_by_role("status")).to_contain_text(words)
    expect(page.locator(".storing [lang], [role=status] [lang]")).to_have_count(0)


def test_what_this_widget_has_no_words_for_is_told_in_dutch_and_marked_so(asked, rasa):
    rasa.refusals = [(503, {"fout": DUTCH, "code": "later_bedacht"})]
    page = asked("fr")
    expect(page.locator(".storing [lang=nl-BE]")).to_have_text(DUTCH)
    expect(page.locator(".storing")).to_contain_text("Votre question est encore dans le champ.")
    expect(page.locator("[role=status] [lang=nl-BE]")).to_have_text(DUTCH)


def test_what_says_nothing_is_told_in_the_own_language(asked, rasa):
    rasa.refusals = [(503, {})]
    expect(asked("en").locator(".storing")).to_contain_text("The assistant is away for a moment.")

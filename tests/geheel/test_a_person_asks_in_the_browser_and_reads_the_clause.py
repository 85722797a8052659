"""The widget, Rasa and the action server together, used as a person does."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from servers import ANSWER_WITHIN, Assistant, running

PATIENCE = ANSWER_WITHIN * 1000
"""Milliseconds."""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    state = tmp_path_factory.mktemp("toestand")
    with running(state, names=("acties", "rasa", "pagina")) as assistant:
        yield assistant


@pytest.fixture
def page(browser: Browser, assistant: Assistant) -> Iterator[Page]:
    """Open the page; afterwards the console must be clean, for a blocked request is said nowhere else."""
    page = browser.new_page(reduced_motion="reduce")
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"http://127.0.0.1:{assistant.environment['MAGDAT_POORT_PAGINA']}/chat.html")
    yield page
    page.close()
    assert complaints == []


def ask(page: Page, text: str) -> Locator:
    """Type a question, and return the answer."""
    before = page.locator(".beurt.eigen").count()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    return answer(page, before)


def answer(page: Page, before: int) -> Locator:
    """Wait for what comes back to the turn after ``before`` others."""
    expect(page.locator(".beurt.eigen")).to_have_count(before + 1)
    expect(page.locator(".gesprek:not([aria-busy])")).to_be_visible(timeout=PATIENCE)
    return page.locator(".beurt.assistent").last


def test_a_question_is_answered_with_its_clause_and_goes_on_after_a_reload(page: Page) -> None:
    expect(page.locator(".welkom")).to_contain_text("geautomatiseerde assistent")
    page.get_by_label("Je vraag over sociale media").focus()
    came = ask(page, "mag ik Facebook gebruiken tijdens de pauze?")
    expect(came).not_to_contain_text("geautomatiseerde assistent")
    expect(came.locator(".vlag strong")).to_have_text("Ja")
    expect(came.locator(".steunt.regel")).to_contain_text("Artikel 3.1")
    expect(came.locator(".vouw.raad .deel-tekst")).to_be_hidden()
    came.locator(".vouw.raad summary").click()
    expect(came.locator(".vouw.raad .deel-tekst")).to_be_visible()
    expect(came.locator(".vouw.bron")).to_contain_text("Sociale media bij Drukkerij De Linde")

    page.reload()
    expect(page.get_by_text("Je gesprek van daarnet loopt verder")).to_be_visible()
    page.get_by_label("Je vraag over sociale media").focus()
    came = ask(page, "en op linkedin?")
    expect(came.locator(".vlag")).to_be_visible()
    assert page.evaluate("() => [localStorage.length, document.cookie]") == [0, ""]


def test_a_button_goes_on_with_the_conversation(page: Page) -> None:
    page.get_by_label("Je vraag over sociale media").focus()
    came = ask(page, "mag ik linkedin gebruiken")
    expect(came).to_contain_text("Wanneer zou dat zijn?")
    came.get_by_role("button", name="Tijdens de werkuren").click()
    came = answer(page, 1)
    expect(came.locator(".vlag strong")).to_have_text("Onder voorwaarden")
    expect(came.locator(".steunt.regel")).to_contain_text("Artikel 3.4")
    expect(came).to_be_focused()


def test_bullying_shows_first_whom_to_turn_to(page: Page) -> None:
    page.get_by_label("Je vraag over sociale media").focus()
    came = ask(page, "ik word gepest in de whatsappgroep")
    expect(came.locator(".kaart")).to_contain_text("vertrouwenspersoon")
    expect(came.locator(".steunt.contact")).to_be_visible()


def test_only_emoji_are_answered_calmly(page: Page) -> None:
    page.get_by_label("Je vraag over sociale media").focus()
    expect(ask(page, "😀😀😀")).to_contain_text("Ik zie geen vraag.")


def test_a_hand_off_shows_what_is_sent_and_gives_a_number(page: Page) -> None:
    page.get_by_label("Je vraag over sociale media").focus()
    ask(page, "ik wil een mens spreken")
    ask(page, "Mijn foto staat op de site en ik wil dat ze weg gaat.")
    shown = ask(page, "anoniem")
    expect(shown).to_contain_text("Mijn foto staat op de site")
    shown.get_by_role("button", name="Ja, versturen").click()
    expect(answer(page, 3)).to_contain_text("MD-0001")

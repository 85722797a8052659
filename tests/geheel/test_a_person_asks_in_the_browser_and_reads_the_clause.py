"""The widget, Rasa and the action server together, used as a person does."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import httpx
import psutil
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from servers import ANSWER_WITHIN, Assistant, running

PATIENCE = ANSWER_WITHIN * 1000
"""Milliseconds."""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    state = tmp_path_factory.mktemp("toestand")
    with running(state, names=("acties", "rasa", "pagina")) as assistant:
        first = assistant.pids["rasa"]
        yield assistant
        if assistant.pids["rasa"] != first:  # what a test started again is its own to stop
            psutil.Process(assistant.pids["rasa"]).terminate()


CUT = (
    "ERR_INTERNET_DISCONNECTED",
    "ERR_CONNECTION_REFUSED",
    "ERR_INCOMPLETE_CHUNKED_ENCODING",
    "503 (Service Unavailable)",
)
"""What the console says of every request while the network is away, or the assistant stops and starts."""


@contextmanager
def tabs(browser: Browser, assistant: Assistant, path: str, number: int = 1) -> Iterator[list[Page]]:
    """Open a page in several tabs; afterwards the console must be clean, for a blocked request is said nowhere else."""
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    pages = [context.new_page() for _ in range(number)]
    for page in pages:
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"http://127.0.0.1:{assistant.environment['MAGDAT_POORT_PAGINA']}/{path}")
    yield pages
    context.close()
    assert [told for told in complaints if not any(cut in told for cut in CUT)] == []


@contextmanager
def restarted(assistant: Assistant) -> Iterator[Callable[[], None]]:
    """Stop Rasa as its supervisor would, and give what starts it again."""
    rasa = psutil.Process(assistant.pids["rasa"])
    command, environment, folder = rasa.cmdline(), rasa.environ(), rasa.cwd()
    rasa.terminate()
    rasa.wait(ANSWER_WITHIN)
    started: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started.append(subprocess.Popen(command, env=environment, cwd=folder, **quiet))
        with httpx.Client(timeout=ANSWER_WITHIN) as client:
            for _ in range(int(ANSWER_WITHIN * 10)):
                with suppress(httpx.HTTPError):
                    client.get(f"{assistant.rasa}/webhooks/widget/")
                    return
                threading.Event().wait(0.1)
        pytest.fail("Rasa does not come back")

    yield start
    assistant.pids["rasa"] = started[-1].pid


@pytest.fixture
def page(browser: Browser, assistant: Assistant) -> Iterator[Page]:
    with tabs(browser, assistant, "chat.html") as (page,):
        yield page


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


def test_a_restart_in_the_middle_is_waited_for_and_the_conversation_goes_on(page: Page, assistant: Assistant) -> None:
    page.get_by_label("Je vraag over sociale media").focus()
    expect(ask(page, "mag ik Facebook gebruiken tijdens de pauze?").locator(".vlag strong")).to_have_text("Ja")
    with restarted(assistant) as start:
        page.keyboard.type("en op linkedin?")
        page.keyboard.press("Enter")
        expect(page.locator(".verbinding")).to_be_visible()
        start()
        again = page.get_by_role("button", name="Probeer opnieuw")
        expect(page.locator(".beurt.assistent .vlag").nth(1).or_(again)).to_be_visible(timeout=PATIENCE)
        if again.is_visible():
            again.click()
        came = answer(page, 1)
        expect(came.locator(".steunt.regel")).to_contain_text("Artikel 3.1")
        expect(page.locator(".beurt.assistent .vlag")).to_have_count(2)
        expect(page.locator(".verbinding")).to_be_hidden()


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


def test_in_two_tabs_with_a_network_that_goes_the_floating_widget_answers_and_runs_nothing(
    browser: Browser, assistant: Assistant
) -> None:
    with tabs(browser, assistant, "", 2) as (one, other):
        for tab in (one, other):
            tab.get_by_role("button", name="Mag dat?").click()
            expect(tab.locator(".welkom")).to_contain_text("geautomatiseerde assistent")
        came = ask(one, "mag ik Facebook gebruiken tijdens de pauze?")
        expect(came.locator(".vlag strong")).to_have_text("Ja")
        came.locator(".vouw.raad summary").click()
        expect(came.locator(".vouw.raad .deel-tekst")).to_be_visible()
        one.get_by_label("Je vraag over sociale media").focus()

        # The other tab is a conversation of its own: there «en op linkedin?» is about nothing yet.
        expect(ask(other, "ik wil een mens spreken")).to_contain_text("Wat mag ik doorgeven?")
        expect(ask(one, "en op linkedin?").locator(".vlag")).to_be_visible()

        one.context.set_offline(True)
        one.keyboard.type("en op whatsapp?")
        one.keyboard.press("Enter")
        expect(one.locator(".verbinding")).to_be_visible()
        expect(one.locator(".wacht")).to_be_visible()
        one.context.set_offline(False)
        expect(answer(one, 2).locator(".vlag")).to_be_visible()
        expect(one.locator(".verbinding")).to_be_hidden()

        # What comes back from the assistant holds it too: before it is passed on, the person sees what goes.
        hostile = "Kijk: <img src=x onerror=stuk()><script>stuk()</script>"
        ask(other, hostile)
        expect(ask(other, "anoniem")).to_contain_text(hostile)
        assert other.title() == "Intranet · Drukkerij De Linde"
        assert (
            other.evaluate("document.querySelector('mag-dat').shadowRoot.querySelectorAll('.gesprek img').length") == 0
        )

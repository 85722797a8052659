"""Two people, each in a browser of their own: an employee in the widget, and somebody of a desk on its page."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyotp
from playwright.sync_api import Browser, Locator, Page, expect
from servers import ANSWER_WITHIN, Assistant

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "vier gewone woorden na elkaar"
ADD = "from magdat.cli import main; main()"
PATIENCE = ANSWER_WITHIN * 1000


@contextmanager
def page_of(browser: Browser, address: str, *, but: str = "nothing") -> Iterator[Page]:
    """Open a page that has to work without any complaint of the browser, but for those that hold a word."""
    page = browser.new_page(reduced_motion="reduce", locale="nl-BE", viewport={"width": 900, "height": 780})
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    yield page
    page.close()
    assert [line for line in complaints if but not in line] == []


@dataclass
class Employee:
    """Who asks, in the widget."""

    page: Page

    def say(self, text: str) -> None:
        """Type something, and wait until it is dealt with."""
        before = self.page.locator(".beurt.eigen").count()
        field = self.page.get_by_role("textbox").first
        field.fill(text)
        field.press("Enter")
        expect(self.page.locator(".beurt.eigen")).to_have_count(before + 1)
        expect(self.page.locator(".gesprek:not([aria-busy])")).to_be_visible(timeout=PATIENCE)

    def reads(self, text: str | re.Pattern[str]) -> Locator:
        """Wait until the last thing that was said holds a text."""
        last = self.page.locator(".gesprek .beurt").last
        expect(last).to_contain_text(text, timeout=PATIENCE)
        return last


@dataclass
class Colleague:
    """Who answers, on the page of the desk."""

    page: Page

    def begin(self, name: str, start: str) -> None:
        """Come in for the first time, as somebody with a starting code does."""
        page = self.page
        page.get_by_role("link", name="begin hier").click()
        page.get_by_label("Naam").fill(name)
        page.get_by_label("Startcode").fill(start)
        page.get_by_role("button").last.click()
        secret = page.locator("code.sleutel").inner_text().replace(" ", "")
        page.get_by_label("Kies een wachtwoord").or_(page.locator("#wachtwoord")).first.fill(PASSWORD)
        page.locator("#nog-eens").fill(PASSWORD)
        page.get_by_label("Code uit je app").fill(pyotp.TOTP(secret).now())
        page.get_by_role("button", name="Klaar, ga naar het bureau").click()
        expect(page.get_by_role("heading", name=re.compile("Vragen|vragen")).first).to_be_visible()

    def opens(self, words: str) -> None:
        """Open a question that came by itself."""
        self.page.get_by_role("link", name=re.compile(words)).click()

    def answers(self, text: str) -> None:
        """Send an answer."""
        self.page.get_by_label("Je antwoord aan de medewerker").fill(text)
        self.page.get_by_role("button", name="Verstuur", exact=True).click()
        expect(self.page.get_by_text("Je antwoord is verstuurd.").first).to_be_visible()

    def reads(self, text: str) -> None:
        """Wait until the employee said something."""
        expect(self.page.locator(".b-person .beurt-tekst").last).to_have_text(text, timeout=PATIENCE)

    def proposes(self, desk: str) -> None:
        """Ask the employee whether the question may go to another confidential desk."""
        self.page.get_by_label("Naar welk loket?").select_option(label=desk)
        self.page.get_by_role("button", name="Vraag of het mag").click()
        expect(self.page.get_by_text("Je collega leest nu je voorstel.").first).to_be_visible()

    def closes(self) -> None:
        """Close the question."""
        self.page.locator("#sluiten").click()


def invited(assistant: Assistant, name: str, desk: str) -> str:
    """Add somebody by the command; return the starting code that it shows."""
    done = subprocess.run(
        [sys.executable, "-c", ADD, "bureau", "gebruiker", "toevoegen", name, "--loket", desk],
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "200", "PYTHONPATH": str(ROOT), **assistant.environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    found = re.search(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b", done.stdout)
    assert found is not None, done.stdout + done.stderr
    return found.group()

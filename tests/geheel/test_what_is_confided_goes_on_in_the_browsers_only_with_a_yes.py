"""The employee in the widget, the counsellor and the prevention adviser on the page of the desk, each in Chromium.

What was told to one confidential desk goes to another only when its person says so, in the whole started system.
``BEELDEN_NAAR`` names a folder that gets what each of them shows.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from servers import Assistant, running
from side_by_side import Colleague, Employee, invited, page_of
from widget_person import number_in

TOLD = "Ze sturen elke dag iets over mij in de groep"
ADVISER = "de preventieadviseur psychosociale aspecten van onze externe dienst"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    names, settings = ("acties", "rasa", "pagina", "bureau"), {"MAGDAT_DOORGEVEN": "eigen"}
    with running(tmp_path_factory.mktemp("toestand"), settings=settings, names=names) as assistant:
        yield assistant


def picture_of(**pages: Page) -> Callable[[str], None]:
    """Return what takes a picture of each page under a name, where pictures are wanted."""
    folder = os.environ.get("BEELDEN_NAAR")

    def take(name: str) -> None:
        for who, page in pages.items() if folder else ():
            page.screenshot(path=Path(str(folder)) / f"loket-{name}-{who}.png")

    return take


def test_from_the_counsellor_to_the_prevention_adviser(
    assistant: Assistant, browser: Browser, other_browser: Browser
) -> None:
    ports = assistant.environment
    chat = f"http://127.0.0.1:{ports['MAGDAT_POORT_PAGINA']}/chat.html"
    desk = f"http://127.0.0.1:{ports['MAGDAT_POORT_BUREAU']}/"
    counsellor, other = invited(assistant, "an", "vertrouwenspersoon"), invited(assistant, "dirk", "preventieadviseur")
    with (
        page_of(browser, chat) as one,
        page_of(other_browser, desk, but="404") as two,  # which loses the question while its page is open
        page_of(other_browser, desk) as three,
    ):
        person, an, dirk = Employee(one), Colleague(two), Colleague(three)
        picture = picture_of(medewerker=one, an=two, dirk=three)
        an.begin("an", counsellor)
        dirk.begin("dirk", other)
        for said in ("ik word gepest door mijn collega's", "ik wil een mens spreken", TOLD, "anoniem", "ja"):
            person.say(said)
        number = number_in(person.reads("MD-").inner_text())
        an.opens(number)
        expect(two.get_by_text(TOLD)).to_be_visible()
        an.answers("Ik luister. Mag Lieve Goossens meelezen?")
        person.reads("Mag Lieve Goossens meelezen?")
        person.say("wie is dat?")
        an.reads("wie is dat?")
        an.answers("Zij helpt bij pesten op het werk. Ik stel het je voor.")
        person.reads("Ik stel het je voor.")
        an.proposes(ADVISER.capitalize())
        person.reads(f"{number} doorgeven aan {ADVISER}")
        picture("gevraagd")
        person.say("liever niet")
        an.reads("liever niet")
        expect(three.get_by_text(number)).to_have_count(0)
        an.proposes(ADVISER.capitalize())
        person.reads(f"{number} doorgeven aan {ADVISER}")
        person.say(f"geef {number} aan de preventieadviseur")
        person.reads(f"Je vraag {number} is nu bij {ADVISER}")
        expect(two.get_by_text("Deze vraag is niet meer bij jouw loket.")).to_be_visible()
        picture("gegeven")
        dirk.opens(number)
        expect(three.get_by_text(TOLD)).to_be_visible()
        expect(three.get_by_text(f"geef {number} aan")).to_have_count(0)
        dirk.answers("Dag, ik ben er nu ook.")
        person.reads("Dag, ik ben er nu ook.")
        picture("verder")
        two.reload()
        expect(two.get_by_text(TOLD)).to_have_count(0)
        picture("weg")
        dirk.closes()
        person.reads(f"sloot {number}")

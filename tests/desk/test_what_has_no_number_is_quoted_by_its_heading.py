"""Where the company's text has no numbers, the desk names the heading: a number of ours nobody could look up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from served import Served, served

from magdat.knowledge import Knowledge, open_knowledge
from magdat.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ASKED = "Mag ik op Facebook in de pauze?"


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Give the policy with a third chapter that has no number in the company's own text."""
    path = tmp_path_factory.mktemp("beleid") / "beleid.yml"
    text = (ROOT / "beleid" / "beleid.yml").read_text(encoding="utf-8")
    text, found = re.subn(r'(\n  - nummer: "3"\n    titel: )[^\n]+', r"\1Gebruik\n    zonder_nummer: ja", text)
    assert found == 1
    path.write_text(text, encoding="utf-8")
    return open_knowledge(Settings.from_environment({"MAGDAT_BELEID": str(path)}))


@pytest.fixture
def desk(knowledge: Knowledge) -> Iterator[Served]:
    """Give a served page over that policy."""
    found, server, thread = served(knowledge)
    yield found
    server.should_exit = True
    thread.join(10)


def test_what_goes_into_an_answer_names_the_heading(desk, open_as):
    desk.add("els", "hr")
    number = desk.ask(ASKED, topic="gebruik_werkuren")
    page = open_as("els", f"/vraag/{number}")
    page.get_by_text("Een antwoord uit het beleid").click()
    first = page.locator(".uitspraken li").first
    expect(first).to_contain_text("het stuk “Gebruik”")
    first.get_by_role("button").click()
    field = page.get_by_label("Je antwoord aan de medewerker")
    expect(field).to_have_value(re.compile(r"Je vindt het in het stuk “Gebruik” van ons beleid\.$"))
    assert not re.search(r"artikel 3\b", page.content())


def test_without_script_it_names_the_heading_too(desk):
    desk.add("els", "hr")
    number, els = desk.ask(ASKED, topic="gebruik_werkuren"), desk.user("els")
    page = els.get(f"/vraag/{number}").text
    chosen = re.search(r'name="gebruik" value="([^"]+)"', page)[1]
    shown = els.post(f"/vraag/{number}/invoegen", page=f"/vraag/{number}", gebruik=chosen).text
    assert "Je vindt het in het stuk “Gebruik” van ons beleid.</textarea>" in shown


def test_a_proposal_of_it_knows_its_clause_and_shows_the_heading(desk):
    desk.add("els", "hr")
    number, els = desk.ask(ASKED, topic="gebruik_werkuren"), desk.user("els")
    quoted = desk.house.words.quoted("In je pauze kies je zelf.", "het stuk “Gebruik”")
    els.post(f"/vraag/{number}/antwoord", tekst=quoted)
    page = els.get(f"/vraag/{number}/voorstel").text
    assert "In je pauze kies je zelf.</textarea>" in page
    assert re.search(r'<option value="3\.\d+" selected>Het stuk “Gebruik”', page)
    names = re.findall(r'<option value="[\d.]+"[^>]*>([^<]+)', page)
    assert not any(name.startswith("3.") for name in names)
    assert len(names) == len(set(names))

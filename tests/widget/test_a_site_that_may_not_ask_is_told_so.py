"""A website that is missing from MAGDAT_HERKOMST, of which a browser says no more than that it did not work."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from using import ask, last, typed, until

INLINE = '<mag-dat mode="inline"></mag-dat>'
TOLD = "Deze website mag niet met de assistent praten. Verwittig de beheerder."


@pytest.fixture
def stranger(rasa, intranet, monkeypatch):
    """Take the company's own site off the list."""
    site, _ = intranet
    monkeypatch.setattr(rasa, "listed", rasa.listed - {site})
    return site


def test_it_is_told_at_once_and_the_administrator_reads_why(open_bare, rasa, stranger):
    page, lines = open_bare(INLINE), []
    page.on("console", lambda line: lines.append(line.text))
    typed(page, "x")
    expect(page.locator(".storing")).to_contain_text(TOLD, timeout=3_000)
    expect(page.get_by_role("status")).to_contain_text(TOLD)
    assert any("MAGDAT_HERKOMST" in line and stranger in line for line in lines), lines
    assert (rasa.begun, rasa.messages) == ([], [])


def test_an_assistant_that_is_away_behind_its_proxy_is_not_said_to_refuse(open_bare, rasa, stranger):
    rasa.there = False
    page = open_bare(INLINE)
    typed(page, "x")
    expect(page.locator(".verbinding")).to_be_visible()
    page.wait_for_timeout(1_500)
    expect(page.locator(".storing")).to_have_count(0)


def test_nor_is_one_that_answered_before_and_is_away_now(open_bare, rasa, intranet, monkeypatch):
    page = open_bare(INLINE)
    ask(page, "een")
    monkeypatch.setattr(rasa, "listed", rasa.listed - {intranet[0]})  # a proxy's own answers have no such header
    rasa.break_streams()
    typed(page, "twee")
    expect(page.locator(".verbinding")).to_be_visible()
    monkeypatch.undo()
    until(page, lambda: len(rasa.messages) == 2)
    expect(last(page)).to_contain_text("Ik hoorde: twee")

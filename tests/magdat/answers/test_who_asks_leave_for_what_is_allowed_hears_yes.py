"""«Nee.» is never said before a sentence that allows what somebody asks leave for, where the company decided so."""

from __future__ import annotations

import pytest

from magdat.answers.direction import word_of_leave
from magdat.knowledge import open_knowledge
from magdat.policy.decision import Decision
from magdat.question import Form
from magdat.settings import Settings

CUES = open_knowledge(Settings.from_environment({})).library.first_word

WAGES = "Over je eigen loon mag je vrij spreken, ook met collega's. Prijzen en offertes maak je niet bekend."
COLLEAGUES = "Foto's van collega's mag je posten, als elke collega instemt en geen bewoners in beeld komen."


@pytest.mark.parametrize("decision", [Decision.YES, Decision.CONDITIONAL])
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("mag ik met de andere gasten bespreken hoeveel ik verdien?", WAGES),
        ("mogen die foto's op mijn insta?", COLLEAGUES),
        ("mag ik dat weigeren zonder te zeggen waarom?", "Je mag weigeren zonder een reden te geven."),
    ],
)
def test_no_becomes_yes(asked: str, told: str, decision: Decision) -> None:
    assert word_of_leave(CUES, asked, Form.MAY, told, "nee", decision) == "ja"


@pytest.mark.parametrize(
    ("asked", "form", "told", "decision"),
    [
        ("mag ik de prijzen rondsturen?", Form.MAY, "Prijzen maak je nooit bekend.", Decision.CONDITIONAL),
        ("mag ik over mijn loon praten?", Form.MAY, WAGES, Decision.NO),
        ("mag ik over mijn loon praten?", Form.MAY, WAGES, None),
        ("moet ik mijn loon zeggen?", Form.MUST, WAGES, Decision.YES),
        ("kan ik daar last mee krijgen?", Form.MAY, WAGES, Decision.YES),
        ("is het verboden dat ik over mijn loon praat?", Form.MAY, WAGES, Decision.YES),
        ("kan ik hier films kijken?", Form.MAY, "U streamt hier geen films: dat kan storen.", Decision.CONDITIONAL),
        ("mogen ze mijn loon rondvertellen?", Form.MAY, WAGES, Decision.YES),
        ("mag ik zonder akkoord van mijn collega posten?", Form.MAY, COLLEAGUES, Decision.CONDITIONAL),
    ],
)
def test_in_any_other_case_no_stays(asked: str, form: Form, told: str, decision: Decision | None) -> None:
    assert word_of_leave(CUES, asked, form, told, "nee", decision) == "nee"


@pytest.mark.parametrize("word", ["ja", None])
def test_another_word_is_left_as_it_is(word: str | None) -> None:
    assert word_of_leave(CUES, "mag ik over mijn loon praten?", Form.MAY, WAGES, word, Decision.YES) == word

"""«Onlangs heeft mijn chef …» names nobody: what opens a sentence stands before a verb as a name does."""

from __future__ import annotations

import pytest

from magdat.redaction import Redactor

_ADVERBS = """
  onlangs sindsdien gisteren eergisteren gisteravond gistermiddag intussen ondertussen inmiddels plots plotseling
  opeens daarnet zonet zojuist zopas momenteel helaas hopelijk gelukkig eigenlijk bovendien daarnaast
  overmorgen wellicht mogelijks trouwens overigens nochtans hierdoor hiervoor hierbij vervolgens
  tenslotte uiteindelijk aanvankelijk oorspronkelijk recentelijk stilaan gaandeweg regelmatig maandelijks
  wekelijks veelal kennelijk blijkbaar schijnbaar normaliter doorgaans gewoonlijk kortom enfin alleszins
  niettemin zodoende bijgevolg enerzijds anderzijds evenmin daarentegen integendeel voorlopig vooralsnog weldra
  voorheen voordien nogmaals wederom desnoods eventueel uiteraard vanzelfsprekend nauwelijks waarschijnlijk toevallig
  ongetwijfeld feitelijk opvallend vreemdgenoeg tegelijkertijd voortaan allereerst meermaals
"""

_JOINING = """
    mits tenzij ofschoon doordat vermits naargelang naarmate totdat alvorens hetzij ofwel ingevolge krachtens gedurende
    betreffende omtrent omdat hoewel aangezien terwijl nadat
"""
OPENERS, JOINING = _ADVERBS.split(), _JOINING.split()
"""Adverbs, and other words that may open a sentence."""

BEFORE_A_VERB = (
    "{} heeft mijn chef dat gezegd",
    "{} is er een foto van mij gepost",
    "{} werd dat verboden door HR",
    "{} zegt Facebook dat het niet mag",
    "Dat mocht. {} kwam er een mail van LinkedIn.",
)


@pytest.mark.parametrize("opener", OPENERS)
def test_before_a_verb_it_stays(redactor: Redactor, opener: str) -> None:
    for word in (opener, opener.capitalize()):
        for text in (form.format(word) for form in BEFORE_A_VERB):
            assert redactor.redact(text) == text


@pytest.mark.parametrize("opener", [*OPENERS, *JOINING])
def test_before_a_word_with_a_capital_it_stays(redactor: Redactor, opener: str) -> None:
    for form in (
        "{} Instagram niet werkt, mag het op LinkedIn",
        "{} Smartschool dat toelaat, mag het",
        "{} HR ja zei, kon het",
    ):
        text = form.format(opener.capitalize())
        assert redactor.redact(text) == text


@pytest.mark.parametrize("opener", ["Onlangs", "Bovendien", "Helaas", "Intussen", "Nochtans", "Sindsdien"])
@pytest.mark.parametrize("name", ["Kevin", "Fatima", "An Peeters", "Zwiepo"])
def test_a_name_behind_it_goes(redactor: Redactor, opener: str, name: str) -> None:
    assert redactor.redact(f"{opener} heeft {name} mij gefilmd") == f"{opener} heeft <naam> mij gefilmd"

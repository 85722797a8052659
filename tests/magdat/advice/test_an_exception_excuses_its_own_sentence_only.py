"""An outdated word is excused by what stands beside it, never by a word elsewhere in the text."""

from __future__ import annotations

import pytest
from made_advice import advice, problems, use
from made_rules import as_yaml, policy_data


def outdated(text, library, tmp_path):
    """The outdated words that are reported, by check."""
    found = problems(library, tmp_path, regels=[use(text=text)])
    return {name.removeprefix("verouderd_"): items for name, items in found.items() if name.startswith("verouderd_")}


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Meld dit bij de Privacycommissie. Spreek niet meer over gisteren.", "privacycommissie"),
        ("meld dit bij de privacycommissie. we spreken er vroeger of later over", "privacycommissie"),
        ("We volgen de Privacywet van 8 december 1992. Vroeger was dat anders.", "privacywet"),
        ("Vroeger was dat anders, maar nu volgen we de Privacywet.", "privacywet"),
        ("Vroeger was dat anders; nu volgen we de Privacywet.", "privacywet"),
        ("Twitter, Facebook en het X-ray toestel", "twitter"),
        ("Op Facebook, Twitter en X mag het.", "twitter"),
        ("Bel de politie bij geweld. De controle is aangegeven.", "aangifte"),
        ("Zet geen tweet over je werk.", "twitter"),
        ("Op het werk twitteren mag niet.", "twitter"),
        ("Ons Twitteraccount beheert Els.", "twitter"),
        ("Ons Twitter-account beheert Els.", "twitter"),
        ("Volgens de wet van 8/12/1992 mag dat.", "privacywet"),
        ("Volgens de wet van\n8 december 1992 mag dat.", "privacywet"),
        ("De Wet Verwerking Persoonsgegevens geldt.", "privacywet"),
        ("Bel de Privacy-commissie.", "privacycommissie"),
        ("We moeten elke controle aangeven bij de privacycommissie.", "aangifte"),
        ("Ons aangiftenummer is 12345.", "aangiftenummer"),
    ],
)  # fmt: skip
def test_what_is_given_as_current_is_reported(text, check, library, tmp_path):
    assert check in outdated(text, library, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "Aangifte van een arbeidsongeval doe je bij de personeelsdienst.",
        "We controleren niemand. Een aangifte van diefstal doe je zelf.",
        "Doe aangifte bij de politie.",
        "Tijdens een controle stelt de politie een aangifte op.",
        "Een aangifte van de controle hoeft niet meer.",
        "We volgen de AVG en de privacywet van 30 juli 2018.",
        "De Privacywet van 8 december 1992 is vervangen door de AVG.",
        "De Privacycommissie bestaat niet meer.",
        "Vroeger gaf een werkgever dat eenmalig aan bij de Privacycommissie, volgens de Privacywet van 1992.",
        "Op X (vroeger Twitter) mag het.",
        "Op X (het vroegere Twitter) mag het.",
        "Op Twitter, nu X, mag het.",
        "Twitter heet nu X.",
        "Onze site is tweetalig.",
        "We volgen de privacywetgeving.",
        "Netlog bestaat niet meer.",
    ],
)  # fmt: skip
def test_what_is_told_of_the_past_or_about_something_else_is_not(text, library, tmp_path):
    assert outdated(text, library, tmp_path) == {}


def test_an_exception_with_the_word_in_it_excuses_that_one_only(library, tmp_path):
    text = "We volgen de privacywet van 30 juli 2018 en de Privacywet van 8 december 1992."
    (item,) = outdated(text, library, tmp_path)["privacywet"]
    assert "(2 keer)" not in item.message
    assert "«Privacywet»" in item.message


def test_a_word_that_stands_twice_on_a_line_is_counted(library, tmp_path):
    (item,) = outdated("Op Twitter mag veel. Op Twitter mag niet alles.", library, tmp_path)["twitter"]
    assert item.message.endswith("(2 keer)")


def test_every_line_with_an_outdated_word_is_named(library, tmp_path):
    path = as_yaml(policy_data(regels=[use(text="HIER")]), tmp_path / "beleid.yml")
    written = [
        ">-",
        "Op Twitter mag veel.",
        "Op X (vroeger Twitter) ook. Twitter, zo heet",
        "het hier, mag. Op",
        "Twitter mag alles.",
    ]
    text = "\n    ".join(written)
    path.write_text(path.read_text(encoding="utf-8").replace("HIER", text), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines, start=1) if "mag veel" in line)
    items = [item for item in advice(path, library) if "«Twitter»" in item.message]
    assert [item.line for item in items] == [first, first + 1, first + 3]


def test_two_words_of_one_check_are_both_reported(library, tmp_path):
    items = outdated("Hyves en Netlog mogen niet.", library, tmp_path)["netwerk"]
    assert sorted(item.message.split("»")[0] for item in items) == ["«Hyves", "«Netlog"]

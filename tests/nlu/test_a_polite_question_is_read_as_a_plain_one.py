"""What is polite before and after a question is not read: «Hallo, mag ik dat? Alvast bedankt» asks «mag ik dat?»."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.exceptions import InvalidConfigException

from magdat.files.problems import DocumentError, Problem
from nlu.courtesy import core, core_span
from nlu.ngram_featurizer import NgramFeaturizer

QUESTION = "mag ik op facebook in de pauze?"


@pytest.mark.parametrize(
    "before", ["Hallo, ", "goeiemorgen ", "Dag Jan, ", "Beste collega's, ", "Hoi! Een vraagje: ", ""]
)
@pytest.mark.parametrize(
    "after",
    [
        " Alvast bedankt!",
        " Alvast bedankt, Kevin",
        " Mvg, Kevin",
        " merci",
        " Dank u wel. 😊",
        " Met vriendelijke groeten, An Peeters",
        "\n\nGroeten\nSofie van de afwerking",
        " thx",
        "",
    ],
)
def test_greetings_and_thanks_are_left_out(before: str, after: str) -> None:
    assert core(before + QUESTION + after).strip() == QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "dank u",
        "Hallo",
        "merci voor alles",
        "ok super, merci",
        "ik snap het, thanks",
        "dag van de stilte posten, mag dat?",
        "beste collega is weg, mag ik hem taggen?",
        "goeiemorgen krijg ik al weken niet meer",
        "Goeiemorgen-berichten sturen in de groep, mag dat?",
        "moet ik groeten naar klanten sturen",
        "mag ik mijn collega's niet meer groeten",
        "is het erg als ik hem niet heb bedankt",
        "moet ik mijn mails tekenen met mvg",
        "mag ik thx zeggen op een post van mijn baas",
        "Ik stop ermee. Groeten aan mijn kinderen",
        "ik doe het vanavond. Met lieve groeten Jan zorg voor mijn kinderen",
        "Mag ik tiktok? Met vriendelijke groeten, mijn baas bedreigt mij",
        "Een klant schrijft onder elke foto van mij met lieve groeten je grootste fan",
    ],
)
def test_what_is_part_of_the_question_stays(text: str) -> None:
    assert core(text) == text


@given(st.text(max_size=200))
def test_what_is_left_is_a_part_of_what_was_typed(text: str) -> None:
    start, end = core_span(text)
    assert 0 <= start <= end <= len(text)
    assert text[start:end].strip() or not text.strip()


def test_a_pattern_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "beleefd.yml"
    path.write_text("begin:\n  - '(hallo'\neinde: []\neinde_zeker: []\ngeen_naam: 'ik'\n", encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        core_span(QUESTION, path)
    assert "haakjes" in str(error.value)


def test_a_pattern_that_fits_nothing_at_all_takes_nothing_away(tmp_path: Path) -> None:
    path = tmp_path / "beleefd.yml"
    path.write_text("begin: ['(hallo)?']\neinde: ['(thx)?']\neinde_zeker: ['(merci)?']\ngeen_naam: 'ik'\n", "utf-8")
    assert core_span(QUESTION, path) == (0, len(QUESTION))


def test_a_file_that_cannot_be_used_is_said_before_anything_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(text: str) -> tuple[int, int]:
        raise DocumentError([Problem(Path("beleefd.yml"), 3, "de haakjes kloppen niet")])

    monkeypatch.setattr("nlu.ngram_featurizer.core_span", unreadable)
    with pytest.raises(InvalidConfigException, match="haakjes"):
        NgramFeaturizer.validate_config(NgramFeaturizer.get_default_config())

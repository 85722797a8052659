"""leidraad/vertellen.yml says which sentences cannot begin an answer, and which come first."""

from __future__ import annotations

import pytest
from made_rules import ROOT

from magdat.files.documents import parse, read_document
from magdat.files.problems import DocumentError
from magdat.guidance.library import load_library
from magdat.guidance.telling import Telling, TellingCues
from magdat.importing.cues import load_cues

FILE = ROOT / "leidraad" / "vertellen.yml"
TELLING = load_library(ROOT / "leidraad").telling


@pytest.mark.parametrize(
    "sentence",
    [
        "Dat mag niet.",
        "Die gaan naar de verzekering.",
        "Zij vertelt niets door.",
        "Vraagt hij om het beeld te wissen, dan doe je dat.",
        "Daarvoor vraag je toestemming.",
        "In dat geval bel je de planning.",
        "Het telt nooit mee in je evaluatie.",
        "«Dat is niet waar», zeg je.",
    ],
)
def test_a_sentence_points_back(sentence: str) -> None:
    assert TELLING.points_back(sentence)
    assert TELLING.leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ook stagiairs houden zich eraan.",
        "Maar klanten komen niet in beeld.",
        "Anders vraag je het aan je chef.",
        "Dan geldt de strengste regel.",
        "Zo blijft het eerlijk.",
        "Daarna wis je de foto.",
        "Het is enkel voor intern gebruik.",
        "Uitzondering: je staat op de rota.",
        "In werkkledij of met het mailadres van het bestuur kan dat niet.",
        "Met dat toestel bel je niet naar klanten.",
        "Je antwoordt niet zelf.",
        "Betreft het een minderjarige, dan tekent een ouder.",
        "Trekt de collega die toestemming in, dan gaat het beeld weg.",
        "Wordt die toestemming ingetrokken, dan gaat het beeld weg.",
    ],
)
def test_a_sentence_leans_where_something_stands_before_it(sentence: str) -> None:
    assert TELLING.leans(sentence)
    assert not TELLING.points_back(sentence) or sentence.startswith(("Dan", "Daarna"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Foto's van klanten vraag je eerst aan Marketing.",
        "Post iemand iets dat niet mag, dan meld je het.",
        "Schrijft een klant die boos is een review, dan stuur je hem door.",
        "Overtreedt een werknemer dit beleid, dan volgt een gesprek.",
        "Post een collega een foto die toestemming vereist, dan meld je dat.",
        "Het logo gebruik je niet op je profiel.",
        "Het is verboden om te filmen.",
        "Wordt de instemming ingetrokken, dan verdwijnt het beeld binnen drie dagen.",
        "Klanten die vrienden werden, blijven vrienden.",
        "De dashcam filmt alleen de weg.",
        "Zijdelingse camera's hangen aan de poort.",
        "Leidinggevenden sturen geen verzoeken naar hun medewerkers.",
    ],
)
def test_a_sentence_may_begin_an_answer(sentence: str) -> None:
    assert not TELLING.leans(sentence)


def test_a_sentence_ends_where_the_importer_lets_it_end() -> None:
    assert TELLING.abbreviations == load_cues(ROOT / "leidraad").abbreviations


def test_a_form_that_cannot_be_read_is_told_with_its_line(tmp_path) -> None:
    text = FILE.read_text(encoding="utf-8")
    path = tmp_path / "vertellen.yml"
    path.write_text(text.replace("'(hij|zij|ze) ", "'(hij|zij|ze ", 1), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        parse(TellingCues, read_document(path))
    line = next(place for place, row in enumerate(text.splitlines(), 1) if "'(hij|zij|ze) " in row)
    assert [(problem.line, "de haakjes kloppen niet" in str(problem)) for problem in caught.value.problems] == [
        (line, True)
    ]


def test_without_forms_nothing_leans_or_comes_first() -> None:
    nothing = Telling()
    sentence = "Dat mag enkel als je 112 belt."
    assert not any(heard(sentence) for heard in (nothing.leans, nothing.points_back, nothing.comes_first))

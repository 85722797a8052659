"""Two that contradict each other, or say the same twice, are found at loading: both lines, and what to do."""

from __future__ import annotations

import json

import pytest
from made_rules import as_yaml, policy_data

from magdat.files.problems import DocumentError
from magdat.policy.loading import load_policy

TOPIC = "gebruik_werkuren"


def said(name, kind="toelating", topic=TOPIC, **more):
    return {"id": name, "soort": kind, "onderwerp": topic, "artikel": "1.1", "tekst": f"Tekst {name}.", **more}


@pytest.fixture
def problems(library, tmp_path):
    def found(*statements, rules=None):
        data = policy_data(formaat=2, regels=rules, uitspraken=[json.loads(json.dumps(item)) for item in statements])
        try:
            load_policy(as_yaml(data, tmp_path / "beleid.yml"), library)
        except DocumentError as error:
            return error.problems
        return []

    return found


@pytest.fixture
def line(tmp_path):
    def of(name):
        lines = (tmp_path / "beleid.yml").read_text(encoding="utf-8").splitlines()
        return next(number for number, text in enumerate(lines, start=1) if f"id: {name}" in text)

    return of


def test_a_ban_and_a_permission_on_one_topic_in_the_same_case(problems, line):
    (problem,) = problems(said("mag", als={"moment": "pauze"}), said("niet", "verbod", als={"toestel": "eigen"}))
    assert problem.line == line("niet")
    assert f"«niet» spreekt «mag» (regel {line('mag')}) tegen bij moment: pauze, toestel: eigen" == problem.message
    assert "uitzondering_op: mag" in problem.remedy


def test_a_statement_and_a_rule(problems, line):
    rule = {"id": "regel", "onderwerp": TOPIC, "artikel": "1.1", "besluit": "ja", "tekst": "Dat mag."}
    (problem,) = problems(said("niet", "verbod"), rules=[rule])
    assert {f"regel {line('niet')}", f"regel {line('regel')}"} & set(problem.message.split(")")[0].split("("))
    assert "tegen bij altijd" in problem.message


@pytest.mark.parametrize(
    "settled",
    [
        [
            said("mag", als={"moment": "pauze"}, uitzondering_op="niet"),
            said("niet", "verbod", als={"toestel": "eigen"}),
        ],
        [said("mag", als={"moment": "pauze"}), said("niet", "verbod", als={"moment": "pauze", "toestel": "eigen"})],
        [said("mag", titel="Je mail"), said("niet", "verbod")],
        [said("mag", titel="Je mail"), said("niet", "verbod", titel="Je agenda")],
        [said("mag", deelvragen=["mag_ik"]), said("niet", "verbod", deelvragen=["hoe_lang"])],
        [said("mag"), said("ook", tekst="Nog iets.")],
        [said("mag"), said("misschien", voorwaarden=["het blijft kort"])],
    ],
    ids=["exception", "more precise", "title", "titles", "questions", "both allow", "on conditions"],
)
def test_what_settles_it_or_is_about_something_else_is_no_contradiction(settled, problems):
    assert problems(*settled) == []


@pytest.mark.parametrize("shared", [{"titel": "Je mail"}, {"deelvragen": ["mag_ik"]}], ids=str)
def test_two_on_one_title_or_question_are_about_the_same(shared, problems, line):
    first = said("mag", als={"moment": "pauze"}, **shared)
    second = said("niet", "verbod", als={"toestel": "eigen"}, **shared)
    (problem,) = problems(first, second)
    assert problem.line == line("niet")
    assert f"(regel {line('mag')})" in problem.message


def test_a_permission_that_a_ban_over_all_topics_never_lets_through(problems, line):
    ban = said("niet", "verbod", "intranet", als={"inhoud": "politiek"})
    (problem,) = problems(ban, said("mag", als={"inhoud": "politiek"}))
    assert problem.message == f"«mag» spreekt «niet» (regel {line('niet')}) tegen bij inhoud: politiek"
    assert "uitzondering_op: niet" in problem.remedy
    excused = said("mag", als={"inhoud": "politiek"}, titel="Stemmen gaan tellen", uitzondering_op="niet")
    assert problems(ban, excused) == []
    assert problems(ban, said("mag", als={"inhoud": "politiek", "moment": "pauze"})) == []


def test_two_answers_to_one_question_in_the_same_cases(problems, line):
    shared = {"deelvragen": ["mag_ik", "hoe_lang"], "als": {"moment": "pauze"}}
    (problem,) = problems(said("een", **shared), said("twee", "uitleg", **{**shared, "deelvragen": ["hoe_lang"]}))
    assert problem.line == line("twee")
    assert f"op dezelfde vraag als «een» (regel {line('een')})" in problem.message
    assert problems(said("een", **shared), said("twee", **{**shared, "als": {"toestel": "eigen"}})) == []


def test_the_same_words_twice(problems, line):
    words = {"tekst": "Je gsm blijft in je locker."}
    (problem,) = problems(said("een", "verbod", **words), said("twee", "verbod", tekst="Je gsm blijft in je locker"))
    assert problem.line == line("twee")
    assert problems(said("een", "verbod", **words), said("twee", "verbod", "foto_tag", **words)) == []


def test_one_example_question_with_two_answers(problems):
    asked = {"voorbeelden": [{"vraag": "Mag ik dat?", "opening": "ja"}]}
    other = {"voorbeelden": [{"vraag": "mag ik dat", "opening": "ja"}]}
    (problem,) = problems(said("een", **asked), said("twee", "uitleg", **other))
    assert "staat ook bij «een» (regel " in problem.message
    apart = [said("een", als={"moment": "pauze"}, **asked), said("twee", als={"moment": "werkuren"}, **other)]
    assert problems(*apart) == []


def test_a_statement_that_never_wins(problems, line):
    (problem,) = problems(said("altijd", "verbod"), said("toch", uitzondering_op="altijd"))
    assert problem.line == line("altijd")
    assert problem.message == f"«altijd» wint nooit: «toch» (regel {line('toch')}) gaat altijd voor"


def test_an_exception_in_its_own_words_is_named_on_its_own_line(problems, tmp_path):
    ban = said("niet", "verbod", als={"rol": "hr", "toestel": "eigen"})
    unless = {"als": {"moment": "werkuren", "rol": "hr"}, "tekst": "HR wel."}
    (problem,) = problems(ban, said("anders", "verbod", als={"moment": "pauze"}, tenzij=[unless]))
    lines = (tmp_path / "beleid.yml").read_text(encoding="utf-8").splitlines()
    assert "«anders.tenzij-1»" in problem.message
    assert "rol: hr" in problem.message
    assert "als:" in lines[problem.line - 1]

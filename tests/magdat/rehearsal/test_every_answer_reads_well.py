"""The style check over every answer that any policy that ships can lead to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_rules import AS_THEY_WERE_WRITTEN

from magdat.advice.advise import in_use
from magdat.answers.answer import Answer, Part, PartKind
from magdat.answers.producible import Produced, producible
from magdat.guidance.model import Status
from magdat.guidance.statements import PolicyPart
from magdat.knowledge import open_knowledge
from magdat.rehearsal.style_check import (
    OPENS_ITSELF,
    check_answer,
    check_answers,
    check_guidance,
    sentences,
    words_in,
)
from magdat.settings import Settings
from magdat.situation import Situation

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = sorted((ROOT / "beleid" / "voorbeelden").glob("*.yml"))
CURRENT = [ROOT / "beleid" / "beleid.yml", *(path for path in EXAMPLES if path.stem != "verouderd_2013")]


def knowledge_of(path):
    return open_knowledge(replace(Settings.from_environment({}), policy=path))


@pytest.fixture(scope="module")
def knowledge():
    return knowledge_of(CURRENT[0])


@pytest.fixture(scope="module")
def checks(knowledge):
    return in_use(knowledge.library)


@pytest.mark.parametrize("path", CURRENT, ids=lambda path: path.stem)
def test_no_answer_has_a_fault_of_style(path, checks):
    knowledge = knowledge_of(path)
    found = list(check_answers(knowledge, checks))
    if path.stem in AS_THEY_WERE_WRITTEN:
        own = " ".join(path.read_text(encoding="utf-8").split())  # nobody shortens the sentences of others
        found = [
            finding
            for finding in found
            if finding.fault != "geen enkel contact is ingevuld"
            and not (finding.fault.startswith("zin van") and finding.text in own)
        ]
    assert found == []


def test_what_is_said_when_somebody_asks_on_has_no_fault_either(knowledge, checks):
    assert list(check_guidance(knowledge.library, checks)) == []


def test_a_fault_in_what_is_said_when_somebody_asks_on_is_seen(knowledge, checks):
    answer = knowledge.library.answers["pesten"]
    wrong = answer.employee.copy(update={"example": "Dat  mag u niet.", "steps": (" ".join(["woord"] * 21) + ".",)})
    library = replace(
        knowledge.library, answers={**knowledge.library.answers, "pesten": answer.copy(update={"employee": wrong})}
    )
    faults = {item.fault for item in check_guidance(library, checks)}
    assert {"dubbele spatie", "u-vorm", "zin van 21 woorden"} <= faults


def test_a_fault_in_a_statement_is_seen_also_where_the_policy_answers_in_its_place(knowledge, checks):
    name, statement = next(
        item for item in knowledge.library.statements.items() if item[1].decided_by is PolicyPart.LOCATION
    )
    wrong = statement.copy(update={"text": "Ja, dat kan uw chef  zeggen."})
    library = replace(knowledge.library, statements={**knowledge.library.statements, name: wrong})
    faults = {item.fault for item in check_guidance(library, checks)}
    assert {"dubbele spatie", "u-vorm", OPENS_ITSELF} <= faults


@pytest.mark.parametrize(
    ("opening", "text", "faults"),
    [
        ("ja", "Ja. Ja, dat mag.", [OPENS_ITSELF]),
        ("nee", "Nee. Nee!", [OPENS_ITSELF]),
        (None, "Ja, dat mag.", [OPENS_ITSELF]),
        ("ja", "Ja. Dat mag.", []),
        (None, "Jaarlijks kijken we dit na.", []),
    ],
)
def test_a_text_that_begins_with_yes_or_no_of_its_own_is_seen(opening, text, faults, knowledge, checks):
    answer = Answer("pesten", (Part(PartKind.DECISION, text),), opening=opening)
    found = check_answer(Produced("pesten", Situation(), answer), knowledge, checks)
    assert [item.fault for item in found] == faults


def test_a_fault_in_the_second_layer_is_seen(knowledge, checks):
    answer = Answer(
        "pesten", (Part(PartKind.DECISION, "Dat mag."),), (Part(PartKind.ADVICE, "Raad: Vraag het uw chef."),)
    )
    found = check_answer(Produced("pesten", Situation(), answer), knowledge, checks)
    assert [item.fault for item in found] == ["u-vorm"]


def test_an_uncertain_law_note_asks_to_have_it_checked(knowledge):
    uncertain = [note for note in knowledge.library.laws.values() if note.status is Status.UNCERTAIN]
    assert uncertain
    assert [note.id for note in uncertain if "nakijken" not in note.text] == []


def test_the_outdated_policy_shows_its_outdated_words_and_missing_contacts_only(checks):
    found = list(check_answers(knowledge_of(ROOT / "beleid" / "voorbeelden" / "verouderd_2013.yml"), checks))
    assert any("Privacycommissie" in item.fault for item in found)
    assert [item for item in found if not item.fault.startswith(("verouderd: ", "geen enkel contact"))] == []


def clause_of(policy, name):
    return next((rule.topic, rule.clause) for rule in policy.rules if rule.id == name)


def test_every_topic_every_rule_and_the_unregulated_case_are_among_the_answers(knowledge):
    produced = list(producible(knowledge))
    assert {item.topic for item in produced} == {topic.id for topic in knowledge.library.topics}
    named = {item.answer.rule for item in produced} | {case["regel"] for item in produced for case in item.answer.cases}
    resting = {(item.topic, item.answer.clause) for item in produced}  # the company may say it in words of its own
    untold = [rule.id for rule in knowledge.policy.rules if rule.id not in named]
    assert [name for name in untold if clause_of(knowledge.policy, name) not in resting] == []
    assert {str(item.id) for item in knowledge.policy.statements} <= named
    assert {item.answer.statement for item in produced} == set(knowledge.library.statements)
    assert len({(item.answer.statement, item.answer.whole) for item in produced}) == len(produced)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Dat mag  niet.", "dubbele spatie"),
        ("Hallo {{ naam }}.", "niet is ingevuld"),
        ("Je kunt terecht bij None.", "niet is ingevuld"),
        ("Vraag het aan de dienst ().", "niet is ingevuld"),
        ("Mag ik u iets vragen?", "u-vorm"),
        ("Uw werkgever beslist.", "u-vorm"),
        ("Bel het sociaal_secretariaat.", "technische naam"),
        ("Dat is een dringende reden.", "juridisch oordeel"),
        ("Meld het aan de Privacycommissie.", "verouderd"),
        ("Op Twitter mag het.", "verouderd"),
        (" ".join(["woord"] * 21) + ".", "zin van 21 woorden"),
        (" ".join(["woord"] * 14) + ". " + " ".join(["Woord"] * 13) + ".", "gemiddeld 13.5"),
    ],
)
def test_each_fault_of_style_is_seen(text, fault, knowledge, checks):
    produced = Produced("pesten", Situation(), Answer("pesten", (Part(PartKind.DECISION, text),)))
    found = [item.fault for item in check_answer(produced, knowledge, checks)]
    assert any(fault in item for item in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Om 8 uur begin je.",
        "Vroeger meldde je dat aan de Privacycommissie.",
        "Doe aangifte bij de politie.",
        "Op X (vroeger Twitter) mag het.",
        "Mail naar jan_peeters@delinde.example.",
    ],
)
def test_what_is_fine_is_left_alone(text, knowledge, checks):
    produced = Produced("pesten", Situation(), Answer("pesten", (Part(PartKind.DECISION, text),)))
    assert list(check_answer(produced, knowledge, checks)) == []


def test_a_contact_that_is_not_filled_in_is_seen(knowledge, checks):
    text = knowledge.phrases.say("contact_onbekend")
    produced = Produced("pesten", Situation(), Answer("pesten", (Part(PartKind.CONTACT, text),)))
    assert [item.fault for item in check_answer(produced, knowledge, checks)] == ["geen enkel contact is ingevuld"]


def test_labels_lists_and_titles_do_not_make_a_sentence_longer():
    assert sentences("Raad: Doe het rustig. Praat eerst.") == ["Raad:", "Doe het rustig.", "Praat eerst."]
    assert sentences("Dat kan:\n- als het kort blijft\n- als niemand wacht") == [
        "Dat kan:", "- als het kort blijft", "- als niemand wacht",
    ]  # fmt: skip
    assert words_in("artikel 3.1 van “Sociale media bij ons”") == 4
    assert len(sentences("Je kunt terecht bij Jan, jan@x.example, elke werkdag.", contact=True)) == 1

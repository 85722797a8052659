from __future__ import annotations

from dataclasses import replace

import pytest
from said import asking, custom, said, talk

from magdat.knowledge import Knowledge
from magdat.question import Form, Opening

BULLIED = said("mijn collega's pesten mij", ("pesten", 0.99))
SHARING = said("mag ik een vacature van ons delen?", ("ambassadeur", 0.99))


@pytest.mark.parametrize(
    "message",
    [
        said("is dat verplicht?", ("policy_opmaak", 0.26), ("prive_werk_grens", 0.16)),
        said("moeten we dat tegen hen zeggen?", ("kritiek_meningsuiting", 0.41), ("overleg_or", 0.16)),
        said("maar hij liegt gewoon!", ("bevestigen", 0.18), ("ontslag_dringende_reden", 0.1)),
        said("wat kan ik doen?", ("bot_mogelijkheden", 0.75), ("ambassadeur", 0.01)),
    ],
)
def test_whatever_the_classifier_makes_of_it(knowledge: Knowledge, message: object) -> None:
    assert custom(talk(knowledge, SHARING, message))["onderwerp"] == "ambassadeur"  # type: ignore[arg-type]


def test_a_question_of_its_own_changes_the_topic(knowledge: Knowledge) -> None:
    question = said("en mag ik daar een foto van een klant op zetten?", ("foto_tag", 0.8), ("ambassadeur", 0.02))
    assert custom(talk(knowledge, SHARING, question))["onderwerp"] == "foto_tag"


def test_gibberish_is_not_taken_for_more_of_the_same(knowledge: Knowledge) -> None:
    assert custom(talk(knowledge, SHARING, said("fwiep zzz plof", ("pesten", 0.05))))["onderwerp"] is None


def test_who_goes_on_three_times_is_asked_what_is_meant(knowledge: Knowledge) -> None:
    again = said("en dat dan ook nog?", ("kansen", 0.1), ("valkuilen", 0.1))
    texts = []
    for count in (1, 2):
        turn = talk(knowledge, SHARING, *[again] * count)
        assert custom(turn)["onderwerp"] == "ambassadeur"
        texts.append(turn.replies[0].text)
    assert texts[0] != texts[1]
    assert custom(talk(knowledge, SHARING, *[again] * 3))["onderwerp"] is None


def test_whoever_is_in_trouble_is_not_offered_other_topics(knowledge: Knowledge) -> None:
    turn = talk(knowledge, BULLIED, said("en als dat niet stopt?", ("reputatie", 0.2), ("sanctie", 0.15)))
    assert custom(turn)["onderwerp"] == "pesten"
    assert not turn.replies[0].buttons
    assert "Samira El Amrani" in turn.replies[0].text


def test_the_same_answer_is_not_repeated_in_full(knowledge: Knowledge) -> None:
    who = said(
        "wie beslist over facebook in de pauze?", ("gebruik_werkuren", 0.95), platform="facebook", moment="pauze"
    )
    crew = asking(who, "gebruik_werkuren.werkgsm_prive", Opening.NONE)
    first = talk(knowledge, crew).replies[0].text
    assert "Je kunt terecht bij" in first
    second = talk(knowledge, crew, said("en op tiktok?", ("aanvullen", 0.9), platform="tiktok")).replies[0].text
    assert second.startswith("Daarvoor geldt hetzelfde.")
    assert "Je kunt terecht bij" not in second


def test_the_same_answer_keeps_the_word_that_was_told(knowledge: Knowledge) -> None:
    question = said("is het verboden om lonen van collega's te delen?", ("vertrouwelijk", 0.95))
    wages = replace(asking(question, "vertrouwelijk.loon_van_anderen", Opening.NONE), form=Form.TRUE)
    first = talk(knowledge, wages).replies[0].text
    second = talk(knowledge, wages, said("en op linkedin?", ("aanvullen", 0.9), platform="linkedin")).replies[0].text
    word = first.split(maxsplit=1)[0]
    assert word in {"Ja.", "Nee."}
    assert second.startswith(f"Daarvoor geldt hetzelfde. {word}")


@pytest.mark.parametrize(
    "text", ["ik heb hem al weggedaan, is dat dan genoeg?", "stop ik daar dan best mee of niet misschien?"]
)
def test_a_long_message_is_no_stop(knowledge: Knowledge, text: str) -> None:
    assert custom(talk(knowledge, SHARING, said(text, ("stoppen", 0.6), ("ambassadeur", 0.1))))["onderwerp"]

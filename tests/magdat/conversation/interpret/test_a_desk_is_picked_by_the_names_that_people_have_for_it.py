from __future__ import annotations

import pytest
from said import said

from magdat.conversation.hand_off import talk_of
from magdat.conversation.interpret.wanted_desk import asked_for, destined_desk, own_topic, picked_desk
from magdat.knowledge import Knowledge


@pytest.mark.parametrize(
    ("text", "desk"),
    [
        ("ik wil met HR praten", "hr"),
        ("liever de vertrouwenspersoon", "vertrouwenspersoon"),
        ("nee niet de helpdesk maar de vakbond", "vakbond"),
        ("geef het aan HR", "hr"),
        ("liever aan Samira El Amrani", "vertrouwenspersoon"),
        ("stuur het naar de functionaris voor gegevensbescherming aub", "dpo"),
        ("toch maar naar de IT-dienst", "it"),
    ],
)
def test_whoever_says_nothing_else_picks_one(knowledge: Knowledge, text: str, desk: str) -> None:
    assert picked_desk(knowledge.policy, talk_of(knowledge).desks, said(text), surely=True) == desk


@pytest.mark.parametrize(
    "text",
    [
        "ik heb ruzie met HR",
        "liever niet de vakbond",
        "niet door iemand van HR",
        "liever niet iemand van HR, een mens aub",
        "HR of de vakbond",
        "mag HR mijn foto zien?",
        "liever morgen",
        "de vertrouwenspersoon zei dat het niet mag",
    ],
)
def test_whoever_tells_more_or_leaves_it_open_picks_none(knowledge: Knowledge, text: str) -> None:
    assert picked_desk(knowledge.policy, talk_of(knowledge).desks, said(text), surely=False) is None


def test_a_name_alone_may_be_where_somebody_works(knowledge: Knowledge) -> None:
    talk = talk_of(knowledge).desks
    assert picked_desk(knowledge.policy, talk, said("bij HR"), surely=True) is None
    assert picked_desk(knowledge.policy, talk, said("HR"), surely=False) == "hr"


@pytest.mark.parametrize(
    ("text", "desk"),
    [
        ("Ik wil dit enkel aan de vakbond vragen: mag de baas mee in onze groep?", "vakbond"),
        ("Mijn foto hangt aan de balie. Geef dit door aan HR", "hr"),
        ("Voor IT: mijn account is gehackt", "it"),
        ("ik wil dit niet aan HR vragen: mijn foto hangt er", None),
        ("Ik wou het aan HR vragen maar die trekken partij voor mijn chef", None),
        ("HR zette mijn foto online en ik wil die weg", None),
        ("moet ik dat aan HR melden als een klant mij filmt?", None),
    ],
)
def test_a_message_may_say_for_whom_it_is(knowledge: Knowledge, text: str, desk: str | None) -> None:
    assert destined_desk(knowledge.policy, talk_of(knowledge).desks, said(text)) == desk


def test_who_asks_for_a_person_may_name_the_desk(knowledge: Knowledge) -> None:
    talk = talk_of(knowledge).desks
    assert asked_for(knowledge.policy, talk, said("kan ik over die foto met iemand van HR praten?")) == "hr"
    assert asked_for(knowledge.policy, talk, said("ik wil een mens")) is None


@pytest.mark.parametrize(
    "text",
    [
        "HR mag dit niet lezen, ik wil een mens spreken",
        "ik wil een mens, alles behalve HR",
        "ik heb ruzie met iemand van HR, ik wil een mens spreken",
        "ik wil liever iemand anders dan HR",
        "ik word gepest door iemand van IT, ik wil met iemand praten",
    ],
)
def test_a_desk_that_is_only_mentioned_is_not_asked_for(knowledge: Knowledge, text: str) -> None:
    assert asked_for(knowledge.policy, talk_of(knowledge).desks, said(text)) is None


def test_only_a_clear_ordinary_topic_chooses_a_desk(knowledge: Knowledge) -> None:
    policy, library = knowledge.policy, knowledge.library
    assert own_topic(policy, library, said("mijn wifi ligt plat", ("buiten_bereik_it", 0.9))) == "buiten_bereik_it"
    assert own_topic(policy, library, said("mijn foto", ("foto_tag", 0.9))) == "foto_tag"
    assert own_topic(policy, library, said("mijn wifi", ("buiten_bereik_it", 0.5))) is None
    assert own_topic(policy, library, said("ik word gepest", ("pesten", 0.9))) is None
    assert own_topic(policy, library, said("dag", ("sociaal_praatje", 0.9))) is None

"""Whether somebody may be dismissed is for a judge: no answer to that begins with «Ja» or «Nee», whatever its topic."""

from __future__ import annotations

from dataclasses import replace

import pytest
from said import asking, said, talk

from magdat.conversation.moves.answer import asks_for_a_verdict
from magdat.knowledge import Knowledge
from magdat.question import Form, Opening

CRITICISM = "kritiek_meningsuiting.mag_ik_kritiek_geven"


def first_words(knowledge: Knowledge, text: str, form: Form) -> str:
    message = asking(said(text, ("kritiek_meningsuiting", 0.9)), CRITICISM, Opening.YES)
    return talk(knowledge, replace(message, form=form)).replies[0].text[:4]


@pytest.mark.parametrize(
    "text",
    [
        "ik noemde hem een slavendrijver. kunnen ze mij hiervoor buitengooien?",
        "mogen ze mij daarvoor ontslaan",
        "kan ik daarmee buitenvliegen",
        "HR zegt dat een like al genoeg is voor ontslag om dringende reden, klopt dat",
        "kunnen ze mij aan de deur zetten voor kritiek",
        "kan ik mijn job kwijt zijn door kritiek",
        "kunde nu echt buiten vliegen voor een like? mijn maat zegt van wel",
        "kan ik mijn werk kwijtraken door een duimpje",
        "riskeer ik hiermee mijn ontslag?",
        "kan een post mij mijn job kosten?",
        "kan dat mij mijn werk kosten?",
        "gaan ze mij daarvoor pakken?",
        "kan ik op staande voet weggestuurd worden?",
        "kan ik een waarschuwing krijgen voor een like?",
        "kan mijn chef mij schorsen?",
    ],
)
def test_a_question_for_a_verdict_gets_the_text_alone(knowledge: Knowledge, text: str) -> None:
    assert first_words(knowledge, text, Form.MAY) not in {"Ja. ", "Nee."}


def test_another_question_keeps_its_word(knowledge: Knowledge) -> None:
    assert first_words(knowledge, "mag ik zeggen dat ik het niet eens ben met de planning?", Form.MAY) == "Ja. "


@pytest.mark.parametrize("form", [Form.TRUE, Form.BAD, Form.WITHOUT])
def test_the_form_of_the_question_makes_no_difference(knowledge: Knowledge, form: Form) -> None:
    assert first_words(knowledge, "is dat een dringende reden?", form) not in {"Ja. ", "Nee."}


@pytest.mark.parametrize(
    "text",
    [
        "mag ik buiten op de foto",
        "werk ik hier graag? ja",
        "mag ik op straat filmen",
        "ik ben de gsm van het werk kwijtgeraakt, mag ik een nieuwe?",
        "moet ik melden dat ik mijn laptop op het werk ben kwijtgeraakt?",
        "mag iemand uit de groepschat buiten gegooid worden?",
        "ge moogt de camionet bij ons mee naar huis pakken. mag de baas mij in 't weekend volgen?",
        "kunnen ze mij drie dagen schorsen zonder loon?",
    ],
)
def test_words_that_only_look_like_it_ask_for_no_verdict(knowledge: Knowledge, text: str) -> None:
    assert not asks_for_a_verdict(knowledge.library.talk, text)

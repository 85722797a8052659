"""Under «Niet doen» a piece is heard as «Dit mag niet: …», and a sentence that says so itself as it is."""

from __future__ import annotations

from magdat.answers.asked_sentence import sentences_of
from magdat.answers.told_order import with_their_leads
from magdat.knowledge import open_knowledge
from magdat.policy.statements import PolicyStatement
from magdat.settings import Settings

KNOWN = open_knowledge(Settings.from_environment({}))
TELLING = KNOWN.library.telling


def heard(text: str, part: str) -> list[str]:
    fields = {"id": "een", "soort": "verbod", "onderwerp": "foto_tag", "artikel": "9.1", "tekst": text, "kop": part}
    item = PolicyStatement.parse_obj(fields)
    policy = KNOWN.policy.copy(update={"statements": (item,)})
    sentences = sentences_of(policy, item.section, ())
    return [sentence.text for sentence in with_their_leads(policy, TELLING, sentences)]


def test_a_bare_piece_says_what_its_heading_says() -> None:
    assert heard("Klanten filmen in de winkel. Ook na sluitingstijd.", "Niet doen") == [
        "Dit mag niet: klanten filmen in de winkel.",
        "Ook na sluitingstijd.",
    ]


def test_a_sentence_that_says_it_itself_stays() -> None:
    assert heard("Film geen klanten.", "Niet doen") == ["Film geen klanten."]


def test_under_any_other_heading_a_piece_stays() -> None:
    assert heard("Klanten filmen in de winkel.", "Beelden") == ["Klanten filmen in de winkel."]

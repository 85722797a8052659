"""«Mag ik zwijgen?» and «moet ik het zeggen?» have one answer and two first words: what it says tells which."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.guidance.first_word import FirstWordKnowledge
from magdat.question import Form, Opening
from nlu.labelled_questions import LabelledQuestion, read_labelled_questions, read_statement_texts
from nlu.nearby_openings import read_cues
from nlu.told_openings import RARER, ToldOpenings, counts_of

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    "loon.zeggen": "Je hoeft je loon niet te zeggen. Dat kies je zelf.",
    "foto.plaatsen": "Een foto van een klant plaatsen is verboden.",
    "chat.lezen": "Niemand mag je privéchat lezen.",
    "thuis.werken": "Thuis mag je sociale media gebruiken.",
}
ASKED = [
    ("loon.zeggen", "moet ik mijn loon zeggen", Opening.NO),
    ("loon.zeggen", "ben ik verplicht om mijn loon te zeggen", Opening.NO),
    ("loon.zeggen", "mag ik zwijgen over mijn loon", Opening.YES),
    ("loon.zeggen", "kan ik weigeren om dat te zeggen", Opening.YES),
    ("foto.plaatsen", "mag ik een foto plaatsen", Opening.NO),
    ("foto.plaatsen", "kan ik een klant online zetten", Opening.NO),
    ("foto.plaatsen", "is een foto verboden", Opening.YES),
    ("foto.plaatsen", "wat is een foto", Opening.NONE),
    ("chat.lezen", "mag mijn baas mijn chat lezen", Opening.NO),
    ("chat.lezen", "moet ik mijn chat laten lezen", Opening.NO),
    ("chat.lezen", "mag ik weigeren dat ze mijn chat lezen", Opening.YES),
    ("chat.lezen", "wie leest mijn chat", Opening.NONE),
] * 4
TABLE = {"ja": 0.4, "nee": 0.4, "geen": 0.2}


@pytest.fixture(scope="module")
def cues() -> FirstWordKnowledge:
    return read_cues(ROOT / "leidraad" / "eerste_woord.yml")


@pytest.fixture(scope="module")
def told(cues: FirstWordKnowledge) -> ToldOpenings:
    return ToldOpenings.of(cues, TEXTS, labelled())


def labelled() -> list[LabelledQuestion]:
    return [
        LabelledQuestion(text, name.partition(".")[0], name, Form.MAY, opening, None) for name, text, opening in ASKED
    ]


def begins(told: ToldOpenings, text: str, statement: str) -> str:
    shares = told.shares(text, statement, TABLE)
    return max(shares, key=lambda name: shares[name])


@pytest.mark.parametrize(
    ("statement", "text", "opening"),
    [
        ("loon.zeggen", "Moet ik echt mijn loon zeggen?", "nee"),
        ("loon.zeggen", "Mag ik daarover zwijgen?", "ja"),
        ("chat.lezen", "Mag mijn ploegbaas mijn chat lezen?", "nee"),
        ("chat.lezen", "Mag ik weigeren?", "ja"),
        ("foto.plaatsen", "Is dat verboden?", "ja"),
    ],
)
def test_the_same_answer_begins_otherwise_to_who_asks_the_other_way_round(
    statement: str, text: str, opening: str, told: ToldOpenings
) -> None:
    assert begins(told, text, statement) == opening


def test_a_statement_that_nobody_asked_about_is_told_by_its_text(told: ToldOpenings) -> None:
    assert (
        told.shares("mag ik een foto plaatsen", "thuis.werken", TABLE)["ja"]
        > (told.shares("mag ik een foto plaatsen", "foto.plaatsen", TABLE)["ja"])
    )


def test_who_asks_what_of_whom_is_heard_in_the_first_words(cues: FirstWordKnowledge) -> None:
    """«Mogen ze …?» and «moeten ze …?» of one text: nothing but how the question begins tells them apart."""
    asked = [("mogen ze mijn foto houden", Opening.NO), ("moeten ze mijn foto wissen", Opening.YES)] * 6
    text = {"foto.weg": "Vraag het, en de foto gaat weg."}
    told = ToldOpenings.of(
        cues, text, [LabelledQuestion(said, "foto", "foto.weg", Form.MAY, opening, None) for said, opening in asked]
    )
    assert [begins(told, said, "foto.weg") for said in ("mogen ze dat", "moeten ze dat")] == ["nee", "ja"]


def test_where_no_text_is_known_the_table_tells(told: ToldOpenings, cues: FirstWordKnowledge) -> None:
    assert told.shares("mag dat?", "loon.nieuw", TABLE) == TABLE
    assert ToldOpenings.of(cues, TEXTS, []).shares("mag dat?", "loon.zeggen", TABLE) == TABLE


def test_the_rarer_word_of_a_statement_counts_more() -> None:
    taught = [("a", "x", Opening.NO), ("b", "x", Opening.NO), ("c", "x", Opening.YES), ("d", "x", Opening.NONE)]
    assert counts_of(taught) == [1.0, 1.0, RARER, 1.0]


@given(text=st.text(max_size=60), statement=st.sampled_from([*TEXTS, "onbekend.iets"]))
def test_whatever_is_typed_the_shares_make_one(told: ToldOpenings, text: str, statement: str) -> None:
    shares = told.shares(text, statement, TABLE)
    assert sum(shares.values()) == pytest.approx(1.0)
    assert set(shares) == {"ja", "nee", "geen"}


def test_what_was_learned_survives_saving(told: ToldOpenings, cues: FirstWordKnowledge, tmp_path: Path) -> None:
    told.save(tmp_path)
    again = ToldOpenings.load(cues, tmp_path)
    for statement, text, _ in ASKED[:12]:
        assert again.shares(text, statement, TABLE) == told.shares(text, statement, TABLE)


def test_every_statement_has_a_text() -> None:
    texts = read_statement_texts(ROOT / "leidraad" / "uitspraken")
    assert len(texts) > 1_000
    assert all(texts.values())


def test_what_asks_the_other_way_round_is_labelled_as_any_other_and_names_what_exists() -> None:
    turned = read_labelled_questions(ROOT / "data" / "andersom")
    texts = read_statement_texts(ROOT / "leidraad" / "uitspraken")
    assert {item.statement for item in turned} <= set(texts)
    assert len({item.text for item in turned}) == len(turned)
    assert {item.opening for item in turned} == {Opening.YES, Opening.NO, Opening.NONE}
    assert not {item.text for item in turned} & {
        item.text for item in read_labelled_questions(ROOT / "data" / "vragen")
    }

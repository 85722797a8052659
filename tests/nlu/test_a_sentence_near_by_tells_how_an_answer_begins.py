"""One statement, one form, two first words: the sentences that a message is most like tell which."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.answers.marks import asking_of
from magdat.guidance.first_word import FirstWordKnowledge
from magdat.question import Form, Opening
from nlu.labelled_questions import LabelledQuestion
from nlu.nearby_openings import NearbyOpenings, read_cues
from nlu.opening_table import HEARD, pooled

HEARING = "ontslag.eerst_horen"
SAID = [
    ("Moeten ze mij eerst horen voor ze mij ontslaan?", Form.TRUE, Opening.YES),
    ("Klopt het dat ik eerst gehoord moet worden?", Form.TRUE, Opening.YES),
    ("Kan dat zonder mij te horen?", Form.TRUE, Opening.NO),
    ("Mag een ontslag zonder dat ge iets moogt zeggen?", Form.MAY, Opening.NO),
]
TABLE = {"ja": 0.5, "nee": 0.4, "geen": 0.1}
WORDS = dict.fromkeys(TABLE, 1 / 3)


@pytest.fixture(scope="module")
def cues() -> FirstWordKnowledge:
    return read_cues(Path("leidraad/eerste_woord.yml"))


@pytest.fixture(scope="module")
def nearby(cues: FirstWordKnowledge) -> NearbyOpenings:
    labelled = [LabelledQuestion(text, "ontslag", HEARING, form, opening, None) for text, form, opening in SAID]
    return NearbyOpenings.of(cues, labelled)


def shares(nearby: NearbyOpenings, cues: FirstWordKnowledge, text: str, alike: list[float]) -> dict[str, float]:
    near = np.array(alike, dtype=np.float32)
    return nearby.shares(HEARING, near, asking_of(cues, text), TABLE)


@pytest.mark.parametrize(
    ("text", "alike", "opening"),
    [
        ("Kan een ontslag zonder horen?", [0.4, 0.4, 0.8, 0.6], "nee"),
        ("Moeten ze mij dan eerst horen?", [0.9, 0.6, 0.5, 0.3], "ja"),
        # Alike to both; what differs is that one asks the other way round.
        ("Kan dat zonder horen?", [0.6, 0.6, 0.6, 0.6], "nee"),
    ],
)
def test_the_nearest_sentence_that_asks_the_same_way_decides(
    text: str, alike: list[float], opening: str, nearby: NearbyOpenings, cues: FirstWordKnowledge
) -> None:
    found = shares(nearby, cues, text, alike)
    assert max(found, key=lambda name: found[name]) == opening


def test_a_statement_without_sentences_begins_as_the_table_says(
    nearby: NearbyOpenings, cues: FirstWordKnowledge
) -> None:
    none = np.zeros(0, dtype=np.float32)
    assert nearby.shares("ontslag.nieuw", none, asking_of(cues, "Mag dat?"), TABLE) == pytest.approx(TABLE)


@given(st.lists(st.floats(-1.0, 1.0), min_size=4, max_size=4), st.sampled_from([text for text, _, _ in SAID]))
def test_the_shares_make_one(alike: list[float], text: str) -> None:
    cues = read_cues(Path("leidraad/eerste_woord.yml"))
    labelled = [LabelledQuestion(said, "ontslag", HEARING, form, opening, None) for said, form, opening in SAID]
    found = shares(NearbyOpenings.of(cues, labelled), cues, text, alike)
    assert sum(found.values()) == pytest.approx(1.0)
    assert sum(pooled([TABLE, WORDS, found], HEARD).values()) == pytest.approx(1.0)


def test_what_was_learned_survives_saving(nearby: NearbyOpenings, cues: FirstWordKnowledge, tmp_path: Path) -> None:
    nearby.save(tmp_path)
    again = NearbyOpenings.load(tmp_path)
    asked = "Kan dat zonder horen?"
    assert shares(again, cues, asked, [0.1, 0.2, 0.3, 0.4]) == shares(nearby, cues, asked, [0.1, 0.2, 0.3, 0.4])

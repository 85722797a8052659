"""«Ja» or «Nee» is said where word and statement are sure enough together; in doubt the text answers alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.openings import counted, learned, read
from magdat.conversation.interpret.question import question_here
from magdat.conversation.interpret.sureness import opening_heard
from magdat.conversation.state import State
from magdat.knowledge import Knowledge, open_knowledge
from magdat.question import Form, Opening
from magdat.settings import Settings
from magdat.situation import Situation
from magdat.understanding import Understanding

LIBRARY = open_knowledge(Settings.from_environment({})).library
TOPIC = "personeelsgegevens"


def said(yes: float, no: float, statement: float) -> Opening:
    none = max(1 - yes - no, 0.0)
    return opening_heard(LIBRARY, ((Opening.YES, yes), (Opening.NO, no), (Opening.NONE, none)), statement)


@pytest.mark.parametrize(
    ("yes", "no", "statement", "opening"),
    [
        (0.98, 0.01, 0.9, Opening.YES),
        (0.02, 0.97, 0.6, Opening.NO),
        (0.98, 0.01, 0.05, Opening.NONE),  # a text about something else
        (0.52, 0.45, 0.3, Opening.NONE),  # either word may be right
        (0.10, 0.05, 0.99, Opening.NONE),
    ],
)
def test_both_have_to_be_sure(yes: float, no: float, statement: float, opening: Opening) -> None:
    assert said(yes, no, statement) is opening


@given(st.floats(0.51, 0.99), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_surer_statement_takes_no_word_away(yes: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert said(yes, 0.0, low) is Opening.NONE or said(yes, 0.0, high) is Opening.YES


def test_in_the_topic_in_hand_only_the_share_within_it_counts(knowledge: Knowledge) -> None:
    heard = Understanding(
        "en mag hij mijn nummer geven aan een klant",
        (("klantencontact", 0.6), (TOPIC, 0.05)),
        {},
        statements=((f"{TOPIC}.nummer_of_adres_doorgeven", 0.04),),
        form=Form.MAY,
        openings=((Opening.NO, 0.97), (Opening.YES, 0.02)),
    )
    in_hand = State(noticed=True).about(TOPIC, Situation(), {})
    assert question_here(knowledge.library, in_hand, TOPIC, Situation(), heard).opening is Opening.NO
    assert question_here(knowledge.library, State(), TOPIC, Situation(), heard).opening is Opening.NONE


def test_the_weights_in_use_are_those_that_the_judged_words_teach() -> None:
    words = [word for word in read() if not word.by.startswith("sleutel")]
    model = learned(words)
    assert LIBRARY.opening_weights["basis"] == pytest.approx(float(model.intercept_[0]), abs=0.01)
    taught = dict(zip(("woord", "uitspraak", "verschil"), model.coef_[0]))
    assert all(LIBRARY.opening_weights[name] == pytest.approx(value, abs=0.01) for name, value in taught.items())


def test_a_threshold_counts_what_is_said_from_it_on() -> None:
    words = read()[:4]
    likely = [0.9, 0.1, 0.9, 0.1]
    assert sum(counted(words, likely, 0.5)) == 2

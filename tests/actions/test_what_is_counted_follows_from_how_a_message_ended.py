from __future__ import annotations

import pytest

from actions.answering import what_counts
from magdat.conversation.outcome import (
    Answered,
    AskedForContext,
    Erased,
    InDanger,
    Moved,
    NothingSaid,
    NotUnderstood,
    Outcome,
    PersonWanted,
    Rated,
    Unsure,
)
from magdat.insight.counts import ASKED, HELPED, NOT_HELPED, NOT_UNDERSTOOD
from magdat.understanding import Understanding

UNCLEAR = Understanding("iets met foto's?", (("aanvullen", 0.3), ("foto_tag", 0.2), ("reputatie", 0.1)), {})
GIBBERISH = Understanding("blorp", (("foto_tag", 0.01),), {})


@pytest.mark.parametrize(
    ("outcome", "counted"),
    [
        (Answered("foto_tag"), ("foto_tag", ASKED)),
        (PersonWanted(), ("mens_spreken", ASKED)),
        (Erased("bot_privacy"), ("bot_privacy", ASKED)),
        (Rated("foto_tag", True), ("foto_tag", HELPED)),
        (Rated("foto_tag", False), ("foto_tag", NOT_HELPED)),
        (Unsure(("foto_tag", "reputatie")), ("foto_tag", NOT_UNDERSTOOD)),
        (Rated(None, True), None),
        (NotUnderstood(), None),
        (Moved("waarom"), None),
        (InDanger(), None),
        (NothingSaid(), None),
    ],
)
def test_each_ending_counts_as_what_it_is(outcome: Outcome, counted: tuple[str, str] | None) -> None:
    assert what_counts(outcome, UNCLEAR) == counted


def test_a_question_back_is_no_question_that_was_not_understood() -> None:
    assert what_counts(AskedForContext("foto_tag", "moment"), UNCLEAR) is None


def test_a_shot_in_the_dark_is_no_reading() -> None:
    assert what_counts(Unsure(("foto_tag",)), GIBBERISH) is None

"""Whoever tells of bullying beside a question in a hand-off has that passed on in confidence."""

from __future__ import annotations

import pytest

from magdat.handoff.draft import Draft
from magdat.handoff.steps import Aside, Said, step


@pytest.mark.parametrize("confides", [False, True])
def test_only_what_tells_of_nothing_else_is_answered_on_the_way(confides: bool) -> None:
    text = "mag ik een foto van mijn collega's posten? ze treiteren mij"
    said = Said(
        text,
        asides=(Aside.TOPIC,),
        confides=confides,
        about="pesten" if confides else None,
        topic="foto_tag",
    )
    taken = step(Draft(interrupted=True), said)
    assert (taken.aside is Aside.TOPIC) is not confides
    assert (taken.draft.message == text) is confides
    assert taken.draft.about == ("pesten" if confides else None)

from __future__ import annotations

import pytest
from said import FACEBOOK_IN_THE_BREAK, said, talk

from magdat.conversation.outcome import PersonWanted
from magdat.knowledge import Knowledge
from magdat.understanding import Understanding

BULLIED = said("ik word gepest", ("pesten", 0.9997))


@pytest.mark.parametrize("before", [FACEBOOK_IN_THE_BREAK, BULLIED], ids=["an ordinary topic", "something confided"])
@pytest.mark.parametrize(
    "message",
    [
        said("Kan dat ook met een mens van vlees en bloed?", ("mens_spreken", 0.88), ("bot_identiteit", 0.09)),
        said("vraag het aan een mens", ("mens_spreken", 0.97), ("bot_identiteit", 0.02)),
        said("Vraag het een mens!", ("mens_spreken", 0.3), ("bot_identiteit", 0.29)),
        said("geef me een mens", ("bot_identiteit", 0.5), ("mens_spreken", 0.3)),
    ],
    ids=lambda message: message.text,
)
def test_after_an_answer(knowledge: Knowledge, before: Understanding, message: Understanding) -> None:
    assert isinstance(talk(knowledge, before, message).outcome, PersonWanted)


def test_a_faint_guess_is_no_wish_for_a_person(knowledge: Knowledge) -> None:
    message = said("en mag dat op een mens zijn pagina?", ("mens_spreken", 0.3), ("gebruik_werkuren", 0.2))
    assert not isinstance(talk(knowledge, FACEBOOK_IN_THE_BREAK, message).outcome, PersonWanted)

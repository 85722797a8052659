from __future__ import annotations

import pytest

from magdat.answers.answer import Button
from magdat.answers.composer import statement_button
from magdat.conversation.state import Option
from magdat.knowledge import Knowledge


@pytest.mark.parametrize(
    ("option", "payload"),
    [
        (Option("Ja", act="bevestigen"), "/bevestigen"),
        (Option("Een foto", topic="foto_tag"), "/foto_tag"),
        (Option("In de pauze", dimension="moment", value="pauze"), '/aanvullen{"moment": "pauze"}'),
    ],
)
def test_it_says_what_is_chosen(option: Option, payload: str) -> None:
    assert option.button == Button(option.title, payload)


def test_a_statement_is_asked_as_any_other_button_asks_it(knowledge: Knowledge) -> None:
    for name, statement in knowledge.library.statements.items():
        option = Option(statement.question, topic=name.partition(".")[0], statement=name)
        assert option.button == statement_button(knowledge.library, name)

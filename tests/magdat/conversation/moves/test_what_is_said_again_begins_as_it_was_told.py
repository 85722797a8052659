"""«Zeg dat nog eens» gets the word that was told, also where that followed from the words of the question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from said import asking, said, talk

from magdat.conversation.moves.follow_up import again, shorter
from magdat.conversation.state import State
from magdat.knowledge import Knowledge
from magdat.question import Form, Opening
from magdat.understanding import Understanding

MOVES = {"herhalen": again, "korter": shorter}


def repeated(knowledge: Knowledge, move: str, state: State) -> str:
    reply, _ = MOVES[move](knowledge, state, Understanding(move, ((move, 0.95),), {}))
    return reply.text


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize(
    ("statement", "opening", "told", "otherwise"),
    [
        ("vertrouwelijk.loon_van_anderen", Opening.NONE, "Nee. Lonen", "Lonen"),
        ("ai_werk.gegevens_invoeren", Opening.YES, "Nee. In een AI-tool", "Ja. In een AI-tool"),
    ],
)
def test_the_word_stays(
    statement: str, opening: Opening, told: str, otherwise: str, move: str, knowledge: Knowledge
) -> None:
    question = said(knowledge.library.statements[statement].question, (statement.split(".")[0], 0.95))
    turn = talk(knowledge, replace(asking(question, statement, opening), form=Form.MAY))
    assert turn.replies[0].text.startswith(told)
    assert repeated(knowledge, move, turn.state).removeprefix("Ik zeg het nog eens. ").startswith(told)
    forgotten = repeated(knowledge, move, replace(turn.state, told_of=None))
    assert forgotten.removeprefix("Ik zeg het nog eens. ").startswith(otherwise)

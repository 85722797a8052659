"""Which question of the guidance a statement may answer, by the assistant's own understanding: for HR to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from magdat.guidance.library import Library
from magdat.importing.kinds import Sure
from magdat.importing.proposals import Proposal

_LOOK, _LIKELY = 0.5, 0.7
"""From which probability a statement may answer a question, and likely does. Where people said what statements answer,
in four policies that come along, the likeliest question of their topic is right in 0.76 and 0.92."""


@dataclass(frozen=True)
class Question:
    """A question of the guidance that a statement may answer."""

    aspect: str
    """Its name within its topic."""

    text: str
    sure: Sure


def questions_of(proposals: Sequence[Proposal], library: Library) -> dict[str, Question]:
    """Return the question that a statement may answer, by the id of the statement; of most nobody can tell.

    Nobody answers from it before HR confirms it: of 160 questions on eight policies that were brought in, one answer
    less fitted with what is likely, and eight less with all of it, since what answers a question by name goes before
    what the words of the question lead to. A question has one answer: of several statements the likeliest.

    Args:
        proposals: the statements.
        library: the guidance, with its questions.
    """
    best: dict[str, tuple[float, str]] = {}
    for proposal in proposals:
        ours = library.statements_of(proposal.topic)
        heard = proposal.heard.statements if proposal.heard is not None else ()
        chance, name = max(((chance, name) for name, chance in heard if name in ours), default=(0.0, ""))
        if chance >= _LOOK and chance > best.get(name, (0.0, ""))[0]:
            best[name] = chance, proposal.id
    return {
        statement: Question(
            library.statements[name].aspect,
            library.statements[name].question,
            Sure.LIKELY if chance >= _LIKELY else Sure.LOOK,
        )
        for name, (chance, statement) in best.items()
    }

"""What stands before the first chapter: the purpose of the document, and who was consulted."""

from __future__ import annotations

from dataclasses import dataclass

from magdat.importing.cues import Cues
from magdat.importing.forms import found_in
from magdat.importing.left import Left
from magdat.importing.outline import Outline
from magdat.importing.passages import LONGEST
from magdat.policy.whole_sentences import sentences_of


@dataclass(frozen=True)
class Front:
    """The introduction of a document, parted."""

    goal: str = ""
    consulted: str = ""
    """The sentences that name a consultation body."""


def front_of(outline: Outline, cues: Cues) -> tuple[Front, list[Left]]:
    """Return the introduction of a document, and what of it is too long for one."""
    bodies = (*cues.bodies.works_council, *cues.bodies.safety_committee, *cues.bodies.union_delegation)
    goal: list[str] = []
    consulted: list[str] = []
    left: list[Left] = []
    for block in outline.front:
        for sentence in sentences_of(block.text, cues.abbreviations):
            ends = sentence if sentence[-1] in ".!?:;…" else f"{sentence}."
            part = consulted if found_in(sentence, bodies) else goal
            if len(" ".join((*part, ends))) > LONGEST:
                left.append(Left(sentence, block.place))
            else:
                part.append(ends)
    return Front(" ".join(goal), " ".join(consulted)), left

"""data/beleid/nodig/: how much somebody who asks needs each sentence of an answer from a policy.

A file a policy of data/beleid/teksten/ or gezegd_woord/, with its name, and a line a sentence: `graad TAB zin TAB
vraag`. People read the question as the one who typed it, and what the clause said about it: «nodig» is what answers or
may make a difference, «nuttig» what helps all the same, «overbodig» what nobody asked for.
"""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from bench.sentences import ROOT
from magdat.files.problems import DocumentError, Problem

FOLDER = ROOT / "data" / "beleid" / "nodig"

FIELDS = "schrijf graad, zin en vraag, met een tab ertussen"


class Needed(IntEnum):
    """How much somebody who asks needs a sentence."""

    SUPERFLUOUS = 0
    USEFUL = 1
    NEEDED = 2


DEGREES = {"overbodig": Needed.SUPERFLUOUS, "nuttig": Needed.USEFUL, "nodig": Needed.NEEDED}


class NeededSentence(NamedTuple):
    """How much somebody needs a sentence of a policy in answer to a question."""

    policy: str
    question: str
    sentence: str
    needed: Needed


def read_needed_sentences(folder: Path = FOLDER) -> list[NeededSentence]:
    """Return every sentence that somebody judged, by the name of the policy.

    Raises:
        DocumentError: a line has too few or too many fields, or another degree; with its line, in Dutch.
    """
    found: list[NeededSentence] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            fields = line.split("\t")
            if len(fields) != 3 or fields[0] not in DEGREES:
                problems.append(Problem(path, number, "deze regel klopt niet", FIELDS))
                continue
            degree, sentence, question = fields
            found.append(NeededSentence(path.stem, question, sentence, DEGREES[degree]))
    if problems:
        raise DocumentError(problems)
    return found

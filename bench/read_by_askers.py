"""data/leidraad_nodig/: how much somebody who asks needs each sentence of what the guidance says.

A file a topic, and a line a question: `deelvraag TAB kenmerk TAB graden TAB eerste TAB vraag`. The degrees are a digit
a sentence: 2 is what answers or may make a difference, 1 what helps all the same, 0 what nobody asked for; then the
number of the sentence that best stands first. The mark is the digest of the text that was read: lines on a text that
was edited since are passed over. `TAB bijgeschreven` follows where the text got a sentence for this very question: most
of those who ask the statement ask something else.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from bench.needed import Needed
from bench.sentences import ROOT
from magdat.files.problems import DocumentError, Problem

FOLDER = ROOT / "data" / "leidraad_nodig"

FIELDS = "schrijf deelvraag, kenmerk, graden, het nummer van de eerste zin en de vraag, met een tab ertussen"

ADDED = "bijgeschreven"
"""What stands behind a question for which its text got a sentence."""


class ReadByAsker(NamedTuple):
    """How much somebody needs each sentence of a statement in answer to a question."""

    statement: str
    mark: str
    needed: tuple[Needed, ...]
    first: int
    """The place of the sentence that best stands first, from 0."""

    question: str
    added: bool = False
    """Whether the statement got a sentence for this question."""


def read_by_askers(folder: Path = FOLDER) -> list[ReadByAsker]:
    """Return every judgement, by the id of its statement.

    Raises:
        DocumentError: a line has too few or too many fields, or other degrees; with its line, in Dutch.
    """
    found: list[ReadByAsker] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                aspect, mark, degrees, first, question, *more = line.split("\t")
                needed = tuple(Needed(int(digit)) for digit in degrees)
                if not 1 <= int(first) <= len(needed) or more not in ([], [ADDED]):
                    raise ValueError(line)
            except ValueError:
                problems.append(Problem(path, number, "deze regel klopt niet", FIELDS))
                continue
            found.append(ReadByAsker(f"{path.stem}.{aspect}", mark, needed, int(first) - 1, question, bool(more)))
    if problems:
        raise DocumentError(problems)
    return found

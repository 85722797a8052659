"""data/vragen/: training sentences with the question that each one asks, its form, its opening and who asks.

data/andersom/ is written the same way: questions that ask the other way round, which teach no topic, only how an answer
begins (nlu/told_openings.py).

A file a topic, a line a sentence: `sentence TAB deelvraag TAB vorm TAB opening TAB vrager`; «-» where no statement of
the topic answers it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from magdat.files.documents import parse, read_document
from magdat.files.problems import DocumentError, Problem
from magdat.guidance.statements import Statements, statement_id
from magdat.question import Asker, Form, Opening

NO_ASPECT = "-"
"""What stands for the question where no statement of the topic answers the sentence."""

FIELDS = "schrijf zin, deelvraag, vorm, opening, vrager, met een tab ertussen"


class LabelledQuestion(NamedTuple):
    """One sentence as a careful reader understands it."""

    text: str
    topic: str
    statement: str | None
    form: Form | None
    opening: Opening | None
    """``None`` of the question that stands above a statement, which nobody typed."""

    asker: Asker | None


def read_labelled_questions(directory: Path) -> list[LabelledQuestion]:
    """Return every labelled sentence, in the order of the files.

    Raises:
        DocumentError: a line has too few fields or a label that does not exist; with its line, in Dutch.
    """
    found: list[LabelledQuestion] = []
    problems: list[Problem] = []
    for path in sorted(directory.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            fields = line.split("\t")
            try:
                text, aspect, form, opening, asker = fields
                found.append(
                    LabelledQuestion(
                        text,
                        path.stem,
                        None if aspect == NO_ASPECT else statement_id(path.stem, aspect),
                        Form(form),
                        Opening(opening),
                        Asker(asker),
                    )
                )
            except ValueError as error:
                problems.append(Problem(path, number, f"deze regel klopt niet ({error})", FIELDS))
    if problems:
        raise DocumentError(problems)
    return found


def read_statement_texts(directory: Path) -> dict[str, str]:
    """Return what each statement says.

    Raises:
        DocumentError: as :func:`read_statement_examples` says.
    """
    files = (parse(Statements, read_document(path)) for path in sorted(directory.glob("*.yml")))
    return {name: statement.text for statements in files for name, statement in statements.named()}


def read_statement_examples(directory: Path) -> list[LabelledQuestion]:
    """Return the question that each statement answers, and its examples, each text once.

    Nobody labelled their form or who asks, nor how an answer to the question itself begins.

    Raises:
        DocumentError: a file is not as magdat.guidance.statements.Statements wants it; with lines, in Dutch.
    """
    found: dict[str, LabelledQuestion] = {}
    for path in sorted(directory.glob("*.yml")):
        statements = parse(Statements, read_document(path))
        for name, statement in statements.named():
            asked = [(statement.question, None), *((item.question, item.opening) for item in statement.examples)]
            for text, opening in asked:
                found[text] = LabelledQuestion(text, statements.topic, name, None, opening, None)
    return list(found.values())

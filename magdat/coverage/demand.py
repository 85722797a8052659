"""leidraad/gevraagd.yml: how often strangers ask about a topic; counted from data/vragen_van_buiten.tsv."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ConstrainedInt, Field

from magdat.files.documents import parse, read_document
from magdat.files.problems import DocumentError, Problem, closest
from magdat.files.schema import FilledModel, Name
from magdat.guidance.library import Library


class Times(ConstrainedInt):
    """How often something was asked."""

    strict = True
    ge = 1


class Demand(FilledModel):
    """The whole file."""

    asked: dict[Name, Times] = Field(..., alias="gevraagd")


def load_demand(path: Path, library: Library) -> Mapping[str, int]:
    """Read how often strangers ask about each topic; nobody asks about a topic that is not there.

    Raises:
        DocumentError: a number is wrong, or a topic does not exist; every problem has its line.
    """
    document = read_document(path)
    asked = parse(Demand, document).asked
    known = [str(topic.id) for topic in library.topics]
    problems = [
        Problem(path, document.line(("gevraagd", name)), f"het onderwerp «{name}» bestaat niet", closest(name, known))
        for name in asked
        if name not in known
    ]
    if problems:
        raise DocumentError(problems)
    return asked

"""The trained models on disk: the one in use, the one before it, and what a new one has to answer first."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from magdat.evaluation import Judged, Question, judge
from magdat.files.likeness import open_folder, readable_as
from magdat.files.problems import MagDatError
from magdat.interpreter import NoInterpreter
from magdat.understanding import Interpreter

LEAST = 0.8
"""The share of the fixed questions below which no model is taken, also where there is none to compare it with."""

_ENDING = ".tar.gz"


class Refused(MagDatError):
    """A model is not taken into use; the text says why. Nothing was changed."""


@dataclass(frozen=True)
class Score:
    """How many of the fixed questions a model took for what they are about."""

    right: int
    asked: int
    wrong: tuple[Judged, ...]

    def __str__(self) -> str:
        """Return it as «49 van 52»."""
        return f"{self.right} van {self.asked}"


class Shelf:
    """The models beside each other in one folder.

    A model is put in its place whole or not at all, and the one before it stays. Whoever has a model open goes on with
    it: services take another one when they start again.
    """

    def __init__(self, model: Path) -> None:
        """Keep where the model in use is; what is beside it is named after it."""
        self.model = model
        name = model.name.removesuffix(_ENDING)
        self.previous = model.with_name(f"{name}.vorig{_ENDING}")
        self.taken_back = model.with_name(f"{name}.teruggezet{_ENDING}")

    def swap(self, new: Path) -> None:
        """Put a copy of a model in use, and keep the one that was. Services that could read that one can read it.

        Raises:
            Refused: it is the one in use.
            OSError: something cannot be read or written; the model in use is what it was.
        """
        if self.model.exists() and digest(new) == digest(self.model):
            raise Refused(f"«{new}» is het model dat al gebruikt wordt")
        open_folder(self.model.parent)
        draft = self.model.with_name(f".{self.model.name}.nieuw")
        try:
            shutil.copyfile(new, draft)
            readable_as(draft, self.model.stat() if self.model.exists() else None)
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
            if self.model.exists():
                _link(self.model, self.previous)
            os.replace(draft, self.model)
        finally:
            draft.unlink(missing_ok=True)

    def back(self) -> None:
        """Put the model before this one in use again; the one that was stays beside it, as ``taken_back``.

        Raises:
            Refused: there is none before it.
            OSError: something cannot be written; the model in use is what it was.
        """
        if not self.previous.exists():
            raise Refused(f"er is geen vorig model («{self.previous}»)")
        if self.model.exists():
            _link(self.model, self.taken_back)
        os.replace(self.previous, self.model)


def score(model: Path, questions: Sequence[Question], load: Callable[[Path], Interpreter]) -> Score:
    """Ask a model the fixed questions.

    Raises:
        NoInterpreter: it cannot be loaded.
    """
    interpreter = load(model)
    judged, _ = judge(questions, lambda text: interpreter.parse([text])[0])
    wrong = tuple(item for item in judged if not item.right)
    return Score(len(judged) - len(wrong), len(judged), wrong)


def compared(
    shelf: Shelf, new: Path, questions: Sequence[Question], load: Callable[[Path], Interpreter]
) -> tuple[Score | None, Score]:
    """Return how the model in use and a new one score; ``None`` where the one in use cannot be loaded any more.

    Raises:
        Refused: the new one cannot be loaded, answers too little, or answers less than the one in use.
    """
    try:
        found = score(new, questions, load)
    except NoInterpreter as error:
        raise Refused(f"«{new}» kan niet gebruikt worden: {error}") from None
    if found.right < LEAST * found.asked:
        raise Refused(f"«{new}» begrijpt {found} vaste vragen; onder {LEAST:.0%} wordt geen model gebruikt")
    try:
        now = score(shelf.model, questions, load)
    except NoInterpreter:
        return None, found
    if found.right < now.right:
        raise Refused(f"«{new}» begrijpt {found} vaste vragen, het model in gebruik {now}")
    return now, found


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    told = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            told.update(piece)
    return told.hexdigest()


def _link(source: Path, goal: Path) -> None:
    """Give a file a second name, which from now on means no other."""
    draft = goal.with_name(f".{goal.name}.nieuw")
    draft.unlink(missing_ok=True)
    os.link(source, draft)
    os.replace(draft, goal)

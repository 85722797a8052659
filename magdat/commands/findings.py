"""How findings and differences look in a terminal."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from rich.table import Column, Table

from magdat.commands.output import console, fail
from magdat.files.problems import Problem, Severity
from magdat.guidance.library import Library
from magdat.policy.difference import CITED, Change, Difference, decision
from magdat.wording.lists import enumerate_dutch
from magdat.wording.phrases import Phrases
from magdat.wording.situation import in_words

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.TIP: "cyan"}
_REMEDY = "    → "
_LONGEST, _WORDS_BEFORE = 60, 4
"""Letters of a changed text that a table shows, and words before the first that differs; --json gives it whole."""


def show_problems(problems: Sequence[Problem], library: Library) -> None:
    """Print findings a level at a time, each with its line, its ground and what to do; a *fout* goes to stderr."""
    for problem in problems:
        first, *more = finding_lines(problem, library)
        if problem.severity is Severity.ERROR:
            fail(first)
            continue
        console.print(first, style=_STYLES[problem.severity], markup=False)
        for line in more:
            console.print(line, style="" if line.startswith(_REMEDY) else "dim", markup=False)


def finding_lines(problem: Problem, library: Library) -> list[str]:
    """Return a finding as it is printed whole: what and where, what to do, and what it rests on."""
    if problem.severity is Severity.ERROR:
        return [f"{problem.severity.value}  {problem}"]
    lines = [f"{problem.severity.value}  {problem.path}:{problem.line}: {problem.message}"]
    if problem.remedy:
        lines.append(f"{_REMEDY}{problem.remedy}")
    if problem.rests_on:
        lines.append(f"    steunt op: {grounds(problem.rests_on, library)}")
    return lines


def grounds(rests_on: Iterable[str], library: Library) -> str:
    """Return the claims and law notes that a finding rests on, law notes by their title."""
    return "; ".join(
        f"{library.laws[name].title} [{name}]" if name in library.laws else f"leidraad, {name}" for name in rests_on
    )


def problem_data(problem: Problem) -> dict[str, Any]:
    """Return the machine-readable form of a finding."""
    return {
        "niveau": problem.severity.value,
        "bestand": str(problem.path),
        "regel": problem.line,
        "boodschap": problem.message,
        "remedie": problem.remedy,
        "rust_op": list(problem.rests_on),
    }


def show_difference(found: Difference, library: Library, phrases: Phrases) -> None:
    """Print which answers change, and which texts beside the rules."""
    if found.changes:
        table = Table(
            *columns("onderwerp", "wanneer", "oud", "nieuw", "verschilt"),
            title="Antwoorden die veranderen",
            show_lines=True,
        )
        for change in found.changes:
            style = "yellow" if change.decides_otherwise else ""
            table.add_row(
                change.topic, _when(change, library, phrases), *_cells(change), ", ".join(change.kinds), style=style
            )
        console.print(table)
    if found.texts:
        table = Table(*columns("deel", "sleutel", "oud", "nieuw"), title="Teksten die veranderen", show_lines=True)
        for text in found.texts:
            table.add_row(text.part, text.key, *_excerpts(text.old or "", text.new or ""))
        console.print(table)
    heads = [text.key for text in found.texts if text.part == CITED and text.key != "herzien_voor"]
    if heads:
        console.print(f"Elk antwoord noemt voortaan een andere {enumerate_dutch(heads)}.")
    decisions = sum(change.decides_otherwise for change in found.changes)
    if not found.changes and not found.texts:
        console.print("Geen enkel antwoord verandert.")
        return
    worded = counted(len(found.changes) - decisions, "antwoord krijgt", "antwoorden krijgen")
    console.print(
        f"{opening(counted(decisions, 'besluit verandert', 'besluiten veranderen'))}, "
        f"{worded} een andere tekst of een ander artikel, "
        f"{counted(len(found.texts), 'andere tekst verandert', 'andere teksten veranderen')}."
    )


def columns(*names: str, whole: Collection[str] = ()) -> list[Column]:
    """Return columns that break a long word over two lines rather than cut it off; those in ``whole`` never break."""
    return [Column(name, overflow="fold", no_wrap=name in whole) for name in names]


def _when(change: Change, library: Library, phrases: Phrases) -> str:
    words = in_words(change.context, phrases, library) or "altijd"
    return opening(words)


def _cells(change: Change) -> tuple[str, str]:
    """Return how both answers look in a table: with the text only where nothing else tells them apart."""
    cells = [
        decision(rule).replace("_", " ") + (f" ({rule.clause})" if rule is not None else "")
        for rule in (change.old, change.new)
    ]
    if change.kinds == ("tekst",):
        for name, before, after in change.wordings:
            shown = _excerpts(before, after)
            cells = [f"{cell}\n{name}: {excerpt}" for cell, excerpt in zip(cells, shown)]
    return cells[0], cells[1]


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Return the pieces of two texts around the first word that differs; «-» where there is no text."""
    before, after = old.split(), new.split()
    same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(before, after)))
    start = max(0, same - _WORDS_BEFORE)
    return _excerpt(before, start), _excerpt(after, start)


def _excerpt(words: Sequence[str], start: int) -> str:
    text = textwrap.shorten(" ".join(words[start:]), _LONGEST, placeholder=" …")
    return f"{'… ' if start and text else ''}{text}" or "-"


def opening(text: str) -> str:
    """Return a text as the start of a sentence."""
    return text[0].upper() + text[1:]


def counted(number: int, one: str, many: str) -> str:
    """Return a number with the right word: «1 tip», «2 tips», «geen tips»."""
    return f"{number or 'geen'} {one if number == 1 else many}"

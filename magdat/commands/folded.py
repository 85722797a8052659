"""Many findings on one screen: what rests on the law first, many of a kind told as one, and all of them counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from magdat.commands.findings import counted, finding_lines, show_problems
from magdat.commands.output import console
from magdat.commands.screen import SCREEN, hanging, lines_of
from magdat.files.problems import Problem, Severity
from magdat.guidance.library import Library

_TITLES = {
    (Severity.WARNING, 0): "Volgens de wet",
    (Severity.WARNING, 1): "Volgens de leidraad",
    (Severity.WARNING, 2): "Na te kijken in de tekst",
}
"""What a warning goes by, first what weighs most."""

TIPS = "Tips"

MORE = " --alles toont ze allemaal, met waarop ze steunen."
"""Stands behind the last line where something was left out."""

_STYLES = {Severity.WARNING: "yellow", Severity.TIP: "cyan"}


@dataclass(frozen=True)
class Kind:
    """Findings that say the same of several places."""

    problems: tuple[Problem, ...]

    def lines(self, *, with_path: bool) -> tuple[str, ...]:
        """Return the first of them with what to do about it, and how many more there are.

        Args:
            with_path: whether to name the file, where findings are in several.
        """
        first, more = self.problems[0], len(self.problems) - 1
        where = f"{first.path}:{first.line}" if with_path else f"regel {first.line}"
        also = f" … en nog {more} zoals deze" if more else ""
        told = hanging(f"  {where}: {first.message}{also}", 4)
        return (told, hanging(f"    → {first.remedy}", 6)) if first.remedy else (told,)


def weight(problem: Problem, library: Library) -> int:
    """Return what a finding rests on: 0 for the law, 1 for the guidance alone, 2 for neither."""
    if any(name in library.laws for name in problem.rests_on):
        return 0
    return 1 if problem.rests_on else 2


def kinds_of(problems: Iterable[Problem]) -> list[Kind]:
    """Return findings by kind, in the order in which the kinds come up; what has no kind is alone in its own."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.kind or str(problem), []).append(problem)
    return [Kind(tuple(items)) for items in found.values()]


def show_on_a_screen(problems: Sequence[Problem], library: Library, below: Sequence[str]) -> bool:
    """Print findings so that they fit on a screen with what comes below; a *fout* is always shown whole.

    Args:
        problems: the findings, in the order in which they would be shown whole.
        library: the guidance, which knows what is law.
        below: the lines that are printed after this.

    Returns:
        Whether it was too much to show whole.
    """
    errors = [item for item in problems if item.severity is Severity.ERROR]
    others = [item for item in problems if item.severity is not Severity.ERROR]
    whole = [line for item in problems for line in finding_lines(item, library)]
    show_problems(errors, library)
    if lines_of(*whole, *below) <= SCREEN:
        show_problems(others, library)
        return False
    faults = [line for item in errors for line in finding_lines(item, library)]
    _show_groups(others, library, SCREEN - lines_of(*faults, *below[:-1], below[-1] + MORE))
    return bool(others)


def _show_groups(problems: Sequence[Problem], library: Library, room: int) -> None:
    """Print each group with as many of its kinds as fit; every group says how many it has."""
    groups: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=lambda item: (item.severity is Severity.TIP, weight(item, library))):
        groups.setdefault(_TITLES.get((problem.severity, weight(problem, library)), TIPS), []).append(problem)
    with_path = len({item.path for item in problems}) > 1
    blocks = {title: [item.lines(with_path=with_path) for item in kinds_of(group)] for title, group in groups.items()}
    shown = _fitting(blocks, room)
    for title, group in groups.items():
        console.print(_head(title, group, len(blocks[title]), shown[title]), style=_STYLES[group[0].severity])
        for block in blocks[title][: shown[title]]:
            for line in block:
                console.print(line, markup=False)


def _fitting(blocks: dict[str, list[tuple[str, ...]]], room: int) -> dict[str, int]:
    """Return how many kinds of each group fit: first one of each, tips aside, then as many as go in from the top."""
    left = room - len(blocks)
    shown = dict.fromkeys(blocks, 0)
    for at_least in (True, False):
        for title, items in blocks.items():
            most = len(items) if not at_least else 0 if title == TIPS else 1
            while shown[title] < most:
                left -= lines_of(*items[shown[title]])
                if left < 0:
                    return shown
                shown[title] += 1
    return shown


def _head(title: str, group: Sequence[Problem], kinds: int, shown: int) -> str:
    warning = group[0].severity is Severity.WARNING
    told = f"{title}: {counted(len(group), 'waarschuwing', 'waarschuwingen')}" if warning else f"{title}: {len(group)}"
    if shown == kinds:
        return told
    of_kinds = f" van {counted(kinds, 'soort', 'soorten')}" if kinds < len(group) else ""
    if not shown:
        return f"{told}{of_kinds}"
    return f"{told}{of_kinds}, {'dit is de eerste' if shown == 1 else f'dit zijn de eerste {shown}'}"

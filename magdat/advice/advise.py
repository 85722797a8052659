"""Run every group of checks over a policy and put their findings into words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from magdat.advice import contents, deeds, drafting, monitoring, outdated, review, sanctions, strictness, thresholds
from magdat.advice.catalogue import Check, Checks, filled_in, load_checks
from magdat.advice.elsewhere import said_elsewhere
from magdat.advice.subject import Finding, Subject
from magdat.files.problems import Problem, Severity
from magdat.guidance.library import Library
from magdat.policy.loading import LoadedPolicy
from magdat.settings import Settings
from magdat.wording.lists import enumerate_dutch

Group = Callable[[Subject], Iterable[Finding]]

GROUPS: tuple[Group, ...] = (
    outdated.findings,
    sanctions.findings,
    monitoring.findings,
    thresholds.findings,
    contents.findings,
    strictness.findings,
    deeds.findings,
    drafting.findings,
    review.findings,
)

REQUIRED = frozenset().union(
    *(group.CHECKS for group in (sanctions, monitoring, thresholds, contents, strictness, deeds, drafting, review))
)
"""The checks that code carries out, and that the file therefore has to word."""

MOST_SHOWN = 3
"""So many clauses are named where what a check misses stands in more of them."""

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.TIP: 2}


def advise(loaded: LoadedPolicy, library: Library, today: dt.date, checks: Checks | None = None) -> list[Problem]:
    """Return the warnings and tips on a valid policy, the warnings first and each by line.

    ``checks`` replaces those of leidraad/controles.yml.

    Raises:
        DocumentError: leidraad/controles.yml is wrong.
    """
    wording = checks or in_use(library)
    subject = Subject(loaded.policy, loaded.document, library, wording, today)
    return sorted(_problems(subject), key=order)


def in_use(library: Library) -> Checks:
    """Return the checks of leidraad/controles.yml.

    Raises:
        DocumentError: the file is wrong.
    """
    return load_checks(Settings.from_environment().guidance / "controles.yml", library, REQUIRED)


def order(problem: Problem) -> tuple[int, str, int, str]:
    """Sort by severity, then by line."""
    return _ORDER[problem.severity], str(problem.path), problem.line, problem.message


def _problems(subject: Subject) -> Iterator[Problem]:
    sector = subject.policy.company.sector
    for group in GROUPS:
        for finding in group(subject):
            check = subject.checks.get(finding.check)
            if check.counts_for(sector):
                worded = check.in_sector(sector)
                yield _elsewhere(subject, finding, worded) or _missed(subject, finding, worded)


def _missed(subject: Subject, finding: Finding, worded: Check) -> Problem:
    message = worded.say(finding.values)
    return Problem(
        subject.document.path,
        finding.line or subject.document.line(finding.place),
        f"{message} ({finding.note})" if finding.note else message,
        worded.remedy,
        worded.level.severity,
        tuple(worded.rests_on),
        finding.check,
    )


def _elsewhere(subject: Subject, finding: Finding, worded: Check) -> Problem | None:
    """Return what is said where the policy does say what a check misses; ``None`` where it does not."""
    said = said_elsewhere(subject, worded.elsewhere) if worded.elsewhere is not None and not finding.note else []
    if worded.elsewhere is None or not said:
        return None
    numbers = [number for number, _ in said]
    shown = numbers if len(numbers) <= MOST_SHOWN else [*numbers[:MOST_SHOWN], "andere"]
    values = {**finding.values, "artikel": enumerate_dutch(shown)}
    return Problem(
        subject.document.path,
        subject.document.line(said[0][1]),
        filled_in(worded.elsewhere.message, values),
        worded.elsewhere.remedy,
        Severity.TIP,
        tuple(worded.rests_on),
        finding.check,
    )

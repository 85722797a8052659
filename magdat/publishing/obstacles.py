"""What keeps a draft from being published: things that would be found out by employees first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from magdat.files.problems import Problem
from magdat.policy.in_force import InForce
from magdat.policy.loading import LoadedPolicy
from magdat.policy.still_open import still_open
from magdat.policy.versions import Version
from magdat.rehearsal.examples import ExampleResult
from magdat.wording.dates import belgian_date


def obstacles(
    draft: LoadedPolicy, used: InForce, known: Sequence[Version], tried: Sequence[ExampleResult]
) -> Iterator[Problem]:
    """Yield everything that stands in the way of a draft, each with its line.

    Args:
        draft: what is to be published; it passed every check.
        used: what answers come from now; another file that is broken stands in nobody's way.
        known: every version that ever was in use or lies in the files, the draft's own file left out.
        tried: what came out of the examples in the draft.
    """
    yield from still_open(draft)
    yield from _version(draft, known)
    yield from _day(draft, used)
    for result in tried:
        if not result.right:
            yield Problem(
                draft.document.path,
                result.line,
                f"het voorbeeld «{result.asked}» krijgt «{result.got}», en er staat «{result.expected}»",
                "verbeter het voorbeeld, of de tekst waar het bij staat",
            )


def _version(draft: LoadedPolicy, known: Sequence[Version]) -> Iterator[Problem]:
    """Yield that a number names another text already: an answer of then could no longer be looked up by it."""
    policy, document = draft.policy, draft.document
    if any(item.number == policy.version and item.digest != document.digest for item in known):
        yield Problem(
            document.path,
            document.line(("versie",)),
            f"versie {policy.version} bestaat al met een andere tekst",
            "geef dit een nieuw versienummer",
        )


def _day(draft: LoadedPolicy, used: InForce) -> Iterator[Problem]:
    """Yield that a draft would never be used, since what is in use now begins later."""
    now = used.loaded
    if now is not None and draft.policy.valid_from < now.policy.valid_from:
        yield Problem(
            draft.document.path,
            draft.document.line(("geldig_vanaf",)),
            f"het beleid dat nu in gebruik is, geldt vanaf {belgian_date(now.policy.valid_from)}; "
            "met een vroegere dag wordt dit nooit gebruikt",
            "zet «geldig_vanaf» op die dag of later",
        )

"""A policy that nobody reads again grows old."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from magdat.advice.subject import Finding, Subject
from magdat.wording.dates import belgian_date

CHECKS = frozenset(
    {"herziening_ontbreekt", "herziening_voorbij", "herziening_nadert", "beleid_oud", "beleid_nog_niet_geldig"}
)

AHEAD = dt.timedelta(days=60)
"""So long before the review date HR hears of it; consultation takes that time."""

OLD = dt.timedelta(days=5 * 365)
"""A version that has been in force for longer is called old, whatever its review date says."""


def findings(subject: Subject) -> Iterator[Finding]:
    """Judge the dates of a policy as of today."""
    policy, today = subject.policy, subject.today
    if policy.review_before is None:
        yield Finding("herziening_ontbreekt", ("geldig_vanaf",))
    elif policy.review_before <= today:
        yield Finding("herziening_voorbij", ("herzien_voor",), {"datum": belgian_date(policy.review_before)})
    elif policy.review_before - today <= AHEAD:
        yield Finding("herziening_nadert", ("herzien_voor",), {"datum": belgian_date(policy.review_before)})
    if policy.valid_from > today:
        yield Finding("beleid_nog_niet_geldig", ("geldig_vanaf",), {"datum": belgian_date(policy.valid_from)})
    elif today - policy.valid_from > OLD:
        yield Finding("beleid_oud", ("geldig_vanaf",), {"datum": belgian_date(policy.valid_from)})

"""The engine: what a kind's shapes find is weighed by its signs.

How much a sign counts is not chosen by hand: `python -m bench.redaction` learns it (logistic regression) from messages
whose personal data were marked by people, and measures it on messages that were left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from magdat.redaction.lists import flat
from magdat.redaction.rules import TESTS, Form, Rules, Sign

BEFORE, AFTER, ROUND = 80, 80, (60, 30)
"""How far, in characters, signs are looked for."""


@dataclass(frozen=True)
class Candidate:
    """A piece that may be personal data."""

    start: int
    end: int
    forms: tuple[str, ...]
    sure: bool


def find(
    rules: Rules, weights: Mapping[str, float], text: str, also: Iterable[tuple[int, int, str]] = ()
) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of the pieces of one kind.

    Args:
        rules: of that kind.
        weights: how much each sign counts.
        text: one message.
        also: (start, end, form) of what was found without a pattern.
    """
    plain = flat(text)
    if rules.needs and not rules.needs.pattern.search(plain):
        return
    found = candidates(rules, plain, also)
    anywhere = of_message(rules, plain) if found else frozenset()
    for candidate in found:
        if candidate.sure or score(weights, signs_of(rules, plain, candidate, anywhere)) > 0:
            yield _widened(rules, plain, candidate.start, candidate.end)


def _widened(rules: Rules, plain: str, start: int, end: int) -> tuple[int, int]:
    left = rules.left.pattern.search(plain, max(0, start - BEFORE), start) if rules.left else None
    right = rules.right.pattern.match(plain, end) if rules.right else None
    return (left.start() if left else start), (right.end() if right else end)


def score(weights: Mapping[str, float], signs: Iterable[str]) -> float:
    """Return what the signs say together: above 0 it is personal data."""
    return sum(weights.get(sign, 0.0) for sign in signs)


def candidates(rules: Rules, plain: str, also: Iterable[tuple[int, int, str]] = ()) -> list[Candidate]:
    """Return what the shapes find, each place once."""
    found: dict[tuple[int, int], tuple[set[str], bool]] = {}
    for start, end, name in also:
        found.setdefault((start, end), (set(), False))[0].add(name)
    for form in rules.forms:
        group: str | int = "dit" if "dit" in form.pattern.groupindex else 0
        for match in form.pattern.finditer(plain, overlapped=bool(group)):
            place = _checked(form, plain, *match.span(group))
            if place is not None:
                names, sure = found.get(place, (set(), False))
                found[place] = ({*names, form.name}, sure or form.sure)
    return [Candidate(*place, tuple(sorted(names)), sure) for place, (names, sure) in sorted(found.items())]


def _checked(form: Form, plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the place, cut at a space when only that part passes the check; or nothing."""
    if start < 0 or start == end:
        return None
    while form.check is not None and not form.check(plain[start:end]):
        end = plain.rfind(" ", start, end) if form.shortens else start
        if end <= start:
            return None
    return start, end


def of_message(rules: Rules, plain: str) -> frozenset[str]:
    """Return the signs that hold of a whole message."""
    signs = (sign for sign in rules.signs if sign.place == "bericht")
    return frozenset(sign.name for sign in signs if sign.pattern.search(plain))


def signs_of(rules: Rules, plain: str, candidate: Candidate, anywhere: frozenset[str]) -> list[str]:
    """Return the names of what holds of a candidate: its forms, its signs, and both together.

    Args:
        rules: of its kind.
        plain: the message without accents.
        candidate: the piece.
        anywhere: the signs that hold of the whole message.
    """
    start, end = candidate.start, candidate.end
    held = [sign.name for sign in rules.signs if sign.name in anywhere or _holds(rules, sign, plain, start, end)]
    both = [f"{form}+{sign}" for form in candidate.forms for sign in held]
    if rules.pairs:
        both += [f"{one}+{other}" for one, other in combinations(held, 2)]
    return ["altijd", *candidate.forms, *held, *both]


def _holds(rules: Rules, sign: Sign, plain: str, start: int, end: int) -> bool:
    if sign.place in TESTS:
        return TESTS[sign.place](plain[start:end], sign.words)
    if sign.place == "stuk":
        return sign.pattern.fullmatch(plain, start, end) is not None
    if sign.place == "voor":
        return sign.pattern.search(plain, max(0, start - BEFORE), start) is not None
    if sign.place == "na":
        return sign.pattern.match(plain, end, end + AFTER) is not None
    if sign.place == "rechts":
        return sign.pattern.fullmatch(plain, end, _widened(rules, plain, start, end)[1]) is not None
    if sign.place == "omvat":
        found = sign.pattern.finditer(plain, max(0, start - BEFORE), end + AFTER)
        return any(match.start() <= start and end <= match.end() for match in found)
    if sign.place == "rond":
        near = plain[max(0, start - ROUND[0]) : start] + " \x1f " + plain[end : end + ROUND[1]]
        return sign.pattern.search(near) is not None
    return False

"""What contradicts something else in a policy, stands there twice, or can never be the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from magdat.files.problems import Problem
from magdat.files.yaml_data import Location
from magdat.policy.conflicts import conflicts, unreachable
from magdat.policy.deciding import Decisions, is_general
from magdat.policy.decision import Decision
from magdat.policy.draft import Draft, Piece
from magdat.policy.model import PolicyStatement, Rule
from magdat.policy.places import places_of_statements
from magdat.policy.selection import more_precise
from magdat.policy.verdict import Deciding
from magdat.situation import DIMENSIONS, Situation

SPECIFIC = "maak één van de twee specifieker, of voeg een regel toe voor net die situatie"
EXCEPT = "maak één van de twee specifieker, of schrijf bij de uitzondering «uitzondering_op: {}»"


def contradiction_problems(draft: Draft) -> Iterator[Problem]:
    """Yield every pair that contradicts each other or says the same twice, and whatever never wins."""
    yield from _Contradictions(draft).problems()


class _Contradictions:
    """Holds the rules and statements that can be read, with the line of each."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._rules: list[tuple[Rule, Location]] = [(item.whole, item.place) for item in draft.rules if item.whole]
        self._statements = [(item.whole, item.place) for item in draft.statements if item.whole is not None]
        places = {str(rule.id): place for rule, place in self._rules}
        places |= dict(places_of_statements(self._statements))
        self._lines = {name: draft.document.line(place) for name, place in places.items()}
        self._decisions = Decisions([rule for rule, _ in self._rules], [item for item, _ in self._statements])

    def problems(self) -> Iterator[Problem]:
        """Yield everything, topic after topic."""
        said = [item for item, _ in self._statements]
        decided = [(str(rule.topic), rule) for rule, _ in self._rules]
        for topic in dict.fromkeys([topic for topic, _ in decided] + [str(item.topic) for item in said]):
            rules = self._decisions.on_topic(topic)
            if self._readable(topic):
                yield from self._conflicts(rules)
            yield from self._unreachable(rules)
        yield from self._on_one_question(said)
        yield from self._across_topics(said)
        yield from self._twice(said)
        yield from self._examples()

    def _conflicts(self, rules: Sequence[Deciding]) -> Iterator[Problem]:
        for conflict in conflicts(rules):
            yield self._contradiction(conflict.first, conflict.second, conflict.situation)

    def _contradiction(self, first: Deciding, second: Deciding, situation: Situation) -> Problem:
        known = ", ".join(f"{name}: {value}" for name, value in situation.known().items()) or "altijd"
        both_rules = all(isinstance(item, Rule) for item in (first, second))
        return self._problem(
            second.id,
            f"«{second.id}» spreekt «{first.id}» (regel {self._lines[first.id]}) tegen bij {known}",
            SPECIFIC if both_rules else EXCEPT.format(first.id.partition(".")[0]),
        )

    def _unreachable(self, rules: Sequence[Deciding]) -> Iterator[Problem]:
        for rule, winner in unreachable(rules):
            yield self._problem(
                rule.id,
                f"«{rule.id}» wint nooit: «{winner.id}» (regel {self._lines[winner.id]}) gaat altijd voor",
                "schrap de regel of maak haar voorwaarden ruimer",
            )

    def _on_one_question(self, said: Sequence[PolicyStatement]) -> Iterator[Problem]:
        """Yield the answers to one question of which one forbids what the other allows in the same situation."""
        told: set[tuple[str, str]] = set()
        for group in _by_question(said).values():
            verdicts = {verdict.id: verdict for item in group for verdict in self._decisions.by(str(item.id))}
            for conflict in conflicts(list(verdicts.values())):
                pair = conflict.first.id, conflict.second.id
                if pair not in told:
                    told.add(pair)
                    yield self._contradiction(conflict.first, conflict.second, conflict.situation)

    def _across_topics(self, said: Sequence[PolicyStatement]) -> Iterator[Problem]:
        """Yield the permissions that a ban over all topics never lets through, because both are about the same."""
        over = self._decisions.everywhere
        bans = [item for item in over if item.decision is Decision.NO]
        for item in said:
            for verdict in self._decisions.by(str(item.id))[:1]:
                if verdict.decision is Decision.NO or verdict.id in {one.id for one in over}:
                    continue
                for ban in bans:
                    if ban.topic != verdict.topic and _within(verdict, ban) and not more_precise(verdict, ban):
                        situation = Situation.of({name: values[0] for name, values in _asked(verdict).items()})
                        yield self._contradiction(ban, verdict, situation)

    def _twice(self, said: Sequence[PolicyStatement]) -> Iterator[Problem]:
        """Yield what answers the same question in the same cases as something else, or says the same words."""
        told: set[str] = set()
        pairs = [pair for group in _by_aspect(said).values() for pair in combinations(group, 2)]
        same_words = [pair for group in _by_words(said).values() for pair in combinations(group, 2)]
        for first, second in (*pairs, *same_words):
            apart = {first.exception_to, second.exception_to} & {first.id, second.id}
            if second.id in told or apart or _asked(first) != _asked(second):
                continue
            told.add(str(second.id))
            yield self._problem(
                str(second.id),
                f"«{second.id}» antwoordt op dezelfde vraag als «{first.id}» (regel {self._lines[str(first.id)]}), "
                "in dezelfde gevallen",
                "zet de twee samen, of geef elk een eigen deelvraag of een eigen «als»",
            )

    def _examples(self) -> Iterator[Problem]:
        """Yield the example questions that stand with two answers which may both hold."""
        seen: dict[str, tuple[Rule | PolicyStatement, int]] = {}
        everything: list[tuple[Rule | PolicyStatement, Location]] = [*self._rules, *self._statements]
        for item, place in everything:
            for index, example in enumerate(item.examples):
                if example.question is None:
                    continue
                line = self._draft.document.line((*place, "voorbeelden", index))
                other, at = seen.setdefault(_plain(example.question), (item, line))
                if other is not item and _overlap(other, item):
                    yield Problem(
                        self._draft.document.path,
                        line,
                        f"de voorbeeldvraag «{example.question}» staat ook bij «{other.id}» (regel {at})",
                        "laat ze staan bij wat er echt op antwoordt",
                    )

    def _readable(self, topic: str) -> bool:
        """Return whether all that decides on a topic is known: what is not could be what settles a conflict."""
        listed: dict[str, Sequence[Piece[Any]]] = {"regels": self._draft.rules, "uitspraken": self._draft.statements}
        for key, pieces in listed.items():
            written = self._draft.document.data.get(key, ())
            broken = [piece.values.get("topic") for piece in pieces if piece.whole is None]
            if len(pieces) != len(written) or topic in broken or None in broken:
                return False
        return True

    def _problem(self, name: str, message: str, remedy: str) -> Problem:
        return Problem(self._draft.document.path, self._lines[name], message, remedy)


def _by_question(said: Iterable[PolicyStatement]) -> dict[tuple[str, str], list[PolicyStatement]]:
    """Return the statements that decide on one question of a topic, or on what one title names."""
    found: dict[tuple[str, str], list[PolicyStatement]] = {}
    for item in said:
        names = [f"?{aspect}" for aspect in item.aspects] or ([_plain(item.title)] if item.title else [])
        for name in names if item.decision is not None else ():
            found.setdefault((str(item.topic), name), []).append(item)
    return found


def _by_aspect(said: Iterable[PolicyStatement]) -> dict[tuple[str, str], list[PolicyStatement]]:
    found: dict[tuple[str, str], list[PolicyStatement]] = {}
    for item in said:
        for aspect in item.aspects:
            found.setdefault((str(item.topic), str(aspect)), []).append(item)
    return found


def _by_words(said: Iterable[PolicyStatement]) -> dict[tuple[str, str], list[PolicyStatement]]:
    found: dict[tuple[str, str], list[PolicyStatement]] = {}
    for item in said:
        if is_general(item) or item.title:
            found.setdefault((str(item.topic), _plain(item.text)), []).append(item)
    return found


def _within(inner: Deciding, outer: Deciding) -> bool:
    """Return whether something holds only where something else does."""
    own = _asked(inner)
    return all(name in own and set(own[name]) <= set(values) for name, values in _asked(outer).items())


def _overlap(first: Rule | PolicyStatement, second: Rule | PolicyStatement) -> bool:
    return all(
        not (mine := first.conditions.values(name))
        or not (other := second.conditions.values(name))
        or bool(set(mine) & set(other))
        for name in DIMENSIONS
    )


def _asked(item: Deciding | PolicyStatement) -> Mapping[str, tuple[str, ...]]:
    named = {name: item.conditions.values(name) for name in DIMENSIONS}
    return {name: tuple(sorted(values)) for name, values in named.items() if values}


def _plain(text: str) -> str:
    """Return a text without capitals, spaces and signs that make no other question of it."""
    return re.sub(r"\W+", " ", text.lower()).strip()

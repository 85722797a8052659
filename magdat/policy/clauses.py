"""The numbers of a policy: each belongs to a chapter, and that of a rule or a provision to one topic only.

A statement is cited with its own words, so any number of them may stand on one number. So are sanctions and monitoring,
which many companies treat in one clause, «Controle en sancties».
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from magdat.files.problems import Problem
from magdat.files.yaml_data import Location
from magdat.policy.clause_number import chapter_of
from magdat.policy.draft import Draft, Piece

_TOGETHER = frozenset({"sancties", "controle"})
"""What may stand on one number: an answer tells the one or the other, and its own words say which."""

Cited = tuple[str, str, Location]
"""A number, what it is about, and where it stands."""


def clause_problems(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with the numbers of chapters and clauses."""
    yield from _chapters(draft)
    yield from _one_subject_a_number(draft)
    yield from _one_provision_a_topic(draft)


def _chapters(draft: Draft) -> Iterator[Problem]:
    path = draft.document.path
    chapters: dict[str, int] = {}
    for article in draft.articles:
        number = article.values.get("number")
        if number is None:
            continue
        line = draft.line(*article.place, "nummer")
        if number in chapters:
            yield Problem(
                path, line, f"artikel «{number}» bestaat al op regel {chapters[number]}", "kies een ander nummer"
            )
        chapters.setdefault(number, line)
    if not chapters or any("number" not in article.values for article in draft.articles):
        return  # the chapter that a clause belongs to may be the one that cannot be read
    for clause, _, place in (*_cited(draft), *_stated(draft)):
        if chapter_of(clause) not in chapters:
            yield Problem(
                path,
                draft.document.line(place),
                f"er is geen artikel «{chapter_of(clause)}» voor de bepaling «{clause}»",
                "voeg het hoofdstuk toe onder «artikels»",
            )


def _one_subject_a_number(draft: Draft) -> Iterator[Problem]:
    first: dict[str, tuple[str, int]] = {}
    told: set[tuple[str, str]] = set()
    for clause, subject, place in _cited(draft):
        line = draft.document.line(place)
        other, at = first.setdefault(clause, (subject, line))
        if subject != other and (clause, subject) not in told and not {subject, other} <= _TOGETHER:
            told.add((clause, subject))
            yield Problem(
                draft.document.path,
                line,
                f"het nummer «{clause}» gaat over «{subject}», maar op regel {at} over «{other}»",
                "geef elk onderwerp een eigen nummer, anders weet niemand welk artikel een antwoord bedoelt",
            )


def _one_provision_a_topic(draft: Draft) -> Iterator[Problem]:
    """Yield the provisions that no answer would show, because there is one on their topic already."""
    first: dict[str, int] = {}
    for item in draft.provisions:
        topic = item.values.get("topic")
        if topic is None:
            continue
        line = draft.line(*item.place, "onderwerp")
        if topic in first:
            yield Problem(
                draft.document.path,
                line,
                f"over «{topic}» staat er al een bepaling op regel {first[topic]}; een antwoord toont er maar één",
                "zet de twee teksten samen in één bepaling",
            )
        first.setdefault(topic, line)


def _cited(draft: Draft) -> Iterator[Cited]:
    """Yield every number that is about one topic only."""
    defining: tuple[Piece[Any], ...] = (*draft.rules, *draft.provisions)
    for item in defining:
        clause, topic = item.values.get("clause"), item.values.get("topic")
        if clause is not None:
            yield clause, topic or "iets anders", (*item.place, "artikel")
    for key, part in (("sancties", draft.sanctions), ("controle", draft.monitoring)):
        if part is not None and part.values.get("clause") is not None:
            yield part.values["clause"], key, (key, "artikel")


def _stated(draft: Draft) -> Iterator[Cited]:
    """Yield the numbers of the statements; several may stand on one, whatever they are about."""
    for item in draft.statements:
        if (clause := item.values.get("clause")) is not None:
            yield clause, str(item.values.get("topic")), (*item.place, "artikel")

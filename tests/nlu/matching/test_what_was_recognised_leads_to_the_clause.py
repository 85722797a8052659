"""A clause is found by how others ask the same, and by what the guidance answers, when the words are all others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_policy import Hashed, items_of, plain, statement

from magdat.guidance.library import Library
from nlu.matching.learned import Learned
from nlu.matching.likeness import Heard, Texts
from nlu.matching.matcher import Asked, Matcher
from nlu.matching.meaning import unit
from nlu.matching.recognised import MOST, Recognised

MOST_MISSING = 20
"""Statements of the guidance that may be without, until somebody runs the command."""

STATEMENTS = (
    statement("locker", "Op de winkelvloer draag je geen gsm: hij ligt in je locker.", "verbod", artikel="1.1"),
    statement("tombola", "Wedstrijden en tombola's organiseert alleen marketing.", "wie", artikel="1.2"),
    statement("korting", "Je personeelskorting is persoonlijk.", "verbod", artikel="1.3"),
)

QUESTION = "zo'n lotjesverkoop, hoe zit dat"


def knowing(learned: Learned, encoder: Hashed, **told: tuple[str, str]) -> Learned:
    """Return what was learned, with statements that it recognises: how others ask each, and what is said to it."""
    asked, said = (encoder.encode([pair[place] for pair in told.values()]) for place in (0, 1))
    names = tuple(f"wedstrijd.{name}" for name in told)
    return replace(plain(learned), recognised=Recognised(names, unit(asked), unit(said)))


@pytest.mark.parametrize(
    ("others_ask", "guidance_says"),
    [("wie organiseert wedstrijden en tombola's", "Iets anders."), ("iets", "Marketing organiseert elke wedstrijd.")],
)
def test_an_unlike_question_finds_the_clause_by_what_it_was_recognised_as(
    library: Library, learned: Learned, others_ask: str, guidance_says: str
) -> None:
    encoder = Hashed()
    matcher = Matcher(
        items_of(library, *STATEMENTS), Texts(encoder), knowing(learned, encoder, tombola=(others_ask, guidance_says))
    )
    heard = Heard(QUESTION, encoder.encode([QUESTION])[0])

    def score(statements: dict[str, float]) -> float:
        found = {item.id: sum(item.reasons.values()) for item in matcher.match(Asked(heard, statements)).found}
        return found["uitspraak:tombola"] - max(found["uitspraak:locker"], found["uitspraak:korting"])

    assert score({"wedstrijd.tombola": 0.9}) > score({"wedstrijd.tombola": 0.2}) > score({})
    assert score({"wedstrijd.later_bijgemaakt": 0.9}) == pytest.approx(score({}))


def test_the_likeliest_count_by_how_likely_they_are() -> None:
    names = tuple(f"a.{number}" for number in range(MOST + 2))
    rows = np.eye(MOST + 2, dtype=np.float32)
    found = Recognised(names, rows, rows[::-1]).expected({name: 1 / (place + 1) for place, name in enumerate(names)})
    assert found is not None
    wanted = [1 / (place + 1) if place < MOST else 0.0 for place in range(MOST + 2)]
    assert found.asked == pytest.approx(wanted)
    assert found.said == pytest.approx(wanted[::-1])


def test_what_is_kept_is_nearly_what_it_was_and_always_the_same_file(tmp_path: Path) -> None:
    drawn = unit(np.random.default_rng(5).normal(0.0, 0.05, (40, 384)).astype(np.float32))
    made = Recognised(tuple(f"a.{number}" for number in range(40)), drawn, drawn[::-1])
    made.save(tmp_path / "a.npz")
    made.save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    again = Recognised.load(tmp_path / "a.npz")
    assert again.names == made.names
    assert (again.asked * made.asked).sum(axis=1).min() > 0.999
    assert (again.said * made.said).sum(axis=1).min() > 0.999


def test_nearly_every_statement_of_the_guidance_is_known(library: Library, learned: Learned) -> None:
    missing = set(library.statements) ^ set(learned.recognised.names)
    assert len(missing) <= MOST_MISSING, "run: python -m nlu.ship"

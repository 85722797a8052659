"""Figures about a desk are shown from the smallest group on, and count people and not questions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from magdat.desks.figures import figures_of
from magdat.handoff.tickets import Figure, Status

PEOPLE = st.none() | st.sampled_from([f"p-{number}" for number in range(12)])
FIGURES = st.builds(
    Figure,
    desk=st.sampled_from(["hr", "it"]),
    status=st.sampled_from(Status),
    person=PEOPLE,
    opened=st.just(1000.0),
    answered=st.none() | st.floats(1000.0, 9000.0),
    reopened=st.integers(0, 3),
)


def test_what_is_counted() -> None:
    items = [
        Figure("hr", Status.WAITING, "p-1", 0.0, None, 0),
        Figure("hr", Status.HUMAN, "p-2", 0.0, 60.0, 1),
        Figure("hr", Status.CLOSED, "p-2", 0.0, 180.0, 0),
        Figure("it", Status.WAITING, "p-1", 0.0, None, 0),
    ]
    (found,) = figures_of(items, 2)
    assert (found.desk, found.tickets, found.waiting, found.first_answer, found.reopened) == ("hr", 3, 1, 120.0, 1)


@given(st.lists(FIGURES, max_size=30), st.integers(1, 6))
def test_no_desk_is_shown_of_fewer_people_than_the_smallest_group(items: list[Figure], minimum: int) -> None:
    shown = {found.desk for found in figures_of(items, minimum)}
    for desk in ("hr", "it"):
        people = {item.person for item in items if item.desk == desk and item.person is not None}
        assert (desk in shown) == (len(people) >= minimum)

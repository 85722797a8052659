"""A page of a list begins with what the list is for, holds so many, and the next one goes on where it ended."""

from __future__ import annotations

from tickets_told import OPEN, opened, said

from magdat.handoff.lists import Order, Selection
from magdat.handoff.tickets import Author, Status, Tickets


def test_what_was_closed_last_comes_first_and_nothing_is_cut_off(tickets: Tickets, clock) -> None:
    keys = [opened(tickets, f"m{number}") for number in range(7)]
    for key in (keys[3], keys[0], keys[6], keys[1]):
        clock.pass_(seconds=60)
        tickets.move(key, Status.CLOSED, content=b"closed", agent="els", came=OPEN)
    closed = [page(tickets, [Status.CLOSED], Order.CLOSED, start=start, most=3) for start in (0, 3, 6)]
    assert closed == [[keys[1], keys[6], keys[0]], [keys[3]], []]
    waiting = [page(tickets, [Status.WAITING], Order.OLDEST, start=start, most=2) for start in (0, 2)]
    assert waiting == [[keys[2], keys[4]], [keys[5]]]
    changed = page(tickets, [*OPEN, Status.CLOSED], Order.CHANGED, most=5)
    assert changed == [keys[1], keys[6], keys[0], keys[3], keys[5]]


def test_talks_of_one_agent_begin_with_those_in_which_the_person_spoke_last(tickets: Tickets, clock) -> None:
    first, second, third, other, nobodys = (opened(tickets, f"m{number}") for number in range(5))
    for key, agent in ((first, "els"), (second, "els"), (third, "els"), (other, "jan")):
        clock.pass_(seconds=1)
        said(tickets, key, "antwoord", Author.DESK, agent=agent, mark=f"antwoord {key}")
    clock.pass_(seconds=1)
    said(tickets, second, "en dit?")
    said(tickets, second, "Belde.", Author.NOTE, agent="jan")
    assert page(tickets, OPEN, Order.UNANSWERED, agent="els") == [second, first, third]
    assert page(tickets, OPEN, Order.OLDEST, without="els") == [other, nobodys]
    found = {(item.status, item.agent): item.number for item in tickets.tally(["hr", "it"], OPEN)}
    assert found == {(Status.HUMAN, "els"): 3, (Status.HUMAN, "jan"): 1, (Status.WAITING, None): 1}


def test_whatever_changes_changes_the_mark(tickets: Tickets, clock) -> None:
    key, marks = opened(tickets), []
    for step in (
        lambda: None,
        lambda: tickets.move(key, Status.HUMAN, agent="els", content=b"taken", came=OPEN),
        lambda: said(tickets, key, "nog iets"),
        lambda: said(tickets, key, "antwoord", Author.DESK, agent="els"),
    ):
        clock.pass_(seconds=-5)  # a clock that goes back as well
        step()
        marks.append(tuple(tickets.tally(["hr"], OPEN)))
    assert len(set(marks)) == len(marks)


def page(tickets: Tickets, statuses, order: Order, **more) -> list[int]:
    """Return the keys of one page."""
    return [ticket.key for ticket in tickets.listed(Selection(["hr"], list(statuses), order, **more))]

"""What is taken back, erased or past its time is gone everywhere, and the other side hears it: so in every form."""

from __future__ import annotations

from tickets_told import PERSON, carried, opened, said, texts

from magdat.handoff.receipts import Outcome, Reason
from magdat.handoff.tickets import Author, Status, Tickets


def test_what_is_withdrawn_is_erased_and_the_other_side_hears_it(tickets: Tickets) -> None:
    key = opened(tickets, ways=("mail", "rt"))
    assert carried(tickets, "rt") == [f"vraag {key}"]
    held = tickets.take_errand(["mail"])
    assert held is not None
    said(tickets, key, "tweede", ways=("mail", "rt"))
    moved = tickets.move(key, Status.WITHDRAWN, content=b"withdrawn", came=[Status.WAITING], ways=("mail", "rt"))
    assert moved is not None
    assert carried(tickets, "rt") == ["withdrawn"]
    tickets.arrived(held, "mail-1")
    assert carried(tickets, "mail") == ["withdrawn"], "after what was on its way"
    assert texts(tickets, key) == ["withdrawn"]
    assert said(tickets, key, "antwoord", Author.DESK) is None
    assert not tickets.adopt(key, PERSON, "rest", None)
    assert [(item.way, item.reason, item.outcome) for item in tickets.receipts(key)] == [
        (None, Reason.WITHDRAWN, Outcome.ERASED),
        ("rt", Reason.WITHDRAWN, Outcome.PENDING),
        ("mail", Reason.WITHDRAWN, Outcome.PENDING),
    ]


def test_what_was_on_its_way_when_it_was_withdrawn_and_did_not_arrive_is_sent_no_more(tickets: Tickets, clock) -> None:
    key = opened(tickets)
    held = tickets.take_errand(["rt"])
    assert held is not None
    tickets.move(key, Status.WITHDRAWN, content=b"withdrawn", ways=("rt",))
    assert tickets.put_off(held, clock.now, "weg") is None
    assert carried(tickets) == ["withdrawn"]
    assert texts(tickets, key) == ["withdrawn"]


def test_what_somebody_has_erased_is_gone_with_a_receipt_of_every_place(tickets: Tickets) -> None:
    key, other = opened(tickets), opened(tickets, "m2", "p-" + "1" * 32)
    carried(tickets)
    third = opened(tickets, "m3", f"{PERSON}-{'2' * 16}")
    held = tickets.take_errand(["rt"])
    assert held is not None
    assert tickets.erase([PERSON]) == [key, third]
    assert tickets.of(key) is None
    assert tickets.lines(key) == []
    tickets.arrived(held, "rt-late")
    assert tickets.take_errand(["rt"]) is None
    assert [item.external for item in tickets.to_erase(["rt"])] == [f"rt-{key}", "rt-late"]
    assert tickets.to_erase(["mail"]) == []
    receipt = tickets.to_erase(["rt"])[0]
    tickets.settle(receipt.id, Outcome.REMAINS)
    assert [item.outcome for item in tickets.receipts(key)] == [Outcome.ERASED, Outcome.REMAINS]
    assert [item.reason for item in tickets.receipts(key)] == [Reason.ASKED, Reason.ASKED]
    assert tickets.of(other) is not None
    assert opened(tickets, "m4") == third + 1, "a number is never given twice"


def test_the_place_that_a_ticket_left_is_erased_with_it_and_no_sooner(tickets: Tickets, clock) -> None:
    key = opened(tickets)
    carried(tickets)
    said(tickets, key, "elders")
    errand = tickets.take_errand(["rt"])
    assert errand is not None
    tickets.arrived(errand, "een andere draad")
    assert tickets.external("rt", key) == "een andere draad"
    assert (tickets.receipts(key), tickets.to_erase(["rt"])) == ([], [])
    clock.pass_(days=400)
    tickets.forget(14)
    tickets.move(key, Status.WITHDRAWN, content=b"withdrawn")
    assert [item.external for item in tickets.to_erase(["rt"])] == [f"rt-{key}", "een andere draad"]
    assert {item.reason for item in tickets.receipts(key)} == {Reason.WITHDRAWN}


def test_texts_live_until_so_long_after_closing(tickets: Tickets, clock) -> None:
    key, waits = opened(tickets), opened(tickets, "m2")
    carried(tickets)
    tickets.move(key, Status.CLOSED, content=b"closed")
    for _ in range(13):
        clock.pass_(days=1)
        assert tickets.forget(14) == []
    tickets.move(key, Status.WAITING, content=b"reopened")
    tickets.move(key, Status.CLOSED, content=b"closed")
    clock.pass_(days=1)
    assert tickets.forget(14) == [], "whoever reopens it begins anew"
    clock.pass_(days=400)
    assert tickets.forget(14) == [], "a clock that jumps takes nothing along"
    for _ in range(11):
        clock.pass_(days=1)
        gone = tickets.forget(14)
    assert gone == [key]
    assert tickets.of(key) is None
    assert tickets.of(waits) is not None, "what the desk did not close is kept"
    assert [(item.way, item.reason) for item in tickets.receipts(key)] == [(None, Reason.OLD), ("rt", Reason.OLD)]
    clock.pass_(days=366)
    tickets.forget(14)
    assert tickets.receipts() == []

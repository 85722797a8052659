"""What ways still have to carry: each errand once, in order, whatever couriers do."""

from __future__ import annotations

import threading

from tickets_told import carried, opened, said

from magdat.handoff.tickets import GIVE_UP_AFTER, LEASE, LONGEST_WAIT, Status, Tickets


def test_a_way_gets_a_ticket_in_its_order_and_another_ticket_does_not_wait(tickets: Tickets, clock) -> None:
    key, other = opened(tickets), opened(tickets, "m2")
    said(tickets, key, "tweede")
    first = tickets.take_errand(["rt"])
    assert first is not None
    assert (first.attempt, first.external, first.line.content) == (1, None, b"vraag %d" % key)
    second = tickets.take_errand(["rt"])
    assert second is not None
    assert second.ticket.key == other, "«tweede» waits for what came before it"
    assert tickets.take_errand(["rt"]) is None
    assert tickets.put_off(first, clock.now + 60, "http 503") is True
    assert tickets.take_errand(["rt"]) is None
    clock.pass_(seconds=61)
    again = tickets.take_errand(["rt"])
    assert again is not None
    assert (again.id, again.attempt) == (first.id, 2)
    tickets.arrived(again, "17")
    assert tickets.by_external("rt", "17") == key
    assert (tickets.external("rt", key), tickets.external("rt", other)) == ("17", None)
    last = tickets.take_errand(["rt"])
    assert last is not None
    assert (last.line.content, last.external) == (b"tweede", "17")
    tickets.arrived(last, None)
    assert tickets.externals("rt") == [(key, "17")]
    tickets.move(key, Status.CLOSED, content=b"closed")
    assert tickets.externals("rt") == [(key, "17")], "somebody may still answer it there"
    tickets.move(key, Status.WITHDRAWN, content=b"withdrawn")
    assert tickets.externals("rt") == []


def test_a_courier_that_is_gone_loses_its_errand_and_one_that_is_busy_keeps_it(tickets: Tickets, clock) -> None:
    opened(tickets)
    first = tickets.take_errand(["rt"])
    assert first is not None
    clock.pass_(seconds=LEASE - 1)
    assert tickets.renew(first)
    clock.pass_(seconds=LEASE - 1)
    assert tickets.take_errand(["rt"]) is None
    clock.pass_(seconds=2)
    second = tickets.take_errand(["rt"])
    assert second is not None
    assert second.attempt == 2
    assert not tickets.renew(first)
    assert tickets.put_off(first, clock.now, "te laat") is None
    tickets.arrived(first, "17")  # it did arrive, whoever says so
    assert tickets.put_off(second, clock.now, "http 409") is None
    assert tickets.take_errand(["rt"]) is None


def test_what_is_given_up_holds_up_what_comes_after_it_until_it_is_tried_again(tickets: Tickets, clock) -> None:
    key = opened(tickets)
    said(tickets, key, "tweede")
    errand = tickets.take_errand(["rt"])
    assert errand is not None
    assert tickets.put_off(errand, None, "http 403") is False
    clock.pass_(days=2)
    assert tickets.take_errand(["rt"]) is None
    stuck = tickets.stuck()
    assert [(item.number, item.way, item.reason, item.given_up, item.attempts) for item in stuck] == [
        (f"MD-{key:04d}", "rt", "http 403", True, 1)
    ]
    assert tickets.retry(key) == 1
    assert tickets.retry(key) == 0
    assert carried(tickets) == [f"vraag {key}", "tweede"]
    assert tickets.stuck() == []


def test_after_a_week_of_trying_an_errand_is_given_up(tickets: Tickets, clock) -> None:
    opened(tickets)
    tried = 0.0
    while True:
        errand = tickets.take_errand(["rt"])
        assert errand is not None
        clock.pass_(seconds=43_200)
        tried += 43_200
        if not tickets.put_off(errand, clock.now, "weg"):
            break
    assert tried == GIVE_UP_AFTER
    assert tickets.take_errand(["rt"]) is None


def test_a_jump_of_the_clock_gives_up_nothing_and_holds_up_nothing(tickets: Tickets, clock) -> None:
    key = opened(tickets)
    errand = tickets.take_errand(["rt"])
    assert errand is not None
    clock.pass_(days=400)
    assert tickets.put_off(errand, clock.now + 5 * LONGEST_WAIT, "weg") is True
    clock.pass_(days=-400)
    assert carried(tickets) == [f"vraag {key}"]


def test_another_way_carries_what_waits_and_does_so_once(tickets: Tickets, clock) -> None:
    key = opened(tickets)
    said(tickets, key, "tweede")
    errand = tickets.take_errand(["rt"])
    assert errand is not None
    assert tickets.also_by(errand, "mail") == 2
    assert tickets.also_by(errand, "mail") == 0
    assert carried(tickets, "mail") == [f"vraag {key}", "tweede"]
    said(tickets, key, "derde")
    assert tickets.also_by(errand, "mail") == 1
    assert carried(tickets, "mail") == ["derde"]
    tickets.put_off(errand, clock.now, "weg")
    assert carried(tickets) == [f"vraag {key}", "tweede", "derde"]


def test_what_waits_behind_something_given_up_is_found_until_it_is_dealt_with(tickets: Tickets) -> None:
    key = opened(tickets)
    errand = tickets.take_errand(["rt"])
    assert errand is not None
    assert tickets.held_up(["rt"]) == []
    tickets.put_off(errand, None, "http 400")
    for number in range(2):
        (found,) = tickets.held_up(["rt"])
        assert (found.id, found.line.id, found.ticket.key) == (errand.id, errand.line.id, key)
        tickets.also_by(found, "mail" if number else None)
        assert tickets.held_up(["rt"]) == []
        said(tickets, key, f"later {number}")
    assert tickets.held_up(["mail"]) == []
    said(tickets, key, "per mail", way="mail")
    assert tickets.also_by(errand, "mail") == 1, "what came by mail is there"
    assert carried(tickets, "mail") == ["later 0", "later 1"]


def test_what_came_back_counts_as_given_up_once(tickets: Tickets) -> None:
    key, other = opened(tickets), opened(tickets, "m2")
    assert not tickets.came_back(key, 1, "rt", "bounced", "b0"), "it did not leave yet"
    carried(tickets)
    assert tickets.came_back(key, 1, "rt", "bounced", "b1")
    assert not tickets.came_back(key, 1, "rt", "bounced", "b2"), "another report of the same"
    assert not tickets.came_back(key, 2, "rt", "bounced", "b3"), "of another ticket"
    (stuck,) = tickets.stuck()
    assert (stuck.number, stuck.way, stuck.reason, stuck.attempts, stuck.given_up) == (
        "MD-0001",
        "rt",
        "bounced",
        1,
        True,
    )
    said(tickets, key, "later")
    said(tickets, other, "iets anders")
    assert carried(tickets) == ["iets anders"]
    tickets.retry(key)
    assert carried(tickets) == [f"vraag {key}", "later"]
    assert not tickets.came_back(key, 1, "rt", "bounced", "b1"), "the same report"
    tickets.move(key, Status.WITHDRAWN, content=b"withdrawn")
    assert not tickets.came_back(key, 1, "rt", "bounced", "b4")


def test_a_trouble_is_kept_from_its_beginning_until_it_is_over(tickets: Tickets, clock) -> None:
    began = clock.now
    assert tickets.trouble("rt", "", "away")
    clock.pass_(days=1)
    assert not tickets.trouble("rt", "", "http 401")
    assert tickets.trouble("rt", "MD-0001", "http 404")
    assert not tickets.trouble("mail", "", None)
    found = [(item.way, item.place, item.reason, item.since) for item in tickets.troubles()]
    assert found == [("rt", "", "http 401", began), ("rt", "MD-0001", "http 404", clock.now)]
    assert tickets.trouble("rt", "", None)
    assert not tickets.trouble("rt", "", None)
    assert [item.place for item in tickets.troubles()] == ["MD-0001"]
    assert tickets.bookmark("rt", "") is None


def test_couriers_at_once_never_hold_one_errand_twice_nor_two_of_a_ticket(tickets: Tickets) -> None:
    keys = [opened(tickets, f"m{number}") for number in range(3)]
    for number in range(4):
        for key in keys:
            said(tickets, key, f"{key} {number}")
    lock, busy, seen, faults = threading.Lock(), set(), [], []

    def work() -> None:
        while len(seen) < 15 and not faults:
            errand = tickets.take_errand(["rt"])
            if errand is None:
                continue
            with lock:
                faults.extend([errand.id] if errand.ticket.key in busy else [])
                busy.add(errand.ticket.key)
                seen.append(errand.line.id)
            with lock:
                busy.discard(errand.ticket.key)
            tickets.arrived(errand, "x")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(seen) == len(set(seen)) == 15

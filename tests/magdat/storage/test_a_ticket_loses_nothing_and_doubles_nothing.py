"""Tickets, the talk in them, and what ways still have to carry: the same promises in every form."""

from __future__ import annotations

import threading

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tickets_told import OPEN, PERSON, carried, opened, said, status, texts

from magdat.handoff.floor import Floor
from magdat.handoff.tickets import Author, Backlog, Errand, Status, Tickets
from magdat.storage.database import Database
from magdat.storage.memory.tickets import MemoryTickets
from magdat.storage.sql.tickets import SqlTickets


def test_a_ticket_is_opened_once_for_a_mark(tickets: Tickets) -> None:
    first = opened(tickets)
    assert opened(tickets) == first
    assert opened(tickets, "m2") == first + 1
    found = tickets.of(first)
    assert found is not None
    assert (found.desk, found.status, found.channel, found.address) == ("hr", Status.WAITING, "widget", b"adres")
    assert texts(tickets, first) == [f"vraag {first}"]
    assert carried(tickets) == [f"vraag {first}", f"vraag {first + 1}"]
    assert tickets.of(99) is None


def test_a_step_of_the_other_side_counts_only_as_long_as_it_had_heard_all(tickets: Tickets) -> None:
    key, other = opened(tickets), opened(tickets, "m2")

    def closed(heard: int, mark: str) -> bool:
        moved = tickets.move(key, Status.CLOSED, content=b"closed", came=OPEN, way="rt", mark=mark, heard=heard)
        return moved is not None

    assert tickets.heard_by("rt", key) < tickets.lines(key)[0].id, "the question itself is not there yet"
    carried(tickets)
    first = tickets.heard_by("rt", key)
    assert first == tickets.lines(key)[-1].id
    said(tickets, key, "nog iets")
    assert first <= tickets.heard_by("rt", key) < tickets.lines(key)[-1].id
    assert tickets.heard_by("mail", key) == tickets.lines(key)[-1].id, "nothing waits by that way"
    assert not closed(first, "c1")
    carried(tickets)
    assert not closed(first, "c1"), "it came after that was read"
    for author, more in ((Author.NOTE, {}), (Author.DESK, {"way": "rt"})):
        heard = tickets.heard_by("rt", key)
        said(tickets, key, f"van {author.value}", author, **more)
        said(tickets, other, f"elders {author.value}")
    assert closed(heard, "c1"), "the same mark counts where it did not before"
    said(tickets, key, "en weer")
    errand = tickets.take_errand(["rt"])
    while errand is not None and errand.ticket.key != key:
        tickets.arrived(errand, errand.external)
        errand = tickets.take_errand(["rt"])
    assert errand is not None
    tickets.put_off(errand, None, "refused")
    said(tickets, key, "en nog eens")
    assert tickets.heard_by("rt", key) == errand.line.id - 1, "what was given up was not read"
    said(tickets, key, "antwoord in rt", Author.DESK, way="rt")
    assert tickets.heard_by("rt", key) == errand.line.id - 1
    said(tickets, key, "antwoord per mail", Author.DESK, way="mail")
    assert tickets.heard_by("rt", key) == tickets.lines(key)[-1].id, "whoever answered elsewhere read it there"
    said(tickets, key, "nog een vraag")
    assert tickets.heard_by("rt", key) == tickets.lines(key)[-1].id - 1


def test_a_mark_may_count_also_where_nothing_came_of_it(tickets: Tickets) -> None:
    key = opened(tickets)

    def closed(mark: str, *, once: bool, seen: int = 0) -> bool:
        told = tickets.move(key, Status.CLOSED, content=b"closed", came=OPEN, mark=mark, seen=seen, once=once)
        return told is not None

    last = tickets.lines(key)[-1].id
    assert not closed("a", once=False)
    assert not closed("b", once=True)
    assert (tickets.came("a"), tickets.came("b")) == (False, True)
    assert not closed("b", once=True, seen=last)
    assert closed("a", once=False, seen=last)


def test_many_say_the_same_at_once_and_it_is_one(tickets: Tickets) -> None:
    keys: list[int] = []
    threads = [threading.Thread(target=lambda: keys.append(opened(tickets))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 1
    kept: list[object] = []
    threads = [threading.Thread(target=lambda: kept.append(said(tickets, keys[0], "nog iets"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(line is not None for line in kept) == 1
    assert texts(tickets, keys[0]) == [f"vraag {keys[0]}", "nog iets"]


def test_two_hundred_at_once_are_all_kept(tickets: Tickets) -> None:
    kept: list[int] = []
    threads = [
        threading.Thread(target=lambda mark=f"m{number}": kept.append(opened(tickets, mark))) for number in range(200)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kept) == list(range(1, 201))


def test_a_talk_goes_from_waiting_to_a_human_to_closed_and_on_again(tickets: Tickets, clock) -> None:
    key = opened(tickets)
    assert said(tickets, key, "en dit nog") is not None
    assert status(tickets, key) is Status.WAITING
    clock.pass_(seconds=60)
    said(tickets, key, "antwoord", Author.DESK)
    found = tickets.of(key)
    assert found is not None
    assert (found.status, found.agent, found.taken) == (Status.HUMAN, "an", clock.now)
    assert tickets.move(key, Status.CLOSED, content=b"closed", agent="an", came=OPEN) is not None
    assert tickets.move(key, Status.CLOSED, content=b"closed", came=OPEN) is None, "it is closed already"
    assert tickets.current(PERSON) is None
    said(tickets, key, "toch nog een vraag")
    found = tickets.of(key)
    assert found is not None
    assert (found.status, found.reopened, found.closed) == (Status.WAITING, 1, None)
    said(tickets, key, "en nog een antwoord", Author.DESK)
    assert status(tickets, key) is Status.HUMAN
    assert texts(tickets, key)[1:] == ["en dit nog", "antwoord", "closed", "toch nog een vraag", "en nog een antwoord"]


def test_a_human_owns_a_conversation_before_what_waits(tickets: Tickets) -> None:
    first, second = opened(tickets), opened(tickets, "m2")
    current = tickets.current(PERSON)
    assert current is not None
    assert current.key == second
    said(tickets, first, "antwoord", Author.DESK)
    current = tickets.current(PERSON)
    assert current is not None
    assert current.key == first
    assert tickets.current("iemand anders") is None
    assert [ticket.key for ticket in tickets.of_conversations([PERSON])] == [first, second]
    assert [ticket.key for ticket in tickets.at_desks(["hr", "it"], OPEN)] == [first, second]
    assert tickets.at_desks(["it"], OPEN) == []
    assert tickets.at_desks(["hr"], [Status.CLOSED]) == []


def test_whoever_has_the_code_takes_the_talk_along(tickets: Tickets) -> None:
    key = opened(tickets)
    found = tickets.by_code("code m1")
    assert found is not None
    assert found.key == key
    assert tickets.by_code("code m2") is None
    assert tickets.adopt(key, "p-" + "1" * 32, "rest", None)
    assert tickets.current(PERSON) is None
    current = tickets.current("p-" + "1" * 32)
    assert current is not None
    assert (current.key, current.channel, current.address) == (key, "rest", None)
    assert not tickets.adopt(99, PERSON, "rest", None)


def test_how_far_the_person_was_told_never_goes_back(tickets: Tickets) -> None:
    key = opened(tickets)
    assert tickets.tell(key, 5)
    assert not tickets.tell(key, 3)
    assert not tickets.tell(key, 7, since=4), "something was told since"
    found = tickets.of(key)
    assert found is not None
    assert found.told == 5


def test_a_note_goes_nowhere_and_a_line_never_goes_back_by_the_way_it_came(tickets: Tickets) -> None:
    key = opened(tickets, ways=("mail", "rt"))
    said(tickets, key, "tussen ons", Author.NOTE, ways=("mail", "rt"))
    said(tickets, key, "antwoord", Author.DESK, way="rt", ways=("mail", "rt"))
    assert carried(tickets, "rt") == [f"vraag {key}"]
    assert carried(tickets, "mail") == [f"vraag {key}", "antwoord"]
    assert "tussen ons" in texts(tickets, key)


def test_another_desk_gets_all_of_it_but_the_notes(tickets: Tickets) -> None:
    key = opened(tickets)
    said(tickets, key, "antwoord", Author.DESK)
    said(tickets, key, "tussen ons", Author.NOTE)
    carried(tickets)
    moved = tickets.move(
        key, Status.WAITING, desk="it", content=b"transferred", came=OPEN, ways=("rt",), afresh=("mail",)
    )
    assert moved is not None
    assert carried(tickets, "rt") == ["transferred"]
    assert carried(tickets, "mail") == [f"vraag {key}", "antwoord", "transferred"]
    tickets.move(key, Status.WAITING, desk="hr", content=b"back", ways=("mail",), afresh=("rt",))
    assert carried(tickets, "rt") == ["back"], "it had the rest already"
    found = tickets.of(key)
    assert found is not None
    assert (found.desk, found.status, found.agent) == ("hr", Status.WAITING, None)


def test_a_bookmark_is_kept_a_way(tickets: Tickets) -> None:
    assert tickets.bookmark("rt", "laatste") is None
    tickets.keep_bookmark("rt", "laatste", "17")
    tickets.keep_bookmark("rt", "laatste", "18")
    tickets.keep_bookmark("mail", "laatste", "3")
    assert (tickets.bookmark("rt", "laatste"), tickets.bookmark("mail", "laatste")) == ("18", "3")


def test_figures_count_without_a_number(tickets: Tickets, clock) -> None:
    key = opened(tickets, conversation=f"{PERSON}-{'2' * 16}")
    clock.pass_(seconds=60)
    said(tickets, key, "antwoord", Author.DESK)
    figure = tickets.figures()[0]
    assert (figure.desk, figure.status, figure.person, figure.reopened) == ("hr", Status.HUMAN, PERSON, 0)
    assert figure.answered is not None
    assert figure.answered - figure.opened == 60


def test_taking_a_question_is_no_answer_to_it(tickets: Tickets, clock) -> None:
    key = opened(tickets)
    begun = clock()
    clock.pass_(seconds=60)
    tickets.move(key, Status.HUMAN, content=b"stap", agent="els")
    (figure,) = tickets.figures()
    assert (figure.answered, figure.waits) == (None, begun)
    clock.pass_(seconds=600)
    said(tickets, key, "antwoord", Author.DESK)
    (figure,) = tickets.figures()
    assert (figure.answered, figure.waits) == (begun + 660, None)
    clock.pass_(seconds=10)
    said(tickets, key, "en dan?", Author.PERSON)
    clock.pass_(seconds=10)
    said(tickets, key, "hallo?", Author.PERSON)
    (figure,) = tickets.figures()
    assert (figure.answered, figure.waits) == (begun + 660, begun + 670)


ACTS = """
    open person desk note take close transfer withdraw back erase forget courier arrive late give_up also retry adopt
    wait jump
"""
STEPS = st.lists(st.tuples(st.sampled_from(sorted(set(ACTS.split()))), st.integers(0, 3)), max_size=30)
FLOOR = Floor(lambda holder, speaker: holder == "it" != speaker, lambda key: b"aside %d" % key, lambda _desk: ("rt",))
"""The desk «it» keeps a conversation from others."""


class Replayed:
    """One form, and what its couriers hold."""

    def __init__(self, tickets: Tickets, now: list[float]) -> None:
        self.tickets, self.now, self.held = tickets, now, list[Errand]()

    def do(self, step: str, choice: int, number: int) -> object:
        tickets, key, ways = self.tickets, choice + 1, ("mail", "rt")
        mark = f"m{number // 2}"
        if step == "open":
            return opened(tickets, mark, f"p-{choice}", ways[:choice])
        if step in {"person", "desk", "note"}:
            way = "rt" if choice == 1 else None
            more = {"floor": FLOOR} if step == "desk" else {"came": OPEN if choice == 2 else ()}
            return said(tickets, key, f"{number}", Author(step), way=way, ways=ways[:choice], mark=mark, **more)
        if step in {"close", "back", "withdraw"}:
            to = {"close": Status.CLOSED, "back": Status.WAITING, "withdraw": Status.WITHDRAWN}[step]
            return tickets.move(key, to, content=b"s", came=OPEN if choice else (), ways=ways, mark=mark, floor=FLOOR)
        if step == "take":
            return tickets.move(key, Status.HUMAN, agent="an", content=b"t", came=OPEN, ways=ways, floor=FLOOR)
        if step == "transfer":
            more = {"ways": ("rt",), "afresh": ("mail",), "floor": FLOOR}
            return tickets.move(key, Status.WAITING, desk="it", content=b"x", came=OPEN, **more)
        if step == "erase":
            return tickets.erase([f"p-{choice}"])
        if step == "forget":
            return tickets.forget(choice)
        if step == "retry":
            return tickets.retry(key)
        if step == "adopt":
            return tickets.adopt(key, f"p-{(choice + 1) % 4}", "rest", None, FLOOR)
        return self.carry(step, choice)

    def carry(self, step: str, choice: int) -> object:
        if step == "courier":
            taken = self.tickets.take_errand(("mail", "rt")[: 1 + choice % 2])
            self.held.extend([taken] if taken else [])
            return taken
        if not self.held or step in {"wait", "jump"}:
            return None
        errand = self.held.pop(choice % len(self.held))
        if step == "arrive":
            return self.tickets.arrived(errand, f"x{errand.ticket.key}")
        if step == "also":
            return self.tickets.also_by(errand, "mail")
        return self.tickets.put_off(errand, None if step == "give_up" else self.now[0] + 30, "weg")

    def told(self) -> object:
        kept = [(self.tickets.of(key), self.tickets.lines(key)) for key in range(1, 9)]
        owners = [self.tickets.current(f"p-{who}") for who in range(4)]
        held_up = [errand.id for errand in self.tickets.held_up(("mail", "rt"))]
        return kept, owners, list(self.tickets.stuck()), self.tickets.receipts(), self.tickets.externals("rt"), held_up


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_both_forms_do_the_same_whatever_happens(tmp_path_factory, steps) -> None:
    now = [1_770_000_000.0]
    file = tmp_path_factory.mktemp("dossiers") / "magdat.sqlite"
    database = Database(f"sqlite:///{file}")
    first = Replayed(MemoryTickets(lambda: now[0]), now)
    second = Replayed(SqlTickets(database, lambda: now[0]), now)
    for number, (step, choice) in enumerate(steps):
        now[0] += {"wait": 86_400.0, "jump": -40_000.0}.get(step, 1.0)
        assert first.do(step, choice, number) == second.do(step, choice, number)
    assert first.told() == second.told()


def test_what_waits_of_all_desks_together_is_told_with_its_age(tickets: Tickets, clock) -> None:
    assert tickets.backlog() == Backlog(0, 0, 0.0, 0, 0.0)
    opened(tickets)
    clock.pass_(seconds=100)
    opened(tickets, mark="m2", desk="vertrouwenspersoon")
    assert tickets.backlog() == Backlog(2, 0, 100.0, 2, 100.0)
    errand = tickets.take_errand(["rt"])
    assert errand is not None
    tickets.put_off(errand, None, "http_500")
    assert tickets.backlog() == Backlog(1, 1, 0.0, 2, 100.0)


def test_a_question_that_was_taken_waits_until_it_is_answered(tickets: Tickets, clock) -> None:
    key = opened(tickets)
    clock.pass_(seconds=100)
    tickets.move(key, Status.HUMAN, content=b"stap", agent="els")
    assert (tickets.backlog().tickets, tickets.backlog().oldest_ticket) == (1, 100.0)
    tickets.move(key, Status.WAITING, content=b"stap", desk="it")
    assert (tickets.backlog().tickets, tickets.backlog().oldest_ticket) == (1, 100.0), "nor does another desk answer it"
    said(tickets, key, "antwoord", Author.DESK)
    assert (tickets.backlog().tickets, tickets.backlog().oldest_ticket) == (0, 0.0)
    tickets.move(key, Status.CLOSED, content=b"stap", agent="els")
    clock.pass_(seconds=100)
    said(tickets, key, "nog iets", Author.PERSON)
    clock.pass_(seconds=7)
    assert (tickets.backlog().tickets, tickets.backlog().oldest_ticket) == (1, 7.0)
    tickets.move(key, Status.HUMAN, content=b"stap", agent="els")
    assert (tickets.backlog().tickets, tickets.backlog().oldest_ticket) == (1, 7.0)

"""What waits is taken once, in the order of its conversation, and freed when its worker is gone; in every form."""

from __future__ import annotations

import threading
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from magdat.handoff.tickets import Status
from magdat.storage.database import Database
from magdat.storage.letters import (
    DELIVERIES_KEPT,
    KEPT,
    LEASE,
    MOST_PUT_OFF,
    Held,
    Letter,
    Letters,
    Queued,
    Waiting,
    Way,
)
from magdat.storage.memory.letters import MemoryLetters
from magdat.storage.sql.letters import SqlLetters
from magdat.storage.stores import Stores

HERE = frozenset({"nep"})


@pytest.fixture
def letters(stores: Stores) -> Letters:
    return stores.letters


def letter(content: str, conversation: str = "p-1", channel: str = "nep") -> Letter:
    return Letter(channel, conversation, content.encode())


def content(held: Held | None) -> str | None:
    return held.letter.content.decode() if held is not None else None


def test_a_delivery_is_kept_once(letters: Letters) -> None:
    assert not letters.known("d1")
    assert letters.accept(letter("een"), "d1")
    assert letters.known("d1")
    assert not letters.accept(letter("een"), "d1")
    assert letters.accept(letter("twee"), "d2")
    assert letters.accept(letter("drie"), None)
    assert letters.accept(letter("vier"), None), "what has no name is another one"
    assert letters.queued("nep", "p-1") == Queued(4, 4, 4)


def test_what_leaves_nothing_to_do_is_remembered_too(letters: Letters) -> None:
    for _ in range(2):
        letters.note("d1")
    assert letters.known("d1")
    assert not letters.known("d2")
    assert letters.queued("nep", "p-1") == Queued(0, 0, 0)
    assert not letters.accept(letter("een"), "d1")


def test_many_deliver_the_same_at_once_and_one_is_first(letters: Letters) -> None:
    kept: list[bool] = []
    threads = [threading.Thread(target=lambda: kept.append(letters.accept(letter("een"), "d1"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kept) == [False] * 7 + [True]
    assert letters.queued("nep", "p-1").of_conversation == 1


def test_a_conversation_keeps_its_order_and_others_do_not_wait(letters: Letters, clock) -> None:
    for text, who in (("een", "p-1"), ("twee", "p-1"), ("drie", "p-2")):
        letters.accept(letter(text, who), None)
        clock.pass_(seconds=1)
    first = letters.take(Way.IN, HERE)
    assert first is not None
    assert (content(first), first.attempt) == ("een", 1)
    assert content(letters.take(Way.IN, HERE)) == "drie"
    assert letters.take(Way.IN, HERE) is None, "«twee» waits for «een»"
    letters.done(first)
    assert content(letters.take(Way.IN, HERE)) == "twee"


def test_what_is_of_another_channel_or_way_is_left_alone(letters: Letters) -> None:
    letters.accept(letter("een", channel="ander"), None)
    assert letters.take(Way.IN, HERE) is None
    assert letters.take(Way.IN, frozenset()) is None
    assert letters.take(Way.OUT, frozenset({"ander"})) is None
    assert content(letters.take(Way.IN, frozenset({"ander"}))) == "een"


def test_a_worker_that_is_gone_loses_its_letter_and_one_that_is_busy_keeps_it(letters: Letters, clock) -> None:
    letters.accept(letter("een"), None)
    first = letters.take(Way.IN, HERE)
    assert first is not None
    clock.pass_(seconds=LEASE - 1)
    letters.hold([first])
    clock.pass_(seconds=LEASE - 1)
    assert letters.take(Way.IN, HERE) is None
    clock.pass_(seconds=2)
    second = letters.take(Way.IN, HERE)
    assert second is not None
    assert second.attempt == 2
    assert not letters.answered(first, [b"antwoord"]), "the first one came too late"
    letters.give_back(first, 3600, tried=True)
    letters.give_back(first, tried=False)
    assert letters.answered(second, [b"antwoord"])
    assert content(letters.take(Way.OUT, HERE)) == "antwoord"
    assert letters.take(Way.OUT, HERE) is None


def test_replies_take_the_place_of_their_message_and_keep_their_order(letters: Letters) -> None:
    letters.accept(letter("vraag"), None)
    held = letters.take(Way.IN, HERE)
    assert held is not None
    assert letters.answered(held, [b"een", b"twee", b"drie"])
    assert not letters.answered(held, [b"nog eens"])
    assert letters.queued("nep", "p-1") == Queued(0, 0, 0)
    sent = []
    while (reply := letters.take(Way.OUT, HERE)) is not None:
        assert letters.take(Way.OUT, HERE) is None
        sent.append(content(reply))
        letters.done(reply)
    assert sent == ["een", "twee", "drie"]


def test_what_answers_no_message_is_sent_once_and_after_what_was_on_its_way(letters: Letters) -> None:
    letters.accept(letter("vraag"), None)
    held = letters.take(Way.IN, HERE)
    assert held is not None
    letters.answered(held, [b"antwoord"])
    assert letters.send(letter("van een mens"), "regel 1")
    assert not letters.send(letter("van een mens"), "regel 1")
    first = letters.take(Way.OUT, HERE)
    assert content(first) == "antwoord"
    assert letters.take(Way.OUT, HERE) is None
    assert first is not None
    letters.done(first)
    assert content(letters.take(Way.OUT, HERE)) == "van een mens"
    assert not letters.send(letter("van een mens"), "regel 1"), "it is known after it was taken too"


def test_what_is_put_off_holds_up_what_comes_after_it_and_nobody_else(letters: Letters, clock) -> None:
    for text, who in (("een", "p-1"), ("twee", "p-1"), ("drie", "p-2")):
        letters.accept(letter(text, who), None)
    first = letters.take(Way.IN, HERE)
    assert first is not None
    letters.give_back(first, 60, tried=True)
    letters.hold([first])
    other = letters.take(Way.IN, HERE)
    assert content(other) == "drie"
    assert letters.take(Way.IN, HERE) is None
    letters.done(other)
    clock.pass_(seconds=61)
    again = letters.take(Way.IN, HERE)
    assert again is not None
    assert (content(again), again.attempt) == ("een", 2)


def test_what_is_handed_back_was_never_tried(letters: Letters) -> None:
    letters.accept(letter("een"), None)
    held = letters.take(Way.IN, HERE)
    assert held is not None
    letters.give_back(held, tried=False)
    again = letters.take(Way.IN, HERE)
    assert again is not None
    assert again.attempt == 1


def test_what_costs_nothing_goes_before_other_conversations_but_not_before_its_own(letters: Letters) -> None:
    letters.accept(letter("een", "p-1"), None)
    letters.accept(letter("twee", "p-2"), None)
    letters.accept(letter("drie", "p-2"), None, ahead=True)
    letters.accept(letter("vier", "p-3"), None, ahead=True)
    taken = [letters.take(Way.IN, HERE) for _ in range(4)]
    assert [content(held) for held in taken] == ["vier", "een", "twee", None]


def test_a_moment_that_a_wrong_clock_set_holds_up_nothing(letters: Letters, clock) -> None:
    clock.pass_(days=400)
    letters.accept(letter("een"), None)
    held = letters.take(Way.IN, HERE)
    assert held is not None
    letters.give_back(held, 5 * MOST_PUT_OFF, tried=True)
    clock.pass_(days=-400)
    assert content(letters.take(Way.IN, HERE)) == "een"


def test_all_that_waits_of_a_person_is_erased(letters: Letters) -> None:
    person = "p-" + "0" * 32
    people = (person, f"{person}-{'1' * 16}", "p-" + "9" * 32)
    for who in people:
        letters.accept(letter(who, who), None)
        held = letters.take(Way.IN, HERE)
        assert held is not None
        letters.answered(held, [b"antwoord"])
    for who in people:
        letters.accept(letter(who, who), None)
    assert letters.erase([person]) == 4
    assert letters.queued("nep", "").of_channel == 1
    kept = letters.take(Way.OUT, HERE)
    assert kept is not None
    assert kept.letter.conversation == "p-" + "9" * 32


def test_who_erases_their_conversation_gets_nothing_more_of_it_but_hears_that_it_is_gone(letters: Letters) -> None:
    letters.accept(letter("vraag"), None)
    letters.accept(letter("wis mijn gesprek"), None)
    letters.accept(letter("nieuwe vraag"), None)
    for replies, erased in (([b"een", b"twee"], None), ([b"gewist"], ["p-1"])):
        held = letters.take(Way.IN, HERE)
        assert held is not None
        assert letters.answered(held, replies, erased=erased)
    assert content(letters.take(Way.OUT, HERE)) == "gewist"
    assert content(letters.take(Way.IN, HERE)) == "nieuwe vraag"


def test_deliveries_are_known_for_three_days_and_letters_wait_for_one(letters: Letters, clock) -> None:
    letters.accept(letter("een"), "d1")
    clock.pass_(seconds=KEPT - 1)
    letters.accept(letter("twee"), "d2")
    assert letters.forget() == 0
    clock.pass_(seconds=2)
    assert letters.forget() == 1
    assert content(letters.take(Way.IN, HERE)) == "twee"
    for _ in range(2):
        clock.pass_(seconds=(DELIVERIES_KEPT - KEPT) / 2)
        letters.forget()
    assert not letters.known("d1")
    assert letters.known("d2")


def test_workers_at_once_never_hold_two_of_a_conversation_nor_one_letter_twice(letters: Letters) -> None:
    people = [f"p-{number}" for number in range(4)]
    for number in range(6):
        for who in people:
            letters.accept(letter(str(number), who), None)
    lock, seen, busy, faults = threading.Lock(), defaultdict(list), set(), []

    def work() -> None:
        while (held := letters.take(Way.IN, HERE)) is not None or letters.queued("nep", "").of_channel:
            if held is None:
                continue
            who = held.letter.conversation
            with lock:
                faults.extend([who] if who in busy else [])
                busy.add(who)
                seen[who].append(int(content(held) or ""))
            with lock:
                busy.discard(who)
            letters.answered(held, [held.letter.content])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert seen == {who: list(range(6)) for who in people}


STEPS = st.lists(
    st.tuples(st.sampled_from(["accept", "take", "answer", "put off", "hand back", "done", "wait"]), st.integers(0, 2)),
    max_size=40,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_both_forms_do_the_same_whatever_happens(tmp_path_factory, steps) -> None:
    now = [1_770_000_000.0]
    file = tmp_path_factory.mktemp("brieven") / "magdat.sqlite"
    forms = (MemoryLetters(lambda: now[0]), SqlLetters(Database(f"sqlite:///{file}"), lambda: now[0]))
    holding: list[list[Held]] = [[], []]
    for number, (step, choice) in enumerate(steps):
        now[0] += 20.0 if step == "wait" else 0.001
        results = []
        for form, held in zip(forms, holding):
            if step == "accept":
                results.append(form.accept(letter(str(number), f"p-{choice}"), f"d{number // 2}"))
            elif step == "take":
                taken = form.take(Way.OUT if choice == 2 else Way.IN, HERE)
                held.extend([taken] if taken else [])
                results.append((content(taken), taken and taken.attempt))
            elif held and step != "wait":
                item = held.pop(choice % len(held))
                if step == "answer":
                    results.append(form.answered(item, [b"a", b"b"], erased=["p-1"] if choice == 1 else None))
                elif step == "put off":
                    form.give_back(item, 30, tried=True)
                elif step == "hand back":
                    form.give_back(item, tried=False)
                else:
                    form.done(item)
            results.append([form.queued("nep", f"p-{who}") for who in range(3)])
        half = len(results) // 2
        assert results[:half] == results[half:]


def test_how_long_what_waits_was_left_is_told(letters: Letters, clock) -> None:
    assert letters.waiting(Way.IN) == Waiting(0, 0.0, 0.0)
    letters.accept(letter("een"), None)
    clock.pass_(seconds=30)
    letters.accept(letter("twee"), None)
    letters.accept(letter("drie", "p-2"), None, ahead=True)
    clock.pass_(seconds=10)
    assert letters.waiting(Way.IN) == Waiting(3, 40.0, 40.0)
    assert letters.waiting(Way.OUT) == Waiting(0, 0.0, 0.0)
    for _ in range(2):
        letters.take(Way.IN, HERE)
    assert letters.waiting(Way.IN) == Waiting(3, 40.0, 0.0), (
        "somebody is busy with what is due; the rest waits for that"
    )


def test_what_a_desk_says_waits_until_a_day_after_its_question_is_closed(stores: Stores, clock) -> None:
    tickets, letters = stores.tickets, stores.letters
    key = tickets.open("hr", "p-1", "nep", None, "c", None, lambda _: b"?", [], "m")
    for who in ("p-1", "p-2"):
        assert letters.send(letter("een", who), f"uit {who}")
    letters.accept(letter("vraag", "p-1"), None)
    clock.pass_(seconds=KEPT)
    assert (letters.lasts("p-1"), letters.lasts("p-2")) == (True, False)
    assert letters.forget() == 2, "that of another, and what was asked"
    for _ in range(5):
        clock.pass_(days=1)
        assert letters.forget() == 0
    tickets.move(key, Status.CLOSED, content=b"closed")
    clock.pass_(seconds=KEPT - 1)
    assert letters.forget() == 0
    assert content(letters.take(Way.OUT, HERE)) == "een"
    clock.pass_(seconds=1)
    assert not letters.lasts("p-1")
    assert letters.forget() == 1

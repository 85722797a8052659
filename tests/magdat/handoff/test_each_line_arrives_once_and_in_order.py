"""Whatever happens, each line arrives at each way and at the person once, in the order of its talk."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from magdat.handoff.courier import Courier
from magdat.handoff.desk import Desk
from magdat.handoff.failures import TemporaryFailure
from magdat.handoff.message import Handoff
from magdat.handoff.tickets import LEASE, Author
from magdat.privacy.seal import Seal
from magdat.privacy.sealed_reply import bound_letter
from magdat.storage.letters import Letter, Way
from magdat.storage.memory.letters import MemoryLetters
from magdat.storage.memory.tickets import MemoryTickets

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["person", "desk", "note", "back", "close", "again", "carry", "fail", "crash", "later"]),
        st.integers(0, 2),
    ),
    max_size=40,
)


class Crash(BaseException):
    """The courier is gone between sending and noting."""


class Other:
    """Another system, that knows a line again by its id, as the protocol asks."""

    name = "rt"

    def __init__(self) -> None:
        self.lines: dict[int, list[int]] = {}
        self.does = "carry"

    def carry(self, errand: Any, text: Any) -> str:
        if self.does == "fail":
            raise TemporaryFailure("away")
        had = self.lines.setdefault(errand.ticket.key, [])
        if errand.line.id not in had:
            had.append(errand.line.id)
        if self.does == "crash":
            raise Crash
        return f"x{errand.ticket.key}"


class World:
    """Three talks, their persons and another system."""

    def __init__(self) -> None:
        self.now = 1_770_000_000.0
        self.tickets, self.letters = MemoryTickets(self.clock), MemoryLetters(self.clock)
        self.other, self.seal = Other(), Seal.passing()
        self.desk = Desk(
            self.tickets,
            self.seal,
            ways_of=lambda _desk: ["rt"],
            send=lambda channel, who, content, name: self.letters.send(Letter(channel, who, content), name),
            say=lambda key, **parts: key,
            clock=self.clock,
        )
        for number in range(3):
            where = {"desk": "hr", "conversation": f"p-{number}", "channel": "widget", "address": {}}
            self.desk.open(Handoff("vraag"), **where, mark=f"open {number}")

    def clock(self) -> float:
        return self.now

    def do(self, step: str, who: int, number: int) -> None:
        name = f"MD-{who + 1:04d}"
        if step in {"person", "again"}:
            # «again» brings what came before once more
            self.desk.add(name, f"p{number}", mark=f"p{number if step == 'person' else number - 1}")
        elif step == "desk":
            self.desk.answer(name, "an", f"d{number}", mark=f"d{number}")
            self.desk.answer(name, "an", f"d{number}", mark=f"d{number}")
        elif step == "note":
            self.desk.note(name, "an", f"n{number}")
        elif step == "back":
            self.desk.back_to_bot(f"p-{who}")
        elif step == "close":
            self.desk.close(name, "an")
        elif step == "later":
            self.now += LEASE
        else:
            self.carry(step)

    def carry(self, does: str) -> None:
        self.other.does = does
        try:
            Courier(self.desk, self.tickets, self.other, clock=self.clock).carry_due()
        except Crash:
            pass
        finally:
            self.other.does = "carry"

    def read(self) -> dict[int, list[str]]:
        """Return what each person reads, in order."""
        found: dict[int, list[str]] = {who: [] for who in range(3)}
        while (held := self.letters.take(Way.OUT, ["widget"])) is not None:
            who = held.letter.conversation
            kept = json.loads(self.seal.open(held.letter.content, bound_letter("out", "widget", who)))
            found[int(who[2:])].append(kept["reply"]["text"])
            self.letters.done(held)
        return found


@settings(max_examples=80, deadline=None)
@given(STEPS)
def test_each_line_arrives_once_and_in_order(steps: list[tuple[str, int]]) -> None:
    world = World()
    for number, (step, who) in enumerate(steps):
        world.do(step, who, number)
        world.now += 1
    for _ in range(30):
        world.now += 1_800  # longer than any lease, and any wait of the courier
        world.carry("carry")
    told = world.read()
    for who in range(3):
        lines, talk = world.tickets.lines(who + 1), world.desk.talk(f"MD-{who + 1:04d}")
        assert world.other.lines[who + 1] == [line.id for line in lines if line.author is not Author.NOTE]
        texts = [said.text for said in talk if said.text]
        assert len(texts) == len(set(texts)), "the same thing twice is one"
        answers = [said.text for said in talk if said.author is Author.DESK]
        assert [text for text in told[who] if text.startswith("d")] == answers
    assert world.tickets.stuck() == []

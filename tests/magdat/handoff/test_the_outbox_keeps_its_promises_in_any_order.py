"""Whatever happens in whatever order, each message is held by one courier at most, and none is lost or revived."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from databases import emptied
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from magdat.handoff.message import Handoff
from magdat.handoff.outbox import DAY, Claim, Outbox, State
from magdat.storage.database import Database
from magdat.storage.memory.outbox import MemoryOutbox
from magdat.storage.sql.outbox import SqlOutbox

LEASE, GIVE_UP_AFTER = 60.0, 1.0

handoffs = st.builds(
    Handoff,
    message=st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=30),
    contact=st.none() | st.text(st.characters(blacklist_categories=["Cs"]), max_size=10),
    topic=st.none() | st.sampled_from(["foto_collega", "pauze"]),
    context=st.dictionaries(st.sampled_from(["moment", "platform"]), st.sampled_from(["pauze", "x"])),
)


class OutboxMachine(RuleBasedStateMachine):
    """Compares the outbox with a model of dictionaries; what it is kept in is the subclasses' business."""

    claims = Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.outbox = self.open()
        self.texts: dict[str, Handoff] = {}
        self.ended: dict[str, State] = {}
        self.held: dict[str, tuple[int, float]] = {}
        """Number to (attempt, end of the lease)."""
        self.due: dict[str, float] = {}
        self.tried: dict[str, tuple[float, float]] = {}
        """Number to (how long was tried until, when)."""

    def open(self) -> Outbox:
        return MemoryOutbox(lease=LEASE, give_up_after=GIVE_UP_AFTER, clock=lambda: self.now)

    @rule(handoff=handoffs)
    def add(self, handoff: Handoff) -> None:
        number = self.outbox.add(handoff)
        assert number == f"MD-{len(self.texts) + 1:04d}"
        self.texts[number], self.due[number] = handoff, self.now

    @rule(target=claims)
    def claim(self) -> Claim:
        claim = self.outbox.claim()
        longest_due = self._longest_due()
        if claim is None:
            assert longest_due is None
            return multiple()
        assert claim.number == longest_due
        assert claim.handoff == self.texts[claim.number], "every letter comes out as it went in"
        self.held[claim.number] = (claim.attempt, self.now + LEASE)
        self.due[claim.number] = self.now + LEASE
        self._try(claim.number)
        return claim

    @rule(claim=consumes(claims))
    def deliver(self, claim: Claim) -> None:
        self.outbox.delivered(claim.number)
        self.ended[claim.number] = State.DELIVERED
        self.held.pop(claim.number, None)

    @rule(claim=consumes(claims), wait=st.sampled_from([0.0, 30.0, 600.0]))
    def fail_for_now(self, claim: Claim, wait: float) -> None:
        state = self.outbox.failed(claim.number, self.now + wait, "away", attempt=claim.attempt)
        if self.held.get(claim.number, (0, 0.0))[0] != claim.attempt:
            assert state is None, "a courier that lost its lease changes nothing"
            return
        del self.held[claim.number]
        self.due[claim.number] = self.now + wait
        if self._try(claim.number) >= GIVE_UP_AFTER * DAY:
            assert state is State.FAILED
            self.ended[claim.number] = State.FAILED
        else:
            assert state is State.PENDING

    @rule(claim=consumes(claims))
    def fail_for_good(self, claim: Claim) -> None:
        state = self.outbox.failed(claim.number, None, "refused", attempt=claim.attempt)
        if self.held.get(claim.number, (0, 0.0))[0] == claim.attempt:
            assert state is State.FAILED
            del self.held[claim.number]
            self.ended[claim.number] = State.FAILED

    @rule()
    def offer_again(self) -> None:
        for number in self.texts:
            again = self.ended.get(number) is State.FAILED
            assert self.outbox.retry(number) is again
            if again:
                del self.ended[number]
                self.due[number] = self.now
                self.tried.pop(number, None)

    @rule(seconds=st.sampled_from([1.0, LEASE, 600.0, DAY]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def restart(self) -> None:
        if not isinstance(self.outbox, MemoryOutbox):
            self.outbox = self.open()

    @invariant()
    def every_message_is_accounted_for(self) -> None:
        counts = self.outbox.report().counts
        assert sum(counts.values()) == len(self.texts)
        for state in (State.DELIVERED, State.FAILED):
            assert counts[state] == sum(ended is state for ended in self.ended.values())
        assert counts[State.SENDING] == len(self.held)

    def _longest_due(self) -> str | None:
        """Return the message that is longest due; crash loops that come before it end."""
        waiting = [number for number in self.texts if number not in self.ended and self.due[number] <= self.now]
        for number in sorted(waiting, key=lambda number: (self.due[number], number)):
            if number not in self.held or self._tried_by_now(number) < GIVE_UP_AFTER * DAY:
                return number
            del self.held[number]
            self.ended[number] = State.FAILED
        return None

    def _tried_by_now(self, number: str) -> float:
        tried, until = self.tried.get(number, (0.0, self.now))
        return tried + min(self.now - until, DAY)

    def _try(self, number: str) -> float:
        self.tried[number] = (self._tried_by_now(number), self.now)
        return self.tried[number][0]


class InAFile(OutboxMachine):
    """The same in SQLite."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        super().__init__()

    def open(self) -> Outbox:
        database = Database(f"sqlite:///{self.folder / 'o.sqlite'}")
        return SqlOutbox(database, lease=LEASE, give_up_after=GIVE_UP_AFTER, clock=lambda: self.now)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


class OnAServer(OutboxMachine):
    """The same in PostgreSQL."""

    address = ""
    database: Database | None = None

    def open(self) -> Outbox:
        self.database = self.database or emptied(self.address)
        return SqlOutbox(self.database, lease=LEASE, give_up_after=GIVE_UP_AFTER, clock=lambda: self.now)

    def teardown(self) -> None:
        assert self.database is not None
        self.database.engine.dispose()


@pytest.mark.parametrize(("machine", "examples"), [(OutboxMachine, 50), (InAFile, 20), (OnAServer, 10)])
def test_the_outbox_keeps_its_promises(machine, examples, request):
    if machine is OnAServer:
        OnAServer.address = request.getfixturevalue("postgresql")
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, stateful_step_count=20, deadline=None))

"""Whatever happens in whatever order, each message is held by one courier at most, and none is lost or revived."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from magdat.handoff.message import Handoff
from magdat.handoff.outbox import DAY, Claim, Outbox, State

LEASE, GIVE_UP_AFTER = 60.0, 1.0

handoffs = st.builds(
    Handoff,
    message=st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=30),
    contact=st.none() | st.text(st.characters(blacklist_categories=["Cs"]), max_size=10),
    topic=st.none() | st.sampled_from(["foto_collega", "pauze"]),
    context=st.dictionaries(st.sampled_from(["moment", "platform"]), st.sampled_from(["pauze", "x"])),
)


class OutboxMachine(RuleBasedStateMachine):
    """Compares the outbox with a model of dictionaries."""

    claims = Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.now = 0.0
        self.outbox = Outbox(self.folder / "o.sqlite", lease=LEASE, give_up_after=GIVE_UP_AFTER, clock=lambda: self.now)
        self.texts: dict[str, Handoff] = {}
        self.ended: dict[str, State] = {}
        self.held: dict[str, tuple[int, float]] = {}
        """Number to (attempt, end of the lease)."""
        self.not_before: dict[str, float] = {}
        self.first_try: dict[str, float] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(handoff=handoffs)
    def add(self, handoff: Handoff) -> None:
        number = self.outbox.add(handoff)
        assert number == f"MD-{len(self.texts) + 1:04d}"
        self.texts[number] = handoff

    @rule(target=claims)
    def claim(self) -> Claim:
        claim = self.outbox.claim()
        self._end_crash_loops()
        due = [number for number in self.texts if self._is_due(number)]
        if claim is None:
            assert due == []
            return multiple()
        assert claim.number in due
        assert claim.handoff == self.texts[claim.number], "every letter comes out as it went in"
        self.held[claim.number] = (claim.attempt, self.now + LEASE)
        self.first_try.setdefault(claim.number, self.now)
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
        self.not_before[claim.number] = self.now + wait
        if self.first_try[claim.number] + GIVE_UP_AFTER * DAY <= self.now:
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
                self.not_before.pop(number, None)
                self.first_try.pop(number, None)

    @rule(seconds=st.sampled_from([1.0, LEASE, 600.0, DAY]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def restart(self) -> None:
        self.outbox = Outbox(self.outbox.path, lease=LEASE, give_up_after=GIVE_UP_AFTER, clock=lambda: self.now)

    @invariant()
    def every_message_is_accounted_for(self) -> None:
        counts = self.outbox.report().counts
        assert sum(counts.values()) == len(self.texts)
        for state in (State.DELIVERED, State.FAILED):
            assert counts[state] == sum(ended is state for ended in self.ended.values())
        assert counts[State.SENDING] == len(self.held)

    def _end_crash_loops(self) -> None:
        for number, (_, lease_end) in list(self.held.items()):
            if lease_end <= self.now and self.first_try[number] + GIVE_UP_AFTER * DAY <= self.now:
                del self.held[number]
                self.ended[number] = State.FAILED

    def _is_due(self, number: str) -> bool:
        if number in self.ended:
            return False
        if number in self.held:
            return self.held[number][1] <= self.now
        return self.not_before.get(number, 0.0) <= self.now


OutboxMachine.TestCase.settings = settings(max_examples=20, stateful_step_count=20, deadline=None)
TestOutbox = OutboxMachine.TestCase

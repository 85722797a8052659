"""Waits double, are capped at ten minutes, and differ from courier to courier."""

import pytest

from magdat.handoff.adapters import TemporaryFailure
from magdat.handoff.delivery import Courier
from magdat.handoff.outbox import State
from magdat.storage.memory.outbox import MemoryOutbox


class Away:
    """A helpdesk that is never there."""

    def deliver(self, number, handoff):
        raise TemporaryFailure("away")


class Watched(MemoryOutbox):
    """An outbox that notes how long each wait is, and lets that time pass."""

    def __init__(self, clock) -> None:
        super().__init__(clock=clock)
        self.waits = []

    def failed(self, number, retry_at, reason, *, attempt=None):
        self.waits.append(retry_at - self.clock())
        state = super().failed(number, retry_at, reason, attempt=attempt)
        self.clock.now = retry_at
        return state


@pytest.mark.parametrize(
    ("chance", "waits"),
    [
        (1.0, [5, 10, 20, 40, 80, 160, 320, 600, 600, 600]),
        (0.0, [2.5, 5, 10, 20, 40, 80, 160, 300, 300, 300]),
    ],
)
def test_the_courier_waits_longer_each_time(clock, question, chance, waits):
    outbox = Watched(clock)
    number = outbox.add(question)
    chances = iter([chance] * len(waits))
    with pytest.raises(StopIteration):
        Courier(outbox, Away(), chance=lambda: next(chances)).deliver_due()
    assert outbox.waits == waits
    assert outbox.report().counts[State.SENDING] == 1, f"{number} is still there"


def test_the_waits_of_two_couriers_differ(outbox):
    courier = Courier(outbox, Away())
    waits = {courier._wait(1000) for _ in range(20)}
    assert len(waits) > 1
    assert all(300 <= wait <= 600 for wait in waits)


def test_a_mistake_in_an_adapter_costs_no_message(outbox, clock, question):
    sent = []

    class Mistaken:
        def deliver(self, number, handoff):
            if not sent:
                sent.append("mistake")
                raise KeyError(handoff.message)
            sent.append(number)

    outbox.add(question)
    courier = Courier(outbox, Mistaken())
    assert courier.deliver_due() == 0
    clock.pass_(seconds=600)
    assert courier.deliver_due() == 1
    assert sent == ["mistake", "MD-0001"]

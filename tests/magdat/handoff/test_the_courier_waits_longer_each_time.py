"""Waits double, are capped at ten minutes, and differ from courier to courier."""

import pytest
from house import House

from magdat.handoff.failures import TemporaryFailure
from magdat.storage.memory.tickets import MemoryTickets


class Away:
    """A helpdesk that is never there."""

    name = "email"

    def carry(self, errand, text):
        raise TemporaryFailure("away")


class Watched(MemoryTickets):
    """Tickets that note how long each wait is, and let that time pass."""

    def __init__(self, clock) -> None:
        super().__init__(clock)
        self.waits = []

    def put_off(self, errand, retry_at, reason):
        self.waits.append(retry_at - self._clock())
        again = super().put_off(errand, retry_at, reason)
        self._clock.now = retry_at
        return again


@pytest.mark.parametrize(
    ("chance", "waits"),
    [
        (1.0, [5, 10, 20, 40, 80, 160, 320, 600, 600, 600]),
        (0.0, [2.5, 5, 10, 20, 40, 80, 160, 300, 300, 300]),
    ],
)
def test_the_courier_waits_longer_each_time(clock, question, chance, waits):
    watched = Watched(clock)
    house = House(watched, clock)
    house.add(question)
    chances = iter([chance] * len(waits))
    with pytest.raises(StopIteration):
        house.courier(Away(), chance=lambda: next(chances)).carry_due()
    assert watched.waits == waits


def test_the_waits_of_two_couriers_differ(house):
    courier = house.courier(Away())
    waits = {courier._wait(1000) for _ in range(20)}
    assert len(waits) > 1
    assert all(300 <= wait <= 600 for wait in waits)


def test_a_mistake_in_an_adapter_costs_no_message(house, clock, question):
    sent = []

    class Mistaken:
        name = "email"

        def carry(self, errand, text):
            if not sent:
                sent.append("mistake")
                raise KeyError(text.text)
            sent.append(text.number)

    house.add(question)
    courier = house.courier(Mistaken())
    assert courier.carry_due() == 0
    clock.pass_(seconds=600)
    assert courier.carry_due() == 1
    assert sent == ["mistake", "MD-0001"]

"""A sender is named and counted at once where nothing has to be read for it; with others together, on one thread."""

from __future__ import annotations

from typing import Any

import pytest
from own_loop import run_apart

from channels import threads
from channels.base import COUNTED_AS, Incoming
from channels.limits import PER_CHANNEL, PER_SENDER
from channels.measure import Measure
from channels.naming import Naming
from magdat.privacy.pseudonym import Pseudonyms
from magdat.privacy.seal import Seal
from magdat.storage.memory.keys import MemoryKeys
from magdat.storage.memory.short_lived import MemoryLimits


class Shared(MemoryLimits):
    """Limits that several processes count by."""

    shared = True


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the work that was done on a thread."""
    found: list[str] = []
    for name in ("kept", "short_lived"):
        before = getattr(threads, name)

        async def noted(work: Any, *given: Any, _name: str = name, _before: Any = before) -> Any:
            found.append(_name)
            return await _before(work, *given)

        monkeypatch.setattr(threads, name, noted)
    return found


def test_the_first_of_a_channel_is_read_for_and_the_next_are_not(used: list[str]) -> None:
    async def named(person: str) -> tuple[str, str]:
        incoming = Incoming("rest", person, "mag dat?", origin="127.0.0.1")
        key = await naming.key_of(incoming)
        message = await naming.message_of(key, incoming, incoming.text, None)
        return key, str((message.metadata or {})[COUNTED_AS])

    naming = Naming(Pseudonyms(MemoryKeys()), Seal.passing())
    first = run_apart(named("an"))
    assert used == ["kept", "kept"]
    again, other = run_apart(named("an")), run_apart(named("bert"))
    assert used == ["kept", "kept"]
    assert again == first
    assert other[0] != first[0]
    assert other[1] == first[1], "whoever invents names on one machine stays one person"


@pytest.mark.parametrize(("limits", "threads_used"), [(MemoryLimits, 0), (Shared, 1)])
def test_all_bounds_are_held_together_and_the_first_that_is_passed_ends_it(
    limits: type[MemoryLimits], threads_used: int, used: list[str]
) -> None:
    incoming, measure = Incoming("rest", "an", "mag dat?"), Measure(limits(lambda: 0.0), 1)
    assert run_apart(measure.refusal("p-1", incoming)) is None
    assert len(used) == threads_used
    refused = [run_apart(measure.refusal("p-1", incoming)) for _ in range(PER_SENDER.burst)]
    assert refused[-1] == PER_SENDER.refusal
    others = [run_apart(measure.refusal(f"p-{number + 2}", incoming)) for number in range(PER_CHANNEL.burst)]
    assert others.count(PER_CHANNEL.refusal) == PER_SENDER.burst, "who is too fast fills no bound of others"

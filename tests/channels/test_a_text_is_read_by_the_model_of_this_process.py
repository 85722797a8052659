"""Before a text goes to an ordinary desk the model of the server reads it; what fails says its kind and no word."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from channels.reading import NotRead, Reading

TEXT = "mijn chef pest mij"


class Agent:
    """A model that knows one thing, or fails."""

    def __init__(self, *, ready: bool = True, fails: bool = False) -> None:
        self._ready, self._fails = ready, fails

    def is_ready(self) -> bool:
        return self._ready

    async def parse_message(self, text: str) -> dict[str, Any]:
        if self._fails:
            raise RuntimeError(f"what was typed: {text}")
        intent = {"name": "pesten", "confidence": 0.9}
        return {"text": text, "intent": intent, "intent_ranking": [intent], "entities": []}


@pytest.fixture
def reading_with() -> Iterator[Callable[[Agent | None], Reading]]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def used(agent: Agent | None) -> Reading:
        reading = Reading()
        reading.use(SimpleNamespace(ctx=SimpleNamespace(agent=agent)), loop)
        return reading

    yield used
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()


def test_the_model_says_what_it_tells_of(reading_with: Callable[[Agent | None], Reading]) -> None:
    assert reading_with(Agent()).understood(TEXT).intent == "pesten"


@pytest.mark.parametrize("agent", [None, Agent(ready=False), Agent(fails=True)])
def test_without_a_model_nobody_knows(agent: Agent | None, reading_with: Callable[[Agent | None], Reading]) -> None:
    with pytest.raises(NotRead) as refused:
        reading_with(agent).understood(TEXT)
    assert "chef" not in str(refused.value)


def test_without_a_server_the_words_are_all_that_is_known() -> None:
    assert Reading().understood(TEXT).ranking == ()

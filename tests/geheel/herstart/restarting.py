"""One assistant that is stopped and started again, twice, under everybody who talks to it.

Starting takes longer than all that is said, so whoever has something to tell of a restart tells it of the same ones. A
story is a generator. It says what it has to say; at a ``yield`` everything stops and is started again, and it goes on
with the assistant of then. What it yields, if anything, is called while nothing runs.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from servers import Assistant, running
from slack_here import Slack

Story = Generator[Callable[[], object] | None, Assistant, None]
Teller = Callable[[Assistant, Slack], Story]

LIVES = 3
"""How many times it is started: a story may have so many parts."""

FIRST, SOME_TIME, LAST = range(3)
"""When the parts of a story are told: before anybody said anything, among others, or right before everything stops."""

_STORIES: dict[Teller, int] = {}


def story(when: int = SOME_TIME) -> Callable[[Teller], Teller]:
    """Have a story told with the others; its test asks for ``told`` and says which one it is about."""

    def noted(teller: Teller) -> Teller:
        _STORIES[teller] = when
        return teller

    return noted


def ordered() -> list[Teller]:
    """Return all stories in the order in which they are told."""
    return sorted(_STORIES, key=lambda teller: (_STORIES[teller], teller.__module__, teller.__name__))


class Told:
    """What came of every story."""

    def __init__(self, state: Path, workspace: Slack) -> None:
        """Tell all of them, each as far as it goes: what fails in one keeps no other from going on."""
        self._failed: dict[Teller, BaseException] = {}
        self._going: dict[Teller, Story] = {}
        between: dict[Teller, Callable[[], object]] = {}
        for life in range(LIVES):
            with running(state, settings=workspace.settings) as assistant:
                tellers = list(self._going) if life else ordered()
                for teller in tellers:
                    if life == 0:
                        self._going[teller] = teller(assistant, workspace)
                    then = self._on(teller, None if life == 0 else assistant)
                    if then is not None:
                        between[teller] = then
            for teller, look in between.items():
                if teller in self._going:
                    self._try(teller, look)
            between.clear()

    def __call__(self, teller: Teller) -> None:
        """Raise what a story raised."""
        assert teller not in self._going, "it has more parts than there are lives"
        if teller in self._failed:
            raise self._failed[teller]

    def _on(self, teller: Teller, assistant: Assistant | None) -> Callable[[], object] | None:
        going = self._going[teller]
        return self._try(teller, (lambda: going.send(assistant)) if assistant is not None else (lambda: next(going)))

    def _try(self, teller: Teller, part: Callable[[], object]) -> Callable[[], object] | None:
        try:
            found = part()
        except StopIteration:
            del self._going[teller]
        except (Exception, pytest.fail.Exception) as error:
            self._failed[teller] = error
            del self._going[teller]
        else:
            return found if callable(found) else None
        return None

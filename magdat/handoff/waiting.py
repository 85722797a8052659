"""Since when a person waits for an answer: since the oldest thing that they wrote and that nobody answered.

That somebody took a question, or gave it to another desk, answers nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from magdat.handoff.events import Event
from magdat.handoff.said import Said
from magdat.handoff.tickets import Author


def unanswered(talk: Iterable[Said], needs_none: Callable[[str], bool] = lambda _text: False) -> list[Said]:
    """Return what a person wrote since the desk last answered or closed, in order.

    Args:
        talk: all that was said and done.
        needs_none: whether a text wants no answer: «bedankt».
    """
    asked: list[Said] = []
    for said in talk:
        closed = said.happened is not None and said.happened.event is Event.CLOSED
        if said.author is Author.DESK or closed:
            asked = []
        elif said.author is Author.PERSON and not needs_none(said.text):
            asked.append(said)
    return asked


def waits_since(lines: Iterable[tuple[Author, str | None, float]], *, reopened: bool) -> float | None:
    """Return since when a person waits, as far as that is seen without opening a line; ``None`` where they do not.

    Of a question that was opened again it is not seen which step of the desk closed it: there the last one counts,
    unless nothing was written after it.

    Args:
        lines: of each line its author, the agent, and the moment; in order.
        reopened: whether it was closed before.
    """
    asked: list[float] = []
    before: list[float] = []
    for author, agent, at in lines:
        if author is Author.DESK:
            asked, before = [], []
        elif author is Author.SYSTEM and agent is not None and reopened:
            asked, before = [], [*before, *asked]
        elif author is Author.PERSON:
            asked.append(at)
    return next(iter(asked or before[-1:]), None)

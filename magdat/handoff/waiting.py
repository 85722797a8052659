"""Since when a person waits for an answer: since the oldest thing that they wrote and that nobody answered.

That somebody took a question, or gave it to another desk, answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from magdat.handoff.events import Event
from magdat.handoff.said import Said
from magdat.handoff.tickets import Author

_QUESTION = re.compile(r"\?(?!\w)")
"""A question mark that is not part of an address (`?id=`)."""


NeedsNone = Callable[[str, bool], bool]
"""Whether a text of a person wants no answer: «bedankt»; and whether it answers a question of the desk."""


def every_text_needs_one(_text: str, _asked: bool) -> bool:
    """Return that a text wants an answer, whatever it says."""
    return False


def unanswered(talk: Iterable[Said], needs_none: NeedsNone = every_text_needs_one) -> list[Said]:
    """Return what a person wrote since the desk last answered or closed, in order.

    Args:
        talk: all that was said and done.
        needs_none: whether a text wants no answer.
    """
    asked: list[Said] = []
    before: list[Said] = []
    for said in talk:
        if said.author is Author.DESK or _closes(said):
            asked = []
        elif said.author is Author.PERSON and not needs_none(said.text, asks(before)):
            asked.append(said)
        before.append(said)
    return asked


def asks(talk: Sequence[Said]) -> bool:
    """Return whether the last thing that was said is a question of the desk: then «ok» and «ja bedankt» answer it."""
    told = (said for said in reversed(talk) if said.author in {Author.DESK, Author.PERSON} or _closes(said))
    last = next(told, None)
    return last is not None and last.author is Author.DESK and _QUESTION.search(last.text) is not None


def _closes(said: Said) -> bool:
    return said.happened is not None and said.happened.event is Event.CLOSED


def waits_since(lines: Iterable[tuple[Author, str | None, float, bool]], *, reopened: bool) -> float | None:
    """Return since when a person waits, as far as that is seen without opening a line; ``None`` where they do not.

    Of a question that an earlier version closed, and that was opened again, it is not seen which step of the desk
    closed it: there the last one counts, unless nothing was written after it.

    Args:
        lines: of each line its author, the agent, the moment, and whether it is quiet; in order.
        reopened: whether it was closed before.
    """
    asked: list[float] = []
    before: list[float] = []
    for author, agent, at, quiet in lines:
        if author is Author.DESK or (author is Author.SYSTEM and quiet):
            asked, before = [], []
        elif author is Author.SYSTEM and agent is not None and reopened:
            asked, before = [], [*before, *asked]
        elif author is Author.PERSON and not quiet:
            asked.append(at)
    return next(iter(asked or before[-1:]), None)

"""Open the service of the desks, one a process: stores, seal, wording, and the desks of the policy that is in use."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from magdat.handoff.desk import Desk
from magdat.knowledge import open_knowledge
from magdat.policy.service_desks import ServiceDesk, desks_of
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.storage.letters import Letter, Letters
from magdat.storage.ports import Tickets
from magdat.storage.stores import open_short_lived, open_stores
from magdat.wording.phrases import load_phrases


@dataclass(frozen=True)
class Counter:
    """Everything that hands over, answers and carries in one process."""

    desk: Desk
    tickets: Tickets
    desks: Callable[[], Mapping[str, ServiceDesk]]


def open_desk(settings: Settings) -> Desk:
    """Return the service of this process; one for each database and state folder.

    Raises:
        DocumentError: the guidance or the policy cannot be used.
        ValueError: a setting about the ways cannot be used.
        OSError: the key of the seal cannot be read or made.
    """
    return open_counter(settings).desk


def open_counter(settings: Settings) -> Counter:
    """Return the service with what it works with; raises as :func:`open_desk`."""
    with _LOCK:
        where = (settings.database, settings.state)
        if where not in _opened:
            _opened[where] = _open(settings)
        return _opened[where]


_LOCK = threading.Lock()
_opened: dict[tuple[str, Path], Counter] = {}


def _open(settings: Settings) -> Counter:
    stores, known = open_stores(settings), open_knowledge(settings)

    def desks() -> Mapping[str, ServiceDesk]:
        return desks_of(known.policies.current().policy)

    desk = Desk(
        stores.tickets,
        Seal.opened(settings.state, settings.post_key),
        ways_of=_no_ways,
        desks=desks,
        send=sender(stores.letters),
        say=load_phrases(settings.guidance / "zinnen.yml").say,
        limits=open_short_lived(settings).limits,
    )
    return Counter(desk, stores.tickets, desks)


def _no_ways(_desk: str) -> Collection[str]:
    return ()


def sender(letters: Letters) -> Callable[[str, str, bytes, str], bool]:
    """Return what puts a letter for a person in the queue of their channel."""

    def send(channel: str, conversation: str, content: bytes, delivery: str) -> bool:
        return letters.send(Letter(channel, conversation, content), delivery)

    return send

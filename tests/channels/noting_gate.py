"""A gate without queues: it notes what a channel lets wait, and answers at once where a test says with what."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from channels.base import Incoming, Outgoing, Reply
from magdat.storage.errors import StorageError


class NotingGate:
    """What a channel sees of channels/gate.py."""

    def __init__(self) -> None:
        """Answer nothing until a test says so."""
        self.post = self
        self.accepted: list[Incoming] = []
        self.replies: tuple[Reply, ...] = ()
        self.broken = False
        self._seen: set[tuple[str, str, str]] = set()
        self._way_back: Callable[[Mapping[str, Any]], Outgoing] | None = None

    def serve(
        self, channel: str, way_back: Callable[[Mapping[str, Any]], Outgoing], on_new_message: Any, *, invites: bool
    ) -> None:
        self._way_back = way_back

    def run_with(self, blueprint: Any) -> None:
        pass

    async def accept(self, incoming: Incoming, address: Mapping[str, Any], *, again: bool = True) -> bool:
        await asyncio.sleep(0)
        if self.broken:
            raise StorageError("vol")
        known = (incoming.tenant, incoming.place, incoming.event)
        if incoming.event and known in self._seen:
            return False
        self._seen.add(known)
        self.accepted.append(incoming)
        for reply in self.replies:
            assert self._way_back is not None
            await self._way_back(address).send(reply)
        return True

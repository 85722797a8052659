"""Whatever goes wrong while the queue looks for work, it goes on looking, and holds on to what it is busy with."""

from __future__ import annotations

import asyncio

from own_loop import run_apart

from channels.line import Line
from channels.post import Answered, Post
from magdat.privacy.seal import Seal
from magdat.storage.letters import Held, Letter
from magdat.storage.memory.letters import MemoryLetters

HELD = Held(1, Letter("nep", "p-1", b"verzegeld"), attempt=1, received=0.0)


class Odd(Exception):
    """A fault that no port speaks of."""


def test_a_look_that_fails_is_followed_by_another() -> None:
    looks: list[Held | Exception | None] = [Odd(), HELD]

    def take() -> Held | None:
        found = looks.pop(0) if looks else None
        if isinstance(found, Exception):
            raise found
        return found

    async def scene() -> Held:
        handled: asyncio.Future[Held] = asyncio.get_running_loop().create_future()

        async def handle(held: Held) -> None:
            handled.set_result(held)

        line = Line(take, handle, at_once=1, look_every=0.001)
        running = asyncio.ensure_future(line.run())
        await asyncio.wait({running, handled}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
        assert handled.done(), "the worker ended"
        await line.stop(grace=0.0)
        return handled.result()

    assert run_apart(scene()) == HELD


def test_a_lease_that_cannot_be_renewed_once_is_renewed_the_next_time() -> None:
    class OddLetters(MemoryLetters):
        held = 0

        def hold(self, held: object) -> None:
            self.held += 1
            raise Odd

    async def answer(*_: object) -> Answered:
        await asyncio.Event().wait()
        return Answered(())

    async def scene() -> int:
        letters, busy = OddLetters(), asyncio.Event()
        post = Post(letters, Seal.passing(), answer)

        async def on_new_message(_: object) -> None:
            busy.set()

        post.serve("nep", lambda _: None, on_new_message)  # type: ignore[arg-type,return-value]
        await post.start()
        assert post._in is not None
        task = asyncio.ensure_future(busy.wait())
        post._in._busy[task] = HELD  # type: ignore[index]
        await post.hold()
        await post.hold()
        del post._in._busy[task]  # type: ignore[arg-type]
        task.cancel()
        await post.stop(grace=0.0)
        return letters.held

    assert run_apart(scene()) == 2

"""Two channels ask for the workers; they start once, with the server, and stop with it."""

from __future__ import annotations

import asyncio
import uuid

from free_ports import free_port
from own_loop import run_apart
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from waiting_channel import Clock, World, bring, gate_at


async def health(_: Request) -> HTTPResponse:
    return response.json({"status": "ok"})


def test_what_waited_is_answered_when_the_server_is_up_and_not_after(tmp_path) -> None:
    async def scene() -> tuple[list[str], list[str], int]:
        world = World()
        gate = gate_at(f"sqlite:///{tmp_path / 'magdat.sqlite'}", Clock(), world)
        app = Sanic(f"magdat_{uuid.uuid4().hex}")
        for name in ("een", "twee"):
            blueprint = Blueprint(name)
            blueprint.add_route(health, "/")
            gate.post.run_with(blueprint)
            app.blueprint(blueprint, url_prefix=name)
        await bring(gate, "an", "eerst")
        server = await app.create_server(host="127.0.0.1", port=free_port(), return_asyncio_server=True)
        await server.startup()
        await server.after_start()
        await world.until(lambda: world.count() == 1)
        during = world.texts("an")
        workers = len(gate.post._running)
        await server.before_stop()
        await server.close()
        await bring(gate, "an", "daarna")
        assert gate.post._running == []
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        return during, world.texts("an"), workers + sum("channels" in str(task) for task in left)

    during, after, workers = run_apart(scene())
    assert during == after == ["antwoord op eerst"]
    assert workers == 4

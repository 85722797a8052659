"""When the server stops, what is on its way to Teams still arrives: the connections end after the workers."""

from __future__ import annotations

import uuid
from typing import Any

from free_ports import free_port
from microsoft import microsoft
from own_loop import run_apart
from sanic import Blueprint, Sanic
from teams_here import teams_here


def test_the_connections_end_last(monkeypatch: Any) -> None:
    ended: list[str] = []

    async def scene() -> None:
        with microsoft() as server, teams_here(server) as here:

            def run_with(blueprint: Blueprint) -> None:
                async def stop(*_: object) -> None:
                    ended.append("workers")

                blueprint.listener("before_server_stop")(stop)

            async def close() -> None:
                ended.append("connections")

            monkeypatch.setattr(here.gate, "run_with", run_with)
            monkeypatch.setattr(here.channel._connector, "close", close)
            app = Sanic(f"magdat_{uuid.uuid4().hex}", configure_logging=False)
            app.blueprint(here.channel.blueprint(None), url_prefix="/teams")  # type: ignore[arg-type]
            running = await app.create_server(host="127.0.0.1", port=free_port(), return_asyncio_server=True)
            await running.startup()
            await running.after_start()
            await running.before_stop()
            await running.close()
            await running.after_stop()

    run_apart(scene())
    assert ended == ["workers", "connections"]

"""Whether Rasa can answer, at `/webhooks/gezondheid/klaar`, and what its process shows to whoever watches over it."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.gate import OnNewMessage
from channels.leaving import Leaving
from channels.reading import READING
from magdat.desks.opening import open_counter
from magdat.policy.store import PolicyStore
from magdat.privacy.discreet_log import keep_log_discreet
from magdat.settings import Settings
from magdat.watching.process import watch, write_log
from magdat.watching.readiness import MODEL, Readiness, of_its_own, parts

SERVICE = "rasa"
"""What this process is called in logs and traces."""

DEFAULT_PORT = 5005


class Wellbeing(InputChannel):
    """No channel for people: Rasa gives its channels routes, and whoever watches over it wants one too."""

    @classmethod
    def name(cls) -> str:
        """Return the name in the path."""
        return "gezondheid"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Build it; there is nothing to set."""
        return cls()

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the routes; nobody's message goes to Rasa by them.

        Raises:
            SettingsError: a setting cannot be used.
        """
        blueprint, settings = Blueprint("wellbeing"), Settings.from_environment()
        keep_log_discreet()
        write_log(settings, SERVICE)
        found: list[Readiness] = []
        leaving = Leaving.one_of(settings.workers)

        @blueprint.get("/")
        async def lives(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @blueprint.get("/open")
        async def takes_people(_: Request) -> HTTPResponse:
            return response.json({"leaves": leaving.begun}, status=503 if leaving.begun else 200)

        async def missing_at(request: Request) -> tuple[str, ...]:
            if not found:
                found.append(Readiness({MODEL: lambda: has_model(request.app), **parts(settings)}))
            return await asyncio.to_thread(found[0].missing)

        @blueprint.get("/klaar")
        async def ready(request: Request) -> HTTPResponse:
            missing = await missing_at(request)
            return response.json({"missing": missing}, status=503 if missing else 200)

        @blueprint.get("/klaar/eigen")
        async def ready_itself(request: Request) -> HTTPResponse:
            missing = await missing_at(request)
            return response.json({"missing": missing}, status=503 if of_its_own(missing) else 200)

        async def be_watched(app: Sanic, *_: object) -> None:
            watched_or_ended(settings, int(app.state.port or DEFAULT_PORT))

        async def read_by(app: Sanic, *_: object) -> None:
            READING.use(app, asyncio.get_running_loop())

        async def look_out(app: Sanic, *_: object) -> None:
            leaving.look_out(app)

        blueprint.listener("after_server_start")(be_watched)
        blueprint.listener("after_server_start")(look_out)
        blueprint.listener("after_server_start")(read_by)
        return blueprint


def watched_or_ended(settings: Settings, port: int) -> None:
    """Show what is measured; end the process with one sentence where that cannot be done as the settings say.

    Args:
        settings: whether, and where.
        port: of this server.
    """
    try:
        watch(settings, SERVICE, port, policies, workers=int(os.environ.get("SANIC_WORKERS") or 1))
    except ValueError as error:
        print(error, file=sys.stderr, flush=True)
        # Sanic would print a traceback under it, and nothing is being handled yet.
        os._exit(1)


def has_model(app: Any) -> bool:
    """Return whether Rasa has a model to answer with."""
    agent = getattr(app.ctx, "agent", None)
    return agent is not None and bool(agent.is_ready())


def policies() -> PolicyStore:
    """Return the policy as this process sees it.

    Raises:
        DocumentError: no version can be used.
    """
    return open_counter(Settings.from_environment()).policies

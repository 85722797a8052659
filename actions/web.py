"""The action server's own door: it believes only Rasa, bounds and times every body, and tells nobody anything else."""

from __future__ import annotations

import asyncio
import contextvars
import hmac
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.bridge import calm
from actions.wellbeing import ready
from magdat.metrics.requests import HEADER, stage
from magdat.metrics.requests import request as request_of
from magdat.privacy.discreet_log import place_of
from magdat.settings import Door
from magdat.watching.readiness import of_its_own

SECRET_HEADER = "X-Magdat-Geheim"
"""The header in which Rasa shows that it is Rasa (endpoints.yml)."""

MAX_BODY = 256_000
"""Bytes of one call; a conversation's state and one message are far smaller."""

PATIENCE = 10
"""Seconds in which a call must have come in, and in which it must be answered."""

WITHIN = 8.0
"""Seconds in which an action must be done, from when it was asked for: less than ``PATIENCE``, to answer in time."""

AT_ONCE = 4
"""Actions that run at the same time, each on a thread; Rasa asks for one a conversation at a time."""

logger = structlog.get_logger(__name__)


def create_app(package: str = "actions", secret: str | None = None) -> Sanic:
    """Return the server with the actions of a package.

    Args:
        package: where the actions are.
        secret: what Rasa shows; without it the environment's, and without that nobody is asked for one, which is for
            somebody who starts this server alone on a machine of their own.
    """
    wanted = Door.from_environment().actions_secret if secret is None else secret
    app = Sanic(f"acties_{os.urandom(4).hex()}", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_BODY
    app.config.REQUEST_TIMEOUT = app.config.RESPONSE_TIMEOUT = PATIENCE
    app.config.FALLBACK_ERROR_FORMAT = "json"
    executor = ActionExecutor()
    executor.register_package(package)
    threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="action")

    @app.before_server_stop
    async def stop_once(*_: object) -> None:
        # At a second signal Sanic's loop would end in the middle of an action.
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, lambda: None)

    @app.get("/health")
    async def health(_: Request) -> HTTPResponse:
        return response.json({"status": "ok"})

    @app.get("/klaar")
    async def readiness(_: Request) -> HTTPResponse:
        missing = await asyncio.to_thread(ready().missing)
        return response.json({"missing": missing}, status=503 if missing else 200)

    @app.get("/klaar/eigen")
    async def own_readiness(_: Request) -> HTTPResponse:
        missing = await asyncio.to_thread(ready().missing)
        return response.json({"missing": missing}, status=503 if of_its_own(missing) else 200)

    @app.post("/webhook")
    async def webhook(call: Request) -> HTTPResponse:
        with request_of(call.headers.get(HEADER), dict(call.headers)) as one, stage("work"):
            answered = await answered_to(call)
        answered.headers[HEADER] = one.number
        return answered

    async def answered_to(request: Request) -> HTTPResponse:
        if wanted and not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), wanted.encode()):
            return response.json({"fout": "Deze dienst luistert enkel naar Rasa."}, status=403)
        try:
            call = request.json
        except Exception:
            call = None
        if not isinstance(call, dict) or not isinstance(call.get("tracker"), dict) or not call.get("next_action"):
            return response.json({"fout": "Dit is geen oproep van een actie."}, status=400)
        return await answer(executor, call, threads)

    async def fault(request: Request, error: Exception) -> HTTPResponse:
        # Neither the text of the fault nor the request: both may hold what somebody typed.
        status = error.status_code if isinstance(error, SanicException) else 500
        if status >= 500:
            logger.error("acties.fault", kind=type(error).__name__, where=place_of(error))
        return response.json({"fout": "Dat lukt niet."}, status=status)

    app.error_handler.add(Exception, fault)

    return app


async def answer(
    executor: ActionExecutor, call: dict[str, Any], threads: ThreadPoolExecutor, within: float | None = None
) -> HTTPResponse:
    """Run one action on a thread. Whatever goes wrong in it, the person gets a calm sentence and the log its kind.

    An action that takes too long goes on by itself, and what it answers is dropped: what it wrote it would have written
    once anyhow, for whoever asks again brings the same mark.

    Args:
        executor: knows the actions.
        call: what Rasa asks.
        threads: where it runs, so that nobody else waits for it.
        within: seconds that it may take; ``WITHIN`` unless told otherwise.
    """
    name = str(call["next_action"])
    known = contextvars.copy_context()  # lines of the log say which request they are about
    work = asyncio.get_running_loop().run_in_executor(threads, lambda: known.run(_run, executor, call))
    try:
        result = await asyncio.wait_for(asyncio.shield(work), WITHIN if within is None else within)
    except asyncio.TimeoutError:
        work.cancel()  # what has not begun must not run after its sender was told that it went wrong
        work.add_done_callback(lambda done: done.cancelled() or done.exception())  # nobody else asks what became of it
        logger.error("action.too_slow", action=name if name in executor.actions else "unknown")
        result = {"events": [], "responses": calm()}
    except ActionExecutionRejection:
        return response.json({"error": "rejected", "action_name": name}, status=400)
    except ActionNotFoundException:
        return response.json({"fout": "Deze actie bestaat niet."}, status=404)
    except Exception as error:
        logger.error("action.failed", kind=type(error).__name__, where=place_of(error))
        result = {"events": [], "responses": calm()}
    return response.json(result or {"events": [], "responses": []})


def _run(executor: ActionExecutor, call: dict[str, Any]) -> Any:
    """Return what an action gives; ours are ordinary functions, and wait for nothing on a loop.

    Raises:
        RuntimeError: it waits for something after all.
    """
    running = executor.run(call)
    try:
        running.send(None)
    except StopIteration as done:
        return done.value
    running.close()
    raise RuntimeError("an action waits on the event loop, and there is none on its thread")


def serve(host: str, port: int) -> None:
    """Serve the actions until stopped."""
    create_app().run(host, port, workers=1, access_log=False, motd=False)

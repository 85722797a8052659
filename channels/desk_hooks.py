"""Where other systems bring their answers: a signed post for each way that has one, on the port of the chat."""

from __future__ import annotations

from typing import Any, TypeGuard

import structlog
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import threads
from channels.gate import OnNewMessage
from magdat.desks.opening import Counter, open_counter
from magdat.files.problems import DocumentError
from magdat.handoff.ways.base import Heard, HearingWay
from magdat.handoff.ways.webhook import MOST_BYTES
from magdat.settings import Settings
from magdat.storage.errors import StorageError

logger = structlog.get_logger(__name__)

CHANNEL = "doorgeven"


class DeskHooks(InputChannel):
    """Take what is posted to /webhooks/doorgeven/<way>, and let that way say whether it is genuine."""

    @classmethod
    def name(cls) -> str:
        """Return the name in the path."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Build the channel; what it needs is in the environment, never in a file."""
        return cls()

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the route; nobody's message goes to Rasa by it."""
        blueprint = Blueprint("desk_hooks")

        @blueprint.post("/<way:str>")
        async def bring(request: Request, way: str) -> HTTPResponse:
            heard = await threads.kept(hear, way, dict(request.headers), request.body)
            if heard.status >= 300:
                logger.warning("desk.hook_refused", status=heard.status)
            return response.json({"status": heard.why}, status=heard.status)

        return blueprint


def hear(name: str, headers: dict[str, str], body: bytes) -> Heard:
    """Give what another system posts to the way that it belongs to.

    Args:
        name: the way, as it is in the address.
        headers: of the request.
        body: of the request, exactly as received.
    """
    if len(body) > MOST_BYTES:
        return Heard(413, "that is too much")
    try:
        counter = _counter()
        way = counter.way(name)
        if not _hears(way):
            return Heard(404, "nothing is posted here")
        return way.hear(counter.desk, headers, body)
    except (ValueError, OSError, DocumentError) as error:  # the last two at the first post: later ones go on as before
        logger.error("desk.hook_off", why=str(error))
        return Heard(503, "this way is not set up well")
    except StorageError as error:
        logger.error("desk.hook_not_kept", why=str(error))
        return Heard(503, "it could not be kept: post it again")


def _counter() -> Counter:
    return open_counter(Settings.from_environment())


def _hears(way: object) -> TypeGuard[HearingWay]:
    return callable(getattr(way, "hear", None))

"""What a request to the web widget must be, and how one that is not, or cannot be served, is refused in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

import structlog
from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.bodies import MAX_BODY, TooLarge, json_of, read_body
from channels.rest import refused
from channels.widget_login import KeysAway, LoginRefused
from channels.widget_turns import Closing, TooFast
from magdat.settings import Door
from magdat.storage.awaited import Unsure
from magdat.storage.errors import StorageError

_BEARER = re.compile(r"bearer +([A-Za-z0-9_-]{43})", re.IGNORECASE)

Handler = Callable[[Request], Coroutine[Any, Any, HTTPResponse | None]]

logger = structlog.get_logger(__name__)


class Refused(Exception):
    """A request is refused."""

    def __init__(self, status: int, why: str) -> None:
        """Refuse with a status of HTTP, and say why, in Dutch."""
        super().__init__(why)
        self.status = status
        self.why = why


def guarded(handler: Handler, trouble: Callable[[StorageError], str]) -> Handler:
    """Return a handler that strangers do not reach, and whose faults are answered in words.

    Args:
        handler: what it does.
        trouble: says calmly that something cannot be kept, or be known.
    """

    @wraps(handler)
    async def served(request: Request) -> HTTPResponse | None:
        if not known_origin(request):
            return refused(
                403,
                "Deze website mag niet met mij praten. De beheerder kan ze toelaten met MAGDAT_HERKOMST.",
                "forbidden",
            )
        try:
            return await handler(request)
        except Refused as no:
            return refused(no.status, no.why)
        except TooLarge:
            return refused(413, f"Dit bericht is te groot: hoogstens {MAX_BODY} bytes.", "tooLong")
        except LoginRefused as no:
            logger.info("widget.login_refused", why=str(no))
            return refused(401, "Je aanmelding op het intranet is niet geldig. Herlaad de pagina.", "login")
        except Closing:
            return refused(503, "Ik word opnieuw gestart. Probeer het straks opnieuw.", "restart")
        except TooFast as no:
            words = {"wait": no.wait, "fout": str(no), "code": "tooFast"}
            return response.json(words, status=429, headers={"Retry-After": str(no.wait)})
        except KeysAway:
            return refused(503, "Ik kan je aanmelding nu niet nakijken. Probeer het straks opnieuw.", "away")
        except StorageError as error:
            logger.error("widget.storage", why=str(error))
            return refused(503, trouble(error), "unsure" if isinstance(error, Unsure) else "trouble")

    return served


def known_origin(request: Request) -> bool:
    """Return whether a request comes from a website that may talk to us, or from none."""
    return Door.from_environment().admits(request.headers.get("origin"))


async def json_in(request: Request, *, needed: bool = True) -> Any:
    """Return the JSON of a request.

    Raises:
        Refused: it is none.
        TooLarge: it is longer than allowed.
    """
    body = await read_body(request)
    if not body and not needed:
        return None
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Refused(415, "Stuur JSON, met de kop «Content-Type: application/json».")
    if (found := json_of(body)) is None:
        raise Refused(400, "Dit is geen geldige JSON.")
    return found


def token_in(request: Request) -> str:
    """Return the token of a request; empty where it has none."""
    found = _BEARER.fullmatch(request.headers.get("authorization", "").strip())
    return found.group(1) if found else ""


async def preflight(_: Request) -> HTTPResponse:
    """Answer what a browser asks before it asks; what it may is said by Rasa's own settings (`--cors`)."""
    return response.empty()


def without_credentials(_: Request, answer: Any) -> None:
    """Take back what Rasa says on our behalf: no cookie or log-in of a browser is ever wanted here."""
    if answer is not None:
        answer.headers.pop("access-control-allow-credentials", None)


def there_for_everybody(request: Request, answer: Any) -> None:
    """Let every website see that we are there: one that may not talk to us sees no refusal, and would think us away."""
    if answer is not None and request.route is not None and request.route.name.endswith(".health"):
        answer.headers["access-control-allow-origin"] = "*"  # in place of what Rasa says

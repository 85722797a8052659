"""Rasa's REST channel behind the gate: bodies are checked, and senders never reach the disk by their own id."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.gate import OnNewMessage, open_gate

MAX_BODY = 64_000
"""Bytes of a request; more is refused before it is read as JSON."""


class GatedRest(RestInput):
    """`/webhooks/rest/webhook`, as Rasa's own, with a gate in front."""

    @classmethod
    def name(cls) -> str:
        """Return the name in the path."""
        return "rest"

    def _extract_input_channel(self, req: Request) -> str:
        """Never believe the channel that a client claims."""
        return self.name()

    def get_metadata(self, request: Request) -> dict[str, Any] | None:
        """Take nothing along beside the message."""
        return None

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return Rasa's routes, with a check of the body before them."""
        blueprint = super().blueprint(open_gate().around(on_new_message))

        @blueprint.middleware("request")
        async def check(request: Request) -> HTTPResponse | None:
            if request.method != "POST":
                return None
            fault = body_fault(request)
            return response.json({"fout": fault}, status=400) if fault else None

        return blueprint


def body_fault(request: Request) -> str | None:
    """Return what is wrong with a request's body, in Dutch; ``None`` when it can be used."""
    if len(request.body) > MAX_BODY:
        return "Dit bericht is te groot."
    try:
        body = request.json
    except Exception:
        return "Dit is geen geldige JSON."
    if not isinstance(body, dict):
        return "Stuur een JSON-object met «sender» en «message»."
    if not isinstance(body.get("sender"), str) or not 0 < len(body["sender"]) <= 256:
        return "«sender» ontbreekt of is geen tekst van hoogstens 256 tekens."
    if not isinstance(body.get("message"), str):
        return "«message» ontbreekt of is geen tekst."
    return None

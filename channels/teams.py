"""Microsoft Teams, with checks of our own of what comes in: Rasa's connector makes none that hold."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx
import structlog
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.base import Incoming, Reply
from channels.bodies import TooLarge, json_of, read_body
from channels.gate import OnNewMessage, open_gate
from channels.optional import OptionalChannel
from channels.teams_tokens import PATIENCE, IncomingTokens, OutgoingToken, TokenError
from magdat.settings import Settings
from magdat.storage.stores import open_short_lived

KEYS = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LOGIN = "https://login.microsoftonline.com"
ANY_TENANT = "botframework.com"
SERVICE = "https://smba.trafficmanager.net/"

REMEMBERED = 3600.0
"""Seconds in which an activity that Teams brings again is known."""

_MENTION = re.compile(r"<at>[^<]*</at>")

logger = structlog.get_logger(__name__)


class OptionalTeams(OptionalChannel):
    """Microsoft Teams, when MAGDAT_TEAMS_APP_ID and MAGDAT_TEAMS_APP_PASSWORD are set."""

    channel = "botframework"
    secrets = ("MAGDAT_TEAMS_APP_ID", "MAGDAT_TEAMS_APP_PASSWORD")

    def open(self, environment: Mapping[str, str]) -> InputChannel:
        """Return the channel for the app, and for one tenant when the environment names it."""
        app_id, password = (environment[name] for name in self.secrets)
        tenant = environment.get("MAGDAT_TEAMS_TENANT") or ""
        login = (environment.get("MAGDAT_TEAMS_LOGIN") or LOGIN).rstrip("/")
        return Teams(
            IncomingTokens(app_id, environment.get("MAGDAT_TEAMS_KEYS") or KEYS),
            OutgoingToken(app_id, password, f"{login}/{tenant or ANY_TENANT}/oauth2/v2.0/token"),
            tenant=tenant,
            service=(environment.get("MAGDAT_TEAMS_SERVICE") or SERVICE).rstrip("/") + "/",
        )


class Teams(InputChannel):
    """`/webhooks/botframework/webhook`, where the Bot Framework brings what people say in Teams.

    Rasa's own fetches keys before it can start, believes tokens of any issuer and of any age, and answers
    before it lets Teams go; so this channel is ours.
    """

    def __init__(self, incoming: IncomingTokens, outgoing: OutgoingToken, *, tenant: str, service: str) -> None:
        """Take messages of ``tenant`` only, unless it is empty, and answer only below the address ``service``."""
        self._incoming = incoming
        self._outgoing = outgoing
        self._tenant = tenant
        self._service = service
        self._answering: set[asyncio.Task[Any]] = set()

    @classmethod
    def name(cls) -> str:
        """Return the name in the path."""
        return OptionalTeams.channel

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the channel's routes."""
        blueprint, gate = Blueprint("teams"), open_gate()
        events = open_short_lived(Settings.from_environment()).events

        @blueprint.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @blueprint.post("/webhook", stream=True)
        async def webhook(request: Request) -> HTTPResponse:
            try:
                claims = await self._incoming.claims(request.headers.get("Authorization"))
            except TokenError as error:
                logger.warning("teams.token_refused", why=str(error))
                return response.json({"error": "this token is not good"}, status=401)
            try:
                activity = read(json_of(await read_body(request)))
            except TooLarge:
                return response.json({"error": "this is too large"}, status=413)
            if activity is None:
                return response.json({"error": "this is no activity"}, status=400)
            refusal = self._refusal(activity, claims)
            if refusal:
                logger.warning("teams.activity_refused", why=refusal)
                return response.json({"error": refusal}, status=403)
            incoming = self._message(activity)
            name = f"teams:{activity['conversation']['id']}:{activity.get('id')}"
            if incoming is not None and await asyncio.to_thread(events.first, name, seconds=REMEMBERED):
                # Teams gives up after fifteen seconds and tries again; the answer goes its own way.
                outgoing = TeamsAnswers(self._outgoing, activity)
                task = asyncio.create_task(gate.take(incoming, outgoing, on_new_message))
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)
            return response.empty(status=202)

        return blueprint

    def _refusal(self, activity: dict[str, Any], claims: dict[str, Any]) -> str:
        address = str(activity.get("serviceUrl"))
        # Our own token goes to this address: never to one that the signer did not name, or that is a stranger's.
        if address != claims.get("serviceurl", claims.get("serviceUrl")):
            return "the service is not the one in the token"
        if not f"{address.rstrip('/')}/".startswith(self._service):
            return "the service is not one to answer to"
        if self._tenant and activity["conversation"].get("tenantId") != self._tenant:
            return "this is another tenant"
        return ""

    def _message(self, activity: dict[str, Any]) -> Incoming | None:
        """Return what somebody said; ``None`` for all else that happens in a conversation."""
        if activity.get("type") != "message":
            return None
        where = activity["conversation"]
        return Incoming(
            channel=self.name(),
            person=activity["from"]["id"],
            text=_MENTION.sub(" ", str(activity.get("text") or "")),
            tenant=str(where.get("tenantId") or ""),
            place=where["id"],
        )


def read(activity: Any) -> dict[str, Any] | None:
    """Return an activity, when it has what an answer needs."""
    if not isinstance(activity, dict):
        return None
    parties = [activity.get(name) for name in ("from", "recipient", "conversation")]
    known = all(isinstance(party, dict) and isinstance(party.get("id"), str) and party["id"] for party in parties)
    return activity if known else None


class TeamsAnswers:
    """The way back to one conversation in Teams, without holding up everybody else while Microsoft thinks."""

    def __init__(self, token: OutgoingToken, activity: dict[str, Any]) -> None:
        """Answer in the conversation of one activity."""
        self._token = token
        self._frame = {
            "type": "message",
            "recipient": {"id": activity["from"]["id"]},
            "from": activity["recipient"],
            "conversation": activity["conversation"],
            "channelData": {"notification": {"alert": "true"}},
        }
        conversation = quote(activity["conversation"]["id"], safe="")
        self._address = f"{activity['serviceUrl'].rstrip('/')}/v3/conversations/{conversation}/activities"

    async def send(self, reply: Reply) -> None:
        """Send a text with buttons that do something; the machine-readable form is for programs and goes nowhere.

        What cannot be sent is logged without its text.
        """
        if not reply.text:
            return
        message: dict[str, Any] = {**self._frame, "text": reply.text}
        if reply.buttons:
            pressed = [
                {"type": "messageBack", "title": item["title"], "displayText": item["title"], "text": item["payload"]}
                for item in reply.buttons
            ]
            card = {"contentType": "application/vnd.microsoft.card.hero", "content": {"buttons": pressed}}
            message["attachments"] = [card]
        try:
            headers = {"Authorization": f"Bearer {await self._token.get()}"}
            async with httpx.AsyncClient(timeout=PATIENCE) as client:
                (await client.post(self._address, json=message, headers=headers)).raise_for_status()
        except (httpx.HTTPError, TokenError) as error:
            logger.error("teams.not_sent", kind=type(error).__name__)

"""Microsoft Teams: what Rasa's connector sends, behind checks of our own of what comes in."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx
import structlog
from rasa.core.channels.botframework import BotFramework
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.gate import OnNewMessage
from channels.optional import OptionalChannel
from channels.rest import MAX_BODY
from channels.teams_tokens import PATIENCE, IncomingTokens, OutgoingToken, TokenError

KEYS = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LOGIN = "https://login.microsoftonline.com"
ANY_TENANT = "botframework.com"
SERVICE = "https://smba.trafficmanager.net/"

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
    before it lets Teams go; so this side is ours, and only what is sent back is Rasa's.
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
        blueprint = Blueprint("teams")

        @blueprint.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @blueprint.route("/webhook", methods=["POST"])
        async def webhook(request: Request) -> HTTPResponse:
            try:
                claims = await self._incoming.claims(request.headers.get("Authorization"))
            except TokenError as error:
                logger.warning("teams.token_refused", why=str(error))
                return response.json({"error": "this token is not good"}, status=401)
            activity = read(request)
            if activity is None:
                return response.json({"error": "this is no activity"}, status=400)
            refusal = self._refusal(activity, claims)
            if refusal:
                logger.warning("teams.activity_refused", why=refusal)
                return response.json({"error": refusal}, status=403)
            message = self._message(activity)
            if message is not None:
                # Teams gives up after fifteen seconds and tries again; the answer goes its own way.
                task = asyncio.create_task(on_new_message(message))
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

    def _message(self, activity: dict[str, Any]) -> UserMessage | None:
        """Return what somebody said; ``None`` for all else that happens in a conversation."""
        if activity.get("type") != "message":
            return None
        return UserMessage(
            text=_MENTION.sub(" ", str(activity.get("text") or "")),
            output_channel=TeamsAnswers(self._outgoing, activity),
            sender_id=activity["from"]["id"],
            input_channel=self.name(),
        )


def read(request: Request) -> dict[str, Any] | None:
    """Return the activity of a request, when it has what an answer needs."""
    if len(request.body) > MAX_BODY:
        return None
    try:
        activity = request.json
    except Exception:
        return None
    if not isinstance(activity, dict):
        return None
    parties = [activity.get(name) for name in ("from", "recipient", "conversation")]
    known = all(isinstance(party, dict) and isinstance(party.get("id"), str) and party["id"] for party in parties)
    return activity if known else None


class TeamsAnswers(BotFramework):
    """Rasa's way to answer, without holding up everybody else while Microsoft thinks."""

    def __init__(self, token: OutgoingToken, activity: dict[str, Any]) -> None:
        """Answer in the conversation of one activity."""
        super().__init__(
            token.app_id, token.password, activity["conversation"], activity["recipient"], activity["serviceUrl"]
        )
        self._token = token
        self._person = activity["from"]["id"]

    async def send(self, message_data: dict[str, Any]) -> None:
        """Send one activity; what cannot be sent is logged without its text."""
        # Rasa knows the person by a pseudonym, which says nothing to Teams.
        message_data["recipient"] = {"id": self._person}
        address = f"{self.global_uri}conversations/{quote(self.conversation['id'], safe='')}/activities"
        try:
            headers = {"Authorization": f"Bearer {await self._token.get()}"}
            async with httpx.AsyncClient(timeout=PATIENCE) as client:
                (await client.post(address, json=message_data, headers=headers)).raise_for_status()
        except (httpx.HTTPError, TokenError) as error:
            logger.error("teams.not_sent", kind=type(error).__name__)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Send a text whole; Rasa would send every paragraph by itself."""
        await self.send(self.prepare_message(recipient_id, {"text": text}))

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        """Send a text with buttons that do something: Rasa's have no type, so nothing happens when they are pressed."""
        pressed = [
            {"type": "messageBack", "title": item["title"], "displayText": item["title"], "text": item["payload"]}
            for item in buttons
        ]
        card = {"contentType": "application/vnd.microsoft.card.hero", "content": {"buttons": pressed}}
        await self.send(self.prepare_message(recipient_id, {"text": text, "attachments": [card]}))

    async def send_custom_json(self, recipient_id: str, json_message: dict[str, Any], **kwargs: Any) -> None:
        """Send nothing: the machine-readable form is for programs, and Teams would show an empty message."""

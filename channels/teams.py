"""Microsoft Teams, with checks of our own of what comes in: Rasa's connector makes none that hold."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any

import structlog
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import threads
from channels.base import NotSent, Reply, Undeliverable
from channels.bodies import TooLarge, json_of, read_body
from channels.gate import Gate, OnNewMessage, open_gate
from channels.optional import OptionalChannel
from channels.teams_about import about_page
from channels.teams_activity import (
    CHANNEL,
    Activity,
    address_of,
    card_of,
    face_in,
    incoming_of,
    is_arrival,
    is_choice,
    is_press,
    read,
    tenants,
)
from channels.teams_answers import Connector, TeamsAnswers
from channels.teams_cards import KIND, Card, Seal, remembered, used
from channels.teams_cards import card_of as card_of_face
from channels.teams_desk import heard_at_a_desk
from channels.teams_tokens import IncomingTokens, TokenError
from magdat.files.own_secret import own_secret
from magdat.privacy.seal import FILE
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.storage.ports import EventIds
from magdat.storage.stores import open_short_lived
from magdat.teams.login import Login
from magdat.teams.package import NO_TOKEN
from magdat.teams.settings import TeamsSettings
from magdat.wording.phrases import load_phrases

WELCOMED = 3600.0
"""Seconds in which an app that was added is welcomed once: Teams tells it in two ways."""

WELCOME_TRIES = 3

logger = structlog.get_logger(__name__)


class OptionalTeams(OptionalChannel):
    """Microsoft Teams, when MAGDAT_TEAMS_APP_ID is set with what belongs to it."""

    channel = "botframework"
    secrets = ("MAGDAT_TEAMS_APP_ID",)

    def open(self, environment: Mapping[str, str]) -> InputChannel:
        """Return the channel for the app.

        Raises:
            SettingsError: not everything that belongs to it is set.
        """
        settings = TeamsSettings.from_environment(environment)
        assert settings is not None, "the id of the app is set"
        ours = Settings.from_environment(environment)
        tokens = IncomingTokens(settings.app_id, settings.keys)
        # All processes that share the database have this key, so that each knows again what another put on a card.
        seal = Seal((ours.post_key or own_secret(ours.state / FILE)).encode())
        connector = Connector(settings, Login(settings), load_phrases(ours.guidance / "zinnen.yml"), seal)
        return Teams(tokens, connector, open_gate(), open_short_lived(ours).events, ours.retention_days)


class Teams(InputChannel):
    """`/webhooks/botframework/webhook`, where the Bot Framework brings what people say in Teams.

    Rasa's own fetches keys before it can start, believes tokens of any issuer and of any age, and answers
    before it lets Teams go; so this channel is ours.
    """

    def __init__(self, tokens: IncomingTokens, connector: Connector, gate: Gate, events: EventIds, days: int) -> None:
        """Take what ``tokens`` finds good through ``gate``, and answer by ``connector``.

        Args:
            tokens: knows what Microsoft signed.
            connector: takes what is answered.
            gate: keeps what is said.
            events: remembers what was done once.
            days: how long a conversation is remembered, as people are told.
        """
        self._tokens = tokens
        self._connector = connector
        self._gate = gate
        self._events = events
        self._days = days
        self._beside: set[asyncio.Task[Any]] = set()

    @classmethod
    def name(cls) -> str:
        """Return the name in the path."""
        return OptionalTeams.channel

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the channel's routes."""
        blueprint = Blueprint("teams")

        def way_back(address: Mapping[str, Any]) -> TeamsAnswers:
            return TeamsAnswers(self._connector, address)

        self._gate.serve(self.name(), way_back, on_new_message, invites=True)
        self._gate.post.run_with(blueprint)

        @blueprint.listener("after_server_stop")  # what is on its way when the workers stop still needs them
        async def close(app: Any, loop: Any = None) -> None:
            await self._connector.close()

        @blueprint.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @blueprint.route("/webhook", methods=["GET", "HEAD"])
        async def about(request: Request) -> HTTPResponse:
            return about_page(self._connector.phrases, self._days)

        @blueprint.post("/webhook", stream=True)
        async def webhook(request: Request) -> HTTPResponse:
            try:
                claims = await self._tokens.claims(request.headers.get("Authorization"))
            except TokenError as error:
                logger.warning("teams.token_refused", why=str(error))
                return response.json(NO_TOKEN, status=401)
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
            return await self._taken(activity)

        return blueprint

    def _refusal(self, activity: Activity, claims: Mapping[str, Any]) -> str:
        """Return why an activity with a good token is not taken all the same; empty where it is."""
        settings, address = self._connector.settings, activity["serviceUrl"]
        signed = claims.get("serviceurl", claims.get("serviceUrl"))
        # Our own token goes to this address: never to one that the signer did not name, or that is a stranger's.
        if not isinstance(signed, str) or address.rstrip("/") != signed.rstrip("/"):
            return "the service is not the one in the token"
        if not settings.may_answer_at(address):
            return "the service is not one to answer to"
        if activity["channelId"] != CHANNEL:
            return "this is another channel"
        return "" if tenants(activity) == {settings.tenant} else "this is another tenant"

    async def _taken(self, activity: Activity) -> HTTPResponse:
        """Keep what was said, and let Teams go: everything else happens beside the request."""
        if (status := await threads.kept(heard_at_a_desk, activity)) is not None:
            return response.json({}, status=status)
        outgoing = TeamsAnswers(self._connector, address_of(activity))
        if is_arrival(activity):
            self._start(self._welcome(activity, outgoing))
        incoming = incoming_of(activity, self.name())
        if incoming is None:
            return response.json(_refused_press()) if is_press(activity) else response.json({})
        if incoming.group and is_choice(activity) and not self._is_theirs(activity):
            return self._of_another(activity, outgoing)
        try:
            new = await self._gate.accept(incoming, address_of(activity))
        except StorageError as error:
            logger.error("teams.not_kept", kind=type(error).__name__)
            return response.json({"error": "try again later"}, status=503)
        card = self._used(activity, incoming.text)
        if new and card is not None and (message := card_of(activity)):
            self._start(outgoing.replace(message, card))
        if new:
            self._start(outgoing.typing())
        return response.json(_answer_to_press(card) if is_press(activity) else {})

    def _is_theirs(self, activity: Activity) -> bool:
        """Return whether a card was an answer to whoever pressed it: in a group anybody can press any button."""
        return self._connector.seal.open(face_in(activity), *_whose(activity)) is not None

    def _of_another(self, activity: Activity, outgoing: TeamsAnswers) -> HTTPResponse:
        """Say that a button belongs to the question of another; the card stays as it is, for them."""
        told = self._connector.phrases.say("knop_van_ander")
        if is_press(activity):
            return response.json(_told_to_who_pressed(told))
        self._start(outgoing.tell(told))  # a client that only knows messages shows nothing to one person alone
        return response.json({})

    def _used(self, activity: Activity, choice: str) -> Card | None:
        """Return the card that a button was pressed on, without what goes with it; ``None`` when it is none of ours."""
        whose, seal = _whose(activity), self._connector.seal
        told = seal.open(face_in(activity), *whose)
        if told is None or (shown := used(told, choice)) is None:
            return None
        face, left = shown
        return card_of_face(face, left, sealed=seal.close(remembered(face, left), *whose) if left else "")

    async def _welcome(self, activity: Activity, outgoing: TeamsAnswers) -> None:
        """Say once who we are where we were just added."""
        name = f"teams-welkom:{activity['conversation']['id']}"
        try:
            if not await threads.short_lived(self._events.first, name, seconds=WELCOMED):
                return
        except StorageError as error:
            logger.error("teams.not_welcomed", why=type(error).__name__)
            return
        text = self._connector.phrases.say("teams_welkom")
        for attempt in range(WELCOME_TRIES):
            try:
                await outgoing.send(Reply(text))
                return
            except NotSent as error:
                await asyncio.sleep(error.after if error.after is not None else 2.0**attempt)
            except Undeliverable as error:
                logger.warning("teams.not_welcomed", why=str(error))
                return

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


def _answer_to_press(card: Card | None) -> dict[str, Any]:
    """Return what Teams wants to hear at once of a pressed button: the card as it is now, or that it was taken."""
    return _told_to_who_pressed("✓") if card is None else {"statusCode": 200, "type": KIND, "value": card}


def _told_to_who_pressed(text: str) -> dict[str, Any]:
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": text}


def _whose(activity: Activity) -> tuple[str, str]:
    """Return where a card has to have been answered, and to whom, to be of whoever brings it."""
    return activity["conversation"]["id"], activity["from"]["id"]


def _refused_press() -> dict[str, Any]:
    fault = {"code": "BadRequest", "message": "this is no button of ours"}
    return {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": fault}

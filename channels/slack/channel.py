"""`/webhooks/slack/webhook`, where Slack brings what people say, press and open."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial

import structlog
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_bolt.adapter.sanic.async_handler import to_sanic_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from channels.bodies import TooLarge, read_body
from channels.gate import OnNewMessage, open_gate
from channels.optional import OptionalChannel
from channels.slack.answers import SlackAnswers
from channels.slack.erasing import Eraser
from channels.slack.heard import CHANNEL, bot_of, trial_of
from channels.slack.home import Home
from channels.slack.listening import ODD, Listening
from channels.slack.threads import Threads
from channels.slack.web import API, WebApi
from magdat.privacy.pseudonym import Pseudonyms
from magdat.settings import Settings
from magdat.storage.stores import open_stores
from magdat.wording.phrases import load_phrases
from magdat.wording.starters import load_starters

logger = structlog.get_logger(__name__)

MOST = 250_000
"""Bytes of a request: a pressed button brings the whole message or page with it that it stood on."""


class OptionalSlack(OptionalChannel):
    """Slack, when MAGDAT_SLACK_TOKEN and MAGDAT_SLACK_SIGNING_SECRET are set."""

    channel = CHANNEL
    secrets = ("MAGDAT_SLACK_TOKEN", "MAGDAT_SLACK_SIGNING_SECRET")

    def open(self, environment: Mapping[str, str]) -> InputChannel:
        """Return the channel of the app that the environment names."""
        token, signing_secret = (environment[name].strip() for name in self.secrets)
        return Slack(WebApi(token, environment.get("MAGDAT_SLACK_API") or API), token, signing_secret)


class Slack(InputChannel):
    """Slack, by Bolt: it checks signature and age, and knows which of the five shapes a body has."""

    def __init__(self, web: WebApi, token: str, signing_secret: str) -> None:
        """Answer by ``web`` what comes in signed with ``signing_secret``."""
        self._web = web
        self._token = token
        self._signing_secret = signing_secret
        self._verifier = SignatureVerifier(signing_secret)

    @classmethod
    def name(cls) -> str:
        """Return the name in the path."""
        return CHANNEL

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the routes."""
        gate, settings = open_gate(), Settings.from_environment()
        stores = open_stores(settings)
        pseudonyms = Pseudonyms(stores.keys, settings.retention_days)
        phrases = load_phrases(settings.guidance / "zinnen.yml")
        home = Home(phrases, load_starters(settings.guidance), settings.retention_days)
        threads = Threads(stores.conversations, stores.letters, pseudonyms)
        listening = Listening(gate, threads, Eraser(stores, pseudonyms), self._web, home, phrases)

        gate.serve(CHANNEL, partial(SlackAnswers, self._web, phrases), on_new_message)
        blueprint = self.routes(listening)
        gate.post.run_with(blueprint)
        return blueprint

    def routes(self, listening: Listening) -> Blueprint:
        """Return the routes on which Bolt hands everything to ``listening``."""
        app = self._bolt()
        listening.listen(app)
        blueprint = Blueprint("magdat_slack")

        @blueprint.get("/")
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @blueprint.post("/webhook", stream=True)
        async def webhook(request: Request) -> HTTPResponse:
            try:
                body = await read_body(request, most=MOST)
            except TooLarge:
                return response.empty(413)
            headers = {name.lower(): value for name, value in request.headers.items()}
            if not self._is_signed(body, headers):
                return response.json({"error": "invalid request"}, status=401)
            try:
                brought = AsyncBoltRequest(body=body.decode(), headers=headers)
                brought.context["bot"] = bot_of(brought.body)
                if (trial := trial_of(brought.body)) is not None:  # Bolt leaves out what the bot itself said
                    listening.tried(trial)
                    return response.empty(200)
                return to_sanic_response(await app.async_dispatch(brought))
            except ODD as error:
                # Bolt looks into a body before it asks whether it is one of Slack's.
                logger.warning("slack.odd", kind=type(error).__name__)
                return response.empty(400)

        @blueprint.listener("after_server_stop")
        async def close(*_: object) -> None:
            await self._web.close()

        return blueprint

    def _bolt(self) -> AsyncApp:
        async def authorize(enterprise_id: str | None, team_id: str | None, bot: str) -> AuthorizeResult:
            """Say who we are without asking Slack: it signed the request, and names the bot in it."""
            return AuthorizeResult(
                enterprise_id=enterprise_id, team_id=team_id, bot_user_id=bot or None, bot_token=self._token
            )

        # What Bolt tells below a warning holds what people typed.
        bolts = logging.getLogger("slack_bolt")
        bolts.setLevel(logging.WARNING)
        # Whatever is heard is kept before Slack hears that it arrived: it does not bring it again after that.
        return AsyncApp(
            name=__name__,  # without one Bolt reads the source of all that called it
            signing_secret=self._signing_secret,
            authorize=authorize,
            process_before_response=True,
            logger=bolts,
        )

    def _is_signed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Return whether Slack signed this lately; Bolt asks the same, but reads the body before it does."""
        stamp, signature = (headers.get(name, "") for name in ("x-slack-request-timestamp", "x-slack-signature"))
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 16 and signature.isascii()):
            return False
        try:
            return self._verifier.is_valid(body, stamp, signature)
        except ValueError:  # a body that is no text cannot have been signed
            return False

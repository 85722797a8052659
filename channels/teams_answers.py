"""The way back to Teams: one reply becomes one or more activities, within what the Bot Framework takes."""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import httpx
import structlog

from channels.base import NotSent, Reply, Undeliverable
from channels.face import Face, Paragraph, face_of
from channels.parts import NoParts, Parts
from channels.teams_cards import MOST_ACTIONS, Card, Seal, attached, card_of, link_card, remembered
from channels.teams_words import said_in
from channels.thumbs import asks_what_thumbs_tell, thumbs_under
from magdat.teams.login import Login, LoginError
from magdat.teams.settings import TeamsSettings
from magdat.wording.phrases import Phrases

MOST_BYTES = 27_000
"""Bytes of one activity; Teams refuses more than 28 kB, and counts what it adds itself."""

MOST_LINES, MOST_CHARACTERS = 50, 4_000
"""Lines and characters of a paragraph that surely fit in one activity."""

PATIENCE = 10.0
"""Seconds that the Bot Framework gets to take an answer."""

AGAIN = frozenset({401, 408, 412, 425, 429})
"""Statuses after which the same may be sent later; all above 499 too."""

NOT_TAKEN = frozenset({400, 413})
"""Statuses that say that something is wrong with the activity itself; of a card its words may still be taken."""

LONGEST_PAUSE = 3600.0
"""Seconds that we let the other side ask us to wait."""

TRIES = 4
"""Attempts at an activity that follows on one of the same reply: the whole reply would otherwise wait for it."""

PAUSE, LONGEST_WAIT = 1.0, 5.0
"""Seconds that are waited between those where Teams does not say how many, and at most."""

CHAT = "https://teams.microsoft.com/l/chat/0/0?users=28:"
"""Where a chat with an app opens; its id goes behind it."""

Activity = dict[str, Any]

logger = structlog.get_logger(__name__)


class Refused(Undeliverable):
    """Teams does not take this activity, and may take another at the same place."""


class Connector:
    """The Bot Framework's side that takes our activities. One for all conversations of a process."""

    def __init__(self, settings: TeamsSettings, login: Login, phrases: Phrases, seal: Seal) -> None:
        """Answer as the app of ``settings``, in the words of ``phrases``."""
        self.settings = settings
        self.phrases = phrases
        self.seal = seal
        self._login = login
        self._client: httpx.AsyncClient | None = None

    async def call(self, method: str, address: str, activity: Mapping[str, Any]) -> None:
        """Bring an activity to an address.

        Raises:
            NotSent: it may be tried again.
            Refused: it does not take what is in the activity.
            Undeliverable: trying again is of no use, or the address is none to show our token at.
        """
        if not self.settings.may_answer_at(address):
            raise Undeliverable("the service is not one to answer to")
        try:
            headers = {"Authorization": f"Bearer {await self._login.token()}", "Content-Type": "application/json"}
            answer = await self._web().request(method, address, content=_bytes(activity), headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL, LoginError) as error:
            raise NotSent(type(error).__name__) from None
        if answer.status_code == 401:
            self._login.forget()
        if answer.status_code in AGAIN or answer.status_code >= 500:
            raise NotSent(f"status {answer.status_code}", after=_pause(answer.headers.get("retry-after")))
        if answer.status_code in NOT_TAKEN:
            raise Refused(f"status {answer.status_code}")
        if answer.status_code >= 300:
            raise Undeliverable(f"status {answer.status_code}")

    async def close(self) -> None:
        """Let go of the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    def _web(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=PATIENCE)
        return self._client


class TeamsAnswers:
    """The way back to one conversation."""

    def __init__(self, connector: Connector, address: Mapping[str, Any]) -> None:
        """Answer at the address that channels/teams_activity.py made of a message, by what takes activities."""
        self._connector = connector
        self._address = address
        self._again = False
        self._parts: Parts = NoParts()
        service = str(address["service"]).rstrip("/")
        self._activities = f"{service}/v3/conversations/{quote(address['conversation'], safe='')}/activities"

    def marked(self, mark: str, *, again: bool, parts: Parts) -> TeamsAnswers:
        """Return the way back for one reply, that sends no part of it twice (see channels.base.Marked)."""
        fresh = TeamsAnswers(self._connector, self._address)
        fresh._again, fresh._parts = again, parts
        return fresh

    async def send(self, reply: Reply) -> None:
        """Send one reply; a part of it that arrived at an earlier attempt is not sent again.

        Whatever Teams has against a card, the person gets its words.

        Raises:
            NotSent: it has to be tried again.
            Undeliverable: trying again is of no use.
        """
        made = list(self.activities(reply))
        for place, activity in enumerate(made):
            part, more, tries = str(place), place < len(made) - 1, TRIES if place else 1
            try:
                await self._once(part, activity, tries=tries, more=more)
            except Refused as error:
                words = self._in_words(activity)
                if not words:
                    raise
                logger.warning("teams.card_refused", why=str(error))
                for piece, text in enumerate(words):
                    follows = more or piece < len(words) - 1
                    await self._once(f"{part}:{piece}", text, tries=TRIES if piece else tries, more=follows)
                await self._note(part, more=more)

    async def _once(self, part: str, activity: Activity, *, tries: int, more: bool) -> None:
        if self._again and await self._parts.said(part):
            return
        await self._insist(activity, tries=tries)
        await self._note(part, more=more)

    async def _note(self, part: str, *, more: bool) -> None:
        """Note a part that arrived; after the last one the whole reply is noted to be sent."""
        if more:
            await self._parts.note(part)

    async def _insist(self, activity: Activity, *, tries: int) -> None:
        for attempt in range(1, tries + 1):
            try:
                await self._connector.call("POST", self._activities, activity)
                return
            except NotSent as error:
                if attempt == tries or (error.after or 0) > LONGEST_WAIT:
                    raise
                await asyncio.sleep(error.after if error.after is not None else PAUSE)

    async def tell(self, text: str) -> None:
        """Say a sentence to whoever is there; where that does not arrive, nothing is lost."""
        try:
            await self.send(Reply(text))
        except (NotSent, Undeliverable) as error:
            logger.info("teams.not_told", why=str(error))

    async def typing(self) -> None:
        """Show that an answer is on its way; where that does not arrive, nothing is lost."""
        try:
            await self._connector.call("POST", self._activities, self._framed({"type": "typing"}))
        except (NotSent, Undeliverable) as error:
            logger.info("teams.not_typing", why=str(error))

    async def replace(self, message: str, card: Card) -> None:
        """Put a card in the place of one that was sent; where that fails, the old one stays as it is."""
        activity = self._framed({"type": "message", "id": message, **self._carrying(card)})
        try:
            await self._connector.call("PUT", f"{self._activities}/{quote(message, safe='')}", activity)
        except (NotSent, Undeliverable) as error:
            logger.info("teams.not_replaced", why=str(error))

    def activities(self, reply: Reply) -> Iterator[Activity]:
        """Yield what a reply is in Teams: a plain text where that is all, a card where there is more to show.

        What only the person may see is an invitation to talk in private, where others read along.
        """
        if reply.discreet and self._address["group"]:
            yield self._framed({"type": "message", **self._carrying(self._invitation())})
            return
        phrases = self._connector.phrases
        face, thumbs = face_of(reply, phrases), thumbs_under(reply, phrases)
        if (not face.paragraphs and not reply.buttons) or asks_what_thumbs_tell(reply, phrases):
            return
        room = MOST_ACTIONS - len(thumbs)
        if rest := [item["title"] for item in reply.buttons[room:]]:
            # Teams shows six buttons; what stands on the others can be typed.
            told = Paragraph(phrases.say("teams_meer_keuzes", keuzes=", ".join(rest)), quiet=True)
            face = replace(face, paragraphs=(*face.paragraphs, told))
        buttons = (*reply.buttons[:room], *thumbs)
        whole = [self._message(face, buttons)]
        yield from whole if len(_bytes(whole[0])) <= MOST_BYTES else self._pieces(face, buttons)

    def _message(self, face: Face, buttons: tuple[Mapping[str, str], ...], *, sealed: bool = True) -> Activity:
        plain = not face.verdict and not any(item.quiet or item.heading for item in face.paragraphs)
        if plain and not buttons:
            text = "\n\n".join(item.text for item in face.paragraphs)
            return self._framed({"type": "message", "text": text, "textFormat": "plain"})
        told = remembered(face, buttons[:MOST_ACTIONS]) if buttons and sealed else ""
        whose = (self._address["conversation"], self._address["person"])
        mark = self._connector.seal.close(told, *whose) if told else ""
        return self._framed({"type": "message", **self._carrying(card_of(face, buttons, sealed=mark))})

    def _in_words(self, activity: Activity) -> list[Activity]:
        """Return a message with a card as plain texts that say the same; none where it has no card."""
        pieces = _cut(said_in(activity, self._connector.phrases))
        return [self._framed({"type": "message", "text": text, "textFormat": "plain"}) for text in pieces if text]

    def _pieces(self, face: Face, buttons: tuple[Mapping[str, str], ...]) -> Iterator[Activity]:
        """Yield a reply that is too large for one activity in several, the buttons under the last one."""
        left = [replace(item, text=text) for item in face.paragraphs for text in _cut(item.text)]
        shown = replace(face, paragraphs=())
        for item in left:
            longer = replace(shown, paragraphs=(*shown.paragraphs, item))
            if shown.paragraphs and len(_bytes(self._message(longer, buttons, sealed=False))) > MOST_BYTES:
                yield self._message(shown, ())
                longer = Face((item,))
            shown = longer
        last = self._message(shown, buttons)
        if len(_bytes(last)) > MOST_BYTES:
            # Buttons bring back what stands above them, to go once they are used: here that is little.
            yield self._message(shown, ())
            last = self._message(Face((Paragraph("…", quiet=True),)), buttons)
        yield last

    def _invitation(self) -> Card:
        phrases = self._connector.phrases
        address = f"{CHAT}{self._connector.settings.app_id}"
        return link_card(phrases.say("teams_onder_ons"), phrases.say("teams_knop_onder_ons"), address)

    def _carrying(self, card: Card) -> Activity:
        # What a list of chats and a locked screen show of it: that there is an answer, and not which.
        return {"summary": self._connector.phrases.say("teams_samenvatting"), "attachments": [attached(card)]}

    def _framed(self, activity: Activity) -> Activity:
        return {
            **activity,
            "from": self._address["bot"],
            "recipient": {"id": self._address["person"]},
            "conversation": {"id": self._address["conversation"]},
        }


def _bytes(activity: Mapping[str, Any]) -> bytes:
    return json.dumps(activity, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _cut(text: str) -> Iterator[str]:
    """Yield a text in pieces that surely fit, cut between lines and words where there are any."""
    lines = text.splitlines()
    for start in range(0, len(lines), MOST_LINES):
        piece = "\n".join(lines[start : start + MOST_LINES])
        while len(piece) > MOST_CHARACTERS:
            at = piece.rfind(" ", 1, MOST_CHARACTERS)
            at = at if at > 0 else MOST_CHARACTERS
            yield piece[:at]
            piece = piece[at:].lstrip(" ")
        yield piece


def _pause(said: str | None) -> float | None:
    """Return how many seconds a Retry-After asks to wait: it is a number, or a moment."""
    if not said:
        return None
    if said.strip().isdigit():
        return min(float(said), LONGEST_PAUSE)
    try:
        until = email.utils.parsedate_to_datetime(said)
    except (TypeError, ValueError):
        return None
    seconds = (until - dt.datetime.now(until.tzinfo)).total_seconds()
    return min(max(seconds, 0.0), LONGEST_PAUSE)

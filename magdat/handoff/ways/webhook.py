"""By signed web hook: what happens in a ticket is posted as JSON, and what the other side answers is posted back."""

from __future__ import annotations

import email.utils
import hashlib
import hmac
import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from magdat.handoff.events import Event
from magdat.handoff.failures import PermanentFailure, TemporaryFailure
from magdat.handoff.receipts import Receipt
from magdat.handoff.tickets import Author, Errand, Tickets
from magdat.handoff.ways.addresses import is_loopback
from magdat.handoff.ways.base import Heard, Outward
from magdat.handoff.ways.mail_server import TIMEOUT

if TYPE_CHECKING:
    from magdat.handoff.desk import Desk

FRESH = 300.0
"""Seconds that a signed message counts; older ones are repeated by somebody who listened."""

MOST_BYTES = 256_000
"""Bytes of a message from the other side."""

TIMESTAMP, SIGNATURE = "X-Magdat-Timestamp", "X-Magdat-Signature"

KINDS = {Author.PERSON: "aanvulling", Author.DESK: "antwoord"}
"""What a later line is called in JSON; the first one is a «vraag», and what happened a «gebeurtenis»."""

# At INFO httpx logs whole addresses, and the address of a web hook is often a secret.
logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True)
class WebhookWay:
    """Post signed JSON to one web address; docs/doorgeven.md tells how to check the signature, and how to answer."""

    url: str = field(repr=False)
    secret: str = field(repr=False)
    timeout: float = TIMEOUT
    """Seconds to connect, to send, and to wait for the answer, each."""

    clock: Callable[[], float] = time.time
    name: str = "webhook"

    def __post_init__(self) -> None:
        """Check the address.

        Raises:
            ValueError: the address is no web address, or text would travel readable to another machine.
        """
        try:
            address = httpx.URL(self.url)
        except httpx.InvalidURL:
            raise ValueError("this is no web address") from None  # not quoted: the address may hold a secret
        if address.scheme not in {"http", "https"} or not address.host:
            raise ValueError("this must be a full address that starts with https://")
        if address.scheme == "http" and not is_loopback(address.host):
            raise ValueError("this must start with https://; http:// is for this machine alone")

    def carry(self, errand: Errand, text: Outward) -> str | None:
        """Post a line; the number is what both sides call the ticket.

        Where the question went on to a desk that does not hear of it by this way, that is all that is posted still.

        Raises:
            TemporaryFailure: the other side is away, or answers 5xx or 429.
            PermanentFailure: it answers anything else that is not 2xx; redirects are not followed.
        """
        if not text.here:
            if text.happened is not None and text.happened.event is Event.TRANSFERRED:
                self._post(_left(errand, text), f"{text.number}-{errand.line.id}")
            return errand.external  # what never came there must come whole, should the question come back
        same = text.number if text.first else f"{text.number}-{errand.line.id}"
        self._post(_body(errand, text), same)
        return text.number

    def look(self, desk: Desk, tickets: Tickets) -> int:
        """Return 0: the other side posts its answers itself (:meth:`hear`)."""
        return 0

    def erase(self, number: str, external: str) -> bool:
        """Ask the other side to erase a ticket; whether it does is in its hands, so that its texts may remain.

        Raises:
            TemporaryFailure: it is away.
        """
        try:
            self._post({"nummer": number, "soort": "wissen"}, f"{number}-wissen")
        except PermanentFailure:
            return False
        return True

    def tell_erased(self, receipt: Receipt) -> None:
        """Post that it was erased here, to another side that did not erase it: nobody reads its answers any more.

        Raises:
            TemporaryFailure: it is away.
            PermanentFailure: it refuses that too.
        """
        told = {"nummer": receipt.number, "soort": "gebeurtenis", "gebeurtenis": "erased"}
        self._post(told, f"{receipt.number}-erased")

    def check(self) -> None:
        """Connect to the other side; nothing is posted.

        Raises:
            TemporaryFailure: it cannot be reached.
        """
        try:
            with httpx.Client(timeout=10.0, trust_env=self._through_proxy()) as client:
                client.head(self.url)
        except (httpx.TransportError, OSError) as error:
            raise TemporaryFailure(f"the web hook cannot be reached ({type(error).__name__})") from None

    def hear(self, desk: Desk, headers: Mapping[str, str], body: bytes) -> Heard:
        """Take what the other side posts: an answer, or that the ticket is closed or open again.

        Args:
            desk: takes it.
            headers: of the request; capitals do not count.
            body: of the request, exactly as received.

        Raises:
            StorageError: it could not be kept; the other side has to post it again.
        """
        given = {name.lower(): value for name, value in headers.items()}
        if not self._is_genuine(given.get(TIMESTAMP.lower(), ""), given.get(SIGNATURE.lower(), ""), body):
            return Heard(401, "the signature is wrong, or too old")
        told = _read(body)
        if told is None:
            return Heard(400, "this is no answer as docs/doorgeven.md has it")
        number, kind, text, agent, mark = told
        if desk.of(number) is None:
            return Heard(404, "there is no such ticket")
        if kind == "antwoord":
            new = desk.answer(number, agent, text, mark=mark, way=self.name) is not None
        elif kind == "gesloten":
            # They have the question, also where we did not hear that it arrived.
            seen = max(desk.heard_by(number, self.name), *(said.id for said in desk.talk(number)[:1]))
            new = desk.close(number, agent, way=self.name, mark=mark, seen=seen)
            if not new and desk.wrote_after(number, seen):
                return Heard(409, "the person wrote more, which is on its way: it stays open")
        else:
            new = desk.reopen(number, agent, way=self.name, mark=mark)
        return Heard(200, "taken" if new else "known")

    def _is_genuine(self, timestamp: str, signature: str, body: bytes) -> bool:
        expected = f"sha256={sign(self.secret, timestamp, body)}"
        if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
            return False
        return timestamp.isascii() and timestamp.isdigit() and abs(self.clock() - int(timestamp)) <= FRESH

    def _post(self, told: Mapping[str, object], same: str) -> None:
        body = json.dumps(told).encode()
        timestamp = str(int(self.clock()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": same,
            TIMESTAMP: timestamp,
            SIGNATURE: f"sha256={sign(self.secret, timestamp, body)}",
        }
        try:
            with (
                httpx.Client(timeout=self.timeout, trust_env=self._through_proxy()) as client,
                client.stream("POST", self.url, content=body, headers=headers) as response,
            ):
                # The status says it all; the body is not read, so it cannot be too long either.
                status, retry_after = response.status_code, response.headers.get("Retry-After")
        except (httpx.TransportError, OSError) as error:
            raise TemporaryFailure(f"web hook: {type(error).__name__}") from None
        if status == 429 or status >= 500:
            raise TemporaryFailure(f"http {status}", seconds(retry_after, self.clock()))
        if not 200 <= status < 300:
            raise PermanentFailure(f"http {status}")

    def _through_proxy(self) -> bool:
        """Companies often reach the web through a proxy, but never their own machine."""
        return not is_loopback(httpx.URL(self.url).host)


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Return the hexadecimal HMAC-SHA256 of ``timestamp.body``, as the receiver computes it to compare."""
    return hmac.new(secret.encode(), timestamp.encode("utf-8", "replace") + b"." + body, hashlib.sha256).hexdigest()


def seconds(retry_after: str | None, now: float) -> float | None:
    """Read a Retry-After header, which holds seconds or a date; ``None`` when there is none or it is nonsense."""
    if not retry_after:
        return None
    if re.fullmatch(r"\d{1,9}", retry_after.strip(), re.ASCII):
        return float(retry_after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - now)
    except (ValueError, OverflowError):
        return None


def _body(errand: Errand, text: Outward) -> dict[str, object]:
    told: dict[str, object] = {"nummer": text.number, "dienst": errand.ticket.desk, "kenmerk": errand.line.id}
    if text.first:
        asked = text.handoff
        along = {"contact": asked.contact, "onderwerp": asked.topic, "context": dict(asked.context)}
        seen = {"onderwerp": asked.topic_shown, "situatie": asked.context_shown, "antwoord": asked.answer_shown}
        return {**told, "soort": "vraag", "boodschap": text.text, **along, "getoond": seen}
    if text.happened is not None:
        happened = {**told, "soort": "gebeurtenis", "gebeurtenis": text.happened.event.value}
        return {**happened, "gesprek": _talk(text)} if text.after_others else happened
    back = {"heropend": True} if text.reopens else {}
    return {**told, "soort": KINDS[text.author], "boodschap": text.text, **back}


def _talk(text: Outward) -> list[dict[str, object]]:
    """Return all that was said so far: of a question that comes back, the other side has only what was said here."""
    first, said = text.talk[0].id, (item for item in text.talk if item.author in KINDS)
    kinds = ((item, "vraag" if item.id == first else KINDS[item.author]) for item in said)
    return [{"kenmerk": item.id, "soort": kind, "boodschap": item.text} for item, kind in kinds]


def _left(errand: Errand, text: Outward) -> dict[str, object]:
    """Return that a question is with another desk; not with which one, for that may be confided."""
    told = {"soort": "gebeurtenis", "gebeurtenis": Event.TRANSFERRED.value}
    return {"nummer": text.number, "kenmerk": errand.line.id, **told}


def _read(body: bytes) -> tuple[str, str, str, str, str] | None:
    """Return number, kind, text, who says so, and the mark of a message; ``None`` when it is none."""
    try:
        told: Any = json.loads(body) if len(body) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    given = {name: told.get(name) or "" for name in ("nummer", "soort", "kenmerk", "boodschap", "medewerker")}
    if not all(isinstance(part, str) for part in given.values()) or not given["kenmerk"]:
        return None
    number, kind, text = given["nummer"], given["soort"], given["boodschap"]
    if kind not in {"antwoord", "gesloten", "heropend"} or (kind == "antwoord" and not text.strip()):
        return None
    return number, kind, text, (given["medewerker"] or "webhook")[:64], f"webhook {number} {given['kenmerk']}"

"""A trial in a real workspace: a message that is posted, comes back as an event, is answered, and is taken away."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import httpx
from slack_sdk.signature import SignatureVerifier

EACH = 1.0
"""Seconds between two looks at what stands in Slack; it takes fifty a minute."""

LONGEST_PAUSE, TRIES = 5.0, 4
"""Seconds that we let Slack ask us to wait, and attempts at one call."""

PAGE = 100
"""Messages that are read back."""

_POSTED, _CAME = "Proef van Mag dat?", "is aangekomen bij de assistent"
_TRIAL = re.compile(rf"{re.escape(_POSTED)} \(([0-9a-f]{{16}})\)\.")


class Refusal(Exception):
    """Slack does not do it; the message is its own name for why."""


def arrived(text: str) -> str | None:
    """Return what a message of a trial says once the assistant got it from Slack; ``None`` for any other text."""
    found = _TRIAL.match(text)
    return f"{_POSTED} ({found.group(1)}) {_CAME}." if found else None


class Trial:
    """One message of the bot, in a place of a workspace, and the thread under it."""

    def __init__(self, token: str, api: str, *, patience: float = 4.0, each: float = EACH) -> None:
        """Prepare; nothing is posted yet.

        Args:
            token: the bot's.
            api: where the Web API is.
            patience: seconds that a call may take.
            each: see EACH.
        """
        headers = {"Authorization": f"Bearer {token}"}
        self._client = httpx.Client(base_url=f"{api.rstrip('/')}/", headers=headers, timeout=patience)
        self._each = each
        self._bot = self._team = self._channel = self._moment = ""
        # Somebody who is not there: the conversation of whoever tries it stays as it was.
        self._person = f"U{secrets.token_hex(6).upper()}"

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def post(self, place: str) -> None:
        """Post the message to a channel, or to one person.

        Raises:
            Refusal: Slack does not take it.
            httpx.HTTPError: Slack is out of reach.
        """
        told = self._call("auth.test", {})
        self._bot, self._team = str(told.get("user_id")), str(told.get("team_id"))
        text = f"{_POSTED} ({secrets.token_hex(8)}). Dit bericht verdwijnt vanzelf."
        quiet = {"unfurl_links": False, "unfurl_media": False}
        told = self._call("chat.postMessage", {"channel": place, "text": text, **quiet})
        self._channel, self._moment = str(told.get("channel") or place), str(told["ts"])

    def came(self, within: float) -> bool:
        """Return whether Slack brought the message to the assistant, which says so by changing its text.

        Raises:
            Refusal: Slack does not let it be read.
            httpx.HTTPError: Slack is out of reach.
        """
        deadline = time.monotonic() + within
        while not (seen := any(_CAME in str(item.get("text")) for item in self._read(root=True))):
            if time.monotonic() >= deadline:
                break
            time.sleep(self._each)
        return seen

    def ask(self, address: str, secret: str, text: str) -> int:
        """Bring a question as Slack does, asked in the thread; return the status of the answer.

        Raises:
            httpx.HTTPError: the address is out of reach.
        """
        direct = self._channel.startswith("D")
        said = {
            "type": "message" if direct else "app_mention",
            "channel": self._channel,
            **({"channel_type": "im"} if direct else {}),
            "user": self._person,
            "text": text if direct else f"<@{self._bot}> {text}",
            "ts": f"{time.time():.6f}",
            "thread_ts": self._moment,
        }
        body = json.dumps(
            {
                "type": "event_callback",
                "team_id": self._team,
                "event_id": f"Ev{secrets.token_hex(8).upper()}",
                "event": said,
                "authorizations": [{"team_id": self._team, "user_id": self._bot, "is_bot": True}],
            }
        )
        return bring(address, secret, body, self._client.timeout).status_code

    def answers(
        self, within: float, *, answered: Callable[[Sequence[Mapping[str, Any]]], bool], quiet: float
    ) -> list[Mapping[str, Any]]:
        """Return what the assistant posted under the message, in order.

        Args:
            within: seconds that it gets.
            answered: whether what stands there holds an answer; until then silence ends nothing, since on a busy
                machine the notice may stand there long before the card.
            quiet: seconds without a new one after which the answer is whole.

        Raises:
            Refusal: Slack does not let it be read.
            httpx.HTTPError: Slack is out of reach.
        """
        posted = self._read()
        changed = time.monotonic()
        end = changed + within
        while (now := time.monotonic()) < end and (not answered(posted) or now < changed + quiet):
            time.sleep(self._each)
            if len(found := self._read()) != len(posted):
                posted, changed = found, time.monotonic()
        return posted

    def remove(self) -> int:
        """Take away the message, and everything under it; return how many messages that were.

        Raises:
            Refusal: Slack does not let it be removed, or read.
            httpx.HTTPError: Slack is out of reach.
        """
        try:
            under = self._read()
            for item in under:
                self._delete(str(item["ts"]))
        finally:  # also where nothing can be read back
            self._delete(self._moment)
        return len(under) + 1

    def _delete(self, moment: str) -> None:
        try:
            self._call("chat.delete", {"channel": self._channel, "ts": moment})
        except Refusal as refusal:
            if str(refusal) != "message_not_found":
                raise

    def _read(self, *, root: bool = False) -> list[Mapping[str, Any]]:
        """Return the bot's own messages in the thread; with ``root``, the one that it began with too."""
        asked = {"channel": self._channel, "ts": self._moment, "limit": PAGE}
        found = self._call("conversations.replies", asked).get("messages") or ()
        ours = [item for item in found if item.get("user") == self._bot]
        return ours if root else [item for item in ours if item.get("ts") != self._moment]

    def _call(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Call a method, again where Slack asks to slow down."""
        for attempt in range(1, TRIES + 1):
            answer = self._client.post(method, json=dict(arguments))
            if answer.status_code != 429 or attempt == TRIES:
                break
            said = answer.headers.get("retry-after", "")
            time.sleep(min(float(said) if said.isascii() and said.isdigit() else 1.0, LONGEST_PAUSE))
        try:
            told = answer.json()
            fault = "" if told["ok"] is True else str(told["error"])
        except (ValueError, KeyError, TypeError):
            raise Refusal(f"status {answer.status_code}") from None
        if fault:
            raise Refusal(fault)
        return dict(told)


def bring(address: str, secret: str, body: str, patience: Any) -> httpx.Response:
    """Bring a body to the assistant, signed as Slack signs it.

    Raises:
        httpx.HTTPError: the address is out of reach.
    """
    stamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": str(SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)),
    }
    # A proxy on the way out knows nothing of this machine.
    trust = not address.startswith("http:")
    return httpx.post(address, content=body, headers=headers, timeout=patience, trust_env=trust)

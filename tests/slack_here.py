"""A Slack of our own: signed requests in, and a Web API that refuses what Slack's documentation says it refuses."""

from __future__ import annotations

import contextlib
import itertools
import json
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlencode

import httpx
from slack_channels import Channels
from slack_limits import fault_in_home, fault_in_message
from slack_sdk.signature import SignatureVerifier

from magdat.slack.surface import PATH, scopes

SECRET = "geheim-van-de-test"
TOKEN = "xoxb-test"
BOT = "UBOT"
TEAM = "T0TEST"
ANSWER_WITHIN = 30.0

READING = {"cursor", "include_all_metadata", "inclusive", "latest", "limit", "oldest"}

ARGUMENTS: Mapping[str, tuple[set[str], set[str]]] = {
    "auth.test": (set(), set()),
    "chat.postMessage": ({"channel"}, {"text", "blocks", "thread_ts", "unfurl_links", "unfurl_media", "metadata"}),
    "chat.postEphemeral": ({"channel", "user"}, {"text", "blocks", "thread_ts"}),
    "chat.update": ({"channel", "ts"}, {"text", "blocks"}),
    "chat.delete": ({"channel", "ts"}, set()),
    "conversations.history": ({"channel"}, READING),
    "conversations.replies": ({"channel", "ts"}, READING),
    "views.publish": ({"user_id", "view"}, {"hash"}),
}
"""What every call needs, and what else it takes."""


@dataclass(frozen=True)
class Call:
    """One call that Slack took."""

    method: str
    arguments: Mapping[str, Any]
    moment: float


@dataclass
class Slack:
    """A workspace with one app in it."""

    address: str = ""
    pace: float = 1.0
    """Seconds between two messages in one channel."""

    refuses: dict[str, str] = field(default_factory=dict)
    """What is said to whoever posts in these channels; by one method alone where that stands before it, and a space."""

    broken: int = 0
    """So many of the next calls end in a fault of Slack's own."""

    desk: Channels = field(default_factory=lambda: Channels(BOT))
    """What people write in channels, and what the bot may read there."""

    forgets_to_answer: int = 0
    """So many of the next calls are done, and the connection breaks before the answer."""

    calls: list[Call] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    _typed: set[tuple[str, str]] = field(default_factory=set)
    """The messages that people typed, and the threads in which they did, by channel and moment."""

    _last: dict[str, float] = field(default_factory=dict)
    _used: dict[str, int] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60, verify=False))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def settings(self) -> dict[str, str]:
        """Return the settings of an assistant that talks to this Slack."""
        return {
            "MAGDAT_SLACK_TOKEN": TOKEN,
            "MAGDAT_SLACK_SIGNING_SECRET": SECRET,
            "MAGDAT_SLACK_API": f"{self.address}/api/",
        }

    # --- what the Web API does

    def answer(self, path: str, authorization: str, content: Any) -> tuple[int, dict[str, Any]]:
        """Return the status and the body of the answer to a call."""
        with self._lock:
            if path.startswith("/respond/"):
                return self._responded(path, content)
            status, said = self._called(path.removeprefix("/api/"), authorization, content)
            if said["ok"] is not True:
                self.refused.append((path.removeprefix("/api/"), said["error"]))
            return status, said

    def _called(self, method: str, authorization: str, content: Any) -> tuple[int, dict[str, Any]]:
        if self.broken:
            self.broken -= 1
            return 503, {"ok": False, "error": "service_unavailable"}
        if not authorization:
            return 200, {"ok": False, "error": "not_authed"}
        if authorization != f"Bearer {TOKEN}":
            return 200, {"ok": False, "error": "invalid_auth"}
        if method not in ARGUMENTS:
            return 200, {"ok": False, "error": "unknown_method"}
        if method == "auth.test":
            return 200, {"ok": True, "team": "Test", "team_id": TEAM, "user": "magdat", "user_id": BOT, "bot_id": "B1"}
        needed, more = ARGUMENTS[method]
        if not isinstance(content, dict) or not needed <= set(content) or set(content) - needed - more:
            return 200, {"ok": False, "error": "invalid_arguments"}
        if method.startswith("conversations.") or method == "chat.delete":
            return self.desk.answer(method, content, self._calls_of_messages())
        if method == "views.publish":
            fault = fault_in_home(content["view"])
        else:
            channel = content["channel"]
            closed = self.refuses.get(channel) or self.refuses.get(f"{method} {channel}", "")
            fault = closed or fault_in_message(content) or self._lost(content)
        if not fault and method == "chat.update" and not self._is_ours(content):
            fault = "message_not_found"
        if fault:
            return 200, {"ok": False, "error": fault}
        if method.startswith("chat.post"):
            now, before = time.monotonic(), self._last.get(content["channel"], float("-inf"))
            if now - before < self.pace:
                return 429, {"ok": False, "error": "ratelimited"}
            self._last[content["channel"]] = now
        moment = f"1700000000.{next(self._numbers):06d}"
        self.calls.append(Call(method, {**content, "made": moment}, time.monotonic()))
        return 200, {"ok": True, "ts": moment, "message_ts": moment}

    def _calls_of_messages(self) -> list[Mapping[str, Any]]:
        return [call.arguments for call in self.calls if call.method == "chat.postMessage"]

    def _lost(self, content: Mapping[str, Any]) -> str:
        """Return what is said to whoever answers in a thread that is not in that channel."""
        channel, thread = content["channel"], content.get("thread_ts")
        ours = {(item["channel"], item["made"]) for item in self._calls_of_messages()}
        people = {(item["channel"], item["ts"]) for item in self.desk.people}
        return "" if thread is None or (channel, thread) in self._typed | ours | people else "thread_not_found"

    def _is_ours(self, content: Mapping[str, Any]) -> bool:
        return any(
            call.method == "chat.postMessage"
            and (call.arguments["channel"], call.arguments["made"]) == (content["channel"], content["ts"])
            for call in self.calls
        )

    def _responded(self, path: str, content: Any) -> tuple[int, dict[str, Any]]:
        self._used[path] = self._used.get(path, 0) + 1
        if self._used[path] > 5:
            return 404, {"ok": False, "error": "used_url"}
        allowed = {"text", "blocks", "response_type", "replace_original", "delete_original", "thread_ts"}
        if not isinstance(content, dict) or set(content) - allowed or fault_in_message(content):
            self.refused.append(("respond", "invalid_payload"))
            return 400, {"ok": False, "error": "invalid_payload"}
        self.calls.append(Call("respond", {**content, "address": path}, time.monotonic()))
        return 200, {"ok": True}

    # --- what a test looks at

    @property
    def posted(self) -> list[Mapping[str, Any]]:
        """Return every message that somebody can read, in order."""
        return [call.arguments for call in self.calls if call.method not in {"views.publish", "chat.update"}]

    def of(self, method: str) -> list[Mapping[str, Any]]:
        """Return the arguments of every call of a method."""
        return [call.arguments for call in list(self.calls) if call.method == method]

    def wait_for(self, count: int, method: str = "", seconds: float = ANSWER_WITHIN) -> list[Mapping[str, Any]]:
        """Return the calls of a method, or else the messages, as soon as there are so many or the time is over."""
        deadline = time.monotonic() + seconds
        while True:
            found = self.of(method) if method else self.posted
            if len(found) >= count or time.monotonic() > deadline:
                return found
            time.sleep(0.02)

    def wait_in(self, channel: str, count: int = 1, seconds: float = ANSWER_WITHIN) -> list[Mapping[str, Any]]:
        """Return the messages in a channel, as soon as there are so many or the time is over."""
        deadline = time.monotonic() + seconds
        while True:
            found = [item for item in self.posted if item.get("channel") == channel]
            if len(found) >= count or time.monotonic() > deadline:
                return found
            time.sleep(0.02)

    # --- what people do

    def bring(
        self,
        rasa: str,
        body: str,
        *,
        kind: str = "application/json",
        secret: str = SECRET,
        age: int = 0,
        more: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Bring a body to the assistant as Slack does, and return what it answers."""
        if kind == "application/json" and isinstance(said := json_in(body), dict):
            moments = [said.get(name) for name in ("ts", "thread_ts")]
            self._typed |= {(str(said.get("channel")), str(moment)) for moment in moments if moment}
        stamp = str(int(time.time()) - age)
        headers = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": str(SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)),
            **(more or {}),
        }
        return self._client.post(f"{rasa}{PATH}", content=body.encode(), headers=headers)

    def bring_form(self, rasa: str, payload: Mapping[str, Any]) -> httpx.Response:
        """Bring what somebody pressed or pointed at."""
        body = urlencode({"payload": json.dumps(payload)})
        return self.bring(rasa, body, kind="application/x-www-form-urlencoded")

    def bring_command(self, rasa: str, text: str, **facts: str) -> httpx.Response:
        """Bring the slash command."""
        return self.bring(rasa, urlencode(command(text, **facts)), kind="application/x-www-form-urlencoded")

    def respond_address(self) -> str:
        """Return a fresh address at which an interaction may be answered."""
        return f"{self.address}/respond/{next(self._numbers)}"

    def say(self, rasa: str, user: str, text: str, awaited: str) -> str:
        """Send a direct message; return what is posted in answer once some words are in it, or the time is over."""
        before, channel = len(self.posted), f"D{user}"
        self.bring(rasa, event(text, user=user, channel=channel)).raise_for_status()
        deadline, found = time.monotonic() + ANSWER_WITHIN, ""
        while awaited not in found and time.monotonic() < deadline:
            time.sleep(0.02)
            found = json.dumps(
                [item for item in self.posted[before:] if item["channel"] == channel], ensure_ascii=False
            )
        return found


def json_in(body: str) -> Any:
    """Return the event in a body; ``None`` where there is none."""
    try:
        told = json.loads(body)
    except ValueError:
        return None
    return told.get("event") if isinstance(told, dict) else None


_EVENTS = itertools.count(1)


def event(text: str, *, kind: str = "message", event_id: str = "", **facts: Any) -> str:
    """Return what Slack sends when somebody types: in a direct message, unless the facts say otherwise."""
    number = next(_EVENTS)
    said = {
        "type": kind,
        "channel_type": "im",
        "channel": "D1",
        "user": "U1",
        "text": text,
        "ts": f"1600000000.{number:06d}",
        **facts,
    }
    return json.dumps(
        {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": event_id or f"Ev{number:08d}",
            "event": {key: value for key, value in said.items() if value is not None},
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }
    )


def mention(text: str, **facts: Any) -> str:
    """Return what Slack sends when somebody names the bot in a channel."""
    return event(f"<@{BOT}> {text}", kind="app_mention", **{"channel": "C1", "channel_type": None, **facts})


def in_thread(text: str, thread: str, **facts: Any) -> str:
    """Return what Slack sends when somebody types in a thread of a channel."""
    return event(text, **{"channel": "C1", "channel_type": "channel", "thread_ts": thread, **facts})


def press(
    button: Mapping[str, Any], row: str, *, user: str = "U1", channel: str = "D1", **facts: Any
) -> dict[str, Any]:
    """Return what Slack sends when somebody presses a button."""
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "channel": {"id": channel},
        "trigger_id": f"{next(_EVENTS)}.press",
        "actions": [{**button, "block_id": row}],
        **facts,
    }


def command(text: str, **facts: str) -> dict[str, str]:
    """Return what Slack sends for the slash command."""
    return {
        "command": "/magdat",
        "text": text,
        "user_id": "U1",
        "channel_id": "C1",
        "team_id": TEAM,
        "trigger_id": f"{next(_EVENTS)}.command",
        **facts,
    }


@contextlib.contextmanager
def slack(pace: float = 1.0, kind: type[Slack] = Slack) -> Iterator[Slack]:
    """Run a Slack on a free port."""
    workspace = kind(pace=pace)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                content = json.loads(raw or b"{}")
            except ValueError:
                content = None
            status, said = workspace.answer(self.path, self.headers.get("Authorization") or "", content)
            if workspace.forgets_to_answer:
                workspace.forgets_to_answer -= 1
                self.close_connection = True
                return
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-OAuth-Scopes", ",".join(sorted(scopes())))
            if status == 429:
                self.send_header("Retry-After", "1")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    workspace.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield workspace
    finally:
        server.shutdown()
        server.server_close()

"""A stand-in for the assistant's web channel: it notes what comes in and says what a test prepared."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any

from free_ports import free_port

Reply = dict[str, Any]


@dataclass
class Conversation:
    """What was pushed to one conversation, in order."""

    events: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    """What was being answered by a process that is gone."""


class StandIn:
    """The channel as the widget sees it, with the ways in which it may fail."""

    def __init__(self) -> None:
        """Take a free port; nothing listens yet."""
        self.port = free_port()
        self.changed = threading.Condition()
        self._server: http.server.ThreadingHTTPServer | None = None
        self._number = 0
        self.life = 0
        """So many times it forgot everything."""

        self.listed: set[str] = set()
        """The websites that may talk to it."""

        self._forget()

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def messages(self) -> list[str]:
        """Return the texts that were handled, each once."""
        return [text for _, text in self.handled]

    def reset(self) -> None:
        """Forget everything, and listen; what a page of before still asks is not heard any more."""
        self.stop()
        self.life += 1
        self._forget()
        self.start()

    def _forget(self) -> None:
        self.tokens: dict[str, Conversation] = {}
        self.conversations: list[Conversation] = []
        self.begun: list[dict[str, Any]] = []
        self.handled: list[tuple[Conversation, str]] = []
        self.posts: list[dict[str, Any]] = []
        self.refused: list[dict[str, Any]] = []
        self.erased: list[Conversation] = []
        self.headers: list[dict[str, str]] = []
        self.answers: dict[str, list[Reply]] = {}
        self.refusals: list[tuple[int, dict[str, Any] | None]] = []
        """What the next messages get instead of being handled; a proxy says no word with its status."""

        self.refuse_to_begin: list[tuple[int, dict[str, Any]]] = []
        """What the next beginnings get instead of a token."""

        self.erases = True
        """Whether a conversation can be erased."""

        self.keeps: list[Conversation] = []
        """Conversations that cannot be erased, where others can."""

        self.erases_when: threading.Event | None = None
        """What erasing waits for, where there is something."""

        self.erasing = 0
        """So many times somebody asked to have theirs erased."""

        self.fault: str | None = None
        self.fault_code = ""
        self.silent = False
        """Whether a turn ends without a reply."""

        self.types = True
        """Whether it says that it is at work."""

        self.there = True
        """Whether it is there, behind its proxy."""

        self.hold = threading.Event()
        self.hold.set()
        self.streams = 0
        self.generation = getattr(self, "generation", 0) + 1

    def start(self) -> None:
        """Listen, if nothing does yet."""
        if self._server is None:
            self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
            self._server.daemon_threads = True
            threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        """Stop listening, as a network that is cut: from now on nobody can reach it."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
        self.break_streams()

    def break_streams(self) -> None:
        """End every stream that is open."""
        with self.changed:
            self.generation = getattr(self, "generation", 0) + 1
            self.changed.notify_all()

    def lose_tokens(self) -> None:
        """Forget who is who, as after a restart of a server that keeps nothing."""
        self.tokens.clear()
        self.break_streams()

    def lose_what_runs(self) -> None:
        """Forget what is being answered, as a process that ends does."""
        for conversation in self.conversations:
            conversation.lost |= conversation.said
            conversation.said.clear()
        self.hold.set()
        self.hold = threading.Event()
        self.break_streams()

    def push(self, event: str, data: dict[str, Any], conversation: Conversation | None = None) -> None:
        """Tell a conversation something; the last one when none is named."""
        with self.changed:
            self._number += 1
            (conversation or self.conversations[-1]).events.append((self._number, event, data))
            self.changed.notify_all()

    def begin(self, body: dict[str, Any]) -> dict[str, Any]:
        """Give a token."""
        self.begun.append(body)
        known = self.tokens.pop(body.get("token", ""), None)
        if known is None:
            self.conversations.append(Conversation())
        token = uuid.uuid4().hex
        self.tokens[token] = known or self.conversations[-1]
        return {"token": token, "known": known is not None}

    def say(self, conversation: Conversation, body: dict[str, Any]) -> None:
        """Handle a message once, in the background."""
        with self.changed:
            if body["id"] in conversation.said:
                return
            conversation.said.add(body["id"])
            self.handled.append((conversation, body["text"]))
        threading.Thread(target=self._answer, args=(conversation, body), daemon=True).start()

    def _answer(self, conversation: Conversation, body: dict[str, Any]) -> None:
        told = {"answers": body["id"]}
        if self.types:
            self.push("typing", told, conversation)
        self.hold.wait(30)
        if body["id"] in conversation.lost:
            conversation.lost.remove(body["id"])
            return
        if self.fault is not None:
            self.push("fault", {**told, "text": self.fault, "code": self.fault_code}, conversation)
            return
        replies = self.answers.get(body["text"], [{"text": f"Ik hoorde: {body['text']}"}])
        for reply in [] if self.silent else replies:
            whole = {"text": "", "buttons": [], "custom": {}, **reply} if isinstance(reply, dict) else reply
            self.push("reply", {**whole, **told}, conversation)
        self.push("done", told, conversation)


def _handler(stand_in: StandIn) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def setup(self) -> None:
            super().setup()
            self.life = stand_in.life

        def _send(self, status: int, body: dict[str, Any] | None) -> None:
            raw = json.dumps(body).encode() if body is not None else b""
            self.send_response(status)
            self._allow()
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def _allow(self) -> None:
            # As Sanic-CORS does: a website that is not listed gets no header, and its browser keeps the answer from it.
            if (origin := self.headers.get("Origin", "")) in stand_in.listed:
                self.send_header("Access-Control-Allow-Origin", origin)

        def _conversation(self) -> Conversation | None:
            return stand_in.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "))

        def do_OPTIONS(self) -> None:
            self.send_response(204)
            self._allow()
            self.send_header("Access-Control-Allow-Headers", "authorization, content-type, last-event-id")
            self.send_header("Access-Control-Allow-Methods", "GET, POST")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.life != stand_in.life:
                return
            stand_in.headers.append(dict(self.headers))
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the page may have stopped waiting
                self._answer(self.path.removeprefix("/webhooks/widget"), body)

        def _answer(self, path: str, body: dict[str, Any]) -> None:
            if path == "/begin" and stand_in.refuse_to_begin:
                self._send(*stand_in.refuse_to_begin.pop(0))
                return
            if path == "/begin":
                self._send(200, stand_in.begin(body))
                return
            conversation = self._conversation()
            if conversation is None:
                self._send(401, {"fout": "Deze sessie is voorbij."})
            elif path == "/erase" and (not stand_in.erases or conversation in stand_in.keeps):
                self._send(503, {"fout": "Er loopt bij mij iets mis."})
            elif path == "/erase":
                stand_in.erasing += 1
                if stand_in.erases_when is not None:
                    stand_in.erases_when.wait(30)
                stand_in.erased.append(conversation)
                stand_in.tokens = {token: item for token, item in stand_in.tokens.items() if item is not conversation}
                self._send(200, {})
            elif stand_in.refusals:
                stand_in.refused.append(body)
                self._send(*stand_in.refusals.pop(0))
            else:
                stand_in.posts.append(body)
                stand_in.say(conversation, body)
                self._send(202, {})

        def _say_that_we_are_there(self) -> None:
            raw = b'{"status":"ok"}' if stand_in.there else b""
            self.send_response(200 if raw else 502)  # as the proxy before it says, that knows no lists
            if raw:
                self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def do_GET(self) -> None:
            if self.path == "/webhooks/widget/":
                self._say_that_we_are_there()
                return
            conversation = self._conversation()
            if conversation is None:
                self._send(401, {"fout": "Deze sessie is voorbij."})
                return
            self.send_response(200)
            self._allow()
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self._stream(conversation, int(self.headers.get("Last-Event-ID", "0")))

        def _stream(self, conversation: Conversation, last: int) -> None:
            stand_in.streams += 1
            generation = stand_in.generation
            self.wfile.write(b": ping\n\n")
            while True:
                with stand_in.changed:
                    fresh = [item for item in conversation.events if item[0] > last]
                    if not fresh:
                        if stand_in.generation != generation:
                            return
                        stand_in.changed.wait(0.5)
                for number, event, data in fresh:
                    text = json.dumps(data)
                    self.wfile.write(f"id: {number}\nevent: {event}\ndata: {text}\n\n".encode())
                    last = number

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler

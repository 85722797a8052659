"""A Slack of our own: signed messages in, and the answers that the assistant posts."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import httpx

SECRET = "geheim-van-de-test"
ANSWER_WITHIN = 30.0


class Slack:
    """What a workspace does with one assistant."""

    def __init__(self, address: str) -> None:
        """Remember where the assistant posts to."""
        self.settings: Mapping[str, str] = {
            "MAGDAT_SLACK_TOKEN": "xoxb-test",
            "MAGDAT_SLACK_SIGNING_SECRET": SECRET,
            "MAGDAT_SLACK_API": f"{address}/api",
        }
        self.posted: list[str] = []

    def say(self, rasa: str, user: str, text: str) -> str:
        """Send a direct message to the assistant and return what it posts in answer."""
        before = len(self.posted)
        event = {"type": "message", "channel_type": "im", "channel": f"D{user}", "user": user, "text": text}
        wrapped = {"type": "event_callback", "event": event, "authorizations": [{"user_id": "UBOT"}]}
        body = json.dumps(wrapped).encode()
        moment = str(int(time.time()))
        signature = hmac.new(SECRET.encode(), b"v0:" + moment.encode() + b":" + body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "X-Slack-Request-Timestamp": moment,
            "X-Slack-Signature": f"v0={signature}",
        }
        httpx.post(f"{rasa}/webhooks/slack/webhook", content=body, headers=headers, timeout=60).raise_for_status()
        deadline = time.monotonic() + ANSWER_WITHIN
        seen = -1
        while time.monotonic() < deadline and (len(self.posted) == before or len(self.posted) != seen):
            seen = len(self.posted)
            time.sleep(0.5)
        return "\n".join(self.posted[before:])


@contextlib.contextmanager
def slack() -> Iterator[Slack]:
    """Run a Slack on a free port."""
    workspace: Slack

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            form = json.loads(raw) if raw.startswith("{") else {key: found[0] for key, found in parse_qs(raw).items()}
            if self.path.endswith("chat.postMessage"):
                workspace.posted.append(json.dumps(form, ensure_ascii=False))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"ok": true}')

        def log_message(self, format: str, *arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    workspace = Slack(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield workspace
    finally:
        server.shutdown()
        server.server_close()

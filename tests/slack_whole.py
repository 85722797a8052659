"""A Slack that also brings the bot its own messages, opens direct messages, and gives back what was changed."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_here import BOT, Slack, event


@dataclass
class WholeSlack(Slack):
    """A workspace whose app subscribed to messages."""

    events_to: str = ""
    """The assistant to which Slack brings events; without, the app is subscribed to none."""

    keeps: bool = False
    """Whether Slack lets nothing be removed."""

    broken_answers: bool = False
    """Whether Slack takes nothing in threads."""

    def _called(self, method: str, authorization: str, content: Any) -> tuple[int, dict[str, Any]]:
        if method == "chat.delete" and self.keeps:
            return 200, {"ok": False, "error": "cant_delete_message"}
        if method == "chat.postMessage" and self.broken_answers and content.get("thread_ts"):
            return 503, {"ok": False, "error": "service_unavailable"}
        if method == "chat.postMessage" and str(content.get("channel")).startswith("U"):
            content = {**content, "channel": f"D{content['channel'][1:]}"}
        status, said = super()._called(method, authorization, content)
        if method == "chat.postMessage" and said["ok"]:
            said["channel"] = content["channel"]
            if self.events_to:
                kind = "im" if content["channel"].startswith("D") else "channel"
                facts = {"channel": content["channel"], "channel_type": kind, "thread_ts": content.get("thread_ts")}
                body = event(content["text"], user=BOT, bot_id="B1", ts=said["ts"], **facts)
                threading.Thread(target=self.bring, args=(self.events_to, body), daemon=True).start()
        return status, said

    def _calls_of_messages(self) -> list[Mapping[str, Any]]:
        changed = {(item["channel"], item["ts"]): item for item in self.of("chat.update")}
        messages = []
        for item in super()._calls_of_messages():
            now = changed.get((item["channel"], item["made"]), {})
            messages.append({**item, **{key: now[key] for key in ("text", "blocks") if key in now}})
        return messages

    def left(self, channel: str) -> list[Mapping[str, Any]]:
        """Return what still stands in a channel, threads included."""
        gone = self.desk.gone
        here = [item for item in self._calls_of_messages() if item["channel"] == channel]
        return [item for item in here if (channel, item["made"]) not in gone]

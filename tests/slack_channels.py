"""The channels of our own Slack: what people and the bot write there, and what the bot may read back."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Channels:
    """Messages of people, and reading them back as Slack gives them: newest first, in pages."""

    bot: str
    people: list[dict[str, Any]] = field(default_factory=list)
    gone: set[tuple[str, str]] = field(default_factory=set)
    shut: dict[str, str] = field(default_factory=dict)
    """What is said to the bot where it reads in these channels."""

    most: int = 100
    """Messages in a page, whatever is asked for."""

    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def write(self, channel: str, text: str, thread: str | None = None, user: str = "UANNA", **more: Any) -> str:
        """Let somebody write in a channel, in a thread of it or not; return the moment that it is called by."""
        moment = f"1700000001.{next(self._numbers):06d}"
        said = {"type": "message", "channel": channel, "user": user, "text": text, "ts": moment, **more}
        self.people.append({**said, "thread_ts": thread} if thread else said)
        return moment

    def answer(self, method: str, asked: Mapping[str, Any], ours: Sequence[Mapping[str, Any]]) -> tuple[int, Any]:
        """Answer a call that reads or removes messages."""
        channel = asked["channel"]
        if channel in self.shut:
            return 200, {"ok": False, "error": self.shut[channel]}
        messages = [item for item in self._all(channel, ours) if (channel, item["ts"]) not in self.gone]
        if method == "chat.delete":
            found = next((item for item in messages if item["ts"] == asked["ts"]), None)
            if found is None:
                return 200, {"ok": False, "error": "message_not_found"}
            if found["user"] != self.bot:
                return 200, {"ok": False, "error": "cant_delete_message"}
            self.gone.add((channel, asked["ts"]))
            return 200, {"ok": True}
        if method == "conversations.replies":
            parent = asked["ts"]
            shown = [item for item in messages if parent in (item["ts"], item.get("thread_ts"))]
            if not shown:
                return 200, {"ok": False, "error": "thread_not_found"}
            shown = [item for item in shown if self._within(item, asked) or item["ts"] == parent]
        else:
            top = [item for item in messages if item.get("thread_ts", item["ts"]) == item["ts"]]
            shown = [self._with_replies(item, messages) for item in reversed(top) if self._within(item, asked)]
        start = int(asked.get("cursor") or 0)
        page = shown[start : start + min(self.most, int(asked.get("limit") or self.most))]
        end = start + len(page)
        more = {"has_more": True, "response_metadata": {"next_cursor": str(end)}} if end < len(shown) else {}
        hidden = {"channel"} if asked.get("include_all_metadata") else {"channel", "metadata"}
        given = [{key: value for key, value in item.items() if key not in hidden} for item in page]
        return 200, {"ok": True, "messages": given, **more}

    def _all(self, channel: str, ours: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        bots = [
            {
                "type": "message",
                "user": self.bot,
                "bot_id": "B1",
                "ts": item["made"],
                **{
                    key: value
                    for key, value in item.items()
                    if key in {"channel", "text", "blocks", "thread_ts", "metadata"}
                },
            }
            for item in ours
        ]
        return sorted((item for item in [*bots, *self.people] if item["channel"] == channel), key=_moment)

    def _with_replies(self, item: dict[str, Any], messages: list[dict[str, Any]]) -> dict[str, Any]:
        replies = [other["ts"] for other in messages if other.get("thread_ts") == item["ts"] != other["ts"]]
        return {**item, "reply_count": len(replies), "latest_reply": max(replies)} if replies else item

    def _within(self, item: dict[str, Any], asked: Mapping[str, Any]) -> bool:
        oldest = str(asked.get("oldest") or "0")
        after = float(item["ts"]) > float(oldest)
        return after or (bool(asked.get("inclusive")) and float(item["ts"]) == float(oldest))


def _moment(item: Mapping[str, Any]) -> float:
    return float(item["ts"])

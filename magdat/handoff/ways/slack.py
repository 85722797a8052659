"""A Slack channel as a desk: a message a question, its thread the talk; what stands in the thread goes back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from magdat.handoff.events import Event
from magdat.handoff.failures import PermanentFailure, TemporaryFailure
from magdat.handoff.outbox import number_of
from magdat.handoff.receipts import Reason, Receipt
from magdat.handoff.tickets import Errand, Tickets
from magdat.handoff.ways.base import Outward
from magdat.handoff.ways.calls import MENDABLE, Calls, Missing, Unwelcome
from magdat.handoff.ways.round import Round
from magdat.handoff.ways.words import DeskWords
from magdat.slack.markup import escaped, mentions, pieces, plain, without_mention

if TYPE_CHECKING:
    from magdat.handoff.desk import Desk

NAME = "slack"

SECTION, SECTIONS = 3000, 4
"""Characters of one block, and blocks of one message: together less than Slack takes."""

PAGE = 200
"""Messages that are asked for at once."""

LEFT = "/elders"
"""What stands in that metadata behind a line, of the message that says that a question went on elsewhere."""

MARK = "magdat_regel"
"""The kind of the metadata by which a message of ours is known again."""

TOLD = frozenset({Event.TRANSFERRED, Event.CLOSED, Event.REOPENED, Event.BACK, Event.WITHDRAWN})
"""What the channel hears of what happened; who talks it sees itself."""

SAID = frozenset({None, "thread_broadcast", "file_share", "me_message"})
"""Kinds of messages in which a person says something."""

GONE = frozenset(
    {
        *("channel_not_found", "not_in_channel", "is_archived", "thread_not_found"),
        *("message_not_found", "cant_delete_message", "invalid_blocks", "msg_blocks_too_long", "invalid_arguments"),
    }
)
"""What Slack says when trying again is no use."""

RESTRICTED = "restricted_action"
"""What all that begins with it says the same of: that a channel or thread is closed to us by who manages it."""

UNWELCOME = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "missing_scope"})


class SlackDesk:
    """Carry questions to channels, and bring back what stands in their threads."""

    name = NAME

    def __init__(self, calls: Calls, channels: Mapping[str, str], words: DeskWords) -> None:
        """Keep what it works with.

        Args:
            calls: Slack's Web API, under the bot's token.
            channels: the id of the channel of each desk; that of the empty name is for all others.
            words: what people read there.
        """
        self._calls = calls
        self._channels = channels
        self._words = words
        self._bot = ""

    def carry(self, errand: Errand, text: Outward) -> str | None:
        """Post a question in its channel, and all that follows in the thread of it.

        Where the desk has another channel than the thread is in, the question went on: the whole talk begins a thread
        there, and the old one hears that and nothing more.

        Raises:
            TemporaryFailure: Slack is away, asks to slow down, or refuses the token.
            PermanentFailure: the channel is not there, or the bot is not in it.
        """
        place = self._channel(errand.ticket.desk)
        if errand.external is None:
            if not text.here:
                return None  # it went on before it came: whoever has it now does not read here
            return f"{place}:{self._post(errand, text, self._line(text), place)}"
        channel, _, thread = errand.external.partition(":")
        if text.here and channel != place:
            first, *more = _messages(self._words.whole(text))
            fresh = self._post(errand, text, first, place)
            for number, parts in enumerate(more, 2):
                self._post(errand, text, parts, place, fresh, f"/{number}")
            with contextlib.suppress(PermanentFailure):  # gone from there: whoever has it now has all of it
                self._post(errand, text, [self._words.elsewhere(text)], channel, thread, LEFT)
            return f"{place}:{fresh}"
        if text.happened is not None and text.happened.event is Event.TRANSFERRED and not text.here:
            self._post(errand, text, [self._words.elsewhere(text)], channel, thread)
        elif text.happened is None or text.happened.event in TOLD:
            self._post(errand, text, self._line(text), channel, thread)
            if text.after_others:
                for number, parts in enumerate(_messages(self._words.whole(text)), 2):
                    self._post(errand, text, parts, channel, thread, f"/{number}")
        return errand.external

    def look(self, desk: Desk, tickets: Tickets) -> int:
        """Give the desk what people wrote in threads since the last look; return how much was new.

        A channel that cannot be read holds up no other.

        Raises:
            TemporaryFailure: Slack is away, or asks to slow down.
        """
        threads: dict[str, dict[str, int]] = {}
        for key, external in tickets.externals(self.name):
            channel, _, thread = external.partition(":")
            threads.setdefault(channel, {})[thread] = key
        new, around = 0, Round(tickets, self.name)
        for channel, keys in threads.items():
            with around.at(channel):
                asked = {"channel": channel, "oldest": min(keys, key=float), "inclusive": True}
                for parent in list(self._messages("conversations.history", asked)):
                    thread, latest = str(parent.get("ts")), str(parent.get("latest_reply") or "0")
                    seen = tickets.bookmark(self.name, f"{channel}:{thread}") or thread
                    if thread in keys and float(latest) > float(seen):
                        new += self._thread(desk, tickets, channel, thread, number_of(keys[thread]), seen)
        around.end()
        return new

    def erase(self, number: str, external: str) -> bool:
        """Remove our own messages; ``False`` where others wrote in the thread too, for those we may not remove.

        Raises:
            TemporaryFailure: Slack is away, or asks to slow down.
        """
        channel, _, thread = external.partition(":")
        others = False
        try:
            for message in list(self._messages("conversations.replies", {"channel": channel, "ts": thread})):
                if message.get("bot_id") is None:
                    others = True
                    continue
                self._call("chat.delete", {"channel": channel, "ts": message["ts"]})
        except Missing:
            return not others
        return not others

    def tell_erased(self, receipt: Receipt) -> None:
        """Say so in the thread, where others wrote in it and what they wrote remains.

        Raises:
            TemporaryFailure: Slack is away, or asks to slow down.
            PermanentFailure: the thread is gone.
        """
        if receipt.reason is Reason.OLD:
            return
        channel, _, thread = str(receipt.external).partition(":")
        mark = f"{receipt.number}/gewist/{receipt.id}"
        if self._found({"channel": channel, "ts": thread}, mark) is None:
            self._said(channel, thread, receipt.number, [self._words.gone(receipt)], mark)

    def check(self) -> None:
        """Ask Slack who the token is of, and whether the bot may read the channels.

        Raises:
            DeliveryFailure: it does not work; the text says what is wrong.
        """
        self._call("auth.test", {})
        for channel in dict.fromkeys(self._channels.values()):
            self._call("conversations.history", {"channel": channel, "limit": 1})

    # --- what goes to Slack

    def _line(self, text: Outward) -> list[str]:
        """Return one line in the blocks of one message; what does not fit is cut, and says so."""
        first, *more = _messages(self._words.body(text, marked=False, in_a_channel=True))
        return [*first[:-1], f"{first[-1][: SECTION - 4]} […]"] if more else first

    def _post(
        self,
        errand: Errand,
        text: Outward,
        parts: Sequence[str],
        channel: str,
        thread: str | None = None,
        behind: str = "",
    ) -> str:
        """Post a message, unless it is there already; return what Slack calls it."""
        mark = f"{_mark(errand)}{behind}"
        if errand.attempt > 1 and (before := self._posted(errand, mark, channel, thread)) is not None:
            return before
        return self._said(channel, thread, self._words.title(text), parts, mark)

    def _said(self, channel: str, thread: str | None, title: str, parts: Sequence[str], mark: str) -> str:
        # As plain text nothing that a person typed can call everybody, or look like a link.
        blocks = [{"type": "section", "text": {"type": "plain_text", "text": part, "emoji": False}} for part in parts]
        message = {
            "channel": channel,
            "text": escaped(title),
            "blocks": blocks,
            "unfurl_links": False,
            "unfurl_media": False,
            "metadata": {"event_type": MARK, "event_payload": {"id": mark}},
            **({"thread_ts": thread} if thread is not None else {}),
        }
        return str(self._call("chat.postMessage", message)["ts"])

    def _posted(self, errand: Errand, mark: str, channel: str, thread: str | None) -> str | None:
        """Return the message of a line that arrived without anybody noting it."""
        if thread is not None:
            return self._found({"channel": channel, "ts": thread}, mark)
        return self._found({"channel": channel, "oldest": f"{max(0.0, errand.ticket.opened - 86_400):.6f}"}, mark)

    def _found(self, asked: Mapping[str, Any], mark: str) -> str | None:
        """Return the message in a channel, or in a thread, that is known by a mark."""
        method = "conversations.replies" if "ts" in asked else "conversations.history"
        for message in self._messages(method, {**asked, "include_all_metadata": True}):
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("id") == mark:
                return str(message["ts"])
        return None

    def _channel(self, desk: str) -> str:
        return self._channels.get(desk) or self._channels[""]

    # --- what comes from Slack

    def _thread(self, desk: Desk, tickets: Tickets, channel: str, thread: str, number: str, seen: str) -> int:
        new, heard = 0, desk.heard_by(number, self.name)
        asked = {"channel": channel, "ts": thread, "oldest": seen, "include_all_metadata": True}
        messages = list(self._messages("conversations.replies", asked))
        for message in messages:
            moment = str(message.get("ts"))
            if float(moment) <= float(seen) or moment == thread:
                continue
            if self._is_to_the_assistant(desk, number, message):
                self._tell(channel, thread, number, f"{number}/aan-de-bot/{moment}", self._words.to_the_assistant)
            else:
                read = min([heard, *(line - 1 for line in _lines_after(messages, moment))])
                new += self._take(desk, number, message, f"slack {channel} {moment}", read)
                if self._stays_open(desk, number, message, read):
                    self._tell(channel, thread, number, f"{number}/niet-gesloten/{moment}", self._words.not_closed)
            tickets.keep_bookmark(self.name, f"{channel}:{thread}", moment)
        return new

    def _take(self, desk: Desk, number: str, message: Mapping[str, Any], mark: str, read: int) -> bool:
        """Give one message to the desk; return whether it was new. ``read`` is the last line that stood above it."""
        if not desk.takes_from(number, self.name):
            return False  # the question went on in confidence: what stands in the old thread is not for who has it now
        if not _is_said(message):
            return False
        agent, text = f"slack {message.get('user', '')}", plain(str(message.get("text") or ""))
        if self._words.closes(text):
            return bool(desk.close(number, agent, way=self.name, mark=mark, seen=read))
        if message.get("files"):
            desk.note(number, agent, self._words.note_attached, mark=f"{mark} bijlage")
        if self._words.is_note(text):
            return desk.note(number, agent, text, mark=mark) is not None
        return bool(text.strip()) and desk.answer(number, agent, text, mark=mark, way=self.name) is not None

    def _stays_open(self, desk: Desk, number: str, message: Mapping[str, Any], read: int) -> bool:
        """Return whether a message would have closed a question, had the person not written more meanwhile."""
        if not _is_said(message) or not self._words.closes(plain(str(message.get("text") or ""))):
            return False
        return desk.takes_from(number, self.name) and desk.wrote_after(number, read)

    def _is_to_the_assistant(self, desk: Desk, number: str, message: Mapping[str, Any]) -> bool:
        """Return whether a colleague speaks to the bot itself: the person must not read that as their answer."""
        typed = str(message.get("text") or "")
        if not typed.lstrip().startswith("<@") or not _is_said(message) or not desk.takes_from(number, self.name):
            return False
        if not self._bot:
            self._bot = str(self._call("auth.test", {}).get("user_id") or "")
        if not mentions(typed.lstrip().partition(">")[0] + ">", self._bot):
            return False
        text = plain(without_mention(typed, self._bot))
        return not self._words.closes(text) and not self._words.is_note(text)

    def _tell(self, channel: str, thread: str, number: str, mark: str, words: str) -> None:
        """Say in the thread, once for each mark, what did not become of a message: it was not passed on, or closed."""
        with contextlib.suppress(PermanentFailure):  # the thread is closed to us: there is nobody to tell
            if self._found({"channel": channel, "ts": thread}, mark) is None:
                self._said(channel, thread, number, [words.format(nummer=number)], mark)

    def _messages(self, method: str, asked: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """Give what Slack has, page by page: newest first of a channel, oldest first of a thread."""
        cursor = ""
        while True:
            told = self._call(method, {**asked, "limit": PAGE, **({"cursor": cursor} if cursor else {})})
            yield from told.get("messages") or ()
            cursor = str((told.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return

    def _call(self, method: str, arguments: Mapping[str, Any]) -> Any:
        """Call a method; Slack says 200 also when it refuses."""
        told = self._calls.post(f"/{method}", arguments)
        if not isinstance(told, dict):
            raise TemporaryFailure("slack: an answer that is none")
        if told.get("ok") is True:
            return told
        fault = str(told.get("error") or "unknown")
        if fault in {"thread_not_found", "message_not_found"}:
            raise Missing(f"slack: {fault}")
        if fault in UNWELCOME:
            raise Unwelcome(f"slack: {fault}", MENDABLE)
        if fault in GONE or fault.startswith(RESTRICTED):
            raise PermanentFailure(f"slack: {fault}")
        raise TemporaryFailure(f"slack: {fault}")


def _is_said(message: Mapping[str, Any]) -> bool:
    """Return whether a person says something in a message."""
    return message.get("bot_id") is None and message.get("subtype") in SAID


def _lines_after(messages: Iterable[Mapping[str, Any]], moment: str) -> Iterator[int]:
    """Yield the lines that we put in a thread after a moment, by their ids."""
    for message in messages:
        payload = (message.get("metadata") or {}).get("event_payload") or {}
        line = str(payload.get("id") or "").split("/")[1:2]
        if message.get("bot_id") is not None and float(message.get("ts") or 0) > float(moment) and line:
            yield from [int(line[0])] if line[0].isdigit() else []


def _messages(text: str) -> list[list[str]]:
    """Return a text in blocks, by the messages that it takes."""
    parts = pieces(text, SECTION)
    return [parts[start : start + SECTIONS] for start in range(0, len(parts), SECTIONS)]


def _mark(errand: Errand) -> str:
    """Return what a message is known by: a line of a ticket, and its code, which another database does not have."""
    return f"{number_of(errand.ticket.key)}/{errand.line.id}/{errand.ticket.code[:12]}"

"""A Teams channel as a desk: a thread a question by the Bot Framework; what stands in the thread is brought to us."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import structlog

from magdat.handoff.events import Event
from magdat.handoff.failures import DeliveryFailure, PermanentFailure, TemporaryFailure
from magdat.handoff.receipts import Reason, Receipt
from magdat.handoff.tickets import Errand, Tickets
from magdat.handoff.ways.base import Outward
from magdat.handoff.ways.calls import MENDABLE, Calls, Missing, Unwelcome
from magdat.handoff.ways.words import DeskWords
from magdat.slack.markup import pieces
from magdat.teams.login import Login, LoginError
from magdat.teams.settings import TeamsSettings

if TYPE_CHECKING:
    from magdat.handoff.desk import Desk

logger = structlog.get_logger(__name__)

NAME = "teams"

THREAD = ";messageid="
"""What stands in the name of a conversation between that of its channel and that of the message that began it."""

BEGINNINGS = "teams"
"""Below the service of the Bot Framework, where a talk begins of which no address is known yet."""

MOST_BYTES = 20_000
"""Bytes of a text: Teams takes 28 kB with all that goes along."""

WIDEST = 4
"""Bytes of one character at most."""

TOLD = frozenset({Event.TRANSFERRED, Event.CLOSED, Event.REOPENED, Event.BACK, Event.WITHDRAWN})
"""What the channel hears of what happened; who talks it sees itself."""

_CHANNEL = re.compile(r"19:[^\s;,/]+@thread\.(?:tacv2|skype)")


class TeamsDesk:
    """Carry questions to channels; what people write in their threads comes by :meth:`take`."""

    name = NAME

    def __init__(self, settings: TeamsSettings, channels: Mapping[str, str], words: DeskWords) -> None:
        """Keep what it works with.

        Args:
            settings: the app, and the service of the Bot Framework.
            channels: the id of the channel of each desk; that of the empty name is for all others.
            words: what people read there.

        Raises:
            ValueError: what should be a channel is none.
        """
        for channel in channels.values():
            if _CHANNEL.fullmatch(channel) is None:
                raise ValueError(f"a channel is written as 19:…@thread.tacv2, not {channel!r}")
        self._settings = settings
        self._channels = channels
        self._words = words
        self._login = Login(settings)

    def carry(self, errand: Errand, text: Outward) -> str | None:
        """Begin a thread in the channel of a desk, and put all that follows in it.

        Where the desk has another channel than the thread is in, the question went on: the whole talk begins a thread
        there, and the old one hears that and nothing more.

        Nobody can ask Teams whether a message is there, or tell it that one is the same: after a crash at the wrong
        moment it stands there twice.

        Raises:
            TemporaryFailure: Teams is away, asks to slow down, or refuses the token.
            PermanentFailure: the channel is not there, or the app is not in the team.
        """
        place = self._channels.get(errand.ticket.desk) or self._channels[""]
        old, body = errand.external, self._words.body(text, marked=False, in_a_channel=True)
        if old is None:
            # What went on before it came is no longer for whoever reads here.
            return self._begun(place, _cut(body)) if text.here else None
        if text.here and old.partition(THREAD)[0] != place:
            return self._moved(old, place, text)
        if text.happened is not None and text.happened.event is Event.TRANSFERRED and not text.here:
            self._add(old, self._words.elsewhere(text))
        elif text.happened is None or text.happened.event in TOLD:
            self._add(old, _cut(body))
            for part in pieces(self._words.whole(text), MOST_BYTES // WIDEST) if text.after_others else ():
                self._add(old, part)
        return old

    def look(self, desk: Desk, tickets: Tickets) -> int:
        """Return 0: Teams brings what is said."""
        return 0

    def erase(self, number: str, external: str) -> bool:
        """Remove the question; always ``False``, for what followed in its thread remains there.

        Raises:
            TemporaryFailure: Teams is away, or asks to slow down.
        """
        _, _, message = external.partition(THREAD)
        with contextlib.suppress(Missing):
            self._call("delete", f"{_at(external)}/activities/{quote(message, safe='')}")
        return False

    def tell_erased(self, receipt: Receipt) -> None:
        """Say so in the thread.

        Raises:
            TemporaryFailure: Teams is away, or asks to slow down.
            PermanentFailure: the thread is gone.
        """
        if receipt.reason is Reason.OLD:
            return
        self._add(str(receipt.external), self._words.gone(receipt))

    def check(self) -> None:
        """Log in, and ask who is in the channels: that only the app of a team may.

        Raises:
            DeliveryFailure: it does not work; the text says what is wrong.
        """
        for channel in dict.fromkeys(self._channels.values()):
            self._call("get", f"{_at(channel)}/pagedmembers")

    def take(self, desk: Desk, number: str, said: str, *, thread: str, person: str, mark: str, attached: bool) -> bool:
        """Give what somebody wrote in the thread of a question to its desk; return whether it was new.

        Args:
            desk: the service behind all desks.
            number: the question.
            said: plain text, without the name of the app.
            thread: what Teams calls the thread.
            person: what Teams calls who wrote it.
            mark: what tells this message from any other.
            attached: whether something hung on it.

        Raises:
            StorageError: it could not be kept; Teams has to bring it again.
        """
        agent = f"teams {hashlib.sha256(person.encode()).hexdigest()[:12]}"
        if not desk.takes_from(number, self.name):
            return False
        if self._words.closes(said):
            return self._close(desk, number, agent, mark, thread)
        if attached:
            desk.note(number, agent, self._words.note_attached, mark=f"{mark} bijlage")
        if self._words.is_note(said):
            return desk.note(number, agent, said, mark=mark) is not None
        return bool(said.strip()) and desk.answer(number, agent, said, mark=mark, way=self.name) is not None

    def _close(self, desk: Desk, number: str, agent: str, mark: str, thread: str) -> bool:
        """Close a question, unless the person wrote what did not come to the thread yet: that is said there, once."""
        if desk.came(mark):
            return False  # Teams brings it again, and by now the thread may hold what nobody had read
        seen = desk.heard_by(number, self.name)
        if desk.close(number, agent, way=self.name, mark=mark, seen=seen, once=True):
            return True
        if desk.wrote_after(number, seen):
            try:
                self._add(thread, self._words.not_closed.format(nummer=number))
            except DeliveryFailure as failure:  # what the person wrote comes there all the same
                logger.warning("handoff.not_closed_not_told", number=number, way=self.name, reason=str(failure))
        return False

    def _moved(self, old: str, place: str, text: Outward) -> str:
        """Begin a thread with the whole talk in another channel; return what Teams calls it."""
        first, *more = pieces(self._words.whole(text), MOST_BYTES // WIDEST)
        fresh = self._begun(place, first)
        # Nobody can ask Teams what is there, and another try would begin another thread: what fails from here is left.
        told = {"number": text.number, "way": self.name}
        try:
            for part in more:
                self._add(fresh, part)
        except DeliveryFailure as failure:
            logger.error("handoff.talk_cut_short", **told, reason=str(failure))
        try:
            self._add(old, self._words.elsewhere(text))
        except DeliveryFailure as failure:
            logger.warning("handoff.old_thread_not_told", **told, reason=str(failure))
        return fresh

    def _add(self, thread: str, text: str) -> None:
        """Put a message in a thread."""
        self._call("post", f"{_at(thread)}/activities", {**self._message(text), "conversation": {"id": thread}})

    def _begun(self, channel: str, text: str) -> str:
        """Begin a thread; return what Teams calls it."""
        told = self._call(
            "post",
            "/v3/conversations",
            {
                "isGroup": True,
                "bot": self._bot,
                "tenantId": self._settings.tenant,
                "channelData": {"channel": {"id": channel}, "tenant": {"id": self._settings.tenant}},
                "activity": self._message(text),
            },
        )
        name = str(told.get("id") or "") if isinstance(told, dict) else ""
        if not name.startswith(f"{channel}{THREAD}"):
            raise TemporaryFailure("teams: an answer that names no thread")
        return name

    @property
    def _bot(self) -> dict[str, str]:
        return {"id": f"28:{self._settings.app_id}"}

    def _message(self, text: str) -> dict[str, Any]:
        # As plain text nothing that a person typed can call anybody, or look like a link with another name.
        return {"type": "message", "text": text, "textFormat": "plain", "from": self._bot}

    def _call(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> Any:
        try:
            token = self._login.fetch()
        except LoginError as error:
            raise Unwelcome(f"teams: {error}", MENDABLE) from None
        service = f"{self._settings.services[0]}{BEGINNINGS}"
        calls = Calls("teams", service, {"Authorization": f"Bearer {token}"})
        try:
            return getattr(calls, method)(path, *([content] if content is not None else []))
        except Unwelcome as error:
            self._login.forget()
            if "403" in str(error):  # which is said of a team that the app is not in
                raise PermanentFailure(str(error)) from None
            raise


def _at(conversation: str) -> str:
    return f"/v3/conversations/{quote(conversation, safe='')}"


def _cut(text: str) -> str:
    """Return a text that fits in a message."""
    raw = text.encode()
    return text if len(raw) <= MOST_BYTES else f"{raw[:MOST_BYTES].decode(errors='ignore')} […]"

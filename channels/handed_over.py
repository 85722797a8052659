"""Whoever passed something on is heard before Rasa: what they type may be for a person, or about their question."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog

from channels import threads
from channels.base import Gathering, Incoming, Outgoing, Reply
from channels.reading import READING, NotRead, Reading
from magdat.conversation.moves.recipient import BULLYING, right_person
from magdat.desks.opening import open_counter
from magdat.files.documents import parse, read_document
from magdat.files.problems import DocumentError
from magdat.guidance.model import Deed, Gestures, danger_in
from magdat.handoff.absence import absence
from magdat.handoff.doubts import Doubts, Memory
from magdat.handoff.draft import is_being_made
from magdat.handoff.exchange import Heard, Typed
from magdat.handoff.following import load_follow_up_talk
from magdat.handoff.numbers import number_of
from magdat.handoff.person_talk import PersonTalk
from magdat.handoff.promise import promised
from magdat.handoff.said import Said
from magdat.handoff.talk import load_talk
from magdat.handoff.tickets import Status, Ticket, Tickets
from magdat.privacy.pseudonym import Pseudonyms
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.storage.stores import open_short_lived
from magdat.understanding import Understanding
from magdat.wording.phrases import Phrases

FEW = 6
"""Words at most of «wis mijn gesprek»; a longer text is one for the desk."""

logger = structlog.get_logger(__name__)


class HandedOver:
    """Hear a message before Rasa does."""

    def __init__(
        self,
        opened: Callable[[], PersonTalk],
        tickets: Tickets,
        pseudonyms: Pseudonyms,
        phrases: Phrases,
        drafts: Memory,
        *,
        shared: bool = False,
    ) -> None:
        """Keep what it works with.

        Args:
            opened: opens what hears, once it can be; it needs the policy, which may be broken.
            tickets: tells who has a conversation while that is so.
            pseudonyms: what senders are called here.
            phrases: the wording.
            drafts: what is being made, where the action server shares that with this process.
            shared: whether it does; then what this process remembers of a conversation is not believed, since another
                may have answered it meanwhile.
        """
        self._opened = opened
        self._tickets = tickets
        self._pseudonyms = pseudonyms
        self._phrases = phrases
        self._drafts = drafts
        self._shared = shared

    async def hear(
        self,
        incoming: Incoming,
        text: str,
        key: str,
        address: Mapping[str, Any] | None,
        mark: str,
        *,
        private: bool,
        drafting: bool = False,
    ) -> tuple[tuple[Reply, ...], Heard]:
        """Return what is said at once, and what became of a message.

        Args:
            incoming: who wrote it, and where.
            text: what Rasa would read.
            key: the pseudonym of person and place.
            address: the way back; ``None`` where the channel brings nothing by itself.
            mark: what tells this message from any other.
            private: whether answers can be shown here to the person alone.
            drafting: whether a question is being made here, as far as this process knows; others may know of one too.

        Raises:
            StorageError: it cannot be known who has the conversation, or not be relayed: the policy cannot be used.
        """
        heard = await threads.kept(self._hear, incoming, text, key, address, mark, private, drafting)
        return tuple(Reply(told.text, custom=told.custom, claim=told.claim) for told in heard.replies), heard

    @staticmethod
    async def told(heard: Heard, outgoing: Outgoing | None = None) -> None:
        """Note that what was said at once went out; where it cannot be noted, it is said once more, no harm done.

        Where ``outgoing`` only gathers what is said, it is noted when that goes.
        """

        async def note() -> None:
            with contextlib.suppress(StorageError):
                await threads.late(threads.kept(heard.told))

        if not any(reply.heard or reply.claim for reply in heard.replies):
            return
        if outgoing is not None and isinstance(outgoing, Gathering):
            outgoing.when_sent(note)
        else:
            await note()

    def _hear(
        self,
        incoming: Incoming,
        text: str,
        key: str,
        address: Mapping[str, Any] | None,
        mark: str,
        private: bool,
        drafting: bool,
    ) -> Heard:
        there = (incoming.person, incoming.channel, incoming.tenant, incoming.place)
        names = list(dict.fromkeys((key, *self._pseudonyms.all_at(*there, lately=True))))
        try:
            talk = self._opened()
        except DocumentError:
            return self._without_policy(names)
        typed = Typed(
            text=text,
            conversation=key,
            names=names,
            everywhere=lambda: [*names, *self._pseudonyms.candidates(incoming.person)],
            channel=incoming.channel,
            address=address,
            mark=mark,
            private=private,
            drafting=lambda: (drafting and not self._shared) or is_being_made(self._drafts, key),
        )
        return talk.hear(typed)

    def _without_policy(self, names: list[str]) -> Heard:
        """Refuse what is for a person who talks while nothing can be relayed: that is said, or it is tried again."""
        found = [self._tickets.current(name) for name in names]
        human = any(ticket is not None and ticket.status is Status.HUMAN for ticket in found)
        if not human:
            return Heard()
        logger.error("gate.not_relayed", why="the policy cannot be used")
        raise StorageError("the policy cannot be used, so nothing can be relayed")


def open_handed_over(
    settings: Settings, tickets: Tickets, pseudonyms: Pseudonyms, phrases: Phrases, reading: Reading = READING
) -> HandedOver:
    """Return what hears messages before Rasa.

    Args:
        settings: where everything is.
        tickets: who has a conversation.
        pseudonyms: what senders are called here.
        phrases: the wording.
        reading: tells what a text is about that goes to an ordinary desk.

    Raises:
        DocumentError: how people talk about what they passed on cannot be read.
    """
    talk = load_follow_up_talk(settings.guidance / "opvolgen.yml")
    gestures = parse(Gestures, read_document(settings.guidance / "gebaren.yml"))

    drafts, seal = open_short_lived(settings).drafts, Seal.opened(settings.state, settings.post_key)

    def in_danger(text: str) -> str | None:
        danger = danger_in(gestures.danger, text)
        return danger.says.value if danger is not None else None

    def erases(text: str) -> bool:
        erasing = (item for item in gestures.gestures if item.deed is Deed.ERASE)
        return len(text.split()) <= FEW and any(item.fits(text) for item in erasing)

    def opened() -> PersonTalk:
        counter = open_counter(settings)

        def promise(desk: str, since: float) -> str | None:
            found, now = counter.desks().get(desk), dt.datetime.now(dt.timezone.utc)
            begun = dt.datetime.fromtimestamp(since, dt.timezone.utc)
            return promised(phrases, found, now, begun) if found is not None else None

        def absent(ticket: Ticket, talk: Sequence[Said]) -> tuple[str, str] | None:
            found, number = counter.desks().get(ticket.desk), number_of(ticket.key)
            return absence(phrases, found, number, talk, counter.desk.unanswered(talk)) if found is not None else None

        def confidant(text: str, in_talk: bool) -> str | None:
            try:
                understanding = reading.understood(text)
            except NotRead as error:  # it is better to ask once too often than to tell on
                logger.error("gate.not_read", why=str(error))
                understanding = Understanding(text, ((BULLYING, 1.0),), {})
            try:
                return right_person(counter.in_use(), understanding, in_talk=in_talk)
            except DocumentError:  # which the log tells; nobody can be named then
                return phrases.say("vertrouwd_onbekend")

        return PersonTalk(
            counter.desk,
            talk,
            phrases.say,
            in_danger=in_danger,
            erases=erases,
            confidant=confidant,
            doubts=Doubts(drafts, seal.digest),
            says_yes=load_talk(settings.guidance / "doorgeven.yml").says_yes,
            promise=promise,
            absence=absent,
        )

    # At the first message otherwise, when somebody mended the policy, or the database is back.
    with contextlib.suppress(DocumentError, StorageError):
        opened()
    return HandedOver(opened, tickets, pseudonyms, phrases, drafts, shared=settings.redis is not None)

"""Somebody who passed questions on to several desks, and what they type and read; only the model is left out."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from magdat.files.documents import parse, read_document
from magdat.guidance.model import Gestures, danger_in
from magdat.handoff.desk import Desk
from magdat.handoff.doubts import Doubts
from magdat.handoff.exchange import Heard, Typed
from magdat.handoff.following import load_follow_up_talk
from magdat.handoff.message import Handoff
from magdat.handoff.person_talk import PersonTalk
from magdat.handoff.talk import load_talk
from magdat.handoff.tickets import Status, Tickets
from magdat.policy.service_desks import ServiceDesk
from magdat.privacy.seal import Seal
from magdat.privacy.sealed_reply import bound_letter
from magdat.storage.letters import Letter, Way
from magdat.storage.memory.letters import MemoryLetters
from magdat.storage.memory.short_lived import MemoryDrafts, MemoryLimits
from magdat.wording.phrases import load_phrases

GUIDANCE = Path(__file__).resolve().parents[3] / "leidraad"
PHRASES, TALK = load_phrases(GUIDANCE / "zinnen.yml"), load_follow_up_talk(GUIDANCE / "opvolgen.yml")
GESTURES = parse(Gestures, read_document(GUIDANCE / "gebaren.yml"))
PERSON = "p-" + "0" * 32
DESKS = {
    "helpdesk": ServiceDesk("helpdesk", "de helpdesk", None, "helpdesk"),
    "hr": ServiceDesk("hr", "de personeelsdienst", None, "hr"),
    "an": ServiceDesk("an", "An", None, "vertrouwenspersoon", confidential=True),
    "els": ServiceDesk("els", "Els", None, "preventieadviseur", confidential=True),
}


def in_danger(text: str) -> str | None:
    danger = danger_in(GESTURES.danger, text)
    return danger.says.value if danger is not None else None


class People:
    """One person at one place, and the desks that they talk with."""

    def __init__(self, tickets: Tickets, clock: Callable[[], float], *, told: bool = True) -> None:
        """Begin with nothing passed on; without ``told`` the channel brings nothing by itself."""
        self.tickets, self.letters, self.seal, self.told = tickets, MemoryLetters(clock), Seal.passing(), told
        self.desk = Desk(
            tickets,
            self.seal,
            ways_of=lambda desk: () if DESKS[desk].confidential else ("rt",),
            desks=lambda: DESKS,
            send=lambda channel, who, content, name: self.letters.send(Letter(channel, who, content), name),
            say=PHRASES.say,
            limits=MemoryLimits(clock),
            clock=clock,
            needs_none=TALK.needs_none,
        )
        self.talk = PersonTalk(
            self.desk,
            TALK,
            PHRASES.say,
            in_danger=in_danger,
            erases=lambda text: text == "wis mijn gesprek",
            confidant=lambda text, _in_talk: "An, tel. 12" if "pest" in text.lower() else None,
            doubts=Doubts(MemoryDrafts(clock), self.seal.digest),
            says_yes=load_talk(GUIDANCE / "doorgeven.yml").says_yes,
        )
        self._marks = itertools.count()

    def ask(self, desk: str, *, who: str = PERSON, message: str = "Mag dat?", **more: Any) -> str:
        """Pass a question on; return its number."""
        return self.opened(desk, who=who, message=message, **more).number

    def opened(self, desk: str, *, who: str = PERSON, message: str = "Mag dat?", **more: Any) -> Any:
        where = {"conversation": who, "channel": "widget", "address": {"chat": 1} if self.told else None}
        return self.desk.open(Handoff(message, **more), desk=desk, mark=f"vraag {next(self._marks)}", **where)

    def answers(self, number: str, text: str) -> None:
        """Let somebody of the desk of a question answer it."""
        assert self.desk.answer(number, "iemand", text, mark=f"antwoord {next(self._marks)}") is not None

    def types(
        self, text: str, *, mark: str | None = None, who: str = PERSON, names: tuple[str, ...] = (), hears: bool = True
    ) -> Heard:
        """Type something; without ``hears`` what is said to it does not get there."""
        mark = mark or f"bericht {next(self._marks)}"
        address = {"chat": 1} if self.told else None
        every = (who, *names)
        heard = self.talk.hear(Typed(text, who, every, lambda: every, "widget", address, mark))
        if hears:
            heard.told()
        return heard

    def reads(self) -> list[str]:
        """Return what was brought since the last time."""
        found = []
        while (held := self.letters.take(Way.OUT, ["widget"])) is not None:
            letter = held.letter
            kept = json.loads(self.seal.open(letter.content, bound_letter("out", "widget", letter.conversation)))
            found.append(kept["reply"]["text"])
            self.letters.done(held)
        return found

    def said(self, number: str) -> list[str]:
        """Return what was said in a question after it."""
        return [line.text for line in self.desk.talk(number) if line.text][1:]

    def happened(self, number: str) -> list[str]:
        return [line.happened.code for line in self.desk.talk(number) if line.happened is not None]

    def status(self, number: str) -> Status:
        ticket = self.desk.of(number)
        assert ticket is not None
        return ticket.status


def texts(heard: Heard) -> str:
    """Return all that was said at once."""
    return "\n".join(reply.text for reply in heard.replies)

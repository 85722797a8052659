"""What becomes of a message of somebody who passed something on, before the assistant reads it.

While a person of a desk talks, what is typed goes to them and the assistant is silent. Numbers, codes, «trek mijn vraag
in» and «terug naar de assistent» are answered here, wherever they are typed. All else is for the assistant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

from magdat.handoff.desk import Desk, Standing, TooMany
from magdat.handoff.desk_titles import called
from magdat.handoff.doubts import Doubts
from magdat.handoff.exchange import STANDS, Heard, Told, Typed
from magdat.handoff.following import FollowUpTalk, Want, Wish
from magdat.handoff.said import Said
from magdat.handoff.tickets import Author, Status, Ticket
from magdat.handoff.ways.person import ANSWER, ASKS, TOPIC, Say, told

MOST_SHOWN = 5
"""Answers of a desk that are shown again to whoever asks how it stands."""


class PersonTalk:
    """Hear what people type before the assistant does."""

    def __init__(
        self,
        desk: Desk,
        talk: FollowUpTalk,
        say: Say,
        *,
        in_danger: Callable[[str], str | None],
        erases: Callable[[str], bool],
        confidant: Callable[[str, bool], str | None],
        doubts: Doubts,
        says_yes: Callable[[str], bool] = lambda _text: False,
        promise: Callable[[str, float], str | None] = lambda _desk, _since: None,
        absence: Callable[[Ticket, Sequence[Said]], tuple[str, str] | None] = lambda _ticket, _talk: None,
    ) -> None:
        """Keep what it works with.

        Args:
            desk: the service behind all desks.
            talk: how people talk about what they passed on.
            say: the wording.
            in_danger: the name of the sentence with the numbers to call, where a text tells of danger.
            erases: whether somebody wants their conversation erased.
            confidant: who is the right person for a text that tells of something confidential, and whether it was
                typed in a talk; ``None`` of any other.
            doubts: knows what was held back from ordinary desks for that.
            says_yes: whether a text holds the words for yes and no other.
            promise: what a desk promises of a question that was passed on at a moment (seconds since 1970).
            absence: the step and the sentence for whoever typed the last line of a talk while nobody is there.
        """
        self._desk = desk
        self._talk = talk
        self._say = say
        self._in_danger = in_danger
        self._erases = erases
        self._confidant = confidant
        self._doubts = doubts
        self._says_yes = says_yes
        self._promise = promise
        self._absence = absence

    def hear(self, typed: Typed) -> Heard:
        """Return what comes of a message.

        Raises:
            StorageError: it cannot be known or kept; nothing was changed.
        """
        passed_on = self._desk.passed_on(typed.names)
        owner = self._desk.listener(*typed.names) if passed_on else None
        wish = self._talk.wish_in(typed.text)
        if wish is not None and wish.want not in {Want.ADD, Want.CODE} and self._in_danger(typed.text) is not None:
            wish = None  # whoever talks reads it, or the assistant does: either way they get the numbers to call
        agreed = self._agreed(typed, wish, owner)  # before the rest, since it says where the question is now
        fetched = self._fetched(typed) if passed_on and typed.address is None else ()
        if agreed is not None:
            return agreed.after(fetched)
        try:
            answered = self._wished(typed, wish, owner) if wish is not None else None
            if answered is None and owner is not None and owner.status is Status.HUMAN:
                answered = self._relayed(typed, owner)
        except TooMany:
            answered = Heard((self._told("te_snel"),), ends=True)
        return (answered or Heard()).after(fetched)

    def _agreed(self, typed: Typed, wish: Wish | None, owner: Ticket | None) -> Heard | None:
        """Let a question go on to the desk for which its person was asked, and says yes; ``None`` of anything else."""
        named = wish is not None and wish.want is Want.PASS_ON
        if not named and not self._says_yes(typed.text):
            return None
        if self._desk.came(_consent(typed)):  # it is brought again, and did what it says
            return Heard(ends=True, relayed=typed.address is not None)
        if wish is not None and named:
            mine = [item for item in self._desk.standings(typed.everywhere()) if item.ticket.key == wish.number]
            return self._passed_on(typed, mine[-1], wish.text) if mine else None
        if owner is None or owner.status is not Status.HUMAN:
            return None
        others = [item.number for item in self._desk.standings(typed.everywhere())]
        to = self._desk.asked_just_now(_number(owner), others)
        return self._goes_on(typed, owner, to) if to is not None else None

    def _passed_on(self, typed: Typed, standing: Standing, named: str) -> Heard | None:
        asked = self._desk.asked(standing.number)
        if not asked:
            return None  # it may be anything else: «geef MD-0007 aan mijn collega»
        titles = {desk: self._desk.title_of(desk) for desk in asked}
        to = list(asked) if not named and len(asked) == 1 else called(named, titles)
        if typed.private and (not to or len(to) > 1):
            return Heard((*self._question(standing),), ends=True)
        return self._goes_on(typed, standing.ticket, to[-1] if to else asked[-1])

    def _goes_on(self, typed: Typed, ticket: Ticket, to: str) -> Heard:
        if not typed.private:
            return Heard((self._told("opvolgen_onder_ons"),), ends=True)
        number = _number(ticket)
        if not self._desk.goes_on(number, to, mark=_consent(typed)):
            current = self._desk.of(number) or ticket
            return Heard(
                (self._told("mens_door_niet", wie=self._desk.title_of(current.desk), nummer=number),), ends=True
            )
        if ticket.conversation in typed.names:  # there a letter says so, or what is fetched
            return Heard(ends=True, relayed=typed.address is not None)
        return Heard((self._told("mens_elders", wie=self._desk.title_of(to), nummer=number),), ends=True)

    def _question(self, standing: Standing) -> list[Told]:
        """Return what a desk asked of whether a question may go on, as long as that is open."""
        return [
            Told(
                self._say(ASKS, wie=standing.desk, nummer=standing.number, naar=self._desk.title_of(desk)),
                _custom(standing, ASKS),
            )
            for desk in self._desk.asked(standing.number)[-1:]
        ]

    def _relayed(self, typed: Typed, owner: Ticket) -> Heard | None:
        """Give a message to the person who talks; ``None`` when nobody does any more."""
        if self._erases(typed.text):
            return None
        title, number = self._desk.title_of(owner.desk), _number(owner)
        if typed.text.startswith("/"):  # a button of before: nobody of the desk could make anything of it
            return Heard((self._told("mens_luistert", wie=title, nummer=number),), ends=True)
        if (held := self._held_back(typed, owner, typed.text, in_talk=True)) is not None:
            return Heard((held,), ends=True)
        line = self._desk.relay(owner, typed.text, mark=typed.mark, conversations=typed.names)
        current = self._desk.of(number)
        if line is None and (current is None or current.status is not Status.HUMAN):
            # Another began to talk at this very moment, or nobody does any more.
            return self._relayed_on(typed, owner)
        absent = self._absence(owner, self._desk.talk(number)) if line is not None else None
        nobody = (Told(absent[1], {"onderwerp": TOPIC, "stap": absent[0], "nummer": number}),) if absent else ()
        return Heard((*self._numbers(typed.text), *nobody), ends=True, relayed=True)

    def _relayed_on(self, typed: Typed, owner: Ticket) -> Heard | None:
        """Give a message to whoever has the conversation instead; but nothing of a confidential desk to an ordinary."""
        other = self._desk.listener(*typed.names)
        if other is None or other.status is not Status.HUMAN or other.key == owner.key:
            return None
        confided = self._desk.is_confidential(owner.desk) and not self._desk.is_confidential(other.desk)
        return None if confided else self._relayed(typed, other)

    def _held_back(self, typed: Typed, ticket: Ticket, text: str, *, in_talk: bool = False) -> Told | None:
        """Return who is the right person, of a text that an ordinary desk does not get unless somebody insists.

        Whoever is in danger is not held up: a person who reads it can help.
        """
        if self._desk.is_confidential(ticket.desk) or self._doubts.insisted(ticket.key):
            return None
        if self._in_danger(text) is not None or (right := self._confidant(text, in_talk)) is None:
            return None
        if not self._doubts.hold(ticket.key, text, typed.mark):
            return None
        title = self._desk.title_of(ticket.desk)
        told = self._told("vertrouwelijk_niet_bij", wie=title, nummer=_number(ticket), vertrouwd=right)
        return replace(told, heard=lambda: self._doubts.told(ticket.key, typed.mark))

    def _numbers(self, text: str) -> tuple[Told, ...]:
        """Return the numbers to call, where a text tells of danger."""
        danger = self._in_danger(text)
        return (Told(self._say(danger), {"onderwerp": None, "gevaar": True}),) if danger is not None else ()

    def _wished(self, typed: Typed, wish: Wish, owner: Ticket | None) -> Heard | None:
        if not typed.private and wish.surely and wish.want is not Want.NAMED:
            return Heard((self._told("opvolgen_onder_ons"), *self._numbers(typed.text)), ends=True)
        if wish.want is Want.BACK:
            return self._back(typed)
        if wish.want is Want.CODE:
            return self._by_code(typed, wish, owner)
        if self._is_about_the_draft(typed, wish, owner):
            return None
        if wish.want in {Want.PASS_ON, Want.NAMED} and owner is not None and owner.status is Status.HUMAN:
            return None  # it is for whoever talks
        mine = self._desk.standings(typed.everywhere())
        named = [item for item in mine if wish.number is None or item.ticket.key == wish.number]
        if wish.want in {Want.STANDING, Want.PASS_ON}:
            return self._standing(typed, wish, named)
        if wish.want is Want.NAMED:
            return self._named(typed, wish, named)
        if wish.want is Want.ADD:
            if wish.number is None and owner is not None and owner.status is Status.HUMAN:
                # In the middle of a talk it is meant for whoever talks, not for the latest question elsewhere.
                named = [item for item in mine if item.ticket.key == owner.key]
            return self._added(typed, wish, named)
        return self._withdrawn(wish, named)

    @staticmethod
    def _is_about_the_draft(typed: Typed, wish: Wish, owner: Ticket | None) -> bool:
        """Return whether a wish without a number is about what is being made, and so for the assistant.

        A longer text that names a question is itself what is being made.
        """
        if wish.want is not Want.NAMED and (wish.number is not None or wish.want not in {Want.ADD, Want.WITHDRAW}):
            return False
        return (owner is None or owner.status is not Status.HUMAN) and typed.drafting()

    def _back(self, typed: Typed) -> Heard | None:
        left = self._desk.back_to_bot(*typed.names)
        if not left:
            return None
        keys = ("mens_terug", *["mens_terug_ook"] * (len(left) - 1))
        parts = ({"wie": self._desk.title_of(ticket.desk), "nummer": _number(ticket)} for ticket in left)
        return Heard(tuple(self._told(key, **part) for key, part in zip(keys, parts, strict=True)), ends=True)

    def _standing(self, typed: Typed, wish: Wish, found: Sequence[Standing]) -> Heard | None:
        if not found:
            return self._unknown(wish)
        if not typed.private:
            return Heard((self._told("opvolgen_onder_ons"),), ends=True)
        standing = found[-1]
        where = [self._where(standing), *self._answers(standing), *self._question(standing)]
        return Heard(tuple(self._noted(standing, where)), ends=True)

    def _named(self, typed: Typed, wish: Wish, found: Sequence[Standing]) -> Heard | None:
        """Say where a question stands that a text names, and how that text gets to whoever has it."""
        there = bool(found) and found[-1].status is not Status.WITHDRAWN
        if not there and not wish.surely:
            return None
        if not typed.private:
            return Heard((self._told("opvolgen_onder_ons"),), ends=True)
        confided = bool(found) and self._desk.is_confidential(found[-1].ticket.desk)
        if not confided and self._confidant(typed.text, True):
            return None  # the assistant says who helps with that
        if not there:
            return self._standing(typed, wish, found)
        standing = found[-1]
        key = "nummer_genoemd_wacht" if standing.ticket.untouched else "nummer_genoemd"
        how = self._told(key, wie=standing.desk, nummer=standing.number)
        return Heard((*self._noted(standing, [self._where(standing), *self._answers(standing)]), how), ends=True)

    def _withdrawn(self, wish: Wish, found: Sequence[Standing]) -> Heard | None:
        waiting = [item for item in found if item.status is Status.WAITING]
        if not found or (not waiting and not wish.surely):
            return self._unknown(wish)
        untouched = [item for item in waiting if item.ticket.untouched]
        standing = (untouched or waiting or found)[-1]
        done = bool(untouched) and self._desk.withdraw(standing.number)
        gone = done or standing.status is Status.WITHDRAWN
        key = "ingetrokken" if gone else "intrekken_te_laat"
        return Heard((self._told(key, nummer=standing.number, wie=standing.desk),), ends=True)

    def _added(self, typed: Typed, wish: Wish, found: Sequence[Standing]) -> Heard | None:
        there = [item for item in found if item.status is not Status.WITHDRAWN]
        if not there:
            numbered = wish.number is not None and self._in_danger(wish.text) is None
            return self._standing(typed, replace(wish, surely=True), found) if numbered else self._unknown(wish)
        standing = there[-1]
        if (held := self._held_back(typed, standing.ticket, wish.text)) is not None:
            return Heard((held,), ends=True)
        self._desk.add(standing.number, wish.text, mark=typed.mark)
        told = self._told("toegevoegd", wie=standing.desk, nummer=standing.number)
        return Heard((told, *self._numbers(wish.text)), ends=True, relayed=True)

    def _by_code(self, typed: Typed, wish: Wish, owner: Ticket | None) -> Heard | None:
        try:
            standing = self._desk.standing_by_code(wish.code or "", typed.conversation)
        except TooMany:
            if wish.surely or wish.number is not None:
                raise
            return None  # a word of eight letters, which nobody looked up
        if wish.number is not None and (standing is None or standing.ticket.key != wish.number):
            return self._beside_a_number(typed, wish, owner, secret=wish.surely or standing is not None)
        if standing is None:
            told = (self._told("code_onbekend"), *self._numbers(typed.text))
            return Heard(told, ends=True) if wish.surely else None
        if not typed.private:
            return Heard((self._told("opvolgen_onder_ons"), *self._numbers(typed.text)), ends=True)
        if standing.ticket.conversation != typed.conversation:
            self._desk.adopt(standing.number, typed.conversation, typed.channel, typed.address)
        where = [self._where(standing), *self._answers(standing), *self._question(standing)]
        replies = self._noted(standing, where)
        if not wish.text:
            replies.append(self._told("code_verder", nummer=standing.number, wie=standing.desk))
        elif (held := self._held_back(typed, standing.ticket, wish.text)) is not None:
            replies.append(held)
        else:
            self._desk.add(standing.number, wish.text, mark=typed.mark)
            replies.append(self._told("toegevoegd", wie=standing.desk, nummer=standing.number))
            replies += self._numbers(wish.text)
        return Heard(tuple(replies), ends=True)

    def _beside_a_number(self, typed: Typed, wish: Wish, owner: Ticket | None, *, secret: bool) -> Heard | None:
        """Say what is said of a number with a word beside it that is not its code («MD-0007 foto-2024»).

        Another question's code, or one that was mistyped, is for nobody to read: never for whoever talks.
        """
        named, talking = Wish(Want.NAMED, wish.number), owner is not None and owner.status is Status.HUMAN
        if not secret and (talking or self._is_about_the_draft(typed, named, owner)):
            return None
        mine = [item for item in self._desk.standings(typed.everywhere()) if item.ticket.key == named.number]
        if mine and not talking:
            return self._named(typed, named, mine)
        return Heard((self._told("code_onbekend" if typed.private else "opvolgen_onder_ons"),), ends=True)

    def _unknown(self, wish: Wish) -> Heard | None:
        """Return what is said of a number that is nobody's here; ``None`` where something else may be meant."""
        return Heard((self._told("nummer_onbekend"),), ends=True) if wish.surely else None

    def _fetched(self, typed: Typed) -> tuple[Told, ...]:
        """Return what a desk said since the person was here last, where it could not be brought to them."""
        told: list[Told] = []
        for standing in self._desk.standings(typed.names):
            found = [reply for said in standing.unread if (reply := self._said(standing, said)) is not None]
            # Only what went out is told: whoever the line broke for gets it with the next message, and of two messages
            # at once the first that is answered.
            claim = cache(partial(self._desk.tells_first, standing))
            told += [replace(reply, claim=claim) for reply in found]
        return tuple(told)

    def _noted(self, standing: Standing, replies: Sequence[Told]) -> list[Told]:
        """Return replies of which the last notes that all of a question was told."""
        return [*replies[:-1], *(replace(last, heard=lambda: self._desk.told(standing)) for last in replies[-1:])]

    def _said(self, standing: Standing, said: Said) -> Told | None:
        event = said.happened.event if said.happened is not None else None
        if event is None and said.author is not Author.DESK:
            return None
        among = self._desk.company(standing.ticket, said.id)
        found = told(self._say, event, said.text, standing.desk, standing.number, among)
        return Told(found[1], _custom(standing, found[0])) if found is not None else None

    def _where(self, standing: Standing) -> Told:
        """Return where a question stands."""
        key, other = _STANDS[standing.status], {}
        # As it is now: a code may have brought it here this very moment.
        current = self._desk.of(standing.number) or standing.ticket
        among = self._desk.company(current)
        if standing.status is Status.HUMAN and among.owner is not None:
            key, other = "stand_human_elders", {"ander": among.owner[0], "ander_nummer": among.owner[1]}
        text = self._say(key, wie=standing.desk, nummer=standing.number, **other)
        new = standing.status is Status.WAITING and standing.ticket.taken is None
        promise = self._promise(standing.ticket.desk, standing.ticket.opened) if new else None
        return Told(f"{text} {promise}" if promise else text, _custom(standing, STANDS))

    def _answers(self, standing: Standing) -> list[Told]:
        """Return the last answers of a desk, those that were read before included: a code may be typed anywhere."""
        said = [item for item in standing.talk if item.author is Author.DESK]
        unread = sum(item.author is Author.DESK for item in standing.unread)
        return [self._answer(standing, item) for item in said[-max(MOST_SHOWN, unread) :]]

    def _answer(self, standing: Standing, said: Said) -> Told:
        return Told(said.text, _custom(standing, ANSWER))

    def _told(self, key: str, **parts: object) -> Told:
        number = {"nummer": parts["nummer"]} if "nummer" in parts else {}
        return Told(self._say(key, **parts), {"onderwerp": TOPIC, "stap": key, **number})


_STANDS = {
    Status.WAITING: "stand_waiting",
    Status.HUMAN: "stand_human",
    Status.CLOSED: "stand_closed",
    Status.WITHDRAWN: "stand_withdrawn",
}
"""How it is said where a question stands."""


def _consent(typed: Typed) -> str:
    """Return the mark of a yes that lets a question go on: no other yes of the same message has it."""
    return f"{typed.mark} mag door"


def _number(ticket: Ticket) -> str:
    return Standing(ticket, "", (), ()).number


def _custom(standing: Standing, step: str) -> dict[str, Any]:
    return {
        "onderwerp": TOPIC,
        "stap": step,
        "van": standing.desk,
        "nummer": standing.number,
        "status": standing.status.value,
    }

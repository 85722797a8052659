"""A question goes to a desk, its answers come to the person in order, and the assistant is back when it is closed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from magdat.handoff.desk import Desk, NotAllowed, TooMany
from magdat.handoff.events import Event
from magdat.handoff.message import Handoff
from magdat.handoff.tickets import Author, Status
from magdat.policy.service_desks import ServiceDesk
from magdat.privacy.seal import Seal
from magdat.privacy.sealed_reply import bound_letter
from magdat.storage.letters import Letter, Way
from magdat.storage.memory.letters import MemoryLetters
from magdat.storage.memory.short_lived import MemoryLimits
from magdat.storage.memory.tickets import MemoryTickets

PERSON = "p-" + "0" * 32
ELSEWHERE = "p-" + "1" * 32
DESKS = {
    "hr": ServiceDesk("hr", "de personeelsdienst", None, "hr"),
    "it": ServiceDesk("it", "de IT-dienst", None, "it"),
    "vertrouwenspersoon": ServiceDesk("vertrouwenspersoon", "An", None, "vertrouwenspersoon", confidential=True),
}


class World:
    """A service with all that it works with, in memory."""

    def __init__(self, clock: Any) -> None:
        self.tickets, self.letters = MemoryTickets(clock), MemoryLetters(clock)
        self.seal = Seal.passing()
        self.desk = Desk(
            self.tickets,
            self.seal,
            ways_of=lambda desk: {"hr": ("rt",), "it": ("mail", "rt")}.get(desk, ()),
            desks=lambda: DESKS,
            send=lambda channel, who, content, name: self.letters.send(Letter(channel, who, content), name),
            say=lambda key, **parts: f"{key} {parts['wie']} {parts['nummer']}",
            limits=MemoryLimits(clock),
            clock=clock,
        )

    def open(self, mark: str = "m1", conversation: str = PERSON, desk: str = "hr", address: Any = None) -> Any:
        question = Handoff("Mag ik dit?", "an@example.be", "foto_tag", {"moment": "pauze"})
        where = {"chat": 1} if address is None else address
        return self.desk.open(
            question, desk=desk, conversation=conversation, channel="widget", address=where or None, mark=mark
        )

    def heard(self) -> list[tuple[str, str]]:
        """Return what the person got, with its step, in order."""
        found = []
        while (held := self.letters.take(Way.OUT, ["widget"])) is not None:
            letter = held.letter
            kept = json.loads(self.seal.open(letter.content, bound_letter("out", "widget", letter.conversation)))
            assert kept["address"] == {"chat": 1}
            found.append((kept["reply"]["text"], kept["reply"]["custom"]["stap"]))
            self.letters.done(held)
        return found

    def carried(self, way: str = "rt") -> list[str]:
        found = []
        while (errand := self.tickets.take_errand([way])) is not None:
            outward = self.desk.outward(errand.ticket.key, errand.line)
            assert outward is not None
            found.append(outward.text or f"({outward.happened.code if outward.happened else ''})")
            self.tickets.arrived(errand, "17")
        return found


@pytest.fixture
def world(clock: Any) -> World:
    return World(clock)


def test_a_question_is_answered_and_the_assistant_is_back(world: World) -> None:
    opened = world.open()
    desk = world.desk
    assert opened == world.open(), "the same question again is the same ticket, with the same code"
    assert opened.number == "MD-0001"
    owner = desk.owner(PERSON)
    assert owner is not None
    assert owner.status is Status.WAITING
    assert [ticket.key for ticket in desk.queue(["hr"])] == [1]
    assert desk.answer("md-0001", "an", "Ja, dat mag.\x07", mark="a1") is not None
    assert desk.answer("MD-0001", "an", "Ja, dat mag.", mark="a1") is None
    assert desk.relay(owner, "dank u", mark="p1") is not None
    assert desk.relay(owner, "dank u", mark="p1") is None
    assert desk.close("MD-0001", "an")
    assert not desk.close("MD-0001", "an")
    assert desk.owner(PERSON) is None
    assert desk.relay(owner, "hallo?", mark="p2") is None, "nobody has it: the assistant answers"
    assert world.heard() == [
        ("mens_neemt_over de personeelsdienst MD-0001", "mens_neemt_over"),
        ("Ja, dat mag.", "antwoord_van_mens"),
        ("mens_klaar de personeelsdienst MD-0001", "mens_klaar"),
    ]
    assert world.carried() == ["Mag ik dit?", "(taken)", "Ja, dat mag.", "dank u", "(closed)"]
    assert [said.text for said in desk.talk(opened.number) if said.text] == ["Mag ik dit?", "Ja, dat mag.", "dank u"]
    assert desk.handoff("MD-0001") == Handoff("Mag ik dit?", "an@example.be", "foto_tag", {"moment": "pauze"})


def test_it_works_a_second_and_a_third_time(world: World) -> None:
    number = world.open().number
    for turn in range(3):
        assert world.desk.answer(number, "an", f"antwoord {turn}", mark=f"a{turn}")
        assert world.desk.owner(PERSON) is not None
        assert world.desk.back_to_bot(PERSON)
        assert not world.desk.back_to_bot(PERSON), "the assistant has it already"
    assert world.desk.close(number, "an")
    assert world.desk.reopen(number, "an")
    assert not world.desk.reopen(number, "an")
    assert world.desk.answer(number, "an", "nog iets", mark="a9")
    assert [step for _, step in world.heard()] == [
        *["mens_neemt_over", "antwoord_van_mens"] * 3,
        "mens_klaar",
        "mens_neemt_over",
        "antwoord_van_mens",
    ]


def test_an_answer_after_closing_opens_it_again(world: World) -> None:
    number = world.open().number
    world.desk.close(number, "an")
    assert world.desk.answer(number, "an", "toch nog iets", mark="a1", way="rt")
    owner = world.desk.owner(PERSON)
    assert owner is not None
    assert (owner.status, owner.reopened, owner.agent) == (Status.HUMAN, 1, "an")
    assert world.carried() == ["Mag ik dit?", "(closed)"], "what came by a way does not go back there"


def test_whoever_has_the_code_goes_on_elsewhere_and_stays_anonymous(world: World) -> None:
    opened, desk = world.open(), world.desk
    desk.answer(opened.number, "an", "antwoord", mark="a1")
    typed = opened.code.lower().replace("-", " ")
    standing = desk.standing_by_code(typed, PERSON)
    assert standing is not None
    assert (standing.number, standing.desk, standing.status) == ("MD-0001", "de personeelsdienst", Status.HUMAN)
    assert [said.text for said in standing.talk if said.text] == ["Mag ik dit?", "antwoord"]
    assert standing.unread == (), "it was sent to the place where they were"
    moved = desk.adopt(standing.number, ELSEWHERE, "rest", None)
    assert moved is not None
    assert (desk.owner(PERSON), moved.conversation) == (None, ELSEWHERE)
    assert desk.add(standing.number, "en nu?", mark="p1") is not None
    desk.answer(opened.number, "an", "dit", mark="a2")
    standing = desk.standing("MD-0001", [ELSEWHERE])
    assert standing is not None
    assert [said.text for said in standing.unread] == ["dit"]
    desk.told(standing)
    again = desk.standing("MD-0001", [ELSEWHERE])
    assert again is not None
    assert again.unread == ()
    assert desk.standing("MD-0001", [PERSON]) is None, "it is with whoever has the code now"
    assert desk.standing_by_code("AAAA-AAAA", PERSON) is None
    assert desk.standing_by_code("geen code", PERSON) is None


def test_a_number_of_somebody_else_opens_nothing(world: World) -> None:
    world.open()
    assert world.desk.standing("MD-0001", [ELSEWHERE]) is None
    assert world.desk.standing("MD-0002", [PERSON]) is None
    assert world.desk.standing("van alles", [PERSON]) is None
    standing = world.desk.standing("MD-0001", [PERSON])
    assert standing is not None
    assert [item.number for item in world.desk.standings([PERSON])] == ["MD-0001"]


def test_one_person_hands_over_five_questions_a_day(world: World, clock: Any) -> None:
    for number in range(5):
        world.open(f"m{number}", f"{PERSON}-{number}")
    with pytest.raises(TooMany):
        world.open("m5")
    assert world.open("m4", f"{PERSON}-4").number == "MD-0005", "what came before is no new one"
    world.open("m6", ELSEWHERE)
    clock.pass_(days=1)
    world.open("m7")


def test_what_waits_can_be_withdrawn_and_what_a_human_took_cannot(world: World) -> None:
    first, second = world.open(), world.open("m2")
    assert world.desk.withdraw(first.number)
    assert not world.desk.withdraw(first.number)
    assert world.desk.handoff(first.number) is None
    assert world.desk.answer(first.number, "an", "te laat", mark="a1") is None
    world.desk.take(second.number, "an")
    assert not world.desk.withdraw(PERSON)
    assert world.desk.standing_by_code(first.code, PERSON) is None
    assert sorted(world.carried()) == ["(taken)", "(withdrawn)", "Mag ik dit?"]


def test_notes_never_leave(world: World) -> None:
    number = world.open().number
    world.desk.note(number, "an", "let op, gevoelig")
    assert [said.author for said in world.desk.talk(number)] == [Author.PERSON, Author.NOTE]
    standing = world.desk.standing(number, [PERSON])
    assert standing is not None
    assert all("gevoelig" not in said.text for said in standing.talk)
    assert world.carried() == ["Mag ik dit?"]
    assert world.heard() == []
    assert [ticket.key for ticket in world.desk.search(["hr"], "GEVOELIG mag")] == [1]
    assert world.desk.search(["it"], "gevoelig") == []
    assert world.desk.search(["hr"], "") == []


def test_another_desk_reads_it_all_and_what_is_confided_stays(world: World) -> None:
    number = world.open().number
    world.desk.take(number, "an")
    assert not world.desk.transfer(number, "an", "hr"), "it is there already"
    assert world.desk.transfer(number, "an", "it")
    ticket = world.desk.of(number)
    assert ticket is not None
    assert (ticket.desk, ticket.status, ticket.agent) == ("it", Status.WAITING, None)
    assert world.carried("mail") == ["Mag ik dit?", "(taken)", "(transferred:it)"]
    assert world.heard()[-1][0] == "mens_elders de IT-dienst MD-0001"
    assert world.desk.transfer(number, "an", "vertrouwenspersoon")
    for desk in ("hr", "elders"):
        with pytest.raises(NotAllowed):
            world.desk.transfer(number, "an", desk)
    with pytest.raises(NotAllowed):
        world.open("m2", desk="elders")


def test_a_way_that_does_not_carry_the_desk_is_not_believed(world: World) -> None:
    number = world.open().number
    assert world.desk.answer(number, "x", "nep", mark="a1", way="mail") is None
    assert not world.desk.close(number, "x", way="mail")
    assert world.heard() == []


def test_a_colleague_takes_over_and_whoever_has_it_does_not_twice(world: World) -> None:
    number = world.open().number
    assert world.desk.take(number, "an")
    assert not world.desk.take(number, "an")
    assert world.desk.take(number, "els")
    ticket = world.desk.of(number)
    assert ticket is not None
    assert ticket.agent == "els"
    happened = [said.happened.event for said in world.desk.talk(number) if said.happened]
    assert happened == [Event.TAKEN, Event.TAKEN]


def test_where_a_channel_brings_nothing_by_itself_it_is_told_at_the_next_message(world: World) -> None:
    number = world.open(address={}).number
    world.desk.answer(number, "an", "antwoord", mark="a1")
    assert world.heard() == []
    standing = world.desk.standing(number, [PERSON])
    assert standing is not None
    assert [said.text or (said.happened and said.happened.event) for said in standing.unread] == [
        Event.TAKEN,
        "antwoord",
    ]

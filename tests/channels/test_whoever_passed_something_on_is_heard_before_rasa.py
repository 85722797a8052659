"""One owner a conversation: the assistant, or a person of a desk; and numbers and codes are answered before both."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from own_loop import run_apart
from rasa.core.channels.channel import UserMessage

from channels.base import Incoming, Reply
from channels.gate import Gate
from channels.handed_over import open_handed_over
from channels.reading import NotRead, Reading
from magdat.desks.opening import open_counter
from magdat.files.problems import DocumentError
from magdat.handoff.message import Handoff
from magdat.privacy.pseudonym import Pseudonyms
from magdat.settings import Settings
from magdat.storage.stores import open_stores
from magdat.wording.phrases import load_phrases

SAID = "De assistent antwoordt."


@dataclass
class Heard:
    """A way back that keeps what is said."""

    replies: list[Reply] = field(default_factory=list)

    async def send(self, reply: Reply) -> None:
        self.replies.append(reply)


class Gone(Heard):
    """A way back on which nothing arrives."""

    async def send(self, reply: Reply) -> None:
        raise ConnectionError


class Broken(Reading):
    """What cannot read."""

    def understood(self, text: str) -> Any:
        raise NotRead("there is no model")


class World:
    """A gate with a real database, and an assistant that answers everything with one sentence."""

    def __init__(self, state: Path) -> None:
        self.settings = Settings.from_environment({"MAGDAT_TOESTAND": str(state)})
        self.asked: list[str] = []
        self.desk = open_counter(self.settings, {}).desk
        self._marks = itertools.count()
        self.gate = self.another_worker()

    def another_worker(self, reading: Reading | None = None) -> Gate:
        """Return the gate of another process on the same database."""
        stores = open_stores(self.settings)
        phrases = load_phrases(self.settings.guidance / "zinnen.yml")
        self.pseudonyms = Pseudonyms(stores.keys, 30)
        heard = open_handed_over(self.settings, stores.tickets, self.pseudonyms, phrases, reading or Reading())
        return Gate(phrases, self.pseudonyms, stores=stores, handed_over=heard)

    async def rasa(self, message: UserMessage) -> None:
        self.asked.append(str(message.text))
        assert message.output_channel is not None
        await message.output_channel.send_response(message.sender_id, {"text": SAID})

    def key(self, person: str, channel: str = "rest", place: str = "") -> str:
        return self.pseudonyms.at(person, channel, "", place)

    def pass_on(self, person: str, desk: str = "helpdesk", channel: str = "rest") -> Any:
        where = {"conversation": self.key(person, channel), "channel": channel, "address": None}
        return self.desk.open(Handoff("Mag dit?"), desk=desk, mark=f"m{next(self._marks)}", **where)

    def say(self, person: str, text: str, *, gate: Gate | None = None, channel: str = "rest") -> list[str]:
        heard = Heard()
        taken = (gate or self.gate).take(Incoming(channel, person, text), heard, self.rasa)
        run_apart(taken)
        return [reply.text for reply in heard.replies]

    def typed(self, number: str) -> list[str]:
        return [said.text for said in self.desk.talk(number) if said.text]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MAGDAT_DOORGEVEN", raising=False)
        yield World(tmp_path_factory.mktemp("toestand"))


_persons = itertools.count()


@pytest.fixture
def person() -> str:
    return f"iemand-{next(_persons):032x}"


def test_the_assistant_answers_until_a_person_does_and_again_when_it_is_closed(world: World, person: str) -> None:
    number = world.pass_on(person).number
    assert world.say(person, "mag ik op facebook?") == [SAID], "while it waits the assistant goes on"
    world.desk.answer(number, "an", "Dag, ik ben An.", mark="a1")
    taken, answer = world.say(person, "dank u, en nu?")
    assert "praat nu met je" in taken
    assert answer == "Dag, ik ben An."
    assert world.typed(number)[-1] == "dank u, en nu?"
    asked = len(world.asked)
    assert world.say(person, "/restart") == [], "Rasa's own commands break out of nothing"
    assert world.say(person, "nog iets", gate=world.another_worker()) == [], "nor does another worker"
    assert world.typed(number)[-2:] == ["restart", "nog iets"]
    assert len(world.asked) == asked
    world.desk.close(number, "an")
    closed, back = world.say(person, "mag ik op linkedin?")
    assert "sloot" in closed
    assert back == SAID


def test_it_works_a_second_and_a_third_time(world: World, person: str) -> None:
    for turn in range(3):
        number = world.pass_on(person).number
        world.desk.answer(number, "an", f"antwoord {turn}", mark=f"a{number}")
        assert world.say(person, f"dank {turn}")[-1] == f"antwoord {turn}"
        assert world.typed(number)[-1] == f"dank {turn}"
        assert "Ik ben er weer" in world.say(person, "terug naar de assistent")[-1]
        assert world.say(person, "mag ik dat?") == [SAID]
        world.desk.answer(number, "an", "nog dit", mark=f"b{number}")
        assert world.say(person, "goed")[-1] == "nog dit", "and the desk can go on"
        world.desk.close(number, "an")


def test_a_yes_to_another_confidential_desk_is_no_message_for_the_assistant_or_the_desk(
    world: World, person: str
) -> None:
    number, asked = world.pass_on(person, "vertrouwenspersoon").number, len(world.asked)
    world.desk.answer(number, "an", "Dag, ik ben An.", mark=f"a{person}")
    world.desk.propose(number, "an", "preventieadviseur")
    assert "Dat gebeurt enkel als jij het goedvindt" in world.say(person, "dank u")[-1]
    world.desk.propose(number, "an", "preventieadviseur")
    world.say(person, "wat doet die dan?")
    world.desk.answer(number, "an", "Die kent zulke dossiers.", mark=f"b{person}")
    world.desk.propose(number, "an", "preventieadviseur")
    world.say(person, number)
    (moved,) = world.say(person, "ja")
    assert moved.startswith(f"Je vraag {number} is nu bij")
    assert world.desk.of(number).desk == "preventieadviseur"
    assert len(world.asked) == asked
    assert world.typed(number)[-1] == "Die kent zulke dossiers."


def test_who_is_in_danger_gets_the_numbers_while_a_person_talks_too(world: World, person: str) -> None:
    number = world.pass_on(person).number
    world.desk.take(number, "an")
    assert "1813" in world.say(person, "ik wil niet meer leven")[-1]
    assert world.typed(number)[-1] == "ik wil niet meer leven"


def test_a_button_of_before_is_no_message_for_a_person(world: World, person: str) -> None:
    number = world.pass_on(person).number
    world.desk.take(number, "an")
    before = world.typed(number)
    assert "terug naar de assistent" in world.say(person, "/meer_weten")[-1]
    assert world.typed(number) == before


def test_who_wants_everything_erased_reaches_the_assistant(world: World, person: str) -> None:
    world.desk.take(world.pass_on(person).number, "an")
    assert world.say(person, "wis mijn gesprek")[-1] == SAID


def test_a_number_tells_where_it_stands_to_whoever_asked_and_to_nobody_else(world: World, person: str) -> None:
    number = world.pass_on(person).number
    assert "wacht bij de vragenlijn" in world.say(person, f"hoe staat het met {number}")[0]
    assert "antwoord ten laatste" in world.say(person, number.lower())[0]
    stranger = f"vreemde-{7:032x}"
    told = world.say(stranger, number)
    assert "ken ik hier niet" in told[0]
    assert "vragenlijn" not in told[0]
    assert world.asked.count(number) == 0, "no number reaches the assistant"
    world.desk.answer(number, "an", "Ja hoor.", mark="a2")
    world.desk.close(number, "an")
    world.say(person, "dag")
    assert world.say(person, "hoe staat het met mijn vraag?")[1:] == ["Ja hoor."]


def test_what_waits_can_be_taken_back_and_what_was_read_cannot(world: World, person: str) -> None:
    number = world.pass_on(person).number
    assert "ingetrokken" in world.say(person, "trek mijn vraag in")[0]
    assert world.desk.queue(["helpdesk"], ()) == []
    assert world.typed(number) == [], "its texts are gone"
    later = world.pass_on(person).number
    world.desk.take(later, "an")
    assert "niet meer intrekken" in world.say(person, f"trek {later} in")[-1]


def test_a_code_opens_the_talk_from_anywhere_and_it_goes_on_there(world: World, person: str) -> None:
    opened = world.pass_on(person, "vertrouwenspersoon")
    world.desk.answer(opened.number, "sam", "Ik luister.", mark="a3")
    elsewhere = f"elders-{next(_persons):032x}"
    told = world.say(elsewhere, f"mijn code is {opened.code.lower()}", channel="widget")
    assert "Ik luister." in told
    assert world.say(elsewhere, "het gebeurde opnieuw", channel="widget") == []
    assert world.typed(opened.number)[-1] == "het gebeurde opnieuw"
    assert not [text for text in world.asked if opened.code.lower() in text.lower()]
    assert world.say(person, "mag ik op facebook?") == [SAID], "where it began the assistant is back"
    ticket = world.desk.of(opened.number)
    assert ticket is not None
    assert ticket.channel == "widget"


def test_a_code_that_opens_nothing_says_so_and_a_word_like_one_is_just_a_word(world: World, person: str) -> None:
    assert "opent niets" in world.say(person, "K7QF-2MXP")[0]
    assert world.say(person, "werk-chat") == [SAID]


def test_something_can_be_added_also_after_it_was_closed(world: World, person: str) -> None:
    number = world.pass_on(person).number
    assert "staat er nu bij" in world.say(person, "voeg toe: het was dinsdag")[0]
    world.desk.close(number, "an")
    told = world.say(person, f"nog iets voor {number}: en woensdag ook")
    assert "staat er nu bij" in told[-1]
    assert world.typed(number)[-2:] == ["het was dinsdag", "en woensdag ook"]


def test_what_tells_of_bullying_is_held_back_from_an_ordinary_desk_and_goes_to_the_right_one(
    world: World, person: str
) -> None:
    number, confided = world.pass_on(person).number, world.pass_on(person, "vertrouwenspersoon").number
    assert "Samira El Amrani" in world.say(person, f"voeg toe bij {number}: ze pesten mij")[0]
    assert "staat er nu bij" in world.say(person, f"voeg toe bij {confided}: ze pesten mij")[0]
    assert (world.typed(number), world.typed(confided)) == (["Mag dit?"], ["Mag dit?", "ze pesten mij"])


def test_what_cannot_be_read_is_held_back_once(world: World, person: str) -> None:
    number, gate = world.pass_on(person).number, world.another_worker(Broken())
    assert "nog niet door" in world.say(person, "voeg toe: het was dinsdag", gate=gate)[0]
    assert "staat er nu bij" in world.say(person, "voeg toe: het was dinsdag", gate=gate)[0]
    assert world.typed(number)[-1] == "het was dinsdag"


def test_what_was_held_back_unheard_is_held_back_again(world: World, person: str) -> None:
    number, gate = world.pass_on(person).number, world.another_worker(Broken())
    text = "voeg toe: het was dinsdag"
    with pytest.raises(ConnectionError):
        run_apart(gate.take(Incoming("rest", person, text), Gone(), world.rasa))
    assert "nog niet door" in world.say(person, text, gate=gate)[0]
    assert "staat er nu bij" in world.say(person, text, gate=gate)[0]
    assert world.typed(number).count("het was dinsdag") == 1


def test_who_passed_nothing_on_is_not_stopped(world: World, person: str) -> None:
    for text in (
        "hoe staat het met mijn vraag?",
        "terug naar de assistent",
        "trek mijn vraag in",
        "voeg toe: een foto",
    ):
        assert world.say(person, text) == [SAID]


def test_the_same_delivery_is_relayed_once(world: World, person: str) -> None:
    number = world.pass_on(person, channel="widget").number
    world.desk.take(number, "an")
    incoming = Incoming("widget", person, "één keer", event="bericht-0001")
    for _ in range(2):
        run_apart(world.gate.take(incoming, Heard(), world.rasa))
    assert world.typed(number).count("één keer") == 1


@pytest.mark.parametrize("asks", ["mag ik op facebook?", "hoe staat het met mijn vraag?"])
def test_an_answer_that_did_not_get_there_is_told_at_the_next_message(world: World, person: str, asks: str) -> None:
    number = world.pass_on(person).number
    world.desk.answer(number, "an", "Ja, dat mag.", mark=f"a{number}")
    assert world.desk.back_to_bot(world.key(person))
    with pytest.raises(ConnectionError):
        run_apart(world.gate.take(Incoming("rest", person, asks), Gone(), world.rasa))
    assert "Ja, dat mag." in world.say(person, "mag ik op facebook?")
    assert world.say(person, "mag ik op facebook?") == [SAID], "once it got there, it is told no more"


def test_what_cannot_be_relayed_without_a_policy_is_said(
    world: World, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = world.pass_on(person).number
    world.desk.answer(number, "an", "Zeg maar.", mark=f"a{number}")
    heard = world.gate._handed_over
    assert heard is not None

    def broken() -> Any:
        raise DocumentError([])

    with monkeypatch.context() as patch:
        patch.setattr(heard, "_opened", broken)
        assert "Er loopt bij mij iets mis" in world.say(person, "het was dinsdag")[0]
        stranger = f"{person}-anders"
        assert world.say(stranger, "mag ik op facebook?") == [SAID]
    assert world.typed(number)[-1] == "Zeg maar."

"""Questions go to Zammad as its documentation has it, and its signed web hooks bring back what agents do, once."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator

import pytest
import zammad_here
from talks_here import Talks
from zammad_here import SECRET, TOKEN, US
from zammad_here import Zammad as Helpdesk

from magdat.handoff.failures import DeliveryFailure, PermanentFailure, TemporaryFailure
from magdat.handoff.mail.forms import MailForms
from magdat.handoff.tickets import Status
from magdat.handoff.ways.calls import Calls
from magdat.handoff.ways.words import DeskWords
from magdat.handoff.ways.zammad import LOOK_EVERY, Zammad
from magdat.policy.service_desks import ServiceDesk


@pytest.fixture
def helpdesk() -> Iterator[Helpdesk]:
    with zammad_here.zammad() as here:
        yield here


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def way_to(helpdesk: Helpdesk, words: DeskWords, forms: MailForms, clock: Clock, token: str = TOKEN) -> Zammad:
    calls = Calls("zammad", helpdesk.address, {"Authorization": f"Token token={token}"}, timeout=5)
    return Zammad(calls, {"": "HR", "helpdesk": "Helpdesk"}, US, SECRET, words, forms, clock=clock)


@pytest.fixture
def way(helpdesk: Helpdesk, words: DeskWords, forms: MailForms, clock: Clock) -> Zammad:
    return way_to(helpdesk, words, forms, clock)


@pytest.fixture
def talks(way: Zammad) -> Talks:
    return Talks(way)


def heard(talks: Talks, hook: tuple[bytes, dict[str, str]]) -> tuple[int, str]:
    way = talks.way
    assert isinstance(way, Zammad)
    answer = way.hear(talks.desk, hook[1], hook[0])
    return answer.status, answer.why


def look(talks: Talks, clock: Clock) -> int:
    clock.now += LOOK_EVERY
    return talks.look()


def test_a_question_is_a_ticket_of_the_group_of_its_desk(helpdesk: Helpdesk, talks: Talks) -> None:
    anonymous = talks.external(talks.ask("Mag ik een foto plaatsen?"))
    known = talks.external(talks.ask("En dit?", contact="an@voorbeeld.be", desk="helpdesk"))
    first, second = helpdesk.tickets[int(anonymous)], helpdesk.tickets[int(known)]
    assert (first["group"], first["customer"]) == ("HR", US)
    assert (second["group"], second["customer"]) == ("Helpdesk", "an@voorbeeld.be")
    (body,) = helpdesk.bodies(anonymous)
    assert "Mag ik een foto plaatsen?" in body
    assert "Een foto van een collega" in body


def test_a_talk_goes_both_ways_until_it_is_closed_and_opens_again(helpdesk: Helpdesk, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?")
    ticket = talks.external(number)
    assert heard(talks, helpdesk.answer(ticket, "<div>Ja, <b>buiten</b>.</div>", content_type="text/html"))[0] == 200
    assert talks.answers(number) == ["Ja, buiten."]
    talks.say(number, "En binnen?")
    assert "En binnen?" in helpdesk.bodies(ticket)[-1]
    assert heard(talks, helpdesk.stand(ticket, "closed")) == (200, "taken")
    assert talks.status(number) is Status.CLOSED
    talks.say(number, "Nog iets.")
    assert helpdesk.tickets[int(ticket)]["state"] == "open"
    assert talks.status(number) is Status.WAITING


def test_a_web_hook_that_comes_twice_or_late_changes_nothing(helpdesk: Helpdesk, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    ticket = talks.external(number)
    answer, closing = helpdesk.answer(ticket, "Antwoord."), helpdesk.stand(ticket, "closed")
    assert [heard(talks, hook)[1] for hook in (answer, answer, closing, closing)] == ["taken", "known"] * 2
    talks.say(number, "Nog iets.")
    assert heard(talks, closing) == (200, "known")
    assert talks.status(number) is Status.WAITING
    assert talks.answers(number) == ["Antwoord."]


def by_hook(helpdesk: Helpdesk, talks: Talks, clock: Clock, number: str) -> None:
    heard(talks, helpdesk.stand(talks.external(number), "closed"))


def by_look(helpdesk: Helpdesk, talks: Talks, clock: Clock, number: str) -> None:
    helpdesk.stand(talks.external(number), "closed")
    look(talks, clock)


@pytest.mark.parametrize("closed", [by_hook, by_look])
def test_who_comes_back_while_it_is_closed_there_has_it_open_on_both_sides(
    helpdesk: Helpdesk, talks: Talks, clock: Clock, closed: Callable[[Helpdesk, Talks, Clock, str], None]
) -> None:
    number = talks.ask("Vraag?")
    talks.desk.answer(number, "els", "Antwoord.", mark="a1")
    talks.carry()
    helpdesk.meanwhile = lambda: talks.say(number, "Toch nog iets.")
    closed(helpdesk, talks, clock, number)
    assert helpdesk.meanwhile is None
    assert (talks.status(number), helpdesk.tickets[int(talks.external(number))]["state"]) == (Status.HUMAN, "open")
    assert look(talks, clock) == 0
    assert talks.status(number) is Status.HUMAN
    closed(helpdesk, talks, clock, number)
    assert talks.status(number) is Status.CLOSED, "who reads it all and closes it again has it closed"


@pytest.mark.parametrize("closed", [by_hook, by_look])
def test_what_did_not_come_there_yet_when_it_was_closed_keeps_it_open(
    helpdesk: Helpdesk, talks: Talks, clock: Clock, closed: Callable[[Helpdesk, Talks, Clock, str], None]
) -> None:
    number = talks.ask("Vraag?")
    helpdesk.away = 1
    with pytest.raises(TemporaryFailure):
        talks.say(number, "Toch nog iets.")
    closed(helpdesk, talks, clock, number)
    assert talks.status(number) is Status.WAITING
    _again(talks)
    assert helpdesk.tickets[int(talks.external(number))]["state"] == "open"
    assert look(talks, clock) == 0
    assert talks.status(number) is Status.WAITING


def test_what_no_web_hook_brought_is_asked_for(helpdesk: Helpdesk, talks: Talks, clock: Clock) -> None:
    number = talks.ask("Vraag?")
    helpdesk.answer(talks.external(number), "Antwoord.")
    assert look(talks, clock) == 1
    assert look(talks, clock) == 0
    helpdesk.stand(talks.external(number), "closed")
    assert talks.look() == 0  # it is not asked more often than every two minutes
    assert look(talks, clock) == 1
    assert (talks.answers(number), talks.status(number)) == (["Antwoord."], Status.CLOSED)


def test_what_is_opened_again_there_is_open_here(helpdesk: Helpdesk, talks: Talks, clock: Clock) -> None:
    number = talks.ask("Vraag?")
    for state, expected in (("closed", Status.CLOSED), ("open", Status.HUMAN)):
        helpdesk.stand(talks.external(number), state)
        assert look(talks, clock) == 1
        assert talks.status(number) is expected


@pytest.mark.parametrize("more", [{"internal": True}, {"sender": "Customer"}, {"sender": "System"}])
def test_only_what_an_agent_writes_to_the_customer_is_an_answer(
    more: dict[str, object], helpdesk: Helpdesk, talks: Talks, clock: Clock
) -> None:
    number = talks.ask("Vraag?")
    assert heard(talks, helpdesk.answer(talks.external(number), "Onder ons.", **more)) == (200, "known")
    assert look(talks, clock) == 0
    assert talks.answers(number) == []


def test_our_notes_never_leave_and_answers_by_another_way_are_seen_by_agents_alone(
    helpdesk: Helpdesk, talks: Talks, clock: Clock
) -> None:
    number = talks.ask("Vraag?")
    talks.desk.note(number, "els", "geheim")
    talks.desk.answer(number, "els", "Dat mag.", mark="bureau 1")
    talks.carry()
    told = [item for item in helpdesk.articles.values() if "Dat mag." in item["body"]]
    assert [item["internal"] for item in told] == [True]
    assert "geheim" not in "".join(helpdesk.bodies(talks.external(number)))
    assert look(talks, clock) == 0


def test_a_forged_web_hook_is_refused(helpdesk: Helpdesk, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    ticket = talks.external(number)
    body, headers = helpdesk.answer(ticket, "Antwoord.")
    assert heard(talks, helpdesk.hook(ticket, None, secret="ander"))[0] == 401
    assert heard(talks, (body.replace(b"Antwoord", b"Ander"), headers))[0] == 401
    assert heard(talks, (body, {}))[0] == 401
    assert talks.answers(number) == []


def test_a_web_hook_about_something_else_is_refused(helpdesk: Helpdesk, talks: Talks) -> None:
    talks.ask("Vraag?")
    helpdesk.tickets[99] = {"id": 99, "state": "open", "title": "Iets anders", "updated_at": ""}
    assert heard(talks, helpdesk.answer("99", "Antwoord."))[0] == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"ticket": 1}', b'{"ticket": {"id": "x"}}', b"\xff"])
def test_a_web_hook_that_is_none_is_refused(body: bytes, talks: Talks) -> None:
    signed = {"x-hub-signature": f"sha1={hmac.new(SECRET.encode(), body, hashlib.sha1).hexdigest()}"}
    assert heard(talks, (body, signed))[0] == 400


def test_a_connection_that_breaks_makes_no_second_ticket_and_no_second_article(
    helpdesk: Helpdesk, talks: Talks
) -> None:
    helpdesk.forgets_to_answer = 1
    with pytest.raises(TemporaryFailure):
        talks.ask("Vraag?")
    _again(talks)
    assert len(helpdesk.tickets) == 1
    (ticket,) = talks.tickets.at_desks(["hr"], [Status.WAITING])
    number = f"MD-{ticket.key:04d}"
    helpdesk.forgets_to_answer = 1
    with pytest.raises(TemporaryFailure):
        talks.say(number, "Nog iets.")
    _again(talks)
    assert len(helpdesk.bodies(talks.external(number))) == 2


def test_what_waited_for_the_old_desk_when_it_went_on_elsewhere_makes_no_ticket(
    helpdesk: Helpdesk, talks: Talks
) -> None:
    helpdesk.away = 1
    with pytest.raises(TemporaryFailure):
        talks.ask("Mag ik filmen?", desk="helpdesk")
    talks.desks_by_way = ("helpdesk",)
    talks.desk._desks = lambda: {name: ServiceDesk(name, name, None, name) for name in ("helpdesk", "hr")}
    assert talks.desk.transfer("MD-0001", "els", "hr")
    talks.retry()
    talks.carry()
    assert helpdesk.tickets == {}


def test_what_was_said_elsewhere_is_there_when_a_question_comes_back(helpdesk: Helpdesk, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="helpdesk")
    talks.desks_by_way = ("helpdesk",)
    talks.desk._desks = lambda: {name: ServiceDesk(name, name, None, name) for name in ("helpdesk", "hr")}
    assert talks.desk.transfer(number, "els", "hr")
    talks.say(number, "In de refter.")
    talks.desk.answer(number, "els", "Met hoeveel?", mark="eigen 1")
    assert talks.desk.transfer(number, "els", "helpdesk")
    talks.carry()
    last = list(helpdesk.articles.values())[-1]
    assert [words in last["body"] for words in ("Mag ik filmen?", "In de refter.", "Met hoeveel?")] == [True] * 3
    assert last["internal"] is True
    assert helpdesk.tickets[int(talks.external(number))]["state"] == "open"


def _again(talks: Talks) -> None:
    """Carry once more what an attempt was made of, as when its lease ended."""
    talks.retry()
    assert talks.carry() == 1


def test_closing_withdrawing_and_erasing_here_does_so_there(helpdesk: Helpdesk, talks: Talks) -> None:
    closed, taken_back = talks.ask("Vraag 1?"), talks.ask("Vraag 2?")
    talks.desk.close(closed, "els")
    talks.desk.withdraw(taken_back)
    talks.carry()
    assert [helpdesk.tickets[int(talks.external(number))]["state"] for number in (closed, taken_back)] == ["closed"] * 2
    external = talks.external(closed)
    assert talks.way.erase(closed, external) is False
    helpdesk.may_delete = True
    assert talks.way.erase(closed, external) is True
    assert int(external) not in helpdesk.tickets
    assert talks.way.erase(closed, external) is True


def test_what_is_wrong_with_the_way_is_said(
    helpdesk: Helpdesk, way: Zammad, words: DeskWords, forms: MailForms, clock: Clock
) -> None:
    way.check()
    with pytest.raises(DeliveryFailure, match="token"):
        way_to(helpdesk, words, forms, clock, token="fout").check()
    helpdesk.away = 1
    with pytest.raises(TemporaryFailure, match="503"):
        way.check()
    wrong = Zammad(way._calls, {"": "Bestaat niet"}, US, SECRET, words, forms)
    with pytest.raises(PermanentFailure, match="422"):
        Talks(wrong).ask("Vraag?")


def test_what_went_to_a_desk_that_reads_elsewhere_is_closed_and_opens_when_it_comes_back(
    helpdesk: Helpdesk, talks: Talks, words: DeskWords
) -> None:
    number = talks.ask("Mag dit?", desk="it")
    ticket = talks.external(number)
    talks.desk._desks = lambda: {name: ServiceDesk(name, name, None, name) for name in ("it", "hr")}
    talks.desks_by_way = ("it",)
    for to, state in (("hr", "closed"), ("it", "open")):
        assert talks.desk.transfer(number, "an", to)
        talks.carry()
        assert helpdesk.tickets[int(ticket)]["state"] == state
    assert helpdesk.bodies(ticket)[1:] == [words.went_on.format(nummer=number)]

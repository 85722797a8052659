"""Questions go to a Request Tracker that really runs, and what its agents answer comes back, once and in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import rt_house
from rt_house import AGENT, Tracker
from talks_here import PAGE, Talks

from magdat.handoff.failures import DeliveryFailure, TemporaryFailure
from magdat.handoff.mail.forms import MailForms
from magdat.handoff.receipts import Reason
from magdat.handoff.tickets import Author, Errand, Status
from magdat.handoff.ways.calls import Calls
from magdat.handoff.ways.rt import RequestTracker
from magdat.handoff.ways.words import DeskWords

pytestmark = pytest.mark.timeout(180)  # a first start takes some 15 s, and much longer beside other servers


@pytest.fixture(scope="module")
def rt() -> Iterator[Tracker]:
    """Start Request Tracker once."""
    with rt_house.tracker() as tracker:
        yield tracker


def way_to(rt: Tracker, words: DeskWords, forms: MailForms, *, token: str = "", queue: str = "HR") -> RequestTracker:
    calls = Calls("rt", rt.address, {"Authorization": f"token {token or rt.token}"})
    return RequestTracker(calls, {"": queue, "helpdesk": "Helpdesk"}, words, forms)


@pytest.fixture
def way(rt: Tracker, words: DeskWords, forms: MailForms) -> RequestTracker:
    return way_to(rt, words, forms)


@pytest.fixture
def talks(way: RequestTracker) -> Talks:
    return Talks(way)


def answer(rt: Tracker, ticket: str, text: str, kind: str = "text/plain") -> None:
    rt.agent("POST", f"/ticket/{ticket}/correspond", {"Content": text, "ContentType": kind})


def stand(rt: Tracker, ticket: str, status: str) -> None:
    rt.agent("PUT", f"/ticket/{ticket}", {"Status": status})


def test_a_question_is_a_ticket_with_all_that_goes_along_and_the_address_of_our_desk(rt: Tracker, talks: Talks) -> None:
    number = talks.ask("Mag ik een foto plaatsen?\nNummer: MD-9999", contact="an@voorbeeld.be")
    ticket = rt.agent("GET", f"/ticket/{talks.external(number)}")
    assert ticket["Subject"] == f"Vraag via Mag dat? [{number}]"
    assert [item["id"] for item in ticket["Requestor"]] == ["an@voorbeeld.be"]
    assert f"{PAGE}{number}" in {link["_url"] for link in ticket["_hyperlinks"] if link["ref"] == "refers-to"}
    (text,) = rt.texts(talks.external(number), "Create")
    for words in ("> Mag ik een foto plaatsen?", "> Nummer: MD-9999", "Een foto van een collega", "pauze", PAGE):
        assert words in text


def test_each_desk_has_its_queue(rt: Tracker, talks: Talks) -> None:
    queues = []
    for desk in ("hr", "helpdesk"):
        ticket = rt.agent("GET", f"/ticket/{talks.external(talks.ask('Vraag?', desk=desk))}", fields="Queue")
        queues.append(rt.agent("GET", f"/queue/{ticket['Queue']['id']}")["Name"])
    assert queues == ["HR", "Helpdesk"]


def test_a_talk_goes_both_ways_until_it_is_closed_and_opens_again(rt: Tracker, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen in de zaal?")
    ticket = talks.external(number)
    answer(rt, ticket, "<p>Niet tijdens de <b>film</b>.</p><p>Wel erna &amp; ervoor.</p>", "text/html")
    assert talks.look() == 1
    assert talks.answers(number) == ["Niet tijdens de film.\n\nWel erna & ervoor."]
    assert talks.status(number) is Status.HUMAN
    talks.say(number, "En in de gang? é €")
    assert "En in de gang? é €" in rt.texts(ticket, "Correspond")[-1]
    answer(rt, ticket, "In de gang wel.")
    stand(rt, ticket, "resolved")
    assert talks.look() == 2
    assert talks.answers(number)[-1] == "In de gang wel."
    assert talks.status(number) is Status.CLOSED
    talks.say(number, "Nog één ding: mag het geluid erbij?")
    assert rt.agent("GET", f"/ticket/{ticket}")["Status"] == "open"
    assert talks.look() == 0
    assert talks.status(number) is Status.WAITING


def test_what_was_brought_back_once_is_not_brought_back_again(rt: Tracker, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    answer(rt, talks.external(number), "Antwoord.")
    assert [talks.look(), talks.look(), talks.look()] == [1, 0, 0]
    assert talks.answers(number) == ["Antwoord."]


def test_an_old_closing_closes_nothing_again(rt: Tracker, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    stand(rt, talks.external(number), "resolved")
    talks.look()
    talks.desk.reopen(number, "els", mark="open")
    talks.carry()
    assert talks.look() == 0
    assert talks.status(number) is Status.HUMAN
    assert rt.agent("GET", f"/ticket/{talks.external(number)}")["Status"] == "open"


def test_what_is_answered_after_the_closing_opens_the_question_again(rt: Tracker, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    stand(rt, talks.external(number), "resolved")
    talks.look()
    answer(rt, talks.external(number), "Toch nog iets.")
    assert talks.look() == 1
    assert (talks.answers(number), talks.status(number)) == (["Toch nog iets."], Status.HUMAN)
    stand(rt, talks.external(number), "resolved")
    stand(rt, talks.external(number), "open")
    assert talks.look() == 0, "closed and opened again before anybody looked: nobody has to hear of it"
    assert talks.status(number) is Status.HUMAN


def test_a_quote_in_an_answer_stays_behind(rt: Tracker, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    answer(rt, talks.external(number), "Ja.\n\nOn Thu Nov 26 10:12:33 2026, magdat wrote:\n\n> Vraag?\n")
    talks.look()
    assert talks.answers(number) == ["Ja."]


def test_comments_stay_in_rt_and_notes_stay_here(rt: Tracker, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    ticket = talks.external(number)
    rt.agent("POST", f"/ticket/{ticket}/comment", {"Content": "geheim van rt", "ContentType": "text/plain"})
    talks.desk.note(number, "els", "geheim van ons")
    assert talks.carry() == 0
    assert talks.look() == 0
    assert "geheim van ons" not in "".join(rt.texts(ticket, "Correspond") + rt.texts(ticket, "Comment"))
    assert "geheim van rt" not in "".join(said.text for said in talks.desk.talk(number))


def test_an_answer_by_another_way_is_told_in_rt_and_does_not_come_back(rt: Tracker, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    talks.desk.answer(number, "els", "Dat mag.", mark="bureau 1")
    talks.carry()
    told = rt.texts(talks.external(number), "Correspond")
    assert "Dat mag." in told[-1]
    assert "els" not in told[-1]
    assert talks.look() == 0
    assert talks.answers(number) == ["Dat mag."]


def test_closing_withdrawing_and_transferring_here_does_so_in_rt(rt: Tracker, talks: Talks) -> None:
    closed, taken_back, moved = (talks.ask(f"Vraag {number}?") for number in (1, 2, 3))
    talks.desk.close(closed, "els")
    talks.desk.withdraw(taken_back)
    talks.desk._desks = lambda: {"helpdesk": _Desk(), "hr": _Desk()}  # type: ignore[assignment,return-value]
    talks.desk.transfer(moved, "els", "helpdesk")
    talks.carry()
    assert rt.agent("GET", f"/ticket/{talks.external(closed)}")["Status"] == "resolved"
    assert rt.agent("GET", f"/ticket/{talks.external(taken_back)}")["Status"] == "rejected"
    queue = rt.agent("GET", f"/ticket/{talks.external(moved)}", fields="Queue")["Queue"]["id"]
    assert rt.agent("GET", f"/queue/{queue}")["Name"] == "Helpdesk"


def test_what_goes_to_a_desk_outside_rt_or_is_erased_is_closed_with_a_comment(
    rt: Tracker, talks: Talks, words: DeskWords
) -> None:
    number = talks.ask("Vraag?", desk="helpdesk")
    talks.desk._desks = lambda: {"helpdesk": _Desk(), "hr": _Desk()}  # type: ignore[assignment,return-value]
    talks.desks_by_way = ("helpdesk",)
    assert talks.desk.transfer(number, "els", "hr")
    talks.carry()
    ticket, kept = talks.external(number), talks.desk.of(number)
    assert rt.agent("GET", f"/ticket/{ticket}")["Status"] == "rejected"
    assert kept is not None
    talks.tickets.erase([kept.conversation or ""])
    (receipt,) = talks.tickets.to_erase(["rt"])
    for reason in (Reason.ASKED, Reason.OLD):
        talks.way.tell_erased(replace(receipt, reason=reason))
    told = [words.went_on, words.erased, words.aged]
    assert rt.texts(ticket, "Comment") == [text.format(nummer=number) for text in told]


def test_what_was_said_elsewhere_is_there_when_a_question_comes_back(rt: Tracker, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="helpdesk")
    talks.desk._desks = lambda: {"helpdesk": _Desk(), "hr": _Desk()}  # type: ignore[assignment,return-value]
    talks.desks_by_way = ("helpdesk",)
    assert talks.desk.transfer(number, "els", "hr")
    talks.say(number, "In de refter.")
    talks.desk.answer(number, "els", "Met hoeveel?", mark="eigen 1")
    assert talks.desk.transfer(number, "els", "helpdesk")
    talks.carry()
    last = rt.texts(talks.external(number), "Comment")[-1]
    assert [words in last for words in ("Mag ik filmen?", "In de refter.", "Met hoeveel?")] == [True] * 3
    assert rt.agent("GET", f"/ticket/{talks.external(number)}")["Status"] == "open"


class _Desk:
    confidential = False
    title = "de helpdesk"


def test_a_crash_before_it_was_noted_makes_no_second_ticket_and_no_second_line(rt: Tracker, talks: Talks) -> None:
    number = talks.ask("Eerste vraag?")
    handoff_line = talks.desk.talk(number)[0]
    ticket = talks.external(number)
    talks.say(number, "Nog iets.")
    first, second = (
        _again(talks, number, handoff_line.id, external=None),
        _again(talks, number, talks.desk.talk(number)[1].id, external=ticket),
    )
    assert first == second == ticket
    assert len(rt.texts(ticket, "Correspond")) == 1


def _again(talks: Talks, number: str, line_id: int, *, external: str | None) -> str | None:
    """Carry a line once more, as after a crash: its errand comes a second time."""
    ticket = talks.desk.of(number)
    assert ticket is not None
    line = next(line for line in talks.tickets.lines(ticket.key) if line.id == line_id)
    text = talks.desk.outward(ticket.key, line)
    assert text is not None
    return talks.way.carry(Errand(1, ticket, line, talks.way.name, 2, external), text)


def test_the_person_who_writes_to_rt_by_mail_does_not_answer_themselves(rt: Tracker, talks: Talks) -> None:
    number = talks.ask("Vraag?", contact=f"{AGENT}@bedrijf.test")
    ticket = talks.external(number)
    rt.agent("PUT", f"/ticket/{ticket}", {"Requestor": AGENT})
    answer(rt, ticket, "Ik ben het zelf.")
    assert talks.look() == 0
    assert talks.answers(number) == []


def test_what_is_wrong_with_the_way_is_said(
    rt: Tracker, way: RequestTracker, words: DeskWords, forms: MailForms
) -> None:
    way.check()
    with pytest.raises(DeliveryFailure, match="token"):
        way_to(rt, words, forms, token="1-14-verkeerd").check()
    with pytest.raises(DeliveryFailure, match="right"):
        way_to(rt, words, forms, queue="Bestaat niet").check()
    away = replace(rt, address="http://127.0.0.1:9/REST/2.0")
    with pytest.raises(TemporaryFailure, match="ConnectError"):
        way_to(away, words, forms).check()
    with pytest.raises(ValueError, match="https"):
        Calls("rt", "http://rt.bedrijf.be/REST/2.0", {})


def test_a_question_waits_while_rt_is_away(rt: Tracker, words: DeskWords, forms: MailForms) -> None:
    talks = Talks(way_to(replace(rt, address="http://127.0.0.1:9/REST/2.0"), words, forms))
    with pytest.raises(TemporaryFailure):
        talks.ask("Vraag?")
    (waiting,) = talks.tickets.at_desks(["hr"], [Status.WAITING])
    assert [line.author for line in talks.tickets.lines(waiting.key)] == [Author.PERSON]


def test_what_waited_for_the_old_desk_when_it_went_on_elsewhere_makes_no_ticket(
    rt: Tracker, words: DeskWords, forms: MailForms
) -> None:
    talks = Talks(way_to(replace(rt, address="http://127.0.0.1:9/REST/2.0"), words, forms), ("helpdesk",))
    with pytest.raises(TemporaryFailure):
        talks.ask("Vraag?", desk="helpdesk")
    talks.desk._desks = lambda: {"helpdesk": _Desk(), "hr": _Desk()}  # type: ignore[assignment,return-value]
    assert talks.desk.transfer("MD-0001", "els", "hr")
    talks.retry()
    talks.way = way_to(rt, words, forms)
    assert talks.carry() == 2
    assert talks.tickets.externals("rt") == []

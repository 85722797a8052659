"""The whole way by mail: out by SMTP, into a Dovecot, answered by somebody there, and back into the talk by IMAP."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import make_msgid

import pytest
import structlog
from mail_house import DESK, OURS, PASSWORD, MailHouse
from talks_here import Talks

from magdat.handoff.failures import DeliveryFailure, PermanentFailure, TemporaryFailure
from magdat.handoff.mail.forms import MailForms
from magdat.handoff.mail.mailbox import Mailbox
from magdat.handoff.mail.quotes import BORDER
from magdat.handoff.tickets import Author, Status
from magdat.handoff.ways.email import EmailWay
from magdat.handoff.ways.mail_in import MailReplies
from magdat.handoff.ways.mail_server import Encryption, MailServer
from magdat.handoff.ways.words import DeskWords


def way_to(house: MailHouse, words: DeskWords, forms: MailForms, password: str = PASSWORD) -> EmailWay:
    mailbox = Mailbox("127.0.0.1", house.imap, OURS, password, Encryption.NONE)
    server = MailServer("127.0.0.1", house.smtp, OURS, Encryption.NONE, timeout=10)
    return EmailWay(server, lambda _desk: DESK, MailReplies(mailbox, OURS, words, forms))


@pytest.fixture
def talks(house: MailHouse, words: DeskWords, forms: MailForms) -> Talks:
    return Talks(way_to(house, words, forms))


def reply(to: EmailMessage, text: str, sender: str = f"An Peeters <{DESK}>", **headers: str) -> EmailMessage:
    """Return an answer as a mail program makes it of a mail."""
    quoted = "\n".join(f"> {line}" for line in to.get_content().splitlines())
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, str(to["Reply-To"] or to["From"])
    mail["Subject"], mail["Message-ID"] = f"Re: {to['Subject']}", make_msgid(domain="bedrijf.be")
    mail["In-Reply-To"] = mail["References"] = str(to["Message-ID"])
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(f"{text}\n\nOp do 26 nov 2026 om 10:12 schreef Mag dat? <{OURS}>:\n\n{quoted}\n")
    return mail


def test_a_talk_goes_both_ways_in_one_thread_and_leaves_nothing_in_the_mailbox(house: MailHouse, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen in de zaal?")
    (asked,) = house.wait_for(DESK, 1)
    assert BORDER in asked.get_content()
    assert "> Mag ik filmen in de zaal?" in asked.get_content()
    house.send(reply(asked, "Niet tijdens de film.\n\nMet vriendelijke groeten\nAn Peeters\nHR"))
    assert talks.look() == 1
    assert talks.answers(number) == ["Niet tijdens de film."]
    assert talks.status(number) is Status.HUMAN
    assert house.mails_of(OURS) == []
    talks.say(number, "En erna?")
    _, more = house.wait_for(DESK, 2)
    assert "> En erna?" in more.get_content()
    assert (more["In-Reply-To"], more["References"]) == (asked["Message-ID"], asked["Message-ID"])
    assert more["Subject"] == f"Re: {asked['Subject']}"
    house.send(reply(more, "Dan wel."))
    assert talks.look() == 1
    assert talks.answers(number) == ["Niet tijdens de film.", "Dan wel."]
    assert talks.look() == 0


def test_the_same_mail_twice_is_one_answer(house: MailHouse, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    (asked,) = house.wait_for(DESK, 1)
    answer = reply(asked, "Ja.")
    house.send(answer)
    assert talks.look() == 1
    house.send(answer)
    assert talks.look() == 0
    assert talks.answers(number) == ["Ja."]
    assert house.mails_of(OURS) == []


def test_answers_to_many_questions_each_find_their_own(house: MailHouse, talks: Talks) -> None:
    numbers = [talks.ask(f"Vraag {index}?") for index in range(6)]
    for asked in reversed(house.wait_for(DESK, 6)):
        house.send(reply(asked, f"Antwoord op {asked['Subject']}"))
    assert talks.look() == 6
    for number in numbers:
        assert talks.answers(number) == [f"Antwoord op Vraag via Mag dat? [{number}]"]


def test_who_gave_an_address_is_answered_there_too_and_never_answers_themselves(house: MailHouse, talks: Talks) -> None:
    number = talks.ask("Vraag?", contact="an.vrager@voorbeeld.be")
    (asked,) = house.wait_for(DESK, 1)
    assert "an.vrager@voorbeeld.be" in asked["Reply-To"]
    house.send(reply(asked, "Ik ben het zelf.", sender="an.vrager@voorbeeld.be"))
    assert talks.look() == 0
    assert talks.answers(number) == []


def test_an_absence_a_bounce_and_an_empty_mail_become_notes_for_colleagues(house: MailHouse, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    (asked,) = house.wait_for(DESK, 1)
    house.send(reply(asked, "Ik ben er niet.", Auto_Submitted="auto-replied"))
    house.send(reply(asked, "550 5.1.1 onbekend", sender="MAILER-DAEMON@bedrijf.be"))
    house.send(reply(asked, ""))
    assert talks.look() == 0
    notes = [said.text for said in talks.desk.talk(number) if said.author is Author.NOTE]
    assert [text.split(" ")[0] for text in notes] == ["Op", "Onze", "Er"]
    assert talks.answers(number) == []
    assert talks.status(number) is Status.WAITING
    (left,) = house.flags_of(OURS)
    assert b"\\Flagged" in left  # the empty one: a person has to look


def test_a_mail_that_bounced_counts_as_given_up_and_leaves_again_when_somebody_says_so(
    house: MailHouse, talks: Talks
) -> None:
    number = talks.ask("Vraag?")
    talks.say(number, "Nog iets.")
    asked, _ = house.wait_for(DESK, 2)
    bounce = reply(asked, "550 5.1.1 onbekend", sender="MAILER-DAEMON@bedrijf.be")
    for _ in range(2):  # its server may say so twice
        house.send(bounce)
        talks.look()
    (stuck,) = talks.tickets.stuck()
    assert (stuck.number, stuck.way, stuck.reason, stuck.given_up) == (number, "email", "bounced", True)
    talks.say(number, "En dit?")
    assert len(house.mails_of(DESK)) == 2, "what follows would bounce too"
    (held,) = talks.tickets.held_up(["email"])
    assert (held.line.id, held.ticket.key) == (1, 1), "the line that came back"
    assert talks.tickets.retry(1) == 1
    assert talks.carry() == 2
    mails = house.wait_for(DESK, 4)
    assert [mail["Message-ID"] for mail in mails].count(asked["Message-ID"]) == 2
    assert "> Vraag?" in mails[2].get_content()


def test_a_bounce_that_names_no_mail_is_of_the_last_one(house: MailHouse, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    talks.say(number, "Nog iets.")
    asked, _ = house.wait_for(DESK, 2)
    bounce = reply(asked, "onbekend", sender="postmaster@bedrijf.be")
    del bounce["In-Reply-To"], bounce["References"]
    house.send(bounce)
    talks.look()
    (held,) = talks.tickets.held_up(["email"])
    assert held.line.id == 2


def test_a_forged_mail_opens_nothing_and_mail_of_others_is_not_touched(house: MailHouse, talks: Talks) -> None:
    first, second = talks.ask("Vraag 1?"), talks.ask("Vraag 2?")
    asked = house.wait_for(DESK, 2)[0]
    forged = reply(asked, "Vals.")
    own = forged["To"]
    del forged["To"], forged["In-Reply-To"], forged["References"]
    forged["To"] = own.replace(first.lower(), second.lower())
    house.send(forged)
    house.deliver(b"From: x@elders.be\r\nTo: magdat@bedrijf.be\r\nSubject: reclame\r\n\r\nKoop!\r\n", [OURS])
    assert talks.look() == 0
    assert talks.answers(first) == talks.answers(second) == []
    flags = house.flags_of(OURS)
    assert [b"\\Flagged" in item for item in flags] == [True, False]


class Ordinary:
    title, confidential = "de personeelsdienst", False


class Confidential:
    title, confidential = "de vertrouwenspersoon", True


@pytest.mark.parametrize(("kind", "answers"), [(Ordinary, ["Ja."]), (Confidential, [])])
def test_an_answer_counts_where_mail_was_the_reserve_and_not_where_the_question_went_on_in_confidence(
    kind: type, answers: list[str], house: MailHouse, talks: Talks
) -> None:
    number = talks.ask("Vraag?")
    (asked,) = house.wait_for(DESK, 1)
    talks.desks_by_way = ("een andere",)  # from now on its desk uses no mail
    talks.desk._desks = lambda: {"hr": kind()}  # type: ignore[assignment]
    house.send(reply(asked, "Ja."))
    assert talks.look() == len(answers)
    assert talks.answers(number) == answers
    assert [b"\\Flagged" in flags for flags in house.flags_of(OURS)] == [True] * (1 - len(answers))


def test_mail_of_our_own_that_comes_back_is_thrown_away(house: MailHouse, talks: Talks) -> None:
    talks.ask("Vraag?")
    (asked,) = house.wait_for(DESK, 1)
    back = reply(asked, "x", sender=OURS, X_Magdat_Nummer="MD-0001")
    house.send(back)
    assert talks.look() == 0
    assert house.mails_of(OURS) == []


def test_what_somebody_writes_from_our_own_address_is_left_with_a_flag_and_a_note(
    house: MailHouse, talks: Talks, words: DeskWords
) -> None:
    number = talks.ask("Vraag?")
    (asked,) = house.wait_for(DESK, 1)
    house.send(reply(asked, "Ja, dat mag.", sender=OURS))
    assert talks.look() == 0
    assert talks.answers(number) == []
    assert [item.text for item in talks.desk.talk(number) if item.author is Author.NOTE] == [words.note_ours]
    (left,) = house.flags_of(OURS)
    assert b"\\Flagged" in left


def test_a_crash_between_the_answer_and_the_bookmark_makes_no_second_answer(
    house: MailHouse, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = talks.ask("Vraag?")
    (asked,) = house.wait_for(DESK, 1)
    house.send(reply(asked, "Ja."))

    def dies(*_: object) -> None:
        raise MemoryError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("magdat.handoff.mail.mailbox.OpenMailbox.remove", dies)
        with pytest.raises(MemoryError):
            talks.look()
    assert talks.look() == 0
    assert talks.answers(number) == ["Ja."]
    assert house.mails_of(OURS) == []


def test_while_the_mail_server_is_down_a_question_waits_and_then_arrives_once(house: MailHouse, talks: Talks) -> None:
    house.stop_smtp()
    try:
        with pytest.raises(TemporaryFailure):
            talks.ask("Vraag?")
    finally:
        house.start_smtp()
    talks.retry()
    assert talks.carry() == 1
    assert len(house.wait_for(DESK, 1)) == 1


def test_nothing_that_is_typed_is_in_the_log(house: MailHouse, talks: Talks, words: DeskWords) -> None:
    with structlog.testing.capture_logs() as log:
        talks.ask("geheime vraag?")
        (asked,) = house.wait_for(DESK, 1)
        house.send(reply(asked, "geheim antwoord"))
        house.send(reply(asked, "geheim", sender="MAILER-DAEMON@bedrijf.be"))
        talks.look()
    assert log
    assert "geheim" not in str(log)
    assert DESK not in str(log)


def test_what_is_wrong_with_the_way_is_said(house: MailHouse, words: DeskWords, forms: MailForms) -> None:
    way_to(house, words, forms).check()
    with pytest.raises(DeliveryFailure, match="mailbox"):
        way_to(house, words, forms, password="fout").check()
    house.refused.add(DESK)
    with pytest.raises(PermanentFailure, match="550"):
        Talks(way_to(house, words, forms)).ask("Vraag?")

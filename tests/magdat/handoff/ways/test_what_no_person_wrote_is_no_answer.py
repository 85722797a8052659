"""Absence, bounces, loops and forgeries are told from answers: none of them may reach the person who asked."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.handoff.mail.forms import MailForms
from magdat.handoff.mail.plus_address import LENGTH, LETTERS, PlusAddress
from magdat.handoff.mail.reading import LOOP, Kind, Mail, read_mail


def mail_with(to: str, text: str = "Ja, dat mag.", **headers: str) -> bytes:
    mail = EmailMessage()
    given: Mapping[str, str] = {
        "From": "An <an@bedrijf.be>",
        "To": to,
        "Subject": "Re: Vraag via Mag dat? [MD-0007]",
        "Message-ID": "<1@bedrijf.be>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        mail[name] = value
    mail.set_content(text)
    return mail.as_bytes()


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner-email=an@bedrijf.be"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"Subject": "Automatisch antwoord: Vraag via Mag dat? [MD-0007]"},
        {"Subject": "Afwezig: Re: Vraag via Mag dat? [MD-0007]"},
        {"Subject": "Automatic reply: Vraag via Mag dat? [MD-0007]"},
        {"Subject": "Réponse automatique : Vraag via Mag dat? [MD-0007]"},
        {"Subject": "Out of Office Re: Vraag via Mag dat? [MD-0007]"},
    ],
)
def test_an_absence_is_none(headers: dict[str, str], addresses: PlusAddress, forms: MailForms) -> None:
    read = read_mail(mail_with(addresses.of("MD-0007"), "Ik ben er niet.", **headers), addresses, forms)
    assert (read.kind, read.number, read.text) == (Kind.ABSENT, "MD-0007", "")


def test_a_person_who_writes_about_an_absence_gives_an_answer(addresses: PlusAddress, forms: MailForms) -> None:
    raw = mail_with(addresses.of("MD-0007"), Subject="Re: vraag over afwezigheid", Auto_Submitted="no")
    assert read_mail(raw, addresses, forms).kind is Kind.ANSWER


def report(addresses: PlusAddress, action: str, held: str = "text/rfc822-headers") -> bytes:
    """Return a report as Postfix makes it, of a mail of ours to a mailbox that is not there."""
    ours = f"From: magdat@bedrijf.be\r\nSubject: Vraag\r\nMessage-ID: {addresses.message_id('MD-0007', 12)}\r\n"
    lines = [
        "Return-Path: <>",
        "From: Mail Delivery System <MAILER-DAEMON@mail.bedrijf.be>",
        "To: magdat@bedrijf.be",
        "Subject: Undelivered Mail Returned to Sender",
        "Message-ID: <bounce@mail.bedrijf.be>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"',
        "",
        "--x\r\nContent-Type: text/plain\r\n\r\nI'm sorry to have to inform you\r\n",
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.bedrijf.be\r\n",
        f"Final-Recipient: rfc822; helpdesk@bedrijf.be\r\nAction: {action}\r\nStatus: 5.1.1\r\n",
        f"--x\r\nContent-Type: {held}\r\n\r\n{ours}\r\n--x--\r\n",
    ]
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize("held", ["text/rfc822-headers", "message/rfc822"])
@pytest.mark.parametrize(("action", "kind"), [("failed", Kind.BOUNCED), ("delayed", Kind.DELAYED)])
def test_a_mail_that_did_not_arrive_is_told_with_its_number(
    action: str, kind: Kind, held: str, addresses: PlusAddress, forms: MailForms
) -> None:
    read = read_mail(report(addresses, action, held), addresses, forms)
    assert (read.kind, read.number, read.text) == (kind, "MD-0007", "")


def test_a_bounce_without_a_report_is_one_too(addresses: PlusAddress, forms: MailForms) -> None:
    to = addresses.of("MD-0007")
    exchange = mail_with(to, From="postmaster@bedrijf.be", Subject="Onbestelbaar: Vraag via Mag dat?")
    plain = mail_with(to, Return_Path="<>", Subject="failure notice")
    assert [read_mail(raw, addresses, forms).kind for raw in (exchange, plain)] == [Kind.BOUNCED] * 2


def test_a_mail_of_our_own_that_comes_back_is_a_loop(addresses: PlusAddress, forms: MailForms) -> None:
    to = addresses.of("MD-0007")
    ours = {"From": "Mag dat? <magdat@bedrijf.be>"}
    for headers in ({LOOP.replace("-", "_"): "MD-0007"}, {**ours, "Auto_Submitted": "auto-replied"}):
        assert read_mail(mail_with(to, **headers), addresses, forms).kind is Kind.LOOP


def test_what_somebody_wrote_from_our_own_address_is_not_taken_for_a_mail_of_ours(
    addresses: PlusAddress, forms: MailForms
) -> None:
    read = read_mail(mail_with(addresses.of("MD-0007"), From="Mag dat? <magdat@bedrijf.be>"), addresses, forms)
    assert (read.kind, read.number, read.text) == (Kind.OURS, "MD-0007", "")


def test_a_quote_and_nothing_else_is_empty(addresses: PlusAddress, forms: MailForms) -> None:
    text = "Op 26-11-2026 om 10:12 schreef Mag dat?:\n> Nummer: MD-0007\n"
    read = read_mail(mail_with(addresses.of("MD-0007"), text), addresses, forms)
    assert (read.kind, read.number) == (Kind.EMPTY, "MD-0007")


def kind_at(to: str, addresses: PlusAddress, forms: MailForms, **headers: str) -> Mail:
    return read_mail(mail_with(to, **headers), addresses, forms)


def test_changing_the_number_in_an_address_opens_no_other_ticket(addresses: PlusAddress, forms: MailForms) -> None:
    mine = addresses.of("MD-0007")
    read = kind_at(mine.replace("md-0007", "md-0008"), addresses, forms)
    assert (read.kind, read.number, read.text) == (Kind.FORGED, None, "")


def test_the_letters_of_another_installation_open_nothing(addresses: PlusAddress, forms: MailForms) -> None:
    theirs = PlusAddress("magdat@bedrijf.be", "x".__add__)
    assert kind_at(theirs.of("MD-0007"), addresses, forms).kind is Kind.FORGED


def test_a_mail_without_an_address_of_a_ticket_is_left_alone(addresses: PlusAddress, forms: MailForms) -> None:
    assert kind_at("magdat@bedrijf.be", addresses, forms).kind is Kind.FOREIGN


def test_a_reply_finds_its_ticket_by_the_mail_that_it_answers_where_nobody_knows_plus_addresses(
    addresses: PlusAddress, forms: MailForms
) -> None:
    ours = addresses.message_id("MD-0007", 12)
    for headers in ({"In_Reply_To": ours}, {"References": f"<0@elders.be> {ours} <3@elders.be>"}):
        read = kind_at("Mag dat? <magdat@bedrijf.be>", addresses, forms, **headers)
        assert (read.kind, read.number) == (Kind.ANSWER, "MD-0007")
    wrong = ours.replace("md-0007", "md-0008")
    assert kind_at("magdat@bedrijf.be", addresses, forms, In_Reply_To=wrong).number is None


def test_copies_of_a_mail_have_one_mark_and_other_mails_another(addresses: PlusAddress, forms: MailForms) -> None:
    to = addresses.of("MD-0007")
    first, copy, other = (
        kind_at(to, addresses, forms),
        kind_at(to, addresses, forms, Received="from elsewhere"),
        kind_at(to, addresses, forms, Message_ID="<2@bedrijf.be>"),
    )
    assert first.mark == copy.mark != other.mark


@given(st.integers(1, 10**12), st.integers(1, 10**6))
def test_every_number_has_an_address_that_only_its_own_letters_open(key: int, line: int) -> None:
    addresses = PlusAddress("Mag.Dat@Bedrijf.be", "k".__add__)
    number = f"MD-{key:04d}"
    address = addresses.of(number)
    assert addresses.number_in([address.upper()], ()) == number
    assert addresses.number_in((), [addresses.message_id(number, line)]) == number
    local, _, domain = address.partition("@")
    assert len(local) <= 64
    other = "".join(LETTERS[(LETTERS.index(letter) + 1) % len(LETTERS)] for letter in local[-LENGTH:])
    assert addresses.number_in([f"{local[:-LENGTH]}{other}@{domain}"], ()) is None

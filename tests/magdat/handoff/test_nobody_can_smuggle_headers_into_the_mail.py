"""Whatever a person types, the mail has the same headers and the same one recipient."""

import email
import email.policy

import pytest
from handoff_servers import RECIPIENT, SENDER
from house import line_for
from hypothesis import given
from hypothesis import strategies as st

from magdat.handoff.message import Handoff
from magdat.handoff.ways import mail_server as leaving
from magdat.handoff.ways.addresses import is_email_address
from magdat.handoff.ways.email import EmailWay

HEADERS = {
    "Subject",
    "From",
    "To",
    "Reply-To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
}
ATTACK = "an@x.be\r\nBcc: iedereen@bedrijf.be\r\nSubject: Gewonnen\r\n\r\nKlik hier"


@pytest.mark.parametrize(
    "handoff",
    [
        Handoff("Dag", ATTACK),
        Handoff("Dag", "an@x.be\nBcc: iedereen@bedrijf.be"),
        Handoff("Dag", "an@x.be\rBcc: iedereen@bedrijf.be"),
        Handoff("Dag", "an@x.be\n"),
        Handoff(ATTACK + "\r\n.\r\nMAIL FROM:<kwaad@x.be>", "an@x.be"),
        Handoff("Dag", "an@x.be", ATTACK, {"platform": ATTACK}),
    ],
)
def test_nobody_can_smuggle_headers_into_the_mail(house, mail, mail_server, handoff):
    house.add(handoff)
    assert house.courier(mail).carry_due() == 1
    (letter,) = mail_server.mails  # the server itself checks that there is one recipient
    assert set(letter.keys()) <= HEADERS
    assert letter["Subject"] == "Vraag via Mag dat? [MD-0001]"
    assert letter["Reply-To"] in (None, "an@x.be")
    lines = letter.get_content().splitlines()
    assert sum(line.startswith("Antwoorden naar:") for line in lines) == 1
    assert not any(line.startswith(("Bcc", "Subject", "MAIL", ".")) for line in lines)


text = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)
lines = st.lists(
    st.sampled_from(["\r", "\n", "Bcc: x@y.be", "an@x.be", "\u2028", "\x85", " ", "=?utf-8?q?a?="]), max_size=8
)


@given(message=text | lines.map("".join), contact=st.none() | text | lines.map("".join), topic=st.none() | text)
def test_the_headers_are_the_same_for_any_text(message, contact, topic):
    way = EmailWay(leaving.MailServer("127.0.0.1", 25, SENDER, leaving.Encryption.NONE), lambda _desk: RECIPIENT)
    raw = way.compose(*line_for(Handoff(message, contact, topic, {"inhoud": message})), RECIPIENT).as_bytes()
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    assert set(letter.keys()) <= HEADERS
    assert len(letter.keys()) == len(set(letter.keys()))
    assert letter["To"] == RECIPIENT
    assert letter["Reply-To"] is None or letter["Reply-To"] == contact


@given(text)
def test_an_address_is_one_line_of_plain_letters(candidate):
    if is_email_address(candidate):
        assert candidate.isascii()
        assert candidate.isprintable()
        assert candidate.count("@") == 1
        assert not set(' ,;<>()"') & set(candidate)


@pytest.mark.parametrize("address", ["an@x.be", "an.peeters+werk@mail.bedrijf.be", "o'neil@x-y.com", "a@1.be"])
def test_usual_addresses_are_taken(address):
    assert is_email_address(address)

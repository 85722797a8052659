"""Quotes, signatures and what devices add are told from the answer, in the forms that mail programs in Belgium give."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from magdat.handoff.mail.forms import MailForms, load_mail_forms
from magdat.handoff.mail.html_text import text_of_html
from magdat.handoff.mail.plus_address import PlusAddress
from magdat.handoff.mail.quotes import BORDER, own_words
from magdat.handoff.mail.reading import Kind, read_mail

HERE = Path(__file__).parent
FORMS = load_mail_forms(HERE.parents[3] / "leidraad" / "post.yml")
ADDRESSES = PlusAddress("magdat@bedrijf.be", "k".__add__)
REPLIES = [
    reply
    for name in ("replies.yml", "more_replies.yml")
    for reply in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
]


def written(addresses: PlusAddress, reply: dict[str, str]) -> EmailMessage:
    """Return a reply as a mail."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "An Peeters <an.peeters@bedrijf.be>", addresses.of("MD-0007")
    mail["Subject"], mail["Message-ID"] = "Re: Vraag via Mag dat? [MD-0007]", "<1@bedrijf.be>"
    if "html" in reply:
        mail.set_content(reply["html"], subtype="html")
    else:
        mail.set_content(reply["text"])
    return mail


@pytest.mark.parametrize("reply", REPLIES, ids=[reply["client"] for reply in REPLIES])
def test_only_the_answer_is_left(reply: dict[str, str], addresses: PlusAddress, forms: MailForms) -> None:
    mail = read_mail(written(addresses, reply).as_bytes(), addresses, forms)
    assert (mail.kind, mail.number, mail.sender) == (Kind.ANSWER, "MD-0007", "an.peeters@bedrijf.be")
    assert mail.text == reply["answer"].strip()


WORDS = st.lists(
    st.sampled_from(["ja", "nee", "vraag", "het", "eerst", "aan", "Els", "- punt", "12", "morgen?"]), min_size=1
)
LINES = st.lists(WORDS.map(" ".join), min_size=1, max_size=12).map("\n".join)


@given(answer=LINES, quoted=LINES)
def test_whatever_is_written_above_a_quote_is_kept_and_nothing_of_the_quote(answer: str, quoted: str) -> None:
    marked = "\n".join(f"> {line}" for line in f"{BORDER}\n{quoted}".split("\n"))
    attribution = "Op do 26 nov 2026 om 10:12 schreef Mag dat? <magdat@bedrijf.be>:"
    assert own_words(f"{answer}\n\n{attribution}\n{marked}\n", FORMS) == answer.strip()


@given(st.text(max_size=300))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    words = own_words(text, FORMS)
    assert "\r" not in words
    assert not words or words == words.strip()


@given(st.text(alphabet="<>/ abdivpblockquote=\"'&;\n", max_size=300))
def test_no_html_is_too_broken_to_be_read(source: str) -> None:
    text = text_of_html(source)
    assert "<script" not in text


@given(st.binary(max_size=400))
def test_no_mail_is_too_broken_to_be_read(raw: bytes) -> None:
    assert read_mail(raw, ADDRESSES, FORMS).number is None


@pytest.mark.timeout(10)
def test_a_long_mail_is_read_at_once(forms: MailForms) -> None:
    # Forms with an end far away may look for it from everywhere; no line may cost more than its length.
    lines = ["Op " + "a " * 4000, "Van: " * 3000, "> " * 5000, "Met vriendelijke " * 2000] * 50
    assert own_words("\n".join(lines), forms)


def test_lines_that_a_mail_program_wrapped_become_whole_again(addresses: PlusAddress, forms: MailForms) -> None:
    mail = written(addresses, {"text": "Dit is een lange \nregel.\n\nEn een tweede.\n-- \nAn\n"})
    mail.set_param("format", "flowed")
    assert read_mail(mail.as_bytes(), addresses, forms).text == "Dit is een lange regel.\n\nEn een tweede."


def test_another_character_set_is_read_also_when_the_mail_names_the_wrong_one(
    addresses: PlusAddress, forms: MailForms
) -> None:
    head = f"From: an@bedrijf.be\r\nTo: {addresses.of('MD-0007')}\r\nMessage-ID: <2@b>\r\n"
    for charset, raw in (
        ("utf-8", "geïnformeerd".encode("cp1252")),
        ("windows-1252", "geïnformeerd".encode("cp1252")),
        ("bestaat-niet", "geïnformeerd".encode()),
    ):
        kind = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        assert read_mail(head.encode() + kind.encode() + raw, addresses, forms).text == "geïnformeerd"


def test_a_file_that_came_along_is_told(addresses: PlusAddress, forms: MailForms) -> None:
    mail = written(addresses, {"text": "Zie bijlage."})
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="regels.pdf")
    read = read_mail(mail.as_bytes(), addresses, forms)
    assert (read.text, read.attachments) == ("Zie bijlage.", True)

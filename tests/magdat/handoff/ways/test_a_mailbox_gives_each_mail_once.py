"""The mailbox of replies, in a Dovecot that really runs: read in order, from where it was left, and emptied."""

from __future__ import annotations

import pytest
from mail_house import OURS, PASSWORD, MailHouse

from magdat.handoff.mail.mailbox import Mailbox, MailboxError, Place
from magdat.handoff.ways.mail_server import Encryption


def box(house: MailHouse, **facts: object) -> Mailbox:
    return Mailbox(
        **{  # type: ignore[arg-type]
            "host": "127.0.0.1",
            "port": house.imap,
            "user": OURS,
            "password": PASSWORD,
            "encryption": Encryption.NONE,
            **facts,
        }
    )


def put(house: MailHouse, name: str) -> None:
    house.deliver(f"Subject: {name}\r\nMessage-ID: <{name}@bedrijf.be>\r\n\r\n{name}\r\n".encode(), [OURS])


def test_new_mails_come_in_order_and_only_those_after_the_place_that_was_kept(house: MailHouse) -> None:
    for name in ("een", "twee", "drie"):
        put(house, name)
    with box(house).opened() as mailbox:
        places = mailbox.new(None)
        subjects = [(mailbox.fetch(place) or b"").split(b"Subject: ")[1].split(b"\r\n")[0] for place in places]
        rest = mailbox.new(Place.read(str(places[1])))
        none = mailbox.new(places[2])
    assert subjects == [b"een", b"twee", b"drie"]
    assert rest == [places[2]]
    assert none == []


def test_a_mailbox_that_was_made_anew_is_read_from_the_start(house: MailHouse) -> None:
    put(house, "een")
    with box(house).opened() as mailbox:
        (place,) = mailbox.new(None)
        assert mailbox.new(Place(place.validity + 1, place.uid + 10)) == [place]


def test_what_is_removed_is_gone_and_nothing_else(house: MailHouse) -> None:
    put(house, "weg")
    put(house, "blijft")
    with box(house).opened() as mailbox:
        first, second = mailbox.new(None)
        mailbox.remove(first)
        assert mailbox.fetch(first) is None
        mailbox.flag(second)
    assert [mail["Subject"] for mail in house.mails_of(OURS)] == ["blijft"]
    (flags,) = house.flags_of(OURS)
    assert b"\\Flagged" in flags
    assert b"\\Seen" not in flags


def test_a_bookmark_that_is_none_is_not_a_place() -> None:
    assert Place.read(None) is None
    assert Place.read("x") is None
    assert Place.read("12:34") == Place(12, 34)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"folder": "Bestaat niet"}, "no folder"),
        ({"port": 9}, "no connection"),
        ({"encryption": Encryption.TLS}, "no connection"),
        ({"encryption": Encryption.STARTTLS}, "no encryption"),
        ({"password": "fout"}, "refuses the log-in"),
    ],
)
def test_what_is_wrong_with_a_mailbox_is_said_without_a_word_of_the_server(
    house: MailHouse, wrong: dict[str, object], told: str
) -> None:
    with pytest.raises(MailboxError, match=told) as raised, box(house, **wrong, timeout=3).opened():
        pass
    assert PASSWORD not in str(raised.value)

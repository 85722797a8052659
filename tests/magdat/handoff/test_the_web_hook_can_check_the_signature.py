"""The receiver computes the same HMAC over timestamp and body, as docs/doorgeven.md tells."""

import hashlib
import hmac
import json

from magdat.handoff.message import Handoff


def genuine(headers: dict[str, str], body: bytes, secret: bytes) -> bool:
    expected = hmac.new(secret, headers["X-Magdat-Timestamp"].encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"sha256={expected}", headers["X-Magdat-Signature"])


def test_the_web_hook_can_check_the_signature(house, webhook, helpdesk, question, clock):
    house.add(question)
    assert house.courier(webhook).carry_due() == 1
    ((headers, body),) = helpdesk.posts

    assert genuine(headers, body, b"een-gedeeld-geheim")
    assert not genuine(headers, body + b" ", b"een-gedeeld-geheim")
    assert not genuine(headers, body, b"een-ander-geheim")
    assert not genuine({**headers, "X-Magdat-Timestamp": "1"}, body, b"een-gedeeld-geheim")
    assert headers["X-Magdat-Timestamp"] == str(int(clock()))


def test_the_web_hook_gets_what_was_agreed_and_nothing_else(house, webhook, helpdesk, question):
    house.add(question)
    house.courier(webhook).carry_due()
    ((headers, body),) = helpdesk.posts
    assert headers["Content-Type"] == "application/json"
    assert headers["Idempotency-Key"] == "MD-0001"
    assert json.loads(body) == {
        "nummer": "MD-0001",
        "dienst": "helpdesk",
        "kenmerk": 1,
        "soort": "vraag",
        "boodschap": question.message,
        "contact": "an.peeters@example.be",
        "onderwerp": "foto_collega",
        "context": {"platform": "instagram", "moment": "buiten_werkuren"},
        "getoond": {"onderwerp": None, "situatie": None, "antwoord": None},
    }


def test_an_anonymous_message_has_no_contact(house, webhook, helpdesk):
    house.add(Handoff("Dag 🎉"))
    house.courier(webhook).carry_due()
    assert json.loads(helpdesk.posts[0][1]) == {
        "nummer": "MD-0001",
        "dienst": "helpdesk",
        "kenmerk": 1,
        "soort": "vraag",
        "boodschap": "Dag 🎉",
        "contact": None,
        "onderwerp": None,
        "context": {},
        "getoond": {"onderwerp": None, "situatie": None, "antwoord": None},
    }

"""Success, delay, refusal, a mistake in an adapter: the log tells which number, and not a word of the message."""

import logging

import pytest
from structlog.testing import capture_logs

from magdat.handoff.failures import PermanentFailure

PRIVATE = ("personeelsfeest", "peeters", "foto_collega", "instagram", "127.0.0.1")


class Raises:
    """A way that fails."""

    name = "email"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def carry(self, errand, text):
        raise self.error


@pytest.mark.parametrize(
    ("error", "event"),
    [
        (PermanentFailure("smtp 550"), "handoff.undeliverable"),
        (KeyError("Mag ik een foto van het personeelsfeest plaatsen?"), "handoff.put_off"),
    ],
)
def test_a_failure_is_logged_by_number(house, question, error, event):
    house.add(question)
    with capture_logs() as logs:
        house.courier(Raises(error)).carry_due()
    assert [(item["event"], item["number"]) for item in logs] == [(event, "MD-0001")]
    assert not any(word in str(logs) for word in PRIVATE)


def test_the_servers_words_are_not_logged(house, mail, mail_server, webhook, helpdesk, question, clock, caplog):
    caplog.set_level(logging.INFO)
    mail_server.data_answers.append("554 spam: Mag ik een foto van het personeelsfeest plaatsen?")
    with capture_logs() as logs:
        number = house.add(question)
        house.add(question)
        house.courier(mail).carry_due()
        house.courier(webhook).carry_due()
        house.desk.answer(number, "an", "Over het personeelsfeest: dat mag.", mark="a1")
        house.desk.close(number, "an")
        for _ in range(20):
            clock.pass_(days=1)
            house.tickets.forget(14)
    assert [item["event"] for item in logs] == [
        "handoff.undeliverable",
        "handoff.delivered",
        "handoff.delivered",
        "handoff.delivered",
        "desk.happened",
        "desk.line",
        "desk.happened",
        "handoff.erased_undelivered",
    ]
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("mail.", "asyncio"))]
    assert not any(word in str(logs) + str(ours) for word in PRIVATE)

"""Success, delay, refusal, a mistake in an adapter: the log tells which number, and not a word of the message."""

import logging

import pytest
from structlog.testing import capture_logs

from magdat.handoff.adapters import PermanentFailure
from magdat.handoff.delivery import Courier

PRIVATE = ("personeelsfeest", "peeters", "foto_collega", "instagram", "127.0.0.1")


class Raises:
    """An adapter that fails in one way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def deliver(self, number, handoff):
        raise self.error


@pytest.mark.parametrize(
    ("error", "event"),
    [
        (PermanentFailure("smtp 550"), "handoff.undeliverable"),
        (KeyError("Mag ik een foto van het personeelsfeest plaatsen?"), "handoff.put_off"),
    ],
)
def test_a_failure_is_logged_by_number(outbox, question, error, event):
    outbox.add(question)
    with capture_logs() as logs:
        Courier(outbox, Raises(error)).deliver_due()
    assert [(item["event"], item["number"]) for item in logs] == [(event, "MD-0001")]
    assert not any(word in str(logs) for word in PRIVATE)


def test_the_servers_words_are_not_logged(outbox, mail, mail_server, webhook, helpdesk, question, clock, caplog):
    caplog.set_level(logging.INFO)
    mail_server.data_answers.append("554 spam: Mag ik een foto van het personeelsfeest plaatsen?")
    with capture_logs() as logs:
        outbox.add(question)
        outbox.add(question)
        Courier(outbox, mail).deliver_due()
        outbox.add(question)
        Courier(outbox, webhook).deliver_due()
        for _ in range(30):
            clock.pass_(days=1)
            outbox.clean(30)
    assert [item["event"] for item in logs] == [
        "handoff.undeliverable",
        "handoff.delivered",
        "handoff.delivered",
        "handoff.erased_undelivered",
    ]
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("mail.", "asyncio"))]
    assert not any(word in str(logs) + str(ours) for word in PRIVATE)

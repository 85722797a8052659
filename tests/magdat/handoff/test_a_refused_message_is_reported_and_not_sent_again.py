"""A 5xx answer is final: the operator sees it, and can offer the message again once the cause is mended."""

import pytest

from magdat.handoff.delivery import Courier
from magdat.handoff.outbox import State


@pytest.mark.parametrize("step", ["recipient_answers", "data_answers"])
def test_a_refused_message_is_reported_and_not_sent_again(outbox, mail, mail_server, question, clock, step):
    getattr(mail_server, step).append("550 zo niet: Mag ik een foto plaatsen?")
    number = outbox.add(question)
    courier = Courier(outbox, mail)

    assert courier.deliver_due() == 0
    clock.pass_(days=1)
    assert courier.deliver_due() == 0
    assert mail_server.mails == []
    (failure,) = outbox.report().failures
    assert (failure.number, failure.reason) == (number, "smtp 550"), "the server's own words may quote the message"


def test_the_operator_can_offer_it_again(outbox, mail, mail_server, question):
    mail_server.recipient_answers.append("550 onbekend")
    number = outbox.add(question)
    courier = Courier(outbox, mail)
    courier.deliver_due()

    assert outbox.retry(number)
    assert courier.deliver_due() == 1
    assert not outbox.retry(number), "a delivered message cannot be sent again"
    assert "foto van het personeelsfeest" in mail_server.mails[0].get_content()
    assert outbox.report().counts[State.FAILED] == 0

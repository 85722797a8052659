"""A 4xx answer, such as greylisting or a full mailbox, means: come back."""

import pytest

from magdat.handoff.delivery import Courier


@pytest.mark.parametrize("answer", ["421 even dicht", "450 mailbox bezet", "451 greylisting", "452 schijf vol"])
@pytest.mark.parametrize("step", ["recipient_answers", "data_answers"])
def test_a_busy_mail_server_gets_the_message_later(outbox, mail, mail_server, question, clock, step, answer):
    getattr(mail_server, step).append(answer)
    outbox.add(question)
    courier = Courier(outbox, mail)

    assert courier.deliver_due() == 0
    assert courier.deliver_due() == 0, "it comes back, but not at once"
    clock.pass_(seconds=600)
    assert courier.deliver_due() == 1
    assert len(mail_server.mails) == 1
    assert outbox.report().failures == ()

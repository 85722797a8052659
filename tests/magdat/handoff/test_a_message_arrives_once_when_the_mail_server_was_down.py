"""Nothing gets lost, and nothing comes twice, when the mail server is away for a while."""

import pytest

from magdat.handoff.delivery import Courier
from magdat.handoff.outbox import State


def test_a_message_arrives_once_when_the_mail_server_was_down(outbox, mail, mail_server, question, clock):
    courier = Courier(outbox, mail)
    mail_server.stop()
    number = outbox.add(question)

    assert courier.deliver_due() == 0
    clock.pass_(seconds=600)
    assert courier.deliver_due() == 0
    assert outbox.report().counts[State.PENDING] == 1

    mail_server.start()
    clock.pass_(seconds=600)
    assert courier.deliver_due() == 1
    clock.pass_(days=1)
    assert courier.deliver_due() == 0

    assert [item["Subject"] for item in mail_server.mails] == [f"Vraag via Mag dat? [{number}]"]
    assert outbox.report().counts[State.DELIVERED] == 1


def test_a_restart_between_two_messages_disturbs_neither(outbox, mail, mail_server, question):
    courier = Courier(outbox, mail)
    outbox.add(question)
    assert courier.deliver_due() == 1
    mail_server.stop()
    mail_server.start()
    outbox.add(question)
    assert courier.deliver_due() == 1
    assert [item["Subject"][-9:] for item in mail_server.mails] == ["[MD-0001]", "[MD-0002]"]


def test_one_message_that_is_put_off_does_not_hold_up_the_next(outbox, mail, mail_server, question):
    mail_server.data_answers.append("451 kom later terug")
    outbox.add(question)
    outbox.add(question)
    assert Courier(outbox, mail).deliver_due() == 1
    assert [item["Subject"][-9:] for item in mail_server.mails] == ["[MD-0002]"]


@pytest.mark.parametrize("rude", ["500 geen tijd", "hang up"])
def test_a_mail_server_that_ends_rudely_did_take_the_mail(outbox, mail, mail_server, question, clock, rude):
    mail_server.goodbye = rude
    outbox.add(question)
    courier = Courier(outbox, mail)
    assert courier.deliver_due() == 1
    clock.pass_(days=1)
    assert courier.deliver_due() == 0
    assert len(mail_server.mails) == 1

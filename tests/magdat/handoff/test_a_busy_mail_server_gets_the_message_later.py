"""A 4xx answer, such as greylisting or a full mailbox, means: come back."""

import pytest


@pytest.mark.parametrize("answer", ["421 even dicht", "450 mailbox bezet", "451 greylisting", "452 schijf vol"])
@pytest.mark.parametrize("step", ["recipient_answers", "data_answers"])
def test_a_busy_mail_server_gets_the_message_later(house, mail, mail_server, question, clock, step, answer):
    getattr(mail_server, step).append(answer)
    house.add(question)
    courier = house.courier(mail)

    assert courier.carry_due() == 0
    assert courier.carry_due() == 0, "it comes back, but not at once"
    clock.pass_(seconds=600)
    assert courier.carry_due() == 1
    assert len(mail_server.mails) == 1
    assert house.given_up() == []

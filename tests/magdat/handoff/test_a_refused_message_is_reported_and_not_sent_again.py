"""A 5xx answer is final: the operator sees it, and can offer the message again once the cause is mended."""

import pytest


@pytest.mark.parametrize("step", ["recipient_answers", "data_answers"])
def test_a_refused_message_is_reported_and_not_sent_again(house, mail, mail_server, question, clock, step):
    getattr(mail_server, step).append("550 zo niet: Mag ik een foto plaatsen?")
    number = house.add(question)
    courier = house.courier(mail)

    assert courier.carry_due() == 0
    clock.pass_(days=1)
    assert courier.carry_due() == 0
    assert mail_server.mails == []
    assert house.given_up() == [(number, "smtp 550")], "the server's own words may quote the message"


def test_the_operator_can_offer_it_again(house, mail, mail_server, question):
    mail_server.recipient_answers.append("550 onbekend")
    number = house.add(question)
    courier = house.courier(mail)
    courier.carry_due()

    assert house.tickets.retry(int(number[3:]))
    assert courier.carry_due() == 1
    assert not house.tickets.retry(int(number[3:])), "a delivered message cannot be sent again"
    assert "foto van het personeelsfeest" in mail_server.mails[0].get_content()
    assert house.given_up() == []

"""Nothing gets lost, and nothing comes twice, when the mail server is away for a while."""

import pytest


def test_a_message_arrives_once_when_the_mail_server_was_down(house, mail, mail_server, question, clock):
    courier = house.courier(mail)
    mail_server.stop()
    number = house.add(question)

    assert courier.carry_due() == 0
    clock.pass_(seconds=600)
    assert courier.carry_due() == 0
    assert [item.given_up for item in house.tickets.stuck()] == [False]

    mail_server.start()
    clock.pass_(seconds=600)
    assert courier.carry_due() == 1
    clock.pass_(days=1)
    assert courier.carry_due() == 0

    assert [item["Subject"] for item in mail_server.mails] == [f"Vraag via Mag dat? [{number}]"]
    assert house.tickets.stuck() == []


def test_a_restart_between_two_messages_disturbs_neither(house, mail, mail_server, question):
    courier = house.courier(mail)
    house.add(question)
    assert courier.carry_due() == 1
    mail_server.stop()
    mail_server.start()
    house.add(question)
    assert courier.carry_due() == 1
    assert [item["Subject"][-9:] for item in mail_server.mails] == ["[MD-0001]", "[MD-0002]"]


def test_one_message_that_is_put_off_does_not_hold_up_the_next(house, mail, mail_server, question):
    mail_server.data_answers.append("451 kom later terug")
    house.add(question)
    house.add(question)
    assert house.courier(mail).carry_due() == 1
    assert [item["Subject"][-9:] for item in mail_server.mails] == ["[MD-0002]"]


@pytest.mark.parametrize("rude", ["500 geen tijd", "hang up"])
def test_a_mail_server_that_ends_rudely_did_take_the_mail(house, mail, mail_server, question, clock, rude):
    mail_server.goodbye = rude
    house.add(question)
    courier = house.courier(mail)
    assert courier.carry_due() == 1
    clock.pass_(days=1)
    assert courier.carry_due() == 0
    assert len(mail_server.mails) == 1

"""A clock that jumps a year, forwards or back, costs no message and no patience."""

import pytest

from magdat.handoff.delivery import Courier
from magdat.handoff.outbox import LEASE, State

YEAR = 365


@pytest.mark.parametrize("years", [1, -1])
def test_a_message_that_waits_is_delivered_after_a_jump(outbox, mail, mail_server, question, clock, years):
    outbox.add(question)
    clock.pass_(days=years * YEAR)
    assert outbox.clean(30) == 0
    assert Courier(outbox, mail).deliver_due() == 1
    assert len(mail_server.mails) == 1


@pytest.mark.parametrize("years", [1, -1])
def test_a_jump_and_back_loses_nothing(outbox, mail, mail_server, question, clock, years):
    outbox.add(question)
    mail_server.data_answers.append("451 kom later terug")
    courier = Courier(outbox, mail)
    clock.pass_(days=years * YEAR)
    assert courier.deliver_due() == 0, "put off to a moment by the clock that jumped"
    assert outbox.clean(30) == 0
    clock.pass_(days=-years * YEAR)
    assert outbox.clean(30) == 0
    clock.pass_(seconds=LEASE)
    assert courier.deliver_due() == 1


def test_a_jump_while_it_is_sent_does_not_hold_it_for_a_year(outbox, question, clock):
    clock.pass_(days=YEAR)
    outbox.add(question)
    assert outbox.claim()
    clock.pass_(days=-YEAR)
    assert outbox.claim(), "its lease ends in a year, which no lease does"


def test_a_jump_is_no_week_of_trying(outbox, question, clock):
    number = outbox.add(question)
    outbox.claim()
    assert outbox.failed(number, clock() + 5, "smtp 451") is State.PENDING
    clock.pass_(days=YEAR)
    claim = outbox.claim()
    assert outbox.failed(number, clock() + 5, "smtp 451", attempt=claim.attempt) is State.PENDING


def test_a_clock_that_stays_wrong_gives_a_message_weeks_to_leave(outbox, question, clock):
    outbox.add(question)
    clock.pass_(days=YEAR)
    cleanings = 0
    while outbox.clean(30) == 0:
        clock.pass_(days=1)
        cleanings += 1
    assert cleanings == 28, "the jump counted for two days"

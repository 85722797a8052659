"""After seven days of trying the operator hears of it; the text stays until the retention ends."""

from magdat.handoff.delivery import Courier
from magdat.handoff.outbox import State
from magdat.storage.memory.outbox import MemoryOutbox


def test_a_message_counts_as_undeliverable_after_a_week(outbox, mail, mail_server, question, clock):
    mail_server.stop()
    created = clock()
    number = outbox.add(question)
    courier = Courier(outbox, mail)
    courier.deliver_due()
    for _ in range(6):
        clock.pass_(days=1)
        courier.deliver_due()
    assert outbox.report().failures == ()
    clock.pass_(days=1)
    courier.deliver_due()

    (failure,) = outbox.report().failures
    assert (failure.number, failure.created) == (number, created)
    assert failure.reason == "mail server: ConnectionRefusedError"
    assert outbox.retry(number)
    assert outbox.claim().handoff == question, "the text is still there"


def test_the_week_starts_with_the_first_attempt(outbox, mail, mail_server, question, clock):
    number = outbox.add(question)
    clock.pass_(days=20)  # no way out was configured until now
    mail_server.data_answers.append("451 kom later terug")
    courier = Courier(outbox, mail)
    courier.deliver_due()
    clock.pass_(seconds=600)
    assert courier.deliver_due() == 1
    assert mail_server.mails[0]["Subject"].endswith(f"[{number}]")


def test_a_message_that_is_offered_again_gets_a_new_week(outbox, question, clock):
    number = outbox.add(question)
    outbox.claim()
    for _ in range(8):
        clock.pass_(days=1)
        outbox.failed(number, clock(), "smtp 451")
        outbox.claim()
    assert outbox.report().counts[State.FAILED] == 1
    assert outbox.retry(number)
    outbox.claim()
    clock.pass_(days=1)
    assert outbox.failed(number, clock(), "smtp 451") is State.PENDING


def test_the_number_of_days_can_be_chosen(question, clock):
    outbox = MemoryOutbox(give_up_after=1, clock=clock)
    number = outbox.add(question)
    outbox.claim()
    clock.pass_(days=1)
    assert outbox.failed(number, clock() + 5, "smtp 451") is State.FAILED


def test_the_report_tells_how_long_the_oldest_message_waits(outbox, question, clock):
    assert outbox.report().oldest_waiting is None
    first = clock()
    outbox.add(question)
    clock.pass_(days=1)
    outbox.add(question)
    assert outbox.report().oldest_waiting == first

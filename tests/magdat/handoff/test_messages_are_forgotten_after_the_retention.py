"""After the retention nothing remains, delivered or not; the clean-up comes every day."""

from handoff_servers import address_of

from magdat.handoff.outbox import State
from magdat.storage.database import Database
from magdat.storage.sql.outbox import SqlOutbox


def days_pass(outbox, clock, days: int) -> int:
    """Let days pass, each with its clean-up; return how many messages were forgotten."""
    gone = 0
    for _ in range(days):
        clock.pass_(days=1)
        gone += outbox.clean(30)
    return gone


def test_messages_are_forgotten_after_the_retention(outbox, question, clock):
    delivered, failed, waiting = (outbox.add(question) for _ in range(3))
    outbox.claim()
    outbox.delivered(delivered)
    outbox.claim()
    outbox.failed(failed, None, "smtp 550")
    assert days_pass(outbox, clock, 29) == 0
    fresh = outbox.add(question)
    assert days_pass(outbox, clock, 1) == 3
    assert {state: count for state, count in outbox.report().counts.items() if count} == {State.PENDING: 1}
    assert outbox.claim().number == fresh
    outbox.delivered(waiting)  # whoever still mentions a forgotten message does no harm


def test_a_message_that_is_being_sent_is_left_alone(outbox, question, clock):
    outbox.add(question)
    assert days_pass(outbox, clock, 29) == 0
    clock.pass_(days=2)
    claim = outbox.claim()
    assert outbox.clean(30) == 0
    outbox.delivered(claim.number)
    assert outbox.clean(30) == 1


def test_the_text_is_gone_from_the_file(in_a_file, question, clock):
    in_a_file.add(question)
    assert days_pass(in_a_file, clock, 30) == 1
    files = in_a_file.database.file.parent.iterdir()
    assert b"personeelsfeest" not in b"".join(path.read_bytes() for path in files)


def test_a_number_is_never_given_twice(shared, question, clock):
    assert [shared.add(question) for _ in range(2)] == ["MD-0001", "MD-0002"]
    assert days_pass(shared, clock, 30) == 2
    assert SqlOutbox(Database(address_of(shared)), clock=clock).add(question) == "MD-0003"


def test_many_at_once_are_no_problem(outbox, question, clock):
    for _ in range(450):
        outbox.add(question)
    assert days_pass(outbox, clock, 30) == 450

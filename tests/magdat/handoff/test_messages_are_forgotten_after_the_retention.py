"""After the retention nothing remains, delivered or not."""

from magdat.handoff.outbox import Outbox, State


def test_messages_are_forgotten_after_the_retention(outbox, question, clock):
    delivered, failed, waiting = (outbox.add(question) for _ in range(3))
    outbox.claim()
    outbox.delivered(delivered)
    outbox.claim()
    outbox.failed(failed, None, "smtp 550")
    clock.pass_(days=29)
    fresh = outbox.add(question)

    assert outbox.clean(30) == 0
    clock.pass_(days=1)
    assert outbox.clean(30) == 3
    assert {state: count for state, count in outbox.report().counts.items() if count} == {State.PENDING: 1}
    assert outbox.claim().number == fresh
    outbox.delivered(waiting)  # whoever still mentions a forgotten message does no harm


def test_a_message_that_is_being_sent_is_left_alone(outbox, question, clock):
    outbox.add(question)
    clock.pass_(days=31)
    claim = outbox.claim()
    assert outbox.clean(30) == 0
    outbox.delivered(claim.number)
    assert outbox.clean(30) == 1


def test_the_text_is_gone_from_the_file(outbox, question, clock):
    outbox.add(question)
    clock.pass_(days=31)
    outbox.clean(30)
    assert b"personeelsfeest" not in b"".join(path.read_bytes() for path in outbox.path.parent.iterdir())


def test_a_number_is_never_given_twice(outbox, question, clock):
    assert [outbox.add(question) for _ in range(2)] == ["MD-0001", "MD-0002"]
    clock.pass_(days=31)
    outbox.clean(30)
    assert Outbox(outbox.path, clock=clock).add(question) == "MD-0003"

"""Who has a conversation erased leaves no agent writing to nobody: the desk hears it where its copy remains, once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import slack_here
import zammad_here
from slack_here import Slack
from talks_here import Talks
from zammad_here import SECRET, TOKEN, US
from zammad_here import Zammad as Helpdesk

from magdat.handoff.courier import Courier
from magdat.handoff.failures import TemporaryFailure
from magdat.handoff.mail.forms import MailForms
from magdat.handoff.receipts import Outcome, Receipt
from magdat.handoff.ways.calls import Calls
from magdat.handoff.ways.slack import SlackDesk
from magdat.handoff.ways.words import DeskWords
from magdat.handoff.ways.zammad import Zammad

HR = "CHR"


@pytest.fixture
def slack() -> Iterator[Slack]:
    with slack_here.slack(pace=0) as here:
        yield here


@pytest.fixture
def helpdesk() -> Iterator[Helpdesk]:
    with zammad_here.zammad() as here:
        yield here


@pytest.fixture
def zammad(helpdesk: Helpdesk, words: DeskWords, forms: MailForms) -> Talks:
    calls = Calls("zammad", helpdesk.address, {"Authorization": f"Token token={TOKEN}"}, timeout=5)
    return Talks(Zammad(calls, {"": "HR"}, US, SECRET, words, forms))


def erased(talks: Talks, number: str) -> None:
    ticket = talks.desk.of(number)
    assert ticket is not None
    talks.tickets.erase([ticket.conversation or ""])


def settled(talks: Talks) -> int:
    return Courier(talks.desk, talks.tickets, talks.way).erase_due()


def outcomes(talks: Talks) -> list[Outcome]:
    return [item.outcome for item in talks.tickets.receipts() if item.way is not None]


def test_in_zammad_it_stands_in_the_ticket_which_is_closed(helpdesk: Helpdesk, zammad: Talks, words: DeskWords) -> None:
    number = zammad.ask("Mag dit?")
    ticket = zammad.external(number)
    erased(zammad, number)
    helpdesk.forgets_to_answer = 1
    assert settled(zammad) == 0, "it is tried again"
    assert settled(zammad) == 1
    assert helpdesk.bodies(ticket)[1:] == [words.erased.format(nummer=number)]
    assert [item["internal"] for item in helpdesk.articles.values()][1:] == [True]
    assert (helpdesk.tickets[int(ticket)]["state"], outcomes(zammad)) == ("closed", [Outcome.REMAINS])


def test_it_is_said_once_however_often_it_is_tried(helpdesk: Helpdesk, zammad: Talks, words: DeskWords) -> None:
    number = zammad.ask("Mag dit?")
    ticket = zammad.external(number)
    erased(zammad, number)
    (receipt,) = zammad.tickets.to_erase(["zammad"])
    for _ in range(2):
        zammad.way.tell_erased(receipt)
    assert helpdesk.bodies(ticket).count(words.erased.format(nummer=number)) == 1


def test_where_everything_is_erased_nobody_needs_to_hear_it(helpdesk: Helpdesk, zammad: Talks) -> None:
    helpdesk.may_delete = True
    erased(zammad, zammad.ask("Mag dit?"))
    assert settled(zammad) == 1
    assert (helpdesk.tickets, outcomes(zammad)) == ({}, [Outcome.ERASED])


def test_in_slack_it_stands_in_the_thread_where_colleagues_wrote(slack: Slack, words: DeskWords) -> None:
    calls = Calls("slack", f"{slack.address}/api", {"Authorization": f"Bearer {slack_here.TOKEN}"}, timeout=5)
    talks = Talks(SlackDesk(calls, {"": HR}, words))
    alone, together = talks.ask("Mag dit?"), talks.ask("En dit?")
    thread = talks.external(together).partition(":")[2]
    slack.desk.write(HR, "Ik zoek het op.", thread)
    for number in (alone, together):
        erased(talks, number)
    receipts = talks.tickets.to_erase(["slack"])
    assert settled(talks) == 2
    talks.way.tell_erased(receipts[-1])  # as after a crash before it was noted
    said = [
        item for item in slack.of("chat.postMessage") if words.erased.format(nummer=together) in str(item["blocks"])
    ]
    assert [(item["channel"], item["thread_ts"]) for item in said] == [(HR, thread)]
    assert words.erased.format(nummer=alone) not in str(slack.of("chat.postMessage"))
    assert outcomes(talks) == [Outcome.ERASED, Outcome.REMAINS]


class Noting:
    """A way that cannot erase, and notes whom it told."""

    name = "rt"

    def __init__(self) -> None:
        self.told, self.away = [], False

    def carry(self, errand: Any, text: Any) -> str:
        return "17"

    def erase(self, number: str, external: str) -> bool:
        return False

    def tell_erased(self, receipt: Receipt) -> None:
        if self.away:
            raise TemporaryFailure("away")
        self.told.append(receipt.number)


def test_of_what_was_withdrawn_the_desk_heard_already_and_of_what_is_old_it_hears() -> None:
    way: Any = Noting()
    talks = Talks(way)
    withdrawn, closed, gone = (talks.ask(f"Vraag {item}?") for item in range(3))
    talks.desk.withdraw(withdrawn)
    talks.desk.close(closed, "an")
    talks.carry()
    for _ in range(2):
        talks.now[0] += 86_400
        talks.tickets.forget(1)
    way.away = True
    assert settled(talks) == 1
    erased(talks, gone)
    way.away = False
    assert (settled(talks), way.told) == (2, [closed, gone])


def grown_old(talks: Talks, *numbers: str) -> None:
    for number in numbers:
        talks.desk.close(number, "an")
    talks.carry()
    for _ in range(2):
        talks.now[0] += 86_400
        talks.tickets.forget(1)


def test_in_zammad_it_stands_that_a_question_is_past_its_time(
    helpdesk: Helpdesk, zammad: Talks, words: DeskWords
) -> None:
    number = zammad.ask("Mag dit?")
    ticket = zammad.external(number)
    grown_old(zammad, number)
    helpdesk.stand(ticket, "open")
    assert settled(zammad) == 1
    assert helpdesk.bodies(ticket)[1:] == [words.aged.format(nummer=number)]
    assert helpdesk.tickets[int(ticket)]["state"] == "open", "whoever works there goes on"


def test_in_slack_nobody_is_disturbed_by_what_is_old(slack: Slack, words: DeskWords) -> None:
    calls = Calls("slack", f"{slack.address}/api", {"Authorization": f"Bearer {slack_here.TOKEN}"}, timeout=5)
    talks = Talks(SlackDesk(calls, {"": HR}, words))
    number = talks.ask("Mag dit?")
    slack.desk.write(HR, "Ik zoek het op.", talks.external(number).partition(":")[2])
    grown_old(talks, number)
    assert (settled(talks), outcomes(talks)) == (1, [Outcome.REMAINS])
    assert words.aged.format(nummer=number) not in str(slack.of("chat.postMessage"))

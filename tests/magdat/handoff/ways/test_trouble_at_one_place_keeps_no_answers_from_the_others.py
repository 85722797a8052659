"""A ticket that was removed, or a channel without the bot, keeps nobody from the answers in the others, and is seen."""

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
from magdat.handoff.failures import DeliveryFailure, TemporaryFailure
from magdat.handoff.mail.forms import MailForms
from magdat.handoff.ways.calls import Calls
from magdat.handoff.ways.slack import SlackDesk
from magdat.handoff.ways.words import DeskWords
from magdat.handoff.ways.zammad import LOOK_EVERY, Zammad


@pytest.fixture
def helpdesk() -> Iterator[Helpdesk]:
    with zammad_here.zammad() as here:
        yield here


@pytest.fixture
def slack() -> Iterator[Slack]:
    with slack_here.slack(pace=0) as here:
        yield here


class Looks:
    """Questions in Zammad, whose clock goes on at every look."""

    def __init__(self, helpdesk: Helpdesk, words: DeskWords, forms: MailForms) -> None:
        self.helpdesk, self._now = helpdesk, 0.0
        calls = Calls("zammad", helpdesk.address, {"Authorization": f"Token token={TOKEN}"}, timeout=5)
        self.talks = Talks(Zammad(calls, {"": "HR"}, US, SECRET, words, forms, clock=lambda: self._now))

    def again(self) -> int:
        self._now += LOOK_EVERY
        return self.talks.look()

    def answered(self, number: str, text: str) -> None:
        """Let an agent answer, without a web hook that arrives."""
        self.helpdesk.answer(self.talks.external(number), text)

    def seen(self) -> list[tuple[str, str]]:
        return [(item.place, item.reason) for item in self.talks.tickets.troubles()]


@pytest.fixture
def looks(helpdesk: Helpdesk, words: DeskWords, forms: MailForms) -> Looks:
    return Looks(helpdesk, words, forms)


def test_a_ticket_that_was_removed_in_zammad_is_passed_by_and_said(looks: Looks) -> None:
    first, second, third = (looks.talks.ask(f"Vraag {item}?") for item in range(3))
    del looks.helpdesk.tickets[int(looks.talks.external(first))]
    for number in (second, third):
        looks.answered(number, f"Antwoord op {number}.")
    assert looks.again() == 2
    assert looks.talks.answers(third) == [f"Antwoord op {third}."]
    assert looks.talks.look() == 0, "Zammad is not asked again at once"
    assert looks.seen() == [(first, "zammad: http 404")]
    looks.talks.desk.close(first, "an")
    assert looks.again() == 0
    assert looks.seen() == [], "it was done anyhow"


def test_a_zammad_that_is_away_is_trouble_of_the_whole_way(looks: Looks) -> None:
    for item in range(5):
        looks.talks.ask(f"Vraag {item}?")
    looks.helpdesk.away = 2
    with pytest.raises(TemporaryFailure, match="503"):
        looks.again()
    assert looks.helpdesk.away == 0, "nobody waits for what five tickets have to say"


def test_a_zammad_that_stays_away_is_seen_for_as_long_as_it_is(looks: Looks) -> None:
    talks = looks.talks
    number = talks.ask("Vraag?")
    looks.answered(number, "Antwoord.")
    courier = Courier(talks.desk, talks.tickets, talks.way)
    looks.helpdesk.away = 3
    for _ in range(3):  # at the pace of the courier, well within that of looks at Zammad
        assert courier.look() == 0
        assert looks.seen() == [("", "zammad: http 503")]
    assert courier.look() == 1
    assert looks.seen() == []
    looks.helpdesk.away = 1
    assert courier.look() == 0
    assert looks.helpdesk.away == 1, "it is not asked again at once"


def test_a_token_that_is_refused_is_no_trouble_of_each_ticket(looks: Looks) -> None:
    for item in range(3):
        looks.talks.ask(f"Vraag {item}?")
    way: Any = looks.talks.way
    way._calls._headers["Authorization"] = "Token token=ingetrokken"
    with pytest.raises(DeliveryFailure, match="401"):
        looks.again()
    assert looks.seen() == []


def test_a_channel_without_the_bot_holds_up_no_other_channel(slack: Slack, words: DeskWords) -> None:
    calls = Calls("slack", f"{slack.address}/api", {"Authorization": f"Bearer {slack_here.TOKEN}"}, timeout=5)
    talks = Talks(SlackDesk(calls, {"": "C1", "hr": "C2"}, words))
    first, second = talks.ask("Vraag 1?", desk="it"), talks.ask("Vraag 2?", desk="hr")
    for number in (first, second):
        channel, _, thread = talks.external(number).partition(":")
        slack.desk.write(channel, f"Antwoord op {number}.", thread)
    slack.desk.shut["C1"] = "not_in_channel"
    assert talks.look() == 1
    assert talks.answers(second) == [f"Antwoord op {second}."]
    assert [(item.place, item.reason) for item in talks.tickets.troubles()] == [("C1", "slack: not_in_channel")]
    slack.desk.shut.clear()
    assert talks.look() == 1
    assert talks.answers(first) == [f"Antwoord op {first}."]
    assert talks.tickets.troubles() == []

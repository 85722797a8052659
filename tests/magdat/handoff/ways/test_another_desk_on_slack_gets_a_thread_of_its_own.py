"""A question that goes on to another desk of the same Slack is told in the channel of that desk, not in the old one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import slack_here
from slack_here import TOKEN, Slack
from talks_here import Talks

from magdat.handoff.failures import TemporaryFailure
from magdat.handoff.receipts import Outcome
from magdat.handoff.tickets import LEASE
from magdat.handoff.ways.calls import Calls
from magdat.handoff.ways.slack import SlackDesk
from magdat.handoff.ways.words import DeskWords
from magdat.policy.service_desks import ServiceDesk

REST, HR, ALONE = "CREST", "CHR", "CALONE"
DESKS = {
    "it": ServiceDesk("it", "de IT-dienst", None, "it"),
    "hr": ServiceDesk("hr", "de personeelsdienst", None, "hr"),
    "vertrouwenspersoon": ServiceDesk("vertrouwenspersoon", "An", None, "vertrouwenspersoon", confidential=True),
}


@pytest.fixture
def slack() -> Iterator[Slack]:
    with slack_here.slack(pace=0) as here:
        yield here


@pytest.fixture
def talks(slack: Slack, words: DeskWords) -> Talks:
    calls = Calls("slack", f"{slack.address}/api", {"Authorization": f"Bearer {TOKEN}"}, timeout=5)
    talks = Talks(SlackDesk(calls, {"": REST, "hr": HR, "vertrouwenspersoon": ALONE}, words))
    talks.desk._desks = lambda: DESKS
    return talks


def shown(slack: Slack, channel: str) -> list[str]:
    """Return what stands in a channel, in order."""
    messages = [item for item in slack.of("chat.postMessage") if item["channel"] == channel]
    return ["\n".join(block["text"]["text"] for block in item["blocks"]) for item in messages]


def write(slack: Slack, talks: Talks, number: str, text: str) -> str:
    """Let somebody write in the thread of a question; return that thread."""
    channel, _, thread = talks.external(number).partition(":")
    slack.desk.write(channel, text, thread)
    return f"{channel}:{thread}"


def passed_on(talks: Talks, number: str, to: str) -> None:
    assert talks.desk.transfer(number, "an", to)
    talks.carry()


@pytest.mark.parametrize(("desk", "channel"), [("hr", HR), ("vertrouwenspersoon", ALONE)])
def test_the_whole_talk_goes_to_the_other_channel_and_nothing_more_to_the_old_one(
    desk: str, channel: str, slack: Slack, talks: Talks
) -> None:
    number = talks.ask("Mag ik filmen?", desk="it")
    old = write(slack, talks, number, "Waar juist?")
    talks.look()
    talks.say(number, "In de refter.")
    before = len(shown(slack, REST))
    passed_on(talks, number, desk)
    (last,) = shown(slack, REST)[before:]
    assert number in last
    assert "refter" not in last
    whole = "\n".join(shown(slack, channel))
    assert [text in whole for text in ("Mag ik filmen?", "Waar juist?", "In de refter.")] == [True] * 3
    talks.say(number, "Enkel voor jullie.")
    talks.desk.answer(number, "els", "Kom eens langs.", mark="eigen pagina")
    talks.carry()
    assert len(shown(slack, REST)) == before + 1
    assert [text in "\n".join(shown(slack, channel)) for text in ("Enkel voor jullie.", "Kom eens langs.")] == [
        True
    ] * 2
    slack.desk.write(REST, "Te laat.", old.partition(":")[2])
    assert write(slack, talks, number, "Ja, dat mag.").startswith(channel)
    assert talks.look() == 1
    assert talks.answers(number)[-1] == "Ja, dat mag."


def test_a_desk_that_is_not_on_slack_gets_nothing_there(slack: Slack, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="it")
    talks.desks_by_way = ("it",)
    passed_on(talks, number, "hr")
    talks.say(number, "Enkel voor jullie.")
    assert [number in text for text in shown(slack, REST)] == [True, True]
    assert "Enkel voor jullie." not in "\n".join(shown(slack, REST))
    assert shown(slack, HR) == []


def test_a_note_in_the_old_thread_does_not_come_to_a_confidential_desk(slack: Slack, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="it")
    talks.desks_by_way = ("it",)
    passed_on(talks, number, "vertrouwenspersoon")
    before = talks.desk.talk(number)
    write(slack, talks, number, "nota: wie heeft deze nu?")
    channel, _, thread = talks.external(number).partition(":")
    slack.desk.write(channel, "zie bijlage", thread, files=[{"id": "F1"}])
    assert talks.look() == 0
    assert talks.desk.talk(number) == before


def test_what_waited_for_the_old_desk_when_it_went_on_elsewhere_is_posted_nowhere_else(
    slack: Slack, talks: Talks
) -> None:
    slack.broken = 1
    with pytest.raises(TemporaryFailure):
        talks.ask("Mag ik filmen?", desk="it")
    talks.desks_by_way = ("it",)
    assert talks.desk.transfer("MD-0001", "an", "hr")
    talks.retry()
    talks.carry()
    assert [shown(slack, channel) for channel in (REST, HR)] == [[], []]


def test_what_was_said_elsewhere_is_there_when_a_question_comes_back(slack: Slack, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="it")
    talks.desks_by_way = ("it",)
    passed_on(talks, number, "hr")
    talks.say(number, "In de refter.")
    talks.desk.answer(number, "els", "Met hoeveel?", mark="eigen pagina")
    before = len(shown(slack, REST))
    passed_on(talks, number, "it")
    whole = "\n".join(shown(slack, REST)[before:])
    assert [text in whole for text in ("Mag ik filmen?", "In de refter.", "Met hoeveel?")] == [True] * 3


def test_it_is_told_once_however_often_the_connection_breaks(slack: Slack, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="it")
    assert talks.desk.transfer(number, "an", "hr")
    for _ in range(2):  # first behind what tells the new desk, then behind what tells the old one
        slack.forgets_to_answer = 1
        with pytest.raises(TemporaryFailure):
            talks.carry()
        talks.now[0] += LEASE + 1
    talks.carry()
    assert [len(shown(slack, channel)) for channel in (REST, HR)] == [2, 1]


def test_a_talk_that_is_long_arrives_whole(slack: Slack, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="it")
    for part in range(5):
        talks.say(number, f"{part} " + "woord " * 1_000)
    passed_on(talks, number, "hr")
    whole = "\n".join(shown(slack, HR))
    assert [f"\n{part} woord" in whole for part in range(5)] == [True] * 5
    assert "[…]" not in whole
    assert slack.refused == []


def test_what_stands_in_the_old_thread_is_erased_with_the_question(slack: Slack, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="it")
    old = talks.external(number)
    passed_on(talks, number, "hr")
    key = 1
    assert talks.tickets.receipts(key) == [], "nothing is erased yet"
    ticket = talks.desk.of(number)
    assert ticket is not None
    talks.tickets.erase([ticket.conversation or ""])
    places = {item.external: item.outcome for item in talks.tickets.receipts(key) if item.way == "slack"}
    assert len(places) == 2
    assert places[old] is Outcome.PENDING
    for receipt in talks.tickets.to_erase(["slack"]):
        assert talks.way.erase(number, receipt.external or "") is True
    assert {channel for channel, _ in slack.desk.gone} == {REST, HR}

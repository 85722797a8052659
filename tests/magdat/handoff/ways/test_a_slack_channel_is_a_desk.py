"""Questions are threads in a channel of a Slack that keeps to Slack's limits, and what people write there goes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import slack_here
from slack_here import BOT, TOKEN, Slack
from talks_here import Talks

from magdat.handoff.failures import DeliveryFailure, PermanentFailure, TemporaryFailure
from magdat.handoff.tickets import Status
from magdat.handoff.ways.calls import Calls
from magdat.handoff.ways.slack import SlackDesk
from magdat.handoff.ways.words import DeskWords

HR, HELPDESK = "CHR", "CHELP"


@pytest.fixture
def slack() -> Iterator[Slack]:
    with slack_here.slack(pace=0) as here:
        yield here


def way_to(slack: Slack, words: DeskWords, token: str = TOKEN) -> SlackDesk:
    calls = Calls("slack", f"{slack.address}/api", {"Authorization": f"Bearer {token}"}, timeout=5)
    return SlackDesk(calls, {"": HR, "helpdesk": HELPDESK}, words)


@pytest.fixture
def way(slack: Slack, words: DeskWords) -> SlackDesk:
    return way_to(slack, words)


@pytest.fixture
def talks(way: SlackDesk) -> Talks:
    return Talks(way)


def thread_of(talks: Talks, number: str) -> str:
    return talks.external(number).partition(":")[2]


def shown(slack: Slack, channel: str) -> list[str]:
    """Return what stands in the blocks of the messages in a channel."""
    messages = [item for item in slack.of("chat.postMessage") if item["channel"] == channel]
    return ["\n".join(block["text"]["text"] for block in item["blocks"]) for item in messages]


def test_a_question_is_a_message_in_the_channel_of_its_desk(slack: Slack, talks: Talks) -> None:
    number = talks.ask("Mag ik <!channel> en *vet* plaatsen?", contact="an@voorbeeld.be")
    talks.ask("En dit?", desk="helpdesk")
    (text,) = shown(slack, HR)
    assert number in text
    assert "<!channel>" in text  # in a block that is plain text, where it calls nobody
    assert {block["text"]["type"] for block in slack.of("chat.postMessage")[0]["blocks"]} == {"plain_text"}
    assert len(shown(slack, HELPDESK)) == 1
    assert slack.refused == []


def test_a_talk_goes_both_ways_until_it_is_closed_and_opens_again(slack: Slack, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?")
    thread = thread_of(talks, number)
    slack.desk.write(HR, "Ja, zie <https://intranet.bedrijf.be|het intranet> &amp; vraag het <@UBAAS>.", thread)
    assert talks.look() == 1
    assert talks.answers(number) == ["Ja, zie het intranet & vraag het  ."]
    talks.say(number, "En binnen?")
    assert "En binnen?" in shown(slack, HR)[-1]
    assert slack.of("chat.postMessage")[-1]["thread_ts"] == thread
    slack.desk.write(HR, "!Sluit", thread)
    assert talks.look() == 1
    assert talks.status(number) is Status.CLOSED
    talks.say(number, "Nog iets.")
    assert talks.status(number) is Status.WAITING
    assert talks.look() == 0


@pytest.mark.parametrize("posted", [False, True], ids=["not in the thread yet", "below it in the thread"])
def test_nobody_closes_over_what_they_could_not_read(slack: Slack, talks: Talks, posted: bool) -> None:
    number = talks.ask("Mag ik filmen?")
    thread = thread_of(talks, number)
    slack.desk.write(HR, "Ja.", thread)
    talks.look()
    if posted:
        talks.say(number, "En binnen?")
        slack.desk.write(HR, "!sluit", thread, ts=f"{float(thread) + 0.0000005:.7f}")
        talks.tickets.keep_bookmark("slack", f"{HR}:{thread}", thread)
    else:
        talks.desk.add(number, "En binnen?", mark="zin")
        slack.desk.write(HR, "!sluit", thread)
    assert talks.look() == 0
    assert talks.status(number) is Status.HUMAN
    assert f"{number} is nog niet gesloten" in shown(slack, HR)[-1]
    talks.carry()
    slack.desk.write(HR, "!sluit", thread)
    assert talks.look() == 1
    assert talks.status(number) is Status.CLOSED
    assert len([text for text in shown(slack, HR) if "niet gesloten" in text]) == 1


def test_what_was_brought_back_once_is_not_brought_back_again(slack: Slack, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    slack.desk.write(HR, "Een.", thread_of(talks, number))
    assert [talks.look(), talks.look()] == [1, 0]
    slack.desk.write(HR, "Twee.", thread_of(talks, number))
    assert [talks.look(), talks.look()] == [1, 0]
    assert talks.answers(number) == ["Een.", "Twee."]


def test_what_is_answered_after_the_closing_opens_the_question_again(slack: Slack, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    for text in ("!sluit", "Toch nog iets."):
        slack.desk.write(HR, text, thread_of(talks, number))
        assert talks.look() == 1
    assert (talks.answers(number), talks.status(number)) == (["Toch nog iets."], Status.HUMAN)


def test_threads_do_not_mix_however_many_pages_they_fill(slack: Slack, talks: Talks) -> None:
    slack.desk.most = 3
    numbers = [talks.ask(f"Vraag {index}?") for index in range(5)]
    for index in range(4):
        slack.desk.write(HR, "iets buiten een draad")
        for number in numbers:
            slack.desk.write(HR, f"{number} {index}", thread_of(talks, number))
    assert talks.look() == 20
    assert [talks.answers(number) for number in numbers] == [[f"{n} {i}" for i in range(4)] for n in numbers]


def test_what_colleagues_say_to_each_other_stays_there(slack: Slack, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    thread = thread_of(talks, number)
    slack.desk.write(HR, "Nota: wie neemt deze?", thread)
    slack.desk.write(HR, "een bot", thread, bot_id="B2")
    slack.desk.write(HR, "kwam erbij", thread, subtype="channel_join")
    slack.desk.write(HR, "in het kanaal, niet in de draad")
    talks.look()
    talks.desk.note(number, "els", "geheim van ons")
    talks.carry()
    assert talks.answers(number) == []
    assert "geheim" not in "".join(shown(slack, HR))


def test_what_is_said_to_the_bot_is_no_answer_and_the_thread_says_so(slack: Slack, talks: Talks) -> None:
    number = talks.ask("Vraag?")
    thread = thread_of(talks, number)
    slack.desk.write(HR, f"<@{BOT}> wat zegt het beleid over drones?", thread)
    assert talks.look() == 0
    assert talks.answers(number) == []
    told = shown(slack, HR)[-1]
    assert number in told
    assert "niet naar de vrager" in told
    assert slack.of("chat.postMessage")[-1]["thread_ts"] == thread
    talks.look()
    assert len(shown(slack, HR)) == 2, "it is told once"
    slack.desk.write(HR, f"Vraag het straks aan <@{BOT}|magdat>.", thread)
    slack.desk.write(HR, "<@UBAAS> keurde het goed.", thread)
    assert talks.look() == 2
    slack.desk.write(HR, f"<@{BOT}> nota: ik kijk het na", thread)
    slack.desk.write(HR, f"<@{BOT}> !sluit", thread)
    talks.look()
    assert len(talks.answers(number)) == 2
    assert talks.status(number) is Status.CLOSED
    assert len(shown(slack, HR)) == 2


def test_a_long_text_fits_in_what_slack_takes(slack: Slack, talks: Talks) -> None:
    talks.ask("woord " * 4000)
    (text,) = shown(slack, HR)
    assert text.endswith("[…]")
    assert slack.refused == []


def test_a_connection_that_breaks_makes_no_second_message(slack: Slack, talks: Talks) -> None:
    slack.forgets_to_answer = 1
    with pytest.raises(TemporaryFailure):
        talks.ask("Vraag?")
    talks.retry()
    assert talks.carry() == 1
    assert len(shown(slack, HR)) == 1
    (ticket,) = talks.tickets.at_desks(["hr"], [Status.WAITING])
    slack.forgets_to_answer = 1
    with pytest.raises(TemporaryFailure):
        talks.say(f"MD-{ticket.key:04d}", "Nog iets.")
    talks.retry()
    talks.carry()
    assert len(shown(slack, HR)) == 2


def test_slack_that_asks_to_slow_down_is_given_time(slack: Slack, talks: Talks) -> None:
    talks.ask("Vraag?")
    slack.pace = 60
    with pytest.raises(TemporaryFailure) as raised:
        talks.ask("Nog een?")
    assert raised.value.retry_after == 1


def test_erasing_removes_what_is_ours_and_says_what_remains(slack: Slack, talks: Talks) -> None:
    ours, theirs = talks.ask("Vraag 1?"), talks.ask("Vraag 2?")
    talks.say(ours, "Nog iets.")
    slack.desk.write(HR, "Een antwoord.", thread_of(talks, theirs))
    assert talks.way.erase(ours, talks.external(ours)) is True
    assert talks.way.erase(theirs, talks.external(theirs)) is False
    assert len(slack.desk.gone) == 3
    assert talks.way.erase(ours, talks.external(ours)) is True


def test_what_is_wrong_with_the_way_is_said(slack: Slack, way: SlackDesk, words: DeskWords) -> None:
    way.check()
    with pytest.raises(DeliveryFailure, match="invalid_auth"):
        way_to(slack, words, token="xoxb-fout").check()
    for fault in ("not_in_channel", "restricted_action_read_only_channel"):
        slack.refuses[HR] = fault
        with pytest.raises(PermanentFailure, match=fault):
            Talks(way).ask("Vraag?")
    slack.broken = 1
    with pytest.raises(TemporaryFailure, match="503"):
        way.check()

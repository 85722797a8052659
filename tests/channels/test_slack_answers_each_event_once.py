"""Slack brings an event again when it is in doubt, and asks to slow down: each is answered once, in order."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_here import Slack, event, slack
from slack_served import served

EVENTS, AGAIN = 500, 3


def said(item: Any) -> str:
    return str(item["text"]).removeprefix("gehoord: ")


def test_five_hundred_events_of_which_every_third_comes_three_times() -> None:
    bodies = [event(f"vraag {number}", user=f"U{number % 50}", channel=f"D{number % 50}") for number in range(EVENTS)]
    deliveries = [
        (body, {"X-Slack-Retry-Num": str(time), "X-Slack-Retry-Reason": "http_timeout"} if time else {})
        for number, body in enumerate(bodies)
        for time in range(AGAIN if number % 3 == 0 else 1)
    ]
    with slack(pace=0.0) as workspace, served(workspace) as channel:
        # One person's messages come one after the other, and those of different people at the same time.
        by_person = [[item for item in deliveries if f'"U{person}"' in item[0]] for person in range(50)]

        def bring(items: list[tuple[str, dict[str, str]]]) -> list[int]:
            return [workspace.bring(channel.rasa, body, more=more).status_code for body, more in items]

        with ThreadPoolExecutor(8) as pool:
            statuses = [status for found in pool.map(bring, by_person) for status in found]
        channel.idle(seconds=60)
        posted = workspace.posted
    assert set(statuses) == {200}
    assert sorted(map(said, posted)) == sorted(f"vraag {number}" for number in range(EVENTS))
    for person in range(50):
        mine = [said(item) for item in posted if item["channel"] == f"D{person}"]
        assert mine == [f"vraag {number}" for number in range(EVENTS) if number % 50 == person]


def test_the_same_event_twice_at_the_same_time_is_one() -> None:
    with slack(pace=0.0) as workspace, served(workspace) as channel:
        body = event("mag ik?")
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(lambda _: workspace.bring(channel.rasa, body).status_code, range(4))) == {200}
        channel.idle()
        assert len(workspace.posted) == 1


def test_slack_asks_to_slow_down_and_loses_nothing() -> None:
    def two(text: str) -> list[dict[str, Any]]:
        return [{"text": f"{text}, één"}, {"text": f"{text}, twee"}]

    with slack(pace=0.5) as workspace, served(workspace, two) as channel:
        workspace.bring(channel.rasa, event("a"))
        channel.idle()
        texts = [said(item) for item in workspace.posted]
    assert texts == ["a, één", "a, twee"]
    assert ("chat.postMessage", "ratelimited") in workspace.refused
    moments = [call.moment for call in workspace.calls]
    assert moments[1] - moments[0] >= 0.5


def test_a_fault_of_slacks_own_passes() -> None:
    with slack(pace=0.0) as workspace, served(workspace) as channel:
        workspace.broken = 1
        workspace.bring(channel.rasa, event("a"))
        channel.idle()
        assert [said(item) for item in workspace.posted] == ["a"]


def test_a_place_that_is_gone_holds_nobody_up() -> None:
    with slack(pace=0.0) as workspace, served(workspace) as channel:
        for number, error in enumerate(("channel_not_found", "not_in_channel", "account_inactive", "is_archived")):
            workspace.refuses[f"D{number}"] = error
            workspace.bring(channel.rasa, event("a", channel=f"D{number}"))
        workspace.bring(channel.rasa, event("b", channel="D9"))
        channel.idle()
        assert [said(item) for item in workspace.posted] == ["b"]


def test_a_token_that_is_not_good_waits_for_an_administrator() -> None:
    with slack(pace=0.0) as workspace, served(workspace) as channel:
        workspace.refuses["D1"] = "invalid_auth"
        workspace.bring(channel.rasa, event("a"))
        workspace.bring(channel.rasa, event("b", channel="D2"))
        channel.idle(left=1)  # Slack has an answer before it is noted here that it does
        assert [said(item) for item in workspace.posted] == ["b"]
        assert workspace.refused == [("chat.postMessage", "invalid_auth")]
        assert channel.waiting() == 1


def test_the_words_arrive_where_slack_refuses_the_blocks() -> None:
    class Fussy(Slack):
        def answer(self, path: str, authorization: str, content: Any) -> tuple[int, dict[str, Any]]:
            if "blocks" in content:
                return 200, {"ok": False, "error": "invalid_blocks"}
            return super().answer(path, authorization, content)

    with slack(pace=0.0, kind=Fussy) as workspace, served(workspace) as channel:
        workspace.bring(channel.rasa, event("a"))
        channel.idle()
        assert json.dumps([dict(item)["text"] for item in workspace.posted]) == '["gehoord: a"]'


def test_the_words_of_a_second_message_arrive_too_where_slack_refuses_its_blocks() -> None:
    class Fussy(Slack):
        def answer(self, path: str, authorization: str, content: Any) -> tuple[int, dict[str, Any]]:
            if "11 lang" in json.dumps(content.get("blocks")):
                return 200, {"ok": False, "error": "invalid_blocks"}
            return super().answer(path, authorization, content)

    def long(text: str) -> list[dict[str, Any]]:
        buttons = [{"title": "Meer weten", "payload": "/meer_weten"}]
        return [{"text": "\n\n".join(f"{number} " + "lang " * 280 for number in range(12)), "buttons": buttons}]

    with slack(pace=0.0, kind=Fussy) as workspace, served(workspace, long) as channel:
        workspace.bring(channel.rasa, event("a"))
        channel.idle()
    drawn, told = workspace.posted
    assert "blocks" not in told
    shown = json.dumps(drawn["blocks"]) + told["text"]
    assert [int(number) for number in re.findall(r"(\d+) lang", shown)] == list(range(12))
    assert told["text"].endswith("Meer weten")


def test_a_long_answer_is_not_begun_again_when_slack_slows_down_in_the_middle() -> None:
    def long(text: str) -> list[dict[str, Any]]:
        return [{"text": "\n\n".join(f"{number} " + "lang " * 280 for number in range(12))}]

    with slack(pace=0.3) as workspace, served(workspace, long) as channel:
        workspace.bring(channel.rasa, event("a"))
        channel.idle()
        shown = json.dumps([item["blocks"] for item in workspace.posted])
    assert len(workspace.posted) == 2
    assert all(shown.count(f'"{number} lang') == 1 for number in range(12))

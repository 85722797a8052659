"""`magdat kanalen test slack --naar …` against the channel as it is served: there, back, answered, and away again."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from slack_here import event, slack
from slack_served import Served, served
from slack_whole import WholeSlack

from magdat.commands import slack_reach, slack_trial
from magdat.commands.reach import Finding, Level
from magdat.slack.surface import PATH

ME = "UBEHEER"
CARD = {
    "onderwerp": "pauze",
    "delen": [{"soort": "besluit", "tekst": "Ja. Dat mag."}, {"soort": "regel", "tekst": "Artikel 3.1."}],
    "meer": [],
    "opening": "ja",
    "besluit": "ja",
    "regel": "pauze",
}


def card(text: str) -> list[dict[str, Any]]:
    """Answer a question with a card, and erasing with a word."""
    return [{"text": "gewist"}] if "wis" in text else [{"text": "Ja. Dat mag.\n\nArtikel 3.1."}, {"custom": CARD}]


def words(text: str) -> list[dict[str, Any]]:
    return [{"text": "Er loopt bij mij iets mis."}]


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EVENT_WITHIN", "ANSWER_WITHIN", "ERASED_WITHIN"):
        monkeypatch.setattr(slack_trial, name, 1.0)
    monkeypatch.setattr(slack_trial, "QUIET", 0.2)


@contextlib.contextmanager
def workspace(answers: Any = card) -> Iterator[tuple[WholeSlack, Served]]:
    with slack(pace=0.0, kind=WholeSlack) as made, served(made, answers) as channel:
        assert isinstance(made, WholeSlack)
        made.events_to = channel.rasa
        yield made, channel


def tried(slack: WholeSlack, channel: Served, place: str = ME) -> list[Finding]:
    port = channel.rasa.rpartition(":")[2]
    environment = {**slack.settings, "MAGDAT_POORT_RASA": port}
    found = list(slack_reach.examine(environment, f"{channel.rasa}{PATH}", place, each=0.02))
    assert all(item.remedy for item in found if item.level is Level.FAULT), "every fault says what to do"
    return found


def faults(found: list[Finding]) -> list[str]:
    return [f"{item.message} → {item.remedy}" for item in found if item.level is Level.FAULT]


@pytest.mark.parametrize("place", [ME, "C1"])
def test_a_message_comes_there_and_back_and_goes_away_again(place: str) -> None:
    with workspace() as (slack, channel):
        found = tried(slack, channel, place)
        assert faults(found) == []
        told = " ".join(item.message for item in found)
        for seen in ("staat er", "Slack bracht dat bericht zelf", "als kaart", "alles is weer weg: 3 berichten"):
            assert seen in told
        assert "van hier niet te zien" in told
        assert slack.left("DBEHEER" if place == ME else place) == []
        (who,) = {(item.person, item.channel, item.tenant, item.place) for item in channel.accepted}
        assert who[0] != ME, "the conversation of whoever tries it is left alone"
        assert channel.stores.conversations.of(channel.pseudonyms.at(*who)) is None, "and that of the trial is erased"


def test_events_that_slack_does_not_bring_are_told() -> None:
    with workspace() as (slack, channel):
        slack.events_to = ""
        (told,) = faults(tried(slack, channel))
        assert "niet naar de assistent" in told
        assert "Event Subscriptions" in told
        assert slack.left("DBEHEER") == []


def test_an_answer_without_a_card_is_told() -> None:
    with workspace(words) as (slack, channel):
        (told,) = faults(tried(slack, channel))
        assert "geen kaart" in told
        assert slack.left("DBEHEER") == []


def test_a_card_that_comes_long_after_the_first_words_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_trial, "QUIET", 0.0)
    monkeypatch.setattr(slack_trial, "ANSWER_WITHIN", 20.0)
    looked_often = threading.Event()
    looks: list[str] = []

    def notice_and_card(text: str) -> list[dict[str, Any]]:
        return card(text) if "wis" in text else [{"text": "Ik ben een geautomatiseerde assistent."}, *card(text)]

    with workspace(notice_and_card) as (slack, channel):
        usual = slack.answer

        def slow(path: str, authorization: str, content: Any) -> tuple[int, dict[str, Any]]:
            if path.endswith("chat.postMessage") and any(
                block["type"] == "header" for block in content.get("blocks", ())
            ):
                looks.clear()
                assert looked_often.wait(15.0), "the trial gave up on the card"
            told = usual(path, authorization, content)
            if path.endswith("conversations.replies") and "geautomatiseerde" in json.dumps(told):
                looks.append(path)
                if len(looks) > 2:
                    looked_often.set()
            return told

        slack.answer = slow  # type: ignore[method-assign]
        assert faults(tried(slack, channel)) == []
        assert slack.left("DBEHEER") == []


def test_no_answer_is_told() -> None:
    with workspace() as (slack, channel):
        channel.gate.full = True
        (told,) = faults(tried(slack, channel))
        assert "status 503" in told
        channel.gate.full = False
        slack.broken_answers = True
        (told,) = faults(tried(slack, channel))
        assert "geen antwoord" in told
        assert slack.left("DBEHEER") == []


@pytest.mark.parametrize(
    ("error", "told"), [("not_in_channel", "/invite @magdat"), ("messages_tab_disabled", "Messages Tab")]
)
def test_a_place_where_the_bot_may_not_write_is_told(error: str, told: str) -> None:
    with workspace() as (slack, channel):
        slack.refuses["DBEHEER"] = error
        (found,) = faults(tried(slack, channel))
        assert told in found


def test_what_cannot_be_read_is_removed_all_the_same() -> None:
    with workspace() as (slack, channel):
        usual = slack.desk.answer

        def blind(method: str, asked: Any, ours: Any) -> tuple[int, Any]:
            missing = {"ok": False, "error": "missing_scope"}
            return (200, missing) if method == "conversations.replies" else usual(method, asked, ours)

        slack.desk.answer = blind  # type: ignore[method-assign]
        found = tried(slack, channel)
        assert "alle rechten van manifest.yml" in " ".join(faults(found))
        assert slack.left("DBEHEER") == []


def test_what_slack_keeps_is_told() -> None:
    with workspace() as (slack, channel):
        slack.keeps = True
        told = [item.message for item in tried(slack, channel) if item.level is Level.WARNING]
        assert "niet alles kon weer weg (cant_delete_message)" in told


def test_whoever_names_nobody_hears_what_was_not_tried() -> None:
    with workspace() as (slack, channel):
        environment = {**slack.settings, "MAGDAT_POORT_RASA": channel.rasa.rpartition(":")[2]}
        found = list(slack_reach.examine(environment))
        assert "er is niets in Slack gezet" in found[-1].message
        assert slack.posted == []


def test_nobody_else_makes_the_bot_change_a_message() -> None:
    with workspace() as (slack, channel):
        text = "Proef van Mag dat? (0123456789abcdef). Dit bericht verdwijnt vanzelf."
        assert slack.bring(channel.rasa, event(text)).status_code == 200
        channel.idle()
        assert slack.of("chat.update") == []
        assert channel.reached == [text], "which is a question like any other"
        assert json.dumps(slack.refused) == "[]"

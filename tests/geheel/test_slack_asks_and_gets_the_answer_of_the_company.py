"""Slack, from a signed event to the card that Slack's Web API receives."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from servers import Assistant, running, stores_in
from slack_here import SECRET, TEAM, TOKEN, Slack, event, mention, press, slack
from slack_whole import WholeSlack

from channels.thumbs import is_thumb
from launch.supervisor import StartError
from magdat.commands.reach import Level
from magdat.commands.slack_reach import examine
from magdat.privacy.pseudonym import Pseudonyms

PERSON, CHANNEL = "U024BE7LH", "D0PNCRP9N"
WORD = "xylofoonmuziek"
QUESTION = "mag ik Facebook gebruiken tijdens de pauze?"


@pytest.fixture(scope="module")
def workspace() -> Iterator[WholeSlack]:
    with slack(kind=WholeSlack) as workspace:
        assert isinstance(workspace, WholeSlack)
        yield workspace
    assert {error for _, error in workspace.refused} <= {"ratelimited"}


@pytest.fixture(scope="module")
def assistant(workspace: Slack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with running(tmp_path_factory.mktemp("toestand"), settings=workspace.settings) as assistant:
        yield assistant


@pytest.fixture(autouse=True)
def _nothing_said_yet(workspace: Slack) -> None:
    workspace.calls.clear()


def said(text: str, **facts: Any) -> str:
    return event(text, **{"user": PERSON, "channel": CHANNEL, **facts})


def blocks(message: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    return [block for block in message["blocks"] if block["type"] == kind]


def test_a_signed_question_gets_a_card_with_its_clause_however_busy_slack_is(
    assistant: Assistant, workspace: Slack
) -> None:
    assert workspace.bring(assistant.rasa, said(QUESTION)).status_code == 200
    notice, answer = workspace.wait_for(2)
    assert "geautomatiseerde assistent" in notice["text"]
    assert ("chat.postMessage", "ratelimited") in workspace.refused, "one message a second, and none is lost"
    assert (answer["channel"], answer["text"][:3]) == (CHANNEL, "Ja.")
    assert [block["text"]["text"] for block in blocks(answer, "header")] == ["✅ Ja"]
    assert "Artikel 3.1" in json.dumps(blocks(answer, "context"))
    assert "onderwerp" not in answer, "the machine-readable form is not for Slack"


def test_a_pressed_button_shows_the_second_layer_and_what_was_chosen(assistant: Assistant, workspace: Slack) -> None:
    workspace.bring(assistant.rasa, said(QUESTION, user="U2", channel="D2"))
    answer = workspace.wait_for(2)[-1]
    row, _thumbs = blocks(answer, "actions")  # the second row is the thumbs
    (more,) = [button for button in row["elements"] if button["value"] == "/meer_weten"]
    message = {"ts": answer["made"], "text": answer["text"], "blocks": answer["blocks"]}
    pressed = press(more, row["block_id"], user="U2", channel="D2", message=message)
    assert workspace.bring_form(assistant.rasa, pressed).status_code == 200
    second = workspace.wait_for(3)[-1]
    assert "Regel van Drukkerij De Linde" in json.dumps(second, ensure_ascii=False)
    assert not blocks(second, "header")
    (fresh,) = workspace.wait_for(1, "chat.update")
    left = [button["value"] for row in blocks(fresh, "actions") for button in row["elements"]]
    assert [is_thumb(value) for value in left] == [True, True], (
        "what was chosen is shown; the answer can still be rated"
    )


def test_more_is_told_under_the_card_that_it_stands_on(
    assistant: Assistant, workspace: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "pace", 0.0)

    def asked(text: str, count: int) -> Mapping[str, Any]:
        workspace.bring(assistant.rasa, said(text, user="U7", channel="D7"))
        return workspace.wait_for(count)[-1]

    def more_under(answer: Mapping[str, Any], count: int) -> str:
        (row, *_) = blocks(answer, "actions")
        (more,) = [button for button in row["elements"] if button["value"] == "/meer_weten"]
        message = {"ts": answer["made"], "text": answer["text"], "blocks": answer["blocks"]}
        pressed = press(more, row["block_id"], user="U7", channel="D7", message=message)
        workspace.bring_form(assistant.rasa, pressed)
        return str(workspace.wait_for(count)[count - 1]["text"])

    older, newer = asked(QUESTION, 2), asked("mag ik een foto van een collega plaatsen?", 3)
    assert more_under(older, 4).startswith("Die knop hoort bij een eerdere vraag.")
    assert "artikel" in more_under(newer, 5).lower()


def test_a_question_in_a_channel_is_answered_in_its_thread_and_a_careful_one_in_private(
    assistant: Assistant, workspace: Slack
) -> None:
    workspace.bring(assistant.rasa, mention(QUESTION, user="U3", ts="1600000009.000001"))
    for posted in workspace.wait_for(2):
        assert posted["thread_ts"] == "1600000009.000001"
    workspace.calls.clear()
    workspace.bring(assistant.rasa, mention("ik word gepest door een collega", user="U4", channel="C4"))
    workspace.wait_for(2)
    assistant.wait_until_all_is_said()
    assert workspace.of("chat.postMessage") == []
    assert {posted["user"] for posted in workspace.of("chat.postEphemeral")} == {"U4"}


def test_the_slash_command_is_answered_to_one_person(assistant: Assistant, workspace: Slack) -> None:
    respond = workspace.respond_address()
    assert workspace.bring_command(assistant.rasa, QUESTION, user_id="U5", response_url=respond).status_code == 200
    workspace.wait_for(2)
    assert "Artikel 3.1" in json.dumps(workspace.posted)
    assert {posted["response_type"] for posted in workspace.posted} == {"ephemeral"}


@pytest.mark.parametrize("wrong", [{"secret": "een-ander-geheim"}, {"age": 3600}])
def test_a_wrong_or_old_signature_is_refused(assistant: Assistant, workspace: Slack, wrong: dict[str, Any]) -> None:
    assert workspace.bring(assistant.rasa, said(QUESTION, channel="DVALS"), **wrong).status_code == 401
    workspace.bring(assistant.rasa, said(QUESTION, channel="DECHT"))
    assert workspace.wait_in("DECHT")
    assert workspace.wait_in("DVALS", seconds=0) == []


def test_an_administrator_sees_a_message_and_a_question_go_all_the_way(
    assistant: Assistant, workspace: WholeSlack
) -> None:
    workspace.events_to = assistant.rasa
    environment = {**assistant.environment, **workspace.settings, "MAGDAT_POORT_RASA": assistant.rasa.split(":")[-1]}
    found = list(examine(environment, place="UBEHEER", each=0.1))
    workspace.events_to = ""
    assert [item.message for item in found if item.level is Level.FAULT] == []
    told = " ".join(item.message for item in found)
    assert "Slack bracht dat bericht zelf naar de assistent" in told
    assert "op een vraag kwam het antwoord, als kaart" in told
    assert "alles is weer weg: 4 berichten" in told, "the trial, the notice, the card, and that it was erased"
    assert workspace.left("DBEHEER") == []


def test_the_address_can_be_verified_when_the_app_is_set_up(assistant: Assistant, workspace: Slack) -> None:
    answer = workspace.bring(assistant.rasa, json.dumps({"type": "url_verification", "challenge": "abc123"}))
    assert (answer.status_code, answer.json()["challenge"]) == (200, "abc123")


def test_bad_input_is_answered_calmly(assistant: Assistant, workspace: Slack) -> None:
    for number, text in enumerate(("x" * 20_000, "😀😀😀")):
        workspace.calls.clear()
        assert workspace.bring(assistant.rasa, said(text, channel=f"D6{number}")).status_code == 200
        assert len(workspace.wait_for(1)) == 1


def test_the_person_and_the_secrets_are_written_nowhere(assistant: Assistant, workspace: Slack) -> None:
    workspace.bring(assistant.rasa, said(f"mag ik {WORD} online zetten?"))
    assert workspace.wait_for(1)
    stores = stores_in(assistant.state)
    pseudonym = Pseudonyms(stores.keys).at(PERSON, "slack", TEAM, f"{CHANNEL}/")
    assert stores.conversations.of(pseudonym) is not None
    for path in assistant.state.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for secret in (PERSON, CHANNEL, SECRET, TOKEN, WORD):
                assert secret.encode() not in content, f"{secret} stands in {path}"


def test_half_a_set_of_secrets_stops_the_start_and_says_what_is_missing(tmp_path: Path) -> None:
    with (
        pytest.raises(StartError, match="MAGDAT_SLACK_TOKEN and MAGDAT_SLACK_SIGNING_SECRET go together"),
        running(tmp_path, settings={"MAGDAT_SLACK_TOKEN": "xoxb-token"}, names=("rasa",)),
    ):
        pass

"""Slack: direct messages, mentions, threads, the slash command, the shortcut and buttons, over signed requests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from slack_here import BOT, Slack, event, in_thread, mention, press, slack
from slack_served import Served, served

TEXT = "Ja. In je pauze mag je op Facebook."


def answers(text: str) -> list[dict[str, Any]]:
    more = {"title": "Meer weten", "payload": "/meer_weten", "hoort_bij": "0123456789ab"}
    buttons = [more, {"title": "Nee", "payload": "/ontkennen"}]
    careful = [{"custom": {"onderwerp": "mens_spreken"}}] if "geheim" in text else []
    return [{"text": f"{text} → {TEXT}", "buttons": buttons}, *careful]


@pytest.fixture
def workspace() -> Iterator[Slack]:
    with slack(pace=0.0) as workspace:
        yield workspace
    assert workspace.refused == [], "Slack would refuse something that we sent"


@pytest.fixture
def channel(workspace: Slack) -> Iterator[Served]:
    with served(workspace, answers) as channel:
        yield channel


def test_a_direct_message_is_answered_where_it_was_said(workspace: Slack, channel: Served) -> None:
    assert workspace.bring(channel.rasa, event("mag ik?", channel="D9")).status_code == 200
    (posted,) = workspace.wait_for(1)
    assert posted["channel"] == "D9"
    assert "thread_ts" not in posted
    (said,) = channel.accepted
    assert (said.place, said.group, said.tenant) == ("D9/", False, "T0TEST")


def test_a_mention_is_answered_in_a_thread_without_the_bots_name(workspace: Slack, channel: Served) -> None:
    workspace.bring(channel.rasa, mention("mag ik?", ts="1600000001.000001"))
    (posted,) = workspace.wait_for(1)
    assert (posted["channel"], posted["thread_ts"]) == ("C1", "1600000001.000001")
    (said,) = channel.accepted
    assert said.text.strip() == "mag ik?"
    assert said.group


def test_the_message_beside_a_mention_is_not_answered_too(workspace: Slack, channel: Served) -> None:
    workspace.bring(channel.rasa, mention("mag ik?", ts="1600000002.000001"))
    beside = event(f"<@{BOT}> mag ik?", channel="C1", channel_type="channel", ts="1600000002.000001")
    workspace.bring(channel.rasa, beside)
    workspace.wait_for(1)
    assert len(channel.accepted) == 1


def test_a_thread_goes_on_without_a_mention_for_who_began_it(workspace: Slack, channel: Served) -> None:
    thread = "1600000003.000001"
    workspace.bring(channel.rasa, mention("mag ik?", ts=thread, user="U5"))
    workspace.bring(channel.rasa, in_thread("en na het werk?", thread, user="U5"))
    workspace.bring(channel.rasa, in_thread("ik zou het niet doen", thread, user="U6"))
    workspace.bring(channel.rasa, in_thread("<@U6> wat denk jij?", thread, user="U5"))
    workspace.bring(channel.rasa, in_thread("iets anders", "1600000003.999999", user="U5"))
    assert [item["thread_ts"] for item in workspace.wait_for(2)] == [thread, thread]
    assert [said.text.strip() for said in channel.accepted] == ["mag ik?", "en na het werk?"]
    assert len({said.place for said in channel.accepted}) == 1


def test_a_thread_goes_on_after_a_restart_as_long_as_there_is_a_conversation(workspace: Slack, channel: Served) -> None:
    thread = "1600000004.000001"
    name = channel.pseudonyms.at("U7", "slack", "T0TEST", f"C1/{thread}")
    channel.stores.conversations.keep(name, "{}")
    workspace.bring(channel.rasa, in_thread("en nu?", thread, user="U7"))
    workspace.wait_for(1)
    channel.stores.conversations.erase([name])
    workspace.bring(channel.rasa, in_thread("en nu dan?", thread, user="U7"))
    assert [said.text for said in channel.accepted] == ["en nu?"]


def test_who_had_it_erased_talks_to_colleagues_again(workspace: Slack, channel: Served) -> None:
    thread = "1600000014.000001"
    workspace.bring(channel.rasa, mention("mag ik?", ts=thread, user="U5"))
    workspace.bring(channel.rasa, mention("wis mijn gesprek", ts="1600000014.000002", thread_ts=thread, user="U5"))
    workspace.wait_for(2)
    channel.idle()
    workspace.bring(channel.rasa, in_thread("zullen we gaan eten?", thread, user="U5"))
    assert [said.text.strip() for said in channel.accepted] == ["mag ik?", "wis mijn gesprek"]


def test_what_is_said_in_a_channel_without_the_bot_is_left(workspace: Slack, channel: Served) -> None:
    for kind in ("channel", "group", "mpim"):
        assert workspace.bring(channel.rasa, event("koffie?", channel="C1", channel_type=kind)).status_code == 200
    assert channel.accepted == []


@pytest.mark.parametrize(
    "facts",
    [
        {"bot_id": "B9"},
        {"user": BOT},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"hidden": True},
        {"user": None},
    ],
)
def test_what_nobody_said_is_not_answered(workspace: Slack, channel: Served, facts: dict[str, Any]) -> None:
    assert workspace.bring(channel.rasa, event("mag ik?", **facts)).status_code == 200
    assert channel.accepted == []


def test_people_of_another_company_get_no_answer_from_our_policy(workspace: Slack, channel: Served) -> None:
    body = {**json.loads(mention("mag ik?", user_team="T0OTHER")), "is_ext_shared_channel": True}
    assert workspace.bring(channel.rasa, json.dumps(body)).status_code == 200
    assert channel.accepted == []
    body["event"]["user_team"] = "T0TEST"
    workspace.bring(channel.rasa, json.dumps(body))
    assert len(channel.accepted) == 1
    workspace.wait_for(1)


def test_a_careful_answer_in_a_channel_is_for_the_person_alone(workspace: Slack, channel: Served) -> None:
    workspace.bring(channel.rasa, mention("geheim", ts="1600000005.000001"))
    card, buttons = workspace.wait_for(2)
    assert workspace.of("chat.postMessage") == []
    assert (card["user"], card["channel"]) == ("U1", "C1")
    assert "thread_ts" not in card, "nobody sees it in a thread that has no answers yet"
    assert "Alleen jij" in json.dumps(card, ensure_ascii=False)
    assert [block["type"] for block in buttons["blocks"]] == ["actions"]
    # What is pressed there belongs to the thread.
    row = buttons["blocks"][0]
    hidden = {"is_ephemeral": True, "message_ts": "1.1", "channel_id": "C1"}
    respond = workspace.respond_address()
    pressed = press(row["elements"][0], row["block_id"], channel="C1", container=hidden, response_url=respond)
    workspace.bring_form(channel.rasa, pressed)
    workspace.wait_for(1, "respond")
    assert len({said.place for said in channel.accepted}) == 1


def test_the_slash_command_is_answered_to_the_person_alone(workspace: Slack, channel: Served) -> None:
    respond = workspace.respond_address()
    response = workspace.bring_command(channel.rasa, "mag ik?", response_url=respond)
    assert (response.status_code, response.text) == (200, "")
    card, buttons = workspace.wait_for(2)
    assert card["response_type"] == buttons["response_type"] == "ephemeral"
    assert TEXT in json.dumps(card, ensure_ascii=False)
    assert workspace.of("chat.postMessage") == []


def test_the_slash_command_without_a_question_says_what_one_can_ask(workspace: Slack, channel: Served) -> None:
    for text in ("", " help "):
        said = workspace.bring_command(channel.rasa, text).json()
        assert said["response_type"] == "ephemeral"
        assert "sociale media" in said["text"]
    assert channel.accepted == []


def test_an_address_that_is_used_up_makes_room_for_a_message_of_ones_own(workspace: Slack, channel: Served) -> None:
    respond = workspace.respond_address()
    for number in range(4):
        workspace.bring_command(channel.rasa, f"vraag {number}", response_url=respond)
    workspace.wait_for(8)
    assert (len(workspace.of("respond")), len(workspace.of("chat.postEphemeral"))) == (5, 3)


def test_where_the_bot_is_no_member_the_answer_comes_in_a_direct_message(workspace: Slack, channel: Served) -> None:
    workspace.refuses["C8"] = "channel_not_found"
    try:
        workspace.bring_command(channel.rasa, "mag ik?", channel_id="C8", user_id="U8")
        row = workspace.wait_for(2)[1]["blocks"][0]
        assert {item["channel"] for item in workspace.posted} == {"U8"}
        for number in range(2):  # the conversation goes on where it is pressed, and stays the one that it was
            message = {"ts": f"1600000008.00000{number}", "blocks": [row]}
            pressed = press(row["elements"][0], row["block_id"], user="U8", channel="D8", message=message)
            workspace.bring_form(channel.rasa, pressed)
            answered = workspace.wait_for(3 + number)[2 + number]
            assert (answered["channel"], answered.get("thread_ts")) == ("D8", None)
            row = answered["blocks"][-1]
        assert [said.place for said in channel.accepted] == ["C8/"] * 3
    finally:
        workspace.refuses.clear()
        workspace.refused.clear()


def test_a_careful_answer_in_a_thread_keeps_its_conversation_in_a_direct_message(
    workspace: Slack, channel: Served
) -> None:
    workspace.refuses["C8"] = "channel_not_found"
    thread = "1600000018.000001"
    try:
        workspace.bring(channel.rasa, mention("geheim", channel="C8", user="U8", ts=thread))
        row = workspace.wait_for(2)[1]["blocks"][0]
        pressed = press(row["elements"][0], row["block_id"], user="U8", channel="D8", message={"ts": "1.1"})
        workspace.bring_form(channel.rasa, pressed)
        answered = workspace.wait_for(3)[2]
        assert (answered["channel"], answered.get("thread_ts")) == ("D8", None)
        assert [said.place for said in channel.accepted] == [f"C8/{thread}"] * 2
        assert not channel.accepted[1].group, "nobody reads along there"
    finally:
        workspace.refuses.clear()
        workspace.refused.clear()


def test_an_answer_goes_to_no_address_that_is_not_slacks(workspace: Slack, channel: Served) -> None:
    workspace.bring_command(channel.rasa, "mag ik?", response_url="http://169.254.169.254/respond/1")
    assert len(workspace.wait_for(2, "chat.postEphemeral")) == 2


def test_a_message_that_is_pointed_at_is_a_question(workspace: Slack, channel: Served) -> None:
    payload = {
        "type": "message_action",
        "callback_id": "vraag_aan_mag_dat",
        "trigger_id": "1.shortcut",
        "team": {"id": "T0TEST"},
        "user": {"id": "U1"},
        "channel": {"id": "C1"},
        "message": {"type": "message", "user": "U2", "text": "mag &lt;dit&gt; wel? <https://x.be|x.be>", "ts": "1.1"},
        "response_url": workspace.respond_address(),
    }
    assert workspace.bring_form(channel.rasa, payload).status_code == 200
    assert workspace.wait_for(2)[0]["response_type"] == "ephemeral"
    assert channel.accepted[0].text == "mag <dit> wel? x.be"
    assert channel.accepted[0].person == "U1"


def test_a_used_row_of_buttons_shows_what_was_chosen(workspace: Slack, channel: Served) -> None:
    workspace.bring(channel.rasa, event("mag ik?"))
    (posted,) = workspace.wait_for(1)
    row = posted["blocks"][-1]
    message = {"ts": posted["made"], "text": posted["text"], "blocks": posted["blocks"]}
    pressed = press(row["elements"][0], row["block_id"], message=message)
    assert workspace.bring_form(channel.rasa, pressed).status_code == 200
    (fresh,) = workspace.wait_for(1, "chat.update")
    assert fresh["ts"] == posted["made"]
    assert [block["type"] for block in fresh["blocks"]] == ["section", "context"]
    assert "Meer weten" in json.dumps(fresh["blocks"][-1])
    assert [said.text for said in channel.accepted] == ["mag ik?", "/meer_weten"]
    assert len({said.place for said in channel.accepted}) == 1
    assert channel.marks == ["", "0123456789ab"], "what the button is about comes back, and its payload is as it was"
    workspace.bring_form(channel.rasa, {**pressed, "trigger_id": "dubbel"})
    assert len(channel.accepted) == 2, "pressed twice is pressed once"


def test_buttons_in_a_thread_are_of_who_asked(workspace: Slack, channel: Served) -> None:
    workspace.bring(channel.rasa, mention("mag ik?", ts="1600000006.000001"))
    (posted,) = workspace.wait_for(1)
    row = posted["blocks"][-1]
    message = {"ts": posted["made"], "thread_ts": "1600000006.000001", "text": "x", "blocks": posted["blocks"]}
    facts = {"channel": "C1", "message": message, "response_url": workspace.respond_address()}
    workspace.bring_form(channel.rasa, press(row["elements"][0], row["block_id"], user="U2", **facts))
    (told,) = workspace.wait_for(1, "respond")
    assert "collega" in told["text"]
    assert told["response_type"] == "ephemeral"
    assert len(channel.accepted) == 1
    workspace.bring_form(channel.rasa, press(row["elements"][0], row["block_id"], **facts))
    assert len({said.place for said in channel.accepted}) == 1
    assert len(channel.accepted) == 2
    workspace.wait_for(1, "chat.update")


def test_the_home_page_starts_a_conversation_and_erases_them_all(workspace: Slack, channel: Served) -> None:
    workspace.bring(channel.rasa, event("", kind="app_home_opened", tab="home", channel="D4", user="U4"))
    (published,) = workspace.wait_for(1, "views.publish")
    assert published["user_id"] == "U4"
    rows = [block for block in published["view"]["blocks"] if block["type"] == "actions"]
    button = rows[0]["elements"][0]
    view = {"private_metadata": published["view"]["private_metadata"], "type": "home"}
    for number in range(2):
        pressed = press(button, rows[0]["block_id"], user="U4", view=view, trigger_id=f"{number}.home")
        workspace.bring_form(channel.rasa, {**pressed, "channel": None, "container": {"type": "view"}})
    assert {item["channel"] for item in workspace.wait_for(2, "chat.postMessage")} == {"D4"}
    assert [said.place for said in channel.accepted] == ["D4/", "D4/"]

    mine = channel.pseudonyms.at("U4", "slack", "T0TEST", "C1/1.1")
    theirs = channel.pseudonyms.at("U3", "slack", "T0TEST", "C1/1.1")
    for name in (mine, theirs):
        channel.stores.conversations.keep(name, "{}")
    workspace.bring_form(channel.rasa, press(rows[1]["elements"][0], rows[1]["block_id"], user="U4", view=view))
    fresh = workspace.wait_for(2, "views.publish")[-1]
    assert "Gewist" in json.dumps(fresh)
    assert channel.stores.conversations.of(mine) is None
    assert channel.stores.conversations.of(theirs) is not None


def test_the_tab_with_messages_draws_no_home_page(workspace: Slack, channel: Served) -> None:
    workspace.bring(channel.rasa, event("", kind="app_home_opened", tab="messages"))
    assert workspace.of("views.publish") == []

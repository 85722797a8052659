"""From an activity to what somebody said: mentions, entities, groups, buttons, and all that is no message."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from microsoft import APP, BOT, CONVERSATION, TENANT, activity, microsoft, pressed
from teams_here import PHRASES, TeamsHere, teams_here

from channels.base import Reply
from channels.teams_activity import address_of, incoming_of, read, typed

SERVICE = "https://smba.trafficmanager.net/be/"
PLACE = {"id": CONVERSATION, "tenantId": TENANT}


@pytest.fixture
def here() -> Iterator[TeamsHere]:
    with microsoft() as server, teams_here(server) as made:
        yield made


def said(text: Any, **facts: Any) -> str:
    found = incoming_of(activity(text, SERVICE, **facts), "botframework")
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("<at>Mag dat?</at> mag ik bloggen?", "mag ik bloggen?"),
        ('<at id="0">Mag dat?</at>&nbsp;mag ik bloggen?', "mag ik bloggen?"),
        ("mag <at>Jan</at> mij filmen?", "mag Jan mij filmen?"),
        ("<AT>Mag dat?</AT>mag ik?", "mag ik?"),
        ("Q&amp;A &lt;b&gt;", "Q&A <b>"),
        ("&lt;at&gt;Jan&lt;/at&gt;", "<at>Jan</at>"),
        (None, ""),
        (5, ""),
    ],
)
def test_our_name_goes_and_the_rest_stays(text: Any, read_as: str) -> None:
    assert said(text) == read_as


def test_a_name_that_somebody_gave_us_goes_too() -> None:
    mention = {"type": "mention", "mentioned": {"id": BOT, "name": "HR-hulp"}, "text": "<at>HR-hulp</at>"}
    assert said("<at>HR-hulp</at> mag dat?", entities=[mention, 5, {"mentioned": 5}]) == "mag dat?"


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=80))
def test_whatever_is_typed_is_read(text: str) -> None:
    assert isinstance(typed(activity(text, SERVICE)), str)


@pytest.mark.parametrize(
    ("where", "group"),
    [
        ({"conversationType": "personal"}, False),
        ({"conversationType": "groupChat"}, True),
        ({"conversationType": "channel"}, True),
        ({"conversationType": "personal", "isGroup": True}, True),
        ({}, True),
    ],
)
def test_others_read_along_unless_it_is_said_that_they_do_not(where: dict[str, Any], group: bool) -> None:
    message = activity("mag dat?", SERVICE, conversation={**PLACE, **where})
    incoming = incoming_of(message, "botframework")
    assert incoming is not None
    assert incoming.group is group
    assert address_of(message)["group"] is group


@pytest.mark.parametrize(
    "facts",
    [
        *({"type": "typing"}, {"type": "messageReaction"}, {"type": "messageUpdate"}, {"type": "invoke"}),
        {"type": "invoke", "name": "signin/verifyState", "value": {}},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"data": {"keuze": 5}}}},
        {"type": "conversationUpdate", "membersAdded": [{"id": "29:iemand"}, 5]},
        {"type": "installationUpdate", "action": "remove"},
    ],
)
def test_what_is_no_message_is_let_go(here: TeamsHere, facts: dict[str, Any]) -> None:
    (answer,) = here.bring(activity(None, here.microsoft.service, **facts))
    assert answer.status_code == 200
    assert here.gate.accepted == []
    assert here.microsoft.taken() == []


def test_a_button_of_an_old_client_says_what_it_stands_for() -> None:
    assert said(None, value={"keuze": "/meer_weten"}) == "/meer_weten"
    assert said("/meer_weten", value={"andere": 1}) == "/meer_weten"


def test_an_activity_that_is_brought_again_is_taken_once(here: TeamsHere) -> None:
    same, other = activity("mag dat?", here.microsoft.service), activity("mag dat?", here.microsoft.service)
    answers = here.bring(same, same, other, same)
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len(here.gate.accepted) == 2
    assert {item.event for item in here.gate.accepted} == {same["id"], other["id"]}


def test_what_cannot_be_kept_is_not_acknowledged(here: TeamsHere) -> None:
    here.gate.broken = True
    (answer,) = here.bring(activity("mag dat?", here.microsoft.service))
    assert answer.status_code == 503


def test_somebody_sees_at_once_that_an_answer_is_coming(here: TeamsHere) -> None:
    here.bring(activity("mag dat?", here.microsoft.service))
    (request,) = here.microsoft.taken()
    assert b'"typing"' in request.body
    assert here.microsoft.faults == []


@pytest.mark.parametrize(
    "facts",
    [
        {"type": "conversationUpdate", "membersAdded": [{"id": BOT}]},
        {"type": "installationUpdate", "action": "add"},
    ],
)
def test_the_app_greets_where_it_is_added(here: TeamsHere, facts: dict[str, Any]) -> None:
    here.bring(activity(None, here.microsoft.service, **facts))
    (greeting,) = here.microsoft.sent(1)
    assert greeting["text"] == PHRASES.say("teams_welkom")


def test_the_app_greets_once_though_it_is_told_twice(here: TeamsHere) -> None:
    service = here.microsoft.service
    here.bring(
        activity(None, service, type="conversationUpdate", membersAdded=[{"id": BOT}]),
        activity(None, service, type="installationUpdate", action="add"),
    )
    assert len(here.microsoft.sent(1)) == 1


def test_a_greeting_is_tried_again(here: TeamsHere) -> None:
    here.microsoft.statuses = [(429, 1.0)]
    here.bring(activity(None, here.microsoft.service, type="installationUpdate", action="add"))
    assert len(here.microsoft.sent(2)) == 2


BUTTONS = (
    {"title": "Meer weten", "payload": "/meer_weten", "hoort_bij": "0123456789ab"},
    {"title": "In de pauze", "payload": '/x{"a":"b"}'},
)


def a_card(here: TeamsHere, **facts: Any) -> dict[str, Any]:
    """Ask something that is answered with buttons; return the card."""
    here.gate.replies = (Reply("Dat mag.", BUTTONS),)
    here.bring(activity("mag dat?", here.microsoft.service, **facts))
    here.gate.replies = ()
    card: dict[str, Any] = here.microsoft.sent(1, place=facts.get("conversation", PLACE)["id"])[-1]["attachments"][0][
        "content"
    ]
    return card


@pytest.mark.parametrize("which", [0, 1])
def test_a_pressed_button_says_what_it_stands_for_and_goes(here: TeamsHere, which: int) -> None:
    card = a_card(here)
    press = pressed(card["actions"][which], card, here.microsoft.service, replyToId="f:1")
    (answer,) = here.bring(press)
    assert here.gate.accepted[-1].text == BUTTONS[which]["payload"]
    assert here.gate.accepted[-1].under == BUTTONS[which].get("hoort_bij", "")
    told = answer.json()
    assert told["statusCode"] == 200
    assert told["type"] == "application/vnd.microsoft.card.adaptive"
    assert "actions" not in told["value"]
    assert "Dat mag." in str(told["value"])
    assert BUTTONS[which]["title"] in str(told["value"])
    (replaced,) = [item for item in here.microsoft.taken() if item.method == "PUT"]
    assert replaced.path.endswith("/f:1")
    assert here.microsoft.faults == []


def test_a_button_that_is_pressed_twice_counts_once_and_stays_gone(here: TeamsHere) -> None:
    card = a_card(here)
    press = pressed(card["actions"][0], card, here.microsoft.service, replyToId="f:1")
    answers = here.bring(press, press)
    assert len([item for item in here.gate.accepted if item.text == "/meer_weten"]) == 1
    assert ["actions" in answer.json()["value"] for answer in answers] == [False, False]


def test_a_card_of_an_old_client_is_replaced_too(here: TeamsHere) -> None:
    card = a_card(here)
    held = {item["id"]: item["value"] for item in card["body"] if item["type"] == "Input.Text"}
    back = {**card["actions"][0]["fallback"]["data"], **held}
    here.bring(activity("/meer_weten", here.microsoft.service, value=back, replyToId="f:1"))
    assert (here.gate.accepted[-1].text, here.gate.accepted[-1].under) == ("/meer_weten", "0123456789ab")
    assert [item.path[-3:] for item in here.microsoft.taken() if item.method == "PUT"] == ["f:1"]


@pytest.mark.parametrize("kind", ["made up", "changed", "of another place", "of another person", "gone"])
def test_nobody_makes_the_app_show_what_it_never_said(here: TeamsHere, kind: str) -> None:
    group = {**PLACE, "conversationType": "groupChat"}
    card = a_card(here, conversation={**group, "id": "19:elders"} if kind == "of another place" else group)
    (held,) = [item for item in card["body"] if item["type"] == "Input.Text"]
    if kind == "made up":
        held["value"] = 'x ["[[[\\"Alles mag\\",0,\\"\\"]],null]", {"/meer_weten": "Ja"}]'
    elif kind == "changed":
        held["value"] = held["value"].replace("Dat mag", "Dat mag niet")
    elif kind == "gone":
        card["body"].remove(held)
    who = {"from": {"id": "29:iemand-anders"}} if kind == "of another person" else {}
    press = pressed(card["actions"][0], card, here.microsoft.service, replyToId="f:1", conversation=group, **who)
    (answer,) = here.bring(press)
    assert [item.text for item in here.gate.accepted] == ["mag dat?"], "nor is it said in the name of who pressed"
    assert answer.json()["value"] == PHRASES.say("knop_van_ander")
    assert [item for item in here.microsoft.taken() if item.method == "PUT"] == []


def test_in_a_group_a_button_is_of_who_asked(here: TeamsHere) -> None:
    group = {**PLACE, "conversationType": "groupChat"}
    card = a_card(here, conversation=group)
    held = {item["id"]: item["value"] for item in card["body"] if item["type"] == "Input.Text"}
    back, other = {**card["actions"][0]["fallback"]["data"], **held}, {"id": "29:iemand-anders"}
    service = here.microsoft.service
    here.bring(activity("/meer_weten", service, value=back, conversation=group, **{"from": other}))
    assert [item["text"] for item in here.microsoft.sent(2)[1:]] == [PHRASES.say("knop_van_ander")]
    here.bring(pressed(card["actions"][0], card, service, replyToId="f:1", conversation=group))
    assert [(item.text, item.person == other["id"]) for item in here.gate.accepted] == [
        ("mag dat?", False),
        ("/meer_weten", False),
    ]


def test_a_choice_that_was_not_on_the_card_leaves_it(here: TeamsHere) -> None:
    card = a_card(here)
    button = {**card["actions"][0], "data": {"keuze": "/iets_anders"}}
    (answer,) = here.bring(pressed(button, card, here.microsoft.service, replyToId="f:1"))
    assert answer.json()["type"] == "application/vnd.microsoft.activity.message"
    assert [item for item in here.microsoft.taken() if item.method == "PUT"] == []


def test_what_only_the_person_may_see_becomes_an_invitation_in_a_group(here: TeamsHere) -> None:
    here.gate.replies = (Reply("Bel 1813.", discreet=True),)
    for _ in range(2):  # who asks again at once is not met with silence
        here.bring(activity("help", here.microsoft.service, conversation={**PLACE, "conversationType": "groupChat"}))
    messages = here.microsoft.sent(2)
    assert len(messages) == 2
    assert "1813" not in str(messages)
    for message in messages:
        card = message["attachments"][0]["content"]
        assert card["actions"][0]["url"].endswith(APP)
        assert PHRASES.say("teams_onder_ons") in str(card)


def test_what_only_the_person_may_see_is_said_where_nobody_reads_along(here: TeamsHere) -> None:
    here.gate.replies = (Reply("Bel 1813.", discreet=True),)
    here.bring(activity("help", here.microsoft.service))
    assert [item["text"] for item in here.microsoft.sent(1)] == ["Bel 1813."]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_links_of_the_app_lead_to_a_page_on_what_is_kept(here: TeamsHere, method: str) -> None:
    answer = here.visit(method)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    if method == "GET":
        assert "hoogstens 30 dagen" in answer.text


def test_an_activity_without_parties_is_none() -> None:
    assert read({"type": "message"}) is None

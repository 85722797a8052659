"""What Teams gets of a reply: a card that it can show, within its sizes, and only what was asked on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from adaptive_rules import faults_of
from hypothesis import given, settings
from hypothesis import strategies as st
from microsoft import APP, MOST_BYTES, TENANT
from teams_here import PHRASES, connector_of

from channels.base import Reply
from channels.face import Face, face_of
from channels.teams_answers import TeamsAnswers
from channels.teams_cards import card_of, remembered, used
from magdat.answers.answer import Answer
from magdat.answers.composer import compose
from magdat.knowledge import Knowledge, open_knowledge
from magdat.settings import Settings
from magdat.situation import Situation
from magdat.teams.settings import TeamsSettings

ROOT = Path(__file__).resolve().parents[2]
POLICIES = [ROOT / "beleid" / "beleid.yml", *sorted((ROOT / "beleid" / "voorbeelden").glob("*.yml"))]
ADDRESS = {
    "service": "https://smba.trafficmanager.net/be/",
    "conversation": "a:1",
    "tenant": TENANT,
    "bot": {"id": "28:bot"},
    "person": "29:jan",
    "group": False,
}
ANSWERS = TeamsAnswers(connector_of(TeamsSettings(APP, TENANT, "geheim")), ADDRESS)


def reply_of(answer: Answer) -> Reply:
    buttons = tuple({"title": item.title, "payload": item.payload} for item in answer.buttons)
    return Reply(answer.text, buttons, answer.custom())


def answers(knowledge: Knowledge) -> list[Answer]:
    return [compose(knowledge, topic, Situation()) for topic in knowledge.library.answers]


def cards(activities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item["content"] for activity in activities for item in activity.get("attachments", ())]


def size(activity: dict[str, Any]) -> int:
    return len(json.dumps(activity).encode())


@pytest.mark.parametrize("policy", POLICIES, ids=[path.stem for path in POLICIES])
def test_every_answer_of_every_policy_is_a_card_that_teams_shows(policy: Path) -> None:
    knowledge = open_knowledge(Settings.from_environment({"MAGDAT_BELEID": str(policy)}))
    for answer in answers(knowledge):
        (activity,) = ANSWERS.activities(reply_of(answer))
        assert size(activity) <= MOST_BYTES, answer.topic
        for card in cards([activity]):
            assert list(faults_of(card)) == [], answer.topic
        shown = "".join(str(card) for card in cards([activity])) or activity["text"]
        assert all(part.text not in shown for part in answer.more if part not in answer.parts), "the second layer waits"
        assert len(answer.buttons) <= 6, "Teams shows six buttons"


def test_the_second_layer_has_a_heading_over_each_kind() -> None:
    knowledge = open_knowledge(Settings.from_environment({}))
    for answer in answers(knowledge):
        if not answer.more:
            continue
        text = "\n\n".join(part.text for part in answer.more)
        custom = {"handeling": "meer_weten", "delen": answer.custom()["meer"], "meer": []}
        face = face_of(Reply(text, custom=custom), PHRASES)
        kinds = {part.kind.value for part in answer.more}
        headings = [item.heading for item in face.paragraphs if item.heading]
        assert len(headings) == len(set(headings))
        assert ("Wet" in headings) == ("wet" in kinds)
        (activity,) = ANSWERS.activities(Reply(text, custom=custom))
        for card in cards([activity]):
            assert list(faults_of(card)) == []


def custom(**facts: Any) -> dict[str, Any]:
    return {
        "delen": [{"soort": "besluit", "tekst": "Ja. Dat mag."}, {"soort": "regel", "tekst": "Artikel 3.1."}],
        **facts,
    }


@pytest.mark.parametrize(
    ("facts", "look"),
    [
        ({"opening": "ja", "besluit": "ja", "regel": "r"}, "ja"),
        ({"opening": "nee", "besluit": "nee", "regel": "r"}, "nee"),
        ({"opening": "ja", "besluit": "voorwaardelijk", "regel": "r"}, "voorwaardelijk"),
        ({"opening": "nee", "besluit": "ja", "regel": "r"}, "neutraal_nee"),
        ({"opening": "nee", "besluit": "nee", "regel": "r", "vorm": "moet"}, "neutraal_nee"),
        ({"opening": "nee", "besluit": "nee", "regel": "r", "besluit_over": "bedrijf"}, "neutraal_nee"),
        ({"opening": "ja", "besluit": None}, "neutraal_ja"),
        ({"opening": None, "besluit": "niet_geregeld"}, ""),
        ({"opening": None, "gevallen": [{"besluit": "ja"}, {"besluit": "nee"}]}, "hangt_af"),
        ({"opening": None, "gevallen": [{"besluit": "ja"}, {"besluit": "ja"}]}, ""),
        ({}, ""),
    ],
)
def test_a_word_stands_over_an_answer_only_where_it_is_honest(facts: dict[str, Any], look: str) -> None:
    face = face_of(Reply(custom=custom(**facts)), PHRASES)
    assert face.verdict == look
    assert bool(face.word) == bool(look)


def test_good_news_is_never_shown_as_a_ban() -> None:
    reply = Reply(custom=custom(opening="nee", besluit="nee", regel="r", besluit_over="bedrijf"))
    (card,) = cards(list(ANSWERS.activities(reply)))
    assert card["body"][0]["style"] == "emphasis"
    assert card["body"][0]["items"][0]["text"] == PHRASES.say("oordeel_neutraal_nee")


def test_a_card_says_the_word_once_and_the_clause_quietly() -> None:
    reply = Reply("Ja. Dat mag.\n\nArtikel 3.1.", custom=custom(opening="ja", besluit="ja", regel="r"))
    (card,) = cards(list(ANSWERS.activities(reply)))
    verdict, text, clause = card["body"]
    assert verdict["style"] == "good"
    assert verdict["items"][0]["text"] == PHRASES.say("oordeel_ja")
    assert text["inlines"][0]["text"] == "Dat mag."
    assert clause["inlines"][0] == {"type": "TextRun", "text": "Artikel 3.1.", "isSubtle": True, "size": "Small"}


def test_a_follow_up_shows_its_own_text_and_not_the_answer_that_it_is_about() -> None:
    (activity,) = ANSWERS.activities(Reply("Omdat het zo is.", custom=custom(opening="ja", besluit="ja", regel="r")))
    assert activity["text"] == "Omdat het zo is."
    assert activity["textFormat"] == "plain"


def test_the_machine_readable_form_alone_is_nothing_to_show() -> None:
    assert list(ANSWERS.activities(Reply(custom={"verduidelijking": []}))) == []


def test_danger_is_shown_as_such() -> None:
    (card,) = cards(list(ANSWERS.activities(Reply("Bel 112.", custom={"gevaar": True}))))
    assert card["body"][0]["style"] == "attention"


@pytest.mark.parametrize(
    "hostile",
    [
        "**vet** _schuin_ [klik](https://kwaad.example) # kop",
        "<img src=x onerror=alert(1)> <at>iedereen</at>",
        "javascript:alert(1) data:text/html,x",
        "\u202egnalre\u202c" + "x" * 3_000,
    ],
)
def test_hostile_text_is_text(hostile: str) -> None:
    (card,) = cards(list(ANSWERS.activities(Reply(hostile, ({"title": "Ja", "payload": "/ja"},)))))
    assert list(faults_of(card)) == []
    runs = [run for block in card["body"] if block["type"] == "RichTextBlock" for run in block["inlines"]]
    assert "".join(run["text"] for run in runs) == hostile
    links = [run["selectAction"]["url"] for run in runs if "selectAction" in run]
    assert links == (["https://kwaad.example"] if "kwaad" in hostile else []), "a link shows where it goes"
    assert all(run["text"] == run["selectAction"]["url"] for run in runs if "selectAction" in run)


TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=200)
BUTTONS = st.lists(st.fixed_dictionaries({"title": TEXTS.filter(str.strip), "payload": TEXTS}), max_size=9)


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=6), BUTTONS, st.integers(1, 400), st.booleans())
def test_whatever_is_said_teams_takes_it(
    lines: list[str], buttons: list[dict[str, str]], times: int, answered: bool
) -> None:
    text = "\n\n".join(line * times for line in lines)
    parts = [{"soort": "besluit", "tekst": item} for item in text.split("\n\n")]
    reply = Reply(text, tuple(buttons), {"opening": "ja", "delen": parts} if answered else {})
    for activity in ANSWERS.activities(reply):
        compact = json.dumps(activity, ensure_ascii=False, separators=(",", ":"))
        assert len(compact.encode()) <= MOST_BYTES
        assert activity.get("text") or activity.get("attachments")
        for card in cards([activity]):
            assert list(faults_of(card)) == []


def test_what_is_too_long_for_one_message_comes_in_several_and_nothing_is_lost() -> None:
    paragraphs = [f"{number} " + "woord " * 400 for number in range(30)]
    buttons = ({"title": "Meer weten", "payload": "/meer_weten"},)
    activities = list(ANSWERS.activities(Reply("\n\n".join(paragraphs), buttons)))
    assert len(activities) > 1
    assert all(size(activity) <= MOST_BYTES for activity in activities)
    assert ["actions" in str(activity) for activity in activities] == [False] * (len(activities) - 1) + [True]
    shown = json.dumps(activities)
    assert all(f"{number} woord" in shown for number in range(30))


def test_what_has_no_button_any_more_can_be_typed() -> None:
    buttons = tuple({"title": f"Afdeling {number}", "payload": f"/{number}"} for number in range(9))
    (card,) = cards(list(ANSWERS.activities(Reply("Op welke afdeling werk je?", buttons))))
    assert [item["title"] for item in card["actions"]] == [f"Afdeling {number}" for number in range(6)]
    assert "Of typ: Afdeling 6, Afdeling 7, Afdeling 8." in json.dumps(card)


def test_a_list_of_chats_does_not_show_what_was_answered() -> None:
    (activity,) = ANSWERS.activities(Reply("Pesten mag niet.", ({"title": "Ja", "payload": "/ja"},)))
    assert activity["summary"] == PHRASES.say("teams_samenvatting")


@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4), TEXTS.filter(str.strip))
def test_a_card_without_its_buttons_shows_the_same(lines: list[str], title: str) -> None:
    face = face_of(Reply("\n\n".join(lines)), PHRASES)
    choices = ({"title": title, "payload": "/x"},)
    found = used(remembered(face, choices), "/x")
    assert found is not None
    shown, left = found
    card = card_of(shown, left)
    assert card["body"][: len(card_of(face)["body"])] == card_of(face)["body"]
    assert f"✓ {title}" in shown.paragraphs[-1].text
    assert "actions" not in card
    assert used(remembered(face, choices), "/y") is None
    assert Face.from_written(face.written()) == face


RATED = {"op": '/bevestigen{"duim": "foto_tag"}', "neer": '/ontkennen{"duim": "foto_tag"}'}


def test_thumbs_stand_last_and_take_no_other_button_away_with_them() -> None:
    buttons = tuple({"title": f"Vraag {number}", "payload": f"/{number}", "hoort_bij": "ab"} for number in range(5))
    reply = Reply("Dat mag.", buttons, {"duimen": RATED})
    (card,) = cards(list(ANSWERS.activities(reply)))
    titles = [item["title"] for item in card["actions"]]
    assert titles == ["Vraag 0", "Vraag 1", "Vraag 2", "Vraag 3", "👍 Dit helpt", "👎 Dit helpt niet"]
    assert "Of typ: Vraag 4." in json.dumps(card)
    choices = [
        {"title": item["title"], "payload": item["data"]["keuze"], "hoort_bij": item["data"].get("hoort_bij", "")}
        for item in card["actions"]
    ]
    told = remembered(face_of(reply, PHRASES), choices)
    rated, chosen = used(told, RATED["op"]), used(told, "/0")
    assert rated is not None
    assert chosen is not None
    assert [item["title"] for item in rated[1]] == titles[:4]
    assert {item["hoort_bij"] for item in rated[1]} == {"ab"}, "what is left still belongs to this answer"
    assert [item["title"] for item in chosen[1]] == titles[4:]
    after = used(remembered(*chosen), RATED["neer"])
    assert after is not None
    assert after[1] == ()
    assert [item.text for item in after[0].paragraphs] == ["Dat mag.", "✓ Vraag 0", "✓ 👎 Dit helpt niet"]


def test_where_thumbs_stand_nobody_is_asked_if_it_helped() -> None:
    assert list(ANSWERS.activities(Reply(PHRASES.say("geholpen_vraag"), ({"title": "Ja", "payload": "/ja"},)))) == []


@given(st.integers(min_value=9_000, max_value=40_000))
@settings(max_examples=12, deadline=None)
def test_the_buttons_of_an_answer_that_takes_several_cards_go_once_they_are_used_too(length: int) -> None:
    text = "\n\n".join(["woord " * 40] * (length // 240))
    activities = list(ANSWERS.activities(Reply(text, ({"title": "Ja", "payload": "/ja"},), {"duimen": RATED})))
    assert all(size(activity) <= MOST_BYTES for activity in activities)
    (*_, card) = cards(activities)
    assert next(item["title"] for item in card["actions"]) == "Ja"
    sealed = next(item["value"] for item in card["body"] if item.get("id") == "gezicht")
    told = sealed.partition(" ")[2]
    found = used(told, "/ja")
    assert found is not None
    assert found[0].paragraphs[-1].text == "✓ Ja"
    assert json.dumps(activities).count("woord") >= text.count("woord")

from __future__ import annotations

import pytest

from magdat.handoff.talk import HandoffTalk, load_talk
from magdat.settings import Settings
from magdat.understanding import Understanding


@pytest.fixture(scope="module")
def talk() -> HandoffTalk:
    return load_talk(Settings.from_environment({}).guidance / "doorgeven.yml")


def said(text: str, intent: str = "sociaal_praatje", confidence: float = 0.1) -> Understanding:
    return Understanding(text, ((intent, confidence),), {})


@pytest.mark.parametrize(
    "text",
    ["stop", "Stop!", "laat maar", "laat maar, stop", "nee stop", "annuleer", "toch maar niet", "hou op", "foert"],
)
def test_a_stop_is_heard(talk: HandoffTalk, text: str) -> None:
    assert talk.stops(said(text))


@pytest.mark.parametrize(
    "text",
    [
        "ik wil dat dit stopt",
        "Mijn chef zegt dat ik moet stoppen met posten op Facebook en dat vind ik niet juist",
        "laat maar weten wanneer ik mag bellen",
        "stop met mij te filmen op de werkvloer",
    ],
)
def test_a_message_in_which_something_stops_is_a_message(talk: HandoffTalk, text: str) -> None:
    assert not talk.stops(said(text))


@pytest.mark.parametrize(
    "text",
    [
        "ja",
        "Ja!",
        "ja graag",
        "ok",
        "ok da's goed",
        "ja, verstuur het maar",
        "ja stuur maar door",
        "doe maar",
        "is goed",
    ],
)
def test_a_yes_is_heard(talk: HandoffTalk, text: str) -> None:
    assert talk.agrees(said(text))


@pytest.mark.parametrize(
    "text", ["ja maar", "ja maar niet nu", "ok nog niet", "ja wacht", "nee", "ja, maar eerst de tekst"]
)
def test_a_yes_with_something_behind_it_is_none(talk: HandoffTalk, text: str) -> None:
    assert not talk.agrees(said(text, "bevestigen", 0.9))


@pytest.mark.parametrize("text", ["nee", "neen", "Nee, bedankt", "nee hoor"])
def test_a_no_is_heard(talk: HandoffTalk, text: str) -> None:
    assert talk.denies(said(text))


@pytest.mark.parametrize("text", ["ik wil de tekst aanpassen", "nee, aanpassen", "verander mijn boodschap"])
def test_who_wants_another_text_is_heard(talk: HandoffTalk, text: str) -> None:
    assert talk.changes(said(text))


@pytest.mark.parametrize("text", ["zonder onderwerp", "laat de situatie weg", "geen onderwerp erbij"])
def test_who_wants_no_topic_beside_it_is_heard(talk: HandoffTalk, text: str) -> None:
    assert talk.drops_topic(said(text))


@pytest.mark.parametrize(
    "text",
    [
        "wanneer krijg ik antwoord?",
        "hoe lang duurt dat?",
        "hoe snel reageren ze",
        "krijg ik vandaag nog antwoord vandaag",
        "wanneer bellen ze mij",
    ],
)
def test_the_question_how_soon_an_answer_comes_is_heard(talk: HandoffTalk, text: str) -> None:
    assert talk.asks_when(said(text))


def test_a_button_says_what_it_says(talk: HandoffTalk) -> None:
    def button(intent: str) -> Understanding:
        return Understanding(f"/{intent}", ((intent, 1.0),), {}, certain=True)

    assert talk.agrees(button("bevestigen"))
    assert talk.denies(button("ontkennen"))
    assert talk.changes(button("aanpassen"))
    assert talk.stops(button("stoppen"))
    assert not talk.agrees(button("foto_tag"))

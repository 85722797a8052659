"""Whatever the answer, Slack would take it; and every word that a person has to read is in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_limits import fault_in_blocks, fault_in_home, fault_in_message

from channels.base import Reply
from channels.slack.answers import content
from channels.slack.card import TEXT, buttons_apart, in_words, messages, without_buttons
from channels.slack.heard import owner_of
from channels.slack.home import Home
from magdat.answers.composer import compose
from magdat.knowledge import open_knowledge
from magdat.settings import Settings
from magdat.situation import Situation
from magdat.wording.phrases import load_phrases
from magdat.wording.starters import Starter, load_starters

GUIDANCE = Path(__file__).resolve().parents[2] / "leidraad"
PHRASES = load_phrases(GUIDANCE / "zinnen.yml")
KINDS = ("besluit", "regel", "waarom", "raad", "wet", "contact", "noot")

TEXTS = st.text(min_size=1, max_size=200).filter(str.strip) | st.builds(
    lambda start, word, times: start + word * times,
    st.sampled_from(["x", "hr@bedrijf.be "]),
    st.sampled_from(["lang ", "woord", "\n\n", "<&>", "*x* ", "é"]),
    st.integers(1, 4000),
)
PARTS = st.lists(st.fixed_dictionaries({"soort": st.sampled_from(KINDS), "tekst": TEXTS}), max_size=8)
BUTTONS = st.lists(
    st.fixed_dictionaries({"title": st.text(max_size=100), "payload": st.text(max_size=2100)}), max_size=60
)


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    parts, more = draw(PARTS), draw(PARTS)
    text = "\n\n".join(part["tekst"] for part in parts) if parts and draw(st.booleans()) else draw(TEXTS)
    custom: Mapping[str, Any] = {
        "delen": [*parts, *more],
        "meer": more,
        "opening": draw(st.sampled_from(["ja", "nee", None])),
        "besluit": draw(st.sampled_from(["ja", "nee", "voorwaardelijk", "niet_geregeld", None])),
        "regel": draw(st.sampled_from(["pauze", None])),
    }
    return Reply(text, tuple(draw(BUTTONS)), custom)


def words(blocks: Any) -> str:
    """Return all that can be read in blocks, without any space."""
    found: list[str] = []

    def look(item: Any) -> None:
        if isinstance(item, dict):
            if isinstance(item.get("text"), str):
                found.append(item["text"])
            for value in item.values():
                look(value)
        elif isinstance(item, (list, tuple)):
            for value in item:
                look(value)

    look(blocks)
    read = "".join(found).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("• ", "- ")
    return "".join(read.split())


@settings(deadline=None, max_examples=150)
@given(replies())
def test_slack_takes_it_and_nothing_is_lost(reply: Reply) -> None:
    made = messages(reply, PHRASES, "U024BE7LH", "C024BE91L/1600000000.000001")
    apart = [part for message in made for part in buttons_apart(message) if part is not None]
    for message in (*made, *apart):
        assert fault_in_message(content(message)) == ""
        told = in_words(message)
        assert fault_in_message(content(told)) == ""
        shown, said = (words(item).replace(",", "") for item in (message.blocks, [{"text": told.text}]))
        assert said == shown or len(told.text) > TEXT // 2
    shown = "".join(words(message.blocks) for message in made)
    for line in reply.text.split("\n"):
        bare = "".join(line.removeprefix("Ja. ").removeprefix("Nee. ").replace("• ", "- ").split())
        assert bare in shown


@given(st.lists(st.builds(Starter, st.text(min_size=1, max_size=75), st.text(min_size=1, max_size=300)), max_size=10))
def test_slack_takes_the_home_page(starters: list[Starter]) -> None:
    assert fault_in_home(Home(PHRASES, tuple(starters), 30).view("D1", erased=True)) == ""


def test_the_questions_to_begin_with_fit_on_their_buttons() -> None:
    view = Home(PHRASES, load_starters(GUIDANCE), 30).view("D1")
    assert fault_in_home(view) == ""
    assert [block["type"] for block in view["blocks"]].count("actions") == 2


def test_every_answer_of_today_is_drawn_with_its_clause_in_small_print() -> None:
    knowledge = open_knowledge(Settings.from_environment({}))
    headed = 0
    for topic in knowledge.library.answers:
        answer = compose(knowledge, topic, Situation())
        buttons = tuple({"title": button.title, "payload": button.payload} for button in answer.buttons)
        (message,) = messages(Reply(answer.text, buttons, answer.custom()), PHRASES, "U1")
        assert fault_in_message(content(message)) == ""
        kinds = [block["type"] for block in message.blocks]
        headed += "header" in kinds
        if answer.clause:
            assert "context" in kinds
    assert headed > 0


def card(opening: str | None, decision: str | None, text: str, **facts: Any) -> list[dict[str, Any]]:
    parts = [{"soort": "besluit", "tekst": text}, {"soort": "regel", "tekst": "Artikel 3.1."}]
    custom = {"delen": parts, "meer": [], "opening": opening, "besluit": decision, **facts}
    (message,) = messages(Reply(f"{text}\n\nArtikel 3.1.", (), custom), PHRASES, "U1")
    return list(message.blocks)


@pytest.mark.parametrize(
    ("opening", "decision", "facts", "shown"),
    [
        ("ja", "ja", {"regel": "pauze"}, "✅ Ja"),
        ("nee", "nee", {"regel": "pauze"}, "⛔ Nee"),
        ("ja", "voorwaardelijk", {"regel": "pauze"}, "☑️ Onder voorwaarden"),
        ("nee", "ja", {"regel": "pauze"}, "Nee"),  # «is het verboden?»
        ("nee", "nee", {"regel": "pauze", "besluit_over": "bedrijf"}, "Nee"),  # a promise
        ("nee", "nee", {"regel": "pauze", "vorm": "moet"}, "Nee"),
        ("ja", None, {}, "Ja"),
        (None, "nee", {"regel": "pauze"}, None),
        (None, None, {}, None),
        (None, "voorwaardelijk", {"gevallen": [{"besluit": "ja"}, {"besluit": "nee"}]}, "Dat hangt ervan af"),
    ],
)
def test_the_word_at_the_top_is_what_was_decided(
    opening: str | None, decision: str | None, facts: dict[str, Any], shown: str | None
) -> None:
    blocks = card(opening, decision, "Dat is zo.", **facts)
    headers = [block["text"]["text"] for block in blocks if block["type"] == "header"]
    assert headers == ([shown] if shown else [])


def test_the_word_at_the_top_is_not_said_twice() -> None:
    header, text, clause = card("ja", "ja", "Ja. In de pauze mag het.", regel="pauze")
    assert header["text"]["text"] == "✅ Ja"
    assert text["text"]["text"] == "In de pauze mag het."
    assert (clause["type"], clause["elements"][0]["text"]) == ("context", "Artikel 3.1.")


def test_the_second_layer_waits_behind_its_button() -> None:
    parts = [{"soort": "besluit", "tekst": "Ja. Het mag."}]
    more = [{"soort": "waarom", "tekst": "Waarom: daarom."}]
    custom = {"delen": parts + more, "meer": more, "opening": "ja", "besluit": "ja", "regel": "x"}
    buttons = ({"title": "Meer weten", "payload": "/meer_weten"},)
    (message,) = messages(Reply("Ja. Het mag.", buttons, custom), PHRASES, "U1")
    assert "daarom" not in words(message.blocks)
    assert message.blocks[-1]["elements"][0]["value"] == "/meer_weten"


@pytest.mark.parametrize(
    "text", ["<!channel> kom kijken", "<https://kwaad.be|klik>", "*vet* _schuin_ `code`", "> citaat"]
)
def test_nothing_that_is_said_becomes_mark_up(text: str) -> None:
    (message,) = messages(Reply(f"mail naar hr@bedrijf.be\n\n{text}"), PHRASES, "U1")
    assert "<" not in message.text
    for block in message.blocks:
        assert block["text"]["type"] == "plain_text" or not set("<*_`") & set(block["text"]["text"])


def test_an_address_can_be_clicked() -> None:
    (message,) = messages(
        Reply("Mail naar hr@bedrijf.be of kijk op https://intranet.bedrijf.be/een_pagina."), PHRASES, "U1"
    )
    assert message.blocks[0]["text"]["type"] == "mrkdwn"


def test_what_is_replaced_is_the_row_that_was_pressed_alone() -> None:
    buttons = ({"title": "Meer weten", "payload": "/meer_weten"},)
    (message,) = messages(Reply("Het mag.", buttons), PHRASES, "U1")
    (row,) = (block for block in message.blocks if block["type"] == "actions")
    fresh = without_buttons(list(message.blocks), row["block_id"], "✓ Meer weten")
    assert fault_in_blocks(fresh) == ""
    assert [block["type"] for block in fresh] == ["section", "context"]
    assert without_buttons("onzin", "x", "y") == []


def test_thumbs_have_a_row_of_their_own_that_is_used_up_alone() -> None:
    thumbs = {"op": '/bevestigen{"duim": "foto_tag"}', "neer": '/ontkennen{"duim": "foto_tag"}'}
    reply = Reply("Dat mag.", ({"title": "Meer weten", "payload": "/meer_weten"},), {"duimen": thumbs})
    (message,) = messages(reply, PHRASES, "U1", "C1/17")
    assert not fault_in_message(content(message))
    choices, rated = (block for block in message.blocks if block["type"] == "actions")
    assert [item["value"] for item in rated["elements"]] == list(thumbs.values())
    assert owner_of(rated["block_id"]) == owner_of(choices["block_id"]) == ("U1", "C1", "17")
    assert owner_of("keuze:U1:17:900") == ("U1", "", "17"), "a row of an earlier version"
    left = without_buttons(list(message.blocks), rated["block_id"], "✓ 👍 Dit helpt")
    assert choices in left
    assert rated not in left
    (hidden,) = messages(reply, PHRASES, "U1", thumbs=False)
    assert len([block for block in hidden.blocks if block["type"] == "actions"]) == 1

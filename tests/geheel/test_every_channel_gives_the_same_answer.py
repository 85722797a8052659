"""The same thirty conversations by REST, the widget, Slack and Teams, each of one person in private."""

from __future__ import annotations

import html
import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from microsoft import TENANT, Microsoft, activity, authorization, microsoft, token
from playwright.sync_api import Browser
from servers import ANSWER_WITHIN, Assistant, running
from slack_here import Slack, event, slack

from channels.base import Reply
from channels.thumbs import thumbs_under
from magdat.wording.phrases import load_phrases

ROOT = Path(__file__).resolve().parents[2]
TALKS = tuple(
    line.replace("⏎", "\n")
    for line in Path(__file__).with_name("dertig_vragen.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)

AT_ONCE = 3
"""Conversations by REST, and as many in widgets, that go on while Slack's and Teams' wait their turn."""

BUTTONS_ON_TEAMS = 6

PHRASES = load_phrases(ROOT / "leidraad" / "zinnen.yml")

SAID = {
    "ja": "Ja.",
    "nee": "Nee.",
    "voorwaardelijk": "Ja.",
    "hangt_af": "Dat hangt ervan af.",
    "neutraal_ja": "Ja.",
    "neutraal_nee": "Nee.",
    "niet_geregeld": "",
    "dringend": "",
}
"""What the word above a card says, so that the text below need not say it again."""

WORDS = {PHRASES.say(f"oordeel_{key}"): key for key in SAID}

URGENT = "dringend"
DECIDED = ("ja", "nee", "voorwaardelijk", "niet_geregeld")
"""The words that are the policy's decision itself, and have its colour."""

OPENED: Mapping[str | None, set[str]] = {
    "ja": {"ja", "voorwaardelijk", "neutraal_ja"},
    "nee": {"nee", "neutraal_nee"},
    None: {"", "hangt_af", "niet_geregeld", URGENT},
}
"""Which words may stand above an answer, by how it begins."""


@dataclass(frozen=True)
class Card:
    """What a person reads of one message."""

    text: str
    buttons: tuple[str, ...] = ()
    word: str = ""
    """Which verdict stands above it: a key of :data:`SAID`, or empty."""

    @property
    def whole(self) -> tuple[str, str]:
        """Return all that is said, with and without what the word above says already."""
        return squeezed(f"{SAID.get(self.word, '')} {self.text}"), squeezed(self.text)


@dataclass(frozen=True)
class Talk:
    """What came back in one conversation, by channel; REST's messages as docs/contract.md has them."""

    rest: Sequence[Mapping[str, Any]]
    widget: Sequence[Mapping[str, Any]]
    slack: Sequence[Card]
    teams: Sequence[Card]

    @property
    def said(self) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        """Return what REST says to a person: a text, and the machine-readable form that follows on it."""
        followed = zip(self.rest, [*self.rest[1:], {}])
        return [(item, after.get("custom", {})) for item, after in followed if item.get("text")]

    @property
    def drawn(self) -> list[tuple[Mapping[str, Any], Card, Card]]:
        """Return every machine-readable form of something that is said, with the cards of Slack and Teams."""
        return [(custom, *cards) for (_, custom), *cards in zip(self.said, self.slack, self.teams)]


def squeezed(text: str) -> str:
    return " ".join(text.replace("• ", "- ").split())


def turns(talk: str) -> list[str]:
    return [turn.strip() for turn in talk.split("▸")]


def by_rest(assistant: Assistant, talk: str) -> list[dict[str, Any]]:
    conversation = assistant.conversation()
    said = [message for turn in turns(talk) for message in conversation.say(turn).messages]
    return [{key: value for key, value in message.items() if key != "recipient_id"} for message in said]


def by_widget(assistant: Assistant, talk: str) -> list[dict[str, Any]]:
    """Talk over the stream, and return what came as REST would write it."""
    address = f"{assistant.rasa}/webhooks/widget"
    with httpx.Client(timeout=ANSWER_WITHIN) as client:
        client.headers["Authorization"] = f"Bearer {client.post(f'{address}/begin', json={}).json()['token']}"
        for turn in turns(talk):
            client.post(f"{address}/say", json={"id": str(uuid.uuid4()), "text": turn}).raise_for_status()
        found, kind, left = [], "", len(turns(talk))
        with client.stream("GET", f"{address}/events") as stream:
            for line in stream.iter_lines():
                name, _, value = line.partition(": ")
                kind = value if name == "event" else kind
                if name == "data" and kind == "reply":
                    found += as_by_rest(json.loads(value))
                left -= name == "data" and kind == "done"
                if not left:
                    return found
    raise AssertionError(f"the stream ended before the answer: {found}")


def as_by_rest(reply: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a reply of the widget's stream as the messages that REST makes of one."""
    if reply["text"]:
        yield {"text": reply["text"], **({"buttons": reply["buttons"]} if reply["buttons"] else {})}
    if reply["custom"]:
        yield {"custom": reply["custom"]}


def read_on_slack(message: Mapping[str, Any]) -> Card:
    """Return what Slack shows of a message; what it reads aloud of it must be the same."""
    text, word, buttons = [], "", []
    for block in message.get("blocks", ()):
        if block["type"] == "header":
            word = WORDS[block["text"]["text"]]
        elif block["type"] == "actions":
            buttons += [button["text"]["text"] for button in block["elements"]]
        else:
            shown = block["elements"] if block["type"] == "context" else [block["text"]]
            text += [html.unescape(item["text"]) if item["type"] == "mrkdwn" else item["text"] for item in shown]
    found = Card("\n".join(text), tuple(buttons), word)
    assert squeezed(html.unescape(message["text"])) in found.whole
    return found


def read_on_teams(message: Mapping[str, Any]) -> Card:
    """Return what Teams shows of a message: a text or a card."""
    if "attachments" not in message:
        return Card(message["text"])
    (card,) = (item["content"] for item in message["attachments"])
    text, word = [], ""
    for item in card["body"]:
        if item["type"] == "Container":
            word = WORDS[item["items"][0]["text"]]
        elif item["type"] == "RichTextBlock":
            text.append("".join(run["text"] for run in item["inlines"]))
    return Card("\n".join(text), tuple(item["title"] for item in card.get("actions", ())), word)


@pytest.fixture(scope="module")
def services() -> Iterator[tuple[Slack, Microsoft]]:
    # How slow Slack may be is tried elsewhere.
    with slack(pace=0) as workspace, microsoft() as bot_framework:
        yield workspace, bot_framework


@pytest.fixture(scope="module")
def talks(services: tuple[Slack, Microsoft], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Talk]:
    """Have every conversation on every channel, each by somebody else, and give what came back."""
    workspace, bot_framework = services
    settings = {**workspace.settings, **bot_framework.settings}
    with running(tmp_path_factory.mktemp("toestand"), settings=settings) as assistant:
        for number, turn in [(number, turn) for number, talk in enumerate(TALKS) for turn in turns(talk)]:
            # Slack and Teams write these three characters as people type them in a way of their own.
            typed = html.escape(turn, quote=False)
            said = event(typed, user=f"U{number}", channel=f"D{number}")
            assert workspace.bring(assistant.rasa, said).status_code == 200
            body = activity(typed, bot_framework.service, **somebody_on_teams(number))
            where = f"{assistant.rasa}/webhooks/botframework/webhook"
            signed = authorization(token(bot_framework.service))
            assert httpx.post(where, json=body, headers=signed, timeout=ANSWER_WITHIN).status_code == 200
        with ThreadPoolExecutor(AT_ONCE) as pool, ThreadPoolExecutor(AT_ONCE) as more:
            rest = pool.map(partial(by_rest, assistant), TALKS)
            widget = more.map(partial(by_widget, assistant), TALKS)
        assistant.wait_until_all_is_said()
    return {
        talk: Talk(
            said,
            pushed,
            [read_on_slack(item) for item in workspace.wait_in(f"D{number}")],
            [read_on_teams(item) for item in bot_framework.sent(place=f"a:{number}")],
        )
        for number, (talk, said, pushed) in enumerate(zip(TALKS, rest, widget))
    }


def somebody_on_teams(number: int) -> dict[str, Any]:
    return {
        "from": {"id": f"29:{number}", "name": "Jan Peeters"},
        "conversation": {"id": f"a:{number}", "tenantId": TENANT, "conversationType": "personal"},
    }


def named(talk: str) -> str:
    return talk[:40]


@pytest.mark.parametrize("talk", TALKS, ids=named)
def test_the_widget_gets_all_that_rest_gets(talks: Mapping[str, Talk], talk: str) -> None:
    assert talks[talk].widget == talks[talk].rest


@pytest.mark.parametrize("channel", ["slack", "teams"])
@pytest.mark.parametrize("talk", TALKS, ids=named)
def test_a_card_says_what_rest_says(talks: Mapping[str, Talk], talk: str, channel: str) -> None:
    said, cards = talks[talk].said, getattr(talks[talk], channel)
    assert len(cards) == len(said), "one message for each: the first layer fits"
    for (wanted, custom), card in zip(said, cards):
        thumbs = tuple(item["title"] for item in thumbs_under(Reply(custom=custom), PHRASES))
        titles = tuple(button["title"] for button in wanted.get("buttons", ()))
        fit, rest = (titles, ()) if channel == "slack" else (titles[:BUTTONS_ON_TEAMS], titles[BUTTONS_ON_TEAMS:])
        assert card.buttons == (*fit, *thumbs)
        typed = PHRASES.say("teams_meer_keuzes", keuzes=", ".join(rest)) if rest else ""
        assert squeezed(f"{wanted['text']} {typed}") in card.whole


@pytest.mark.parametrize("talk", TALKS, ids=named)
def test_the_word_above_a_card_is_that_of_the_decision(
    talks: Mapping[str, Talk], web_word: Callable[[Mapping[str, Any]], str], talk: str
) -> None:
    for custom, on_slack, on_teams in talks[talk].drawn:
        word, opening = on_slack.word, custom.get("opening")
        assert word == on_teams.word
        assert word in OPENED[opening]
        assert word not in DECIDED or custom["besluit"] == word
        assert (word == URGENT) == (custom.get("gevaar") is True)
        if "delen" in custom:
            assert web_word(custom) == (word or "informatie")


@pytest.mark.parametrize("talk", TALKS, ids=named)
def test_the_clause_can_be_read_on_every_card(talks: Mapping[str, Talk], talk: str) -> None:
    for custom, *cards in talks[talk].drawn:
        if clause := custom.get("artikel"):
            assert all(f"Artikel {clause}" in card.text for card in cards)


def test_slack_and_teams_take_all_of_it_as_it_is(talks: Mapping[str, Talk], services: tuple[Slack, Microsoft]) -> None:
    workspace, bot_framework = services
    assert len(talks) == 30
    assert workspace.refused == []
    assert bot_framework.faults == []


def test_the_questions_are_of_all_kinds(talks: Mapping[str, Talk]) -> None:
    drawn = [item for talk in talks.values() for item in talk.drawn]
    customs, words = [custom for custom, *_ in drawn], {card.word for _, card, _ in drawn}
    missing = {"", URGENT, "hangt_af", "neutraal_ja", "neutraal_nee", *DECIDED} - words
    wanted = ("gevallen", "stap", "gevaar", "artikel", "verduidelijking")
    missing |= {key for key in wanted if not any(item.get(key) for item in customs)}
    assert not missing, "dertig_vragen.txt needs a question that is answered so"
    assert len({custom.get("onderwerp") for custom in customs}) >= 20


@pytest.fixture(scope="module")
def web_word(browser: Browser) -> Iterator[Callable[[Mapping[str, Any]], str]]:
    """Give which word the widget puts on a card, as a key of :data:`SAID` or ``informatie``."""
    source = (ROOT / "widget" / "js" / "verdict.js").read_text(encoding="utf-8")
    page = browser.new_page()
    page.add_script_tag(content=f"{source}\nwindow.verdictOf = verdictOf;", type="module")
    page.wait_for_function("() => window.verdictOf")

    def word(custom: Mapping[str, Any]) -> str:
        parts = [{"kind": item["soort"]} for item in custom.get("delen", ())][: first_layer_of(custom)]
        look = page.evaluate("([custom, parts]) => window.verdictOf(custom, parts)", [custom, parts])
        return f"neutraal_{look['word']}" if look["kind"] == "neutraal" else str(look["kind"])

    yield word
    page.close()


def first_layer_of(custom: Mapping[str, Any]) -> int:
    return len(custom.get("delen", ())) - len(custom.get("meer", ()))

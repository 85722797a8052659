"""Adaptive Cards: how Teams draws a reply. Text goes in as runs of text, in which nothing is mark-up."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from channels.face import URGENT, Face, Paragraph
from channels.teams_activity import CHOICE, FACE
from channels.thumbs import is_thumb
from magdat.answers.answer import BELONGS

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"
KIND = "application/vnd.microsoft.card.adaptive"
VERB = "kies"

MOST_ACTIONS = 6
"""Buttons that Teams shows under one card."""

MOST_ON_BUTTON = 100
"""Characters on a button; a phone shows some forty and cuts the rest."""

Card = dict[str, Any]
Choice = Mapping[str, str]

_STYLES = {
    "ja": "good",
    "nee": "attention",
    "voorwaardelijk": "warning",
    "hangt_af": "warning",
    URGENT: "attention",
}
"""How the box behind a verdict looks; the rest is neutral."""

_LINK = re.compile(r"https://[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]]")
_BULLET = re.compile(r"^- ")


def card_of(face: Face, choices: Iterable[Choice] = (), *, sealed: str = "") -> Card:
    """Return a card.

    Args:
        face: what it shows.
        choices: the buttons under it, each with ``title`` and ``payload``; Teams shows six, and more are left out.
        sealed: what brings the face back when a button is pressed.
    """
    body = list(_body(face))
    actions = [_action(item) for item in list(choices)[:MOST_ACTIONS]]
    if actions and sealed:
        body.append({"type": "Input.Text", "id": FACE, "isVisible": False, "value": sealed})
    card: Card = {"type": "AdaptiveCard", "$schema": SCHEMA, "version": VERSION, "body": body}
    return {**card, "actions": actions} if actions else card


def remembered(face: Face, choices: Iterable[Choice]) -> str:
    """Return what :func:`used` knows a card again by."""
    kept = list(choices)
    titles = {item["payload"]: item["title"] for item in kept}
    marks = {item["payload"]: item[BELONGS] for item in kept if item.get(BELONGS)}
    # Without a mark as an earlier version writes it, which still answers presses while it is replaced.
    return json.dumps([face.written(), titles, *([marks] if marks else [])], ensure_ascii=False)


def used(told: str, choice: str) -> tuple[Face, tuple[Choice, ...]] | None:
    """Return what a card shows once a button on it was pressed, and which buttons are left.

    A choice goes with all the others, and the thumbs stay; a thumb goes with the other thumb alone.

    Args:
        told: what :func:`remembered` gave of the card.
        choice: what was pressed.

    Returns:
        ``None`` where the choice was none of that card.
    """
    written, titles, *marked = json.loads(told)
    marks = marked[0] if marked else {}  # a card of an earlier version has none
    if choice not in titles:
        return None
    face = Face.from_written(written)
    left = ((payload, title) for payload, title in titles.items() if is_thumb(payload) != is_thumb(choice))
    shown = replace(face, paragraphs=(*face.paragraphs, Paragraph(f"✓ {titles[choice]}", quiet=True)))
    return shown, tuple(
        {"title": title, "payload": payload, **({BELONGS: marks[payload]} if payload in marks else {})}
        for payload, title in left
    )


def link_card(text: str, title: str, address: str) -> Card:
    """Return a card with a text and one button that opens an address."""
    action = {"type": "Action.OpenUrl", "title": title, "url": address}
    return {**card_of(Face((Paragraph(text),))), "actions": [action]}


def attached(card: Card) -> dict[str, Any]:
    """Return a card as a message carries it."""
    return {"contentType": KIND, "content": card}


def _body(face: Face) -> Iterator[Card]:
    if face.verdict:
        yield _verdict(face)
    for at, paragraph in enumerate(face.paragraphs):
        if paragraph.heading:
            yield {
                "type": "TextBlock",
                "text": paragraph.heading,
                "weight": "Bolder",
                "size": "Medium",
                "wrap": True,
                "style": "heading",
                "separator": at > 0,
            }
        for line in filter(str.strip, paragraph.text.splitlines()):
            yield _text(Paragraph(line, paragraph.quiet), spacing="Small" if paragraph.quiet else "Default")


def _verdict(face: Face) -> Card:
    word = {
        "type": "TextBlock",
        "text": face.word,
        "weight": "Bolder",
        "size": "Medium",
        "wrap": True,
        "style": "heading",
    }
    return {"type": "Container", "style": _STYLES.get(face.verdict, "emphasis"), "bleed": True, "items": [word]}


def _text(paragraph: Paragraph, *, spacing: str) -> Card:
    """Return one line as runs of text: unlike in a TextBlock nothing in it becomes bold, a list or a hidden link."""
    text, runs, position = _BULLET.sub("• ", paragraph.text), [], 0
    for found in _LINK.finditer(text):
        runs += _run(text[position : found.start()], paragraph.quiet)
        opens = {"selectAction": {"type": "Action.OpenUrl", "url": found[0]}, "underline": True, "color": "Accent"}
        runs += [{**run, **opens} for run in _run(found[0], paragraph.quiet)]
        position = found.end()
    runs += _run(text[position:], paragraph.quiet)
    return {"type": "RichTextBlock", "inlines": runs, "spacing": spacing}


def _run(text: str, quiet: bool) -> list[Card]:
    run: Card = {"type": "TextRun", "text": text}
    return [{**run, "isSubtle": True, "size": "Small"} if quiet else run] if text else []


def _action(choice: Choice) -> Card:
    title, payload = choice["title"][:MOST_ON_BUTTON], choice["payload"]
    data = {CHOICE: payload, **({BELONGS: choice[BELONGS]} if choice.get(BELONGS) else {})}
    back = {"type": "messageBack", "displayText": title, "text": payload}
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": VERB,
        "data": data,
        "fallback": {"type": "Action.Submit", "title": title, "data": {"msteams": back, **data}},
    }


class Seal:
    """Knows again what we put on a card ourselves: in a group nobody makes the bot show what it never said."""

    def __init__(self, key: bytes) -> None:
        """Seal with a key that only this company's processes know."""
        self._key = hashlib.sha256(b"magdat:teams:card:" + key).digest()

    def close(self, text: str, place: str, person: str) -> str:
        """Return a text with a mark that holds at one place, for one person."""
        return f"{self._mark(text, place, person)} {text}"

    def open(self, sealed: str, place: str, person: str) -> str | None:
        """Return the text; ``None`` when it is not ours, from another place, or what another was answered."""
        mark, _, text = sealed.partition(" ")
        ours = self._mark(text, place, person).encode()
        return text if hmac.compare_digest(mark.encode("utf-8", "replace"), ours) else None

    def _mark(self, text: str, place: str, person: str) -> str:
        said = f"{place}\0{person}\0{text}".encode("utf-8", "replace")
        return base64.urlsafe_b64encode(hmac.new(self._key, said, "sha256").digest()[:16]).decode().rstrip("=")

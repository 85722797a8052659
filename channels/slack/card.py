"""An answer in Slack's blocks: a word at a glance, the text, the clause in small print, and buttons."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from channels.base import Reply
from channels.face import face_of
from channels.thumbs import thumbs_under
from magdat.answers.answer import BELONGS
from magdat.slack.markup import cut, escaped, pieces, text_object
from magdat.wording.phrases import Phrases

SECTION, HEADER, TITLE, VALUE, ROW, BLOCKS = 3000, 150, 75, 2000, 25, 50
"""What Slack takes: characters of a section, a header, on a button and behind it; buttons a row; blocks a message."""

WHOLE = 12_000
"""Characters of the blocks of one message, as JSON; Slack refuses them from some 13,200 on."""

TEXT = 40_000
"""Characters of the text of one message."""

FALLBACK = 3000
"""Characters of the text that stands in a notification and is read aloud."""

CHOICE = "keuze"
"""What the name of a row of buttons begins with; whose buttons they are follows, and in which conversation."""

Block = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """One message as Slack takes it."""

    text: str
    """What a notification shows, with Slack's own characters escaped."""

    blocks: tuple[Block, ...]


THUMBS = 900
"""The number at the end of the name of the row with thumbs, which stays when another row was used."""


def messages(reply: Reply, phrases: Phrases, person: str, talk: str = "", *, thumbs: bool = True) -> list[Message]:
    """Return a reply as messages: one, unless it is longer than Slack takes in one.

    Args:
        reply: what is said.
        phrases: the wording.
        person: whose buttons they are.
        talk: where the conversation is: a channel, a slash and its thread. What the person alone sees may stand
            elsewhere.
        thumbs: whether an answer gets thumbs in a row of their own.
    """
    name = f"{CHOICE}:{person}:{talk}"
    rated = thumbs_under(reply, phrases) if thumbs else ()
    blocks = [*_words(reply, phrases), *rows(reply.buttons, name), *rows(rated, name, first=THUMBS)]
    text = escaped(cut(reply.text, FALLBACK))
    shared = _shared_out(blocks)
    return [Message(text if place == 0 else "…", tuple(some)) for place, some in enumerate(shared)]


def buttons_apart(message: Message) -> tuple[Message, Message | None]:
    """Return a message without its buttons, and one with only those.

    What only one person sees cannot be read back when they press: their buttons are replaced as a message of their own.
    """
    rest = tuple(block for block in message.blocks if block["type"] != "actions")
    chosen = tuple(block for block in message.blocks if block["type"] == "actions")
    if not chosen or not rest:
        return message, None
    titles = ", ".join(element["text"]["text"] for block in chosen for element in block["elements"])
    return Message(message.text, rest), Message(escaped(cut(titles, FALLBACK)), chosen)


def in_words(message: Message) -> Message:
    """Return a message that says in its text what its blocks show, for where Slack does not take those."""
    said = "\n\n".join(_said_in(block) for block in message.blocks)
    return Message(cut(said, TEXT) or message.text, ())


def rows(buttons: Sequence[Mapping[str, str]], name: str, *, first: int = 0) -> list[Block]:
    """Return rows of buttons; a button that Slack would refuse is left out.

    Args:
        buttons: each with ``title`` and ``payload``.
        name: what the name of each row begins with.
        first: the number of the first button; no two of a message may have the same.
    """
    fit = [item for item in buttons if item.get("title", "").strip() and 0 < len(item.get("payload", "")) <= VALUE]
    return [
        {
            "type": "actions",
            "block_id": f"{name}:{first + start}",
            "elements": [
                _button(item["title"], item["payload"], _named(first + start + at, item.get(BELONGS, "")))
                for at, item in enumerate(fit[start : start + ROW])
            ],
        }
        for start in range(0, len(fit), ROW)
    ]


def sections(text: str) -> Iterator[Block]:
    """Yield a text in as many sections as it needs."""
    for piece in pieces(bulleted(text), SECTION // 2):  # escaped it may be longer
        yield {"type": "section", "text": text_object(piece)}


def small_print(text: str) -> Iterator[Block]:
    """Yield a text in small print."""
    for piece in pieces(text, SECTION // 2):
        yield {"type": "context", "elements": [text_object(piece)]}


def header(text: str) -> Block:
    """Return a line in large print."""
    return {"type": "header", "text": {"type": "plain_text", "text": cut(text, HEADER), "emoji": True}}


def without_buttons(blocks: Any, pressed: str, told: str) -> list[Block]:
    """Return blocks as Slack sent them, with what was pressed in the place of a row of buttons.

    Args:
        blocks: the blocks of a message.
        pressed: the name of the row.
        told: what stands there instead.
    """
    there = [block for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []
    kept: list[Block] = []
    for block in there:
        kept += small_print(told) if block.get("block_id") == pressed else [block]
    return kept


def bulleted(text: str) -> str:
    """Return a text whose lists have dots: Slack makes nothing of a dash."""
    return "\n".join(f"• {line[2:]}" if line.startswith("- ") else line for line in text.split("\n"))


def mark_in(name: str) -> str:
    """Return the mark in the name of a button; empty where it has none."""
    return name.partition(":")[2]


def _named(number: int, mark: str) -> str:
    return f"antwoord-{number}:{mark}" if mark else f"antwoord-{number}"


def _button(title: str, payload: str, name: str) -> Block:
    text = {"type": "plain_text", "text": cut(title.strip(), TITLE), "emoji": False}
    return {"type": "button", "action_id": name, "text": text, "value": payload}


def _said_in(block: Block) -> str:
    texts = block.get("elements") or [block["text"]]
    if block["type"] == "actions":
        texts = [button["text"] for button in texts]
    return ", ".join(item["text"] if item["type"] == "mrkdwn" else escaped(item["text"]) for item in texts)


def _words(reply: Reply, phrases: Phrases) -> Iterator[Block]:
    face = face_of(reply, phrases)
    if face.word:
        yield header(face.word)
    for paragraph in face.paragraphs:
        if paragraph.heading:
            yield {"type": "section", "text": {"type": "mrkdwn", "text": f"*{escaped(paragraph.heading)}*"}}
        yield from small_print(paragraph.text) if paragraph.quiet else sections(paragraph.text)


def _shared_out(blocks: list[Block]) -> list[list[Block]]:
    """Return blocks over as many messages as they need; each block fits in one."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        together = [*found[-1], block]
        size = len(json.dumps(together, ensure_ascii=False))
        if found[-1] and (len(together) > BLOCKS or size > WHOLE):
            found.append([block])
        else:
            found[-1] = together
    return [some for some in found if some]

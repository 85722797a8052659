"""What waits, and the text that it is sealed as."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from channels.base import Address, Incoming, Reply
from magdat.privacy.seal import BrokenSeal, Seal
from magdat.storage.letters import Held, Letter, Way


class Unreadable(Exception):
    """A letter cannot be opened here, and never will be. The log shows why: no word of it."""


@dataclass(frozen=True)
class Question:
    """A message that waits for its answer."""

    address: Address
    incoming: Incoming
    refusal: str | None = None
    """What is answered where the gate stopped it: a key of leidraad/zinnen.yml. Its text is not kept then."""


@dataclass(frozen=True)
class Answer:
    """A reply that waits to be sent."""

    address: Address
    reply: Reply


def sealed_question(seal: Seal, conversation: str, question: Question) -> Letter:
    """Return a message as it waits."""
    channel = question.incoming.channel
    content = seal.close(_json(question), _bound(Way.IN, channel, conversation))
    return Letter(channel, conversation, content)


def opened_question(seal: Seal, held: Held) -> Question:
    """Return a message that waited.

    Raises:
        Unreadable: it was not sealed with our keys, or is not written as we write it.
    """
    with _reading():
        kept = _opened(seal, held, Way.IN)
        return Question(kept["address"], Incoming(**kept["incoming"]), kept["refusal"])


def sealed_answer(seal: Seal, question: Letter, answer: Answer) -> bytes:
    """Return a reply as it waits, to be kept with the letter that it answers."""
    return seal.close(_json(answer), _bound(Way.OUT, question.channel, question.conversation))


def opened_answer(seal: Seal, held: Held) -> Answer:
    """Return a reply that waited.

    Raises:
        Unreadable: it was not sealed with our keys, or is not written as we write it.
    """
    with _reading():
        kept = _opened(seal, held, Way.OUT)
        reply = kept["reply"]
        return Answer(kept["address"], Reply(**{**reply, "buttons": tuple(reply["buttons"])}))


@contextmanager
def _reading() -> Iterator[None]:
    """Say of whatever fails why a letter cannot be read; the fault itself may quote it."""
    try:
        yield
    except BrokenSeal:
        raise Unreadable("sealed with another key") from None
    except (ValueError, LookupError, TypeError):
        raise Unreadable("written by another version") from None


def _opened(seal: Seal, held: Held, way: Way) -> Any:
    return json.loads(seal.open(held.letter.content, _bound(way, held.letter.channel, held.letter.conversation)))


def _json(kept: Question | Answer) -> str:
    return json.dumps(asdict(kept))


def _bound(way: Way, channel: str, conversation: str) -> str:
    """Return what a content is bound to, so that nobody can put it in another's conversation."""
    return f"{way.value} {channel} {conversation}"

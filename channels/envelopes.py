"""What waits, and the text that it is sealed as."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from channels.base import Address, Incoming, Reply
from magdat.privacy.seal import BrokenSeal, Seal
from magdat.privacy.sealed_reply import bound_letter, sealed_reply
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

    number: str = ""
    """What the request is called in the log."""


@dataclass(frozen=True)
class Answer:
    """A reply that waits to be sent."""

    address: Address
    reply: Reply
    number: str = ""
    """What the request that it answers is called in the log."""


def sealed_question(seal: Seal, conversation: str, question: Question) -> Letter:
    """Return a message as it waits."""
    channel = question.incoming.channel
    written = asdict(question)
    # Beside the message, where another version that runs at the same time does not stumble over it.
    written["under"] = written["incoming"].pop("under")
    content = seal.close(json.dumps(written), bound_letter(Way.IN.value, channel, conversation))
    return Letter(channel, conversation, content)


def opened_question(seal: Seal, held: Held) -> Question:
    """Return a message that waited.

    Raises:
        Unreadable: it was not sealed with our keys, or is not written as we write it.
    """
    with _reading():
        kept = _opened(seal, held, Way.IN)
        incoming = Incoming(**{**kept["incoming"], "under": kept.get("under", "")})
        return Question(kept["address"], incoming, kept["refusal"], kept.get("number", ""))


def sealed_answer(seal: Seal, question: Letter, answer: Answer) -> bytes:
    """Return a reply as it waits, to be kept with the letter that it answers."""
    reply, number = asdict(answer.reply), answer.number
    return sealed_reply(seal, question.channel, question.conversation, answer.address, reply, number=number)


def opened_answer(seal: Seal, held: Held) -> Answer:
    """Return a reply that waited.

    Raises:
        Unreadable: it was not sealed with our keys, or is not written as we write it.
    """
    with _reading():
        kept = _opened(seal, held, Way.OUT)
        reply = kept["reply"]
        found = Reply(**{**reply, "buttons": tuple(reply["buttons"])})
        return Answer(kept["address"], found, kept.get("number", ""))


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
    letter = held.letter
    return json.loads(seal.open(letter.content, bound_letter(way.value, letter.channel, letter.conversation)))

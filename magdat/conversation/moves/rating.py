"""Thumbs: what somebody thinks of one answer, at any moment, and whatever the conversation is about by then."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace

from magdat.conversation.outcome import PERSON, Rated
from magdat.conversation.reply import Reply
from magdat.conversation.state import Option, Pending, State
from magdat.conversation.turn import Turn
from magdat.knowledge import Knowledge
from magdat.understanding import Understanding

THUMB = "duim"
"""Under this name the payload of a thumb has the topic of the answer: it is no yes or no to what was asked last."""

OFFERED_AFTER = 2
"""After so many thumbs down in one conversation, a person is offered."""

_HELPED = {"bevestigen": True, "ontkennen": False}


def is_rating(understanding: Understanding) -> bool:
    """Return whether a message is a thumb that was pressed."""
    return understanding.certain and THUMB in understanding.values and understanding.intent in _HELPED


def rate(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    """Thank for a thumb; what the conversation was about, asked for or was passing on stays as it was.

    Args:
        knowledge: what is said comes from.
        state: what the conversation is about.
        understanding: a message for which :func:`is_rating` holds; of its topics only those that may be counted.
    """
    helped = _HELPED[understanding.intent or ""]
    topic = next(iter(understanding.values[THUMB]), None)
    down = state.thumbs_down + (not helped)
    outcome, say = Rated(topic, helped), knowledge.phrases.say
    told = {"onderwerp": None, THUMB: "op" if helped else "neer"}
    if down >= OFFERED_AFTER and state.handing is None and not helped:
        options = (Option(say("knop_ja"), topic=PERSON), Option(say("knop_nee"), act="ontkennen"))
        after = replace(state, thumbs_down=0, pending=Pending("person", options))
        return Turn(after, (Reply(say("duim_mens"), told, tuple(option.button for option in options)),), outcome)
    reply = Reply(say("geholpen_ja" if helped else "geholpen_nee"), told)
    return Turn(replace(state, thumbs_down=down), (reply,), outcome)


def with_thumbs(turn: Turn, uncounted: Collection[str]) -> Turn:
    """Return a turn whose answers say what a thumb under them sends (docs/contract.md).

    Args:
        turn: what is said; the caller leaves this out of a confidential turn.
        uncounted: topics of which nothing is ever counted.
    """
    return replace(turn, replies=tuple(_with_thumbs(reply, uncounted) for reply in turn.replies))


def _with_thumbs(reply: Reply, uncounted: Collection[str]) -> Reply:
    topic, custom = reply.custom.get("onderwerp"), reply.custom
    if not topic or topic in uncounted or not custom.get("delen") or "handeling" in custom:
        return reply
    if topic == PERSON:  # it only says that a person is asked for, and the first question of the hand-off follows on it
        return reply
    payloads = {
        name: f"/{intent}{json.dumps({THUMB: topic})}" for name, intent in (("op", "bevestigen"), ("neer", "ontkennen"))
    }
    return replace(reply, custom={**custom, "duimen": payloads})

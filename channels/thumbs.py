"""Thumbs under an answer, where a channel draws its buttons itself (docs/contract.md, «duimen»)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from channels.base import Reply
from magdat.wording.phrases import Phrases

_THUMB = re.compile(r'/(?:bevestigen|ontkennen)\{"duim":')


def thumbs_under(reply: Reply, phrases: Phrases) -> tuple[Mapping[str, str], ...]:
    """Return the two buttons that go under a reply, each with ``title`` and ``payload``; none where it is no answer."""
    told = reply.custom.get("duimen")
    if not isinstance(told, Mapping):
        return ()
    names = [name for name in ("op", "neer") if told.get(name)]
    return tuple({"title": phrases.say(f"knop_duim_{name}"), "payload": str(told[name])} for name in names)


def is_thumb(payload: str) -> bool:
    """Return whether a button is a thumb, which says something of an answer and asks nothing."""
    return _THUMB.match(payload) is not None


def asks_what_thumbs_tell(reply: Reply, phrases: Phrases) -> bool:
    """Return whether a reply only asks if the last answer helped: where thumbs stand under it, nobody need be asked."""
    return reply.text == phrases.say("geholpen_vraag") and not reply.custom

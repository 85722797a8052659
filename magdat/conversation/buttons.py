"""What the buttons under a reply are about: once the conversation is about something else, an older one is stale."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from magdat.conversation.moves.follow_up import FOLLOW_UPS
from magdat.conversation.moves.rating import THUMB
from magdat.conversation.state import State
from magdat.handoff.draft import Awaits, Draft
from magdat.understanding import ACTS, STANDALONE_ACTS

MARK = 12
"""Characters of a mark: enough to tell the questions of one conversation apart."""

_PAYLOAD = re.compile(r"^/([a-z_]+)(\{.*\})?$")
_NAMED = re.compile(r'"([a-z_]+)":')

ADDS = "aanvullen"
"""The act of a button that adds a piece of context to the question in hand."""


def mark_of(payload: str, state: State, waiting: object = None) -> str:
    """Return what a button is about, so that it is known again; empty where its payload says all by itself.

    A topic and a thumb name what they are about. «Meer weten» and a choice are about the question in hand; a yes, a no
    and what stands on the other buttons are about whatever was asked last, and what was shown with it.

    Args:
        payload: what the button says for the person.
        state: what the conversation remembers.
        waiting: what else a yes would do something with, as :func:`shown` gives it.
    """
    found = _PAYLOAD.match(payload)
    if found is not None:
        act, values = found.groups()
        if act not in ACTS or act in STANDALONE_ACTS or f'"{THUMB}"' in (values or ""):
            return ""
        if act == ADDS:
            return _digest(_open_question(state, values or ""))
        if act in FOLLOW_UPS:
            return _digest(_question(state))
    told = state.to_data()
    return _digest([_question(state), told["pending"], told["handing"], waiting])


def shown(draft: Draft | None) -> list[Any] | None:
    """Return what a person sees of a message that is to be passed on: a yes to it is a yes to exactly that."""
    if draft is None:
        return None
    question = draft.question if draft.awaits is Awaits.MESSAGE else None
    goes = [draft.goes, draft.contact, draft.topic, draft.situation.known(), draft.given, draft.desk]
    return [draft.awaits.value, *goes, question, draft.mark]


def _question(state: State) -> dict[str, Any]:
    """Return the question in hand, as far as its answer depends on it."""
    told = state.to_data()
    return {name: told[name] for name in ("topic", "statement", "company", "opening", "form", "situation", "among")}


def _open_question(state: State, values: str) -> dict[str, Any]:
    """Return the question that a piece of context completes: the same whichever value of it was chosen before."""
    named = set(_NAMED.findall(values))
    known = {name: value for name, value in state.situation.known().items() if name not in named}
    return {"topic": state.topic, "statement": state.statement, "situation": known}


def _digest(told: Any) -> str:
    written = json.dumps(told, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()[:MARK]

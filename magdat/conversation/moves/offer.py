"""When a person is offered beside an answer: the policy says nothing, somebody may be in trouble, or nothing helped.

It is an offer and nothing more: a button that may be left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from magdat.answers.answer import Button
from magdat.conversation.outcome import PERSON, Answered, Rated
from magdat.conversation.reply import Reply
from magdat.conversation.state import Option, Pending
from magdat.conversation.turn import Turn
from magdat.knowledge import Knowledge
from magdat.policy.model import Decision
from magdat.policy.service_desks import ServiceDesk, desk_for, is_confided

IN_A_ROW = 2
"""After so many answers in a row that did not help, a person is offered."""


IsHeard = Callable[[ServiceDesk], bool]
"""Whether anybody hears of a question at a desk."""


def every_desk(_desk: ServiceDesk) -> bool:
    """Return that a desk is heard, for whoever only tries what is answered."""
    return True


def offering(knowledge: Knowledge, turn: Turn, is_heard: IsHeard) -> Turn:
    """Return a turn that offers a person where that may help, and where there is one."""
    if isinstance(turn.outcome, Rated):
        return _after_a_verdict(knowledge, turn, helped=turn.outcome.helped)
    if not isinstance(turn.outcome, Answered) or not turn.replies:
        return turn
    place = next((at for at, reply in enumerate(turn.replies) if _offers(knowledge, reply.custom, is_heard)), None)
    if place is None:
        return turn
    button = Button(knowledge.phrases.say("knop_mens"), f"/{PERSON}")
    with_button = replace(turn.replies[place], buttons=(*turn.replies[place].buttons, button))
    return replace(turn, replies=(*turn.replies[:place], with_button, *turn.replies[place + 1 :]))


def _offers(knowledge: Knowledge, custom: Mapping[str, Any], is_heard: IsHeard) -> bool:
    """Return whether an answer is on something told in confidence, or on what no clause of the company says."""
    topic = custom.get("onderwerp")
    if topic not in knowledge.library.answers or "delen" not in custom or custom.get("handeling"):
        return False
    policy, library = knowledge.policy, knowledge.library
    silent = custom.get("besluit") == Decision.UNREGULATED.value and custom.get("artikel") is None
    if not is_confided(library, topic) and (not silent or custom.get("gevallen")):
        return False
    desk = desk_for(policy, library, topic, (custom.get("context") or {}).get("rol"))
    return desk is not None and is_heard(desk)


def _after_a_verdict(knowledge: Knowledge, turn: Turn, *, helped: bool) -> Turn:
    """Count how often in a row it did not help; the second time, offer a person."""
    times = 0 if helped else turn.state.unhelped + 1
    if times < IN_A_ROW:
        return replace(turn, state=replace(turn.state, unhelped=times))
    say = knowledge.phrases.say
    options = (Option(say("knop_ja"), topic=PERSON), Option(say("knop_nee"), act="ontkennen"))
    reply = Reply(say("geholpen_nee_weer"), {"onderwerp": None}, tuple(option.button for option in options))
    return replace(turn, state=replace(turn.state, unhelped=0, pending=Pending("person", options)), replies=(reply,))

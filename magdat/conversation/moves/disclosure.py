"""What is said to whoever may be in danger, or tells of bullying in the middle of something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from magdat.conversation.moves.doubt import CANDIDATES, CAREFUL
from magdat.conversation.moves.recipient import BULLYING
from magdat.conversation.outcome import InDanger, topic_of
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.conversation.turn import Turn
from magdat.guidance.library import Library
from magdat.guidance.model import Alarm, danger_in, fits
from magdat.knowledge import Knowledge
from magdat.understanding import Understanding
from magdat.wording.contacts import contact_briefly

DISCLOSED = 0.12
"""From this probability on, bullying as another reading of a message is answered too, and gently."""

_EMERGENCY = re.compile(r"(?<!\d)112(?!\d)")


def noticing(knowledge: Knowledge, understanding: Understanding, turn: Turn) -> Turn:
    """Return a turn that says where to go as well, where a message tells of bullying beside what it asks."""
    topic = topic_of(turn.outcome)
    if topic in CAREFUL or understanding.certain or not _tells_of_bullying(knowledge.library, understanding):
        return turn
    contacts = [
        contact_briefly(knowledge.policy.contacts[name])
        for name in ("vertrouwenspersoon", "preventieadviseur")
        if name in knowledge.policy.contacts
    ]
    text = knowledge.phrases.say("ook_gepest", wie=" of ".join(contacts) or knowledge.phrases.say("vertrouwd_onbekend"))
    gently = Reply(text, {"onderwerp": topic, "ook": "pesten"})
    return replace(turn, replies=(*turn.replies, gently) if sends_for_help(turn.replies) else (gently, *turn.replies))


def sends_for_help(replies: Iterable[Reply]) -> bool:
    """Return whether something says to call 112: before that stands nothing."""
    return any(_EMERGENCY.search(reply.text) for reply in replies)


def _tells_of_bullying(library: Library, understanding: Understanding) -> bool:
    """Return whether somebody tells that they are treated badly: in so many words, or likely and about themselves."""
    text = understanding.text
    if any(fits(form, text) for form in library.disclosures):
        return True
    likely = any(name == BULLYING and chance >= DISCLOSED for name, chance in understanding.topics()[:CANDIDATES])
    if not likely or any(fits(form, text) for form in library.no_disclosures):
        return False
    return any(fits(form, text) for form in library.about_oneself)


def helped_at_once(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    """Give the numbers to call, before anything else: those for the danger that was told of."""
    danger = danger_in(knowledge.library.danger, understanding.text)
    numbers = knowledge.phrases.say((danger.says if danger is not None else Alarm.ANY).value)
    text = f"{numbers}\n\n{knowledge.phrases.say('gevaar_daarna')}"
    return Turn(state, (Reply(text, {"onderwerp": None, "gevaar": True}),), InDanger())

"""What is said to whoever may be in danger, or tells of bullying in the middle of something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from magdat.conversation.moves.doubt import CAREFUL
from magdat.conversation.moves.recipient import BULLYING
from magdat.conversation.outcome import Answered, InDanger, topic_of
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.conversation.turn import Turn
from magdat.guidance.library import Library
from magdat.guidance.model import Alarm, danger_in, fits
from magdat.knowledge import Knowledge
from magdat.privacy.confidentiality import DANGER
from magdat.question import Form
from magdat.understanding import Understanding
from magdat.wording.contacts import contact_briefly

DISCLOSED = 0.08
"""From this probability on, bad treatment or a threat as another reading of a message is answered too, and gently. Of
twenty messages of people in trouble that were answered as something else ten had it, and one of 405 others."""

SUSPECTED = 0.25
"""Below this probability bad treatment or danger is merely suspected."""

_OF_LEAVE = frozenset({Form.MAY, Form.MUST, Form.BAD})
"""How somebody asks what they may do or must."""

THREAT = "online_dreiging"
"""The topic of whoever is threatened, followed or blackmailed."""

_SAID = {BULLYING: "ook_gepest", THREAT: "ook_bedreigd", DANGER: "ook_gevaar"}
"""What is said, by what is told of."""

ENDANGERED = 0.12
"""The same of danger to somebody's life. It was 0.04 until 353 more sentences taught what danger sounds like. Since
then 0.12 finds 42 of 47 messages in danger where 0.04 would find 43, and of 250 questions to De Linde three get numbers
that nobody needed where it would be eight."""

_EMERGENCY = re.compile(r"(?<!\d)112(?!\d)")


def noticing(knowledge: Knowledge, understanding: Understanding, turn: Turn) -> Turn:
    """Return a turn that says where to go as well, where a message tells of bad treatment beside what it asks.

    It stands before the answer where somebody may be in danger or threatened, or says so themselves. Behind it stands
    bad treatment that is merely suspected: the five whom it was said to among 670 strangers' questions all asked
    something else (to refuse a photo, to write a farewell, to answer a review). None of them was treated badly, so
    how whoever is would read it there was not seen. Behind it stands a suspicion of danger too, where somebody asks for
    leave and the policy answers: of 350 questions about policies that the classifier knew nothing of, eleven had it
    («een appgroep voor de reis naar Lissabon»), and nobody was in danger. Of 45 messages in danger one is such.
    """
    topic = topic_of(turn.outcome)
    if understanding.certain or not _tells_of_trouble(knowledge.library, understanding, topic):
        return turn
    told = _told_of(dict(understanding.ranking), topic)
    contacts = [
        contact_briefly(knowledge.policy.contacts[name])
        for name in ("vertrouwenspersoon", "preventieadviseur")
        if name in knowledge.policy.contacts
    ]
    text = knowledge.phrases.say(_SAID[told], wie=" of ".join(contacts) or knowledge.phrases.say("vertrouwd_onbekend"))
    gently = Reply(text, {"onderwerp": topic, "ook": told})
    behind = sends_for_help(turn.replies) or (
        _is_merely_suspected(knowledge, understanding, told) and _is_answered(understanding, turn, told)
    )
    return replace(turn, replies=(*turn.replies, gently) if behind else (gently, *turn.replies))


def _is_merely_suspected(knowledge: Knowledge, understanding: Understanding, told: str) -> bool:
    """Return whether it is not told of in so many words, and not likely either."""
    if any(fits(form, understanding.text) for form in knowledge.library.disclosures):
        return False
    return dict(understanding.ranking).get(told, 0.0) < SUSPECTED


def _is_answered(understanding: Understanding, turn: Turn, told: str) -> bool:
    """Return whether the answer may come first; beside a suspicion of danger only what the policy says on a deed."""
    if not isinstance(turn.outcome, Answered):
        return False
    by_policy = any(reply.custom.get("artikel") for reply in turn.replies)
    return told == BULLYING or (by_policy and understanding.form in _OF_LEAVE)


def sends_for_help(replies: Iterable[Reply]) -> bool:
    """Return whether something says to call 112: before that stands nothing."""
    return any(_EMERGENCY.search(reply.text) for reply in replies)


def _tells_of_trouble(library: Library, understanding: Understanding, topic: str | None) -> bool:
    """Return whether somebody tells that they are treated badly: in so many words, or likely and about themselves."""
    text, chances = understanding.text, dict(understanding.ranking)
    if _told_of(chances, topic) == DANGER:
        return not any(fits(form, text) for form in library.no_danger)
    if topic in CAREFUL:
        return False
    if any(fits(form, text) for form in library.disclosures):
        return True
    likely = topic != THREAT and sum(chances.get(name, 0.0) for name in _SAID) >= DISCLOSED
    if not likely or any(fits(form, text) for form in library.no_disclosures):
        return False
    return any(fits(form, text) for form in library.about_oneself)


def _told_of(chances: Mapping[str, float], topic: str | None) -> str:
    """Return what somebody most likely tells of beside a topic; danger goes before all else."""
    if chances.get(DANGER, 0.0) >= ENDANGERED:
        return DANGER
    return max((name for name in (BULLYING, THREAT) if name != topic), key=lambda name: chances.get(name, 0.0))


def helped_at_once(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    """Give the numbers to call, before anything else: those for the danger that was told of."""
    danger = danger_in(knowledge.library.danger, understanding.text)
    numbers = knowledge.phrases.say((danger.says if danger is not None else Alarm.ANY).value)
    text = f"{numbers}\n\n{knowledge.phrases.say('gevaar_daarna')}"
    return Turn(state, (Reply(text, {"onderwerp": None, "gevaar": True}),), InDanger())

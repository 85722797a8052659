"""The desk that somebody names when they ask for a person, or in the middle of a hand-off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from magdat.answers.contacts import title_of
from magdat.conversation.interpret.meaning import CLEAR
from magdat.conversation.outcome import PERSON
from magdat.files.unchanged import for_the_same
from magdat.guidance.library import Library
from magdat.guidance.model import Kind, fits
from magdat.handoff.desk_talk import DeskTalk
from magdat.policy.model import Policy
from magdat.policy.service_desks import desks_of, is_confided
from magdat.understanding import Understanding


@for_the_same
def names_of(policy: Policy, talk: DeskTalk) -> Mapping[str, tuple[str, ...]]:
    """Return by the id of each desk the forms in which people name it: as the policy does, and in the usual words."""
    names = {}
    for desk in desks_of(policy).values():
        called = {desk.id.replace("_", " "), desk.of_contact.replace("_", " "), title_of(desk.title)}
        if desk.contact is not None:
            called |= {title_of(desk.contact.title), *((desk.contact.name,) if desk.contact.name else ())}
        forms = tuple(re.escape(item) for item in sorted(called))
        names[desk.id] = (*forms, *talk.words.get(desk.of_contact, ()))
    return names


def asked_for(policy: Policy, talk: DeskTalk, understanding: Understanding) -> str | None:
    """Return the desk that somebody asks for who asks for a person; one that is only mentioned is not meant."""
    picked = picked_desk(policy, talk, understanding, surely=False)
    return picked if picked is not None else destined_desk(policy, talk, understanding)


def picked_desk(policy: Policy, talk: DeskTalk, understanding: Understanding, *, surely: bool) -> str | None:
    """Return the desk that a message picks and does nothing else.

    Args:
        policy: whose desks they are.
        talk: how people name desks.
        understanding: the message.
        surely: whether a name alone is not enough, since it may tell where somebody can be reached.
    """
    return None if understanding.certain else talk.picks(names_of(policy, talk), understanding.text, surely=surely)


def asking_for_a_desk(policy: Policy, library: Library, talk: DeskTalk, understanding: Understanding) -> Understanding:
    """Return a message that only asks for a desk («geef het aan HR») as a wish for a person; any other as it is.

    A question («mag ik dat aan HR doorgeven?») is about a rule.
    """
    text = understanding.text
    if not fits(talk.asks, text) or any(fits(form, text) for form in library.talk.question):
        return understanding
    if picked_desk(policy, talk, understanding, surely=False) is None:
        return understanding
    return replace(understanding, ranking=((PERSON, 1.0),))


def destined_desk(policy: Policy, talk: DeskTalk, understanding: Understanding) -> str | None:
    """Return the desk that a message to pass on says it is for."""
    return None if understanding.certain else talk.destined(names_of(policy, talk), understanding.text)


def own_topic(policy: Policy, library: Library, understanding: Understanding) -> str | None:
    """Return the ordinary topic that a message is clearly about, by which its desk can be chosen."""
    topic, chance = next(iter(understanding.topics()), ("", 0.0))
    if chance < CLEAR or topic == PERSON or topic not in library.answers or is_confided(library, topic):
        return None
    routed = policy.hand_off is not None and any(topic in route.topics for route in policy.hand_off.routes)
    return topic if routed or library.topic(topic).kind in {Kind.RULE, Kind.EXPLANATION} else None

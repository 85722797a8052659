"""For whom a message is that is passed on: the desk that the policy names for what it is about, and for nobody else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from magdat.conversation.interpret.hand_off import CONTACTS, confided, told_in_confidence
from magdat.guidance.library import Library
from magdat.guidance.model import fits
from magdat.handoff.draft import Draft
from magdat.handoff.promise import promised
from magdat.knowledge import Knowledge
from magdat.policy.model import Contact
from magdat.policy.service_desks import ServiceDesk, desk_for, desks_of, is_confided
from magdat.privacy.confidentiality import confidential_topics, suspected
from magdat.situation import Situation
from magdat.understanding import Understanding
from magdat.wording.contacts import contact_line

LIKELY = 0.25
"""From this probability on a message in a talk is held back (docs/doorgeven.md says of how many that is right)."""

BULLYING = "pesten"
"""What is thought of first, where it is not clear what somebody tells of."""


def recipient(knowledge: Knowledge, draft: Draft) -> ServiceDesk | None:
    """Return the desk that a message is for; ``None`` where it may go to none.

    The one that the person named, unless it was told in confidence and more people read there.
    """
    about = draft.about if draft.about in knowledge.library.answers else None
    wanted = desks_of(knowledge.policy).get(draft.wanted or "")
    if wanted is not None and (wanted.confidential or not is_confided(knowledge.library, about)):
        return wanted
    return desk_for(knowledge.policy, knowledge.library, about, draft.role)


def promise(knowledge: Knowledge, desk: ServiceDesk) -> str | None:
    """Return whether somebody is there now, and by when an answer comes; ``None`` where nobody can say."""
    return promised(knowledge.phrases, desk, dt.datetime.now(dt.timezone.utc))


def counsel(knowledge: Knowledge, topic: str | None, situation: Situation) -> str | None:
    """Return whom to go to about a confidential topic oneself, and who alone reads what is passed on all the same.

    ``None`` for any other topic, and for the question who a contact is: that one tells of nothing.
    """
    right, desk = (
        confidant(knowledge, topic, situation),
        desk_for(knowledge.policy, knowledge.library, topic, situation.rol),
    )
    if right is None or desk is None:
        return None
    return knowledge.phrases.say("doorgeven_vertrouwelijk", wie=contact_line(right), dienst=desk.title)


def right_person(knowledge: Knowledge, understanding: Understanding, *, in_talk: bool) -> str | None:
    """Return whom to go to oneself with what a message tells, where it may tell of something confidential.

    Args:
        knowledge: the topics, and who helps with each.
        understanding: the message.
        in_talk: whether it answers somebody who asks. Then it has to be likely: whoever is interrupted without reason
            stops listening, and they know with whom they talk.

    Returns:
        ``None`` for any other message, and for the question who a contact is.
    """
    library = knowledge.library
    told = replace(understanding, ranking=tuple(item for item in understanding.ranking if item[0] != CONTACTS))
    if not (_likely(library, told) if in_talk else suspected(library, told)):
        return None
    likely = (name for name, _ in told.topics() if name in confidential_topics(library))
    topic = confided(library, told) or next(likely, BULLYING)
    contact = confidant(knowledge, topic, Situation())
    return contact_line(contact) if contact is not None else knowledge.phrases.say("vertrouwd_onbekend")


def _likely(library: Library, told: Understanding) -> bool:
    """Return whether a message likely tells of something confidential, or does so in so many words."""
    topics = confidential_topics(library)
    likely = any(name in topics and chance >= LIKELY for name, chance in told.topics())
    return likely or any(fits(form, told.text) for form in library.disclosures)


def confidant(knowledge: Knowledge, topic: str | None, situation: Situation) -> Contact | None:
    """Return the contact of a confidential topic: that of its desk, or the first that the guidance names."""
    library, policy = knowledge.library, knowledge.policy
    if topic is None or topic == CONTACTS or not told_in_confidence(library, topic):
        return None
    desk = desk_for(policy, library, topic, situation.rol)
    if desk is not None and desk.contact is not None:
        return desk.contact
    wording = library.wording(topic, for_hr=situation.rol in {"hr", "leidinggevende"})
    known = (policy.contacts.get(name) for name in wording.contacts)
    return next((contact for contact in known if contact is not None), None)

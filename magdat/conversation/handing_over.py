"""What somebody asks in the middle of a hand-off, where the assistant waits for a message or an address instead."""

from __future__ import annotations

from dataclasses import dataclass

from magdat.answers.answer import PartKind
from magdat.answers.composer import compose, contact_line
from magdat.conversation.context import added
from magdat.conversation.reading import CLEAR
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.conversation.understanding import Understanding
from magdat.guidance.model import Kind, fits
from magdat.knowledge import Knowledge
from magdat.situation import Situation

PERSON, CONTACTS = "mens_spreken", "contactpersoon"

LIKE_A_QUESTION = 15
"""Words of a question at most; whoever writes more than that writes a message."""


@dataclass(frozen=True)
class Meanwhile:
    """A reply that leaves the hand-off where it was."""

    reply: Reply
    answered: bool = False
    """Whether a question was answered that the person may have wanted to pass on."""


def asked_meanwhile(knowledge: Knowledge, state: State, understanding: Understanding) -> Meanwhile | None:
    """Return a reply to what is no message to pass on: a question on the hand-off, for a contact, or on a topic."""
    if about_handing_over(knowledge, understanding):
        return Meanwhile(explained(knowledge))
    if _for_a_contact(knowledge, understanding):
        return Meanwhile(_contacts(knowledge, understanding))
    ranking = understanding.topics()
    if not ranking or ranking[0][1] < CLEAR or not _asks(knowledge, understanding):
        return None
    topic = knowledge.library.topic(ranking[0][0])
    if topic.kind not in {Kind.RULE, Kind.EXPLANATION}:
        return None
    situation, among = added(understanding, Situation(rol=state.situation.rol))
    found = compose(knowledge, topic.id, situation, among)
    text = f"{found.parts[0].text}\n\n{knowledge.phrases.say('doorgeven_toch')}"
    return Meanwhile(Reply(text, {"onderwerp": PERSON, "stap": "doorgeven_toch"}), answered=True)


def about_handing_over(knowledge: Knowledge, understanding: Understanding) -> bool:
    """Return whether a message asks about the hand-off itself: «wat stuur je juist door?»."""
    text = understanding.text
    return len(text.split()) <= LIKE_A_QUESTION and any(
        fits(form, text) for form in knowledge.library.talk.handing_over
    )


def explained(knowledge: Knowledge) -> Reply:
    """Say what is passed on and what is not."""
    return Reply(knowledge.phrases.say("doorgeven_uitleg"), {"onderwerp": PERSON, "stap": "doorgeven_uitleg"})


def _asks(knowledge: Knowledge, understanding: Understanding) -> bool:
    text = understanding.text
    return len(text.split()) <= LIKE_A_QUESTION and any(fits(form, text) for form in knowledge.library.talk.question)


def _for_a_contact(knowledge: Knowledge, understanding: Understanding) -> bool:
    """Return whether somebody picks a desk instead of writing a message."""
    text = understanding.text.strip(" .!?").lower()
    if text in {item.strip(" .!?").lower() for item in knowledge.library.answers[PERSON].follow_ups}:
        return True
    chance = dict(understanding.ranking).get(CONTACTS, 0.0)
    return chance >= CLEAR and len(text.split()) <= LIKE_A_QUESTION


def _contacts(knowledge: Knowledge, understanding: Understanding) -> Reply:
    """Give the contact that is named, or else all that help with a person's question."""
    text = understanding.text.lower()
    named = [
        knowledge.phrases.say("contact", wie=contact_line(contact))
        for name, contact in knowledge.policy.contacts.items()
        if fits(name, text)
    ]
    if not named:
        found = compose(knowledge, CONTACTS, Situation())
        named = [part.text for part in found.parts if part.kind is PartKind.CONTACT]
    return Reply("\n".join(named), {"onderwerp": CONTACTS})

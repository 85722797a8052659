"""What somebody asks in the middle of a hand-off, where the assistant waits for a message or an address instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from magdat.answers.answer import PartKind
from magdat.answers.composer import compose, speaks_to_hr
from magdat.conversation.interpret.context import added
from magdat.conversation.interpret.meaning import CLEAR
from magdat.conversation.outcome import PERSON
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.guidance.model import Kind, fits
from magdat.handoff.talk import HandoffTalk, load_talk
from magdat.knowledge import Knowledge
from magdat.policy.model import Contact
from magdat.privacy.handed_on import MEANWHILE_STEP
from magdat.situation import Situation
from magdat.understanding import Understanding
from magdat.wording.contacts import contact_line

CONTACTS = "contactpersoon"

LIKE_A_QUESTION = 15
"""Words of a question at most; whoever writes more than that writes a message."""

LIKE_A_PICK = 8
"""Words at most in which somebody picks a desk instead of writing a message: «ik wil de vertrouwenspersoon»."""


class About(Enum):
    """What a question in the middle of a hand-off is about."""

    HAND_OFF = "hand-off"
    WHEN = "when"
    CONTACT = "contact"
    TOPIC = "topic"


@dataclass(frozen=True)
class Meanwhile:
    """A reply that leaves the hand-off where it was."""

    reply: Reply
    about: About

    @property
    def answered(self) -> bool:
        """Return whether a question was answered that the person may have wanted to pass on."""
        return self.about is About.TOPIC


def asked_meanwhile(
    knowledge: Knowledge,
    state: State,
    understanding: Understanding,
    *,
    contacts: bool = True,
    topics: bool = True,
) -> Meanwhile | None:
    """Return a reply to what is no message to pass on: a question on the hand-off, for a contact, or on a topic.

    Args:
        contacts: whether somebody may pick a desk here.
        topics: whether a question on a topic is answered here. One that the conversation was about already is not:
            whoever asks it again wants a person's answer.
    """
    if understanding.certain:
        return None
    if talk_of(knowledge).asks_when(understanding):
        return Meanwhile(answered_when(knowledge), About.WHEN)
    if about_handing_over(knowledge, understanding):
        return Meanwhile(explained(knowledge), About.HAND_OFF)
    if contacts and _for_a_contact(knowledge, understanding):
        return Meanwhile(_contacts(knowledge, understanding), About.CONTACT)
    ranking = understanding.topics()
    if not topics or not ranking or ranking[0][1] < CLEAR or not asks(knowledge, understanding):
        return None
    topic = knowledge.library.topic(ranking[0][0])
    if topic.kind not in {Kind.RULE, Kind.EXPLANATION} or topic.id in _spoken_of(state):
        return None
    situation, among = added(understanding, Situation(rol=state.situation.rol))
    found = compose(knowledge, topic.id, situation, among)
    return Meanwhile(Reply(found.parts[0].text, {"onderwerp": PERSON, "stap": MEANWHILE_STEP}), About.TOPIC)


def talk_of(knowledge: Knowledge) -> HandoffTalk:
    """Return how people talk in a hand-off."""
    return load_talk(knowledge.settings.guidance / "doorgeven.yml")


def recipient(knowledge: Knowledge) -> Contact:
    """Return to whom messages are passed on."""
    contacts = knowledge.policy.contacts
    return contacts.get("helpdesk") or contacts.get("hr") or next(iter(contacts.values()))


def about_handing_over(knowledge: Knowledge, understanding: Understanding) -> bool:
    """Return whether a message asks about the hand-off itself: «wat stuur je juist door?»."""
    text = understanding.text
    return len(text.split()) <= LIKE_A_QUESTION and any(
        fits(form, text) for form in knowledge.library.talk.handing_over
    )


def explained(knowledge: Knowledge) -> Reply:
    """Say what is passed on and what is not."""
    return Reply(knowledge.phrases.say("doorgeven_uitleg"), {"onderwerp": PERSON, "stap": "doorgeven_uitleg"})


def answered_when(knowledge: Knowledge) -> Reply:
    """Say what the policy says of when the recipient can be reached or answers."""
    to, say = recipient(knowledge), knowledge.phrases.say
    if to.available:
        text = say("doorgeven_wanneer", wie=to.title, bereikbaar=to.available)
    else:
        text = say("doorgeven_wanneer_onbekend", wie=contact_line(to))
    return Reply(text, {"onderwerp": PERSON, "stap": "doorgeven_wanneer"})


def asks(knowledge: Knowledge, understanding: Understanding) -> bool:
    """Return whether a message is a short question."""
    text = understanding.text
    short = len(text.split()) <= LIKE_A_QUESTION
    return short and any(fits(form, text) for form in knowledge.library.talk.question)


def told_in_confidence(knowledge: Knowledge, topic: str | None) -> bool:
    """Return whether a topic is one of which nothing is stored, and so nothing is handed to others unasked."""
    return topic is not None and knowledge.library.topic(topic).kind is Kind.ROUTE


def without_way_out(knowledge: Knowledge, topic: str | None, situation: Situation) -> Reply:
    """Say whom to ask when nothing that is typed could reach anybody: the contact of a confidential topic first."""
    right = _confidant(knowledge, topic, situation) or recipient(knowledge)
    text = knowledge.phrases.say("doorgeven_geen_weg", wie=contact_line(right))
    return Reply(text, {"onderwerp": PERSON, "stap": "doorgeven_geen_weg"})


def counsel(knowledge: Knowledge, topic: str | None, situation: Situation) -> str | None:
    """Return who is the right person for a confidential topic, and that the recipient's mailbox has more readers.

    ``None`` for any other topic, and for the question who a contact is: that one tells of nothing.
    """
    right = _confidant(knowledge, topic, situation)
    if right is None:
        return None
    return knowledge.phrases.say("doorgeven_vertrouwelijk", wie=contact_line(right), mailbox=recipient(knowledge).title)


def _confidant(knowledge: Knowledge, topic: str | None, situation: Situation) -> Contact | None:
    """Return the first contact of a confidential topic that the policy knows."""
    if topic is None or topic == CONTACTS or not told_in_confidence(knowledge, topic):
        return None
    wording = knowledge.library.wording(topic, speaks_to_hr(knowledge.library.topic(topic), situation))
    known = (knowledge.policy.contacts.get(name) for name in wording.contacts)
    return next((contact for contact in known if contact is not None), None)


def confidence_in(knowledge: Knowledge, understanding: Understanding) -> str | None:
    """Return the confidential topic that a message to pass on tells of, if it clearly does."""
    topic, chance = next(iter(understanding.topics()), ("", 0.0))
    if chance >= CLEAR and topic != CONTACTS and told_in_confidence(knowledge, topic):
        return topic
    told = any(fits(form, understanding.text) for form in knowledge.library.disclosures)
    return "pesten" if told else None


def _spoken_of(state: State) -> set[str]:
    return {item for item in (state.topic, *state.last, *(topic for topic, _ in state.history)) if item}


def _for_a_contact(knowledge: Knowledge, understanding: Understanding) -> bool:
    """Return whether somebody picks a desk instead of writing a message."""
    text = understanding.text.strip(" .!?").lower()
    if text in {item.strip(" .!?").lower() for item in knowledge.library.answers[PERSON].follow_ups}:
        return True
    chance = dict(understanding.ranking).get(CONTACTS, 0.0)
    return chance >= CLEAR and len(text.split()) <= LIKE_A_PICK


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

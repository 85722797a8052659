"""What one message may mean in the middle of a hand-off, where the assistant waits for a message or an address."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from magdat.conversation.interpret.belonging import beside
from magdat.conversation.interpret.meaning import CLEAR
from magdat.conversation.interpret.wanted_desk import destined_desk, own_topic, picked_desk
from magdat.conversation.outcome import PERSON
from magdat.conversation.state import State
from magdat.guidance.library import Library
from magdat.guidance.model import Kind, fits
from magdat.handoff.contact import Contact, Piece, Reach, read_contact
from magdat.handoff.draft import Awaits
from magdat.handoff.following import Want, Wish
from magdat.handoff.steps import Aside, Said
from magdat.handoff.talk import HandoffTalk
from magdat.policy.model import Policy
from magdat.understanding import Understanding

CONTACTS = "contactpersoon"

LIKE_A_QUESTION = 15
"""Words of a question at most; whoever writes more than that writes a message."""

LIKE_A_PICK = 8
"""Words at most in which somebody picks a desk instead of writing a message: «ik wil de vertrouwenspersoon»."""

FEW = 6
"""Words at most of «wis mijn gesprek» or «ik wil een mens»; a longer text is a message."""

FindsPersonalData = Callable[[str], tuple[Piece, ...]]


def said_in(
    library: Library,
    talk: HandoffTalk,
    state: State,
    understanding: Understanding,
    awaits: Awaits,
    find: FindsPersonalData,
    given: str | None = None,
    wish: Wish | None = None,
    policy: Policy | None = None,
) -> Said:
    """Return what a message may mean.

    Args:
        library: the topics, and how people ask.
        talk: how people talk while something is passed on.
        state: what the conversation was about.
        understanding: the message.
        awaits: what was asked; only for a message can a place for an answer be left unread.
        find: finds personal data in a text.
        given: the answer that could go along, in words.
        wish: what it would want with a question that was passed on before; here it is about the one in the making.
        policy: whose desks may be named; without, none is.
    """
    text = understanding.text.strip()
    about = confided(library, understanding)
    pieces = find(text)
    adds = wish.text if wish is not None and wish.want is Want.ADD and wish.number is None else None
    picks, desk, own = None, None, None
    if policy is not None:
        picks = picked_desk(policy, talk.desks, understanding, surely=awaits is not Awaits.MESSAGE)
        desk = picks or destined_desk(policy, talk.desks, understanding)
        own = own_topic(policy, library, understanding)
    topic, situation = beside(library, state, understanding, own)
    # Before there is a message it may be one: «moet ik mijn bericht intrekken?»
    withdraws = awaits is not Awaits.MESSAGE and wish is not None and wish == Wish(Want.WITHDRAW, surely=False)
    return Said(
        text=text,
        pressed=understanding.certain,
        stops=talk.stops(understanding) or withdraws,
        denies=talk.denies(understanding),
        agrees=talk.agrees(understanding),
        says_yes=talk.says_yes(text),
        opens_with_a_reply=talk.opens_with_a_reply(text),
        changes=talk.changes(understanding),
        drops_topic=talk.drops_topic(understanding),
        wants_a_person=_wants_a_person(library, understanding) and not talk.asks_when(understanding),
        contact=Contact(Reach.NOWHERE) if awaits is Awaits.MESSAGE else _contact(library, talk, understanding, pieces),
        asides=tuple(_asides(library, talk, state, understanding)),
        confides=about is not None,
        about=about,
        suggestion=without_personal_data(text, pieces),
        own_words=talk.wants_own_words(understanding),
        given=given if talk.wants_answer(understanding) else None,
        not_given=talk.drops_answer(understanding),
        desk=desk,
        picks=picks is not None,
        own_topic=own,
        adds=adds,
        adds_suggestion=without_personal_data(adds, pieces) if adds else None,
        strikes=talk.strikes(understanding),
        topic=topic,
        situation=situation,
    )


def confided(library: Library, understanding: Understanding) -> str | None:
    """Return the confidential topic that a message to pass on tells of, if it clearly does."""
    topic, chance = next(iter(understanding.topics()), ("", 0.0))
    if chance >= CLEAR and topic != CONTACTS and told_in_confidence(library, topic):
        return topic
    told = any(fits(form, understanding.text) for form in library.disclosures)
    return "pesten" if told else None


def told_in_confidence(library: Library, topic: str | None) -> bool:
    """Return whether a topic is one of which nothing is stored, and so nothing is handed to others unasked."""
    return topic is not None and library.topic(topic).kind is Kind.ROUTE


def without_personal_data(text: str, pieces: tuple[Piece, ...]) -> str | None:
    """Return a text with the kind of each piece in its place; ``None`` where there is none in it."""
    suggested = text
    for piece in sorted(pieces, key=lambda found: -len(found.text)):  # «An Peeters» before «An»
        suggested = suggested.replace(piece.text, f"[{piece.kind}]")
    return suggested if suggested != text else None


def _contact(library: Library, talk: HandoffTalk, said: Understanding, pieces: tuple[Piece, ...]) -> Contact:
    """Return how well a text tells where an answer may go."""
    text = said.text.strip()
    replies = talk.agrees(said) or talk.denies(said) or talk.changes(said)
    return read_contact(talk, text, pieces, asks="?" in text or _asks(library, said), replies=replies)


def _wants_a_person(library: Library, said: Understanding) -> bool:
    """Return whether somebody asks for a person once more."""
    text = said.text.strip()
    heard = said.intent == PERSON and said.confidence >= CLEAR and len(text.split()) <= FEW
    return heard or library.commands.get(text.lower().strip(" .!")) == PERSON


def _asides(library: Library, talk: HandoffTalk, state: State, said: Understanding) -> Iterator[Aside]:
    """Yield what a message asks meanwhile, in the order in which it is answered."""
    if said.certain:
        return
    if talk.asks_when(said):
        yield Aside.WHEN
    if _about_handing_over(library, said):
        yield Aside.HAND_OFF
    if _for_a_contact(library, said):
        yield Aside.CONTACT
    if _on_a_topic(library, state, said):
        yield Aside.TOPIC


def _about_handing_over(library: Library, said: Understanding) -> bool:
    """Return whether a message asks about the hand-off itself: «wat stuur je juist door?»."""
    return len(said.text.split()) <= LIKE_A_QUESTION and any(
        fits(form, said.text) for form in library.talk.handing_over
    )


def _for_a_contact(library: Library, said: Understanding) -> bool:
    """Return whether somebody picks a desk instead of writing a message."""
    text = said.text.strip(" .!?").lower()
    if text in {item.strip(" .!?").lower() for item in library.answers[PERSON].follow_ups}:
        return True
    return dict(said.ranking).get(CONTACTS, 0.0) >= CLEAR and len(text.split()) <= LIKE_A_PICK


def _on_a_topic(library: Library, state: State, said: Understanding) -> bool:
    """Return whether somebody asks a question about something that the conversation was not about.

    One that it was about already is not answered again: whoever asks it here wants a person's answer.
    """
    ranking = said.topics()
    if not ranking or ranking[0][1] < CLEAR or not _asks(library, said):
        return False
    topic = library.topic(ranking[0][0])
    spoken_of = {state.topic, *state.last, *(name for name, _ in state.history)}
    return topic.kind in {Kind.RULE, Kind.EXPLANATION} and topic.id not in spoken_of


def _asks(library: Library, said: Understanding) -> bool:
    """Return whether a message is a short question."""
    return len(said.text.split()) <= LIKE_A_QUESTION and any(fits(form, said.text) for form in library.talk.question)

"""What each message does to a hand-off: a pure function of the draft and of what was said, and the only one to decide.

It knows no wording and no channel. What is said follows from the step, and so does what is asked next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from magdat.handoff.contact import ANONYMOUS, Contact, Reach
from magdat.handoff.draft import Awaits, Draft
from magdat.situation import Situation

MAX_CHARACTERS = 2000
"""Characters of a message that are passed on; more is cut, and the person sees the cut text before agreeing."""


class Aside(Enum):
    """What a question in the middle of a hand-off is about."""

    WHEN = "when"
    HAND_OFF = "hand-off"
    CONTACT = "contact"
    TOPIC = "topic"


@dataclass(frozen=True)
class Said:
    """What one message may mean in the middle of a hand-off. Several of these may hold; the step says which counts."""

    text: str
    pressed: bool = False
    """Whether a button was pressed."""

    stops: bool = False
    denies: bool = False
    agrees: bool = False
    says_yes: bool = False
    """Whether it holds the words for yes and no other, whatever the classifier takes it for."""

    opens_with_a_reply: bool = False
    changes: bool = False
    drops_topic: bool = False
    wants_a_person: bool = False
    """Whether it asks, once more, for what is going on already."""

    contact: Contact = Contact(Reach.NOWHERE)
    asides: tuple[Aside, ...] = ()
    """The questions in it that can be answered without ending anything, in the order in which they win."""

    confides: bool = False
    """Whether it tells of something confidential; then nothing goes along with it."""

    about: str | None = None
    """The confidential topic that it tells of."""

    suggestion: str | None = None
    """The text without names and numbers, where it has any."""

    own_words: bool = False
    """Whether it wants the text as it was typed, names and all."""

    given: str | None = None
    """The answer that the person wants to go along, in words."""

    not_given: bool = False
    """Whether it wants no answer to go along after all."""

    adds: str | None = None
    """What is to be put behind the message: «zet er nog bij dat …»."""

    adds_suggestion: str | None = None
    """The same without names and numbers, where it has any."""

    desk: str | None = None
    """The id of the desk that it names as the one to have the question."""

    picks: bool = False
    """Whether it does nothing but that."""

    own_topic: str | None = None
    """The id of the ordinary topic that it is clearly about."""

    strikes: int | None = None
    """The number of the sentence to leave out."""

    topic: str | None = None
    """The id of the topic that goes along with it."""

    situation: Situation = Situation()


class Remark(Enum):
    """What is said before the next question."""

    ASIDE = "aside"
    """The answer to a question in between."""

    ASIDE_WITH_OFFER = "aside with offer"
    """The same, with the offer to pass the question on all the same."""

    COUNSEL = "counsel"
    """Who is the right person for something confidential."""

    DESK = "desk"
    """To which desk it goes, after somebody named one."""

    MADE_ANONYMOUS = "made anonymous"
    HOW_TO_GO_ON = "how to go on"
    LOST = "lost"


class Ending(Enum):
    """How a hand-off ends."""

    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True)
class Step:
    """What a message did: the draft as it is now, what is said about it, and whether it is over."""

    draft: Draft
    remark: Remark | None = None
    aside: Aside | None = None
    """What the question in between was about, where one was answered."""

    ending: Ending | None = None
    added: bool = False
    """Whether more was put behind the message, which is not shown at once."""


def step(draft: Draft, said: Said) -> Step:
    """Return what a message does to a hand-off."""
    nothing_yet = draft.awaits is Awaits.MESSAGE and draft.message is None
    if said.stops:
        return Step(draft, ending=Ending.DECLINED)
    if said.desk and said.picks:
        return Step(replace(draft.asking("doorgeven_typ" if nothing_yet else None), wanted=said.desk), Remark.DESK)
    if nothing_yet and said.denies:
        return Step(draft, ending=Ending.DECLINED)
    if draft.message is not None and said.adds and not said.pressed:  # a button holds no words of a person
        return _added(draft, said, said.adds)
    if draft.awaits is Awaits.MESSAGE:
        return _message(draft, said)
    if not draft.message or (draft.awaits is Awaits.AGREEMENT and not draft.contact):
        return Step(Draft(ask="doorgeven_typ", about=draft.about, role=draft.role, wanted=draft.wanted), Remark.LOST)
    return _contact(draft, said) if draft.awaits is Awaits.CONTACT else _agreement(draft, said)


def _message(draft: Draft, said: Said) -> Step:
    """Take the message; not a button's payload, nor what is asked on the way."""
    first, text = draft.message is None, said.text
    if said.denies:
        return Step(draft.going_on())  # instead of a new text: the earlier one stays
    if said.agrees and draft.question:
        text = draft.question
    elif _holds_nothing(draft, said):
        return Step(replace(draft.asking("doorgeven_typ"), answered=text))
    elif text != draft.answered:
        # What follows on «ik wil een mens» at once is for that mens, and a question is answered only once.
        topics = first and draft.interrupted and not draft.question
        aside = _aside(said, contacts=first, topics=topics)
        asked = replace(draft, answered=text, interrupted=True)
        if aside is Aside.TOPIC:
            asked = asked.with_question(text, said.topic, said.situation, said.suggestion)
            return Step(asked.asking(silent=True), Remark.ASIDE_WITH_OFFER, aside)
        if aside is not None:
            return Step(asked.asking("doorgeven_typ"), Remark.ASIDE, aside)
    asked_before = text != said.text
    of_text = (draft.question_topic, draft.question_situation) if asked_before else (said.topic, said.situation)
    beside = (None, Situation()) if said.confides else of_text
    counsel = Remark.COUNSEL if said.confides and first else None
    suggestion = draft.question_suggestion if asked_before else said.suggestion
    after = draft.with_message(text[:MAX_CHARACTERS], *beside, suggestion[:MAX_CHARACTERS] if suggestion else None)
    after = replace(after, wanted=said.desk or draft.wanted)
    if said.confides and said.about:
        return Step(after.confided(said.about), counsel)
    own = draft.question_topic if asked_before else said.own_topic
    return Step(replace(after, about=own or draft.about), counsel)


def _added(draft: Draft, said: Said, text: str) -> Step:
    """Put more behind the message; what is shown then needs a yes of its own."""
    after = draft.with_more(text, said.adds_suggestion, MAX_CHARACTERS)
    unseen = after.awaits is not Awaits.AGREEMENT
    if not (said.confides and said.about):
        return Step(after, added=unseen)
    return Step(after.confided(said.about), Remark.COUNSEL if said.about != draft.about else None, added=unseen)


def _contact(draft: Draft, said: Said) -> Step:
    """Take a place for an answer; whoever gives none is asked once more, and then anonymous if one may be."""
    contact = said.contact
    if draft.named and contact.reach is Reach.ANONYMOUS:
        return Step(draft.asking("doorgeven_antwoord_waar_naam"))
    if said.changes:
        return Step(draft.asking("doorgeven_nieuwe_tekst", awaits=Awaits.MESSAGE))
    if contact.reach in {Reach.NOWHERE, Reach.DOUBTFUL} and (answered := _answered(draft, said)):
        return answered
    believed = contact.reach is not Reach.DOUBTFUL or draft.missed
    if contact.text and believed:
        return Step(draft.with_contact(contact.text))
    if draft.named:
        return Step(replace(draft.asking("doorgeven_antwoord_waar_naam"), missed=1))
    if draft.missed:
        return Step(draft.with_contact(ANONYMOUS), Remark.MADE_ANONYMOUS)
    again = "doorgeven_antwoord_waar_fout" if contact.reach is Reach.WRONG else "doorgeven_antwoord_waar_opnieuw"
    return Step(replace(draft.asking(again), missed=1))


def _agreement(draft: Draft, said: Said) -> Step:
    """Send after a yes alone; a place for an answer that is typed here takes the place of the earlier one."""
    contact = said.contact
    if draft.named and contact.reach is Reach.ANONYMOUS:
        return Step(draft.asking("doorgeven_antwoord_waar_naam", awaits=Awaits.CONTACT))
    if said.own_words or said.given or said.not_given or said.strikes:
        return Step(_edited(draft, said))
    if contact.reach in {Reach.ADDRESS, Reach.ANONYMOUS}:
        return Step(draft.with_contact(contact.text))
    if said.drops_topic:
        return Step(draft.without_topic())
    if said.changes:
        return Step(draft.asking("doorgeven_nieuwe_tekst", awaits=Awaits.MESSAGE))
    if said.denies:
        return Step(draft, ending=Ending.DECLINED)
    if said.agrees and (contact.reach is not Reach.PLACE or said.says_yes):
        return Step(draft, ending=Ending.AGREED)  # «ja stuur maar naar Els» may want something else than what is shown
    if contact.reach is Reach.PLACE and not said.opens_with_a_reply:
        return Step(draft.with_contact(contact.text))
    return _answered(draft, said) or Step(draft.asking(), Remark.HOW_TO_GO_ON)


def _edited(draft: Draft, said: Said) -> Draft:
    """Return the draft after a small change to what is shown."""
    if said.strikes:
        return draft.without_sentence(said.strikes)
    if said.own_words:
        return replace(draft.asking(), own_words=True)
    return replace(draft.asking(), given=None if said.not_given else said.given)


def _holds_nothing(draft: Draft, said: Said) -> bool:
    """Return whether there is nothing to pass on in it: a button, a yes, «anoniem», «ik wil een mens» once more."""
    if said.pressed or said.says_yes or said.text.lower().strip(" .!") == ANONYMOUS:
        return True
    return (said.wants_a_person or said.agrees) and said.text != draft.answered


def _answered(draft: Draft, said: Said) -> Step | None:
    """Return the step that answers what is asked where an address or a yes is awaited."""
    aside = _aside(said, contacts=False, topics=not draft.question and said.text != draft.answered)
    if aside is None:
        return None
    asked = replace(draft.asking(), answered=said.text)
    if aside is Aside.TOPIC:
        asked = asked.with_question(said.text, said.topic, said.situation, said.suggestion)
    return Step(asked, Remark.ASIDE, aside)


def _aside(said: Said, *, contacts: bool, topics: bool) -> Aside | None:
    """Return the question in a message that is answered here, if any."""
    # Whoever tells of bullying beside a question has that passed on in confidence, and no rule read out first.
    closed = {Aside.CONTACT: not contacts, Aside.TOPIC: not topics or said.confides}
    return next((aside for aside in said.asides if not closed.get(aside)), None)

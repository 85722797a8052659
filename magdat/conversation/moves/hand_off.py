"""What is said in a hand-off: the questions, the answers in between, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from magdat.answers.answer import Button, PartKind
from magdat.answers.composer import compose, speaks_to_hr
from magdat.conversation.interpret.context import added
from magdat.conversation.interpret.hand_off import CONTACTS, confided, told_in_confidence
from magdat.conversation.outcome import PERSON, HandingOver, HandOffAgreed, HandOffDeclined, HandOffImpossible
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.conversation.turn import Turn
from magdat.guidance.model import fits
from magdat.handoff.contact import ANONYMOUS
from magdat.handoff.draft import Awaits, Draft
from magdat.handoff.message import Handoff
from magdat.handoff.steps import Aside, Ending, Remark, Said, step
from magdat.knowledge import Knowledge
from magdat.policy.model import Contact
from magdat.situation import Situation
from magdat.understanding import Understanding
from magdat.wording.contacts import contact_line
from magdat.wording.situation import as_sentence

DROP_TOPIC = "zonder onderwerp"
"""What the button says for the person; leidraad/doorgeven.yml knows it among the other ways to say so."""


def begin(knowledge: Knowledge, state: State, draft: Draft | None, *, way_out: bool) -> Turn:
    """Ask what may be passed on; after a confidential topic, say first who is the right person for it.

    Args:
        knowledge: what is said comes from.
        state: what the conversation is about.
        draft: what is left of an earlier hand-off that could not be kept; it is shown again.
        way_out: whether a message can reach anybody: nobody types one for nothing.
    """
    if not way_out:
        right = _confidant(knowledge, state.topic, state.situation) or recipient(knowledge)
        return Turn(state, (_reply(knowledge, "doorgeven_geen_weg", wie=contact_line(right)),), HandOffImpossible())
    return _asking(knowledge, state, draft or Draft(), ())


def go_on(knowledge: Knowledge, state: State, draft: Draft, said: Said, understanding: Understanding) -> Turn:
    """Say what follows on a message in the middle of a hand-off."""
    done = step(draft, said)
    if done.ending is Ending.AGREED:
        return Turn(replace(state, handing=None), (), HandOffAgreed(done.draft))
    if done.ending is Ending.DECLINED:
        reply = _reply(knowledge, "doorgeven_niet")
        return Turn(replace(state, handing=None), (reply,), HandOffDeclined())
    remark = _remark(knowledge, state, understanding, done.remark, done.aside)
    return _asking(knowledge, state, done.draft, tuple(remark))


def as_message(knowledge: Knowledge, draft: Draft) -> Handoff:
    """Return what leaves the house: what the person saw, in the same words, and its ids for machines."""
    return Handoff(
        message=draft.message or "",
        contact=None if draft.contact == ANONYMOUS else draft.contact,
        topic=draft.topic,
        context=draft.situation.known(),
        topic_shown=_title(knowledge, draft),
        context_shown=_situation(knowledge, draft) or None,
    )


def passed_on(knowledge: Knowledge, draft: Draft, number: str) -> Reply:
    """Say that it is passed on, and when an answer may come."""
    to, say = recipient(knowledge), knowledge.phrases.say
    texts = [say("doorgeven_klaar", nummer=number, wie=to.title[0].upper() + to.title[1:])]
    if draft.contact == ANONYMOUS:
        texts.append(say("doorgeven_klaar_anoniem"))
    elif to.available:
        texts.append(say("doorgeven_klaar_wanneer", bereikbaar=to.available))
    return _worded(" ".join(texts), "doorgeven_klaar")


def too_many(knowledge: Knowledge) -> Reply:
    """Say that nothing more is passed on today."""
    return _reply(knowledge, "doorgeven_te_veel", wie=recipient(knowledge).title)


def not_kept(knowledge: Knowledge) -> Reply:
    """Say that it could not be passed on."""
    return _reply(knowledge, "doorgeven_mislukt", wie=recipient(knowledge).title)


def recipient(knowledge: Knowledge) -> Contact:
    """Return to whom messages are passed on."""
    contacts = knowledge.policy.contacts
    return contacts.get("helpdesk") or contacts.get("hr") or next(iter(contacts.values()))


def counsel(knowledge: Knowledge, topic: str | None, situation: Situation) -> str | None:
    """Return who is the right person for a confidential topic, and that the recipient's mailbox has more readers.

    ``None`` for any other topic, and for the question who a contact is: that one tells of nothing.
    """
    right = _confidant(knowledge, topic, situation)
    if right is None:
        return None
    return knowledge.phrases.say("doorgeven_vertrouwelijk", wie=contact_line(right), mailbox=recipient(knowledge).title)


def _asking(knowledge: Knowledge, state: State, draft: Draft, before: tuple[Reply, ...]) -> Turn:
    """Return the turn that asks what the draft waits for."""
    ask = {Awaits.MESSAGE: _ask_message, Awaits.CONTACT: _ask_contact, Awaits.AGREEMENT: _ask_agreement}[draft.awaits]
    asked = ask(knowledge, state, draft)
    after = replace(state, handing=draft.awaits.value)
    return Turn(after, (*before, asked) if asked is not None else before, HandingOver(draft))


def _ask_message(knowledge: Knowledge, state: State, draft: Draft) -> Reply | None:
    if draft.silent:
        return None
    texts = [knowledge.phrases.say(draft.ask or "doorgeven_vraag", wie=recipient(knowledge).title)]
    if draft == Draft() and (warning := counsel(knowledge, state.topic, state.situation)):
        texts.insert(0, warning)
    return _worded("\n\n".join(texts), "doorgeven_vraag")


def _ask_contact(knowledge: Knowledge, state: State, draft: Draft) -> Reply:
    say = knowledge.phrases.say
    text = say(draft.ask or "doorgeven_antwoord_waar", wie=recipient(knowledge).title)
    return _worded(text, "doorgeven_antwoord_waar", Button(say("knop_anoniem"), ANONYMOUS))


def _ask_agreement(knowledge: Knowledge, state: State, draft: Draft) -> Reply:
    """Show exactly what is sent, and ask for a yes."""
    say = knowledge.phrases.say
    contact = say("doorgeven_anoniem") if draft.contact == ANONYMOUS else draft.contact
    lines = [say("doorgeven_nakijken", wie=recipient(knowledge).title, bericht=draft.message, contact=contact)]
    if title := _title(knowledge, draft):
        lines.append(say("doorgeven_onderwerp", onderwerp=title))
    if situation := _situation(knowledge, draft):
        lines.append(say("doorgeven_situatie", situatie=situation))
    buttons = [Button(say("knop_versturen"), "/bevestigen"), Button(say("knop_aanpassen"), "/aanpassen")]
    if draft.tells_more:
        buttons.append(Button(say("knop_zonder_onderwerp"), DROP_TOPIC))
    buttons.append(Button(say("knop_niet"), "/ontkennen"))
    return _worded("\n".join([*lines, say("doorgeven_akkoord")]), "doorgeven_nakijken", *buttons)


def _title(knowledge: Knowledge, draft: Draft) -> str | None:
    return knowledge.library.topic(draft.topic).title if draft.topic is not None else None


def _situation(knowledge: Knowledge, draft: Draft) -> str:
    known = {name: (value,) for name, value in draft.situation.known().items()}
    return as_sentence(known.items(), knowledge.phrases, knowledge.library)


def _remark(
    knowledge: Knowledge, state: State, understanding: Understanding, remark: Remark | None, aside: Aside | None
) -> Iterator[Reply]:
    """Yield what is said before the next question."""
    if remark is Remark.LOST:
        yield _reply(knowledge, "doorgeven_kwijt")
    elif remark is Remark.MADE_ANONYMOUS:
        yield _reply(knowledge, "doorgeven_anoniem_gezet")
    elif remark is Remark.HOW_TO_GO_ON:
        yield _reply(knowledge, "doorgeven_hoe_verder")
    elif remark is Remark.COUNSEL:
        yield from _counsel(knowledge, state, understanding)
    elif aside is not None:
        answered = _ANSWERS[aside](knowledge, state, understanding)
        yield _with_offer(knowledge, answered) if remark is Remark.ASIDE_WITH_OFFER else answered


def _counsel(knowledge: Knowledge, state: State, understanding: Understanding) -> Iterator[Reply]:
    """Yield who is the right person for a message that tells of something confidential, unless that was said before."""
    topic = confided(knowledge.library, understanding)
    if counsel(knowledge, state.topic, state.situation) is None and (
        warning := counsel(knowledge, topic, state.situation)
    ):
        # «ook» names what was noticed beside the hand-off (docs/contract.md).
        yield Reply(warning, {"onderwerp": PERSON, "ook": topic})


def _with_offer(knowledge: Knowledge, answered: Reply) -> Reply:
    """Return the answer to a question with the offer to pass it on all the same."""
    say = knowledge.phrases.say
    buttons = Button(say("knop_toch_doorgeven"), "/bevestigen"), Button(say("knop_niet_doorgeven"), "/stoppen")
    return _worded(f"{answered.text}\n\n{say('doorgeven_toch')}", "doorgeven_toch", *buttons)


def _about_the_hand_off(knowledge: Knowledge, state: State, understanding: Understanding) -> Reply:
    """Say what is passed on and what is not."""
    return _reply(knowledge, "doorgeven_uitleg")


def _when(knowledge: Knowledge, state: State, understanding: Understanding) -> Reply:
    """Say what the policy says of when the recipient can be reached or answers."""
    to, say = recipient(knowledge), knowledge.phrases.say
    if to.available:
        text = say("doorgeven_wanneer", wie=to.title, bereikbaar=to.available)
    else:
        text = say("doorgeven_wanneer_onbekend", wie=contact_line(to))
    return _worded(text, "doorgeven_wanneer")


def _contacts(knowledge: Knowledge, state: State, understanding: Understanding) -> Reply:
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


def _topic(knowledge: Knowledge, state: State, understanding: Understanding) -> Reply:
    """Answer a question on a topic, briefly."""
    situation, among = added(understanding, Situation(rol=state.situation.rol))
    found = compose(knowledge, understanding.topics()[0][0], situation, among)
    return _worded(found.parts[0].text, "doorgeven_tussendoor")


_ANSWERS = {
    Aside.HAND_OFF: _about_the_hand_off,
    Aside.WHEN: _when,
    Aside.CONTACT: _contacts,
    Aside.TOPIC: _topic,
}
"""What is said to each question in between."""


def _confidant(knowledge: Knowledge, topic: str | None, situation: Situation) -> Contact | None:
    """Return the first contact of a confidential topic that the policy knows."""
    library = knowledge.library
    if topic is None or topic == CONTACTS or not told_in_confidence(library, topic):
        return None
    wording = library.wording(topic, speaks_to_hr(library.topic(topic), situation))
    known = (knowledge.policy.contacts.get(name) for name in wording.contacts)
    return next((contact for contact in known if contact is not None), None)


def _reply(knowledge: Knowledge, key: str, **parts: object) -> Reply:
    """Return one of the sentences of the hand-off, which is also the name of the step."""
    return _worded(knowledge.phrases.say(key, **parts), key)


def _worded(text: str, name: str, *buttons: Button) -> Reply:
    """Return a text as a step of the hand-off."""
    return Reply(text, {"onderwerp": PERSON, "stap": name}, buttons)

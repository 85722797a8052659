"""What is said in a hand-off: the questions, the answers in between, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from magdat.answers.answer import Button, PartKind
from magdat.answers.composer import compose
from magdat.conversation.interpret.belonging import desk_topic
from magdat.conversation.interpret.context import added
from magdat.conversation.interpret.hand_off import CONTACTS, confided
from magdat.conversation.moves.answer import composed
from magdat.conversation.moves.recipient import confidant, counsel, promise, recipient
from magdat.conversation.outcome import PERSON, HandingOver, HandOffAgreed, HandOffDeclined, HandOffImpossible
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.conversation.told_word import as_told
from magdat.conversation.turn import Turn
from magdat.guidance.model import fits
from magdat.handoff.contact import ANONYMOUS
from magdat.handoff.draft import Awaits, Draft
from magdat.handoff.message import Handoff
from magdat.handoff.steps import Aside, Ending, Remark, Said, step
from magdat.knowledge import Knowledge
from magdat.policy.service_desks import ServiceDesk, desks_of
from magdat.situation import Situation
from magdat.understanding import Understanding
from magdat.wording.contacts import contact_line
from magdat.wording.situation import as_sentence

__all__ = ["as_message", "begin", "counsel", "given_answer", "go_on", "not_kept", "not_sure", "passed_on", "too_many"]

DROP_TOPIC = "zonder onderwerp"
WITH_ANSWER, WITHOUT_ANSWER = "met het antwoord", "zonder het antwoord"
OWN_WORDS = "mijn eigen woorden"
"""What the buttons say for the person; leidraad/doorgeven.yml knows them among the other ways to say so."""


def begin(knowledge: Knowledge, state: State, draft: Draft | None, *, way_out: bool) -> Turn:
    """Ask what may be passed on; after a confidential topic, say first who is the right person for it.

    Args:
        knowledge: what is said comes from.
        state: what the conversation is about.
        draft: what is left of an earlier hand-off that could not be kept; it is shown again.
        way_out: whether a message can reach anybody: nobody types one for nothing.
    """
    kept = draft or Draft(about=desk_topic(knowledge.library, state), role=state.situation.rol)
    desk = recipient(knowledge, kept)
    if not way_out or desk is None:
        return _nowhere(knowledge, state, kept, switched_off=not way_out)
    return _asking(knowledge, state, kept, desk, ())


def go_on(knowledge: Knowledge, state: State, draft: Draft, said: Said, understanding: Understanding) -> Turn:
    """Say what follows on a message in the middle of a hand-off."""
    before = recipient(knowledge, draft)
    done = step(replace(draft, named=before is not None and not before.anonymous), said)
    if done.ending is Ending.DECLINED:
        reply = _reply(knowledge, "doorgeven_niet")
        return Turn(replace(state, handing=None), (reply,), HandOffDeclined())
    desk = recipient(knowledge, done.draft)
    if desk is None:
        return _nowhere(knowledge, state, done.draft, switched_off=False)
    if done.draft.contact == ANONYMOUS and not desk.anonymous:
        # It became one for a desk that has to know who asks.
        told = replace(done.draft.asking("doorgeven_antwoord_waar_naam", awaits=Awaits.CONTACT), contact=None)
        done = replace(done, draft=told, ending=None)
    if done.ending is Ending.AGREED and done.draft.desk == desk.id:
        return Turn(replace(state, handing=None), (), HandOffAgreed(done.draft))
    # After an edit of the policy it may be for others than who was shown: then a yes is asked once more.
    if done.remark is Remark.DESK:
        return _asking(knowledge, state, done.draft, desk, (_goes_to(knowledge, done.draft, desk),))
    remark = _remark(knowledge, state, understanding, done.remark, done.aside, desk)
    added = [_reply(knowledge, "doorgeven_erbij")] if done.added else []
    return _asking(knowledge, state, done.draft, desk, (*added, *remark))


def as_message(knowledge: Knowledge, draft: Draft) -> Handoff:
    """Return what leaves the house: what the person saw, in the same words, and its ids for machines."""
    return Handoff(
        message=draft.goes,
        contact=None if draft.contact == ANONYMOUS else draft.contact,
        topic=draft.topic,
        context=draft.situation.known(),
        topic_shown=_title(knowledge, draft),
        context_shown=_situation(knowledge, draft) or None,
        answer_shown=draft.given,
    )


def given_answer(knowledge: Knowledge, state: State) -> str | None:
    """Return the answer that was given before, with its clause; ``None`` where there was none that may go along."""
    if state.topic is None or confidant(knowledge, state.topic, state.situation) is not None:
        return None
    if state.topic not in state.last and state.statement is None and not state.company:
        return None
    found = composed(knowledge, as_told(state, composed(knowledge, state)))
    shown = [part.text for part in found.parts if part.kind in {PartKind.DECISION, PartKind.RULE}]
    return " ".join(" ".join(shown).split()) or None


def passed_on(knowledge: Knowledge, desk: ServiceDesk | None, number: str, code: str, *, contact: str | None) -> Reply:
    """Say that it is passed on, when an answer may come, and how to come back for it.

    Args:
        knowledge: the wording, and how the desk can be reached.
        desk: where it went; ``None`` where the policy no longer has it.
        number: of the ticket.
        code: with which it is opened from anywhere.
        contact: where an answer may go; ``None`` where the person stays anonymous.
    """
    say = knowledge.phrases.say
    title = desk.title if desk is not None else ""
    texts = [say("doorgeven_klaar", nummer=number, wie=title[:1].upper() + title[1:])]
    if contact is None:
        texts.append(say("doorgeven_klaar_anoniem"))
    elif desk is not None and desk.contact is not None and desk.contact.available:
        texts.append(say("doorgeven_klaar_wanneer", bereikbaar=desk.contact.available))
    if desk is not None and (when := promise(knowledge, desk)):
        texts.append(when)
    said = "\n\n".join((" ".join(texts), say("doorgeven_klaar_code", nummer=number, code=code)))
    return Reply(said, {"onderwerp": PERSON, "stap": "doorgeven_klaar", "nummer": number, "code": code})


def too_many(knowledge: Knowledge, draft: Draft) -> Reply:
    """Say that nothing more is passed on today."""
    return _reply(knowledge, "doorgeven_te_veel", wie=_name(knowledge, draft))


def not_kept(knowledge: Knowledge, draft: Draft) -> Reply:
    """Say that it could not be passed on."""
    return _reply(knowledge, "doorgeven_mislukt", wie=_name(knowledge, draft))


def not_sure(knowledge: Knowledge, draft: Draft) -> Reply:
    """Say that nobody knows whether it was passed on; a yes to the same message passes it on once."""
    return _reply(knowledge, "doorgeven_onzeker", wie=_name(knowledge, draft))


def _name(knowledge: Knowledge, draft: Draft) -> str:
    desk = recipient(knowledge, draft)
    return desk.title if desk is not None else knowledge.phrases.say("doorgeven_niemand")


def _nowhere(knowledge: Knowledge, state: State, draft: Draft, *, switched_off: bool) -> Turn:
    """Say whom to ask oneself, where nothing can be passed on."""
    right = confidant(knowledge, draft.about, Situation(rol=draft.role))
    desk = recipient(knowledge, draft)
    contact = right or (desk.contact if desk is not None else None)
    if contact is None:
        reply = _reply(knowledge, "doorgeven_geen_vertrouwelijke")
    elif switched_off:
        reply = _reply(knowledge, "doorgeven_geen_weg", wie=contact_line(contact))
    else:
        reply = _reply(knowledge, "doorgeven_enkel_zelf", wie=contact_line(contact))
    return Turn(replace(state, handing=None), (reply,), HandOffImpossible())


def _asking(knowledge: Knowledge, state: State, draft: Draft, desk: ServiceDesk, before: tuple[Reply, ...]) -> Turn:
    """Return the turn that asks what the draft waits for."""
    ask = {Awaits.MESSAGE: _ask_message, Awaits.CONTACT: _ask_contact, Awaits.AGREEMENT: _ask_agreement}[draft.awaits]
    shown = replace(draft, desk=desk.id)
    asked = ask(knowledge, state, shown, desk)
    after = replace(state, handing=draft.awaits.value)
    return Turn(after, (*before, asked) if asked is not None else before, HandingOver(shown))


def _ask_message(knowledge: Knowledge, state: State, draft: Draft, desk: ServiceDesk) -> Reply | None:
    if draft.silent:
        return None
    texts = [knowledge.phrases.say(draft.ask or "doorgeven_vraag", wie=desk.title)]
    fresh = draft == Draft(about=draft.about, role=draft.role, desk=draft.desk, mark=draft.mark, wanted=draft.wanted)
    if fresh and (warning := counsel(knowledge, draft.about, Situation(rol=draft.role))):
        texts.insert(0, warning)
    return _worded("\n\n".join(texts), "doorgeven_vraag")


def _ask_contact(knowledge: Knowledge, state: State, draft: Draft, desk: ServiceDesk) -> Reply:
    say = knowledge.phrases.say
    usual = "doorgeven_antwoord_waar" if desk.anonymous else "doorgeven_antwoord_waar_naam"
    text = say(draft.ask or usual, wie=desk.title)
    buttons = [Button(say("knop_anoniem"), ANONYMOUS)] if desk.anonymous else []
    return _worded(text, "doorgeven_antwoord_waar", *buttons)


def _ask_agreement(knowledge: Knowledge, state: State, draft: Draft, desk: ServiceDesk) -> Reply:
    """Show exactly what is sent, and ask for a yes."""
    say = knowledge.phrases.say
    contact = say("doorgeven_anoniem") if draft.contact == ANONYMOUS else draft.contact
    lines = [say("doorgeven_nakijken", wie=desk.title, bericht=draft.goes, contact=contact)]
    if title := _title(knowledge, draft):
        lines.append(say("doorgeven_onderwerp", onderwerp=title))
    if situation := _situation(knowledge, draft):
        lines.append(say("doorgeven_situatie", situatie=situation))
    if draft.given:
        lines.append(say("doorgeven_antwoord", antwoord=draft.given))
    suggested = draft.suggestion is not None and not draft.own_words
    if suggested:
        lines.append(say("doorgeven_voorstel"))
    if len(draft.sentences) > 1:
        lines.append(say("doorgeven_zin_weg"))
    buttons = [Button(say("knop_versturen"), "/bevestigen"), Button(say("knop_aanpassen"), "/aanpassen")]
    if suggested:
        buttons.append(Button(say("knop_eigen_woorden"), OWN_WORDS))
    if draft.given:
        buttons.append(Button(say("knop_zonder_antwoord"), WITHOUT_ANSWER))
    elif draft.topic is not None and draft.topic == state.topic and given_answer(knowledge, state):
        buttons.append(Button(say("knop_met_antwoord"), WITH_ANSWER))
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
    knowledge: Knowledge,
    state: State,
    understanding: Understanding,
    remark: Remark | None,
    aside: Aside | None,
    desk: ServiceDesk,
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
    elif aside is Aside.WHEN:
        yield _when(knowledge, desk)
    elif aside is not None:
        answered = _ANSWERS[aside](knowledge, state, understanding)
        yield _with_offer(knowledge, answered) if remark is Remark.ASIDE_WITH_OFFER else answered


def _goes_to(knowledge: Knowledge, draft: Draft, desk: ServiceDesk) -> Reply:
    """Say to which desk it goes, after somebody named one; where it may not go there, who that is to ask oneself."""
    who = contact_line(desk.contact) if desk.contact is not None else desk.title
    if desk.id == draft.wanted:
        return _reply(knowledge, "doorgeven_dienst", wie=who)
    named = desks_of(knowledge.policy).get(draft.wanted or "")
    asked = named.title if named is not None else str(draft.wanted)
    contact = contact_line(named.contact) if named is not None and named.contact is not None else asked
    return _reply(knowledge, "doorgeven_dienst_niet", wie=contact, dienst=who)


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


def _when(knowledge: Knowledge, desk: ServiceDesk) -> Reply:
    """Say what the policy says of when the recipient can be reached or answers."""
    say, contact, promised = knowledge.phrases.say, desk.contact, promise(knowledge, desk)
    if contact is not None and contact.available:
        text = say("doorgeven_wanneer", wie=desk.title, bereikbaar=contact.available)
    elif promised is None:
        text = say("doorgeven_wanneer_onbekend", wie=contact_line(contact) if contact is not None else desk.title)
    else:
        text = ""
    return _worded(" ".join(item for item in (text, promised) if item), "doorgeven_wanneer")


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
    Aside.CONTACT: _contacts,
    Aside.TOPIC: _topic,
}
"""What is said to each question in between that is not for one desk."""


def _reply(knowledge: Knowledge, key: str, **parts: object) -> Reply:
    """Return one of the sentences of the hand-off, which is also the name of the step."""
    return _worded(knowledge.phrases.say(key, **parts), key)


def _worded(text: str, name: str, *buttons: Button) -> Reply:
    """Return a text as a step of the hand-off."""
    return Reply(text, {"onderwerp": PERSON, "stap": name}, buttons)

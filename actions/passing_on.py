"""Pass a question on to a person: ask what, ask where to answer, show it, and send it only after a yes."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import structlog
from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.bridge import knowledge, say, state_of, understanding_of
from actions.memory import Memory
from magdat.answers.answer import Button
from magdat.conversation.handing_over import about_handing_over, asked_meanwhile, explained
from magdat.conversation.reply import Reply
from magdat.handoff.message import Handoff
from magdat.handoff.outbox import Outbox
from magdat.settings import Settings
from magdat.situation import Situation

MESSAGE, CONTACT, AGREED = "doorgeef_bericht", "doorgeef_contact", "doorgeef_akkoord"
ANONYMOUS = "anoniem"
MAX_CHARACTERS = 2000
"""Characters of a message that are passed on; more is cut, and the person sees the cut text before agreeing."""

logger = structlog.get_logger(__name__)

Events = list[dict[str, Any]]


@lru_cache(maxsize=1)
def outbox() -> Outbox:
    """Return the outbox in the state folder."""
    state = Settings.from_environment().state
    state.mkdir(parents=True, exist_ok=True)
    return Outbox(state / "doorgeven.sqlite")


@dataclass(frozen=True)
class Draft:
    """What the person typed so far."""

    message: str | None = None
    contact: str | None = None
    topic: str | None = None
    situation: Situation = Situation()
    """What the conversation was about when the message was given; whatever is asked later is not part of it."""

    question: str | None = None
    """A question that was answered on the way, and that may have been the message after all."""


GIVEN = "gegeven"
"""What a slot holds once the person gave a text; the text itself is never written to a conversation."""


@lru_cache(maxsize=1)
def drafts() -> Memory[Draft]:
    """Return the texts that wait for a yes, in memory only."""
    return Memory()


def draft_of(tracker: Tracker) -> Draft:
    """Return what this person typed so far; empty when it was too long ago."""
    return drafts().recall(tracker.sender_id) or Draft()


def recipient() -> str:
    """Return whom messages are passed on to, as the policy calls them."""
    contacts = knowledge().policy.contacts
    contact = contacts.get("helpdesk") or contacts.get("hr") or next(iter(contacts.values()))
    return contact.title


def _reply(key: str, *buttons: Button, **parts: object) -> Reply:
    return Reply(knowledge().phrases.say(key, **parts), {"onderwerp": "mens_spreken", "stap": key}, buttons)


class AskMessage(Action):
    """Ask what may be passed on."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return f"action_ask_{MESSAGE}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Send the question, unless it was asked a moment ago with a question answered in between."""
        if not draft_of(tracker).question:
            say(dispatcher, _reply("doorgeven_vraag", wie=recipient()))
        return []


class AskContact(Action):
    """Ask where an answer may go; anonymous is fine."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return f"action_ask_{CONTACT}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Send the question."""
        button = Button(knowledge().phrases.say("knop_anoniem"), ANONYMOUS)
        say(dispatcher, _reply("doorgeven_antwoord_waar", button, wie=recipient()))
        return []


class AskAgreement(Action):
    """Show exactly what is sent, and ask for a yes."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return f"action_ask_{AGREED}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Send the text to check."""
        phrases = knowledge().phrases
        buttons = (
            Button(phrases.say("knop_versturen"), "/bevestigen"),
            Button(phrases.say("knop_aanpassen"), "/aanpassen"),
            Button(phrases.say("knop_niet"), "/ontkennen"),
        )
        reply = _reply(
            "doorgeven_nakijken",
            *buttons,
            wie=recipient(),
            bericht=draft_of(tracker).message,
            contact=draft_of(tracker).contact,
            onderwerp=draft_of(tracker).topic or "-",
            situatie=_situation_words(draft_of(tracker).situation) or "-",
        )
        say(dispatcher, reply)
        return []


class ValidatePassOnForm(FormValidationAction):
    """Check each step of the hand-off."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return "validate_doorgeef_form"

    def validate_doorgeef_bericht(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """Take the message, but not an empty one or a button's payload."""
        text = str(value or "").strip()
        if not text or text.startswith("/"):
            if text not in {"", "/mens_spreken"}:
                say(dispatcher, _reply("doorgeven_niets"))
            return {MESSAGE: None}
        if text == GIVEN:
            return {MESSAGE: GIVEN if draft_of(tracker).message else None}
        draft, understanding = draft_of(tracker), understanding_of(tracker)
        if draft.question and understanding.intent == "bevestigen":
            text = draft.question
        elif meanwhile := asked_meanwhile(knowledge(), state_of(tracker), understanding):
            say(dispatcher, meanwhile.reply)
            drafts().keep(tracker.sender_id, replace(draft, question=text if meanwhile.answered else None))
            return {MESSAGE: None}
        kept = Draft(text[:MAX_CHARACTERS], draft.contact, _topic_title(tracker), state_of(tracker).situation)
        drafts().keep(tracker.sender_id, kept)
        return {MESSAGE: GIVEN}

    def validate_doorgeef_contact(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """Take whatever the person gives: an address, a number, a desk, or «anoniem»."""
        text = " ".join(str(value or "").split())[:200]
        if not text:
            return {CONTACT: None}
        if text == GIVEN:
            return {CONTACT: GIVEN if draft_of(tracker).contact else None}
        if about_handing_over(knowledge(), understanding_of(tracker)):
            say(dispatcher, explained(knowledge()))
            return {CONTACT: None}
        drafts().keep(tracker.sender_id, replace(draft_of(tracker), contact=text))
        return {CONTACT: GIVEN}

    def validate_doorgeef_akkoord(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """A yes or a no ends the form; «aanpassen» goes back to the text."""
        if value == "aanpassen":
            return {AGREED: None, MESSAGE: None}
        if value == "ja" and not draft_of(tracker).message:
            return {AGREED: None, MESSAGE: None, CONTACT: None}  # forgotten meanwhile: ask again
        return {AGREED: value if value in {"ja", "nee"} else None}


class PassOnAction(Action):
    """Put what was agreed to in the outbox, or say that nothing was sent."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return "action_doorgeven"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Write the message, and forget the texts."""
        if tracker.get_slot(AGREED) == "ja":
            draft = draft_of(tracker)
            contact = draft.contact
            handoff = Handoff(
                message=draft.message or "",
                contact=None if not contact or contact.strip().lower() == ANONYMOUS else contact,
                topic=draft.topic,
                context=draft.situation.known(),
            )
            try:
                number = outbox().add(handoff)
            except (sqlite3.Error, OSError) as error:
                logger.error("handoff.not_kept", kind=type(error).__name__)
                say(dispatcher, _reply("doorgeven_mislukt", wie=recipient()))
                return []  # the texts stay, so that a second try loses nothing
            say(dispatcher, _reply("doorgeven_klaar", nummer=number, wie=_capitalised(recipient())))
        else:
            say(dispatcher, _reply("doorgeven_niet"))
        drafts().drop(tracker.sender_id)
        return forget()


class PassOnStopped(Action):
    """Say that the hand-off stopped, and forget the texts."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return "action_doorgeven_gestopt"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Send nothing on."""
        say(dispatcher, _reply("doorgeven_niet"))
        drafts().drop(tracker.sender_id)
        return forget()


def forget() -> Events:
    """Return the events that empty the form's slots."""
    return [SlotSet(name, None) for name in (MESSAGE, CONTACT, AGREED)]


def _topic_title(tracker: Tracker) -> str | None:
    topic = state_of(tracker).topic
    return knowledge().library.topic(topic).title if topic and topic != "mens_spreken" else None


def _situation_words(situation: Situation) -> str:
    """Return what is known of the situation in words: all that is passed on beside the message."""
    phrases, platforms = knowledge().phrases, knowledge().library.platforms
    known = situation.known()
    return ", ".join(
        platforms.get(value, value) if name == "platform" else phrases.value(name, value)
        for name, value in known.items()
    )


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:]

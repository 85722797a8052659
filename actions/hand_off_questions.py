"""The three questions of a hand-off: what may be passed on, where an answer may go, and whether it may be sent so."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.bridge import knowledge, say, state_of
from actions.drafts import AGREED, CONTACT, MESSAGE, draft_of, worded
from magdat.answers.answer import Button
from magdat.conversation.moves.hand_off import counsel, recipient
from magdat.handoff.contact import ANONYMOUS
from magdat.handoff.draft import Draft
from magdat.privacy.handed_on import CHECK_STEP
from magdat.wording.situation import as_sentence

Events = list[dict[str, Any]]


class AskMessage(Action):
    """Ask what may be passed on; after a confidential topic, say first who is the right person for it."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return f"action_ask_{MESSAGE}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Send the question, unless the last reply ended with it."""
        draft, known = draft_of(tracker), knowledge()
        if draft.silent:
            return []
        texts = [known.phrases.say(draft.ask or "doorgeven_vraag", wie=recipient(known).title)]
        state = state_of(tracker)
        if draft == Draft() and (warning := counsel(known, state.topic, state.situation)):
            texts.insert(0, warning)
        say(dispatcher, worded("\n\n".join(texts), "doorgeven_vraag"))
        return []


class AskContact(Action):
    """Ask where an answer may go; anonymous is fine."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return f"action_ask_{CONTACT}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Send the question."""
        phrases, ask = knowledge().phrases, draft_of(tracker).ask or "doorgeven_antwoord_waar"
        text = phrases.say(ask, wie=recipient(knowledge()).title)
        say(dispatcher, worded(text, "doorgeven_antwoord_waar", Button(phrases.say("knop_anoniem"), ANONYMOUS)))
        return []


class AskAgreement(Action):
    """Show exactly what is sent, and ask for a yes."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return f"action_ask_{AGREED}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Send the text to check."""
        phrases, draft = knowledge().phrases, draft_of(tracker)
        buttons = [
            Button(phrases.say("knop_versturen"), "/bevestigen"),
            Button(phrases.say("knop_aanpassen"), "/aanpassen"),
        ]
        if draft.tells_more:
            buttons.append(Button(phrases.say("knop_zonder_onderwerp"), DROP_TOPIC))
        buttons.append(Button(phrases.say("knop_niet"), "/ontkennen"))
        say(dispatcher, worded(_shown(draft), CHECK_STEP, *buttons))
        return []


DROP_TOPIC = "zonder onderwerp"
"""What the button says for the person; leidraad/doorgeven.yml knows it among the other ways to say so."""


def _shown(draft: Draft) -> str:
    known = knowledge()
    say = known.phrases.say
    anonymous = draft.contact == ANONYMOUS
    contact = say("doorgeven_anoniem") if anonymous else draft.contact
    lines = [say("doorgeven_nakijken", wie=recipient(known).title, bericht=draft.message, contact=contact)]
    if draft.topic:
        lines.append(say("doorgeven_onderwerp", onderwerp=draft.topic))
    told = {name: (value,) for name, value in draft.situation.known().items()}
    if situation := as_sentence(told.items(), known.phrases, known.library):
        lines.append(say("doorgeven_situatie", situatie=situation))
    return "\n".join([*lines, say("doorgeven_akkoord")])

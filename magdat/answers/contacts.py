"""Whom to turn to, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from magdat.guidance.model import Talk, fits
from magdat.policy.model import Contact, Policy
from magdat.question import Form
from magdat.wording.contacts import contact_briefly, contact_line
from magdat.wording.phrases import Phrases

_ARTICLE = re.compile(r"^(?:de|het|een|onze|ons|je|jouw)\s+", re.IGNORECASE)
_NO_DIGIT = re.compile(r"\D")


def presented(phrases: Phrases, contact: Contact) -> str:
    """Return who somebody is, as the answer to that very question."""
    if not contact.name:
        return phrases.say("contact", wie=contact_line(contact))
    reached = ", ".join(str(item) for item in (contact.email, contact.phone, contact.available) if item)
    title = contact.title[0].upper() + contact.title[1:]
    return phrases.say("contact_genoemd", functie=title, naam=contact.name, bereikbaar=reached)


def asks_for_somebody(talk: Talk, form: Form | None, asked: str) -> bool:
    """Return whether a question asks who somebody is or how to reach them, rather than what becomes of a complaint.

    Args:
        talk: by which words people ask for somebody.
        form: in what form it was asked, ``None`` where a button asked it.
        asked: the question in the person's words.
    """
    return form in {None, Form.WHO, Form.REMARK} or any(fits(reach, asked) for reach in talk.asks_for_somebody)


def named_contacts(policy: Policy, asked: str) -> list[Contact]:
    """Return the contacts that a question for a contact names."""
    return [contact for name, contact in policy.contacts.items() if fits(name.replace("_", " "), asked)]


def known_contacts(policy: Policy, names: Sequence[str]) -> list[Contact]:
    """Return the contacts that the company filled in, each once, in the order of the names."""
    return [policy.contacts[name] for name in dict.fromkeys(names) if name in policy.contacts]


def whom_to_ask(phrases: Phrases, contacts: Sequence[Contact], *, in_full: bool = False) -> str:
    """Return one contact as a sentence, or several as a list; in full they say when somebody is there."""
    say = contact_line if in_full else contact_briefly
    if len(contacts) == 1:
        return phrases.say("contact", wie=say(contacts[0]))
    return "\n".join(phrases.say("contact_lijst", wie=say(contact)) for contact in contacts)


def title_of(title: str) -> str:
    """Return what somebody is called without the article: «vertrouwenspersoon»."""
    return _ARTICLE.sub("", title)


def named_in(contact: Contact, text: str) -> bool:
    """Return whether a text names a contact, by its title without the article or by its name, as whole words."""
    titles = (title_of(contact.title), *((contact.name,) if contact.name else ()))
    return any(fits(re.escape(title), text) for title in titles)


def not_yet_told(phrases: Phrases, contact: Contact, text: str) -> str | None:
    """Return how to reach somebody whom a text names; ``None`` where it tells one way to, or there is none.

    A text that sends somebody to the secretariat needs no second sentence that does, only the address.

    Args:
        phrases: the wording.
        contact: whom to turn to.
        text: what stands before it in the answer.
    """
    if not named_in(contact, text):
        return whom_to_ask(phrases, [contact])
    digits = _NO_DIGIT.sub("", contact.phone or "")
    told = (contact.email is not None and fits(re.escape(contact.email), text)) or (
        bool(digits) and re.search(rf"(?<!\d){'[^0-9]{0,3}'.join(digits)}(?!\d)", text) is not None
    )
    ways = [str(way) for way in (contact.email, contact.phone) if way] or [str(contact.available or "")]
    who = [contact.name] if contact.name and not fits(re.escape(contact.name), text) else []
    left = [part for part in (*who, *ways) if part]
    return phrases.say("contact_bereikbaar", waar=", ".join(left)) if left and not told else None

"""The desks of a company, as its policy names them or as its contacts make them, and which one a question is for.

What is told in confidence goes to a desk for that, or to nobody: never to the helpdesk or a line manager.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from magdat.files.unchanged import for_the_same
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.policy.hand_off import DeskEntry
from magdat.policy.model import Contact, Policy
from magdat.policy.opening_hours import OpeningHours, Within, within
from magdat.situation import Role

CONFIDENTIAL = ("vertrouwenspersoon", "preventieadviseur", "meldkanaal")
"""The contacts whose desks are confidential unless the policy says otherwise."""

NEVER_CONFIDENTIAL = frozenset({"helpdesk", "hr", "it", "communicatie", "leidinggevende", "sociaal_secretariaat"})
"""The contacts whose desks cannot be: more people read there, or they have power over who asks."""

NO_DESK = frozenset({"leidinggevende", "sociaal_secretariaat"})
"""The contacts that become no desk by themselves: everybody has another one, or it is of another firm."""

FIRST = ("helpdesk", "hr")
"""Where ordinary questions go when the policy does not say so."""

WHO_CONTACT_IS = "contactpersoon"
"""The topic of whoever only wants to know who somebody is: it tells of nothing."""


@dataclass(frozen=True)
class ServiceDesk:
    """One desk."""

    id: str
    title: str
    """What it is called, with its article: «de personeelsdienst»."""

    contact: Contact | None
    of_contact: str
    """The key of that contact in the policy."""

    hours: OpeningHours | None = None
    answers_within: Within | None = None
    anonymous: bool = True
    confidential: bool = False
    closed_days: tuple[dt.date, ...] = ()
    """The days on which the company is closed, beside the holidays."""


@for_the_same
def desks_of(policy: Policy) -> Mapping[str, ServiceDesk]:
    """Return the desks of a company, by id: those that the policy names, or else one for each contact."""
    if policy.hand_off is not None:
        return {str(name): _named(policy, str(name), entry) for name, entry in policy.hand_off.desks.items()}
    return {
        name: ServiceDesk(name, contact.title, contact, name, confidential=name in CONFIDENTIAL)
        for name, contact in policy.contacts.items()
        if name not in NO_DESK
    }


def lost_desk(name: str) -> ServiceDesk:
    """Return a desk that the policy no longer names, for questions that are still there.

    Whether it was confidential is no longer known, so it counts as such unless its name says that it cannot have been.
    """
    return ServiceDesk(name, name, None, name, confidential=name not in NEVER_CONFIDENTIAL)


def heir_of(policy: Policy, library: Library, lost: ServiceDesk, topic: str | None) -> ServiceDesk | None:
    """Return the desk that gets the questions of one that the policy no longer names; ``None`` where none may.

    That of the same contact, which only got another name. Else what was not told in confidence goes by the routes; what
    was goes to nobody else unasked.

    Args:
        policy: the policy in use.
        library: the topics, and who helps with each.
        lost: the desk, as far as it is known what it was.
        topic: what a question is about, where that went along.
    """
    same = _first(desks_of(policy), (lost.of_contact,))
    if same is not None and same.confidential >= lost.confidential:
        return same
    if lost.confidential:
        return None
    return desk_for(policy, library, topic if topic in library.answers else None, None)


def confidential_desks(policy: Policy) -> frozenset[str]:
    """Return the ids of the desks for what nobody else may read."""
    return frozenset(desk.id for desk in desks_of(policy).values() if desk.confidential)


def is_confided(library: Library, topic: str | None) -> bool:
    """Return whether a topic is one of which nothing is handed to others unasked."""
    return topic is not None and topic != WHO_CONTACT_IS and library.topic(topic).kind is Kind.ROUTE


def desk_for(policy: Policy, library: Library, topic: str | None, role: str | None) -> ServiceDesk | None:
    """Return the desk that a question is for; ``None`` where it may go to none of them.

    Args:
        policy: the policy in use.
        library: the topics, and who helps with each.
        topic: what it is about.
        role: the role of whoever asks, where it is known.
    """
    desks = desks_of(policy)
    confided = is_confided(library, topic)
    allowed = {name: desk for name, desk in desks.items() if desk.confidential or not confided}
    asked = role or Role.EMPLOYEE.value
    for route in policy.hand_off.routes if policy.hand_off is not None else ():
        fits_topic = not route.topics or topic in route.topics
        if fits_topic and (not route.roles or asked in route.roles) and route.desk in allowed:
            return allowed[route.desk]
    if confided and topic is not None:
        return _first(allowed, _who_helps(library, topic, asked))
    ordinary = [name for name, desk in desks.items() if not desk.confidential]
    return _first(desks, (*FIRST, *ordinary))


def _who_helps(library: Library, topic: str, role: str) -> tuple[str, ...]:
    """Return the contacts that the guidance names for a topic, best first."""
    wording = library.wording(topic, for_hr=role in {Role.HR.value, Role.MANAGER.value})
    return wording.contacts


def _first(desks: Mapping[str, ServiceDesk], names: Collection[str]) -> ServiceDesk | None:
    """Return the first of these desks that there is, by its id or by its contact."""
    known = {**{desk.of_contact: desk for desk in reversed(desks.values())}, **desks}
    return next((known[name] for name in names if name in known), None)


def _named(policy: Policy, name: str, entry: DeskEntry) -> ServiceDesk:
    contact = policy.contacts.get(entry.contact or name)
    return ServiceDesk(
        id=name,
        title=entry.title or (contact.title if contact is not None else name),
        contact=contact,
        of_contact=str(entry.contact or name),
        hours=entry.hours,
        answers_within=within(entry.answers_within) if entry.answers_within else None,
        anonymous=bool(entry.anonymous),
        confidential=bool(entry.confidential) if entry.confidential is not None else name in CONFIDENTIAL,
        closed_days=policy.hand_off.closed_days if policy.hand_off is not None else (),
    )

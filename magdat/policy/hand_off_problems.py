"""Where questions go has to exist, and what is told in confidence goes to nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from magdat.files.problems import Problem, closest
from magdat.guidance.library import Library
from magdat.policy.draft import Draft
from magdat.policy.hand_off import DeskEntry, Route
from magdat.policy.known_values import known_values
from magdat.policy.service_desks import CONFIDENTIAL, NEVER_CONFIDENTIAL, is_confided


def hand_off_problems(draft: Draft, library: Library) -> Iterator[Problem]:
    """Yield the desks, topics and roles that do not exist, and whatever would let a confidence go astray."""
    if draft.hand_off is None:
        return
    desks: Mapping[str, DeskEntry] = draft.hand_off.values.get("desks") or {}
    routes: tuple[Route, ...] = draft.hand_off.values.get("routes") or ()
    for name, entry in desks.items():
        yield from _desk(draft, str(name), entry)
    roles = known_values(library, draft.words, ())["rol"] or ()
    topics = {*(topic.id for topic in library.topics), *(str(item.values.get("id")) for item in draft.topics)}
    for index, route in enumerate(routes):
        place = ("doorgeven", "naar", index)
        yield from _unknown(draft, (*place, "onderwerp"), "het onderwerp", route.topics, topics)
        yield from _unknown(draft, (*place, "rol"), "de rol", route.roles, roles)
        if desks:
            yield from _unknown(draft, (*place, "dienst"), "de dienst", (route.desk,), desks)
        desk = desks.get(route.desk)
        if desk is not None and not _keeps_silent(str(route.desk), desk):
            yield from _astray(draft, (*place, "dienst"), route, library)


def _desk(draft: Draft, name: str, entry: DeskEntry) -> Iterator[Problem]:
    place = ("doorgeven", "diensten", name)
    contact = str(entry.contact or name)
    if draft.contacts is not None and contact not in draft.contacts and (entry.contact or entry.title is None):
        hint = closest(contact, draft.contacts) or "voeg het toe onder «contacten», of geef de dienst een «titel»"
        yield Problem(
            draft.document.path, draft.line(*place), f"het contact «{contact}» staat niet onder «contacten»", hint
        )
    if entry.confidential and {contact, name} & NEVER_CONFIDENTIAL:
        yield Problem(
            draft.document.path,
            draft.line(*place, "vertrouwelijk"),
            f"«{name}» kan geen vertrouwelijke dienst zijn: daar lezen anderen mee, of ze beslissen over wie vraagt",
            f"kies een van {', '.join(CONFIDENTIAL)}, of een eigen contact",
        )


def _astray(draft: Draft, place: tuple[Any, ...], route: Route, library: Library) -> Iterator[Problem]:
    """Yield the topics told in confidence that a route names and that would go to a desk where others read."""
    ours = {topic.id for topic in library.topics}
    for topic in route.topics:
        if topic in ours and is_confided(library, topic):
            yield Problem(
                draft.document.path,
                draft.line(*place),
                f"«{topic}» is vertrouwelijk, en «{route.desk}» is geen vertrouwelijke dienst",
                f"kies een van {', '.join(CONFIDENTIAL)}, of schrijf «vertrouwelijk: ja» bij die dienst",
            )


def _keeps_silent(name: str, entry: DeskEntry) -> bool:
    return bool(entry.confidential) if entry.confidential is not None else name in CONFIDENTIAL


def _unknown(
    draft: Draft, place: tuple[Any, ...], what: str, named: tuple[str, ...], known: Mapping[str, Any] | Any
) -> Iterator[Problem]:
    for name in named:
        if name not in known:
            hint = closest(name, known) or f"kies uit: {', '.join(sorted(known)[:8])}"
            yield Problem(draft.document.path, draft.line(*place), f"{what} «{name}» bestaat niet", hint)

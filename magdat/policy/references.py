"""What a policy refers to has to exist: topics, contacts, documents, other statements, and values of the context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from magdat.files.problems import Problem, closest, closest_of
from magdat.files.yaml_data import Location
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.guidance.vocabulary import KEYS
from magdat.policy.draft import Draft, Piece
from magdat.policy.known_values import Known, known_values
from magdat.policy.model import CONTACTS, NEWEST, Conditions, Example
from magdat.situation import DIMENSIONS

_UNKNOWN: Mapping[str, str] = {
    "moment": "het moment «{}» bestaat niet",
    "toestel": "het toestel «{}» bestaat niet",
    "platform": "het platform «{}» is onbekend",
    "rol": "de rol «{}» is onbekend",
    "afdeling": "de afdeling «{}» is onbekend",
    "inhoud": "de inhoud «{}» wordt niet herkend",
    "publiek": "het publiek «{}» is onbekend",
    "vestiging": "de vestiging «{}» is onbekend",
}
"""For each dimension how an unknown value is called."""


def reference_problems(draft: Draft, library: Library) -> Iterator[Problem]:
    """Yield everything that a policy refers to and that does not exist."""
    yield from _contacts(draft)
    yield from _topics(draft, library)
    yield from _aspects(draft, library)
    yield from _exceptions(draft)
    yield from _documents(draft)
    known = known_values(library, draft.words, draft.departments or ())
    if draft.departments is None:  # who can tell which departments a company has that cannot be read?
        known = {**known, "afdeling": None}
    yield from _approvals(draft, known)
    for place, conditions in _conditions(draft):
        yield from _values(draft, place, {name: conditions.values(name) for name in DIMENSIONS}, known)
    for place, example in _examples(draft):
        if example.context is not None:
            given = example.context.situation.known()
            yield from _values(draft, (*place, "context"), {name: (value,) for name, value in given.items()}, known)


def _contacts(draft: Draft) -> Iterator[Problem]:
    for contact in draft.contacts or ():
        if contact not in CONTACTS and draft.format < NEWEST:
            yield Problem(
                draft.document.path,
                draft.line("contacten", contact),
                f"«{contact}» is geen contact dat antwoorden kennen",
                closest_of(contact, CONTACTS),
            )
    for item in draft.on_topics:
        named = item.values.get("contact")
        if named is not None and draft.contacts is not None and named not in draft.contacts:
            yield _unknown_contact(draft, (*item.place, "contact"), named, draft.contacts)


def _approvals(draft: Draft, known: Known) -> Iterator[Problem]:
    """Yield whoever gives permission and is neither a contact nor a role."""
    if draft.contacts is None:
        return
    whom = (*draft.contacts, *(known["rol"] or ()))
    for item in draft.statements:
        named = item.values.get("approval_from")
        if named is not None and named not in whom:
            yield _unknown_contact(draft, (*item.place, "toestemming_van"), named, whom)


def _unknown_contact(draft: Draft, place: Location, named: str, known: Sequence[str]) -> Problem:
    return Problem(
        draft.document.path,
        draft.document.line(place),
        f"het contact «{named}» staat niet onder «contacten»",
        closest(named, known) or "voeg het toe onder «contacten»",
    )


def _topics(draft: Draft, library: Library) -> Iterator[Problem]:
    topics = {topic.id: topic for topic in library.topics}
    own = {str(piece.values["id"]) for piece in draft.topics if "id" in piece.values}
    for item in draft.on_topics:
        name = item.values.get("topic")
        if name is None or name in own:
            continue
        line = draft.line(*item.place, "onderwerp")
        if name not in topics:
            choose = "kies een id uit leidraad/onderwerpen.yml"
            if draft.format >= NEWEST:
                choose += ", of zet het onder «onderwerpen»"
            yield Problem(
                draft.document.path,
                line,
                f"het onderwerp «{name}» bestaat niet",
                closest(name, (*topics, *own)) or choose,
            )
        elif item.place[0] == "regels" and topics[name].kind is not Kind.RULE:
            yield Problem(
                draft.document.path,
                line,
                f"over «{name}» beslist een beleid niet (soort: {topics[name].kind.value})",
                "zet de tekst onder «bepalingen»",
            )


def _aspects(draft: Draft, library: Library) -> Iterator[Problem]:
    """Yield the questions that a statement says it answers and that its topic does not have."""
    own = {str(piece.values.get("id")) for piece in draft.topics}
    for item in draft.statements:
        topic = str(item.values.get("topic"))
        known = [statement.aspect for statement in library.statements_of(topic).values()]
        for index, aspect in enumerate(item.values.get("aspects") or ()):
            line = draft.line(*item.place, "deelvragen", index)
            if known and aspect not in known:
                hint = closest(aspect, known) or f"kies een deelvraag uit leidraad/uitspraken/{topic}.yml"
                yield Problem(draft.document.path, line, f"«{topic}» heeft geen deelvraag «{aspect}»", hint)
            elif topic in own:
                yield Problem(
                    draft.document.path,
                    line,
                    f"het eigen onderwerp «{topic}» heeft geen deelvragen",
                    "schrap de sleutel, en geef de uitspraak een titel of voorbeelden",
                )


def _exceptions(draft: Draft) -> Iterator[Problem]:
    """Yield the exceptions to something that is not there, or to themselves."""
    named = {str(item.values["id"]): item.values.get("exception_to") for item in _ruling(draft) if "id" in item.values}
    for item in draft.statements:
        other = item.values.get("exception_to")
        if other is None:
            continue
        line = draft.line(*item.place, "uitzondering_op")
        if other not in named:
            hint = closest(other, named) or "noem de id van een andere uitspraak of regel"
            yield Problem(draft.document.path, line, f"er is geen uitspraak of regel «{other}»", hint)
        elif _comes_back(str(item.values.get("id")), named):
            yield Problem(
                draft.document.path,
                line,
                f"«{item.values.get('id')}» is langs een omweg een uitzondering op zichzelf",
                "schrap één van de «uitzondering_op»",
            )


def _comes_back(start: str, exceptions: Mapping[str, Any]) -> bool:
    """Return whether following the exceptions from one leads back to it."""
    seen: set[str] = set()
    at = exceptions.get(start)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = exceptions.get(at)
    return False


def _documents(draft: Draft) -> Iterator[Problem]:
    known = [str(piece.values["id"]) for piece in draft.documents if "id" in piece.values]
    for item in draft.statements:
        for index, name in enumerate(item.values.get("documents") or ()):
            if name not in known:
                line = draft.line(*item.place, "documenten", index)
                hint = closest(name, known) or "voeg het toe onder «documenten», bovenaan in het bestand"
                yield Problem(draft.document.path, line, f"het document «{name}» staat nergens", hint)


def _ruling(draft: Draft) -> tuple[Piece[Any], ...]:
    return (*draft.rules, *draft.statements)


def _conditions(draft: Draft) -> Iterator[tuple[Location, Conditions]]:
    """Yield every «als» that can be read, with its place."""
    for item in _ruling(draft):
        if isinstance(conditions := item.values.get("conditions"), Conditions):
            yield (*item.place, "als"), conditions
        for index, exception in enumerate(item.values.get("unless") or ()):
            yield (*item.place, "tenzij", index, "als"), exception.conditions


def _examples(draft: Draft) -> Iterator[tuple[Location, Example]]:
    for item in _ruling(draft):
        for index, example in enumerate(item.values.get("examples") or ()):
            yield (*item.place, "voorbeelden", index), example


def _values(draft: Draft, place: Location, asked: Mapping[str, Sequence[str]], known: Known) -> Iterator[Problem]:
    for dimension, values in asked.items():
        allowed = known[dimension]
        if allowed is None:
            continue
        for value in values:
            if value not in allowed:
                yield Problem(
                    draft.document.path,
                    draft.document.line((*place, dimension)),
                    _UNKNOWN[dimension].format(value),
                    _remedy(draft, dimension, value, allowed),
                )


def _remedy(draft: Draft, dimension: str, value: str, allowed: Sequence[str]) -> str:
    if dimension not in KEYS:
        return closest_of(value, allowed)
    if draft.format >= NEWEST:
        add = f"voeg toe onder «woorden», «{KEYS[dimension]}»"
        near = closest(value, allowed)
        return f"{near} Anders: {add}" if near else add
    if dimension == "platform":
        return closest(value, allowed) or "voeg toe aan leidraad/platformen.yml"
    if dimension == "afdeling":
        return closest(value, allowed) or "voeg toe onder bedrijf.afdelingen"
    return closest_of(value, allowed)

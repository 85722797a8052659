"""What a policy refers to has to exist: topics, contacts, platforms, departments, contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from magdat.files.problems import Problem, closest, closest_of
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.policy.contents import known_contents
from magdat.policy.draft import Draft, Piece
from magdat.policy.model import CONTACTS, Conditions


@dataclass(frozen=True)
class _Named:
    """A dimension whose values stand elsewhere: how an unknown one is called, and what to do about it."""

    dimension: str
    unknown: str
    remedy: Callable[[str, Sequence[str]], str]


def _add_to(place: str) -> Callable[[str, Sequence[str]], str]:
    return lambda value, known: closest(value, known) or f"voeg toe {place}"


_NAMED = (
    _Named("platform", "het platform «{}» is onbekend", _add_to("aan leidraad/platformen.yml")),
    _Named("afdeling", "de afdeling «{}» is onbekend", _add_to("onder bedrijf.afdelingen")),
    _Named("inhoud", "de inhoud «{}» wordt niet herkend", closest_of),
)


def reference_problems(draft: Draft, library: Library) -> Iterator[Problem]:
    """Yield everything that a policy refers to and that does not exist."""
    yield from _contacts(draft)
    yield from _topics(draft, library)
    yield from _aspects(draft, library)
    known: dict[str, Sequence[str] | None] = {
        "platform": list(library.platforms),
        "afdeling": draft.departments,
        "inhoud": known_contents(),
    }
    conditional: tuple[Piece[Any], ...] = (*draft.rules, *draft.statements)
    for item in conditional:
        conditions = item.values.get("conditions")
        if isinstance(conditions, Conditions):
            yield from _conditions(draft, item, conditions, known)


def _contacts(draft: Draft) -> Iterator[Problem]:
    for contact in draft.contacts or ():
        if contact not in CONTACTS:
            yield Problem(
                draft.document.path,
                draft.line("contacten", contact),
                f"«{contact}» is geen contact dat antwoorden kennen",
                closest_of(contact, CONTACTS),
            )
    for item in draft.on_topics:
        named = item.values.get("contact")
        if named is not None and draft.contacts is not None and named not in draft.contacts:
            yield Problem(
                draft.document.path,
                draft.line(*item.place, "contact"),
                f"het contact «{named}» staat niet onder «contacten»",
                closest(named, draft.contacts) or "voeg het toe onder «contacten»",
            )


def _topics(draft: Draft, library: Library) -> Iterator[Problem]:
    topics = {topic.id: topic for topic in library.topics}
    for item in draft.on_topics:
        name = item.values.get("topic")
        if name is None:
            continue
        line = draft.line(*item.place, "onderwerp")
        if name not in topics:
            hint = closest(name, topics) or "kies een id uit leidraad/onderwerpen.yml"
            yield Problem(draft.document.path, line, f"het onderwerp «{name}» bestaat niet", hint)
        elif item.place[0] == "regels" and topics[name].kind is not Kind.RULE:
            yield Problem(
                draft.document.path,
                line,
                f"over «{name}» beslist een beleid niet (soort: {topics[name].kind.value})",
                "zet de tekst onder «bepalingen»",
            )


def _aspects(draft: Draft, library: Library) -> Iterator[Problem]:
    """Yield the questions that a statement says it answers and that its topic does not have."""
    for item in draft.statements:
        topic = str(item.values.get("topic"))
        known = [statement.aspect for statement in library.statements_of(topic).values()]
        for index, aspect in enumerate(item.values.get("aspects") or ()):
            if known and aspect not in known:
                line = draft.line(*item.place, "deelvragen", index)
                hint = closest(aspect, known) or f"kies een deelvraag uit leidraad/uitspraken/{topic}.yml"
                yield Problem(draft.document.path, line, f"«{topic}» heeft geen deelvraag «{aspect}»", hint)


def _conditions(
    draft: Draft, item: Piece[Any], conditions: Conditions, known: dict[str, Sequence[str] | None]
) -> Iterator[Problem]:
    for named in _NAMED:
        allowed = known[named.dimension]
        if allowed is None:
            continue
        for value in conditions.values(named.dimension):
            if value not in allowed:
                yield Problem(
                    draft.document.path,
                    draft.line(*item.place, "als", named.dimension),
                    named.unknown.format(value),
                    named.remedy(value, allowed),
                )

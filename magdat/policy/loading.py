"""Read a policy file and refuse it, with every line named, when it cannot be answered from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from magdat.documents import Document, parse, read_document
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.policy.conflicts import conflicts, unreachable
from magdat.policy.model import CONTACTS, Policy, Provision, Rule
from magdat.problems import DocumentError, Problem, closest


@dataclass(frozen=True)
class LoadedPolicy:
    """A policy that passed every check, with the file it came from."""

    policy: Policy
    document: Document


def load_policy(path: Path, library: Library) -> LoadedPolicy:
    """Read and check a policy.

    Raises:
        DocumentError: everything that is wrong with it, each with its line; in Dutch.
    """
    document = read_document(path)
    policy = parse(Policy, document)
    problems = [
        *_identity(policy, document),
        *_references(policy, document, library),
        *_clauses(policy, document),
        *_decisions(policy, document),
    ]
    if problems:
        raise DocumentError(problems)
    return LoadedPolicy(policy, document)


def _identity(policy: Policy, document: Document) -> Iterator[Problem]:
    if policy.review_before and policy.review_before <= policy.valid_from:
        yield Problem(
            document.path,
            document.line(("herzien_voor",)),
            "«herzien_voor» ligt niet na «geldig_vanaf»",
            "kies een latere dag",
        )
    for contact in policy.contacts:
        if contact not in CONTACTS:
            yield Problem(
                document.path,
                document.line(("contacten", contact)),
                f"«{contact}» is geen contact dat antwoorden kennen",
                closest(contact, CONTACTS) or f"kies uit: {', '.join(CONTACTS)}",
            )
    seen: dict[str, int] = {}
    for index, rule in enumerate(policy.rules):
        line = document.line(("regels", index, "id"))
        if rule.id in seen:
            yield Problem(
                document.path, line, f"de regel «{rule.id}» bestaat al op regel {seen[rule.id]}", "kies een andere id"
            )
        seen.setdefault(rule.id, line)


def _references(policy: Policy, document: Document, library: Library) -> Iterator[Problem]:
    topics = {topic.id: topic for topic in library.topics}
    parts: tuple[tuple[str, Sequence[Rule | Provision]], ...] = (
        ("regels", policy.rules),
        ("bepalingen", policy.provisions),
    )
    for key, items in parts:
        for index, item in enumerate(items):
            place = (key, index)
            if item.topic not in topics:
                hint = closest(item.topic, topics) or "kies een id uit leidraad/onderwerpen.yml"
                yield Problem(
                    document.path,
                    document.line((*place, "onderwerp")),
                    f"het onderwerp «{item.topic}» bestaat niet",
                    hint,
                )
            if item.contact is not None and item.contact not in policy.contacts:
                hint = closest(item.contact, policy.contacts) or "voeg het toe onder «contacten»"
                yield Problem(
                    document.path,
                    document.line((*place, "contact")),
                    f"het contact «{item.contact}» staat niet onder «contacten»",
                    hint,
                )
    for index, rule in enumerate(policy.rules):
        topic = topics.get(rule.topic)
        if topic is not None and topic.kind is not Kind.RULE:
            yield Problem(
                document.path,
                document.line(("regels", index, "onderwerp")),
                f"over «{rule.topic}» beslist een beleid niet (soort: {topic.kind.value})",
                "zet de tekst onder «bepalingen»",
            )
        for value in rule.conditions.platform:
            if value not in library.platforms:
                hint = closest(value, library.platforms) or "voeg het toe aan leidraad/platformen.yml"
                yield Problem(
                    document.path,
                    document.line(("regels", index, "als", "platform")),
                    f"het platform «{value}» is onbekend",
                    hint,
                )
        for value in rule.conditions.department:
            if value not in policy.company.departments:
                hint = closest(value, policy.company.departments) or "voeg ze toe onder bedrijf.afdelingen"
                yield Problem(
                    document.path,
                    document.line(("regels", index, "als", "afdeling")),
                    f"de afdeling «{value}» is onbekend",
                    hint,
                )


def _clauses(policy: Policy, document: Document) -> Iterator[Problem]:
    chapters: dict[str, int] = {}
    for index, article in enumerate(policy.articles):
        line = document.line(("artikels", index, "nummer"))
        if article.number in chapters:
            yield Problem(
                document.path,
                line,
                f"artikel «{article.number}» bestaat al op regel {chapters[article.number]}",
                "kies een ander nummer",
            )
        chapters.setdefault(article.number, line)
    for clause, line in _cited(policy, document):
        if clause.split(".")[0] not in chapters:
            yield Problem(
                document.path,
                line,
                f"er is geen artikel «{clause.split('.')[0]}» voor de bepaling «{clause}»",
                "voeg het hoofdstuk toe onder «artikels»",
            )


def _cited(policy: Policy, document: Document) -> Iterator[tuple[str, int]]:
    for index, rule in enumerate(policy.rules):
        yield rule.clause, document.line(("regels", index, "artikel"))
    for index, provision in enumerate(policy.provisions):
        yield provision.clause, document.line(("bepalingen", index, "artikel"))
    for key, part in (("sancties", policy.sanctions), ("controle", policy.monitoring)):
        if part is not None:
            yield part.clause, document.line((key, "artikel"))


def _decisions(policy: Policy, document: Document) -> Iterator[Problem]:
    lines = {rule.id: document.line(("regels", index)) for index, rule in enumerate(policy.rules)}
    for topic in dict.fromkeys(rule.topic for rule in policy.rules):
        rules = policy.rules_for(topic)
        for conflict in conflicts(rules):
            known = ", ".join(f"{name}: {value}" for name, value in conflict.situation.known().items()) or "altijd"
            yield Problem(
                document.path,
                lines[conflict.second.id],
                f"«{conflict.second.id}» spreekt «{conflict.first.id}» (regel {lines[conflict.first.id]}) "
                f"tegen bij {known}",
                "maak één van de twee specifieker, of voeg een regel toe voor net die situatie",
            )
        for rule, winner in unreachable(rules):
            yield Problem(
                document.path,
                lines[rule.id],
                f"«{rule.id}» wint nooit: «{winner.id}» (regel {lines[winner.id]}) gaat altijd voor",
                "schrap de regel of maak haar voorwaarden ruimer",
            )

"""The policy file that an import proposes: data in the format's own keys, and comments that say how sure it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from magdat.files.yaml_data import Location
from magdat.files.yaml_text import yaml_text
from magdat.importing.facts import Facts
from magdat.importing.front import Front
from magdat.importing.groups import Role
from magdat.importing.kinds import Sure
from magdat.importing.left import Left
from magdat.importing.outline import Outline
from magdat.importing.people import Found
from magdat.importing.proposals import Proposal
from magdat.importing.questions import Question
from magdat.importing.topics import NewTopic
from magdat.policy.clause_number import clause_order
from magdat.policy.open_place import OPEN

DRAFT = "concept"
"""The version of a file whose document does not say which it is."""


@dataclass(frozen=True)
class Told:
    """What somebody tells of the company with the command, for the document does not; ``None`` is unknown."""

    name: str | None = None
    headcount: int | None = None
    sector: str | None = None
    valid_from: dt.date | None = None
    version: str | None = None
    place: str | None = None
    bodies: Mapping[str, bool] | None = None


def policy_data(
    outline: Outline,
    introductions: Mapping[str, str],
    front: Front,
    facts: Facts,
    told: Told,
    people: Sequence[Found],
    topics: Iterable[NewTopic],
    proposals: Sequence[Proposal],
    roles: Sequence[Role] = (),
) -> dict[str, Any]:
    """Return the policy as plain data, with the format's own keys; what nobody told is marked as open."""
    bodies = told.bodies or {}
    data: dict[str, Any] = {
        "formaat": 2,
        "titel": outline.title or OPEN,
        "versie": told.version or facts.version or DRAFT,
        "geldig_vanaf": told.valid_from or facts.valid_from or OPEN,
        "bedrijf": {
            "naam": told.name or OPEN,
            "werknemers": told.headcount or OPEN,
            "sector": told.sector or OPEN,
            "overlegorganen": {
                name: _yes_no(bodies.get(name, True if name in facts.bodies else None))
                for name in ("ondernemingsraad", "cpbw", "vakbondsafvaardiging")
            },
        },
        "opmaak": {key: text for key, text in (("doel", front.goal), ("inspraak", front.consulted)) if text},
        "vindplaats": {"plaats": told.place or facts.place or OPEN},
        "contacten": {person.key: _contact(person) for person in people},
        "artikels": [
            {
                "nummer": number,
                "titel": title,
                **({"zonder_nummer": "ja"} if number in outline.unnumbered else {}),
                **({"tekst": introductions[number]} if number in introductions else {}),
            }
            for number, title in sorted(outline.chapters.items(), key=lambda item: clause_order(item[0]))
        ],
    }
    if not data["opmaak"]:
        del data["opmaak"]
    own = [{"id": topic.id, "titel": topic.title, "grens": topic.border} for topic in topics]
    if own:
        data["onderwerpen"] = own
    if roles:
        data["woorden"] = {
            "rollen": [{"id": role.id, "naam": role.name, "woorden": list(role.words)} for role in roles]
        }
    data["uitspraken"] = [_statement(proposal) for proposal in proposals]
    return data


def _yes_no(value: bool | None) -> str:
    if value is None:
        return OPEN
    return "ja" if value else "nee"


def _contact(person: Found) -> dict[str, str]:
    known = {
        "naam": person.name,
        "waarvoor": "; ".join(person.purposes),
        "e_mail": person.email,
        "telefoon": person.phone,
        "bereikbaar": person.available,
    }
    reached = person.email or person.phone or person.available
    return {
        "functie": person.title,
        **{key: value for key, value in known.items() if value},
        **({} if reached else {"bereikbaar": OPEN}),
    }


def _statement(proposal: Proposal) -> dict[str, Any]:
    """Return one statement with the keys that it has something to say for, in the order in which people read."""
    kind = proposal.kind
    decision = proposal.decision
    if kind == "toelating" and decision == "ja":
        decision = None  # which is what a permission is anyway
    values: dict[str, Any] = {
        "id": proposal.id,
        "soort": kind,
        "artikel": proposal.passage.clause.number,
        "kop": proposal.passage.part or None,
        "punt": proposal.passage.point or None,
        "onderwerp": proposal.topic,
        "titel": proposal.title,
        "als": dict(proposal.conditions) or None,
        "uitzondering_op": proposal.exception_to,
        "besluit": decision,
        "tekst": f"{proposal.passage.before} {proposal.passage.text}".strip(),
        "contact": proposal.contact,
        "hoeveel": proposal.amount,
        "toestemming_van": proposal.approval_from,
    }
    return {key: value for key, value in values.items() if value is not None}


_OF_QUESTIONS = (
    "Boven sommige staat een deelvraag: een vraag van de leidraad waarop ze misschien antwoordt. Klopt dat, zet dan",
    "«deelvragen: [naam]» onder haar «onderwerp». Zolang dat er niet staat, telt het nergens mee.",
)
_MARKS = {Sure.CERTAIN: "zeker", Sure.LIKELY: "waarschijnlijk", Sure.LOOK: "kijk na"}


def policy_text(
    data: Mapping[str, Any],
    source: str,
    proposals: Sequence[Proposal],
    left: Sequence[Left],
    remarks: Sequence[str],
    questions: Mapping[str, Question],
) -> str:
    """Return the policy file: the data, comments that help whoever goes over it, and what is left over.

    Args:
        data: the policy.
        source: the name of the document.
        proposals: its statements, in the order of the data.
        left: what could not be put anywhere.
        remarks: what the reader of the document did.
        questions: by the id of a statement, the question of the guidance that it may answer.
    """
    comments: dict[Location, str] = {("formaat",): _heading(source, proposals, left, remarks, len(questions))}
    if "contacten" in data:
        comments["contacten",] = "\n--- Bij wie je terechtkunt. Vul aan hoe iemand te bereiken is."
    comments["artikels",] = "\n--- De hoofdstukken van de tekst."
    if "onderwerpen" in data:
        comments["onderwerpen",] = "\n--- Onderwerpen die alleen dit bedrijf heeft. Geef ze een grens en enkele vragen."
    comments["uitspraken",] = "\n--- Wat de tekst zegt, uitspraak per uitspraak."
    chapter = None
    for number, proposal in enumerate(proposals):
        clause = proposal.passage.clause
        lines = [""]
        if clause.chapter != chapter:
            chapter = clause.chapter
            lines.append(f"Hoofdstuk {chapter}: {clause.path[-1] if clause.path else ''}".rstrip(": "))
        doubt = f" {' en '.join(proposal.doubts)}" if proposal.sure is Sure.LOOK and proposal.doubts else ""
        lines.append(f"{_MARKS[proposal.sure]}{':' if doubt else ''}{doubt} ({proposal.passage.place})")
        if asked := questions.get(proposal.id):
            lines.append(f"Deelvraag, {_MARKS[asked.sure]}: {asked.aspect} («{asked.text}»)")
        comments["uitspraken", number] = "\n".join(lines)
    return yaml_text(data, comments) + _leftovers(left)


def _heading(
    source: str, proposals: Sequence[Proposal], left: Sequence[Left], remarks: Sequence[str], asked: int
) -> str:
    count = {sure: sum(item.sure is sure for item in proposals) for sure in Sure}
    lines = [
        f"Een voorstel, gemaakt uit «{source}». Lees het na voor je het gebruikt.",
        "",
        f"  {len(proposals)} uitspraken: {count[Sure.CERTAIN]} zeker, {count[Sure.LIKELY]} waarschijnlijk, "
        f"{count[Sure.LOOK]} om na te kijken",
        f"  {len(left)} stukjes tekst bleven over; ze staan onderaan",
        f"  Waar «{OPEN}» staat, zegt de tekst het niet. «magdat beleid controleer» somt die plaatsen op.",
        *(f"  {remark}" for remark in remarks),
        "",
        "Boven elke uitspraak staat hoe zeker het voorstel is, en waar ze in de tekst staat.",
        *(_OF_QUESTIONS if asked else ()),
    ]
    return "\n".join(lines)


def _leftovers(left: Sequence[Left]) -> str:
    if not left:
        return ""
    lines = ["", "# --- Dit bleef over: het staat in geen enkele uitspraak of inleiding."]
    lines += [f"#   {item.place}: {item.text}" for item in left]
    return "\n".join(lines) + "\n"

"""A policy as far as it can be read, so that one fault hides no other.

Where the whole file fits the model, the pieces are those of the policy. Where it does not, each piece keeps the
fields that are right: a rule without a text still has an id, a topic and a number that can be checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, validate_model

from magdat.files.documents import Document, parse
from magdat.files.problems import DocumentError, Problem
from magdat.files.yaml_data import Location
from magdat.policy.hand_off import HandOff
from magdat.policy.model import (
    NEWEST,
    Article,
    Company,
    Conditions,
    Monitoring,
    OwnTopic,
    OwnWords,
    Policy,
    PolicyStatement,
    Provision,
    ReferredDocument,
    Rule,
    Sanctions,
)

Part = TypeVar("Part", bound=BaseModel)


@dataclass(frozen=True)
class Piece(Generic[Part]):
    """One part of the file, with the place where it stands and the fields that are right."""

    place: Location
    values: Mapping[str, Any]
    whole: Part | None
    """The part itself, when nothing is wrong with it."""


@dataclass(frozen=True)
class Draft:
    """The parts of a policy; ``None`` where too little is right to say what is there."""

    document: Document
    policy: Policy | None
    """The policy itself, when it fits the model."""

    dates: Mapping[str, Any]
    rules: Sequence[Piece[Rule]]
    provisions: Sequence[Piece[Provision]]
    statements: Sequence[Piece[PolicyStatement]]
    articles: Sequence[Piece[Article]]
    sanctions: Piece[Sanctions] | None
    monitoring: Piece[Monitoring] | None
    topics: Sequence[Piece[OwnTopic]]
    documents: Sequence[Piece[ReferredDocument]]
    words: OwnWords
    hand_off: Piece[HandOff] | None
    contacts: Sequence[str] | None
    departments: Sequence[str] | None

    @property
    def format(self) -> int:
        """Return the version of the format; the newest where the file does not say."""
        written = self.document.data.get("formaat") if isinstance(self.document.data, dict) else None
        return written if isinstance(written, int) else NEWEST

    @property
    def on_topics(self) -> tuple[Piece[Any], ...]:
        """Return everything that is about one topic: the rules, the provisions, then the statements."""
        return (*self.rules, *self.provisions, *self.statements)

    def line(self, *location: str | int) -> int:
        """Return the line of a place in the file."""
        return self.document.line(location)


def draft_of(document: Document) -> tuple[Draft, list[Problem]]:
    """Return what can be read of a policy, and what does not fit the model."""
    try:
        policy, problems = parse(Policy, document), []
    except DocumentError as error:
        policy, problems = None, error.problems
    data = document.data if isinstance(document.data, dict) else {}
    dates, _, _ = (vars(policy), None, None) if policy is not None else validate_model(Policy, data)
    contacts = data.get("contacten")
    draft = Draft(
        document=document,
        policy=policy,
        dates=dates,
        rules=_pieces(Rule, "regels", data, policy.rules if policy else None),
        provisions=_pieces(Provision, "bepalingen", data, policy.provisions if policy else None),
        statements=_pieces(PolicyStatement, "uitspraken", data, policy.statements if policy else None),
        articles=_pieces(Article, "artikels", data, policy.articles if policy else None),
        sanctions=_piece(Sanctions, ("sancties",), data.get("sancties")),
        monitoring=_piece(Monitoring, ("controle",), data.get("controle")),
        topics=_pieces(OwnTopic, "onderwerpen", data, policy.topics if policy else None),
        documents=_pieces(ReferredDocument, "documenten", data, policy.documents if policy else None),
        words=policy.words if policy else _words(data.get("woorden")),
        hand_off=_piece(HandOff, ("doorgeven",), data.get("doorgeven")),
        contacts=[name for name in contacts if isinstance(name, str)] if isinstance(contacts, dict) else None,
        departments=_departments(data.get("bedrijf")),
    )
    return draft, problems


def _pieces(
    model: type[Part], key: str, data: Mapping[str, Any], whole: Sequence[Part] | None
) -> tuple[Piece[Part], ...]:
    if whole is not None:  # nothing has to be checked a second time
        return tuple(Piece((key, index), vars(item), item) for index, item in enumerate(whole))
    return tuple(_each(model, key, data.get(key)))


def _each(model: type[Part], key: str, items: Any) -> Iterator[Piece[Part]]:
    for index, item in enumerate(items if isinstance(items, list) else ()):
        piece = _piece(model, (key, index), item)
        if piece is not None:
            yield piece


def _piece(model: type[Part], place: Location, data: Any) -> Piece[Part] | None:
    if not isinstance(data, dict):
        return None
    values, _, error = validate_model(model, data)
    conditions = data.get("als")
    if model in {Rule, PolicyStatement} and "conditions" not in values and isinstance(conditions, dict):
        values["conditions"] = Conditions.construct(**validate_model(Conditions, conditions)[0])
    return Piece(place, values, model.parse_obj(data) if error is None else None)


def _words(words: Any) -> OwnWords:
    """Return the lists of words that can be read; one that cannot is empty."""
    return OwnWords.construct(**validate_model(OwnWords, words)[0]) if isinstance(words, dict) else OwnWords()


def _departments(company: Any) -> Sequence[str] | None:
    if not isinstance(company, dict):
        return None
    found: Sequence[str] | None = validate_model(Company, company)[0].get("departments")
    return found

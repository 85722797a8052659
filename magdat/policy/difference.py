"""What changes for people between two versions of a policy: which questions get another answer.

Every situation that the old or the new rules tell apart is decided by both. Situations with the same change
are joined into rows that a person can read.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from magdat.guidance.statements import statement_id
from magdat.policy.deciding import is_general
from magdat.policy.model import Decision, Policy, PolicyStatement
from magdat.policy.selection import domain_of, select
from magdat.policy.verdict import Deciding
from magdat.situation import CLOSED, DIMENSIONS, OTHER, Situation

Context = Mapping[str, tuple[str, ...]]
"""The values of each dimension that matters; one that is left out does not."""

Cell = tuple[frozenset[str], ...]
"""For each dimension, the values that a group of situations holds."""


CITED = "beleid"
"""The part with title, version and dates."""

STATEMENTS = "uitspraken"
"""The part with the company's own answers; its keys are the questions that they answer."""


@dataclass(frozen=True)
class Change:
    """One topic and context whose answer differs; ``None`` means that no rule covers it."""

    topic: str
    context: Context
    old: Deciding | None
    new: Deciding | None

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return what differs: besluit, artikel, tekst."""
        pairs = {
            "besluit": (decision(self.old), decision(self.new)),
            "artikel": (_clause(self.old), _clause(self.new)),
            "tekst": (_wording(self.old), _wording(self.new)),
        }
        return tuple(kind for kind, (before, after) in pairs.items() if before != after)

    @property
    def decides_otherwise(self) -> bool:
        """Return whether the decision itself changed."""
        return decision(self.old) != decision(self.new)

    @property
    def wordings(self) -> tuple[tuple[str, str, str], ...]:
        """Return each of the words of the rules that differ: what they are, the old ones and the new ones."""
        pairs = zip(_wording(self.old).items(), _wording(self.new).items())
        return tuple((name, before, after) for (name, before), (_, after) in pairs if before != after)

    def to_data(self) -> dict[str, Any]:
        """Return the machine-readable form."""
        return {
            "onderwerp": self.topic,
            "context": {name: list(values) for name, values in self.context.items()},
            "verschilt": list(self.kinds),
            "oud": _rule_data(self.old),
            "nieuw": _rule_data(self.new),
        }


@dataclass(frozen=True)
class TextChange:
    """A part of the policy beside the rules that reads differently; ``None`` means that it is not there."""

    part: str
    key: str
    old: str | None
    new: str | None
    decides_otherwise: bool = False
    """Whether the company answers with another yes or no than it did."""

    def to_data(self) -> dict[str, Any]:
        """Return the machine-readable form."""
        return {"deel": self.part, "sleutel": self.key, "oud": self.old, "nieuw": self.new}


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two versions."""

    changes: tuple[Change, ...]
    texts: tuple[TextChange, ...]

    @property
    def decides_otherwise(self) -> bool:
        """Return whether any question gets another decision."""
        return any(item.decides_otherwise for item in self.changes) or any(
            item.decides_otherwise for item in self.texts
        )


def difference(old: Policy, new: Policy) -> Difference:
    """Compare two policies, in the order of the new one's topics."""
    topics = dict.fromkeys(topic for policy in (new, old) for topic in _decided_topics(policy))
    before, after = old.decisions, new.decisions
    changes = [change for topic in topics for change in _changes(topic, before.on_topic(topic), after.on_topic(topic))]
    return Difference(tuple(changes), (*_answer_changes(old, new), *_text_changes(old, new)))


def _decided_topics(policy: Policy) -> Iterator[str]:
    """Yield the topics on which something decides as a whole."""
    yield from (rule.topic for rule in policy.rules)
    yield from (item.topic for item in policy.statements if is_general(item) and item.decision)


def decision(rule: Deciding | None) -> str:
    """Return what a rule decides, or that nothing covers the situation."""
    return (rule.decision if rule is not None else Decision.UNREGULATED).value


def _changes(topic: str, old: Sequence[Deciding], new: Sequence[Deciding]) -> Iterator[Change]:
    axes = [_classes((*old, *new), name) for name in DIMENSIONS]
    groups: dict[tuple[str | None, str | None], list[Cell]] = {}
    rules: dict[tuple[str | None, str | None], tuple[Deciding | None, Deciding | None]] = {}
    for cell in itertools.product(*axes):
        situation = Situation(**{name: min(values) if values else None for name, values in zip(DIMENSIONS, cell)})
        before, after = select(old, situation), select(new, situation)
        if (
            decision(before) == decision(after)
            and _clause(before) == _clause(after)
            and _wording(before) == _wording(after)
        ):
            continue
        key = (str(before.id) if before else None, str(after.id) if after else None)
        groups.setdefault(key, []).append(cell)
        rules[key] = (before, after)
    whole = {name: frozenset().union(*axis) for name, axis in zip(DIMENSIONS, axes)}
    for key, cells in groups.items():
        for joined in _joined(cells):
            context = {
                name: _sorted(name, values)
                for name, values in zip(DIMENSIONS, joined)
                if values and values != whole[name]
            }
            yield Change(topic, context, *rules[key])


def _classes(rules: Sequence[Deciding], dimension: str) -> list[frozenset[str]]:
    """Return the values of a dimension, those together that no rule tells apart."""
    together: dict[tuple[bool, ...], set[str]] = {}
    for value in domain_of(rules, dimension):
        together.setdefault(tuple(value in rule.conditions.values(dimension) for rule in rules), set()).add(value)
    return [frozenset(values) for values in together.values()] or [frozenset()]


def _joined(cells: Sequence[Cell]) -> list[Cell]:
    """Join cells that differ in one dimension only, in the order of dimensions that leaves the fewest."""
    best = list(cells)
    places = [place for place in range(len(DIMENSIONS)) if len({cell[place] for cell in cells}) > 1]
    for order in itertools.permutations(places) if len(places) <= 4 else [tuple(places)]:
        left = list(cells)
        for place in order:
            left = _join_along(left, place)
        if len(left) < len(best):
            best = left
    return best


def _join_along(cells: Iterable[Cell], place: int) -> list[Cell]:
    rows: dict[Cell, frozenset[str]] = {}
    for cell in cells:
        rest = (*cell[:place], frozenset(), *cell[place + 1 :])
        rows[rest] = rows.get(rest, frozenset()) | cell[place]
    return [(*rest[:place], values, *rest[place + 1 :]) for rest, values in rows.items()]


def _sorted(dimension: str, values: Iterable[str]) -> tuple[str, ...]:
    order = CLOSED.get(dimension, ())
    return tuple(
        sorted(values, key=lambda value: (order.index(value) if value in order else len(order), value == OTHER, value))
    )


def _clause(rule: Deciding | None) -> str | None:
    return str(rule.clause) if rule is not None else None


def _wording(rule: Deciding | None) -> dict[str, str]:
    """Return every word of a rule that a person may read, by the key in the file."""
    if rule is None:
        return dict.fromkeys(("tekst", "voorwaarden", "waarom", "contact"), "")
    return {
        "tekst": rule.text,
        "voorwaarden": "; ".join(rule.requirements),
        "waarom": rule.reason or "",
        "contact": rule.contact or "",
    }


def _rule_data(rule: Deciding | None) -> dict[str, Any]:
    if rule is None:
        return {"besluit": Decision.UNREGULATED.value, "artikel": None, "regel": None, "tekst": None}
    return {"besluit": rule.decision.value, "artikel": rule.clause, "regel": rule.id, **_wording(rule)}


def _answer_changes(old: Policy, new: Policy) -> Iterator[TextChange]:
    """Yield the questions that the company itself answers otherwise, by the name of the statement that asks them."""
    before, after = _answers(old), _answers(new)
    for name in dict.fromkeys((*after, *before)):
        first, second = before.get(name, ()), after.get(name, ())
        if _told(first) != _told(second):
            yield TextChange(STATEMENTS, name, _told(first), _told(second), _decided(first) != _decided(second))


def _answers(policy: Policy) -> dict[str, tuple[PolicyStatement, ...]]:
    """Return the company's own answers to each question, and by its own id what names none and decides nothing."""
    found: dict[str, tuple[PolicyStatement, ...]] = {}
    for item in policy.statements:
        names = [statement_id(item.topic, aspect) for aspect in item.aspects]
        if not names and not (is_general(item) and item.decision):
            names = [str(item.id)]
        for name in names:
            found[name] = (*found.get(name, ()), item)
    return found


def _told(answers: Iterable[PolicyStatement]) -> str | None:
    """Return answers to one question as text, in an order that the file does not decide."""
    return "\n".join(sorted(_told_once(item) for item in answers)) or None


def _decided(answers: Iterable[PolicyStatement]) -> set[tuple[str, str]]:
    """Return what is decided, and when."""
    return {(_when(item), item.decision.value) for item in answers if item.decision is not None}


def _when(item: PolicyStatement) -> str:
    named = {name: sorted(item.conditions.values(name)) for name in DIMENSIONS}
    return "; ".join(f"{name} {', '.join(values)}" for name, values in named.items() if values)


def _told_once(item: PolicyStatement) -> str:
    told = {
        "als": _when(item),
        "besluit": item.decision.value if item.decision else "",
        "voorwaarden": "; ".join(item.requirements),
        "tenzij": "; ".join(unless.text for unless in item.unless),
        "hoeveel": item.amount or "",
        "toestemming_van": item.approval_from or "",
        "waarom": item.reason or "",
        "contact": item.contact or "",
    }
    beside = ", ".join(f"{key}: {value}" for key, value in told.items() if value)
    return f"artikel {item.clause}: {item.text}" + (f" ({beside})" if beside else "")


def _text_changes(old: Policy, new: Policy) -> Iterator[TextChange]:
    yield from _compare("bepalingen", _provisions(old), _provisions(new))
    yield from _compare("artikels", _chapters(old), _chapters(new))
    parts: tuple[tuple[str, Mapping[Any, Any], Mapping[Any, Any]], ...] = (
        (CITED, _cited(old), _cited(new)),
        ("contacten", old.contacts, new.contacts),
        ("sancties", _fields(old.sanctions), _fields(new.sanctions)),
        ("controle", _fields(old.monitoring), _fields(new.monitoring)),
        ("opmaak", _fields(old.drafting), _fields(new.drafting)),
        ("vindplaats", _fields(old.location), _fields(new.location)),
        ("bedrijf", _fields(old.company), _fields(new.company)),
        ("doorgeven", _desks(old), _desks(new)),
        ("woorden", _fields(old.words), _fields(new.words)),
        ("onderwerpen", {str(item.id): item for item in old.topics}, {str(item.id): item for item in new.topics}),
        ("documenten", {str(item.id): item for item in old.documents}, {str(item.id): item for item in new.documents}),
    )
    for part, before, after in parts:
        yield from _compare(
            part,
            {key: plain(value) for key, value in before.items()},
            {key: plain(value) for key, value in after.items()},
        )


def _cited(policy: Policy) -> dict[str, Any]:
    """Return what stands at the head of the file; every answer cites it, or HR is held to it."""
    return {
        "titel": policy.title,
        "versie": policy.version,
        "geldig_vanaf": policy.valid_from,
        "herzien_voor": policy.review_before,
    }


def _desks(policy: Policy) -> dict[str, Any]:
    """Return each desk by its name, and what else is said of passing on."""
    fields = _fields(policy.hand_off)
    desks: Mapping[str, Any] = fields.pop("diensten", {})
    return {**fields, **{f"dienst {name}": desk for name, desk in desks.items()}}


def _provisions(policy: Policy) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for item in policy.provisions:
        text = f"artikel {item.clause}: {item.text}" + (f" (contact: {item.contact})" if item.contact else "")
        earlier = found.get(item.topic)
        found[item.topic] = f"{earlier}\n{text}" if earlier else text
    return found


def _chapters(policy: Policy) -> dict[str, str | None]:
    return {str(item.number): f"{item.title}. {item.text or ''}".strip() for item in policy.articles}


def _fields(model: BaseModel | None) -> dict[str, Any]:
    """Return a part of the file under the keys that HR knows."""
    return {} if model is None else {field.alias: getattr(model, name) for name, field in model.__fields__.items()}


def plain(value: Any) -> str | None:
    """Return a value as one line of text, ``None`` when there is nothing."""
    if value is None or value == ():
        return None
    if isinstance(value, BaseModel):
        return ", ".join(text for key, item in _fields(value).items() if (text := _named(key, item)))
    if isinstance(value, tuple):
        return "; ".join(str(plain(item)) for item in value)
    return str(getattr(value, "value", value))


def _named(key: str, value: Any) -> str | None:
    text = plain(value)
    return text if text is None or key in {"functie", "naam"} else f"{key}: {text}"


def _compare(part: str, old: Mapping[str, str | None], new: Mapping[str, str | None]) -> Iterator[TextChange]:
    for key in dict.fromkeys((*new, *old)):
        if old.get(key) != new.get(key):
            yield TextChange(part, key, old.get(key), new.get(key))

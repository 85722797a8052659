"""The text of a new policy file: what people read first comes first, and what is to be decided stands at its clause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from magdat.files.yaml_data import Location
from magdat.files.yaml_text import yaml_text
from magdat.policy.clause_number import chapter_of, clause_order
from magdat.policy.open_place import UNDECIDED
from magdat.questionnaire.composing import Composed

_ORDER = (
    "formaat", "titel", "versie", "geldig_vanaf", "bedrijf", "opmaak", "vindplaats", "contacten", "artikels",
    "sancties", "controle", "onderwerpen", "woorden", "uitspraken",
)  # fmt: skip


def policy_text(composed: Composed) -> str:
    """Return the file of a policy that answers made."""
    data = {key: composed.data[key] for key in (*_ORDER, *composed.data) if key in composed.data}
    comments: dict[Location, str] = {(key,): f"\n--- {text}" for key, text in composed.captions.items() if key in data}
    comments["formaat",] = composed.heading
    *above, below = _beside_statements(composed)
    comments |= {("uitspraken", index): "\n".join(lines) for index, lines in enumerate(above) if lines}
    return yaml_text(data, comments) + "".join(f"  # {line}\n" if line else "\n" for line in below)


def _beside_statements(composed: Composed) -> list[list[str]]:
    """Return what stands above each statement, and below the last: a chapter that begins, what is to be decided."""
    titles = {chapter["nummer"]: chapter["titel"] for chapter in composed.data["artikels"]}
    waiting, begun = list(composed.undecided), ""
    found: list[list[str]] = []
    for said in (*composed.data["uitspraken"], None):
        lines: list[str] = []
        due = [item for item in waiting if said is None or _before(item, said)]
        waiting = waiting[len(due) :]
        for clause, what in (*due, *([(said["artikel"], "")] if said else [])):
            chapter = chapter_of(clause)
            if chapter != begun:
                begun = chapter
                lines += ["", f"Hoofdstuk {chapter}: {titles[chapter]}"]
            if what:
                lines += [*([] if lines else [""]), f"{UNDECIDED} {what} (artikel {clause})"]
        found.append(lines)
    return found


def _before(item: tuple[str, str], said: Mapping[str, Any]) -> bool:
    """Return whether something to decide belongs above a statement."""
    return clause_order(item[0]) <= clause_order(str(said["artikel"]))

"""A statement that refers to another document sends people there: behind «Meer weten» stands what it is and where."""

from __future__ import annotations

from magdat.answers.answer import PartKind
from magdat.answers.company_says import said_at
from magdat.answers.layers import second_layer
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place
from magdat.policy.own_words import ReferredDocument
from magdat.policy.statements import PolicyStatement
from magdat.question import Form
from magdat.settings import Settings
from magdat.situation import Situation

KNOWN = open_knowledge(Settings.from_environment({}))
RULES = {
    "id": "tucht",
    "titel": "De tuchtregeling",
    "plaats": "op het intranet",
    "link": "https://intranet.example/tucht",
}
OTHER = {"id": "ander", "titel": "Een ander stuk", "plaats": "in de kast"}


def test_where_a_document_is_stands_behind_the_citation() -> None:
    item = PolicyStatement.parse_obj(
        {
            "id": "straf",
            "soort": "uitleg",
            "onderwerp": "sanctie",
            "artikel": "3.1",
            "tekst": "Een inbreuk kan leiden tot een tuchtstraf.",
            "documenten": ["tucht"],
        }
    )
    documents = tuple(ReferredDocument.parse_obj(data) for data in (RULES, OTHER))
    policy = KNOWN.policy.copy(update={"statements": (item,), "documents": documents})
    place = Place.of("uitspraak:straf")
    said = said_at(policy, KNOWN.phrases, KNOWN.library.telling, [place], Form.WHAT, Situation(), {})
    chosen = next(iter(KNOWN.library.statements_of("sanctie").values()))
    parts = list(second_layer(policy, KNOWN.phrases, said, chosen, [], [], None))
    assert [part.text for part in parts if part.kind is PartKind.RULE][1:] == [
        "Zie ook: De tuchtregeling (op het intranet, https://intranet.example/tucht)."
    ]

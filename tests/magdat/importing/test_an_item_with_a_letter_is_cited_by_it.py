"""«Artikel 3, a)» in the company's text is cited so, where that one item answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_understanding import Keyed

from magdat.answers.company_says import said_at
from magdat.answers.layers import in_short
from magdat.files.yaml_data import read_yaml
from magdat.importing.build import import_policy
from magdat.importing.cues import Cues
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place
from magdat.policy.statements import PolicyStatement
from magdat.question import Form
from magdat.settings import Settings
from magdat.situation import Situation

TEXT = """# Code

## Artikel 1. Begrippen

In deze code wordt verstaan onder:

a) medewerker: iedereen met een contract;

b) klant: wie iets bij ons koopt.

## Artikel 3. Foto's

Het is verboden te tonen:

a) klanten;

b) codes.

Je mag wel een foto van het gebouw delen.
"""


@pytest.fixture(scope="module")
def statements(library, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    path = tmp_path_factory.mktemp("tekst") / "code.md"
    path.write_text(TEXT, encoding="utf-8")
    from magdat.importing.cues import load_cues

    return read_yaml(import_policy(path, library, load_cues(Settings.from_environment({}).guidance), Keyed).text).data[
        "uitspraken"
    ]


def test_each_item_keeps_its_letter_and_a_whole_list_has_none(statements) -> None:
    assert [(item["artikel"], item.get("punt"), item["tekst"]) for item in statements] == [
        ("1", "a)", "Medewerker: iedereen met een contract."),
        ("1", "b)", "Klant: wie iets bij ons koopt."),
        ("3", None, "Het is verboden te tonen: klanten; codes."),
        ("3", "a)", "Het is verboden te tonen: klanten."),
        ("3", "b)", "Het is verboden te tonen: codes."),
        ("3", None, "Je mag wel een foto van het gebouw delen."),
    ]


@pytest.mark.parametrize("bullet", ["", "- "])
def test_a_letter_behind_a_bullet_is_one_too(bullet: str, library, cues: Cues, tmp_path: Path) -> None:
    path = tmp_path / "code.md"
    items = "\n".join(f"{bullet}{letter}) {text};" for letter, text in (("a", "klanten"), ("b", "codes")))
    path.write_text(f"# Code\n\n## Artikel 3. Foto's\n\nHet is verboden te tonen:\n\n{items}\n", encoding="utf-8")
    found = read_yaml(import_policy(path, library, cues, Keyed).text).data["uitspraken"]
    assert [item.get("punt") for item in found] == [None, "a)", "b)"]


def test_the_letter_is_named_where_only_that_item_is_told(statements) -> None:
    known = open_knowledge(Settings.from_environment({}))
    items = tuple(PolicyStatement.parse_obj({**item, "onderwerp": "foto_tag"}) for item in statements)
    policy = known.policy.copy(update={"statements": items})

    def where(*numbers: int) -> str:
        places = [Place.of(f"uitspraak:{items[number].id}") for number in numbers]
        said = said_at(policy, known.phrases, known.library.telling, places, Form.MAY, Situation(), {})
        assert said is not None
        return in_short(policy, known.phrases, said.clauses, said.part, said.point)

    assert where(3) == "Artikel 3, a)."
    assert where(2) == where(3, 5) == "Artikel 3."

"""« #» starts a comment: «Post alleen met #delinde» ends at «met», which is valid and never meant."""

from __future__ import annotations

import pytest
from made_rules import EXAMPLES, ROOT, as_yaml, policy_data

from magdat.files.problems import Severity
from magdat.policy.cut_off import cut_off
from magdat.policy.loading import load_policy


def found(library, tmp_path, old, new):
    path = as_yaml(policy_data(), tmp_path / "beleid.yml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return list(cut_off(load_policy(path, library)))


def test_the_line_and_the_key_are_named(library, tmp_path):
    (problem,) = found(library, tmp_path, "tekst: Dat mag.", "tekst: Post alleen met #delinde")
    assert problem.severity is Severity.WARNING
    assert "«tekst»" in problem.message
    assert "#delinde" in (tmp_path / "beleid.yml").read_text(encoding="utf-8").splitlines()[problem.line - 1]


def test_a_text_in_a_list_is_named_by_its_key(library, tmp_path):
    new = "besluit: voorwaardelijk\n  voorwaarden:\n  - het blijft kort #kort"
    (problem,) = found(library, tmp_path, "besluit: ja", new)
    assert "«voorwaarden»" in problem.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tekst: Dat mag.", 'tekst: "Post alleen met #delinde"'),
        ("tekst: Dat mag.", "tekst: >-\n    Post alleen met #delinde"),
        ("tekst: Dat mag.", "tekst: Dat mag.\n  # hierboven staat de tekst"),
        ("besluit: ja", "besluit: ja   # was: nee"),
        ("werknemers: 10", "werknemers: 10 # met de jobstudenten"),
    ],
)
def test_quotes_ordinary_comments_and_words_to_choose_from_are_left_alone(old, new, library, tmp_path):
    assert found(library, tmp_path, old, new) == []


@pytest.mark.parametrize("path", [ROOT / "beleid" / "beleid.yml", *EXAMPLES], ids=lambda path: path.stem)
def test_no_policy_that_ships_loses_a_word(path, library):
    assert list(cut_off(load_policy(path, library))) == []

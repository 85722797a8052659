from __future__ import annotations

import pytest

from magdat.redaction.lists import FOLDER, flat, fold, folded, joined, read_list
from magdat.redaction.rules import load_all_rules

LISTS = sorted(path.stem for path in FOLDER.glob("*.txt"))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_sorted_and_says_nothing_twice(name: str) -> None:
    lines = read_list(name)
    assert lines == sorted(lines, key=lambda line: (fold(line), line))
    assert len(lines) == len(set(lines))


def test_there_are_enough_names() -> None:
    assert len(read_list("voornamen")) >= 1500
    assert len(read_list("familienamen")) >= 1500


def test_only_names_are_called_ambiguous() -> None:
    names = {joined(line) for name in ("voornamen", "familienamen") for line in read_list(name)}
    assert {joined(line) for line in read_list("dubbelzinnig")} <= names


def test_only_first_names_are_called_likely() -> None:
    assert folded("liever_namen") <= folded("voornamen")


def test_no_word_of_health_is_called_harmless() -> None:
    assert not folded("geen_gezondheid") & folded("gezondheid", "geneesmiddelen")


@pytest.mark.parametrize(
    ("written", "read"), [("Ayşe", "ayse"), ("Łukasz", "lukasz"), ("Yıldız", "yildiz"), ("Zoë", "zoe")]
)
def test_accents_do_not_matter(written: str, read: str) -> None:
    assert fold(written) == read


def test_a_flat_text_has_its_letters_in_the_same_places() -> None:
    assert flat("Zoë’s Straße, café") == "Zoe's Straße, cafe"


def test_spaces_and_hyphens_do_not_matter_in_a_surname() -> None:
    assert joined("Van den Broeck") == joined("vandenbroeck") == joined("Van-den Broeck")


def test_every_pattern_in_the_rules_is_one() -> None:
    for rules in load_all_rules():
        written = [*rules.forms, *(sign for sign in rules.signs if sign.source), rules.needs, rules.left, rules.right]
        assert all(item.pattern is not None for item in written if item is not None)

from __future__ import annotations

import pytest

from magdat.redaction.lists import FOLDER, fold, joined, load_name_lists, read_list

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
    lists = load_name_lists()
    names = {joined(line) for line in read_list("voornamen")} | lists.last
    assert {joined(line) for line in read_list("dubbelzinnig")} <= names


def test_only_first_names_are_called_likely() -> None:
    lists = load_name_lists()
    assert lists.likely <= lists.first


def test_no_word_of_health_is_called_harmless() -> None:
    harmless = {fold(line) for line in read_list("geen_gezondheid")}
    assert not harmless & {fold(line) for line in (*read_list("gezondheid"), *read_list("geneesmiddelen"))}


@pytest.mark.parametrize(
    ("written", "folded"), [("Ayşe", "ayse"), ("Łukasz", "lukasz"), ("Yıldız", "yildiz"), ("Zoë", "zoe")]
)
def test_accents_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_spaces_and_hyphens_do_not_matter_in_a_surname() -> None:
    assert joined("Van den Broeck") == joined("vandenbroeck") == joined("Van-den Broeck")

"""leidraad/bureaupost.yml is strict: a forgotten event, or braces that nobody fills in, are said with their line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from magdat.files.problems import DocumentError
from magdat.handoff.ways.words import DeskWords, load_desk_words

ROOT = Path(__file__).parents[4]


def changed(tmp_path: Path, **keys: object) -> Path:
    """Return a copy of the file with other values."""
    told = yaml.safe_load((ROOT / "leidraad" / "bureaupost.yml").read_text(encoding="utf-8"))
    path = tmp_path / "bureaupost.yml"
    path.write_text(yaml.safe_dump({**told, **keys}, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"titel": "Vraag {naam}"}, "naam"),
        ({"titel": "Vraag {nummer"}, "accolades"),
        ({"gebeurd": {"closed": "dicht"}}, "ontbreekt"),
        ({"gebeurd": {"verdampt": "weg"}}, "verdampt|gebeurd"),
        ({"onbekende_sleutel": "x"}, "onbekende_sleutel"),
    ],
)
def test_what_is_wrong_with_it_is_said(tmp_path: Path, keys: dict[str, object], told: str) -> None:
    with pytest.raises(DocumentError, match=told):
        load_desk_words(changed(tmp_path, **keys))


def test_a_channel_knows_what_is_among_colleagues_and_what_closes(words: DeskWords) -> None:
    assert words.is_note("  NOTA: wie neemt deze?")
    assert not words.is_note("Ik noteer het.")
    assert words.closes(" !Sluit ")
    assert not words.closes("Ik sluit af met !sluit")

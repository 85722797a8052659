"""Importing Rasa changes what ruamel's loaders make of ${…}, for the whole process. Files of ours stay as they are."""

from __future__ import annotations

import pytest
import rasa.shared.utils.io as rasa_io
from ruamel.yaml import YAML

from magdat.files.documents import read_document


@pytest.mark.parametrize("text", ["Bel ${HOME} op", "${HOME}", "${NOOIT_GEZET}", '"${HOME}"'])
def test_a_dollar_with_braces_stays_text(text, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", "ergens")
    path = tmp_path / "beleid.yml"
    path.write_text(f"tekst: {text}\n", encoding="utf-8")
    assert read_document(path).data == {"tekst": text.strip('"')}


def test_rasa_really_does_change_the_other_reader(monkeypatch):
    monkeypatch.setenv("PROEF", "vervangen")
    rasa_io.replace_environment_variables()
    assert YAML(typ="safe", pure=True).load("tekst: ${PROEF}\n") == {"tekst": "vervangen"}

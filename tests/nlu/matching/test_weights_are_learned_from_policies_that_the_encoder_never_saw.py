"""Of a policy that taught the encoder it promises too much: such a policy teaches no weights of texts as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_policy import Hashed

from magdat.guidance.library import Library
from nlu.e5.adapter import Adapter
from nlu.matching import material
from nlu.matching.labelled import PREFERENCES, read_policy_questions, read_word_questions
from nlu.matching.likeness import Texts


def test_none_of_them_teaches_how_texts_as_they_stand_are_weighed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parsed(texts: list[str]) -> dict[str, dict[str, str]]:
        return {text: {"text": text} for text in texts}

    here = Path(material.__file__).resolve().parents[2] / "beleid" / "voorbeelden" / "winkelketen.yml"
    monkeypatch.setattr(material, "read_all", parsed)
    monkeypatch.setattr(material, "policy_files", lambda name, library: [here, here])
    found = material.read_sources(library, Texts(Hashed()))
    teaching = {item.policy for part in (found.as_written, found.rivals, found.pointed) for item in part}
    assert teaching
    # The one that names the guidance's questions is no text as it stands: it was put in the format by hand.
    assert not (teaching - {material.TAUGHT_BY}) & Adapter.load().taught_by


def test_some_policies_are_left_to_learn_weights_from() -> None:
    known = Adapter.load().taught_by
    assert {item.policy for item in read_word_questions()} - known
    assert {item.policy for item in read_policy_questions(name=PREFERENCES)} - known

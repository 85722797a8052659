"""Above a statement stands the question of the guidance that it may answer, with how sure that is: HR confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from magdat.importing.build import import_policy
from magdat.policy.loading import load_policy
from magdat.understanding import Understanding

TEXT = """# Afspraken

## 1. Beelden

1.1 Foto's van kinderen plaats je nooit.

1.2 Ook op foto's van het feest staan geen kinderen.

1.3 Vraag het voor je foto's van een collega plaatst.

1.4 Foto's mogen mooi zijn.

## 2. De tombola

2.1 Wie wint, krijgt een mand met fruit.
"""


class Hearing:
    """Hears one topic, and in some sentences which questions they answer."""

    def __init__(self, asked: Mapping[str, tuple[tuple[str, float], ...]]) -> None:
        self.asked = asked
        self.texts: list[str] = []

    def read(self, texts: Sequence[str]) -> list[Understanding]:
        """Return one understanding a text."""
        self.texts += texts
        return [
            Understanding(
                text,
                (("foto_tag", 0.9),) if "oto's" in text else (("sociaal_praatje", 0.1),),
                {},
                statements=next((found for words, found in self.asked.items() if words in text), ()),
            )
            for text in texts
        ]


ASKED = {
    "van kinderen plaats": (("foto_tag.kinderen", 0.8), ("foto_tag.moet_ik_het_vragen", 0.1)),
    "van het feest": (("foto_tag.kinderen", 0.75),),
    "Vraag het voor": (("klantenklacht_online.mag_ik", 0.9), ("foto_tag.moet_ik_het_vragen", 0.55)),
    "mooi": (("foto_tag.mag_ik_taggen", 0.4),),
    "mand": (("foto_tag.mag_ik_taggen", 0.95),),
}


@pytest.fixture
def brought_in(tmp_path, library, cues):
    """Give the file that is written, the policy that it is, and the texts that were read."""
    path = tmp_path / "beleid.md"
    path.write_text(TEXT, encoding="utf-8")
    hearing = Hearing(ASKED)
    found = import_policy(path, library, cues, lambda: hearing)
    return found.text, load_policy(tmp_path / "concept.yml", library, found.text).policy, hearing.texts


def above(text: str, words: str) -> str:
    """Return the comments above the statement that says something."""
    before = text[: text.index(words)]
    return "\n".join(line for line in before[before.rindex("\n\n") :].splitlines() if line.startswith("  #"))


def test_what_is_likely_is_told_with_its_question_in_words(brought_in, library):
    question = library.statements["foto_tag.kinderen"].question
    assert f"# Deelvraag, waarschijnlijk: kinderen («{question}»)" in above(brought_in[0], "Foto's van kinderen plaats")


def test_what_is_less_likely_is_to_be_looked_at(brought_in):
    assert "# Deelvraag, kijk na: moet_ik_het_vragen («" in above(brought_in[0], "Vraag het voor")


def test_a_question_has_one_answer(brought_in):
    assert "Deelvraag" not in above(brought_in[0], "Ook op foto's")


def test_what_is_unlikely_or_about_another_topic_is_not_told(brought_in):
    assert "Deelvraag" not in above(brought_in[0], "Foto's mogen mooi")
    assert "Deelvraag" not in above(brought_in[0], "Wie wint")


def test_nothing_answers_by_it_before_somebody_says_so(brought_in):
    text, policy, _ = brought_in
    assert not any(item.aspects for item in policy.statements)
    assert "«deelvragen: [naam]»" in text[: text.index("formaat:")]


def test_a_policy_without_any_says_nothing_of_them(tmp_path, library, cues):
    path = tmp_path / "beleid.md"
    path.write_text(TEXT, encoding="utf-8")
    assert "deelvra" not in import_policy(path, library, cues, lambda: Hearing({})).text.lower()


def test_no_text_is_read_twice(brought_in):
    assert len(brought_in[2]) == len(set(brought_in[2]))

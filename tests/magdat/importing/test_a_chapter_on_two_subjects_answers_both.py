"""«Controle en sancties»: of a chapter on two subjects each passage gets the topic that it is about itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from magdat.importing.build import import_policy
from magdat.policy.loading import load_policy
from magdat.understanding import Understanding

TEXT = """# Afspraken

## 4. Controle en sancties

We lezen niet mee in je mails. De logboeken bewaren we drie maanden.

Daarna kan een sanctie volgen:

- een mondelinge opmerking;
- een gesprek over je logboeken.

Met vragen kom je gerust langs.
"""

HEARD = {"sanctie": "sanctie", "mails": "controle_privacy", "logboeken": "controle_privacy"}
"""What stands first in a text is what it is about."""


class Hearing:
    """Hears the topics of a text by its words, one much surer than the others."""

    def __init__(self, sure: float = 0.9, heard: dict[str, str] = HEARD) -> None:
        self.sure, self.heard = sure, heard
        self.texts: list[str] = []

    def read(self, texts: Sequence[str]) -> list[Understanding]:
        self.texts += texts
        return [Understanding(text, self._ranking(text.lower()), {}) for text in texts]

    def _ranking(self, text: str) -> tuple[tuple[str, float], ...]:
        # The heading names two subjects and says nothing of which of them a passage is about.
        body = text.removeprefix("controle en sancties. ")
        found = sorted((body.index(word), topic) for word, topic in self.heard.items() if word in body)
        return ((found[0][1], self.sure),) if found else (("marketing", 0.1),)


@pytest.fixture
def topics(tmp_path, library, cues):
    def imported(hearing: Hearing) -> dict[str, str]:
        path = tmp_path / "beleid.md"
        path.write_text(TEXT, encoding="utf-8")
        found = import_policy(path, library, cues, lambda: hearing)
        loaded = load_policy(tmp_path / "concept.yml", library, found.text)
        return {str(item.text): str(item.topic) for item in loaded.policy.statements}

    return imported


def test_each_passage_has_the_topic_that_it_is_about(topics):
    found = topics(Hearing())
    assert found["We lezen niet mee in je mails. De logboeken bewaren we drie maanden."] == "controle_privacy"
    assert found["Daarna kan een sanctie volgen: een mondelinge opmerking; een gesprek over je logboeken."] == "sanctie"


def test_an_item_is_about_what_leads_its_list(topics):
    assert topics(Hearing())["Daarna kan een sanctie volgen: een gesprek over je logboeken."] == "sanctie"


def test_what_says_nothing_by_itself_stays_with_its_clause(topics):
    assert topics(Hearing())["Met vragen kom je gerust langs."] == "controle_privacy"


def test_what_is_not_heard_surely_stays_with_its_clause(topics):
    assert set(topics(Hearing(sure=0.7)).values()) == {"controle_privacy"}


def test_a_policy_speaks_to_the_staff_also_where_hr_would_ask(topics):
    found = topics(Hearing(heard={"sanctie": "sanctie", "mails": "cao81"}))
    assert set(found.values()) == {"controle_privacy", "sanctie"}


def test_only_what_sounds_like_something_else_is_read_under_its_heading_too(topics):
    hearing = Hearing()
    topics(hearing)
    heading, clause, *others = "Controle en sancties. ", *hearing.texts
    assert clause.startswith(heading)
    below = [text for text in others if text.startswith(heading)]
    assert below
    assert all(text.startswith(f"{heading}Daarna kan een sanctie volgen") for text in below)

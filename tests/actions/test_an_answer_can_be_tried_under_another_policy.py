"""A message that names a policy that comes along is answered from it, and leaves no trace at the company itself."""

from __future__ import annotations

from typing import Any

import pytest
from one_person import Talk

from actions.bridge import knowledge
from magdat.policy.shipped import TRIED
from magdat.storage.stores import open_stores

QUESTION = ("mag ik feestfoto's delen?", {"foto_tag": 0.95})


class Trying(Talk):
    """Somebody on the example page."""

    policy = ""

    def parse(self, text: str, intent: str, items: list[dict[str, Any]]) -> dict[str, Any]:
        return {**super().parse(text, intent, items), "metadata": {TRIED: self.policy, "geteld_als": "iemand"}}


@pytest.fixture
def trying() -> Trying:
    return Trying()


def test_the_clause_is_of_the_policy_that_is_tried(trying: Trying) -> None:
    text, ranking = QUESTION
    for policy, company in (("streng", "Norvachem"), ("", "Drukkerij De Linde"), ("open", "Pixelkade")):
        trying.policy = policy
        rule = next(part["tekst"] for part in trying.say(text, **ranking)["delen"] if "Regel van" in part["tekst"])
        assert company in rule


def test_it_counts_for_nobody(trying: Trying) -> None:
    text, ranking = QUESTION
    trying.policy = "streng"
    trying.say(text, **ranking)
    assert open_stores(knowledge().settings).counts.rows(1) == []
    trying.policy = ""
    trying.say(text, **ranking)
    assert [row.times for row in open_stores(knowledge().settings).counts.rows(1)] == [1]


def test_nobody_is_put_through_to_people_of_another_company(trying: Trying, way_out: None) -> None:
    trying.policy = "streng"
    assert trying.wants_a_person()["stap"] == "doorgeven_geen_weg"
    trying.policy = ""
    assert trying.wants_a_person()["stap"] == "doorgeven_vraag"


def test_what_was_begun_to_be_passed_on_goes_to_the_own_company(trying: Trying, way_out: None) -> None:
    assert "de vragenlijn over sociale media" in trying.wants_a_person()["tekst"]
    trying.policy = "streng"
    told = trying.say("kan iemand mij bellen over die foto?")
    assert told["stap"] == "doorgeven_antwoord_waar"
    assert "de vragenlijn over sociale media" in told["tekst"]

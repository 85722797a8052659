"""What nobody filled in yet is marked, taken for unknown rather than for a fact, and named by the check."""

from __future__ import annotations

import datetime as dt

import pytest
from made_rules import ROOT

from magdat.advice import advise
from magdat.annex.build import build_annex
from magdat.annex.words import load_annex_words
from magdat.answers.policy_says import place_of
from magdat.policy.loading import load_policy
from magdat.policy.open_place import OPEN
from magdat.policy.still_open import still_open
from magdat.wording.contacts import contact_line
from magdat.wording.phrases import load_phrases

PLACE = "plaats: op het intranet onder “Werken bij De Linde”, en op papier aan het prikbord in de refter"
OPENED = {
    "werknemers: 62": f"werknemers: {OPEN}",
    "sector: privé": f"sector: {OPEN}",
    "cpbw: ja": f"cpbw: {OPEN}",
    PLACE: f"plaats: {OPEN}",
    "bereikbaar: dag en nacht; je mag je naam weglaten": f"bereikbaar: {OPEN}",
    "geldig_vanaf: 2026-03-01": f"geldig_vanaf: {OPEN}",
    "herzien_voor: 2027-03-01\n": "",
}


@pytest.fixture
def opened(tmp_path, library):
    text = (ROOT / "beleid" / "beleid.yml").read_text(encoding="utf-8")
    for whole, marked in OPENED.items():
        assert whole in text
        text = text.replace(whole, marked)
    return load_policy(tmp_path / "open.yml", library, text)


def test_an_open_place_is_unknown(opened):
    company = opened.policy.company
    assert company.headcount is None
    assert company.sector is None
    assert company.consultation.safety_committee is None
    assert opened.policy.contacts["meldkanaal"].available is None
    assert OPEN not in contact_line(opened.policy.contacts["meldkanaal"])
    assert OPEN not in place_of(opened.policy, load_phrases(ROOT / "leidraad" / "zinnen.yml"))


def test_a_draft_without_a_day_holds_from_now(opened):
    assert opened.policy.valid_from == dt.date.today()


def test_each_open_place_is_named_with_its_line(opened):
    found = {problem.message: problem.line for problem in still_open(opened)}
    assert len(found) == 6
    lines = opened.document.text.splitlines()
    assert "werknemers" in lines[found["«bedrijf.werknemers» is nog in te vullen"] - 1]
    assert not list(
        still_open(opened.__class__(opened.policy, opened.document.__class__(opened.document.path, {}, {})))
    )


def test_what_hangs_on_an_open_place_is_not_judged(opened, library):
    messages = " ".join(str(problem) for problem in advise(opened, library, dt.date(2026, 11, 26)))
    assert "None" not in messages


def test_the_annex_says_what_is_open(opened, library):
    guidance = ROOT / "leidraad"
    words = load_annex_words(guidance / "bijlage.yml", library)
    annex = build_annex(opened.policy, library, words, load_phrases(guidance / "zinnen.yml"))
    assert all(value and "None" not in value for _, value in annex.facts)

"""Two versions side by side: which questions get another answer, in as few rows as people can read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from made_rules import EXAMPLES, ROOT, every_situation, policy, policy_data, rule_sets

from magdat.commands.findings import show_difference
from magdat.policy.difference import difference
from magdat.policy.loading import load_policy
from magdat.policy.selection import select
from magdat.situation import OTHER
from magdat.wording.phrases import load_phrases

DIMENSIONS = ("moment", "toestel", "platform")
FULL = list(every_situation(DIMENSIONS))


def rule_data(name, decision="ja", text="Dat mag.", **conditions):
    base = {"id": name, "onderwerp": "gebruik_werkuren", "artikel": "1.1", "besluit": decision, "tekst": text}
    return {**base, "als": conditions}


@pytest.mark.parametrize("path", [ROOT / "beleid" / "beleid.yml", *EXAMPLES], ids=lambda path: path.stem)
def test_a_policy_does_not_differ_from_itself(path, library):
    same = load_policy(path, library).policy
    found = difference(same, same)
    assert found.changes == ()
    assert found.texts == ()
    assert not found.decides_otherwise


def test_another_decision_in_the_break_is_one_row():
    old = policy(regels=[rule_data("altijd")])
    new = policy(regels=[rule_data("altijd"), rule_data("pauze", "nee", "Niet in de pauze.", moment="pauze")])
    (change,) = difference(old, new).changes
    assert dict(change.context) == {"moment": ("pauze",)}
    assert (change.old.id, change.new.id) == ("altijd", "pauze")
    assert change.decides_otherwise
    assert change.kinds == ("besluit", "tekst")


def test_only_another_text_changes_no_decision():
    found = difference(policy(regels=[rule_data("a")]), policy(regels=[rule_data("a", text="Dat mag gerust.")]))
    (change,) = found.changes
    assert change.kinds == ("tekst",)
    assert not found.decides_otherwise


def test_a_rule_that_goes_leaves_the_question_unregulated():
    old = policy(regels=[rule_data("a"), {**rule_data("b"), "onderwerp": "foto_tag"}])
    (change,) = difference(old, policy(regels=[rule_data("a")])).changes
    assert (change.topic, change.new) == ("foto_tag", None)
    assert change.to_data()["nieuw"]["besluit"] == "niet_geregeld"
    assert change.decides_otherwise


def test_renaming_a_rule_changes_nothing_for_people():
    assert difference(policy(regels=[rule_data("a")]), policy(regels=[rule_data("b")])).changes == ()


def test_values_that_change_alike_are_joined_into_one_row():
    old = policy(regels=[rule_data("a")])
    new = policy(regels=[rule_data("a"), rule_data("b", "nee", moment=["werkuren", "pauze"], toestel="werk")])
    (change,) = difference(old, new).changes
    assert dict(change.context) == {"moment": ("werkuren", "pauze"), "toestel": ("werk",)}


@settings(max_examples=60, deadline=None)
@given(rule_sets(most=4, texts=2), rule_sets(most=4, texts=2))
def test_the_rows_hold_every_situation_that_changes_and_no_other(old, new):
    before, after = policy(), policy()
    before, after = before.copy(update={"rules": tuple(old)}), after.copy(update={"rules": tuple(new)})
    changes = difference(before, after).changes
    named = {name: {value for item in (*old, *new) for value in item.conditions.values(name)} for name in DIMENSIONS}
    for situation in FULL:
        known = {
            name: value if value in named[name] or name != "platform" else OTHER
            for name, value in situation.known().items()
        }
        first, second = select(old, situation), select(new, situation)
        same = (first and (first.decision, first.text)) == (second and (second.decision, second.text))
        rows = [row for row in changes if all(known[name] in values for name, values in row.context.items())]
        assert len(rows) == (0 if same else 1)


def test_texts_beside_the_rules_are_compared_too():
    old = policy_data(bepalingen=[{"onderwerp": "pesten", "artikel": "1.2", "tekst": "Praat erover."}])
    new = policy_data(
        contacten={"hr": {"functie": "de personeelsdienst", "telefoon": "+32 9 000 00 02"}},
        sancties={"artikel": "1.3", "in_arbeidsreglement": "ja", "lijst": ["een verwittiging"]},
    )
    found = difference(policy(**old), policy(**new))
    parts = {(text.part, text.key): (text.old, text.new) for text in found.texts}
    assert parts[("bepalingen", "pesten")] == ("artikel 1.2: Praat erover.", None)
    assert "00 02" in parts[("contacten", "hr")][1]
    assert parts[("sancties", "lijst")] == (None, "een verwittiging")
    assert not found.decides_otherwise


OWN = {
    "id": "eigen", "onderwerp": "gebruik_werkuren", "deelvragen": ["mag_ik", "hoe_lang"], "artikel": "1.1",
    "besluit": "ja", "tekst": "Bij ons mag dat.",
}  # fmt: skip


def test_the_companys_own_answers_are_compared_question_by_question():
    found = difference(policy(uitspraken=[OWN]), policy(uitspraken=[{**OWN, "deelvragen": ["mag_ik"]}]))
    (change,) = found.texts
    assert (change.part, change.key) == ("uitspraken", "gebruik_werkuren.hoe_lang")
    assert (change.old, change.new) == ("artikel 1.1: Bij ons mag dat. (besluit: ja)", None)


@pytest.mark.parametrize(
    ("changes", "otherwise"),
    [
        ({"besluit": "nee"}, True),
        ({"besluit": None}, True),
        ({"als": {"moment": "pauze"}}, True),
        ({"tekst": "Bij ons mag dat gerust."}, False),
        ({"waarom": "Rust is goed."}, False),
        ({"contact": "hr"}, False),
        ({"artikel": "1.2"}, False),
    ],
    ids=str,
)
def test_only_another_yes_or_no_or_another_case_decides_otherwise(changes, otherwise):
    changed = {key: value for key, value in {**OWN, **changes}.items() if value is not None}
    found = difference(policy(uitspraken=[OWN]), policy(uitspraken=[changed]))
    assert [change.key for change in found.texts] == ["gebruik_werkuren.mag_ik", "gebruik_werkuren.hoe_lang"]
    assert found.decides_otherwise is otherwise


def test_another_name_or_another_order_of_the_own_answers_changes_nothing_for_people():
    there = {**OWN, "id": "daar", "als": {"moment": "pauze"}, "tekst": "In de pauze mag dat."}
    again = [{**there, "id": "ginds"}, OWN]
    assert difference(policy(uitspraken=[OWN, there]), policy(uitspraken=again)).texts == ()


def test_what_every_answer_cites_is_compared_too(capsys, library):
    found = difference(policy(), policy(titel="Afspraken", versie="2.0", geldig_vanaf="2026-06-01"))
    assert [(text.part, text.key) for text in found.texts] == [
        ("beleid", "titel"),
        ("beleid", "versie"),
        ("beleid", "geldig_vanaf"),
    ]
    assert not found.decides_otherwise
    show_difference(found, library, load_phrases(ROOT / "leidraad" / "zinnen.yml"))
    shown = capsys.readouterr().out
    assert "Elk antwoord noemt voortaan een andere titel, versie en geldig_vanaf." in shown
    assert "Geen enkel antwoord verandert" not in shown


def test_a_change_far_on_in_a_text_or_in_the_reason_alone_can_be_seen(capsys, library):
    long = "Dat mag in de pauze op je eigen toestel en op dat van het werk zolang niemand er last van heeft"
    rules = [{**policy_data()["regels"][0], "tekst": f"{long}, behalve vandaag.", "waarom": "Rust is goed."}]
    changed = [{**rules[0], "tekst": f"{long}, behalve morgen.", "waarom": "Rust is nodig."}]
    found = difference(policy(regels=rules), policy(regels=changed))
    (change,) = found.changes
    assert [name for name, _, _ in change.wordings] == ["tekst", "waarom"]
    assert change.to_data()["nieuw"]["waarom"] == "Rust is nodig."
    show_difference(found, library, load_phrases(ROOT / "leidraad" / "zinnen.yml"))
    shown = capsys.readouterr().out
    for words in ("vandaag", "morgen", "Rust is goed", "Rust is nodig"):
        assert words in shown

"""The page for staff: every decision that is another one stands in it, and nothing that is as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from made_rules import EXAMPLES, ROOT, every_situation, policy, rule, rule_sets

from magdat.notice import as_text
from magdat.notice.decisions import news_of_decisions
from magdat.notice.news import DECIDED, Kind
from magdat.policy.difference import difference
from magdat.policy.loading import load_policy
from magdat.policy.selection import select
from magdat.situation import OTHER

DIMENSIONS = ("moment", "toestel", "platform")
FULL = list(every_situation(DIMENSIONS))
POLICIES = [ROOT / "beleid" / "beleid.yml", *EXAMPLES]


def made(rules):
    return policy().copy(update={"rules": tuple(rules)})


def entries(notice):
    return {section.kind: section.entries for section in notice.sections} if notice else {}


def statement(**changes):
    return {
        "id": "melden", "soort": "plicht", "onderwerp": "fout_bericht", "artikel": "1.2", "tekst": "Meld het.",
        **changes,
    }  # fmt: skip


def with_statements(*statements, **changes):
    return policy(formaat=2, uitspraken=list(statements), **changes)


@settings(max_examples=60, deadline=None)
@given(rule_sets(most=4, texts=2), rule_sets(most=4, texts=2))
def test_every_situation_that_is_decided_otherwise_is_told_and_no_other(old, new):
    found = list(news_of_decisions(difference(made(old), made(new)).changes))
    named = {name: {value for item in (*old, *new) for value in item.conditions.values(name)} for name in DIMENSIONS}
    for situation in FULL:
        known = {
            name: value if value in named[name] or name != "platform" else OTHER
            for name, value in situation.known().items()
        }
        before, after = select(old, situation), select(new, situation)
        told = [
            item
            for item in found
            for context in item.contexts or ({},)
            if all(known[name] in values for name, values in context.items())
        ]
        decided = (before and before.decision) != (after and after.decision)
        assert [item.kind in DECIDED for item in told] == ([True] if decided else [False] * len(told))
        if (before and (before.decision, before.text)) == (after and (after.decision, after.text)):
            assert told == []


@settings(max_examples=40, deadline=None)
@given(old=rule_sets(most=3, texts=2), new=rule_sets(most=3, texts=2))
def test_what_is_told_can_be_read_on_the_page(old, new, noticed):
    before, after = made(old), made(new)
    notice = noticed(before, after)
    told = list(news_of_decisions(difference(before, after).changes))
    assert (notice is None) == (told == [])
    if notice is not None:
        page = as_text(notice)
        assert [item for section in notice.sections for entry in section.entries for item in entry.news] == sorted(
            told, key=lambda item: list(Kind).index(item.kind)
        )
        assert all(item.text in page and f"artikel {item.clause}" in page for item in told)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_a_policy_that_stays_is_no_news(path, library, noticed):
    same = load_policy(path, library).policy
    assert noticed(same, same) is None


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("nee", "ja", Kind.ALLOWED),
        ("nee", "voorwaardelijk", Kind.ALLOWED),
        ("ja", "nee", Kind.FORBIDDEN),
        ("voorwaardelijk", "nee", Kind.FORBIDDEN),
        ("ja", "voorwaardelijk", Kind.CONDITIONS),
        ("voorwaardelijk", "ja", Kind.CONDITIONS),
    ],
)
def test_each_change_of_decision_has_its_heading(before, after, kind, noticed):
    assert list(entries(noticed(made([rule("a", before)]), made([rule("a", after)])))) == [kind]


def test_what_the_policy_leaves_is_told_under_its_old_number(noticed):
    gone = rule("b").copy(update={"topic": "foto_tag", "clause": "1.7"})
    ((kind, (entry,)),) = entries(noticed(made([rule("a"), gone]), made([rule("a")]))).items()
    assert (kind, entry.clause) == (Kind.UNREGULATED, "vroeger artikel 1.7")


def test_only_the_conditions_that_changed_are_told(noticed):
    old, new = (
        rule("a", "voorwaardelijk").copy(update={"requirements": items})
        for items in (("het is kort", "nu"), ("Het is kort.", "later"))
    )
    ((kind, (entry,)),) = entries(noticed(made([old]), made([new]))).items()
    assert kind is Kind.CONDITIONS
    assert [part.items for part in entry.lists] == [("later",), ("nu",)]


def test_the_company_s_own_acts_stand_under_control(noticed):
    old, new = (rule("a", decision).copy(update={"topic": "controle_privacy"}) for decision in ("nee", "ja"))
    assert list(entries(noticed(made([old]), made([new])))) == [Kind.CONTROL]


@pytest.mark.parametrize(
    "changes",
    [
        {"versie": "2.0", "geldig_vanaf": "2027-01-01", "herzien_voor": "2028-01-01"},
        {"opmaak": {"doel": "Duidelijkheid."}},
        {"artikels": [{"nummer": "1", "titel": "Anders", "tekst": "Een inleiding."}]},
        {
            "regels": [
                {
                    "id": "anders", "onderwerp": "gebruik_werkuren", "artikel": "1.9", "besluit": "ja",
                    "tekst": "dat  mag", "waarom": "Daarom.",
                    "voorbeelden": [{"vraag": "Mag ik op Facebook?", "besluit": "ja"}],
                },
            ]
        },
        {"formaat": 2, "woorden": {"platformen": [{"id": "praatpaal", "naam": "Praatpaal", "woorden": ["praatpaal"]}]}},
    ],
    ids=["head", "drafting", "chapters", "ids, numbers, reasons and examples", "words"],
)  # fmt: skip
def test_what_is_internal_is_left_out(changes, noticed):
    assert noticed(policy(), policy(**changes)) is None


def test_duties_come_and_go(noticed):
    none, one = with_statements(), with_statements(statement())
    assert list(entries(noticed(none, one))) == [Kind.DUTY]
    assert list(entries(noticed(one, none))) == [Kind.NO_DUTY]
    assert noticed(one, with_statements(statement(id="andere-naam"))) is None


def test_how_soon_and_by_whose_leave_are_told(noticed):
    new = with_statements(statement(hoeveel="binnen het uur", toestemming_van="hr"))
    ((_, (entry,)),) = entries(noticed(with_statements(statement()), new)).items()
    assert "binnen het uur" in entry.text
    assert "de personeelsdienst" in entry.text


def test_who_to_ask_is_told_when_it_is_somebody_else(noticed):
    hr = {"functie": "de personeelsdienst", "telefoon": "+32 9 000 00 01"}
    it = {"functie": "de dienst IT", "telefoon": "+32 9 000 00 02"}
    notice = noticed(policy(contacten={"hr": hr}), policy(contacten={"it": it}))
    texts = [entry.text for entry in entries(notice)[Kind.CONTACT]]
    assert texts == [
        "De dienst IT, +32\u00a09\u00a0000\u00a000\u00a002",
        "Hier kun je niet meer terecht: de personeelsdienst.",
    ]


def test_another_contact_for_a_topic_is_told_with_the_topic(noticed):
    contacts = {name: {"functie": f"de dienst {name}", "bereikbaar": "altijd"} for name in ("hr", "it")}
    old, new = (
        policy(contacten=contacts).copy(update={"rules": (rule("a").copy(update={"contact": name}),)})
        for name in ("hr", "it")
    )
    ((kind, (entry,)),) = entries(noticed(old, new)).items()
    assert kind is Kind.CONTACT
    assert entry.text == "De dienst it, altijd. Voor vragen over: sociale media gebruiken."


def test_sanctions_and_monitoring_are_told_as_far_as_they_are_otherwise(noticed):
    sanctions = {"artikel": "1.3", "in_arbeidsreglement": "ja", "lijst": ["een gesprek"], "horen": "Je vertelt."}
    monitoring = {"artikel": "1.4", "wijze": "geen", "tekst": "We kijken niet."}
    old = policy(sancties=sanctions, controle=monitoring)
    assert noticed(old, policy(sancties={**sanctions, "horen": "je vertelt"}, controle=monitoring)) is None
    changed = policy(
        sancties={**sanctions, "lijst": ["een brief"]}, controle={**monitoring, "doelen": ["naleving_regels"]}
    )
    first, second = entries(noticed(old, changed))[Kind.CONTROL]
    assert (first.text, [part.items for part in first.lists]) == ("", [("een brief",)])
    assert (second.clause, len(second.lists)) == ("artikel 1.4", 1)
    assert [entry.clause for entry in entries(noticed(old, policy()))[Kind.CONTROL]] == ["", ""]


def test_where_it_stands_now_is_news_too(noticed):
    notice = noticed(policy(), policy(vindplaats={"plaats": "in de gang", "link": "https://voorbeeld.example/beleid"}))
    assert notice.sections == ()
    assert "in de gang" in notice.reading
    assert notice.link == "https://voorbeeld.example/beleid"


UNNUMBERED = [{"nummer": "1", "titel": "Op het werk", "zonder_nummer": "ja"}]


def test_what_has_no_number_in_the_company_s_text_is_named_by_its_heading(noticed):
    old = with_statements(artikels=UNNUMBERED)
    one, two = statement(kop="Iets fout gepost"), statement(id="bellen", titel="bellen", tekst="Bel IT.")
    ((kind, told),) = entries(noticed(old, with_statements(one, two, artikels=UNNUMBERED))).items()
    assert kind is Kind.DUTY
    assert [entry.clause for entry in told] == [
        "het stuk “Op het werk”, onder “Iets fout gepost”",
        "het stuk “Op het werk”",
    ]
    ((_, (gone,)),) = entries(noticed(with_statements(two, artikels=UNNUMBERED), old)).items()
    assert gone.clause == "vroeger het stuk “Op het werk”"


def test_a_full_page_names_headings_as_well(noticed):
    many = [
        statement(id=f"r{number}", titel=f"Punt {number}", tekst=f"Meld punt {number} " + "meteen en goed " * 12)
        for number in range(60)
    ]
    notice = noticed(with_statements(artikels=UNNUMBERED), with_statements(*many, artikels=UNNUMBERED))
    page = as_text(notice)
    assert "(het stuk “Op het werk”)" in page
    assert "1.2" not in page

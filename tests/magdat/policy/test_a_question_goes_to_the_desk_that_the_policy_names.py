"""By topic and by role, and what is told in confidence never to a desk where others read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_rules import as_yaml, policy_data

from magdat.files.problems import DocumentError
from magdat.policy.loading import load_policy
from magdat.policy.service_desks import CONFIDENTIAL, confidential_desks, desk_for, desks_of, is_confided

CONTACTS = {
    name: {"functie": f"de {name}", "telefoon": "1"}
    for name in (
        "hr",
        "it",
        "helpdesk",
        "vakbond",
        "vertrouwenspersoon",
        "preventieadviseur",
        "meldkanaal",
        "leidinggevende",
    )
}
ROUTES = [
    {"onderwerp": "vakbond", "dienst": "vakbond"},
    {"onderwerp": ["foto_tag", "opname"], "rol": ["leidinggevende", "hr"], "dienst": "hr"},
    {"onderwerp": "klokkenluider", "dienst": "preventieadviseur"},
    {"dienst": "helpdesk"},
]


def load(library, tmp_path, hand_off=None, contacts=CONTACTS, **changes):
    given_ = policy_data(formaat=2, contacten=contacts, **({"doorgeven": hand_off} if hand_off else {}), **changes)
    return load_policy(as_yaml(given_, tmp_path / "beleid.yml"), library).policy


def table(*routes, **desks):
    named = {name: {} for name in ("helpdesk", "hr", "vakbond", "vertrouwenspersoon", "preventieadviseur")}
    return {"diensten": {**named, **desks}, "naar": list(routes or ROUTES)}


def refused(library, tmp_path, hand_off):
    with pytest.raises(DocumentError) as caught:
        load(library, tmp_path, hand_off)
    return caught.value.problems


@pytest.mark.parametrize(
    ("topic", "role", "desk"),
    [
        ("vakbond", None, "vakbond"),
        ("foto_tag", None, "helpdesk"),
        ("foto_tag", "leidinggevende", "hr"),
        ("opname", "hr", "hr"),
        ("klokkenluider", None, "preventieadviseur"),
        ("pesten", None, "vertrouwenspersoon"),
        ("pesten", "leidinggevende", "vertrouwenspersoon"),
        (None, None, "helpdesk"),
    ],
)
def test_the_first_line_of_the_table_that_fits_counts(topic, role, desk, library, tmp_path):
    found = desk_for(load(library, tmp_path, table()), library, topic, role)
    assert found is not None
    assert found.id == desk


def test_without_a_table_every_contact_is_a_desk_but_whoever_leads(library, tmp_path):
    policy = load(library, tmp_path)
    assert set(desks_of(policy)) == set(CONTACTS) - {"leidinggevende"}
    assert confidential_desks(policy) == set(CONFIDENTIAL)


def test_what_is_confided_goes_to_nobody_where_no_desk_keeps_silent(library, tmp_path):
    contacts = {name: CONTACTS[name] for name in ("hr", "helpdesk", "leidinggevende")}
    assert desk_for(load(library, tmp_path, contacts=contacts), library, "pesten", None) is None
    assert desk_for(load(library, tmp_path, contacts=contacts), library, "foto_tag", None) is not None


@given(
    routes=st.lists(
        st.fixed_dictionaries(
            {"dienst": st.sampled_from(["helpdesk", "hr", "vakbond", "preventieadviseur"])},
            optional={
                "onderwerp": st.lists(st.sampled_from(["foto_tag", "vakbond", "opname"]), min_size=1, unique=True),
                "rol": st.lists(st.sampled_from(["medewerker", "leidinggevende", "hr"]), min_size=1, unique=True),
            },
        ),
        min_size=1,
        max_size=5,
    ),
    role=st.sampled_from([None, "medewerker", "leidinggevende", "hr"]),
)
def test_whatever_the_table_says_a_confidence_reaches_no_desk_where_others_read(
    routes, role, library, tmp_path_factory
):
    policy = load(library, tmp_path_factory.mktemp("beleid"), table(*routes))
    for topic in library.topics:
        desk = desk_for(policy, library, topic.id, role)
        if is_confided(library, topic.id):
            assert desk is None or desk.id in CONFIDENTIAL
        else:
            assert desk is not None


@pytest.mark.parametrize(
    ("hand_off", "said"),
    [
        (table({"onderwerp": "pesten", "dienst": "helpdesk"}), "«pesten» is vertrouwelijk"),
        (table({"onderwerp": "pseten", "dienst": "helpdesk"}), "het onderwerp «pseten» bestaat niet"),
        (table({"rol": "baas", "dienst": "helpdesk"}), "de rol «baas» bestaat niet"),
        (table({"dienst": "loket"}), "de dienst «loket» bestaat niet"),
        (table(loket={}), "het contact «loket» staat niet onder «contacten»"),
        (table(hr={"vertrouwelijk": "ja"}), "«hr» kan geen vertrouwelijke dienst zijn"),
        (
            table(stil={"contact": "leidinggevende", "vertrouwelijk": "ja"}),
            "«stil» kan geen vertrouwelijke dienst zijn",
        ),
        (table(hr={"open": {"werkdagen": "van acht tot vijf"}}), "deze uren kan ik niet lezen"),
        (table(hr={"open": {"maandag": "13.00-12.00"}}), "deze uren bestaan niet"),
        (table(hr={"open": {"maandag": "8-12 en 11-15"}}), "de uren lopen door elkaar"),
        (table(hr={"open": {"maandag": "gesloten"}}), "deze dienst is nooit open"),
        (table(hr={"antwoord_binnen": "snel"}), "dit is geen termijn"),
        (table(hr={"postbus": "3"}), "«doorgeven.diensten.hr.postbus» is een onbekende sleutel"),
        ({"diensten": {}}, "er staat geen enkele dienst"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_table_that_leads_nowhere_or_astray_is_refused(hand_off, said, library, tmp_path):
    problems = refused(library, tmp_path, hand_off)
    assert [problem for problem in problems if said in problem.message], [str(problem) for problem in problems]
    assert all(problem.line > 1 and problem.remedy for problem in problems)


def test_every_fault_comes_at_once(library, tmp_path):
    wrong = table({"onderwerp": "pesten", "dienst": "helpdesk"}, {"rol": "baas", "dienst": "loket"})
    assert len(refused(library, tmp_path, wrong)) == 3


def test_the_first_format_has_no_table(library, tmp_path):
    with pytest.raises(DocumentError, match="«doorgeven» hoort bij formaat 2"):
        load_policy(as_yaml(policy_data(doorgeven={"diensten": {"hr": {}}}), tmp_path / "beleid.yml"), library)

"""«Mijn chef Telefonisch heeft …» names somebody: where a name belongs, a word that may open a sentence is one too."""

from __future__ import annotations

import pytest

from magdat.redaction import Redactor
from magdat.redaction.lists import folded

SURNAMES = ["Moreel", "Zomers", "Recent", "Ginder", "Menig", "Laatst", "Immers", "Links", "Pardon", "Gister"]

CALLED = ("mijn chef {} heeft mij gefilmd", "mijn collega {} pest mij", "mevrouw {} belde mij", "dokter {} zegt dat")


@pytest.mark.parametrize("opener", sorted(folded("zinsopeners")))
def test_right_behind_a_relation_or_a_title_it_is_a_name(redactor: Redactor, opener: str) -> None:
    for form in CALLED:
        assert redactor.redact(form.format(opener.capitalize())) == form.format("<naam>")


@pytest.mark.parametrize("surname", SURNAMES)
def test_what_is_a_surname_too_is_not_among_them(redactor: Redactor, surname: str) -> None:
    assert surname.lower() not in folded("zinsopeners", "geen_namen")
    for form in (*CALLED, "{} heeft mij gefilmd", "volgens Jan {} mag het"):
        assert surname not in redactor.redact(form.format(surname))


@pytest.mark.parametrize("opener", ["Onlangs", "Helaas", "Bovendien"])
def test_behind_a_comma_or_a_full_stop_it_opens_a_sentence(redactor: Redactor, opener: str) -> None:
    for form in ("Dag chef, {} werd ik gefilmd", "Ik zei dat aan mijn chef. {} werd ik gefilmd"):
        text = form.format(opener)
        assert redactor.redact(text) == text

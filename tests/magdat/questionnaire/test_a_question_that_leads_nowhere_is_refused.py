"""HR may add questions; what names something that is not there is refused, with its line."""

from __future__ import annotations

import pytest
from made_rules import ROOT

from magdat.files.problems import DocumentError
from magdat.questionnaire.loading import load_questionnaire

TEXT = (ROOT / "leidraad" / "nieuw.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("onderwerp: ai_werk", "onderwerp: ai_wrk", "het onderwerp «ai_wrk» bestaat niet"),
        ('artikel: "4.2"', 'artikel: "14.2"', "er is geen hoofdstuk «14»"),
        ("veld: bedrijf.werknemers", "veld: bedrijf.mensen", "een beleid heeft geen «bedrijf.mensen»"),
        (
            "velden: {bedrijf: {sector: zorg}}",
            "velden: {bedrijf: {soort: zorg}}",
            "een beleid heeft geen «bedrijf.soort»",
        ),
        ("wanneer: {sector: [overheid]}", "wanneer: {sectr: [overheid]}", "er is geen vraag «sectr»"),
        ("wanneer: {sector: [overheid]}", "wanneer: {sector: [staat]}", "«sector» heeft geen keuze «staat»"),
        ("vanaf: {werknemers: 50}", "vanaf: {mensen: 50}", "er is geen vraag «mensen»"),
        (
            "tekst: Je mag {{ klanten }} volgen of toevoegen.",
            "tekst: Je mag {{ wie }} volgen.",
            "niemand vult «{{ wie }}» in",
        ),
        ("standaard: vrij", "standaard: open", "«open» is geen van de keuzes"),
        ("  - id: bereikbaar", "  - id: pauze", "de vraag «pauze» staat er al"),
        ('  bedrijf: "Wie', '  firma: "Wie', "een beleid heeft geen «firma»"),
    ],
)
def test_what_is_not_there_is_named_with_its_line(library, tmp_path, written, instead, said):
    assert written in TEXT
    changed = TEXT.replace(written, instead, 1)
    (tmp_path / "nieuw.yml").write_text(changed, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_questionnaire(tmp_path, library)
    line = TEXT[: TEXT.index(written)].count("\n") + 1
    found = [problem for problem in caught.value.problems if said in str(problem)]
    assert found
    assert any(abs(problem.line - line) <= 1 for problem in found)

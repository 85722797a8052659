"""The notice of a sanction is in time or not, and a dismissal stays one by whatever name."""

from __future__ import annotations

import pytest
from made_advice import found


def sanctions(library, tmp_path, notice="Je krijgt een brief.", scale=("een blaam",)):
    data = {"artikel": "1.2", "in_arbeidsreglement": "ja", "lijst": list(scale), "kennisgeving": notice}
    return found(library, tmp_path, sancties=data)


@pytest.mark.parametrize(
    "notice",
    [
        "uiterlijk de werkdag na de vaststelling",
        "ten laatste op de eerste werkdag na de vaststelling",
        "Je krijgt een brief, ten laatste op de eerste werkdag nadat de fout is vastgesteld.",
        "uiterlijk de eerste werkdag volgend op die waarop de tekortkoming is vastgesteld",
        "de 1ste werkdag die volgt op de vaststelling",
        "binnen één werkdag na de vaststelling van de inbreuk",
        "Na een vaststelling krijg je een brief, ten laatste de eerste werkdag erna.",
    ],
)
def test_the_first_working_day_after_the_finding_is_in_time(notice, library, tmp_path):
    assert "sanctie_termijn" not in sanctions(library, tmp_path, notice=notice)


@pytest.mark.parametrize(
    "notice",
    [
        "op de eerste werkdag van de volgende maand",
        "binnen vijf werkdagen na de vaststelling",
        "de tweede werkdag na de vaststelling",
        "op de eerste werkdag na het gesprek over de feiten",
        "de eerste werkdag na de beslissing van de directie",
        "binnen de maand na de vaststelling",
        "zo snel mogelijk",
    ],
)
def test_anything_later_is_not(notice, library, tmp_path):
    assert "sanctie_termijn" in sanctions(library, tmp_path, notice=notice)


@pytest.mark.parametrize(
    "item",
    [
        "onmiddellijke verbreking van je contract",
        "we beëindigen de samenwerking",
        "het einde van je arbeidsovereenkomst",
        "je contract stopt",
        "ontslag",
        "een dringende reden",
        "je C4",
        "op staande voet buiten",
    ],
)
def test_a_dismissal_by_another_name_is_still_one(item, library, tmp_path):
    assert "sanctie_ontslag" in sanctions(library, tmp_path, scale=["een blaam", item])


@pytest.mark.parametrize("item", ["een schorsing van drie dagen", "geen toegang meer tot internet", "een verwittiging"])
def test_another_sanction_is_not(item, library, tmp_path):
    assert "sanctie_ontslag" not in sanctions(library, tmp_path, scale=[item])

"""«… Mag dat?», «klopt het dat ik … mag?» and «facebook in de pauze?» ask whether something may."""

from __future__ import annotations

import pytest

from magdat.answers.asked_form import form_asked
from magdat.question import Form


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        (Form.WHY, "Die van Diest hebben er een, waarom wij niet? Mag dat?", Form.MAY),
        (Form.WHAT, "Ik vond een sleutel. Moet ik dat melden?", Form.MUST),
        (Form.TRUE, "klopt het dat we op reis een groep mogen maken?", Form.MAY),
        (Form.TRUE, "klopt het dat ik dat niet mag?", Form.TRUE),
        (Form.BAD, "Is dat dan goed voor het boekje?", Form.MAY),
        (Form.BAD, "Is dat erg?", Form.BAD),
        (Form.REMARK, "facebook in de pauze?", Form.MAY),
        (Form.REMARK, "facebook in de pauze is leuk", Form.REMARK),
        (Form.WHO, "Wie mag dat beheren?", Form.WHO),
        (Form.MAY, "mag dat?", Form.MAY),
        (None, "hallo", None),
    ],
)
def test_the_form_that_asks_for_a_yes_or_no(form: Form | None, text: str, wanted: Form | None) -> None:
    assert form_asked(form, text) is wanted

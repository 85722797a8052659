"""«Iedereen leest mee» and «leest mee voor het online gaat» are no monitoring of what people write."""

from __future__ import annotations

import pytest
from made_advice import problems, use

CHECK = "controle_inhoud"


@pytest.mark.parametrize(
    "text",
    [
        "Denk eraan: iedereen leest mee.",
        "De hele wereld leest mee.",
        "Je diensthoofd leest mee voor het online gaat.",
        "Een collega leest mee voor je iets plaatst.",
    ],
)
def test_no_warning(text, library, tmp_path):
    assert CHECK not in problems(library, tmp_path, regels=[use(text=text)])


@pytest.mark.parametrize(
    "text",
    [
        "De IT-dienst leest mee in je mails.",
        "Je chef leest mee.",
        "De IT-dienst leest mee voor de veiligheid.",
        "Voor iedereen geldt: IT leest mee.",
    ],
)
def test_who_watches_people_is_warned_of(text, library, tmp_path):
    assert CHECK in problems(library, tmp_path, regels=[use(text=text)])

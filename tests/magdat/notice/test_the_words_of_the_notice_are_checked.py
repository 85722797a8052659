"""leidraad/bericht.yml is read strictly: what HR gets wrong is named with its line."""

from __future__ import annotations

import pytest
from made_rules import ROOT

from magdat.files.problems import DocumentError
from magdat.notice import load_notice_words

WORDS = (ROOT / "leidraad" / "bericht.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("titel: Wat", "titels: Wat", "titels"),
        ("vroeger {{ waar }}", "vroeger {{ nr }}", "gebruik enkel {{ waar }}"),
        ("Dit mag nu wel", "Dit mag nu {{ wel }}", "laat de accolades weg"),
        ("cao81: controle", "cao18: controle", "cao81"),
        ("cao81: controle", "cao81: straffen", "kopje_per_onderwerp"),
    ],
)
def test_a_fault_is_told_with_its_line(old, new, said, tmp_path, library):
    (tmp_path / "bericht.yml").write_text(WORDS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_notice_words(tmp_path, library)
    line = next(place for place, text in enumerate(WORDS.splitlines(), 1) if old in text)
    assert any(said in str(problem) and problem.line in {line, 1} for problem in caught.value.problems)


def test_the_file_that_ships_is_right(library):
    assert load_notice_words(ROOT / "leidraad", library).title

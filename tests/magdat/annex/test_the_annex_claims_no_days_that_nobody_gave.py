"""The days on which the text hung out are the policy's own, or a line to fill in; its headings are its own too."""

from __future__ import annotations

import pytest
from made_rules import ROOT, policy
from pydantic import ValidationError

from magdat.annex import build_annex, load_annex_words
from magdat.files.problems import DocumentError
from magdat.wording.phrases import load_phrases

POSTED = "arbeidsreglement_zonder_ondernemingsraad"
WORDS = ROOT / "leidraad" / "bijlage.yml"


@pytest.fixture(scope="module")
def build(library):
    words, phrases = load_annex_words(WORDS, library), load_phrases(ROOT / "leidraad" / "zinnen.yml")
    return lambda chosen: build_annex(chosen, library, words, phrases)


def made(annex):
    return " ".join(block.text for part in annex.opening if part.anchor == "totstandkoming" for block in part.blocks)


def test_days_in_the_policy_are_printed(build):
    days = {"van": "2026-03-01", "tot": "2026-03-16"}
    assert "van 1 maart 2026 tot en met 16 maart 2026" in made(
        build(policy(opmaak={"procedure": POSTED, "uitgehangen": days}))
    )


def test_without_days_there_is_a_line_to_fill_in(build):
    told = made(build(policy(opmaak={"procedure": POSTED})))
    assert told.count("…… / …… / …………") == 2
    assert "vijftien" not in told


def test_a_last_day_before_the_first_is_refused():
    days = {"van": "2026-03-16", "tot": "2026-03-01"}
    with pytest.raises(ValidationError, match="wissel «van» en «tot»"):
        policy(opmaak={"procedure": POSTED, "uitgehangen": days})


def test_words_that_ask_for_something_else_are_refused(tmp_path, library):
    path = tmp_path / "bijlage.yml"
    path.write_text(WORDS.read_text(encoding="utf-8").replace("{{ van }} tot", "{{ begin }} tot"), encoding="utf-8")
    with pytest.raises(DocumentError, match="begin"):
        load_annex_words(path, library)


def test_a_statement_with_a_title_of_its_own_is_called_that(build):
    said = {
        "id": "a", "soort": "uitleg", "onderwerp": "fout_bericht", "artikel": "1.2", "tekst": "Zo gaat dat.",
    }  # fmt: skip
    for title, heading in (("Een lek melden", "1.2 Een lek melden"), (None, "1.2 Per ongeluk iets verkeerds gepost")):
        statement = {**said, "titel": title} if title else said
        (chapter,) = build(policy(formaat=2, uitspraken=[statement])).chapters
        assert [clause.title for clause in chapter.clauses][1:] == [heading]

"""What the tests of the page for staff share."""

from __future__ import annotations

import pytest
from made_rules import ROOT

from magdat.annex import load_annex_words
from magdat.notice import build_notice, load_notice_words
from magdat.wording.phrases import load_phrases


@pytest.fixture(scope="session")
def noticed(library):
    """Give a function that makes the page from two policies."""
    words, annex = (
        load_notice_words(ROOT / "leidraad", library),
        load_annex_words(ROOT / "leidraad" / "bijlage.yml", library),
    )
    phrases = load_phrases(ROOT / "leidraad" / "zinnen.yml")
    return lambda old, new: build_notice(old, new, library, words, annex, phrases)

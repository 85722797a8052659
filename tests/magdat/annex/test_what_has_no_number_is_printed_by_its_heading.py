"""The annex prints the numbers that the company's own text has, and no others: an answer names the heading there."""

from __future__ import annotations

import pdfplumber
import pytest
from made_rules import ROOT, policy

from magdat.annex import WRITERS, build_annex, load_annex_words
from magdat.annex.text import clauses_as_text
from magdat.wording.phrases import load_phrases


@pytest.fixture(scope="session")
def build(library):
    words = load_annex_words(ROOT / "leidraad" / "bijlage.yml", library)
    phrases = load_phrases(ROOT / "leidraad" / "zinnen.yml")
    return lambda chosen: build_annex(chosen, library, words, phrases)


def said(name, clause, text, **more):
    return {"id": name, "soort": "uitleg", "onderwerp": "gebruik_werkuren", "artikel": clause, "tekst": text, **more}


CHAPTERS = [
    {"nummer": "1", "titel": "Gebruik"},
    {"nummer": "2", "titel": "Foto's", "zonder_nummer": "ja"},
    {"nummer": "3", "titel": "Foto's", "zonder_nummer": "ja"},
]
SAID = [
    said("een", "1.1", "In je pauze kies je zelf.", titel="pauze"),
    said("gsm", "1.2", "Je gsm ligt in je locker.", titel="gsm", kop="Je eigen gsm"),
    said("wifi", "1.2", "De wifi is voor het werk.", titel="wifi", kop="Wifi"),
    said("laptop", "1.2", "Laptop. Die neem je mee.", titel="laptop", kop="Laptop"),
    said("twee", "2.1", "Vraag het eerst.", titel="van elkaar"),
    said("drie", "3.1", "Die zet je niet online.", titel="van elkaar"),
]


@pytest.fixture(scope="module")
def annex(build):
    return build(policy(formaat=2, regels=None, artikels=CHAPTERS, uitspraken=SAID))


def test_a_heading_of_the_company_s_text_gets_no_number_of_ours(annex):
    titles = [
        title for chapter in annex.chapters for title in (chapter.title, *(each.title for each in chapter.clauses))
    ]
    assert titles == ["1. Gebruik", "1.1 pauze", "1.2 gsm", "Foto's", "van elkaar", "Foto's", "van elkaar"]


def test_a_heading_within_a_clause_stands_before_what_is_under_it(annex):
    lines = [line.strip() for line in clauses_as_text(annex, "1.2") if line]
    assert lines == [
        "1. Gebruik",
        "1.2 gsm",
        "Je eigen gsm",
        "Je gsm ligt in je locker.",
        "Wifi",
        "De wifi is voor het werk.",
        "Laptop. Die neem je mee.",
    ]


def test_headings_that_read_alike_keep_their_own_page_in_the_contents(build, tmp_path):
    long = [
        said(f"n{number}", "2.1", "Vraag het eerst, altijd. " * 40, titel=f"van elkaar {number}") for number in range(9)
    ]
    path = tmp_path / "bijlage.pdf"
    WRITERS[".pdf"](build(policy(formaat=2, regels=None, artikels=CHAPTERS, uitspraken=[*SAID, *long])), path)
    with pdfplumber.open(path) as document:
        lines = document.pages[1].extract_text().splitlines()
    pages = [line.split()[-1] for line in lines if line.startswith("Foto's")]
    assert len(pages) == 2
    assert pages[0] != pages[1]

"""No line that leads in stands alone at the foot of a page, and nothing that explains stands alone at the top."""

from __future__ import annotations

import itertools
from contextlib import contextmanager

import pytest
from docx import Document
from made_rules import EXAMPLES, ROOT, policy

from magdat.annex import WRITERS, build_annex, load_annex_words, pdf
from magdat.annex.document import Block, Kind, paragraphs
from magdat.policy.loading import load_policy
from magdat.wording.phrases import load_phrases

POLICIES = [ROOT / "beleid" / "beleid.yml", *EXAMPLES]
LEADS_IN = ("Dat kan op deze voorwaarden:", "Controle kan enkel voor deze doelen:", "Dit zijn de mogelijke sancties")
LEANS_ON = ("Waarom?", "Vragen?")


@pytest.fixture(scope="session")
def build(library):
    words = load_annex_words(ROOT / "leidraad" / "bijlage.yml", library)
    phrases = load_phrases(ROOT / "leidraad" / "zinnen.yml")
    return lambda chosen: build_annex(chosen, library, words, phrases)


def kept(*blocks):
    return [(item.text, item.keep) for item in paragraphs(blocks)]


def test_a_short_clause_stays_whole():
    made = kept(Block.paragraph("Dat mag."), Block.bullets(("een", "twee")), Block.aside("Waarom? Daarom."))
    assert [keep for _, keep in made] == [True, True, True, False]


def test_a_long_clause_may_break_but_not_after_a_lead_in_nor_before_an_aside():
    items = tuple(f"voorwaarde {number}" for number in range(20))
    made = dict(
        kept(Block.paragraph("Dat mag."), Block.paragraph("Als:"), Block.bullets(items), Block.aside("Waarom? Daarom."))
    )
    assert made["Als:"]
    assert made["voorwaarde 0"]
    assert not made["voorwaarde 5"]
    assert made["voorwaarde 18"]
    assert made["voorwaarde 19"]
    assert not made["Waarom? Daarom."]


def test_nothing_is_lost():
    assert paragraphs(()) == ()
    assert [item.ends_list for item in paragraphs((Block.bullets(("een", "twee")),))] == [False, True]


def pages(annex, monkeypatch):
    """What stands on each page of the pdf, in order."""
    written, tagged = {}, pdf._Writer._tagged

    @contextmanager
    def noting(self, kind, text):
        written.setdefault(self.pdf.page, []).append((kind, text))
        with tagged(self, kind, text):
            yield

    monkeypatch.setattr(pdf._Writer, "_tagged", noting)
    pdf._Writer(annex, {})
    return list(written.values())


def long_policy(first):
    """A policy in which clauses of many lengths meet the foot of the page at many places."""
    rules = [
        {
            "id": f"r{number}",
            "onderwerp": "gebruik_werkuren",
            "artikel": f"1.{number}",
            "als": {"inhoud": f"soort{number}"},
            "besluit": "voorwaardelijk",
            "tekst": "Dat mag als het kort blijft. " * (1 + (number * 5 + first) % 9),
            "voorwaarden": [f"voorwaarde {place}" for place in range(1 + (number * 7 + first) % 23)],
            "waarom": "Zo blijft het veilig. " * (1 + number % 4),
        }
        for number in range(1, 25)
    ]
    return policy(regels=rules)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_the_pages_of_every_example_break_well(path, build, library, monkeypatch):
    pytest.importorskip("font_source_sans_pro")
    check(pages(build(load_policy(path, library).policy), monkeypatch))


@pytest.mark.parametrize("first", range(4))
def test_the_pages_of_a_long_policy_break_well(first, build, monkeypatch):
    pytest.importorskip("font_source_sans_pro")
    check(pages(build(long_policy(first)), monkeypatch))


def check(written):
    for page in written[:-1]:
        kind, text = page[-1]
        assert kind == "/P", text
        assert not text.startswith(LEADS_IN), text
    for page in written:
        assert not page[0][1].startswith(LEANS_ON), page[0][1]


def test_word_keeps_the_same_paragraphs_together(build, tmp_path):
    path = tmp_path / "bijlage.docx"
    WRITERS[".docx"](build(long_policy(0)), path)
    texts = Document(str(path)).paragraphs
    for this, following in itertools.pairwise(texts):
        if this.text.startswith(LEADS_IN) or following.text.startswith(LEANS_ON):
            assert this.paragraph_format.keep_with_next, this.text
    assert any(item.style.name == "List Bullet" and not item.paragraph_format.keep_with_next for item in texts)


def test_kinds_look_different_on_paper():
    assert set(pdf.LOOKS) == set(Kind)

"""The annex: the same numbers that answers cite, in Word, pdf and html."""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser

import pytest
from docx import Document
from made_rules import EXAMPLES, ROOT, policy

from magdat.annex import WRITERS, build_annex, load_annex_words
from magdat.annex.document import REGISTER_ROWS
from magdat.files.problems import DocumentError
from magdat.policy.clause_number import clause_order
from magdat.policy.loading import load_policy
from magdat.wording.phrases import load_phrases

POLICIES = [ROOT / "beleid" / "beleid.yml", *EXAMPLES]
WORDS = ROOT / "leidraad" / "bijlage.yml"


@pytest.fixture(scope="session")
def build(library):
    words, phrases = load_annex_words(WORDS, library), load_phrases(ROOT / "leidraad" / "zinnen.yml")
    return lambda chosen: build_annex(chosen, library, words, phrases)


@pytest.fixture(scope="session")
def annex(build, library):
    return build(load_policy(POLICIES[0], library).policy)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_clause_stands_in_the_annex_once_under_its_chapter(path, build, library):
    loaded = load_policy(path, library).policy
    cited = {str(item.clause) for item in (*loaded.rules, *loaded.provisions, *loaded.statements)}
    cited |= {str(part.clause) for part in (loaded.sanctions, loaded.monitoring) if part}
    chapters = build(loaded).chapters
    numbers = [clause.number for chapter in chapters for clause in chapter.clauses]
    assert sorted(numbers, key=clause_order) == numbers
    assert set(numbers) == cited
    assert len(numbers) == len(cited)
    assert all(clause.number.split(".")[0] == chapter.number for chapter in chapters for clause in chapter.clauses)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_text_of_a_rule_is_printed_whole(path, build, library):
    loaded = load_policy(path, library).policy
    clauses = {clause.number: clause for chapter in build(loaded).chapters for clause in chapter.clauses}
    for rule in loaded.rules:
        clause = clauses[rule.clause]
        assert rule.text in [block.text for block in clause.blocks]
        items = {item for block in clause.blocks for item in block.items}
        assert set(rule.requirements) <= items


def test_texts_with_the_same_number_form_one_clause(build):
    provision = {"onderwerp": "pesten", "artikel": "1.1", "tekst": "Praat erover."}
    (chapter,) = build(policy(bepalingen=[provision])).chapters
    (clause,) = chapter.clauses
    assert {block.text for block in clause.blocks} == {"Dat mag.", "Praat erover."}


SANCTIONS = {"artikel": "1.4", "in_arbeidsreglement": "ja", "lijst": ["een verwittiging"]}
MONITORING = {"artikel": "1.4", "wijze": "geen", "tekst": "We kijken niet mee."}
LOGS = {
    "id": "logs",
    "soort": "uitleg",
    "artikel": "1.4",
    "onderwerp": "controle_privacy",
    "titel": "logs",
    "tekst": "De logs bewaren we drie maanden.",
}


def texts_at(annex, number):
    (clause,) = [item for chapter in annex.chapters for item in chapter.clauses if item.number == number]
    return clause.heading, {block.text for block in clause.blocks}


def test_sanctions_and_monitoring_on_one_number_form_one_clause_that_names_both(build):
    heading, texts = texts_at(build(policy(sancties=SANCTIONS, controle=MONITORING)), "1.4")
    assert heading == "Hoe we controleren en welke sancties er zijn"
    assert "We kijken niet mee." in texts
    assert any("van licht naar zwaar" in text for text in texts)


def test_a_clause_on_both_of_which_one_is_filled_in_keeps_what_it_says_of_the_other(build):
    _, texts = texts_at(build(policy(formaat=2, sancties=SANCTIONS, uitspraken=[LOGS])), "1.4")
    assert LOGS["tekst"] in texts
    _, texts = texts_at(build(policy(formaat=2, controle=MONITORING, uitspraken=[LOGS])), "1.4")
    assert LOGS["tekst"] not in texts


def test_a_contact_says_for_what_it_is_there(build):
    gsm = {"functie": "de wagenparkbeheerder", "waarvoor": "schade en boetes", "telefoon": "8140"}
    closing = build(policy(formaat=2, contacten={"wagens": gsm})).closing
    assert "De wagenparkbeheerder, 8140: schade en boetes" in [
        item for part in closing for block in part.blocks for item in block.items
    ]


def test_ten_comes_after_nine(build):
    rules = [
        {
            "id": f"r{n}",
            "onderwerp": "gebruik_werkuren",
            "artikel": f"1.{n}",
            "als": {"platform": name},
            "besluit": "ja",
            "tekst": name,
        }
        for n, name in ((10, "facebook"), (9, "linkedin"), (2, "teams"))
    ]
    (chapter,) = build(policy(regels=rules)).chapters
    assert [clause.number for clause in chapter.clauses] == ["1.2", "1.9", "1.10"]


def test_the_sheet_is_for_receipt_or_for_agreement(build):
    assert build(policy(opmaak={"ondertekening": "ontvangst"})).form.title == "Bewijs van ontvangst"
    assert build(policy(opmaak={"ondertekening": "akkoord"})).form.title == "Verklaring van akkoord"


def test_word_has_real_headings_a_contents_field_page_numbers_and_dutch(annex, tmp_path):
    path = tmp_path / "bijlage.docx"
    WRITERS[".docx"](annex, path)
    document = Document(str(path))
    headings = [(item.style.name, item.text) for item in document.paragraphs if item.style.name.startswith("Heading")]
    for chapter in annex.chapters:
        assert ("Heading 1", chapter.title) in headings
        assert all(("Heading 2", clause.title) in headings for clause in chapter.clauses)
    assert document.core_properties.language == "nl-BE"
    with zipfile.ZipFile(path) as parts:
        body, styles = parts.read("word/document.xml").decode(), parts.read("word/styles.xml").decode()
        footer = "".join(parts.read(name).decode() for name in parts.namelist() if "footer" in name)
    assert r'TOC \o "1-2" \h' in body
    assert 'w:lang w:val="nl-BE"' in styles
    assert " PAGE " in footer
    assert " NUMPAGES " in footer
    assert annex.version in footer
    links = set(re.findall(r'w:anchor="(_Toc\d+)"', body))
    assert links
    assert links <= set(re.findall(r'w:bookmarkStart [^>]*w:name="(_Toc\d+)"', body))
    assert len(document.tables[-1].rows) == REGISTER_ROWS + 1


def test_the_pdf_is_tagged_outlined_and_in_dutch(annex, tmp_path):
    pytest.importorskip("fpdf")
    pytest.importorskip("font_source_sans_pro")
    path = tmp_path / "bijlage.pdf"
    WRITERS[".pdf"](annex, path)
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    for mark in (b"/StructTreeRoot", b"/Marked true", b"/Outlines", b"/Lang (nl-BE)", b"/S /H1", b"/S /H2", b"/S /H3"):
        assert mark in data, mark


class _Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.levels, self.ids, self.links, self.language = [], [], [], None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "html":
            self.language = given.get("lang")
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "id" in given:
            self.ids.append(given["id"])
        if given.get("href", "").startswith("#"):
            self.links.append(given["href"][1:])


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_the_web_page_is_accessible_and_stands_alone(path, build, library, tmp_path):
    page = tmp_path / "bijlage.html"
    WRITERS[".html"](build(load_policy(path, library).policy), page)
    text = page.read_text(encoding="utf-8")
    outline = _Outline()
    outline.feed(text)
    assert outline.language == "nl-BE"
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(outline.levels, outline.levels[1:]))
    assert len(set(outline.ids)) == len(outline.ids)
    assert set(outline.links) <= set(outline.ids)
    assert "src=" not in text
    assert "<link" not in text
    assert "@media print" in text


def test_text_from_the_policy_cannot_become_markup(build, tmp_path):
    page = tmp_path / "bijlage.html"
    WRITERS[".html"](build(policy(titel="<script>alert(1)</script>")), page)
    assert "<script>" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("leeswijzer: >-", "leeswijzers: >-", "onbekende sleutel"),
        (
            "  losse_richtlijn: Interne richtlijn",
            "  losse_richtlijnen: Interne richtlijn",
            "«soort.losse_richtlijn» ontbreekt",
        ),
        ("  policy_opmaak: Hoe", "  policy_opmaken: Hoe", "bestaat niet"),
    ],
)
def test_a_fault_in_the_words_of_the_annex_is_named(old, new, message, library, tmp_path):
    text = WORDS.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "bijlage.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_annex_words(path, library)
    assert message in str(caught.value)

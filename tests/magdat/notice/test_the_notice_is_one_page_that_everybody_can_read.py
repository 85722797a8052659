"""The page as html on paper, as Word, and as text for Slack and Teams."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest
from docx import Document
from made_rules import EXAMPLES, ROOT, policy, rule

from magdat.notice import SLACK, TEAMS, WRITERS, as_text
from magdat.notice.news import Kind
from magdat.policy.loading import load_policy

TOPICS = (
    "gebruik_werkuren",
    "foto_tag",
    "vertrouwelijk",
    "ambassadeur",
    "uit_dienst",
    "eigen_toestel",
    "ai_werk",
    "opname",
)


def changed(count, **more):
    """Return two policies of which so many rules decide otherwise, each with a text of two lines."""
    versions = []
    for decision in ("nee", "voorwaardelijk"):
        rules = []
        for place in range(count):
            asked = {"platform": f"platform{place}"} if place >= len(TOPICS) else {}
            made = rule(f"r{place}", decision, f"Dit is tekst nummer {place}. " + "Lees ze rustig. " * 8, **asked)
            rules.append(made.copy(update={"topic": TOPICS[place % len(TOPICS)], "clause": f"1.{place + 1}"}))
        versions.append(policy(**more).copy(update={"rules": tuple(rules)}))
    return versions


@pytest.fixture(scope="module")
def signs(noticed):
    """Give a page with signs that mean something to Slack, to Teams and to a browser."""
    new = policy(vindplaats={"plaats": "op <het> net", "link": "https://voorbeeld.example/a"})
    text = "Groet <!channel> & *iedereen* met een #teken."
    return noticed(policy(), new.copy(update={"rules": (rule("a", "nee", text),)}))


@pytest.mark.parametrize("count", [1, 8, 14, 30, 60])
def test_it_prints_on_one_sheet_however_much_changes(count, noticed, browser, tmp_path):
    notice = noticed(*changed(count))
    assert notice.fits
    path = tmp_path / "bericht.html"
    path.write_bytes(WRITERS[".html"](notice))
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(path.as_uri())
        paper = page.pdf(prefer_css_page_size=True)
    finally:
        context.close()
    with pdfplumber.open(io.BytesIO(paper)) as printed:
        assert len(printed.pages) == 1
        words = printed.pages[0].extract_text()
    assert all(f"1.{place + 1}" in words for place in range(count))


def test_what_gives_way_on_a_full_page_keeps_its_number(noticed):
    few, many = noticed(*changed(3)), noticed(*changed(60))
    assert len(few.introduction) == 1
    assert len(many.introduction) == 2
    assert all(entry.text for section in few.sections for entry in section.entries)
    told = {item.clause for section in many.sections for entry in section.entries for item in entry.news}
    assert len(told) == 60


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_even_another_company_s_policy_is_told_whole(path, noticed, library):
    old, new = (load_policy(item, library).policy for item in (ROOT / "beleid" / "beleid.yml", path))
    notice = noticed(old, new)
    page = as_text(notice)
    assert all(item.clause is None or item.clause in page for section in notice.sections for entry in section.entries
               for item in entry.news)  # fmt: skip


def test_html_asks_nothing_of_outside_and_escapes_signs(signs):
    page = WRITERS[".html"](signs).decode()
    assert "&lt;!channel&gt; &amp; *iedereen*" in page
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["https://voorbeeld.example/a"]
    assert "url(" not in page
    assert '<html lang="nl-BE">' in page


def test_word_has_real_headings_and_lists(noticed):
    document = Document(io.BytesIO(WRITERS[".docx"](noticed(*changed(2)))))
    styles = [item.style.name for item in document.paragraphs]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") == 2
    assert styles.count("List Bullet") == 2
    assert styles.count("List Bullet 2") == 2
    assert document.core_properties.language == "nl-BE"


def test_slack_and_teams_get_their_own_marks_and_the_policy_none(signs):
    slack, teams = as_text(signs, SLACK), as_text(signs, TEAMS)
    assert "• *Sociale media gebruiken.* Groet &lt;!channel&gt; &amp; *iedereen*" in slack
    assert "<https://voorbeeld.example/a>" in slack
    assert "- **Sociale media gebruiken.** Groet \\<!channel\\> & \\*iedereen\\*" in teams
    assert "## Dit mag nu niet" in teams
    assert "#" not in slack.replace("#teken", "")


def test_plain_text_has_no_marks(signs):
    assert "Groet <!channel> & *iedereen* met een #teken. (artikel 1.1)" in WRITERS[".txt"](signs).decode()
    assert [section.kind for section in signs.sections] == [Kind.FORBIDDEN]

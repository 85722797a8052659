"""`magdat antwoorden catalogus`: one page, everything in it, nothing from outside."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from typer.testing import CliRunner

from magdat.answers.catalogue import blocks, catalogue, render
from magdat.answers.producible import producible
from magdat.commands.answers import app
from magdat.knowledge import open_knowledge
from magdat.settings import Settings


@pytest.fixture(scope="module")
def knowledge():
    return open_knowledge(Settings.from_environment({}))


@pytest.fixture(scope="module")
def page(knowledge):
    return render(knowledge, dt.date(2026, 11, 25))


def test_every_answer_is_on_the_page(knowledge, page):
    text = html.unescape(page)
    for produced in producible(knowledge):
        for part in (*produced.answer.parts, *produced.answer.more):
            assert all(line.removeprefix("- ") in text for line in part.text.splitlines())


def test_every_question_stands_under_its_topic_with_its_answers(knowledge, page):
    text = html.unescape(page)
    for item in catalogue(knowledge):
        statements = list(knowledge.library.statements_of(item.topic.id).values())
        assert [asked.statement for asked in item.statements] == statements
        assert all(asked.entries and asked.statement.question in text for asked in item.statements)


def test_a_question_of_hr_is_for_hr(knowledge):
    found = {
        asked.statement.aspect: {entry.who for entry in asked.entries}
        for item in catalogue(knowledge)
        if item.topic.id == "gebruik_werkuren"
        for asked in item.statements
    }
    assert found["wat_spreek_ik_af"] == {"HR"}
    assert "werknemer" in found["mag_ik"]


def test_lines_with_a_dash_are_a_real_list():
    found = blocks("Dat hangt ervan af.\n- In de pauze: ja.\n- Daarbuiten: nee.\nVraag na.")
    assert [(item.listed, item.texts) for item in found] == [
        (False, ("Dat hangt ervan af.",)),
        (True, ("In de pauze: ja.", "Daarbuiten: nee.")),
        (False, ("Vraag na.",)),
    ]


def test_every_topic_comes_with_what_is_said_when_somebody_asks_on(knowledge, page):
    entries = catalogue(knowledge)
    assert [item.topic.id for item in entries] == [topic.id for topic in knowledge.library.topics]
    assert all(item.follow_ups for item in entries)
    text = html.unescape(page)
    for answer in knowledge.library.answers.values():
        for wording in (answer.employee, answer.hr):
            assert wording is None or all(
                item in text for item in (wording.why, wording.example, wording.short) if item
            )


def test_the_page_needs_nothing_from_outside(page):
    assert not re.search(r"<(?:link|img|iframe)\b|src=|@import|url\(|https?://[^<]*\.(?:js|css)", page)


def test_the_page_can_be_searched_narrowed_and_read_in_the_dark(page):
    assert '<html lang="nl-BE">' in page
    assert 'type="search"' in page
    assert "prefers-color-scheme: dark" in page
    assert "2026" in page


def test_ids_are_unique(page):
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", ["catalogus.txt", "catalogus", "catalogus.pdf"])
def test_a_web_page_gets_no_other_name(name, tmp_path):
    result = CliRunner(mix_stderr=False).invoke(app, ["catalogus", "--uit", str(tmp_path / name)])
    assert result.exit_code == 2
    assert not (tmp_path / name).exists()

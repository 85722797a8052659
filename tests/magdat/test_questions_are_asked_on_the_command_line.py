"""`magdat vraag "…" "…"`: the language model is loaded once, and each question is a conversation of its own."""

from __future__ import annotations

import json
import sys

import pytest

from magdat import cli
from magdat.commands import understanding as command
from magdat.question import Opening
from magdat.understanding import Understanding

FIRST, SECOND = "vertrekt mijn profiel mee", "telt een like mee"
STATEMENTS = {FIRST: "uit_dienst.profiel_aanpassen", SECOND: "ontslag_dringende_reden.om_een_like"}


@pytest.fixture
def ask(monkeypatch, capsys):
    class Reader:
        times = 0

        def __init__(self):
            Reader.times += 1

        def parse(self, texts):
            return [
                Understanding(
                    text,
                    ((STATEMENTS[text].split(".")[0], 0.95),),
                    {},
                    statements=((STATEMENTS[text], 0.9),),
                    openings=((Opening.NONE, 0.9),),
                )
                for text in texts
            ]

    monkeypatch.setattr(command, "open_interpreter", Reader)

    def run(*arguments):
        Reader.times = 0
        monkeypatch.setattr(sys, "argv", ["magdat", "vraag", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        return int(stopped.value.code or 0), capsys.readouterr().out, Reader.times

    return run


def test_several_questions_are_answered_one_after_the_other_under_their_own_words(ask):
    code, told, times = ask(FIRST, SECOND)
    assert (code, times) == (0, 1)
    first, second = told.split(f"? {SECOND}")
    assert first.startswith(f"? {FIRST}")
    assert "Artikel 8.5" in first
    assert "Artikel 10.7" in second


def test_one_question_is_not_said_again(ask):
    code, told, _ = ask(FIRST)
    assert code == 0
    assert "Artikel 8.5" in told
    assert FIRST not in told


def test_words_without_quotes_are_one_question_that_nobody_asked_so(ask, capsys):
    code, told, times = ask("mag", "ik", "dit", "posten")
    assert (code, told, times) == (2, "", 0)


def test_each_is_a_line_for_whoever_reads_by_machine(ask):
    code, told, _ = ask("--json", FIRST, SECOND)
    assert code == 0
    assert [json.loads(line)[0]["uitspraak"] for line in told.splitlines()] == [STATEMENTS[FIRST], STATEMENTS[SECOND]]

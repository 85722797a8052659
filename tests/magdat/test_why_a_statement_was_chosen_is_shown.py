"""`magdat waarom "vraag"`: the five likeliest statements, the form, the openings, and which one answered."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import pytest

from magdat import cli
from magdat.commands import understanding as command
from magdat.question import Form, Opening
from magdat.understanding import Understanding

LIKELY = ("hoe_lang", "mag_ik", "gsm_in_de_locker", "mogen_ze_blokkeren", "pauze_of_werktijd", "rijden_of_machine")
CLEAR = Understanding(
    "hoe lang mag ik op facebook?",
    (("gebruik_werkuren", 0.95),),
    {},
    statements=tuple((f"gebruik_werkuren.{name}", 0.6 / 2**place) for place, name in enumerate(LIKELY)),
    form=Form.HOW_MUCH,
    openings=((Opening.NONE, 0.9), (Opening.DECISION, 0.004)),
)
UNCLEAR = Understanding("dinges hier", (("bewijs", 0.1), ("sanctie", 0.09)), {})


def shown(understood, monkeypatch, capsys, *arguments):
    class Reader:
        def parse(self, texts):
            return [understood for _ in texts]

    monkeypatch.setattr(command, "open_interpreter", Reader)
    monkeypatch.setattr(sys, "argv", ["magdat", "waarom", *arguments])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return int(stopped.value.code or 0), capsys.readouterr().out


def test_five_statements_with_their_chance_and_the_one_that_answered(monkeypatch, capsys):
    code, told = shown(CLEAR, monkeypatch, capsys, CLEAR.text)
    assert code == 0
    lines = [line for line in told.splitlines() if "%" in line and "Opening" not in line]
    assert [line.split("%")[0].split()[-1] for line in lines] == ["60", "30", "15", "8", "4"]
    assert [line for line in lines if "→" in line] == lines[:1]
    assert "rijden_of_machine" not in told
    assert "Gekozen: gebruik_werkuren.hoe_lang, zonder ja of nee vooraan." in told


def test_what_makes_a_statement_likely(monkeypatch, capsys):
    reasons = {"gebruik_werkuren.hoe_lang": {"vorm": 0.7, "dichtste_zin": 1.84, "midden": 0.04}}
    _, told = shown(replace(CLEAR, reasons=reasons), monkeypatch, capsys, CLEAR.text)
    assert re.search(r"dichtste.*vorm", told, re.DOTALL)
    assert "+1.8" in told
    assert "midden" not in told


def test_the_form_and_the_openings(monkeypatch, capsys):
    _, told = shown(CLEAR, monkeypatch, capsys, CLEAR.text)
    assert "Vorm: hoeveel" in told
    assert "Opening: geen 90%, besluit <1%" in told


def test_where_none_answered_it_says_what_happened_instead(monkeypatch, capsys):
    code, told = shown(UNCLEAR, monkeypatch, capsys, UNCLEAR.text)
    assert code == 0
    assert "Geen uitspraak gekozen: het gesprek ging naar «verduidelijken»." in told
    assert "Vorm: niet gehoord" in told


def test_without_a_question_it_is_used_wrongly(monkeypatch, capsys):
    assert shown(CLEAR, monkeypatch, capsys)[0] == 2

"""advisories.yml speaks of the versions that are locked, SECURITY.md says the same, and what is new is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from launch.advisories import answers, faults, locked, main, unanswered, with_table

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_the_versions_are_those_that_are_locked_and_the_page_says_the_same() -> None:
    assert len(answers()) >= 10
    assert list(faults(answers(), locked())) == []
    assert with_table(PAGE, answers()) == PAGE, "run «scripts/audit --write»"
    assert main([]) == 0


def test_every_one_has_an_answer() -> None:
    for item in answers():
        assert item.advisories
        assert len(item.answer.split()) >= 4


def test_another_version_and_a_package_that_went_are_noticed() -> None:
    lock = {**locked(), "keras": "2.12.1"}
    del lock["skops"]
    told = list(faults([*answers(), answers()[-1]], lock))
    assert told == [
        "skops is no longer locked: remove its answer",
        "keras is locked at 2.12.1, answered for 2.12.0: look at its advisories again",
        "dask is there twice",
    ]


def test_what_pip_audit_finds_needs_an_answer_under_one_of_its_names() -> None:
    found = {
        "dependencies": [
            {"name": "keras", "version": "2.12.0", "vulns": [{"id": "PYSEC-2024-1", "aliases": ["CVE-2024-3660"]}]},
            {"name": "rich", "version": "1.0", "vulns": [{"id": "PYSEC-2026-9", "aliases": []}]},
            {"name": "geheim", "skip_reason": "not found on PyPI"},
        ]
    }
    assert list(unanswered(found, answers())) == [
        "rich 1.0: PYSEC-2026-9 has no answer in advisories.yml",
        "geheim could not be looked up: not found on PyPI",
    ]


def test_an_answer_that_says_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "advisories.yml"
    item = "- {package: x, locked: '1', advisories: [CVE-1], what: y, reachable: false, answer: neen}"
    path.write_text(item, encoding="utf-8")
    with pytest.raises(ValueError, match="advisories") as told:
        answers(path)
    assert "answer" in str(told.value)


def test_the_page_names_what_an_operator_has_to_know() -> None:
    for word in ("Python 3.10", "October 2026", "Rasa 3.6", "pip-audit", "Report a weakness"):
        assert word in PAGE

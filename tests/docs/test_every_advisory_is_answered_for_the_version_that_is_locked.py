"""SECURITY.md speaks of the versions that are installed, and answers each advisory."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    table = PAGE.partition("## Known advisories")[2]
    lines = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| package")]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]


def test_the_versions_are_those_that_are_locked() -> None:
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M))
    assert len(rows()) >= 10
    for package, version, *_ in rows():
        assert locked.get(package) == version, f"look at the advisories of {package} again"


def test_every_row_has_an_answer() -> None:
    for _, _, advisories, reachable, answer in rows():
        assert advisories
        assert reachable in {"yes", "no"}
        assert len(answer.split()) >= 4


def test_the_page_names_what_an_operator_has_to_know() -> None:
    for word in ("Python 3.10", "October 2026", "Rasa 3.6", "pip-audit", "Report a weakness"):
        assert word in PAGE

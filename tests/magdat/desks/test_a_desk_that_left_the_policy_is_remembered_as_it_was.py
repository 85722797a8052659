"""While the assistant runs, a desk that leaves the policy keeps its name, its ways and how confidential it is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from magdat.desks.opening import Counter, open_counter
from magdat.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
ENTRY = "    vakbond:\n      open: {dinsdag: 12.00-13.30}\n"
ROUTE = "    - {onderwerp: vakbond, dienst: vakbond}\n"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "beleid.yml"
    path.write_text((ROOT / "beleid" / "beleid.yml").read_text(encoding="utf-8"), encoding="utf-8")
    return path


@pytest.fixture
def counter(policy: Path, tmp_path: Path) -> Counter:
    env = {"MAGDAT_BELEID": str(policy), "MAGDAT_TOESTAND": str(tmp_path / "toestand"), "MAGDAT_DOORGEVEN": "webhook"}
    return open_counter(Settings.from_environment(env), env)


def until_gone(counter: Counter, desk: str) -> None:
    until = time.monotonic() + 10
    while desk in counter.desks():
        assert time.monotonic() < until, "the policy is not read again"
        time.sleep(0.05)


def test_until_it_is_back(counter: Counter, policy: Path) -> None:
    title, text = counter.desk.title_of("vakbond"), policy.read_text(encoding="utf-8")
    assert ENTRY in text
    assert ROUTE in text
    policy.write_text(text.replace(ENTRY, "").replace(ROUTE, ""), encoding="utf-8")
    until_gone(counter, "vakbond")
    assert title != "vakbond"
    assert counter.desk.title_of("vakbond") == title
    assert not counter.desk.is_confidential("vakbond")
    assert counter.desk.hears_by("vakbond", "webhook")
    assert counter.desk.takes_answers("vakbond", "webhook")
    assert counter.desk.is_confidential("nooit-bestaan")

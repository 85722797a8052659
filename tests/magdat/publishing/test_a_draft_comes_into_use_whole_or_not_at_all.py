"""`magdat beleid publiceer` checks, tries and shows a draft, and replaces the policy only when somebody agrees."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_rules import ROOT, as_yaml, policy_data
from typer.testing import CliRunner

from magdat.commands import policy as policy_commands
from magdat.files import writing
from magdat.policy.in_force import in_force
from magdat.policy.loading import load_policy
from magdat.publishing import put_in_place

app = typer.Typer()
app.add_typer(policy_commands.app, name="beleid")


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library) -> Path:
    """A company with version 2.0 in use."""
    as_yaml(policy_data(versie="2.0", geldig_vanaf="2026-01-01"), tmp_path / "beleid.yml")
    monkeypatch.setenv("MAGDAT_BELEID", str(tmp_path / "beleid.yml"))
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path / "toestand"))
    monkeypatch.setenv("MAGDAT_LEIDRAAD", str(ROOT / "leidraad"))
    return tmp_path


def draft(folder: Path, **changed) -> Path:
    path = folder / "concept.yml"
    as_yaml(policy_data(**{"versie": "2.1", "geldig_vanaf": "2026-02-01", **changed}), path)
    return path


def publish(path: Path, *more: str, typed: str = ""):
    return CliRunner().invoke(app, ["beleid", "publiceer", str(path), "--zonder-taalmodel", *more], input=typed)


def test_who_types_the_number_takes_it_into_use_and_keeps_the_old_one(company: Path) -> None:
    before, path = (company / "beleid.yml").read_bytes(), draft(company)
    result = publish(path, typed="2.1\n")
    assert result.exit_code == 0, result.output
    assert (company / "beleid.yml").read_bytes() == path.read_bytes()
    assert (company / "versies" / "2.0.yml").read_bytes() == before
    assert "magdat beleid bericht" in result.output


@pytest.mark.parametrize("typed", ["", "ja\n", "2.0\n"])
def test_without_that_number_nothing_changes(company: Path, typed: str) -> None:
    before = (company / "beleid.yml").read_bytes()
    assert publish(draft(company), typed=typed).exit_code == 1
    assert (company / "beleid.yml").read_bytes() == before
    assert not (company / "versies").exists()


def test_a_number_agreed_to_beforehand_must_be_the_right_one(company: Path) -> None:
    assert publish(draft(company), "--akkoord", "2.2").exit_code == 1
    assert publish(draft(company), "--akkoord", "2.1").exit_code == 0


HURDLES = [
    ({"versie": "2.0"}, "versie 2.0 bestaat al met een andere tekst"),
    ({"geldig_vanaf": "2025-12-31"}, "wordt dit nooit gebruikt"),
    ({"titel": "nog in te vullen"}, "nog in te vullen"),
]


@pytest.mark.parametrize(("changed", "told"), HURDLES, ids=[told for _, told in HURDLES])
def test_what_stands_in_the_way_is_named_and_nothing_changes(company: Path, changed, told: str) -> None:
    before = (company / "beleid.yml").read_bytes()
    result = publish(draft(company, **changed), "--akkoord", str(changed.get("versie", "2.1")))
    assert result.exit_code == 1
    assert told in " ".join(result.output.split())
    assert (company / "beleid.yml").read_bytes() == before


def test_a_draft_with_a_fault_and_one_that_is_not_there_are_told_apart(company: Path) -> None:
    assert publish(draft(company, formaat=9)).exit_code == 1
    assert publish(company / "nergens.yml").exit_code == 2


def test_the_policy_in_use_is_no_draft(company: Path) -> None:
    result = publish(company / "beleid.yml")
    assert result.exit_code == 2
    assert "in een kopie" in result.output


def test_a_policy_of_a_later_day_waits_for_it(company: Path) -> None:
    before = (company / "beleid.yml").read_bytes()
    result = publish(draft(company, geldig_vanaf="2199-01-01"), "--akkoord", "2.1")
    assert result.exit_code == 0
    assert (company / "beleid.yml").read_bytes() == before
    assert (company / "versies" / "2.1.yml").is_file()
    assert "vanaf 1 januari 2199" in result.output


def test_a_broken_policy_in_use_can_be_replaced(company: Path) -> None:
    (company / "beleid.yml").write_text("kapot: [", encoding="utf-8")
    assert publish(draft(company), "--akkoord", "2.1").exit_code == 0
    assert (company / "versies" / "vorige.yml").read_text(encoding="utf-8") == "kapot: ["


def test_a_disk_that_refuses_leaves_the_old_policy_in_use(
    company: Path, library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, loaded = (company / "beleid.yml").read_bytes(), load_policy(draft(company), library)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fdopen", refuse)
    with pytest.raises(OSError, match="No space"):
        put_in_place(loaded, company / "beleid.yml", dt.date(2026, 11, 27))
    assert (company / "beleid.yml").read_bytes() == before


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.dates(dt.date(2026, 1, 2), dt.date(2026, 12, 31)), min_size=1, max_size=5))
def test_whatever_is_published_the_newest_day_that_has_come_is_in_force(
    tmp_path_factory: pytest.TempPathFactory, library, days: list[dt.date]
) -> None:
    folder, today = tmp_path_factory.mktemp("reeks"), dt.date(2026, 7, 1)
    as_yaml(policy_data(versie="0", geldig_vanaf="2026-01-01"), folder / "beleid.yml")
    for number, day in enumerate(sorted(days), start=1):
        loaded = load_policy(draft(folder, versie=str(number), geldig_vanaf=day.isoformat()), library)
        put_in_place(loaded, folder / "beleid.yml", today)
    found = in_force(folder / "beleid.yml", library, today)
    assert found.broken == {}
    assert found.loaded is not None
    past = [day for day in sorted(days) if day <= today]
    assert found.loaded.policy.version == str(len(past))
    assert len(list((folder / "versies").glob("*.yml"))) == len(days)

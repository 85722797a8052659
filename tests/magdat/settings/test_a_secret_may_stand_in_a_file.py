"""`MAGDAT_…_BESTAND` names a file with a secret: read where a process begins, and told of when wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from launch.__main__ import main as start
from launch.services import environment
from magdat.cli import main as magdat
from magdat.secret_files import FILES, take_in, with_secrets
from magdat.variable_table import VARIABLES
from magdat.variables import SettingsError, unknown


def test_every_secret_may_and_nothing_else() -> None:
    secrets = {name for name, item in VARIABLES.items() if item.secret}
    assert set(FILES.values()) == secrets
    assert list(unknown(dict.fromkeys(FILES, "/run/secrets/x"))) == []
    assert len(list(unknown({"MAGDAT_BELEID_BESTAND": "x", "MAGDAT_SMTP_HOST_BESTAND": "x"}))) == 2


def test_the_value_is_that_of_the_file_without_its_last_line_break(tmp_path: Path) -> None:
    for named in FILES:
        (tmp_path / named).write_text(f" {named.lower()} é\n", encoding="utf-8")
    given = {"PATH": "x", **{named: str(tmp_path / named) for named in FILES}}
    found = with_secrets(given)
    assert found == {"PATH": "x", **{secret: f"{named.lower()} é" for named, secret in FILES.items()}}
    assert with_secrets(found) == found
    take_in(given)
    assert given == found


def test_an_empty_file_is_a_secret_that_is_not_set(tmp_path: Path) -> None:
    empty = tmp_path / "leeg"
    empty.write_text("\n", encoding="utf-8")
    found = with_secrets({"MAGDAT_SLACK_TOKEN_BESTAND": str(empty), "MAGDAT_RT_TOKEN_BESTAND": ""})
    assert not any(found.values())


def test_what_is_wrong_is_told_at_once_and_shows_no_secret(tmp_path: Path) -> None:
    for name, content in {
        "binair": b"\xff\xfe",
        "nul": b"gehe\0im",
        "groot": b"geheim" * 20_000,
        "goed": b"geheim",
    }.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SettingsError) as told:
        with_secrets(
            {
                "MAGDAT_DATABASE_BESTAND": str(tmp_path / "er-niet"),
                "MAGDAT_POST_SLEUTEL_BESTAND": str(tmp_path),
                "MAGDAT_RT_TOKEN_BESTAND": str(tmp_path / "binair"),
                "MAGDAT_SLACK_TOKEN_BESTAND": str(tmp_path / "nul"),
                "MAGDAT_REST_TOKEN_BESTAND": str(tmp_path / "groot"),
                "MAGDAT_SMTP_PASSWORD_BESTAND": str(tmp_path / "goed"),
                "MAGDAT_SMTP_PASSWORD": "geheim",
            }
        )
    assert {line.split()[0] for line in told.value.faults} == {
        *("MAGDAT_DATABASE_BESTAND", "MAGDAT_POST_SLEUTEL_BESTAND", "MAGDAT_RT_TOKEN_BESTAND"),
        *("MAGDAT_SLACK_TOKEN_BESTAND", "MAGDAT_REST_TOKEN_BESTAND", "MAGDAT_SMTP_PASSWORD"),
    }
    assert "geheim" not in str(told.value)
    assert "No such file" in str(told.value)


def test_what_is_started_gets_the_value(tmp_path: Path) -> None:
    (tmp_path / "geheim").write_text("van-rasa\n", encoding="utf-8")
    env = environment({"MAGDAT_TOESTAND": str(tmp_path), "MAGDAT_ACTIES_GEHEIM_BESTAND": str(tmp_path / "geheim")})
    assert env["MAGDAT_ACTIES_GEHEIM"] == "van-rasa"
    assert not (tmp_path / "acties.geheim").exists()


def test_every_command_reads_it_and_says_in_a_sentence_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAGDAT_DATABASE_BESTAND", str(tmp_path / "er-niet"))
    assert start(["migratie"]) == 1
    monkeypatch.setattr("sys.argv", ["magdat", "opslag", "migreer"])
    with pytest.raises(SystemExit) as ended:
        magdat()
    assert ended.value.code == 2
    told = capsys.readouterr()
    assert (told.out + told.err).count("MAGDAT_DATABASE_BESTAND must be a file with the secret") == 2

"""`python -m launch rasa2`: which services there are follows from the settings, and others are refused with a list."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from launch.__main__ import main

SERVER = {"MAGDAT_DATABASE": "postgresql://magdat@127.0.0.1/magdat", "MAGDAT_REDIS": "redis://127.0.0.1/0"}


@pytest.fixture
def became(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Give the command lines that the process turned into, with settings for two workers."""
    found: list[list[str]] = []
    monkeypatch.chdir(tmp_path)
    for name, value in {**SERVER, "MAGDAT_WERKERS": "2", "MAGDAT_TOESTAND": str(tmp_path / "toestand")}.items():
        monkeypatch.setenv(name, value)

    def replaced(_: str, arguments: list[str], __: dict[str, str]) -> None:
        found.append(arguments)
        raise SystemExit(0)

    monkeypatch.setattr(os, "execve", replaced)
    return found


@pytest.mark.parametrize(("name", "port"), [("rasa", "5005"), ("rasa2", "5006")])
def test_each_worker_listens_on_its_own_port(became: list[list[str]], name: str, port: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name])
    assert ended.value.code == 0
    ((*_, where, at), *_) = [line[: line.index("--endpoints")] for line in became]
    assert (where, at) == ("--port", port)


def test_a_worker_too_many_is_told_which_there_are(became: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["rasa3"])
    assert (ended.value.code, became) == (2, [])
    told = capsys.readouterr().err
    assert "there is no «rasa3» with these settings" in told
    assert "acties, rasa, rasa2, relay, pagina, bureau" in told

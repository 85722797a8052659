from __future__ import annotations

import pytest

from actions import server
from magdat.redaction import redactor


def test_what_finding_personal_data_takes_is_read_before_anybody_asks() -> None:
    redactor.open_knowledge.cache_clear()
    server.warm_up()
    assert redactor.open_knowledge.cache_info().currsize == 1


def test_rules_that_cannot_be_read_stop_no_server(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise OSError("weg")

    monkeypatch.setattr(server, "redactor", broken)
    server.warm_up()
    assert "redaction.failed" in "".join(capfd.readouterr())

"""Rasa's own readiness, and that it does not start half watched."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sanic import Sanic

from channels import wellbeing
from channels.wellbeing import Wellbeing, has_model, watched_or_ended
from magdat.metrics.serving import PortTaken
from magdat.settings import Settings


async def nobody(_message: Any) -> None: ...


def test_without_a_model_it_lives_and_is_not_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    app = Sanic("gezond", configure_logging=False)
    app.blueprint(Wellbeing().blueprint(nobody), url_prefix="/webhooks/gezondheid")
    agent = SimpleNamespace(is_ready=lambda: False)
    app.ctx.agent = agent
    _, alive = app.test_client.get("/webhooks/gezondheid/")
    _, ready = app.test_client.get("/webhooks/gezondheid/klaar")
    assert alive.status == 200
    assert (ready.status, ready.json) == (503, {"missing": ["model"]})
    app.ctx.agent = SimpleNamespace(is_ready=lambda: True)
    assert has_model(app)
    assert not has_model(SimpleNamespace(ctx=SimpleNamespace()))


def test_metrics_that_cannot_be_shown_end_the_start_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended: list[int] = []

    def taken(*_: Any, **__: Any) -> None:
        raise PortTaken("Metrics cannot be served on 127.0.0.1:9005")

    monkeypatch.setattr(wellbeing, "watch", taken)
    monkeypatch.setattr(wellbeing.os, "_exit", ended.append)
    watched_or_ended(Settings.from_environment({}), 5005)
    assert ended == [1]
    assert capsys.readouterr().err == "Metrics cannot be served on 127.0.0.1:9005\n"

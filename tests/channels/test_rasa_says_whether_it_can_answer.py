"""Rasa's own readiness, and that it does not start half watched."""

from __future__ import annotations

import uuid
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from own_loop import run_apart
from sanic import Sanic

from channels import wellbeing
from channels.wellbeing import Wellbeing, has_model, watched_or_ended
from magdat.metrics.serving import PortTaken
from magdat.settings import Settings


async def nobody(_message: Any) -> None: ...


async def asked(app: Sanic, path: str) -> httpx.Response:
    if not app.router.finalized:
        app.__class__.test_mode = True  # Sanic changes its own code as it starts, and then does so twice
        await app._startup()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://rasa") as client:
        return await client.get(f"/webhooks/gezondheid/{path}")


def test_without_a_model_it_lives_and_is_not_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    app = Sanic(f"gezondheid-{uuid.uuid4().hex}", configure_logging=False)
    app.blueprint(Wellbeing().blueprint(nobody), url_prefix="/webhooks/gezondheid")
    app.ctx.agent = SimpleNamespace(is_ready=lambda: False)
    assert run_apart(asked(app, "")).status_code == 200
    ready = run_apart(asked(app, "klaar"))
    assert (ready.status_code, ready.json()) == (503, {"missing": ["model"]})
    app.ctx.agent = SimpleNamespace(is_ready=lambda: True)
    assert has_model(app)
    assert not has_model(SimpleNamespace(ctx=SimpleNamespace()))


def test_a_database_that_is_away_takes_nobody_out_of_traffic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    monkeypatch.setenv("MAGDAT_DATABASE", "postgresql://nobody@127.0.0.1:1/nothing")
    app = Sanic(f"gezondheid-{uuid.uuid4().hex}", configure_logging=False)
    app.blueprint(Wellbeing().blueprint(nobody), url_prefix="/webhooks/gezondheid")
    app.ctx.agent = SimpleNamespace(is_ready=lambda: True)
    whole, own = run_apart(asked(app, "klaar")), run_apart(asked(app, "klaar/eigen"))
    assert (whole.status_code, whole.json()) == (503, {"missing": ["database"]})
    assert (own.status_code, own.json()) == (200, {"missing": ["database"]})
    app.ctx.agent = SimpleNamespace(is_ready=lambda: False)
    monkeypatch.setattr("magdat.watching.readiness.FRESH", 0.0)
    assert run_apart(asked(app, "klaar/eigen")).status_code == 503


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

"""What another system posts to the port of the chat reaches the desk when it is signed, and nothing else does."""

from __future__ import annotations

import asyncio
import json
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import httpx
import pytest
from free_ports import free_port
from sanic import Sanic

from channels.desk_hooks import DeskHooks, hear
from magdat.desks.opening import open_counter
from magdat.handoff.message import Handoff
from magdat.handoff.ways.webhook import MOST_BYTES, sign
from magdat.settings import Settings

SECRET = "een-gedeeld-geheim"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the address at which answers are posted, and a question that waits for one."""
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    monkeypatch.setenv("MAGDAT_DOORGEVEN", "webhook")
    monkeypatch.setenv("MAGDAT_WEBHOOK_URL", "https://helpdesk.bedrijf.be/")
    monkeypatch.setenv("MAGDAT_WEBHOOK_SECRET", SECRET)
    where = {"desk": "helpdesk", "conversation": "p-1", "channel": "rest", "address": None}
    open_counter(Settings.from_environment()).desk.open(Handoff("Mag dit?"), **where, mark="m1")
    app, port = Sanic(f"hooks-{uuid.uuid4().hex}", configure_logging=False), free_port()
    app.blueprint(DeskHooks.from_credentials(None).blueprint(_nobody), url_prefix="/webhooks/doorgeven")
    started: Future[asyncio.AbstractEventLoop] = Future()
    app.register_listener(lambda _, loop: started.set_result(loop), "after_server_start")
    run = {"host": "127.0.0.1", "port": port, "register_sys_signals": False, "access_log": False, "debug": False}
    thread = threading.Thread(target=lambda: app.run(**run), daemon=True)
    thread.start()
    loop = started.result(30)
    yield f"http://127.0.0.1:{port}/webhooks/doorgeven"
    loop.call_soon_threadsafe(loop.stop)
    thread.join(30)


async def _nobody(_message: object) -> None:
    raise AssertionError("nothing of this is for Rasa")


def post(address: str, body: bytes, secret: str = SECRET) -> int:
    stamp = str(int(time.time()))
    headers = {"X-Magdat-Timestamp": stamp, "X-Magdat-Signature": f"sha256={sign(secret, stamp, body)}"}
    return httpx.post(address, content=body, headers=headers, trust_env=False, timeout=30).status_code


def test_a_signed_answer_arrives_and_no_other(here: str) -> None:
    answer = {"nummer": "MD-0001", "soort": "antwoord", "boodschap": "Ja.", "kenmerk": "1", "medewerker": "an"}
    body = json.dumps(answer).encode()
    assert post(f"{here}/webhook", body, "een ander geheim") == 401
    assert post(f"{here}/email", body) == 404, "no desk uses mail, and nothing is posted there"
    assert post(f"{here}/webhook", b"x" * (MOST_BYTES + 1)) == 413
    assert [post(f"{here}/webhook", body) for _ in range(2)] == [200, 200]
    talk = open_counter(Settings.from_environment()).desk.talk("MD-0001")
    assert [said.text for said in talk if said.text] == ["Mag dit?", "Ja."]


def test_while_no_policy_can_be_used_an_answer_is_to_be_posted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "beleid.yml"
    broken.write_text("kapot: [", encoding="utf-8")
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path / "toestand"))
    monkeypatch.setenv("MAGDAT_BELEID", str(broken))
    assert hear("webhook", {}, b"{}").status == 503

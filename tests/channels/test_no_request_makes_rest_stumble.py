"""Whatever is sent to the REST channel, with a good token and without: never a 5xx, and only what may be is heard."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass

import httpx
import pytest
from free_ports import free_port
from hypothesis import HealthCheck, given, settings
from odd_requests import EXAMPLES, TYPED, Sent, status
from odd_senders import ORIGIN, REST_TOKEN, rest_known, rest_requests, said_by_rest
from sanic import Sanic
from widget_here import PATIENCE, Rasa, until

from channels import limits
from channels.gate import open_gate
from channels.limits import MAX_CHARACTERS
from channels.rest import GatedRest


@dataclass(frozen=True)
class Served:
    """The running channel."""

    address: str
    rasa: Rasa


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAGDAT_TOESTAND", str(tmp_path_factory.mktemp("toestand")))
        patch.setenv("MAGDAT_HERKOMST", ORIGIN)
        patch.setenv("MAGDAT_REST_TOKEN", REST_TOKEN)
        for bound in ("PER_SENDER", "PER_CHANNEL", "IN_ALL"):
            old = getattr(limits, bound)
            patch.setattr(f"channels.measure.{bound}", type(old)(1e9, 1e9, old.queued, old.refusal))
        open_gate.cache_clear()
        rasa, port, app = Rasa(), free_port(), Sanic(f"rest-{uuid.uuid4().hex}", configure_logging=False)
        app.blueprint(GatedRest().blueprint(rasa.answer), url_prefix="/webhooks/rest")
        started: Future[asyncio.AbstractEventLoop] = Future()
        app.register_listener(lambda _, loop: started.set_result(loop), "after_server_start")
        run = {"host": "127.0.0.1", "port": port, "register_sys_signals": False, "access_log": False, "debug": False}
        thread = threading.Thread(target=lambda: app.run(**run), daemon=True)
        thread.start()
        loop = started.result(PATIENCE)
        yield Served(f"http://127.0.0.1:{port}/webhooks/rest", rasa)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        open_gate.cache_clear()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(sent=rest_requests | rest_known)
def test_no_request_is_answered_with_a_fault_of_ours(
    here: Served, sent: Sent, capfd: pytest.CaptureFixture[str]
) -> None:
    before, said = len(here.rasa.heard), said_by_rest(sent)
    found = status(here.address, sent.written(here.address, {}))
    assert found < 500, sent
    assert TYPED not in "".join(capfd.readouterr()), "nothing that was typed is in a log"
    if said is not None and found == 200:
        heard = any(char.isalnum() for char in said) and len(said) <= MAX_CHARACTERS
        assert until(lambda: len(here.rasa.heard) == before + heard)
        return
    assert said is None, sent
    mark = f"merk {uuid.uuid4().hex}"
    body = {"sender": uuid.uuid4().hex, "message": mark}
    answer = httpx.post(
        f"{here.address}/webhook", json=body, headers={"Authorization": f"Bearer {REST_TOKEN}"}, timeout=PATIENCE
    )
    assert answer.status_code == 200
    assert here.rasa.texts[before:] == [mark], "only what somebody said who may"

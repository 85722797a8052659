"""Whatever is sent to the REST channel, with a good token and without: never a 5xx, and only what may be is heard."""

from __future__ import annotations

import asyncio
import json
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass

import httpx
import pytest
from free_ports import free_port
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odd_requests import EXAMPLES, JSON_TYPES, OTHER_TYPES, TYPED, Sent, odd_bodies, printable, status, texts, values
from sanic import Sanic
from widget_here import ORIGIN, PATIENCE, Rasa, until

from channels.gate import open_gate
from channels.limits import MAX_CHARACTERS
from channels.rest import SENDER, GatedRest

TOKEN = "een-lang-en-geheim-token"


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
        patch.setenv("MAGDAT_REST_TOKEN", TOKEN)
        for bound in ("PER_SENDER", "PER_CHANNEL", "IN_ALL"):
            old = getattr(__import__("channels.gate", fromlist=[bound]), bound)
            patch.setattr(f"channels.gate.{bound}", type(old)(1e9, 1e9, old.queued, old.refusal))
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


senders = st.uuids().map(lambda name: f"programma-{name.hex}") | st.text(max_size=70) | values
bodies = odd_bodies | st.fixed_dictionaries({}, optional={"sender": senders, "message": texts}).map(
    lambda value: json.dumps(value).encode()
)
headers = st.fixed_dictionaries(
    {},
    optional={
        "Authorization": st.sampled_from([f"Bearer {TOKEN}", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer "])
        | printable,
        "Content-Type": st.sampled_from([*JSON_TYPES, *OTHER_TYPES]) | printable,
        "Origin": st.sampled_from([ORIGIN, "https://kwaad.example", "null", ""]) | printable,
        "X-Forwarded-For": printable,
        "Cookie": printable,
    },
).map(lambda found: tuple(found.items()))
places = st.just(("POST", "/webhook")) | st.tuples(
    st.sampled_from(["GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "X"]),
    st.sampled_from(["/webhook", "/", "", "/nergens", "/webhook?stream=true", "/%00", "/webhook/"]),
)
requests = st.builds(lambda where, *rest: Sent(*where, *rest), places, headers, bodies)
good_requests = st.builds(
    lambda body, kind: Sent("POST", "/webhook", (("Authorization", f"Bearer {TOKEN}"), ("Content-Type", kind)), body),
    bodies,
    st.sampled_from([*JSON_TYPES, *OTHER_TYPES]),
)


def should_be_taken(sent: Sent) -> str | None:
    """Return what somebody who may says; ``None`` when it is not to be taken."""
    names = dict(sent.headers)
    try:
        body = json.loads(sent.body)
    except (ValueError, RecursionError):
        return None
    may = (
        (sent.method, sent.path.split("?")[0].rstrip("/")) == ("POST", "/webhook")
        and names.get("Authorization") == f"Bearer {TOKEN}"
        and names.get("Content-Type") in JSON_TYPES
        and names.get("Origin", ORIGIN) == ORIGIN
        and isinstance(body, dict)
        and isinstance(body.get("sender"), str)
        and SENDER.fullmatch(body["sender"])
        and isinstance(body.get("message"), str)
    )
    return body["message"] if may else None


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(sent=requests | good_requests)
def test_no_request_is_answered_with_a_fault_of_ours(
    here: Served, sent: Sent, capfd: pytest.CaptureFixture[str]
) -> None:
    before, said = len(here.rasa.heard), should_be_taken(sent)
    found = status(here.address, sent.written(here.address, {}))
    assert found < 500, sent
    assert TYPED not in "".join(capfd.readouterr()), "nothing that was typed is in a log"
    if said is not None and found == 200:
        heard = any(char.isalnum() for char in said) and len(said) <= MAX_CHARACTERS
        assert until(lambda: len(here.rasa.heard) == before + heard)
        return
    assert said is None or sent.path != "/webhook", sent
    mark = f"merk {uuid.uuid4().hex}"
    body = {"sender": uuid.uuid4().hex, "message": mark}
    answer = httpx.post(
        f"{here.address}/webhook", json=body, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=PATIENCE
    )
    assert answer.status_code == 200
    assert here.rasa.texts[before:] == [mark], "only what somebody said who may"

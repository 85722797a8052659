"""What a desk answered comes with the next message at REST; one that hung up gets it with the one after."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import httpx
import pytest
from free_ports import free_port
from sanic import Sanic
from structlog.testing import capture_logs
from widget_here import PATIENCE, Rasa, until

from channels.base import Incoming
from channels.gate import open_gate
from channels.rest import GatedRest
from magdat.desks.opening import open_desk
from magdat.handoff.desk import Desk
from magdat.handoff.message import Handoff
from magdat.settings import Settings


@dataclass
class Served:
    """The running channel, and the desks behind it."""

    port: int
    rasa: Rasa
    desk: Desk

    def says(self, sender: str, text: str) -> list[str]:
        address = f"http://127.0.0.1:{self.port}/webhooks/rest/webhook"
        answer = httpx.post(address, json={"sender": sender, "message": text}, trust_env=False, timeout=10)
        assert answer.status_code == 200
        return [item["text"] for item in answer.json() if "text" in item]

    def hangs_up(self, sender: str, text: str) -> None:
        """Ask, and hang up before there is an answer."""
        body = json.dumps({"sender": sender, "message": text})
        heads = ("POST /webhooks/rest/webhook HTTP/1.1", "Host: x", "Content-Type: application/json")
        request = "\r\n".join((*heads, f"Content-Length: {len(body)}", "", body))
        heard, self.rasa.may_answer = len(self.rasa.heard), threading.Event()
        with capture_logs() as logged:
            with socket.create_connection(("127.0.0.1", self.port)) as line:
                line.sendall(request.encode())
                assert until(lambda: open_gate()._waiting and sum(open_gate()._waiting.values()) > 0), (
                    "the assistant reads it"
                )
            assert until(lambda: any(told["event"] == "gate.left" for told in logged)), (
                "the server knows that nobody waits"
            )
        self.rasa.may_answer.set()
        assert until(lambda: len(self.rasa.heard) > heard), "it is handled all the same"
        self.rasa.may_answer = None


@pytest.fixture
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAGDAT_TOESTAND", str(tmp_path_factory.mktemp("toestand")))
        patch.delenv("MAGDAT_DOORGEVEN", raising=False)
        open_gate.cache_clear()
        rasa, port, app = Rasa(), free_port(), Sanic(f"rest-{uuid.uuid4().hex}", configure_logging=False)
        app.blueprint(GatedRest().blueprint(rasa.answer), url_prefix="/webhooks/rest")
        started: Future[asyncio.AbstractEventLoop] = Future()
        app.register_listener(lambda _, loop: started.set_result(loop), "after_server_start")
        run = {"host": "127.0.0.1", "port": port, "register_sys_signals": False, "access_log": False, "debug": False}
        thread = threading.Thread(target=lambda: app.run(**run), daemon=True)
        thread.start()
        loop = started.result(PATIENCE)
        yield Served(port, rasa, open_desk(Settings.from_environment()))
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        open_gate.cache_clear()


def answered(here: Served, sender: str) -> None:
    """Let a desk answer a question of somebody who went back to the assistant."""
    key = open_gate()._naming.key(Incoming("rest", sender, ""))
    where = {"conversation": key, "channel": "rest", "address": None}
    number = here.desk.open(Handoff("Mag dit?"), desk="helpdesk", mark=f"m{sender}", **where).number
    here.desk.answer(number, "an", "Ja, dat mag.", mark=f"a{sender}")
    here.desk.back_to_bot(key)


def test_two_messages_at_once_tell_it_once(here: Served) -> None:
    sender = uuid.uuid4().hex
    answered(here, sender)
    here.rasa.may_answer = threading.Event()
    with ThreadPoolExecutor(3) as clients:
        asked = [
            clients.submit(here.says, sender, f"mag ik op {place}?") for place in ("facebook", "linkedin", "tiktok")
        ]
        assert until(lambda: sum(open_gate()._waiting.values()) == len(asked)), "all were listened to"
        here.rasa.may_answer.set()
        told = [text for one in asked for text in one.result()]
    here.rasa.may_answer = None
    assert told.count("Ja, dat mag.") == 1
    assert sum(text.startswith("antwoord op") for text in told) == len(asked)
    assert "Ja, dat mag." not in here.says(sender, "mag ik op facebook?")


def test_while_the_assistant_still_answers(here: Served) -> None:
    sender = uuid.uuid4().hex
    answered(here, sender)
    here.hangs_up(sender, "mag ik op facebook?")
    assert "Ja, dat mag." in here.says(sender, "mag ik op facebook?")
    assert "Ja, dat mag." not in here.says(sender, "mag ik op facebook?"), "once it went out, it is told no more"

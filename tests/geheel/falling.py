"""Everything a hand-off needs, as processes that can be killed at any moment; and people who go on all the same."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pyotp
from argon2 import PasswordHasher
from free_ports import free_ports
from mail_house import DESK, OURS, PASSWORD, MailHouse, mail_house

from desk.entrance import Entrance
from launch.services import command, environment, services
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.staff.inviting import Invitations
from magdat.storage.memory.short_lived import MemoryLimits
from magdat.storage.stores import open_stores

ROOT = Path(__file__).resolve().parents[2]
WITHIN = 240.0
"""Seconds in which a step ends; a lease of somebody who was killed ends after 60."""

SECRET = "vier gewone woorden na elkaar"
CAN_FALL = ("rasa", "acties", "bureau", "post", "relay")


@dataclass
class Services:
    """Rasa, the action server, the desk page and a mail server, each of which is started again when it was killed."""

    env: dict[str, str]
    mail: MailHouse
    logs: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start one of them; it need not answer yet."""
        arguments = [sys.executable, str(ROOT / "tests" / "mail_process.py")]
        ports = (self.mail.smtp, self.mail.imap, self.mail.lmtp, self.mail.folder)
        line = [*arguments, *map(str, ports)] if name == "post" else command(self._service(name))
        with (self.logs / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                line, cwd=ROOT, env=self.env, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def fall(self, name: str) -> None:
        """Kill one with all that it started, as a machine that loses its power does, and start it again."""
        os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait(10)
        self.start(name)

    def answers(self, name: str) -> bool:
        """Return whether one of them can be used."""
        try:
            return httpx.get(self._service(name).url(), timeout=2).status_code < 500
        except httpx.HTTPError:
            return False

    def stop(self) -> None:
        """End all of them."""
        for process in self.running.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)

    def _service(self, name: str) -> Any:
        return next(service for service in services(self.env) if service.name == name)


@contextlib.contextmanager
def all_running(state: Path) -> Iterator[Services]:
    """Start everything, and end it."""
    actions, rasa, desk, relay = free_ports(4)
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MAGDAT_")}
    with mail_house() as mail:
        mail.stop_smtp()
        settings = {
            "MAGDAT_POORT_ACTIES": str(actions),
            "MAGDAT_POORT_RASA": str(rasa),
            "MAGDAT_POORT_BUREAU": str(desk),
            "MAGDAT_POORT_RELAY": str(relay),
            "MAGDAT_BEZORGER": "relay",
            "MAGDAT_TOESTAND": str(state),
            "MAGDAT_DOORGEVEN": "helpdesk=email,eigen",
            "MAGDAT_HELPDESK_EMAIL": DESK,
            "MAGDAT_AFZENDER": OURS,
            "MAGDAT_SMTP_HOST": "127.0.0.1",
            "MAGDAT_SMTP_PORT": str(mail.smtp),
            "MAGDAT_IMAP_HOST": "127.0.0.1",
            "MAGDAT_IMAP_PORT": str(mail.imap),
            "MAGDAT_IMAP_USER": OURS,
            "MAGDAT_IMAP_PASSWORD": PASSWORD,
        }
        (state / "logs").mkdir(parents=True)
        found = Services(environment({**bare, **settings, "PYTHONPATH": str(ROOT)}), mail, state / "logs")
        try:
            for name in CAN_FALL:
                found.start(name)
            until(lambda: all(map(found.answers, ("acties", "rasa", "bureau", "relay"))), "everything answers")
            yield found
        finally:
            found.stop()


def until(true: Callable[[], object], what: str) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + WITHIN
    while not true():
        assert time.monotonic() < deadline, f"not in time: {what}"
        time.sleep(0.05)


def again(work: Callable[[], httpx.Response]) -> httpx.Response:
    """Do a request until it is answered: whoever clicks and sees an error page clicks again."""
    answers: list[httpx.Response] = []

    def tried() -> bool:
        with contextlib.suppress(httpx.HTTPError):
            answers.append(work())
            return answers[-1].status_code < 500
        return False

    until(tried, "a request is answered")
    return answers[-1]


class Person:
    """Somebody in the widget, which comes back after every break, and says again what nobody dealt with."""

    def __init__(self, running: Services) -> None:
        self._at = f"http://127.0.0.1:{running.env['MAGDAT_POORT_RASA']}/webhooks/widget"
        token = again(lambda: httpx.post(f"{self._at}/begin", json={}, timeout=10)).json()["token"]
        self._client = httpx.Client(headers={"Authorization": f"Bearer {token}"}, trust_env=False)
        self._new: queue.Queue[tuple[str, dict[str, Any]]] = queue.Queue()
        self._gone = threading.Event()
        self._dealt: dict[str, str] = {}
        self.replies: list[dict[str, Any]] = []
        self._connection = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def say(self, text: str) -> dict[str, Any]:
        """Say something until it is dealt with; return the last reply to it."""
        name, sent = str(uuid.uuid4()), -1

        def dealt() -> bool:
            nonlocal sent
            if name in self._dealt:
                return True
            if sent != self._connection:  # as the widget does when its line is up again
                with contextlib.suppress(httpx.HTTPError):
                    answer = self._client.post(f"{self._at}/say", json={"id": name, "text": text}, timeout=10)
                    sent = self._connection if answer.status_code == 202 else sent
            return False

        until(dealt, f"something said is dealt with, on connection {self._connection}")
        mine = [reply for reply in self.replies if reply["answers"] == name]
        return mine[-1] if mine else {"text": "", "custom": {}}

    def hands_over(self, question: str) -> str:
        """Go on until the question is passed on; return its number."""
        answers = {
            "doorgeven_vraag": question,
            "doorgeven_waar": "anoniem",
            "doorgeven_antwoord_waar": "anoniem",
            "doorgeven_nakijken": "ja",
        }
        said: dict[str, Any] = {}

        def passed_on() -> bool:
            step = said.get("stap", "")
            told = self.say(answers.get(step, "ik wil een mens spreken"))["custom"]
            said.clear()
            said.update(told)
            if not told.get("stap"):  # something is wrong just now, and a person tries again a little later
                time.sleep(1)
            return bool(told.get("stap") == "doorgeven_klaar")

        until(passed_on, "it is passed on")
        return str(said["nummer"])

    def heard(self) -> list[str]:
        """Return what people of the desk wrote, in the order in which it came."""
        return [reply["text"] for reply in self.replies if reply["custom"].get("stap") == "antwoord_van_mens"]

    def steps(self) -> list[str]:
        """Return the steps of all that came by itself."""
        return [str(reply["custom"].get("stap")) for reply in self.replies if not reply["answers"]]

    def leave(self) -> None:
        """Close the widget."""
        self._gone.set()
        self._client.close()

    def _listen(self) -> None:
        last = ""
        while not self._gone.is_set():
            headers = {"Last-Event-ID": last} if last else {}
            opened = self._client.stream("GET", f"{self._at}/events", headers=headers, timeout=40)
            with contextlib.suppress(httpx.HTTPError, RuntimeError), opened as stream:
                self._connection += stream.status_code == 200
                kind = ""
                for line in stream.iter_lines() if stream.status_code == 200 else ():
                    name, _, value = line.partition(": ")
                    last = value if name == "id" else last
                    kind = value if name == "event" else kind
                    if name == "data":
                        self._take(kind, json.loads(value))
            self._gone.wait(0.2)

    def _take(self, kind: str, data: dict[str, Any]) -> None:
        if kind == "reply" and not ("letter" in data and data in self.replies):  # a letter is shown once, as there
            self.replies.append(data)
        elif kind in {"done", "fault"}:
            self._dealt[data["answers"]] = kind


class Worker:
    """Somebody of the desk, on its page; and a colleague who answers by mail."""

    def __init__(self, running: Services) -> None:
        settings = Settings.from_environment(running.env)
        stores, seal = open_stores(settings), Seal.opened(settings.state, settings.post_key)
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        entrance = Entrance(stores.agents, stores.visits, stores.audit, MemoryLimits(), seal, hasher=quick)
        start = Invitations(stores.agents, seal).invite("els", ["helpdesk"])
        code = pyotp.TOTP(entrance.begin("els", start, "test").secret).now()
        token = entrance.choose("els", start, SECRET, code, "test")
        self._mail = running.mail
        at = f"http://127.0.0.1:{running.env['MAGDAT_POORT_BUREAU']}"
        self._client = httpx.Client(base_url=at, cookies={"bureau": token}, timeout=10, trust_env=False)

    def answers(self, number: str, text: str) -> None:
        """Send an answer: the same form, until it is taken."""
        self._sends(f"/vraag/{number}", "antwoord", tekst=text)

    def closes(self, number: str) -> None:
        """Close a question."""
        self._sends(f"/vraag/{number}", "sluiten")

    def reads(self, number: str) -> list[str]:
        """Return the texts on the page of a question, in order."""
        page = again(lambda: self._client.get(f"/vraag/{number}")).text
        return re.findall(r'<p class="beurt-tekst">(.*?)</p>', page, re.DOTALL)

    def mails_of(self, number: str) -> list[str]:
        """Return the mails about a question, each once: a mail program shows one of those with the same id."""
        found = {}
        for mail in self._mail.mails_of(DESK):
            if f"[{number}]" in str(mail["Subject"]):
                found.setdefault(str(mail["Message-ID"]), mail.get_content())
        return list(found.values())

    def answers_by_mail(self, number: str, text: str) -> None:
        """Press «Reply» on the first mail about a question."""
        about = [mail for mail in self._mail.mails_of(DESK) if f"[{number}]" in str(mail["Subject"])]
        reply = EmailMessage()
        reply["From"], reply["To"], reply["Subject"] = DESK, str(about[0]["Reply-To"]), f"Re: {about[0]['Subject']}"
        reply["Message-ID"], reply["In-Reply-To"] = f"<{uuid.uuid4().hex}@bedrijf.be>", str(about[0]["Message-ID"])
        reply.set_content(text)

        def sent() -> bool:
            with contextlib.suppress(OSError):
                self._mail.send(reply)  # the same one until it is taken, as a mail program does
                return True
            return False

        until(sent, "an answer by mail is taken")

    def _sends(self, page: str, what: str, **fields: str) -> None:
        shown = again(lambda: self._client.get(page)).text
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown))
        again(lambda: self._client.post(f"{page}/{what}", data={**hidden, **fields}))

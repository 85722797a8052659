"""Start the services, wait until they answer, watch them, and stop them together."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import httpx
import psutil
from rich.console import Console

from launch import ports, progress
from launch.rolling import rolled, wanted
from launch.rotation import rotate
from launch.services import ROOT, Service, command, environment

START_WITHIN = 300.0
"""Seconds in which a service must answer after it was started; on a machine that is busy, loading takes long."""

STOP_WITHIN = 25.0
"""Seconds that a service gets to stop by itself: what is in flight is finished first (docs/bedrijf.md)."""

LEANED_ON = "acties"
"""The service that the others need to finish what they are busy with: it stops when they have."""


RESTARTS, RESTARTS_WITHIN = 3, 300.0
"""A service that stops by itself is started again, but no more than so many times in so many seconds."""


class StartError(Exception):
    """A service cannot start; the message says which, why, and what to do."""


class Supervisor:
    """The running services."""

    def __init__(self, services: Sequence[Service], console: Console) -> None:
        """Prepare; nothing is started yet."""
        self._services = services
        self._console = console
        self._env = environment()
        self._state = Path(self._env["MAGDAT_TOESTAND"])
        self._running: list[tuple[Service, subprocess.Popen[bytes]]] = []
        self._restarted: dict[str, list[float]] = {}

    def check_ports(self) -> None:
        """Look whether every service can listen where it should.

        Raises:
            StartError: a port is in use; the message names who holds it.
        """
        for service in self._services:
            if not ports.free(service.port):
                raise StartError(
                    f"Port {service.port} ({service.title}) is in use by {ports.holder(service.port)}.\n"
                    f"Stop that process («make stop» when it is an earlier start), or choose another port: "
                    f"MAGDAT_POORT_{service.name.upper()}=… make start"
                )

    def start(self) -> None:
        """Start every service and wait until all answer; raises as the two that it does."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Start every service, and wait for none.

        Raises:
            StartError: a port is in use.
        """
        self.check_ports()
        progress.say_step(self._console, progress.STARTING, "starting the services")
        os.umask(0o077)  # what the services keep, logs included, is for their own account only
        (self._state / "logs").mkdir(parents=True, exist_ok=True)
        for service in self._services:
            self._running.append((service, self._launch(service)))
        self._note()

    def wait(self) -> None:
        """Wait until every service answers.

        Raises:
            StartError: a service stopped, or one does not answer in time.
        """
        deadline = time.monotonic() + START_WITHIN
        for service, process in self._running:
            with self._console.status(f"waiting for {service.title}…"):
                self._wait(service, process, deadline)
            self._console.print(f"· {service.title} answers on port {service.port}")

    def watch(self) -> None:
        """Stay until a signal ends the process or `make stop` stopped the services; start again what stops by itself.

        Raises:
            StartError: a service stopped by itself too often.
        """
        while True:
            for place, (service, process) in enumerate(self._running):
                if process.poll() is not None:
                    if not self._note_path().exists():
                        return
                    self._restart(place, service, process.returncode)
                rotate(self._log(service))
            if wanted(self._state):
                self._roll()
            time.sleep(0.3)

    def _roll(self) -> None:
        """Start the services anew that somebody asked for, each only when the one before it answers again.

        One that does not come back ends the rolling, not the start: those that were not reached yet run on.
        """
        asked, why = wanted(self._state), ""
        for place, (service, process) in enumerate(self._running):
            if service.name not in asked or not self._note_path().exists():
                continue
            self._console.print(f"· {service.title} is started again, as was asked")
            stop_groups([process.pid])
            process.wait(timeout=STOP_WITHIN)
            fresh = self._launch(service)
            self._running[place] = (service, fresh)
            self._note()
            try:
                self._wait(service, fresh, time.monotonic() + START_WITHIN)
            except StartError as error:
                why = str(error)
                break
        rolled(self._state, why)

    def _restart(self, place: int, service: Service, code: int) -> None:
        now = time.monotonic()
        recent = [moment for moment in self._restarted.get(service.name, []) if moment > now - RESTARTS_WITHIN]
        if len(recent) >= RESTARTS:
            raise StartError(f"{service.title} stopped with code {code}, time and again.\n{self._tail(service)}")
        self._restarted[service.name] = [*recent, now]
        self._console.print(f"· {service.title} stopped with code {code}; starting it again")
        self._running[place] = (service, self._launch(service))
        self._note()

    def _launch(self, service: Service) -> subprocess.Popen[bytes]:
        with self._log(service).open("ab") as log:
            return subprocess.Popen(
                command(service),
                cwd=ROOT,
                env=self._env,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def stop(self) -> None:
        """Stop every service; those that do not listen are killed."""
        if not self._running:
            return  # the note, if there is one, is of another start
        for last in (False, True):
            stop_groups([process.pid for service, process in self._running if (service.name == LEANED_ON) is last])
        for _, process in self._running:
            process.wait(timeout=STOP_WITHIN)
        self._note_path().unlink(missing_ok=True)

    def _wait(self, service: Service, process: subprocess.Popen[bytes], deadline: float) -> None:
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise StartError(f"{service.title} stopped while starting.\n{self._tail(service)}")
            try:
                if httpx.get(service.url(), timeout=2.0).status_code < 500:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.25)
        raise StartError(f"{service.title} does not answer after {START_WITHIN:.0f} s.\n{self._tail(service)}")

    def _tail(self, service: Service) -> str:
        log = self._log(service)
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        return "\n".join([f"The last lines of {log}:", *lines])

    def _log(self, service: Service) -> Path:
        return self._state / "logs" / f"{service.name}.log"

    def _note_path(self) -> Path:
        return _note_in(self._env)

    def _note(self) -> None:
        facts = [
            {"name": service.name, "pid": process.pid, "started": psutil.Process(process.pid).create_time()}
            for service, process in self._running
        ]
        self._note_path().write_text(json.dumps(facts), encoding="utf-8")


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let a closed terminal or a request to stop end this block as Ctrl-C does; afterwards the process ends in peace.

    Raises:
        KeyboardInterrupt: one of the signals came.
    """

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def ignore() -> None:
        # Whoever presses Ctrl-C again while services stop must not leave some of them behind.
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)

    def interrupt(number: int, frame: FrameType | None) -> None:
        ignore()
        raise KeyboardInterrupt

    for number in numbers:
        signal.signal(number, interrupt)
    try:
        yield
    finally:
        ignore()


def _note_in(env: Mapping[str, str]) -> Path:
    return Path(env["MAGDAT_TOESTAND"]) / "services.json"


def noted() -> list[dict[str, Any]]:
    """Return what an earlier start noted and is still there: `name`, `pid`, and `started` in seconds since 1970."""
    try:
        facts = json.loads(_note_in(environment()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [item for item in facts if _same(item["pid"], item["started"])]


def stop_noted() -> list[str]:
    """Stop the services that an earlier start noted; return their names."""
    path = _note_in(environment())
    alive = noted()
    path.unlink(missing_ok=True)  # first, by which the one who watches them sees that they were asked to stop
    for last in (False, True):
        stop_groups([item["pid"] for item in alive if (item["name"] == LEANED_ON) is last])
    return [str(item["name"]) for item in alive]


def stop_groups(leaders: Sequence[int]) -> None:
    """Ask process groups to stop, and kill those that are still there after a while."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid in leaders:
            try:
                os.killpg(pid, number)
            except ProcessLookupError:
                continue
        deadline = time.monotonic() + STOP_WITHIN
        while time.monotonic() < deadline and any(_alive(pid) for pid in leaders):
            time.sleep(0.1)


def _alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _same(pid: int, started: float) -> bool:
    """Return whether the process is the one that was noted, not another that got its number since."""
    try:
        return abs(psutil.Process(pid).create_time() - started) < 1.0
    except psutil.NoSuchProcess:
        return False

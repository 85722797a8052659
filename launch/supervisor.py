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

import psutil
from rich.console import Console

from launch import ports, progress
from launch.kept import Kept
from launch.renewal import Renewal
from launch.rotation import rotate
from launch.services import ROOT, Service, command, environment

START_WITHIN = 300.0
"""Seconds in which a service must answer after it was started; on a machine that is busy, loading takes long."""

STOP_WITHIN = 25.0
"""Seconds that a service gets to stop by itself: what is in flight is finished first (docs/bedrijf.md)."""

LEANED_ON = "acties"
"""The service that the others need to finish what they are busy with: it stops when they have."""


RESTARTS = 3
"""A service that stops by itself so many times in a row is started again at once; after more it waits, ever longer."""


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
        self._running: list[Kept] = []

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
            self._running.append(Kept(service, self._launch(service)))
        self._note()

    def wait(self) -> None:
        """Wait until every service answers.

        Raises:
            StartError: a service stopped, or one does not answer in time.
        """
        deadline = time.monotonic() + START_WITHIN
        for kept in self._running:
            with self._console.status(f"waiting for {kept.service.title}…"):
                self._wait(kept, deadline)
            self._console.print(f"· {kept.service.title} answers on port {kept.service.port}")

    def watch(self) -> None:
        """Stay until a signal ends the process or `make stop` stopped the services; start again what stops by itself.

        Each on its own: one that does not stay up is tried again, ever slower, while all others run on.
        """
        renewal = Renewal(
            self._state,
            self._start_again,
            self._console.print,
            lambda kept: self._tail(kept.service),
            stop_within=STOP_WITHIN,
            start_within=START_WITHIN,
        )
        while True:
            for kept in self._running:
                if kept.ended and not self._note_path().exists():
                    return
                if kept.ended and not renewal.has(kept):
                    self._look_after(kept)
                rotate(self._log(kept.service))
            renewal.step(self._running)
            time.sleep(0.3)

    def _look_after(self, kept: Kept) -> None:
        """Start again what stopped, when it is time."""
        if kept.again is None:
            pause, told = kept.stopped(RESTARTS), f"{kept.service.title} stopped with code {kept.process.returncode}"
            if pause == 0:
                self._console.print(f"· {told}; starting it again")
            else:
                self._note()
                self._console.print(
                    f"✗ {told}, {kept.stops} times in a row; the others run on, and it is tried again in {pause:.0f} s."
                    f"\n{self._tail(kept.service)}",
                    markup=False,
                    style="red",
                )
        if kept.again is not None and time.monotonic() >= kept.again:
            self._start_again(kept)

    def _start_again(self, kept: Kept) -> None:
        kept.start(self._launch)
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
            there = [one for one in self._running if not one.ended and (one.service.name == LEANED_ON) is last]
            stop_groups([one.process.pid for one in there])
        for one in self._running:
            one.process.wait(timeout=STOP_WITHIN)
        self._note_path().unlink(missing_ok=True)

    def _wait(self, kept: Kept, deadline: float) -> None:
        title = kept.service.title
        while time.monotonic() < deadline:
            if kept.ended:
                raise StartError(f"{title} stopped while starting.\n{self._tail(kept.service)}")
            if kept.answers(2.0):
                return
            time.sleep(0.25)
        raise StartError(f"{title} does not answer after {START_WITHIN:.0f} s.\n{self._tail(kept.service)}")

    def _tail(self, service: Service) -> str:
        log = self._log(service)
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        return "\n".join([f"The last lines of {log}:", *lines])

    def _log(self, service: Service) -> Path:
        return self._state / "logs" / f"{service.name}.log"

    def _note_path(self) -> Path:
        return _note_in(self._env)

    def _note(self) -> None:
        fresh = self._note_path().with_suffix(".nieuw")
        fresh.write_text(json.dumps([kept.facts() for kept in self._running]), encoding="utf-8")
        os.replace(fresh, self._note_path())  # whoever reads it reads all of it


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
    return [item for item in facts() if _same(item["pid"], item["started"])]


def facts() -> list[dict[str, Any]]:
    """Return all that an earlier start noted, also of a service that is not there now.

    Beside what :func:`noted` says: `stops`, how often in a row it stopped by itself, and `again`, when it is started
    again (seconds since 1970), where that is so.
    """
    try:
        found: list[dict[str, Any]] = json.loads(_note_in(environment()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return found


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

"""Serve the desk page: `python -m desk --host 127.0.0.1 --port 8081`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from desk.app import application
from desk.house import House
from desk.opening import open_house
from desk.serving import server_of
from magdat.files.problems import MagDatError
from magdat.metrics.serving import PortTaken
from magdat.metrics.traces import TracesNotInstalled
from magdat.privacy.discreet_log import keep_log_discreet
from magdat.redaction.redactor import check_weights
from magdat.settings import Door, Settings
from magdat.storage.errors import StorageError
from magdat.variables import SettingsError
from magdat.watching.process import watch, write_log
from magdat.watching.readiness import Readiness, parts

SERVICE = "bureau"
"""What this process is called in logs and traces."""

AGAIN = 2.0
"""Seconds between two looks whether the database is there."""


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m desk", description="Serve the helpdesk's own web page.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    chosen = parser.parse_args(arguments)
    keep_log_discreet()
    try:
        settings = Settings.from_environment()
        write_log(settings, SERVICE)
        check_weights()
        house = when_the_database_is_there(lambda: open_house(settings, port=chosen.port))
        ready = Readiness(parts(settings, lambda: house.in_use().policies))
        app = application(house, Door.from_environment().proxies, ready.missing)
        watch(settings, SERVICE, chosen.port, lambda: house.in_use().policies)
    except (SettingsError, MagDatError, PortTaken, TracesNotInstalled) as error:
        print(f"The desk page cannot start: {error}", file=sys.stderr)
        return 1
    server_of(app, host=chosen.host, port=chosen.port).run()
    return 0


def when_the_database_is_there(opened: Callable[[], House]) -> House:
    """Return the house as soon as its database answers and is ready for this version; why not is said once."""
    told = ""
    while True:
        try:
            return opened()
        except StorageError as error:
            if str(error) != told:
                told = str(error)
                print(f"The desk page waits: {told}", file=sys.stderr, flush=True)
        time.sleep(AGAIN)


if __name__ == "__main__":
    sys.exit(main())

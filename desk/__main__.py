"""Serve the desk page: `python -m desk --host 127.0.0.1 --port 8081`."""

from __future__ import annotations

import argparse
import os
import sys

from desk.app import application
from desk.opening import open_house
from desk.serving import server_of
from magdat.files.problems import MagDatError
from magdat.metrics.serving import PortTaken
from magdat.metrics.traces import TracesNotInstalled
from magdat.privacy.discreet_log import keep_log_discreet
from magdat.settings import Settings
from magdat.variables import SettingsError
from magdat.watching.process import watch, write_log
from magdat.watching.readiness import Readiness, parts

SERVICE = "bureau"
"""What this process is called in logs and traces."""


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
        house = open_house(settings, port=chosen.port)
        ready = Readiness(parts(settings, lambda: house.in_use().policies))
        app = application(house, int(os.environ.get("MAGDAT_PROXIES") or 0), ready.missing)
        watch(settings, SERVICE, chosen.port, lambda: house.in_use().policies)
    except (SettingsError, MagDatError, PortTaken, TracesNotInstalled) as error:
        print(f"The desk page cannot start: {error}", file=sys.stderr)
        return 1
    server_of(app, host=chosen.host, port=chosen.port).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())

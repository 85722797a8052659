"""Serve the desk page: `python -m desk --host 127.0.0.1 --port 8081`."""

from __future__ import annotations

import argparse
import os
import sys

from desk.app import application
from desk.opening import open_house
from desk.serving import server_of
from magdat.files.problems import MagDatError
from magdat.privacy.discreet_log import keep_log_discreet
from magdat.settings import Settings
from magdat.variables import SettingsError


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m desk", description="Serve the helpdesk's own web page.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    chosen = parser.parse_args(arguments)
    keep_log_discreet()
    try:
        settings = Settings.from_environment()
        app = application(open_house(settings, port=chosen.port), int(os.environ.get("MAGDAT_PROXIES") or 0))
    except (SettingsError, MagDatError) as error:
        print(f"The desk page cannot start: {error}", file=sys.stderr)
        return 1
    server_of(app, host=chosen.host, port=chosen.port).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())

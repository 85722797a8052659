"""The action server: the actions behind a door that believes only Rasa, with the couriers beside them."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import threading
import time

import structlog

from actions.bridge import knowledge, redactor
from actions.delivery import Delivery
from actions.web import serve
from actions.wellbeing import SERVICE, be_watched
from magdat.files.problems import DocumentError
from magdat.guidance.library import load_library
from magdat.handoff.talk import load_talk
from magdat.privacy.discreet_log import keep_log_discreet
from magdat.redaction.redactor import check_weights
from magdat.settings import Settings
from magdat.variables import check
from magdat.watching.process import write_log
from magdat.wording.phrases import load_phrases

logger = structlog.get_logger(__name__)


def warm_up() -> None:
    """Read what finding personal data takes, so that the first person who gives an address does not wait for it."""
    try:
        redactor().spans("Karel, 0470 12 34 56")
    except Exception as error:
        logger.error("redaction.failed", kind=type(error).__name__)


LOOK_EVERY = 2.0
"""Seconds between two looks at the policy."""


def main() -> int:
    """Serve until stopped; return 1 when the guidance, the redactor or a setting cannot be used.

    A policy that cannot be used stops nothing: the log says what is wrong, people hear that something is,
    and it works again as soon as the file is mended.
    """
    parser = argparse.ArgumentParser(description="Serve the custom actions.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5055)
    chosen = parser.parse_args()
    keep_log_discreet()
    os.umask(0o077)  # what waits to be handed on is for this account only
    try:
        check(os.environ)
        settings = Settings.from_environment()
        write_log(settings, SERVICE)
        be_watched(settings, chosen.port)
        load_library(settings.guidance)
        load_phrases(settings.guidance / "zinnen.yml")
        load_talk(settings.guidance / "doorgeven.yml")
        check_weights()
        if settings.carries:
            Delivery(settings, knowledge).begin()
    except (DocumentError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    threading.Thread(target=warm_up, name="warming up", daemon=True).start()
    threading.Thread(target=keep_looking, name="looking at the policy", daemon=True).start()
    serve(chosen.host, chosen.port)
    return 0


def keep_looking() -> None:
    """Look at the files of the policy though nobody asks: the log tells what is wrong, and a good version is kept."""
    while True:
        time.sleep(LOOK_EVERY)
        with contextlib.suppress(DocumentError):  # which the log tells
            knowledge().policies.current()


if __name__ == "__main__":
    sys.exit(main())

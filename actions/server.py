"""The action server: Rasa's own, bound to the address that one names, with the courier beside it."""

from __future__ import annotations

import argparse
import os
import sys

import structlog
from rasa_sdk.endpoint import run

from actions.bridge import knowledge
from actions.housekeeping import start_housekeeping
from actions.passing_on import outbox
from magdat.handoff.configuration import adapter_from_environment
from magdat.handoff.delivery import start_courier
from magdat.problems import DocumentError

logger = structlog.get_logger(__name__)


def main() -> int:
    """Serve until stopped; return 1 when the policy, the guidance or a setting cannot be used."""
    parser = argparse.ArgumentParser(description="Serve the custom actions.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5055)
    chosen = parser.parse_args()
    try:
        contacts = knowledge().policy.contacts
        helpdesk = contacts.get("helpdesk") or contacts.get("hr")
        adapter = adapter_from_environment(os.environ, helpdesk.email if helpdesk else None)
    except (DocumentError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    if adapter is not None:
        start_courier(outbox(), adapter)
    else:
        logger.warning(
            "handoff.kept_only",
            why="no mail server or web hook is set: messages wait in the outbox (docs/doorgeven.md)",
        )
    start_housekeeping(knowledge().settings)
    # Rasa's action server listens on every address of the machine unless this says otherwise.
    os.environ["SANIC_HOST"] = chosen.host
    run("actions", port=chosen.port, cors_origins=None)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Rasa's command line, without what it loads and this assistant never uses (`python -m launch.rasa_cli …`)."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from launch import tensorflow_left_out, unused_left_out
from launch.services import ROOT
from magdat.settings import Settings
from magdat.storage.alone import NotAlone, claim
from magdat.variables import SettingsError, check


def main() -> None:
    """Run Rasa's command line with the arguments of this process.

    Where TensorFlow is needed after all, it does well without jax, which its converter of models imports: 70 MB.
    """
    os.umask(0o077)  # conversations are for this account only
    serves = "run" in sys.argv[1:2]
    if serves:
        claim_or_leave()  # before the seconds that loading takes
        unused_left_out.use()
    sys.modules["jax"] = None  # type: ignore[assignment]
    tensorflow_left_out.use(ROOT / "config.yml")
    if serves:
        _serve(sys.argv[2:])
        return
    from rasa.__main__ import main as rasa

    from launch import archive

    if "train" in sys.argv[1:2]:
        archive.use()
    rasa()


def _serve(arguments: list[str]) -> None:
    """Serve as Rasa's «run» does, without reading the code of its other commands first."""
    parser = argparse.ArgumentParser(prog="python -m launch.rasa_cli run")
    parser.add_argument("--model", required=True)
    parser.add_argument("--interface", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--endpoints", default="endpoints.yml")
    parser.add_argument("--credentials", default="credentials.yml")
    parser.add_argument("--cors", nargs="*", default=[])
    chosen = parser.parse_args(arguments)
    for path in (chosen.model, chosen.endpoints, chosen.credentials):
        if not Path(path).exists():
            sys.exit(f"✗ There is no «{path}»")
    import rasa
    from rasa.shared.exceptions import RasaException
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.io import configure_colored_logging
    from rasa.utils.log_utils import configure_structlog

    from launch import action_calls, action_replies, dutch_reading, graph_order, processor, rule_lookup

    configure_logging_and_warnings(None, None, warn_only_once=True, filter_repeated_logs=True)
    configure_colored_logging(None)
    configure_structlog(None)
    for part in (processor, action_replies, action_calls, rule_lookup, graph_order, dutch_reading):
        part.use()
    sys.path.insert(1, os.getcwd())  # where endpoints.yml and credentials.yml find our parts
    try:
        rasa.run(**vars(chosen), enable_api=False)
    except RasaException as error:
        sys.exit(f"✗ {type(error).__name__}: {error}")


def claim_or_leave() -> None:
    """End this process with a sentence where it cannot work beside what already does."""
    os.environ["SANIC_WORKERS"] = "1"
    try:
        check(os.environ)
        claim(Settings.from_environment())
    except (SettingsError, NotAlone) as error:
        sys.exit(f"✗ {error}")
    except OSError as error:
        sys.exit(f"✗ The folder of the database cannot be written ({type(error).__name__}): see MAGDAT_TOESTAND")


if __name__ == "__main__":
    main()

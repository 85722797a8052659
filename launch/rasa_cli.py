"""Rasa's command line, without what it loads and this assistant never uses (`python -m launch.rasa_cli …`)."""

from __future__ import annotations

import os
import sys

from launch import tensorflow_left_out
from launch.services import ROOT
from magdat.settings import Settings
from magdat.storage.alone import NotAlone, claim
from magdat.variables import SettingsError, check


def main() -> None:
    """Run Rasa's command line with the arguments of this process.

    Where TensorFlow is needed after all, it does well without jax, which its converter of models imports: 70 MB.
    """
    os.umask(0o077)  # conversations are for this account only
    if "run" in sys.argv[1:2]:
        claim_or_leave()  # before the seconds that loading takes
    sys.modules["jax"] = None  # type: ignore[assignment]
    tensorflow_left_out.use(ROOT / "config.yml")
    from rasa.__main__ import main as rasa

    from launch import action_calls, action_replies, archive, processor, rule_lookup

    if "run" in sys.argv[1:2]:
        processor.use()
        action_replies.use()
        action_calls.use()
        rule_lookup.use()
    if "train" in sys.argv[1:2]:
        archive.use()
    rasa()


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

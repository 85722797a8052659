"""Rasa's command line, without what it loads and this assistant never uses (`python -m launch.rasa_cli …`)."""

from __future__ import annotations

import os
import sys

from launch import tensorflow_left_out
from launch.services import ROOT


def main() -> None:
    """Run Rasa's command line with the arguments of this process.

    Where TensorFlow is needed after all, it does well without jax, which its converter of models imports: 70 MB.
    """
    os.umask(0o077)  # conversations are for this account only
    sys.modules["jax"] = None  # type: ignore[assignment]
    tensorflow_left_out.use(ROOT / "config.yml")
    from rasa.__main__ import main as rasa

    from launch import action_calls, action_replies, archive, dutch_pipeline, processor

    dutch_pipeline.use()
    if "run" in sys.argv[1:2]:
        processor.use()
        action_replies.use()
        action_calls.use()
    if "train" in sys.argv[1:2]:
        archive.use()
    rasa()


if __name__ == "__main__":
    main()

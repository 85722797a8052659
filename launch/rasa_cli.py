"""Rasa's command line, without what TensorFlow loads and this assistant never uses (`python -m launch.rasa_cli …`)."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run Rasa's command line with the arguments of this process.

    TensorFlow Lite imports jax where it finds it, for a converter of models; TensorFlow does well without. It saves
    70 MB in a server that runs all day.
    """
    os.umask(0o077)  # conversations are for this account only
    sys.modules["jax"] = None  # type: ignore[assignment]
    from rasa.__main__ import main as rasa

    if "run" in sys.argv[1:2]:
        from launch import action_replies, dutch_pipeline, processor

        processor.use()
        dutch_pipeline.use()
        action_replies.use()
    rasa()


if __name__ == "__main__":
    main()

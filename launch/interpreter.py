"""The understanding for the command line where TensorFlow is not installed, as in the image (scripts/image-tree)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from launch import tensorflow_left_out
from launch.services import ROOT

if TYPE_CHECKING:
    from nlu.rasa_interpreter import RasaInterpreter


def open_interpreter(model: Path | None = None) -> RasaInterpreter:
    """Open the trained model (the entry point `magdat.interpreter`).

    Raises:
        NoInterpreter: there is no such model.
    """
    if "tensorflow" not in sys.modules and importlib.util.find_spec("tensorflow") is None:
        tensorflow_left_out.use(ROOT / "config.yml")
    from nlu import rasa_interpreter  # after that, for it brings Rasa along

    return rasa_interpreter.open_interpreter(model)

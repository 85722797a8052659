"""Understand messages with the trained Rasa model, in this process: for the command line and the benchmarks."""

from __future__ import annotations

import asyncio
import logging
import os
import warnings
from collections.abc import Sequence
from pathlib import Path

from magdat.interpreter import NoInterpreter
from magdat.understanding import Understanding

MODEL = Path(__file__).resolve().parent.parent / "models" / "magdat.tar.gz"


class RasaInterpreter:
    """A loaded Rasa model."""

    def __init__(self, model: Path) -> None:
        """Load the model; takes some seconds, most of them TensorFlow's.

        Raises:
            NoInterpreter: there is no such model.
        """
        if not model.is_file():
            raise NoInterpreter(f"Er is nog geen getraind model ({model.name}) → voer «make train» uit")
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        warnings.filterwarnings("ignore")
        logging.getLogger("rasa").setLevel(logging.ERROR)
        from rasa.core.agent import Agent

        self.agent = Agent.load(str(model))

    def parse(self, texts: Sequence[str]) -> list[Understanding]:
        """Return one understanding a text, in order."""

        async def parse_all() -> list[Understanding]:
            return [Understanding.from_parse(await self.agent.parse_message(text)) for text in texts]

        return asyncio.run(parse_all())


def open_interpreter(model: Path | None = None) -> RasaInterpreter:
    """Open the trained model (the entry point `magdat.interpreter`)."""
    return RasaInterpreter(model or Path(os.environ.get("MAGDAT_MODEL") or MODEL))

"""Understand messages with the trained Rasa model, in this process: for the command line and the benchmarks."""

from __future__ import annotations

import asyncio
import logging
import os
import warnings
from collections.abc import Sequence
from pathlib import Path

from magdat.blas import name_kernels
from magdat.interpreter import NoInterpreter
from magdat.policy.shipped import NO_POLICY, TRIED
from magdat.understanding import Understanding

MODEL = Path(__file__).resolve().parent.parent / "models" / "magdat.tar.gz"


TOGETHER = 64
"""So many texts go through the pipeline at once, where sentences are read on all cores."""


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
        name_kernels(os.environ)
        warnings.filterwarnings("ignore")
        logging.getLogger("rasa").setLevel(logging.ERROR)
        from rasa.core.agent import Agent

        self.agent = Agent.load(str(model))

    def parse(self, texts: Sequence[str]) -> list[Understanding]:
        """Return one understanding a text, in order."""

        async def parse_all() -> list[Understanding]:
            return [Understanding.from_parse(await self.agent.parse_message(text)) for text in texts]

        return asyncio.run(parse_all())

    def read(self, texts: Sequence[str]) -> list[Understanding]:
        """Return the same of what is no question, many at once: nothing in a policy answers it."""
        from rasa.core.channels.channel import UserMessage
        from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
        from rasa.shared.core.trackers import DialogueStateTracker

        processor = self.agent.processor
        assert processor is not None  # the model was loaded
        target, found = processor.model_metadata.nlu_target, []
        for start in range(0, len(texts), TOGETHER):
            messages = [UserMessage(text, metadata={TRIED: NO_POLICY}) for text in texts[start : start + TOGETHER]]
            tracker = DialogueStateTracker.from_events(messages[0].sender_id, [])
            inputs = {PLACEHOLDER_MESSAGE: messages, PLACEHOLDER_TRACKER: tracker}
            read = processor.graph_runner.run(inputs=inputs, targets=[target])[target]
            found += [Understanding.from_parse(message.as_dict(only_output_properties=True)) for message in read]
        return found


def open_interpreter(model: Path | None = None) -> RasaInterpreter:
    """Open the trained model (the entry point `magdat.interpreter`)."""
    return RasaInterpreter(model or Path(os.environ.get("MAGDAT_MODEL") or MODEL))

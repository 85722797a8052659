"""With which word an answer begins, by a question and a sentence that are read together.

e5's lower layers read each by itself, so that a question costs nothing more than it did and a sentence of the policy is
read once; its two last layers, taught for this, read the two together (the idea: MacAvaney et al. 2020,
arXiv:2004.14255). «Mag ik weigeren?» beside «niemand is verplicht» is «ja» though no word of the one is in the other.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from nlu.e5 import graph as layers
from nlu.e5.engine import Engine
from nlu.e5.sessions import made_of, session
from nlu.e5.weights import Floats
from nlu.encoders import CACHE, E5, TAUGHT, encoder_named, read_as
from nlu.reading import graph, weights
from nlu.reading.weights import MOST, ReaderWeights

SENTENCES_KEPT = 1_500
"""So many sentences are kept as the lower layers read them, some 17 kB each."""

THREADS = 2
"""So many read three pairs at once: 4.2 ms of 80 pieces each become 2.7, and fifty people wait no longer for it."""

Words = tuple[float, float, float]
"""How likely «ja», «nee» and neither are."""


class PairReader:
    """What reads a question and sentences together; its methods may be called from several threads at once."""

    def __init__(self, engine: Engine, folder: Path, path: Path = weights.PATH) -> None:
        """Load it.

        Args:
            engine: the encoder whose lower layers read each text by itself.
            folder: where its graph is kept.
            path: what training.py wrote.

        Raises:
            OSError: that file is missing.
        """
        self._engine = engine
        learned = ReaderWeights.load(engine.weights, path)
        made = made_of(graph.__file__, weights.__file__, layers.__file__, digest=learned.digest)
        self._session = session(folder / f"reader-{made}.onnx", lambda: graph.pair_graph(learned), THREADS)
        self._first, self._kinds = learned.floats(graph.BEFORE_ALL), learned.floats("seg")
        self._kept: OrderedDict[str, NDArray[np.float16]] = OrderedDict()
        self._lock = Lock()

    def read(self, question: str, sentences: Sequence[str]) -> list[Words]:
        """Return for each sentence how likely each word is the one with which an honest answer begins.

        Args:
            question: in the person's words; of a long one only its end is read.
            sentences: of a policy or the guidance.
        """
        if not sentences:
            return []
        asked = self._engine.below(read_as(question)[-1])[-MOST:] + self._kinds[0]
        told = [self._sentence(sentence).astype(np.float32) + self._kinds[1] for sentence in sentences]
        length = 1 + len(asked) + max(map(len, told))
        pairs: Floats = np.zeros((len(told), length, self._engine.dimension), dtype=np.float32)
        away: Floats = np.full((len(told), 1, 1, length), -1e9, dtype=np.float32)
        for row, one in enumerate(told):
            whole = np.concatenate([self._first, asked, one])
            pairs[row, : len(whole)] = whole
            away[row, 0, 0, : len(whole)] = 0
        found = self._session.run([graph.WORDS], {graph.PAIRS: pairs, graph.AWAY: away})[0]
        return [(float(yes), float(no), float(neither)) for yes, no, neither in found]

    def prepare(self, sentence: str) -> None:
        """Read a sentence by itself, so that nobody who asks waits for it."""
        self._sentence(sentence)

    def _sentence(self, text: str) -> NDArray[np.float16]:
        with self._lock:
            known = self._kept.get(text)
            if known is not None:
                self._kept.move_to_end(text)
                return known
        found: NDArray[np.float16] = self._engine.below(read_as(text)[0])[:MOST].astype(np.float16)
        with self._lock:
            self._kept[text] = found
            if len(self._kept) > SENTENCES_KEPT:
                self._kept.popitem(last=False)
        return found


@cache
def pair_reader() -> PairReader:
    """Return the reader that everybody in this process shares."""
    encoder = encoder_named(TAUGHT)
    assert isinstance(encoder, E5)
    return PairReader(encoder.engine, CACHE / "e5")

"""Leave the same fifteen writers out, train on the others, and compare with the figure that was committed."""

import json
import os

import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from bench.leave_writers_out import FIGURES, run
from bench.sentences import read_sentences

MOST_LOST = 0.02


@pytest.mark.timeout(900)
def test_accuracy_on_unseen_writers_has_not_dropped() -> None:
    committed = json.loads(FIGURES.read_text(encoding="utf-8"))["left_out"]
    measured = run(read_sentences(), left_out=committed["writers"])["per_fold"][0]
    was = committed["accuracy"]
    assert measured >= was - MOST_LOST, f"{measured:.4f} now, {was:.4f} when it was committed"

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

from launch import progress, training
from launch.progress import LEARNING, READING, STAGES, Remaining, reached


def test_the_stage_is_the_last_one_that_the_log_tells_of() -> None:
    log = ""
    for stage in STAGES:
        log += f"INFO Starting to train {stage.marker}.\n"
        assert reached(log) == stage


def test_stages_come_in_their_order_with_ever_more_behind_them() -> None:
    shares = [stage.before for stage in STAGES]
    assert shares == sorted(set(shares))
    assert [stage.step for stage in STAGES] == sorted(stage.step for stage in STAGES)


def test_the_last_training_says_how_long_this_one_takes(tmp_path: Path) -> None:
    kept = tmp_path / "below" / "training.json"
    assert Remaining(kept).seconds() == pytest.approx(progress.FIRST_TIME, abs=1)
    kept.parent.mkdir()
    kept.write_text('{"seconds": 300}', encoding="ascii")
    assert Remaining(kept).seconds() == pytest.approx(300, abs=1)
    Remaining(kept).keep()
    assert Remaining(kept).seconds() == 5.0, "never nothing: it is not done yet"


@pytest.mark.parametrize("text", ["", "nonsense", "[]", '{"seconds": "long"}'])
def test_a_note_that_cannot_be_read_is_no_hindrance(tmp_path: Path, text: str) -> None:
    (tmp_path / "training.json").write_text(text, encoding="ascii")
    assert Remaining(tmp_path / "training.json").seconds() == pytest.approx(progress.FIRST_TIME, abs=1)


def test_what_is_done_corrects_what_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    remaining = Remaining(tmp_path / "training.json")
    now += 90
    remaining.reached(0.5)
    assert remaining.seconds() == pytest.approx(90)


def test_every_step_is_said_once_with_what_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "LOOK_EVERY", 0.05)
    said = io.StringIO()
    log = tmp_path / "training.log"
    logged = "".join(
        f"time.sleep(0.4); print('component', repr('{name}'), flush=True)\n"
        for name in ("NgramFeaturizer", "TopicClassifier")
    )
    script = f"import time\n{logged}time.sleep(0.4)"
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-c", script], stdout=output)
        training._show(Console(file=said), process, log, Remaining(tmp_path / "training.json"))
    assert process.returncode == 0
    lines = [line for line in said.getvalue().splitlines() if "step" in line]
    assert [f"step {number} of 5" in line for number, line in zip((READING, LEARNING), lines)] == [True, True]
    assert len(lines) == 2
    assert all("s left" in line for line in lines)

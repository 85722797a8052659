"""What the figures of production count: replies with an answer, and nothing of a process that is gone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from bench.two_servers import OURS_CARRIES, STOCK_CARRIES, Server, running_process, wait_for

TEXT = {"recipient_id": "x", "text": "Rustig aan: je berichten komen te snel. Wacht even en probeer opnieuw."}
FORM = {"recipient_id": "x", "custom": {"onderwerp": "gebruik_werkuren"}}


@pytest.mark.parametrize(
    ("carries", "status", "body", "counts"),
    [
        (OURS_CARRIES, 200, [TEXT, FORM], True),
        (OURS_CARRIES, 200, [TEXT], False),
        (OURS_CARRIES, 200, [], False),
        (OURS_CARRIES, 200, {"fout": "Dit bericht is te groot."}, False),
        (OURS_CARRIES, 503, [TEXT, FORM], False),
        (STOCK_CARRIES, 200, [TEXT], True),
        (STOCK_CARRIES, 200, [], False),
    ],
)
def test_what_says_that_something_is_wrong_is_no_answer(carries: str, status: int, body: Any, counts: bool) -> None:
    server = Server("ours", "http://127.0.0.1:1/", psutil.Process(), carries)
    assert (server.fault(status, body) is None) is counts


def test_a_process_that_ends_is_noticed_at_once_with_its_last_words(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('the key is missing')"]
    with (
        running_process(command, tmp_path, {}, tmp_path / "log") as ended,
        pytest.raises(SystemExit, match="ended with status 1\nthe key is missing"),
    ):
        wait_for("http://127.0.0.1:1/", ended)

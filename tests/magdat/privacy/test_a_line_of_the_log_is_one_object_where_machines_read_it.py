"""MAGDAT_LOGVORM=json: one JSON object a line, whoever writes it, and nothing in it that must not be there."""

from __future__ import annotations

import json
import subprocess
import sys

WRITES = """
import logging, structlog
from magdat.privacy.discreet_log import keep_log_discreet
from magdat.privacy.log_form import write_json
from magdat.metrics.faults import count_faults
from magdat.metrics.requests import request
keep_log_discreet(); write_json("acties"); write_json("acties"); count_faults()
with request("0123456789abcdef"):
    structlog.get_logger("x").warning("gate.flood", channel="rest", text="zwarteraaf")
    logging.getLogger("rasa.core.processor").error("zwarteraaf %s", "vraagt iets")
try:
    raise ValueError("zwarteraaf")
except ValueError:
    structlog.get_logger("x").exception("gate.failed")
"""


def test_every_line_is_one_object_without_what_was_typed() -> None:
    done = subprocess.run([sys.executable, "-c", WRITES], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in (done.stdout + done.stderr).splitlines()]
    assert len(lines) == 3
    assert all({"event", "level", "service", "timestamp"} <= set(line) for line in lines)
    assert {line["service"] for line in lines} == {"acties"}
    of_request = [line for line in lines if line.get("request") == "0123456789abcdef"]
    assert len(of_request) == 2
    assert "zwarteraaf" not in done.stdout + done.stderr
    assert next(line for line in lines if line["event"] == "gate.failed")["kind"] == "ValueError"

import asyncio
import logging
from pathlib import Path

import pytest
import structlog
from fake_channel import FakeChannel
from own_loop import run_apart

from channels.gate import Gate
from magdat.privacy.discreet_log import LEFT_OUT, keep_log_discreet, without_what_people_typed
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.memory.keys import MemoryKeys
from magdat.wording.phrases import load_phrases

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Jan Peeters pest mij"


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return Gate(load_phrases(ROOT / "leidraad" / "zinnen.yml"), Pseudonyms(MemoryKeys()), patience=0.2)


def test_a_line_of_rasa_loses_the_message_and_who_sent_it() -> None:
    line = without_what_people_typed(None, "error", {"event": "rest.timeout", "text": SECRET, "sender_id": "jan"})
    assert line == {"event": "rest.timeout", "text": LEFT_OUT, "sender_id": LEFT_OUT}


def test_a_fault_keeps_its_kind_and_place_but_neither_its_text_nor_its_variables() -> None:
    try:
        typed = SECRET
        raise ValueError(typed)
    except ValueError:
        line = without_what_people_typed(None, "exception", {"event": "failed"})
    assert line["kind"] == "ValueError"
    assert __file__ in line["where"][0]
    assert SECRET not in str(line)


def test_somebody_who_goes_away_is_handled_but_no_channel_of_rasa_hears_of_it(gate: Gate) -> None:
    channel = FakeChannel(gate, takes=0.05)

    async def leaving() -> None:
        request = asyncio.ensure_future(channel.say(SECRET))
        await asyncio.wait_for(handing(gate), 10)
        request.cancel()
        await request  # raises nothing: Rasa would write the message to the log
        await asyncio.wait_for(handled(gate), 10)

    with structlog.testing.capture_logs() as lines:
        run_apart(leaving())
    assert [message.text for message in channel.reached] == [SECRET]
    assert [line["event"] for line in lines] == ["gate.left"]
    assert SECRET not in str(lines)


async def handing(gate: Gate) -> None:
    while not gate._waiting:
        await asyncio.sleep(0.001)


async def handled(gate: Gate) -> None:
    """Wait until nothing is being handled any more: what may be logged of it was."""
    while gate._waiting:
        await asyncio.sleep(0.001)


def test_an_answer_that_hangs_is_told_of_before_anybody_gives_up(gate: Gate) -> None:
    channel = FakeChannel(gate, takes=1)
    with structlog.testing.capture_logs() as lines:
        run_apart(channel.say(SECRET))
    assert "112" in channel.texts[0]
    assert [(line["event"], line["why"]) for line in lines] == [("gate.silent", "it takes too long")]


def test_a_line_of_a_library_keeps_its_kind_and_place_alone(caplog: pytest.LogCaptureFixture) -> None:
    before = logging.getLogRecordFactory()
    try:
        keep_log_discreet()
        logging.getLogger("py.warnings").warning(f"/a/file.py:7: UserWarning: {SECRET}\n  code")
        logging.getLogger("sanic.error").error(SECRET)
        try:
            raise ValueError(SECRET)
        except ValueError:
            logging.getLogger("ergens.anders").exception("failed for %s", SECRET)
        logging.getLogger("rasa.core.agent").error("the model cannot be read")
    finally:
        logging.setLogRecordFactory(before)
        logging.captureWarnings(False)
    assert SECRET not in caplog.text
    assert "UserWarning (/a/file.py:7)" in caplog.text
    assert "ValueError" in caplog.text
    assert "the model cannot be read" in caplog.text

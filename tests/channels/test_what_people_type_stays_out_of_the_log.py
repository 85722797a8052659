import asyncio
from pathlib import Path

import pytest
import structlog
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from channels.gate import Gate
from magdat.answers.phrases import load_phrases
from magdat.privacy.discreet_log import LEFT_OUT, without_what_people_typed
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.memory.keys import MemoryKeys

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
    handled: list[str] = []

    async def rasa(message: UserMessage) -> None:
        await asyncio.sleep(0.05)
        handled.append(str(message.text))

    async def leaving() -> None:
        message = UserMessage(SECRET, CollectingOutputChannel(), "jan", input_channel="rest")
        request = asyncio.ensure_future(gate.around(rasa)(message))
        await asyncio.sleep(0.01)
        request.cancel()
        await request  # raises nothing: Rasa's REST channel would write the message to the log
        await asyncio.sleep(0.1)

    with structlog.testing.capture_logs() as lines:
        asyncio.run(leaving())
    assert handled == [SECRET]
    assert [line["event"] for line in lines] == ["gate.left"]


def test_an_answer_that_hangs_is_told_of_before_anybody_gives_up(gate: Gate) -> None:
    async def rasa(message: UserMessage) -> None:
        await asyncio.sleep(1)

    output = CollectingOutputChannel()
    asyncio.run(gate.around(rasa)(UserMessage(SECRET, output, "jan", input_channel="rest")))
    assert "112" in output.messages[0]["text"]

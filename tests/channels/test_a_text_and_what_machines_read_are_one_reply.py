"""Rasa says a text and its machine-readable form apart; a channel gets them together, and a program apart again."""

from __future__ import annotations

from fake_channel import FakeChannel
from hypothesis import given, settings
from hypothesis import strategies as st
from own_loop import run_apart
from waiting_channel import PHRASES

from channels.base import RasaOutput, Reply
from channels.gate import Gate
from channels.rest import Collected
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.memory.keys import MemoryKeys

TEXT = st.sampled_from(["Ja.", "Nee."])
BUTTONS = st.sampled_from([None, [{"title": "Meer weten", "payload": "/meer_weten"}]])
CUSTOM = st.sampled_from([{"onderwerp": "sanctie"}, {"onderwerp": "pesten"}])
MESSAGES = st.lists(
    st.one_of(
        st.fixed_dictionaries({"text": TEXT, "buttons": BUTTONS}),
        st.fixed_dictionaries({"custom": CUSTOM}),
    ),
    max_size=6,
)


def said(messages: list[dict], outgoing: object) -> RasaOutput:
    async def scene() -> RasaOutput:
        output = RasaOutput("nep", outgoing)
        for message in messages:
            await output.send_response("an", message)
        await output.flush()
        return output

    return run_apart(scene())


def test_what_follows_on_a_text_is_of_that_text() -> None:
    channel = FakeChannel(Gate(PHRASES, Pseudonyms(MemoryKeys())))
    one, two = {"onderwerp": "sanctie"}, {"onderwerp": "pesten"}
    said([{"text": "a"}, {"text": "b"}, {"custom": one}, {"custom": two}, {"text": "c", "custom": one}], channel)
    assert channel.replies == [Reply("a"), Reply("b", (), one), Reply("", (), two), Reply("c", (), one)]


@settings(deadline=None)
@given(messages=MESSAGES)
def test_a_program_gets_the_messages_as_rasa_said_them(messages: list[dict]) -> None:
    collected = Collected("jan")
    output = said(messages, collected)
    expected = [{"recipient_id": "jan", **{key: value for key, value in item.items() if value}} for item in messages]
    assert collected.messages == expected
    assert output.sent == len(messages)


def test_a_program_gets_a_button_as_the_contract_has_it() -> None:
    collected = Collected("jan")
    button = {"title": "Meer weten", "payload": "/meer_weten"}
    said([{"text": "Ja.", "buttons": [{**button, "hoort_bij": "0123456789ab"}]}], collected)
    assert collected.messages == [{"recipient_id": "jan", "text": "Ja.", "buttons": [button]}]


def test_that_a_conversation_was_erased_is_heard() -> None:
    assert said([{"text": "Gewist."}, {"custom": {"gebaar": "wissen"}}], Collected("jan")).erased
    assert not said([{"text": "Gewist."}], Collected("jan")).erased

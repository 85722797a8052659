from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from servers import Assistant


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"geen json",
        b"[]",
        b'{"sender": "a"}',
        b'{"message": "hallo"}',
        b'{"sender": 1, "message": "hallo"}',
        b'{"sender": "a", "message": 5}',
    ],
)
def test_a_body_that_makes_no_sense_is_a_400_in_dutch(assistant: Assistant, body: bytes) -> None:
    answer = httpx.post(
        f"{assistant.rasa}/webhooks/rest/webhook", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 400
    assert "fout" in answer.json()


def test_two_hundred_messages_at_once_give_no_server_error(assistant: Assistant) -> None:
    conversation = assistant.conversation()

    def ask(_: int) -> str:
        return conversation.say("mag ik op facebook in de pauze?").text

    with ThreadPoolExecutor(20) as pool:
        texts = list(pool.map(ask, range(200)))
    assert all(texts)
    assert any("te snel" in text for text in texts)

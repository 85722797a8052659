"""Marker words through every path, and then a search of every file, table and log for them."""

import json
import socket
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import pytest
from servers import ANSWER_WITHIN, Assistant, running

POLICY = Path(__file__).resolve().parents[2] / "beleid" / "beleid.yml"
WORDS = (
    *(
        "zwarteraaf",
        "paarsepers",
        "geelkastje",
        "groenesleutel",
        "kabouterplop",
        "blauwetrein",
        "roodhuisje",
        "witteboot",
    ),
    *("0478 98 76 54", "0478987654", "jan.peeters@voorbeeld.example"),
)


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the folder of an assistant to whom all the words were said, while it still runs."""
    state, policy = tmp_path_factory.mktemp("toestand"), tmp_path_factory.mktemp("beleid") / "beleid.yml"
    policy.write_bytes(POLICY.read_bytes())
    # A way out that takes nothing: what waits in the outbox is the one thing that people agreed to.
    settings = {"MAGDAT_WEBHOOK_URL": "http://127.0.0.1:9/", "MAGDAT_WEBHOOK_SECRET": "geheim-van-de-test-van-dertig"}
    with running(state, policy=policy, settings=settings) as assistant:
        questions(assistant)
        payloads(assistant)
        hand_off(assistant)
        hanging_up(assistant)
        broken_policy(assistant, policy)
        failing_action(assistant)
        assistant.conversation().say("mag ik op linkedin?")  # a word more, along the way that all of them went
        yield state


def questions(assistant: Assistant) -> None:
    talk = assistant.conversation()
    talk.say("mag ik op facebook in de pauze, vraagt zwarteraaf? bel 0478 98 76 54")
    talk.say("en na de uren met jan.peeters@voorbeeld.example?")
    for _ in range(3):
        talk.say("kabouterplop blorp zzz")
    talk.say("/aanpassen")
    talk.say("/ontkennen")
    talk.say("mijn collega's pesten mij, ze noemen mij zwarteraaf")
    talk.say("je parle français avec zwarteraaf")


def payloads(assistant: Assistant) -> None:
    talk = assistant.conversation()
    for payload in (
        "/kies_optie",
        '/pesten{"kabouterplop":"1"}',
        '/aanvullen{"platform": "kabouterplop"}',
        '/aanvullen{"rol": "kabouterplop"}',
        "/kabouterplop",
        '/gebruik_werkuren{"kabouterplop',
        "/restart kabouterplop",
    ):
        talk.say("mag ik op linkedin?")
        talk.say(payload)


def hand_off(assistant: Assistant) -> None:
    talk = assistant.conversation()
    talk.say("ik wil een mens spreken")
    talk.say("Mijn foto hangt aan de paarsepers")
    talk.say("geelkastje")
    talk.say("0478 98 76 54")
    talk.say("ik wil de tekst aanpassen")
    talk.say("groenesleutel dan maar")
    talk.say("nee")


def hanging_up(assistant: Assistant) -> None:
    address = urlsplit(assistant.rasa)
    body = json.dumps({"sender": assistant.conversation().sender, "message": "mag blauwetrein op tiktok?"}).encode()
    lines = ("POST /webhooks/rest/webhook HTTP/1.1", "Host: x", "Content-Type: application/json")
    head = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode()
    ends = set[int]()
    for sent in (head + body, head + body[: len(body) // 2]):
        with socket.create_connection((str(address.hostname), address.port or 80)) as line:
            line.sendall(sent)
            ends.add(line.getsockname()[1])
    webhook = f"{assistant.rasa}/webhooks/rest/webhook"
    for content in (b"blauwetrein", b'{"sender": "blauwetrein", "message": 1}', b'["blauwetrein"]'):
        httpx.post(webhook, content=content, headers={"Content-Type": "application/json"})
    httpx.post(webhook + "?blauwetrein=1", content=b"{}")
    httpx.get(f"{assistant.rasa}/blauwetrein")
    deadline, rasa = time.monotonic() + ANSWER_WITHIN, psutil.Process(assistant.pids["rasa"])
    while ends & {item.raddr.port for item in rasa.net_connections("tcp4") if item.raddr}:
        assert time.monotonic() < deadline, "Rasa still listens to who hung up"
        time.sleep(0.1)


def broken_policy(assistant: Assistant, policy: Path) -> None:
    talk = assistant.conversation()
    talk.say("ik wil een mens spreken")
    good = policy.read_bytes()
    policy.write_bytes(b"{kapot")
    assert assistant.logs("acties", "policy.broken")
    talk.say("Mijn naam is roodhuisje, bel 0478 98 76 54")
    talk.say("roodhuisje")
    policy.write_bytes(good)


def failing_action(assistant: Assistant) -> None:
    """Call an action as Rasa does, with a tracker that no action can read."""
    secret = {"X-Magdat-Geheim": (assistant.state / "acties.geheim").read_text()}
    for action in ("action_antwoord", "witteboot"):
        message = {"text": "witteboot", "intent_ranking": [{"name": "witteboot", "confidence": "witteboot"}]}
        tracker = {"sender_id": "p-0", "slots": {"gesprek": "witteboot"}, "latest_message": message, "events": []}
        httpx.post(
            assistant.environment["MAGDAT_ACTIES_URL"], json={"next_action": action, "tracker": tracker}, headers=secret
        )


def test_no_file_holds_one_of_the_words(spoken: Path) -> None:
    written = {path: path.read_bytes() for path in spoken.rglob("*") if path.is_file()}
    assert any(path.suffix == ".log" and content for path, content in written.items()), "no log to look in"
    found = {(word, path.name) for path, content in written.items() for word in WORDS if word.encode() in content}
    assert not found


def test_no_row_of_any_table_holds_one_of_the_words(spoken: Path) -> None:
    with sqlite3.connect(spoken / "magdat.sqlite") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [str(row) for table in tables for row in database.execute(f'SELECT * FROM "{table}"')]
    assert "conversations" in tables
    assert rows
    assert not {(word, row) for row in rows for word in WORDS if word in row}


def test_nobody_can_be_read_who_bullied_whom(spoken: Path) -> None:
    assert not any(b'"pesten"' in path.read_bytes() for path in spoken.glob("magdat.sqlite*"))

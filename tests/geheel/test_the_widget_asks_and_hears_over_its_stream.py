"""The widget's channel in the whole started system: a question, its card, a break, a restart, and erasing."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from servers import ANSWER_WITHIN, Assistant, running, stores_in

QUESTION = "mag ik facebook gebruiken tijdens de pauze?"

Event = tuple[int, str, dict[str, Any]]


class Talk:
    """One widget."""

    def __init__(self, assistant: Assistant, token: str | None = None) -> None:
        """Begin, with the token that it had before if there is one."""
        self._address = f"{assistant.rasa}/webhooks/widget"
        answer = httpx.post(f"{self._address}/begin", json={"token": token} if token else {})
        answer.raise_for_status()
        self.token, self.known = answer.json()["token"], answer.json()["known"]

    def post(self, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        who = {"Authorization": f"Bearer {self.token}", **headers}
        return httpx.post(f"{self._address}/{path}", json=body, headers=who)

    def say(self, text: str, policy: str = "", **headers: str) -> str:
        """Say something, and return what it is called; on the example page a policy to try may go along."""
        name = str(uuid.uuid4())
        body = {"id": name, "text": text, **({"policy": policy} if policy else {})}
        assert self.post("say", body, **headers).status_code == 202
        return name

    @contextmanager
    def events(self, last: int | None = None) -> Iterator[Iterator[Event]]:
        """Give what comes over a stream, as it comes."""
        headers = {"Authorization": f"Bearer {self.token}"}
        headers |= {"Last-Event-ID": str(last)} if last is not None else {}
        with httpx.stream("GET", f"{self._address}/events", headers=headers, timeout=ANSWER_WITHIN) as answer:
            assert answer.status_code == 200
            with closing(read(answer)) as found:
                yield found


def read(answer: httpx.Response) -> Iterator[Event]:
    found: dict[str, str] = {}
    for line in answer.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            found[name] = value
            continue
        if "event" in found:
            yield int(found["id"]), found["event"], json.loads(found["data"])
        found = {}


def up_to(events: Iterator[Event], kind: str) -> list[Event]:
    """Return what comes, up to the first of a kind."""
    found: list[Event] = []
    for event in events:
        found.append(event)
        if event[1] == kind:
            return found
    pytest.fail(f"the stream ended before «{kind}»: {found}")


def test_a_question_comes_back_as_the_card_that_rest_gives(assistant: Assistant) -> None:
    talk = Talk(assistant)
    with talk.events() as events:
        name = talk.say(QUESTION)
        found = up_to(events, "done")
    assert [kind for _, kind, _ in found][0 :: len(found) - 1] == ["typing", "done"]
    assert all(data["answers"] == name for _, _, data in found)
    (card,) = [data for _, kind, data in found if kind == "reply" and data["custom"].get("besluit")]
    rest = assistant.conversation().say(QUESTION)
    assert card["custom"] == rest.custom
    assert card["text"] in rest.text
    assert card["buttons"] == rest.buttons


def test_after_a_break_exactly_what_was_missed_comes(assistant: Assistant) -> None:
    talk = Talk(assistant)
    with talk.events() as events:
        talk.say(QUESTION)
        last = up_to(events, "done")[-1][0]
    talk.say("en op linkedin?")
    with talk.events(last) as events:
        found = up_to(events, "done")
    cards = [data["custom"] for _, kind, data in found if kind == "reply" and "context" in data["custom"]]
    assert [(card["context"]["platform"], card["context"]["moment"]) for card in cards] == [("linkedin", "pauze")]
    with talk.events(found[-2][0]) as events:
        assert [number for number, _, _ in up_to(events, "done")] == [found[-1][0]]


def test_a_restart_keeps_the_conversation_and_erasing_ends_it(tmp_path: Path) -> None:
    with ExitStack() as left_open, running(tmp_path) as assistant:
        talk = Talk(assistant)
        events = left_open.enter_context(talk.events())
        talk.say(QUESTION)
        last = up_to(events, "done")[-1][0]
    with running(tmp_path) as assistant:
        again = Talk(assistant, talk.token)
        assert again.known
        with again.events(last) as events:
            again.say("en op linkedin?")
            found = up_to(events, "done")
        (card,) = [data["custom"] for _, kind, data in found if kind == "reply" and "context" in data["custom"]]
        assert (card["context"]["moment"], card["context"]["platform"]) == ("pauze", "linkedin")
        assert again.post("erase", {}).status_code == 200
        assert again.post("say", {"id": "12345678", "text": "x"}).status_code == 401
        assert not Talk(assistant, again.token).known
        rows = stores_in(tmp_path).conversations
        log = (tmp_path / "logs" / "rasa.log").read_text(encoding="utf-8")
    assert rows.forget(0) == 0, "nothing of it is kept"
    assert "conversation.erased" in log, "what the action server remembers went too"
    assert again.token not in log
    assert "linkedin" not in log


def test_browsers_of_the_page_may_and_others_may_not(assistant: Assistant) -> None:
    page = f"http://127.0.0.1:{assistant.environment['MAGDAT_POORT_PAGINA']}"
    begin = f"{assistant.rasa}/webhooks/widget/begin"
    for origin, allowed in ((page, page), ("https://kwaad.example", None)):
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        asked["Access-Control-Request-Headers"] = "authorization,content-type,last-event-id"
        answer = httpx.options(begin, headers=asked)
        assert answer.headers.get("access-control-allow-origin") == allowed
        assert "access-control-allow-credentials" not in answer.headers
        assert (httpx.post(begin, json={}, headers={"Origin": origin}).status_code == 200) is (allowed is not None)


def test_the_example_page_gets_its_answer_from_the_policy_that_it_names(assistant: Assistant) -> None:
    page = f"http://127.0.0.1:{assistant.environment['MAGDAT_POORT_PAGINA']}"
    talk, clauses = Talk(assistant), []
    with talk.events() as events:
        for policy in ("open", "", "verouderd_2013"):
            talk.say(QUESTION, policy, Origin=page)
            found = up_to(events, "done")
            clauses += [
                (data["custom"]["besluit"], data["custom"]["artikel"])
                for _, kind, data in found
                if kind == "reply" and data["custom"].get("besluit")
            ]
    assert clauses == [("ja", "2.1"), ("ja", "3.1"), ("nee", "2.1")]

"""A process that dies, or loses its database, after a reply was sent and before that was noted, doubles nothing."""

from __future__ import annotations

import asyncio

import pytest
from own_loop import run_apart
from slack_here import TOKEN, slack

from channels.base import Incoming, Reply
from channels.envelopes import Question
from channels.parts import NoParts
from channels.post import Answered, Post
from channels.slack.answers import SlackAnswers
from channels.slack.web import WebApi
from magdat.privacy.seal import Seal
from magdat.settings import ROOT
from magdat.storage.errors import StorageError
from magdat.storage.letters import Held
from magdat.storage.memory.letters import MemoryLetters
from magdat.wording.phrases import load_phrases

PHRASES = load_phrases(ROOT / "leidraad" / "zinnen.yml")


@pytest.mark.parametrize("thread", ["", "1600000000.000001"])
def test_slack_is_asked_what_it_has_before_it_gets_a_reply_again(thread: str) -> None:
    async def twice(address: str) -> None:
        web = WebApi(TOKEN, f"{address}/api/")
        way = SlackAnswers(web, PHRASES, {"channel": "D1", "person": "U1", **({"thread": thread} if thread else {})})
        for mark, again in (("een", False), ("een", True), ("twee", True), ("twee", True)):
            await way.marked(mark, again=again, parts=NoParts()).send(Reply("Ja."))
        await web.close()

    with slack(pace=0.0) as workspace:
        if thread:
            workspace.desk.people.append({"type": "message", "channel": "D1", "user": "U1", "text": "?", "ts": thread})
        run_apart(twice(workspace.address))
        assert len(workspace.posted) == 2


class Forgetful(MemoryLetters):
    """Letters in a database that is away whenever something is to be noted, a few times."""

    away = 0

    def done(self, held: Held) -> None:
        self._maybe_away()
        super().done(held)

    def answered(self, *given: object, **named: object) -> bool:
        self._maybe_away()
        return super().answered(*given, **named)  # type: ignore[arg-type]

    def _maybe_away(self) -> None:
        self.away += 1
        if self.away % 3:
            raise StorageError("weg")


def test_what_is_done_is_noted_as_soon_as_the_database_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.post.NOTE_EVERY", 0.02)
    asked: list[str] = []
    sent: list[str] = []

    class Way:
        async def send(self, reply: Reply) -> None:
            sent.append(reply.text)

    async def answer(_key: str, question: Question, _rasa: object, _ask: bool) -> Answered:
        asked.append(question.incoming.text)
        return Answered((Reply("ja"),))

    async def whole() -> None:
        post = Post(Forgetful(), Seal.passing(), answer)
        post.serve("slack", lambda _: Way(), _nobody)
        await post.start()
        await post.keep("p-1", Question({}, Incoming("slack", "U1", "mag dat?")), None)
        for _ in range(1000):
            if sent:
                break
            await asyncio.sleep(0.02)
        await post.stop()

    run_apart(whole())
    assert (asked, sent) == (["mag dat?"], ["ja"])


async def _nobody(_message: object) -> None:
    return None

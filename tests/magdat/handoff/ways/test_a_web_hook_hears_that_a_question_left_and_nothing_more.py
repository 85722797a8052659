"""A question that goes on to a desk without the web hook: the other side hears that it left, and nothing more."""

from __future__ import annotations

import json
from typing import Any

import pytest
from handoff_servers import WebServer
from talks_here import Talks

from magdat.handoff.failures import TemporaryFailure
from magdat.handoff.ways.webhook import WebhookWay
from magdat.policy.service_desks import ServiceDesk

DESKS = {
    "helpdesk": ServiceDesk("helpdesk", "de helpdesk", None, "helpdesk"),
    "vertrouwenspersoon": ServiceDesk("vertrouwenspersoon", "An", None, "vertrouwenspersoon", confidential=True),
}


@pytest.fixture
def talks(webhook: WebhookWay) -> Talks:
    talks = Talks(webhook, ("helpdesk",))
    talks.desk._desks = lambda: DESKS
    return talks


def posted(helpdesk: WebServer) -> list[dict[str, Any]]:
    return [json.loads(body) for _, body in helpdesk.posts]


def left(line: int) -> dict[str, Any]:
    return {"nummer": "MD-0001", "kenmerk": line, "soort": "gebeurtenis", "gebeurtenis": "transferred"}


def test_it_hears_that_the_question_left_and_not_where_to(helpdesk: WebServer, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="helpdesk")
    assert talks.desk.transfer(number, "els", "vertrouwenspersoon")
    talks.say(number, "Enkel voor An.")
    assert posted(helpdesk)[1:] == [left(2)]


def test_what_waited_for_the_old_desk_is_posted_no_more(helpdesk: WebServer, talks: Talks) -> None:
    helpdesk.answers.append((503, {}))
    with pytest.raises(TemporaryFailure):
        talks.ask("Mag ik filmen?", desk="helpdesk")
    talks.desk.add("MD-0001", "Of een foto?", mark="p1")
    assert talks.desk.transfer("MD-0001", "els", "vertrouwenspersoon")
    helpdesk.posts.clear()
    talks.retry()
    assert talks.carry() == 3
    assert posted(helpdesk) == [left(3)]
    assert talks.tickets.externals("webhook") == []

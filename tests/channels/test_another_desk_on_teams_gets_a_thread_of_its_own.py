"""A question that goes on to another desk on Teams is told in that desk's channel, and no longer in the old one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import microsoft as loopback
import pytest
from microsoft import Microsoft
from stand_ins import Received
from talks_here import Talks

from magdat.handoff.ways.teams import TeamsDesk
from magdat.handoff.ways.words import load_desk_words
from magdat.policy.service_desks import ServiceDesk
from magdat.teams.settings import TeamsSettings

WORDS = load_desk_words(Path(__file__).parents[2] / "leidraad" / "bureaupost.yml")
REST, ALONE = "19:hulp@thread.tacv2", "19:alleen@thread.tacv2"
DESKS = {
    "it": ServiceDesk("it", "de IT-dienst", None, "it"),
    "vertrouwenspersoon": ServiceDesk("vertrouwenspersoon", "An", None, "vertrouwenspersoon", confidential=True),
}


@pytest.fixture
def microsoft() -> Iterator[Microsoft]:
    with loopback.microsoft() as here:
        here.teams |= {REST, ALONE}
        yield here
        assert here.faults == []


@pytest.fixture
def talks(microsoft: Microsoft) -> Talks:
    settings = TeamsSettings.from_environment(microsoft.settings)
    assert settings is not None
    talks = Talks(TeamsDesk(settings, {"": REST, "vertrouwenspersoon": ALONE}, WORDS))
    talks.desk._desks = lambda: DESKS
    return talks


def test_the_whole_talk_begins_there_and_the_old_thread_hears_that_alone(microsoft: Microsoft, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="it")
    old = talks.external(number)
    talks.say(number, "In de refter, " + "en zo verder " * 1_000)
    assert talks.desk.transfer(number, "an", "vertrouwenspersoon")
    talks.carry()
    fresh = talks.external(number)
    assert (fresh.startswith(ALONE), talks.desk.called("teams", fresh), talks.desk.called("teams", old)) == (
        True,
        number,
        None,
    )
    whole = "\n".join(microsoft.threads[fresh])
    assert ("Mag ik filmen?" in whole, "In de refter" in whole) == (True, True)
    told = list(microsoft.threads[old])
    assert number in told[-1]
    assert "refter" not in told[-1]
    talks.say(number, "Enkel voor jou.")
    assert microsoft.threads[old] == told
    assert "Enkel voor jou." in microsoft.threads[fresh][-1]


def test_a_desk_that_is_not_on_teams_gets_nothing_there(microsoft: Microsoft, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="it")
    old = talks.external(number)
    talks.desks_by_way = ("it",)
    assert talks.desk.transfer(number, "an", "vertrouwenspersoon")
    talks.carry()
    talks.say(number, "Enkel voor jou.")
    assert list(microsoft.threads) == [old]
    assert "Enkel voor jou." not in "\n".join(microsoft.threads[old])


def test_what_was_said_elsewhere_is_there_when_a_question_comes_back(microsoft: Microsoft, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="it")
    talks.desks_by_way = ("it",)
    talks.desk._desks = lambda: {name: ServiceDesk(name, name, None, name) for name in ("it", "hr")}
    assert talks.desk.transfer(number, "an", "hr")
    talks.say(number, "In de refter.")
    talks.desk.answer(number, "els", "Met hoeveel?", mark="eigen pagina")
    assert talks.desk.transfer(number, "an", "it")
    talks.carry()
    whole = "\n".join(microsoft.threads[talks.external(number)][2:])
    assert [text in whole for text in ("Mag ik filmen?", "In de refter.", "Met hoeveel?")] == [True] * 3


def test_trouble_with_the_old_thread_begins_no_second_one(microsoft: Microsoft, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="it")
    old = talks.external(number)
    assert talks.desk.transfer(number, "an", "vertrouwenspersoon")
    del microsoft.threads[old]
    talks.carry()
    assert list(microsoft.threads) == [talks.external(number)]


@pytest.mark.parametrize("status", [429, 404])
def test_trouble_in_the_middle_of_a_long_talk_begins_no_second_one(
    status: int, microsoft: Microsoft, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = talks.ask("Mag ik filmen?", desk="it")
    old = talks.external(number)
    talks.say(number, "In de refter, " + "en zo verder " * 1_000)
    assert talks.desk.transfer(number, "an", "vertrouwenspersoon")
    answer, begun = microsoft.answer, [False]

    def troubled(request: Received) -> tuple[int, bytes]:
        if begun[0]:
            begun[0] = False
            return status, b"{}"
        begun[0] = request.path.endswith("/v3/conversations")
        return answer(request)

    monkeypatch.setattr(microsoft, "answer", troubled)
    talks.carry()
    fresh = talks.external(number)
    assert [name for name in microsoft.threads if name.startswith(ALONE)] == [fresh]
    assert number in microsoft.threads[old][-1]
    talks.say(number, "Enkel voor jou.")
    assert "Enkel voor jou." in microsoft.threads[fresh][-1]

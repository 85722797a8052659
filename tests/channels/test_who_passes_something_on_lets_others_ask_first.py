import asyncio
from pathlib import Path

import pytest
from own_loop import run_apart

from channels.turnstile import FEW, MOST_YIELDING, YIELDS, Turnstile
from channels.yielding import LOOKS, Yielding, open_yielding

GUIDANCE = Path(__file__).resolve().parents[2] / "leidraad"
PERSON = "ik wil een mens spreken"


@pytest.fixture
def yielding() -> Yielding:
    return open_yielding(GUIDANCE)


@pytest.fixture
def crowd_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everybody who passes something on be one of many."""
    monkeypatch.setattr("channels.turnstile.FEW", 0)


def test_a_few_who_pass_something_on_wait_for_no_question_of_later() -> None:
    async def scene() -> list[str]:
        now = 0.0
        turnstile, order = Turnstile(at_once=2, clock=lambda: now), []

        async def say(sender: str, yields: bool) -> None:
            assert await turnstile.enter(sender, 20, yields=yields)
            order.append(sender)
            turnstile.leave(yields=yields)

        for sender in ("eerste", "tweede"):
            assert await turnstile.enter(sender, 20)
        several = [f"geeft door {count}" for count in range(FEW + 1)]
        waiting = []
        for moment, sender in enumerate([*several, "an"]):
            now = moment / 10
            waiting.append(asyncio.ensure_future(say(sender, sender in several)))
            await asyncio.sleep(0)
        turnstile.leave()
        await asyncio.gather(*waiting[:FEW], waiting[-1])
        turnstile.leave()
        await asyncio.gather(*waiting)
        return order

    first = [f"geeft door {count}" for count in range(FEW)]
    assert run_apart(scene()) == [*first, "an", f"geeft door {FEW}"]


def test_a_question_finds_a_place_however_many_pass_something_on() -> None:
    async def scene() -> tuple[int, bool]:
        turnstile = Turnstile(at_once=2)
        passing = [asyncio.ensure_future(turnstile.enter(f"iemand {count}", 20, yields=True)) for count in range(5)]
        await asyncio.sleep(0)
        asked = await asyncio.wait_for(turnstile.enter("an", 60), 1)
        return sum(one.done() for one in passing), asked

    assert run_apart(scene()) == (1, True)


@pytest.mark.usefixtures("crowd_of_them")
def test_who_waited_long_goes_before_a_question_of_later() -> None:
    async def scene() -> list[str]:
        now = 0.0
        turnstile, order = Turnstile(at_once=2, clock=lambda: now), []

        async def say(sender: str, yields: bool) -> None:
            assert await turnstile.enter(sender, 20, yields=yields)
            order.append(sender)
            turnstile.leave(yields=yields)

        for sender in ("eerste", "tweede"):
            assert await turnstile.enter(sender, 20)
        waiting = []
        for moment, sender, yields in ((0.0, "geeft door", True), (1.0, "an", False), (YIELDS + 1, "piet", False)):
            now = moment
            waiting.append(asyncio.ensure_future(say(sender, yields)))
            await asyncio.sleep(0)
        turnstile.leave()
        await asyncio.gather(*waiting)
        return order

    assert run_apart(scene()) == ["an", "geeft door", "piet"]


@pytest.mark.usefixtures("crowd_of_them")
def test_who_passes_something_on_comes_in_beside_nobody_until_they_waited_long() -> None:
    async def scene() -> list[bool]:
        now = 0.0
        turnstile, came_in = Turnstile(at_once=2, clock=lambda: now), []
        assert await turnstile.enter("an", 20)
        passing = asyncio.ensure_future(turnstile.enter("geeft door", 20, yields=True))
        await asyncio.sleep(0)
        for moment in (0.0, YIELDS / 2):
            now = moment
            assert await turnstile.enter("piet", 20)
            turnstile.leave()
            await asyncio.sleep(0)
            came_in.append(passing.done())
        now = YIELDS + 1
        later = asyncio.ensure_future(turnstile.enter("piet", 20))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return [*came_in, passing.done(), later.done()]

    assert run_apart(scene()) == [False, False, True, False]


@pytest.mark.usefixtures("crowd_of_them")
def test_who_waited_long_comes_in_though_nobody_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.turnstile.YIELDS", 0.05)

    async def scene() -> bool:
        turnstile = Turnstile(at_once=2)
        assert await turnstile.enter("an", 20)
        return await asyncio.wait_for(turnstile.enter("geeft door", 2_000, yields=True), 5)

    assert run_apart(scene())


def test_more_than_can_be_answered_in_time_hear_that_it_is_busy() -> None:
    async def scene() -> list[bool]:
        turnstile = Turnstile(at_once=2)
        names = [f"iemand {count}" for count in range(MOST_YIELDING + 3)]
        said = [asyncio.ensure_future(turnstile.enter(name, 20, yields=True)) for name in names]
        await asyncio.sleep(0)
        turned_away = [one.done() for one in said]
        for _ in range(MOST_YIELDING + 1):
            turnstile.leave(yields=True)
            await asyncio.sleep(0)
        assert await turnstile.enter("an", 20)
        return turned_away

    assert run_apart(scene()) == [True, *[False] * MOST_YIELDING, True, True]


def test_it_is_known_from_the_first_words_and_through_the_steps(yielding: Yielding) -> None:
    assert yielding.yields("an", PERSON)
    assert yielding.yields("an", "helpdesk")
    assert not yielding.yields("an", "mag ik op facebook in de pauze?")
    for step in ("doorgeven_vraag", "doorgeven_nakijken"):
        yielding.note("an", step)
        assert yielding.yields("an", "Een klant stuurt mij berichten")
        assert not yielding.yields("piet", "Een klant stuurt mij berichten")
    for over in ("doorgeven_klaar", None):
        yielding.note("an", over)
        assert not yielding.yields("an", "Een klant stuurt mij berichten")


def test_nobody_in_danger_waits_for_others(yielding: Yielding) -> None:
    yielding.note("an", "doorgeven_vraag")
    assert not yielding.yields("an", "ik wil niet meer leven")


def test_nobodys_second_message_goes_before_their_first(yielding: Yielding) -> None:
    async def scene() -> list[str]:
        order: list[str] = []
        begun = [asyncio.Event() for _ in range(LOOKS)]
        go = asyncio.Event()

        async def look(key: str, text: str, told: asyncio.Event | None = None) -> None:
            async with yielding.looked_at(key, yielding.yields(key, text)):
                order.append(text)
                if told is not None:
                    told.set()
                    await go.wait()

        looking = [asyncio.ensure_future(look(f"ander {at}", PERSON, event)) for at, event in enumerate(begun)]
        await asyncio.gather(*(event.wait() for event in begun))
        for text in (f"{PERSON} nu", "mag ik op facebook?"):
            looking.append(asyncio.ensure_future(look("an", text)))
            await asyncio.sleep(0)
        go.set()
        await asyncio.gather(*looking)
        return order[LOOKS:]

    assert run_apart(scene()) == [f"{PERSON} nu", "mag ik op facebook?"]
    assert not yielding.yields("an", "mag ik op facebook?")

import asyncio

from own_loop import run_apart

from channels.turnstile import Turnstile


def test_long_messages_of_many_senders_wait_for_a_short_question() -> None:
    async def scene() -> list[str]:
        turnstile, order = Turnstile(at_once=1), []

        async def ask(sender: str, characters: int) -> None:
            assert await turnstile.enter(sender, characters)
            order.append(sender)
            await asyncio.sleep(0)
            turnstile.leave()

        hostile = [asyncio.ensure_future(ask(f"bot{number}", 1800)) for number in range(12)]
        await asyncio.sleep(0)
        await asyncio.gather(ask("an", 40), *hostile)
        return order

    assert run_apart(scene()).index("an") <= 2


def test_when_too_many_wait_the_one_who_asked_most_is_sent_away() -> None:
    async def scene() -> list[bool]:
        turnstile = Turnstile(at_once=1, most=2)
        assert await turnstile.enter("eerste", 10)
        waiting = [asyncio.ensure_future(turnstile.enter(name, size)) for name, size in (("bot", 900), ("an", 20))]
        await asyncio.sleep(0)
        waiting.append(asyncio.ensure_future(turnstile.enter("piet", 30)))
        await asyncio.sleep(0)
        assert not await turnstile.enter("nog een bot", 950)
        for _ in range(3):
            turnstile.leave()
        return list(await asyncio.gather(*waiting))

    assert run_apart(scene()) == [False, True, True]


def order_of(*arrivals: tuple[float, str, int]) -> list[str]:
    """Return who comes in after whom, of messages that arrive at some moment (seconds) while somebody is inside."""

    async def scene() -> list[str]:
        now = 0.0
        turnstile, order = Turnstile(at_once=1, clock=lambda: now), []

        async def ask(sender: str, characters: int) -> None:
            await turnstile.enter(sender, characters)
            order.append(sender)
            turnstile.leave()

        await turnstile.enter("eerste", 10)
        asked = []
        for moment, sender, characters in arrivals:
            now = moment
            asked.append(asyncio.ensure_future(ask(sender, characters)))
            await asyncio.sleep(0)
        turnstile.leave()
        await asyncio.gather(*asked)
        return order

    return run_apart(scene())


def test_a_long_message_is_late_by_its_length_and_not_for_ever() -> None:
    assert order_of((0.0, "lang", 1800), (5.0, "an", 40), (20.0, "piet", 40)) == ["an", "lang", "piet"]


def test_a_story_of_six_sentences_is_half_a_second_behind_a_short_question() -> None:
    assert order_of((0.0, "verhaal", 450), (0.4, "an", 40)) == ["an", "verhaal"]
    assert order_of((0.0, "verhaal", 450), (0.6, "an", 40)) == ["verhaal", "an"]


def test_a_short_question_is_not_held_up_by_ever_other_senders_of_long_messages() -> None:
    flood = [(number / 10, f"bot{number}", 1800) for number in range(39)]
    assert order_of(*flood, (4.0, "an", 40))[0] == "an"


def test_questions_keep_the_order_in_which_they_came() -> None:
    async def scene() -> list[int]:
        now = 0.0
        turnstile, order = Turnstile(at_once=1, clock=lambda: now), []

        async def ask(number: int) -> None:
            await turnstile.enter(f"iemand {number}", 40)
            order.append(number)
            turnstile.leave()

        await turnstile.enter("eerste", 10)
        asked = []
        for number in range(5):
            now += 0.1
            asked.append(asyncio.ensure_future(ask(number)))
            await asyncio.sleep(0)
        turnstile.leave()
        await asyncio.gather(*asked)
        return order

    assert run_apart(scene()) == list(range(5))


def test_somebody_who_left_the_queue_does_not_stop_it() -> None:
    async def scene() -> bool:
        turnstile = Turnstile(at_once=1)
        assert await turnstile.enter("eerste", 10)
        gone = asyncio.ensure_future(turnstile.enter("weg", 10))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.sleep(0)
        turnstile.leave()
        return await asyncio.wait_for(turnstile.enter("an", 10), 1)

    assert run_apart(scene())

"""A late turn of a long conversation is held beside an early one of the same questions: others take their own time."""

from __future__ import annotations

from bench.answer import TURNS, WINDOW, question_at, window_of

QUESTIONS = [f"vraag {number}" for number in range(105)]


def test_over_all_conversations_each_turn_is_asked_the_same() -> None:
    asked: dict[int, list[str]] = {place: [] for place in range(len(TURNS))}
    for conversation in range(len(TURNS)):
        for turn in range(1, TURNS[-1] + 1):
            if (place := window_of(turn)) is not None:
                asked[place].append(question_at(turn, conversation, QUESTIONS))
    first, *others = (sorted(found) for found in asked.values())
    assert len(set(first)) == len(first) == len(TURNS) * (2 * WINDOW + 1)
    assert others == [first] * len(others)


def test_the_very_first_turn_is_not_timed() -> None:
    assert window_of(1) is None

"""Questions in a terminal, one after the other: «?» explains, «terug» goes back, Enter takes what is proposed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from magdat.questionnaire.answers import NOT_YET, Answer, NoAnswer, typed_answer
from magdat.questionnaire.composing import words_of
from magdat.questionnaire.model import Question, Questionnaire
from magdat.wording.placeholders import fill

BACK = "terug"
EXPLAIN = "?"

_HOW = "Enter neemt wat tussen [ ] staat. Typ ? voor uitleg, of terug voor de vorige vraag. Met Ctrl-C stop je."

Read = Callable[[str], str]
Show = Callable[[str], None]


def interview(questionnaire: Questionnaire, read: Read, show: Show) -> dict[str, Answer]:
    """Ask every question and return the answers.

    Args:
        questionnaire: what is asked.
        read: shows a prompt, waits, and returns what was typed.
        show: shows a line.

    Raises:
        KeyboardInterrupt: the person stopped; so does EOFError, when nobody is there to type.
    """
    show(_HOW)
    answers: dict[str, Answer] = {}
    at, asked = 0, questionnaire.questions
    while at < len(asked):
        question, words = asked[at], words_of(questionnaire, answers)
        given = answers.get(question.id)
        show("")
        show(f"Vraag {at + 1} van {len(asked)}. {fill(question.text, **words)}")
        _show_choices(question, words, show)
        answer = _ask(question, words, given, read, show)
        if answer is None:
            at = max(at - 1, 0)
            continue
        answers[question.id] = answer
        at += 1
    return answers


def _show_choices(question: Question, words: Mapping[str, str], show: Show) -> None:
    for number, choice in enumerate(question.choices, start=1):
        show(f"  {number}  {fill(choice.text, **words)}")
    show("  0  weet ik nog niet")


def _ask(question: Question, words: Mapping[str, str], given: Answer | None, read: Read, show: Show) -> Answer | None:
    """Return the answer to one question; ``None`` is a step back."""
    while True:
        typed = read(_prompt(question, given)).strip()
        if typed.lower() == BACK:
            return None
        if typed == EXPLAIN:
            show(fill(question.explanation, **words))
            for number, choice in enumerate(question.choices, start=1):
                if choice.explanation:
                    show(f"  {number}  {fill(choice.explanation, **words)}")
            continue
        try:
            return given if not typed and given is not None else typed_answer(question, typed)
        except NoAnswer as error:
            show(f"✗ {error}")


def _prompt(question: Question, given: Answer | None) -> str:
    """Return what stands before the place to type: what is expected, and what Enter takes."""
    if question.choices and question.several:
        expected = "Nummers, met een komma ertussen"
    elif question.choices and question.free is not None:
        expected = f"Nummer, of zelf typen (bv. {question.free.example})"
    elif question.choices:
        expected = "Nummer"
    else:
        expected = f"Antwoord (bv. {question.free.example})" if question.free else "Antwoord"
    return f"{expected} [{_shown(question, given)}]: "


def _shown(question: Question, given: Answer | None) -> str:
    if given is None:
        given = Answer((question.default,)) if question.default else NOT_YET
    if given.value is not None:
        return ", ".join(given.value) if isinstance(given.value, tuple) else str(given.value)
    numbers = [str(number) for number, item in enumerate(question.choices, start=1) if item.id in given.choices]
    return ", ".join(numbers) or "0"

"""What is no question is read many at once: it is understood as it would be alone, and no policy answers it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from nlu.rasa_interpreter import TOGETHER, open_interpreter

TEXTS = [
    "Tijdens de pauze gebruik je sociale media vrij.",
    "Foto's van bewoners plaats je niet zonder toestemming van de bewoner of de familie.",
    "/help",
    "De dienst communicatie beheert alle pagina's van het bedrijf.",
    "",
    "Wie een datalek vaststelt, meldt dat binnen het uur.",
] * 12


def test_each_is_understood_as_it_would_be_alone() -> None:
    assert len(TEXTS) > TOGETHER

    def both() -> tuple[list[object], list[object]]:
        interpreter = open_interpreter()
        together, alone = interpreter.read(TEXTS), interpreter.parse(TEXTS[:6])
        assert all(message.in_policy is None for message in together)
        facts = [[(one.intent, one.text, one.form, one.ranking[:3]) for one in some] for some in (together, alone)]
        return list(facts[0]), list(facts[1])

    with ThreadPoolExecutor(1) as pool:
        together, alone = pool.submit(both).result()
    assert together == alone * 12

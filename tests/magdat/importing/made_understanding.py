"""An understanding without a model: a topic by the words of a text."""

from __future__ import annotations

from collections.abc import Sequence

from magdat.understanding import Understanding

WORDS = {
    "foto": "foto_tag",
    "gsm": "gebruik_werkuren",
    "journalist": "contactpersoon",
    "pers": "contactpersoon",
    "chatgpt": "ai_werk",
    "klacht": "klantenklacht_online",
    "geldt voor": "policy_toepassing",
    "mening": "kritiek_meningsuiting",
}


class Keyed:
    """Knows a topic where one of its words stands, and nothing of the rest."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def read(self, texts: Sequence[str]) -> list[Understanding]:
        """Return one understanding a text."""
        self.texts += texts
        return [Understanding(text, self._ranking(text), {}) for text in texts]

    @staticmethod
    def _ranking(text: str) -> tuple[tuple[str, float], ...]:
        found = [topic for word, topic in WORDS.items() if word in text.lower()]
        return ((found[0], 0.9),) if found else (("sociaal_praatje", 0.2), ("marketing", 0.1))

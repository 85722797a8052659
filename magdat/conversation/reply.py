"""What the assistant says in one turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from magdat.answers.answer import Answer, Button


@dataclass(frozen=True)
class Reply:
    """One message to the person, and its machine-readable form."""

    text: str
    custom: dict[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> Reply:
        """Return an answer as a reply."""
        return cls(answer.text, answer.custom(), answer.buttons)

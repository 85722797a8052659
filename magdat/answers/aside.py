"""What another clause says, told behind an answer that is hardly likelier."""

from __future__ import annotations

from dataclasses import dataclass

from magdat.answers.addressing import addressed
from magdat.answers.answer import Part, PartKind
from magdat.answers.asked_sentence import stems
from magdat.answers.citing import cited
from magdat.guidance.library import Library
from magdat.policy.model import Policy
from magdat.wording.phrases import Phrases

SAID_ALREADY = 0.6
"""From this share of its words on, it says what the answer says."""


@dataclass(frozen=True)
class AlsoMeant:
    """What another clause says, and where it stands."""

    text: str
    clauses: tuple[str, ...]
    part: str | None = None
    point: str | None = None

    def says_more(self, told: str) -> bool:
        """Return whether it says something else than a text."""
        words = stems(self.text)
        return len(words & stems(told)) < SAID_ALREADY * max(len(words), 1)

    def told(self, policy: Policy, phrases: Phrases, library: Library, *, to_its_people: bool) -> Part:
        """Return it as a paragraph that says that it may have been meant.

        Args:
            policy: the policy in use.
            phrases: the wording.
            library: how somebody is spoken to.
            to_its_people: whether «de medewerker» is told as «je».
        """
        text = addressed(library.telling.address, self.text) if to_its_people else self.text
        where = cited(policy, phrases, self.clauses, self.part, self.point)
        return Part(PartKind.NOTE, phrases.say("misschien_bedoel_je", tekst=text, waar=where))

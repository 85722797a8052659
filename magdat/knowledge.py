"""Everything that answers come from, opened once: the policy in use, the guidance, and the wording."""

from __future__ import annotations

from dataclasses import dataclass

from magdat.answers.phrases import Phrases, load_phrases
from magdat.guidance.library import Library, load_library
from magdat.policy.model import Policy
from magdat.policy.store import PolicyStore
from magdat.settings import Settings


@dataclass(frozen=True)
class Knowledge:
    """The three sources of every answer, and the settings."""

    settings: Settings
    library: Library
    phrases: Phrases
    policies: PolicyStore

    @property
    def policy(self) -> Policy:
        """Return the policy in use at this moment."""
        return self.policies.current().policy


def open_knowledge(settings: Settings | None = None) -> Knowledge:
    """Read the guidance, the wording and the policy.

    Raises:
        DocumentError: what is wrong, with file and line; in Dutch.
    """
    settings = settings or Settings.from_environment()
    library = load_library(settings.guidance)
    phrases = load_phrases(settings.guidance / "zinnen.yml")
    return Knowledge(settings, library, phrases, PolicyStore(settings.policy, library))

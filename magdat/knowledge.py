"""Everything that answers come from, opened once: the policy in use, the guidance, and the wording."""

from __future__ import annotations

from dataclasses import dataclass

from magdat.guidance.library import Library, load_library
from magdat.policy.archive import Archive
from magdat.policy.loading import LoadedPolicy
from magdat.policy.model import Policy
from magdat.policy.store import PolicyStore
from magdat.settings import Settings
from magdat.wording.phrases import Phrases, load_phrases


@dataclass(frozen=True)
class Knowledge:
    """The three sources of every answer, and the settings."""

    settings: Settings
    library: Library
    phrases: Phrases
    policies: PolicyStore

    @property
    def loaded(self) -> LoadedPolicy:
        """Return the policy in use at this moment, with the text that it came from."""
        return self.policies.current()

    @property
    def policy(self) -> Policy:
        """Return the policy in use at this moment."""
        return self.loaded.policy


def open_knowledge(settings: Settings | None = None, archive: Archive | None = None) -> Knowledge:
    """Read the guidance, the wording and the policy.

    Args:
        settings: where they are; without, the environment says so.
        archive: where every text of the policy that comes into use is kept; without, this is a look that leaves no
            trace.

    Raises:
        DocumentError: what is wrong, with file and line; in Dutch.
    """
    settings = settings or Settings.from_environment()
    library = load_library(settings.guidance)
    phrases = load_phrases(settings.guidance / "zinnen.yml")
    return Knowledge(settings, library, phrases, PolicyStore(settings.policy, library, archive=archive))

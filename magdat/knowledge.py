"""Everything that answers come from, opened once: the policy in use, the guidance, and the wording."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from magdat.guidance.library import Library, load_library
from magdat.policy.archive import Archive
from magdat.policy.known_values import names_of
from magdat.policy.loading import LoadedPolicy
from magdat.policy.model import Policy
from magdat.policy.own_topics import with_own_topics
from magdat.policy.store import PolicyStore
from magdat.settings import Settings
from magdat.wording.phrases import Phrases, load_phrases


@dataclass(frozen=True)
class Knowledge:
    """The three sources of every answer, and the settings.

    One knowledge serves a whole turn: it holds the policy that was in use when it was first asked for one, also when
    somebody publishes another one in the middle of an answer.
    """

    settings: Settings
    guidance: Library
    wording: Phrases
    policies: PolicyStore

    @cached_property
    def library(self) -> Library:
        """Return the guidance as it speaks to the company's sector, with the company's own topics beside its own."""
        return with_own_topics(self.guidance.in_sector(self.policy.company.sector), self.policy)

    @cached_property
    def loaded(self) -> LoadedPolicy:
        """Return the policy that this knowledge holds, with the text that it came from."""
        return self.policies.current()

    @cached_property
    def phrases(self) -> Phrases:
        """Return the wording, with the company's own names for what the context can hold."""
        return self.wording.knowing(names_of(self.policy, self.library))

    @property
    def policy(self) -> Policy:
        """Return the policy that this knowledge holds."""
        return self.loaded.policy

    def holding(self, loaded: LoadedPolicy) -> Knowledge:
        """Return the knowledge with another policy, such as one that nobody uses yet."""
        other = replace(self)
        other.__dict__["loaded"] = loaded
        return other

    def anew(self) -> Knowledge:
        """Return the knowledge for another turn: the same guidance and wording, and the policy in use now.

        Raises:
            DocumentError: no policy can be used.
        """
        fresh = replace(self)
        if fresh.loaded is self.__dict__.get("loaded"):
            # What follows from the policy is the same then, and takes longer than most of an answer.
            fresh.__dict__.update((name, self.__dict__[name]) for name in _FOLLOWS if name in self.__dict__)
        return fresh


_FOLLOWS = ("library", "phrases")


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

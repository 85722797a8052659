"""Whether the action server can answer, and what it shows to whoever watches over it."""

from __future__ import annotations

from functools import lru_cache

from actions.bridge import knowledge
from magdat.policy.store import PolicyStore
from magdat.settings import Settings
from magdat.watching.process import watch
from magdat.watching.readiness import Readiness, parts

SERVICE = "acties"
"""What this process is called in logs and traces."""


def policies() -> PolicyStore:
    """Return the policy that answers come from.

    Raises:
        DocumentError: no version can be used.
    """
    return knowledge().policies


@lru_cache(maxsize=1)
def ready() -> Readiness:
    """Return what tells whether people can be answered now."""
    return Readiness(parts(Settings.from_environment(), policies))


def be_watched(settings: Settings, port: int) -> None:
    """Show what is measured; this server also tells what is kept, for it carries it.

    Raises:
        PortTaken: the metrics cannot be served where the settings say.
        TracesNotInstalled: traces are wanted, and what they take is not installed.
    """
    watch(settings, SERVICE, port, policies, keeps=True)

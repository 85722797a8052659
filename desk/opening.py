"""Open everything that the pages need, where the settings say."""

from __future__ import annotations

import os
import threading

from desk.entrance import Entrance
from desk.house import House
from desk.provider import Provider
from desk.words import load_words
from magdat.desks.opening import open_desk
from magdat.handoff.configuration import has_way_out
from magdat.knowledge import open_knowledge
from magdat.privacy.seal import Seal
from magdat.redaction import Redactor
from magdat.settings import Settings
from magdat.staff.presence import Presence
from magdat.staff.provider_settings import ProviderSettings
from magdat.storage.stores import open_short_lived, open_stores


def open_house(settings: Settings, *, port: int) -> House:
    """Return the house of a running assistant.

    Args:
        settings: where everything is.
        port: the port that the pages are served on, for their address unless the settings give one.

    Raises:
        DocumentError: the policy, the guidance or the words cannot be used.
        SettingsError: the provider is set by halves.
    """
    stores, seal = open_stores(settings), Seal.opened(settings.state, settings.post_key)
    known = open_knowledge(settings)
    address = settings.desk_address or f"http://127.0.0.1:{port}"
    elsewhere = ProviderSettings.from_environment(os.environ)
    presence = Presence(stores.agents, elsewhere)
    return House(
        desk=open_desk(settings, lambda: known),
        entrance=Entrance(stores.agents, stores.visits, stores.audit, open_short_lived(settings).limits, seal),
        audit=stores.audit,
        proposals=stores.proposals,
        seal=seal,
        knowledge=known,
        words=load_words(settings.guidance),
        redact=LateRedactor().redact,
        provider=Provider(elsewhere, seal, address) if elsewhere is not None else None,
        address=address,
        is_heard=lambda desk: has_way_out(
            os.environ, desk, lambda own: presence.at(own.id, confidential=own.confidential)
        ),
    )


class LateRedactor:
    """A redactor that is read beside everything else: it takes seconds, and nobody waits for it to see their list."""

    def __init__(self) -> None:
        """Begin to read."""
        self._lock = threading.Lock()
        self._made: Redactor | None = None
        threading.Thread(target=self.redact, args=("Dag Jan",), daemon=True, name="redactor").start()

    def redact(self, text: str) -> str:
        """Return a text without personal data."""
        with self._lock:
            if self._made is None:
                self._made = Redactor()
            return self._made.redact(text)

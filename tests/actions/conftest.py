"""A state folder and a memory of its own for every test of the actions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import databases
import pytest
from one_person import Pressing, Talk

from actions import bridge, passing_on, remembered
from magdat.knowledge import open_knowledge
from magdat.policy.service_desks import desks_of
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.staff.inviting import Invitations
from magdat.storage import stores


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("MAGDAT_DOORGEVEN", "MAGDAT_SMTP_HOST", "MAGDAT_WEBHOOK_URL", "MAGDAT_REDIS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    opened = (bridge._opening, remembered._drafts, stores._short_lived_at, passing_on._seal, passing_on._presence)
    for kept in opened:
        kept.cache_clear()
    yield
    for kept in opened:
        kept.cache_clear()


@pytest.fixture
def talk() -> Talk:
    return Talk()


@pytest.fixture
def person() -> Pressing:
    return Pressing()


@pytest.fixture
def way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set up a web hook, which nobody calls in a test of actions."""
    monkeypatch.setenv("MAGDAT_WEBHOOK_URL", "https://helpdesk.bedrijf.be/")
    monkeypatch.setenv("MAGDAT_WEBHOOK_SECRET", "geheim")


@pytest.fixture
def somebody_reads() -> None:
    """Invite somebody to every desk, so that what comes on our own page is read."""
    settings = Settings.from_environment()
    invitations = Invitations(stores.open_stores(settings).agents, Seal.opened(settings.state, settings.post_key))
    invitations.invite("els", desks_of(open_knowledge(settings).policy))


@pytest.fixture(scope="session")
def redis() -> Iterator[str]:
    """Give the address of a Redis that is up."""
    with databases.redis() as address:
        yield address

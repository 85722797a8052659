"""What a helpdesk does not take is on our own page only where somebody can log in; otherwise mail carries it."""

from __future__ import annotations

from pathlib import Path

from magdat.desks.opening import open_counter
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.staff.inviting import Invitations
from magdat.storage.stores import open_stores

ENVIRONMENT = {
    "MAGDAT_DOORGEVEN": "webhook,eigen",
    "MAGDAT_WEBHOOK_URL": "https://helpdesk.bedrijf.be/vragen",
    "MAGDAT_WEBHOOK_SECRET": "geheim",
    "MAGDAT_SMTP_HOST": "mail.bedrijf.be",
    "MAGDAT_HELPDESK_EMAIL": "hulp@bedrijf.be",
}


def test_nobody_set_up_is_nobody_who_reads(tmp_path: Path) -> None:
    settings = Settings.from_environment({"MAGDAT_TOESTAND": str(tmp_path)})
    reserve = open_counter(settings, ENVIRONMENT).reserve_of
    assert reserve("helpdesk") == "email"
    seal = Seal.opened(settings.state, settings.post_key)
    Invitations(open_stores(settings).agents, seal).invite("els", ["helpdesk"])
    assert reserve("helpdesk") == "eigen"
    assert reserve("hr") == "email", "somebody of another desk is nobody"

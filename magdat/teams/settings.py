"""Who the Teams app is and whom it answers: its variables of the environment, checked together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from magdat.variables import SettingsError, faults, half_set, ways_in

KEYS = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LOGIN = "https://login.microsoftonline.com"
SERVICE = "https://smba.trafficmanager.net/"

NAMES = (
    "MAGDAT_TEAMS_APP_ID",
    "MAGDAT_TEAMS_TENANT",
    "MAGDAT_TEAMS_APP_PASSWORD",
    "MAGDAT_TEAMS_SECRET_UNTIL",
    "MAGDAT_TEAMS_CERTIFICATE",
    "MAGDAT_TEAMS_MANAGED_IDENTITY",
    "MAGDAT_TEAMS_SERVICE",
    "MAGDAT_TEAMS_KEYS",
    "MAGDAT_TEAMS_LOGIN",
)
"""The variables that are read here."""


@dataclass(frozen=True)
class TeamsSettings:
    """One app of one tenant, and how it shows that it is that app."""

    app_id: str
    tenant: str
    secret: str = field(default="", repr=False)
    """The client secret; empty where a certificate or a managed identity is used."""

    secret_until: dt.date | None = None
    certificate: Path | None = None
    """A PEM file with the private key and the certificate."""

    managed: bool = False
    """Whether Azure gives this machine the app's identity."""

    services: tuple[str, ...] = (SERVICE,)
    """Addresses below which answers may go; each ends in a slash."""

    keys: str = KEYS
    """Where Microsoft says where the keys of the Bot Framework are."""

    login: str = LOGIN
    """Where tenants log in, without a slash at the end."""

    @property
    def authority(self) -> str:
        """Return the address of the tenant's own log-in."""
        return f"{self.login}/{self.tenant}"

    def may_answer_at(self, address: str) -> bool:
        """Return whether our token may be shown at an address."""
        return f"{address.rstrip('/')}/".startswith(self.services)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> TeamsSettings | None:
        """Read the settings; ``None`` when Teams is off.

        Raises:
            SettingsError: everything that is wrong or missing.
        """
        given = {name: environment.get(name, "").strip() for name in NAMES}
        if found := [*faults(given, NAMES), *half_set(given, NAMES)]:
            raise SettingsError(found)
        if not given["MAGDAT_TEAMS_APP_ID"]:
            return None
        way_in, until = ways_in(given)[0], given["MAGDAT_TEAMS_SECRET_UNTIL"]
        value = given[way_in]
        return cls(
            app_id=given["MAGDAT_TEAMS_APP_ID"].lower(),
            tenant=given["MAGDAT_TEAMS_TENANT"].lower(),
            secret=value if way_in == "MAGDAT_TEAMS_APP_PASSWORD" else "",
            secret_until=dt.date.fromisoformat(until) if until else None,
            certificate=Path(value) if way_in == "MAGDAT_TEAMS_CERTIFICATE" else None,
            managed=way_in == "MAGDAT_TEAMS_MANAGED_IDENTITY",
            services=tuple(f"{item.rstrip('/')}/" for item in (given["MAGDAT_TEAMS_SERVICE"] or SERVICE).split()),
            keys=given["MAGDAT_TEAMS_KEYS"] or KEYS,
            login=(given["MAGDAT_TEAMS_LOGIN"] or LOGIN).rstrip("/"),
        )

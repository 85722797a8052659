"""Who tells who somebody of a desk is, where that is not the page itself: its variables, checked together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from magdat.variables import SettingsError, faults, half_set

ADMIN = "beheerder"
"""The role of who looks after the desk page; every other role is the id of a desk in the policy."""

NAMES = ("MAGDAT_OIDC_ISSUER", "MAGDAT_OIDC_CLIENT", "MAGDAT_OIDC_SECRET", "MAGDAT_OIDC_ROLLEN")
CLAIM = "MAGDAT_OIDC_CLAIM"


@dataclass(frozen=True)
class ProviderSettings:
    """One OpenID Connect provider, and what its claims mean here."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    claim: str
    """The claim that holds roles or groups: a text, or a list of them."""

    roles: Mapping[str, frozenset[str]]
    """For each value of the claim: the roles that it gives."""

    def desks_of(self, values: frozenset[str]) -> tuple[frozenset[str], bool]:
        """Return the desks that somebody with these values of the claim has, and whether they look after the page."""
        found = frozenset(role for value in values for role in self.roles.get(value, ()))
        return found - {ADMIN}, ADMIN in found

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> ProviderSettings | None:
        """Read the settings; ``None`` when people log in with a password and a code alone.

        Raises:
            SettingsError: everything that is wrong or missing.
        """
        names = (*NAMES, CLAIM)
        if found := [*faults(environment, names), *half_set(environment, names)]:
            raise SettingsError(found)
        issuer, client, secret, roles = (environment.get(name, "").strip() for name in NAMES)
        if not issuer:
            return None
        return cls(issuer, client, secret, environment.get(CLAIM, "").strip() or "groups", roles_in(roles))


def roles_in(text: str) -> dict[str, frozenset[str]]:
    """Read «helpdesk=grp-helpdesk, beheerder=grp-it»: by each value of the claim, the roles that it gives.

    Raises:
        ValueError: it is not written so.
    """
    found: dict[str, set[str]] = {}
    for item in text.split(","):
        role, equals, value = (part.strip() for part in item.partition("="))
        if not (role and equals and value):
            raise ValueError("must be written as helpdesk=group, hr=other group")
        found.setdefault(value, set()).add(role.lower())
    return {value: frozenset(roles) for value, roles in found.items()}

"""Where everything is, read from the environment once; every setting has a default that needs no set-up."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from magdat.variable_table import FEWEST_EACH, MOST_EACH, OTHER_PROCESSES
from magdat.variables import SettingsError, faults, half_set, number_of, shown_to_all

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds beleid/, leidraad/ and the rest."""

_OURS = (
    "MAGDAT_DATABASE",
    "MAGDAT_REDIS",
    "MAGDAT_WERKERS",
    "MAGDAT_VERBINDINGEN",
    "MAGDAT_POST_SLEUTEL",
    "MAGDAT_BEWAARTERMIJN",
    "MAGDAT_MINIMUM_GROEP",
    "MAGDAT_DOORGEVEN_BEWAARTERMIJN",
    "MAGDAT_DOORGEVEN_PER_DAG",
    "MAGDAT_WIDGET_JWT_KEYS",
    "MAGDAT_BUREAU_URL",
    "MAGDAT_POORT_BUREAU",
    "MAGDAT_METINGEN",
    "MAGDAT_METINGEN_ADRES",
    "MAGDAT_SPOREN",
    "MAGDAT_LOGVORM",
    "MAGDAT_BEZORGER",
)
"""The variables below that can be wrong."""


_LOGIN = ("MAGDAT_WIDGET_JWT_ISSUER", "MAGDAT_WIDGET_JWT_AUDIENCE", "MAGDAT_WIDGET_JWT_KEYS")


@dataclass(frozen=True)
class IntranetLogin:
    """By which tokens of an intranet people talk to the web widget."""

    issuer: str
    """MAGDAT_WIDGET_JWT_ISSUER: who signs them."""

    audience: str
    """MAGDAT_WIDGET_JWT_AUDIENCE: for whom they must be."""

    keys: str
    """MAGDAT_WIDGET_JWT_KEYS: the address or file of the public keys."""


@dataclass(frozen=True)
class Metrics:
    """Where the processes show what they measure."""

    added: int
    """MAGDAT_METINGEN: what is added to the port of a service for the port of its metrics."""

    address: str
    """MAGDAT_METINGEN_ADRES: where they listen."""

    token: str | None
    """MAGDAT_METINGEN_TOKEN: what whoever asks has to show."""


@dataclass(frozen=True)
class Door:
    """What those who come in must show. What is wrong with it was said at the start, and reading it costs nothing."""

    origins: frozenset[str]
    """MAGDAT_HERKOMST: the websites that may talk to us; ``*`` is every one."""

    rest_token: str
    """MAGDAT_REST_TOKEN: what whoever asks from another machine has to show; empty lets nobody in from there."""

    proxies: int
    """MAGDAT_PROXIES: how many proxies of ours a request comes through."""

    actions_secret: str
    """MAGDAT_ACTIES_GEHEIM: what Rasa shows to the action server; empty asks for nothing."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Door:
        """Read it."""
        env = os.environ if environment is None else environment
        return cls(
            origins=frozenset(env.get("MAGDAT_HERKOMST", "").split()),
            rest_token=env.get("MAGDAT_REST_TOKEN", ""),
            proxies=int(env.get("MAGDAT_PROXIES") or 0),
            actions_secret=env.get("MAGDAT_ACTIES_GEHEIM", ""),
        )

    def admits(self, origin: str | None) -> bool:
        """Return whether a website may talk to us; ``None`` is whoever is none."""
        return origin is None or bool({origin, "*"} & self.origins)


@dataclass(frozen=True)
class Settings:
    """Paths and numbers that operators may change; magdat/variables.py describes each."""

    policy: Path
    """MAGDAT_BELEID: the policy file."""

    guidance: Path
    """MAGDAT_LEIDRAAD: the folder with the guidance."""

    state: Path
    """MAGDAT_TOESTAND: the folder for everything that the running assistant writes."""

    database: str
    """MAGDAT_DATABASE: the address of the database for all that is kept."""

    redis: str | None
    """MAGDAT_REDIS: where limits and drafts live when several processes share them; ``None`` is this process."""

    post_key: str | None
    """MAGDAT_POST_SLEUTEL: the keys under which waiting messages are sealed; ``None`` is a file in the state folder."""

    retention_days: int
    """MAGDAT_BEWAARTERMIJN: days that the state of a conversation is kept."""

    model: Path
    """MAGDAT_MODEL: the trained model."""

    minimum_group: int
    """MAGDAT_MINIMUM_GROEP: the smallest number of people that a count may be about."""

    desk_address: str | None = None
    """MAGDAT_BUREAU_URL: where desk people find their page, without a slash at its end; ``None`` is this machine."""

    desk_port: int = 8081
    """MAGDAT_POORT_BUREAU: where that page listens on this machine."""

    ticket_days: int = 14
    """MAGDAT_DOORGEVEN_BEWAARTERMIJN: days that the texts of a question live after its desk closed it."""

    hand_offs_a_day: int = 200
    """MAGDAT_DOORGEVEN_PER_DAG: questions a day for ordinary desks together, and for each confidential one."""

    carries: bool = True
    """MAGDAT_BEZORGER: whether the action server itself carries what waits for desks; else a relay does."""

    login: IntranetLogin | None = None
    """Who may talk to the web widget; ``None`` is everybody who can reach it."""

    workers: int = 1
    """MAGDAT_WERKERS: how many Rasa processes work together."""

    connections: int = 80
    """MAGDAT_VERBINDINGEN: connections to the database that all processes together may have."""

    metrics: Metrics | None = None
    """Where the processes show what they measure; ``None`` is nowhere."""

    traces: str | None = None
    """MAGDAT_SPOREN: the address of the collector of traces; ``None`` makes none."""

    log_form: str = "tekst"
    """MAGDAT_LOGVORM: ``tekst`` or ``json``."""

    @property
    def connections_each(self) -> int:
        """Return how many connections one process may have."""
        fair = self.connections // (self.workers + OTHER_PROCESSES)
        return max(FEWEST_EACH, min(MOST_EACH, fair))

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings.

        Raises:
            SettingsError: everything that is wrong with them.
        """
        env = os.environ if environment is None else environment
        if found := faults(env, _OURS):
            raise SettingsError(found)
        state = Path(env.get("MAGDAT_TOESTAND") or ROOT / ".toestand")
        return cls(
            policy=Path(env.get("MAGDAT_BELEID") or ROOT / "beleid" / "beleid.yml"),
            guidance=Path(env.get("MAGDAT_LEIDRAAD") or ROOT / "leidraad"),
            state=state,
            database=env.get("MAGDAT_DATABASE") or f"sqlite:///{(state / 'magdat.sqlite').resolve()}",
            redis=env.get("MAGDAT_REDIS") or None,
            post_key=env.get("MAGDAT_POST_SLEUTEL") or None,
            retention_days=int(env.get("MAGDAT_BEWAARTERMIJN") or 30),
            model=Path(env.get("MAGDAT_MODEL") or ROOT / "models" / "magdat.tar.gz"),
            minimum_group=int(env.get("MAGDAT_MINIMUM_GROEP") or 10),
            desk_address=env.get("MAGDAT_BUREAU_URL", "").strip().rstrip("/") or None,
            desk_port=number_of("MAGDAT_POORT_BUREAU", env),
            ticket_days=int(env.get("MAGDAT_DOORGEVEN_BEWAARTERMIJN") or 14),
            hand_offs_a_day=int(env.get("MAGDAT_DOORGEVEN_PER_DAG") or 200),
            carries=(env.get("MAGDAT_BEZORGER", "").strip().lower() or "acties") == "acties",
            login=_login(env),
            workers=number_of("MAGDAT_WERKERS", env),
            connections=number_of("MAGDAT_VERBINDINGEN", env),
            metrics=_metrics(env),
            traces=env.get("MAGDAT_SPOREN", "").strip() or None,
            log_form=env.get("MAGDAT_LOGVORM", "").strip().lower() or "tekst",
        )


def _login(env: Mapping[str, str]) -> IntranetLogin | None:
    """Return by which tokens people log in.

    Raises:
        SettingsError: some of the three are set, but not all: nobody must think that others are kept out.
    """
    issuer, audience, keys = (env.get(name, "").strip() for name in _LOGIN)
    if not (issuer or audience or keys):
        return None
    if halves := list(half_set(env, _LOGIN)):
        raise SettingsError(halves)
    return IntranetLogin(issuer, audience, keys)


def _metrics(env: Mapping[str, str]) -> Metrics | None:
    """Return where metrics are shown.

    Raises:
        SettingsError: everybody beyond this machine could read them.
    """
    added = env.get("MAGDAT_METINGEN", "").strip()
    if not added:
        return None
    if open_to_all := list(shown_to_all(env)):
        raise SettingsError(open_to_all)
    address = env.get("MAGDAT_METINGEN_ADRES", "").strip() or "127.0.0.1"
    return Metrics(int(added), address, env.get("MAGDAT_METINGEN_TOKEN", "").strip() or None)

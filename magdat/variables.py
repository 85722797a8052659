"""What is wrong with the environment: each variable alone, and what does not go together.

Everything is checked before the services start, with all faults at once. No fault shows the value of a secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from magdat import variable_checks as checks
from magdat.files.problems import closest
from magdat.variable_table import FEWEST_EACH, FILE_ENDING, OTHER_PROCESSES, VARIABLES


class SettingsError(ValueError):
    """Variables of the environment cannot be used; every fault is there, one a line."""

    def __init__(self, faults: Iterable[str]) -> None:
        """Keep the faults."""
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


TOGETHER = (
    ("MAGDAT_SMTP_USER", "MAGDAT_SMTP_PASSWORD"),
    ("MAGDAT_SLACK_TOKEN", "MAGDAT_SLACK_SIGNING_SECRET"),
    ("MAGDAT_TEAMS_APP_ID", "MAGDAT_TEAMS_TENANT"),
    ("MAGDAT_OIDC_ISSUER", "MAGDAT_OIDC_CLIENT", "MAGDAT_OIDC_SECRET", "MAGDAT_OIDC_ROLLEN"),
    ("MAGDAT_WIDGET_JWT_ISSUER", "MAGDAT_WIDGET_JWT_AUDIENCE", "MAGDAT_WIDGET_JWT_KEYS"),
)
"""Variables of which some alone are half a setting."""

TEAMS_WAYS_IN = ("MAGDAT_TEAMS_APP_PASSWORD", "MAGDAT_TEAMS_CERTIFICATE", "MAGDAT_TEAMS_MANAGED_IDENTITY")
"""How the Teams app may show who it is: by one of these."""

_SHARED = ("MAGDAT_DATABASE", "MAGDAT_REDIS", "MAGDAT_WERKERS", "MAGDAT_VERBINDINGEN")

_PORTS = tuple(name for name in VARIABLES if name.startswith("MAGDAT_POORT_"))


def faults(environment: Mapping[str, str], names: Iterable[str] = VARIABLES) -> list[str]:
    """Return everything that is wrong with these variables, in the order of the table."""
    return [told for name in names if (told := VARIABLES[name].fault(environment))]


def all_faults(environment: Mapping[str, str]) -> list[str]:
    """Return everything that is wrong with the environment, what does not go together included."""
    together = [] if faults(environment, _SHARED) else workers_faults(environment)
    return [
        *faults(environment),
        *half_set(environment),
        *_same_ports(environment),
        *together,
        *shown_to_all(environment),
        *_ports_of_metrics(environment),
    ]


def check(environment: Mapping[str, str]) -> None:
    """Refuse an environment that cannot be used.

    Raises:
        SettingsError: every fault that there is.
    """
    if found := all_faults(environment):
        raise SettingsError(found)


def unknown(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield what looks like one of our variables and is none, in Dutch."""
    for name in sorted(environment):
        if name.startswith("MAGDAT_") and not _known(name) and name != "MAGDAT_CORPORA":
            hint = closest(name, VARIABLES)
            yield f"{name} is geen instelling" + (f"; {hint}" if hint else "")


def _known(name: str) -> bool:
    item = VARIABLES.get(name.removesuffix(FILE_ENDING))
    return item is not None and (item.secret or name == item.name)


def half_set(environment: Mapping[str, str], names: Iterable[str] = VARIABLES) -> Iterator[str]:
    """Yield which of these variables were set without what they need."""
    among = set(names)
    for group in TOGETHER:
        given = [name for name in group if environment.get(name, "").strip()]
        if 0 < len(given) < len(group) and among.issuperset(group):
            said = "set both or neither" if len(group) == 2 else "set all or none"
            yield f"{' and '.join(group)} go together: {said}"
    if among.issuperset(TEAMS_WAYS_IN):
        yield from _way_in(environment)


def ways_in(environment: Mapping[str, str]) -> list[str]:
    """Return by which of its ways the Teams app shows who it is."""
    values = {name: environment.get(name, "").strip() for name in TEAMS_WAYS_IN}
    return [name for name, value in values.items() if value and value.lower() != "nee"]


def _way_in(environment: Mapping[str, str]) -> Iterator[str]:
    on, chosen = environment.get("MAGDAT_TEAMS_APP_ID", "").strip(), ways_in(environment)
    if on and len(chosen) != 1:
        yield f"MAGDAT_TEAMS_APP_ID needs exactly one of {', '.join(TEAMS_WAYS_IN)}"
    elif chosen and not on:
        yield f"{chosen[0]} needs MAGDAT_TEAMS_APP_ID and MAGDAT_TEAMS_TENANT"


def workers_faults(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield what several Rasa processes would need and is not there; the variables themselves must be fine."""
    workers = number_of("MAGDAT_WERKERS", environment)
    connections = number_of("MAGDAT_VERBINDINGEN", environment)
    if workers > 1:
        missing = []
        if not environment.get("MAGDAT_DATABASE", "").strip().startswith("postgres"):
            missing.append("MAGDAT_DATABASE on PostgreSQL")
        if not environment.get("MAGDAT_REDIS", "").strip():
            missing.append("MAGDAT_REDIS")
        if missing:
            yield f"MAGDAT_WERKERS is {workers}, and several Rasa processes need {' and '.join(missing)}"
    least = FEWEST_EACH * (workers + OTHER_PROCESSES)
    if connections < least:
        yield f"MAGDAT_VERBINDINGEN is {connections}; {workers} Rasa processes with what runs beside them need {least}"


def number_of(name: str, environment: Mapping[str, str]) -> int:
    """Return the whole number that a variable holds, or its default."""
    return int(environment.get(name, "").strip() or VARIABLES[name].default)


def shown_to_all(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield what would show the metrics to everybody who can reach this machine."""
    address = environment.get("MAGDAT_METINGEN_ADRES", "").strip()
    on, token = (environment.get(name, "").strip() for name in ("MAGDAT_METINGEN", "MAGDAT_METINGEN_TOKEN"))
    if on and address and not token and not checks.loopback(address):
        yield f"MAGDAT_METINGEN_ADRES is {address}: beyond this machine metrics need MAGDAT_METINGEN_TOKEN"


def _ports_of_metrics(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield which service would show its metrics on a port that there is not, or that another service has."""
    added = environment.get("MAGDAT_METINGEN", "").strip()
    if not added.isdigit():
        return
    ports = {name: environment.get(name, "").strip() or VARIABLES[name].default for name in _PORTS}
    for name, port in ports.items():
        shown = int(port) + int(added) if port.isdigit() else 0
        if shown > 65_535:
            yield f"MAGDAT_METINGEN brings the metrics of {name} to {shown}: a port is at most 65535"
        elif str(shown) in ports.values():
            yield f"MAGDAT_METINGEN brings the metrics of {name} to {shown}, which is the port of a service"


def _same_ports(environment: Mapping[str, str]) -> Iterator[str]:
    ports = {name: environment.get(name, "").strip() or VARIABLES[name].default for name in _PORTS}
    for at, name in enumerate(_PORTS):
        for other in _PORTS[:at]:
            if ports[name] == ports[other]:
                yield f"{other} and {name} are both {ports[name]}: give each its own"
    if faults(environment, (*_PORTS, "MAGDAT_WERKERS")):
        return
    first = int(ports["MAGDAT_POORT_RASA"])
    further = range(first + 1, first + number_of("MAGDAT_WERKERS", environment))
    for name in _PORTS:
        if int(ports[name]) in further:
            told = f"the Rasa processes listen on {first} to {further[-1]}"
            yield f"{name} is {ports[name]}, and {told}: give it another"

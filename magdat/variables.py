"""Every environment variable: what it does, what it may be, and what it is when nobody sets it.

The table in docs/instellingen.md is written from here (magdat/commands/settings_page.py), and everything is checked
before the services start, with all faults at once. No fault shows the value of a secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from magdat import variable_checks as checks
from magdat.files.problems import closest
from magdat.way_choice import fault_of

MOST_WORKERS = 32
"""Rasa processes that may work together."""

OTHER_PROCESSES = 3
"""What uses the database beside them: the action server, the desk page, and a command of an operator."""

FEWEST_EACH, MOST_EACH = 2, 10
"""Connections that one process has at least, and at most: it waits for the database on no more threads than that."""


class SettingsError(ValueError):
    """Variables of the environment cannot be used; every fault is there, one a line."""

    def __init__(self, faults: Iterable[str]) -> None:
        """Keep the faults."""
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class Variable:
    """One variable of the environment."""

    name: str
    default: str
    """What holds when it is not set, in words of the table."""

    what: str
    check: checks.Check = checks.anything
    secret: bool = False

    def fault(self, environment: Mapping[str, str]) -> str:
        """Return what is wrong with its value, or an empty text."""
        value = environment.get(self.name, "").strip()
        told = self.check(value) if value else ""
        shown = "" if self.secret or "://" in value else f", not {value!r}"
        return f"{self.name} {told}{shown}" if told else ""


_LOG_FORM = checks.one_of("tekst", "json")

GROUPS: dict[str, tuple[Variable, ...]] = {
    "What answers come from": (
        Variable(
            "MAGDAT_BELEID",
            "`beleid/beleid.yml`",
            "the policy file; `versies/` beside it may hold earlier and next versions",
        ),
        Variable("MAGDAT_LEIDRAAD", "`leidraad/`", "the guidance and the wording"),
        Variable("MAGDAT_MODEL", "`models/magdat.tar.gz`", "the trained model"),
    ),
    "What is kept": (
        Variable(
            "MAGDAT_TOESTAND", "`.toestand/`", "the folder for what the running assistant writes, its logs included"
        ),
        Variable(
            "MAGDAT_DATABASE",
            "SQLite, `magdat.sqlite` in that folder",
            "the database: `sqlite:////path/file` or `postgresql://user:secret@host/name` ([opslag.md](opslag.md))",
            checks.database,
            secret=True,
        ),
        Variable(
            "MAGDAT_REDIS",
            "this process",
            "turns, limits, drafts and pushes for several processes together: `redis://host:6379/0`",
            checks.redis,
            secret=True,
        ),
        Variable(
            "MAGDAT_POST_SLEUTEL",
            "made at the first start, `post.sleutel` in that folder",
            "seals the messages that wait: 64 hexadecimal digits, the same on every machine that shares the database; "
            "earlier keys may follow after a space",
            checks.keys,
            secret=True,
        ),
        Variable(
            "MAGDAT_WERKERS",
            "1",
            "Rasa processes that work together; several need PostgreSQL and Redis ([productie.md](productie.md))",
            checks.number(1, MOST_WORKERS),
        ),
        Variable(
            "MAGDAT_VERBINDINGEN",
            "80",
            "connections to PostgreSQL that all our processes together may have",
            checks.number(FEWEST_EACH * (1 + OTHER_PROCESSES), 10_000),
        ),
        Variable("MAGDAT_BEWAARTERMIJN", "30", "days that something is kept", checks.number(1, 3650)),
        Variable(
            "MAGDAT_MINIMUM_GROEP",
            "10",
            "the smallest number of people that a count may be about (at least 5)",
            checks.number(5, 10_000),
        ),
    ),
    "Where the services are": (
        Variable("MAGDAT_POORT_RASA", "5005", "port of Rasa", checks.PORT),
        Variable("MAGDAT_POORT_ACTIES", "5055", "port of the action server", checks.PORT),
        Variable("MAGDAT_POORT_PAGINA", "8080", "port of the page", checks.PORT),
        Variable("MAGDAT_POORT_BUREAU", "8081", "port of the desk page", checks.PORT),
        Variable(
            "MAGDAT_ADRES",
            "127.0.0.1",
            "address that the services listen on; leave it unless a container or proxy is in front",
        ),
        Variable(
            "MAGDAT_ACTIES_URL",
            "`http://127.0.0.1:5055/webhook`",
            "where Rasa finds the action server",
            checks.web_address,
        ),
        Variable(
            "MAGDAT_ACTIES_GEHEIM",
            "made at the first start",
            "what Rasa shows the action server, so that it answers nobody else",
            secret=True,
        ),
        Variable("MAGDAT_REST_TOKEN", "none", "what clients on other machines show the REST channel", secret=True),
        Variable(
            "MAGDAT_PROXIES",
            "0",
            "reverse proxies in front, whose word on where a message came from is believed",
            checks.number(0, 5),
        ),
        Variable(
            "MAGDAT_BUREAU_URL",
            "this machine",
            "where desk people find their page ([bureau.md](bureau.md)), also for links to it; https, without a path",
            checks.desk_address,
        ),
        Variable(
            "MAGDAT_OIDC_ISSUER",
            "password and code",
            "the OpenID Connect provider by which desk people may log in too ([bureau.md](bureau.md))",
            checks.provider,
        ),
        Variable("MAGDAT_OIDC_CLIENT", "–", "what the desk page is called there"),
        Variable("MAGDAT_OIDC_SECRET", "–", "its secret there", secret=True),
        Variable("MAGDAT_OIDC_CLAIM", "`groups`", "the claim that says what somebody may"),
        Variable(
            "MAGDAT_OIDC_ROLLEN",
            "–",
            "what its values mean: `helpdesk=group, beheerder=other group`, with the ids of desks",
            checks.roles,
        ),
        Variable("MAGDAT_RASA_URL", "this machine", "where the page finds Rasa", checks.web_address),
        Variable(
            "MAGDAT_HERKOMST",
            "the demo page",
            "web origins that may talk to Rasa, with spaces between",
            checks.web_addresses,
        ),
        Variable(
            "MAGDAT_INSLUITEN",
            "the page itself",
            "sites that may show the page in a frame, with spaces between",
            checks.web_addresses,
        ),
    ),
    "Passing on to a person ([doorgeven.md](doorgeven.md))": (
        Variable(
            "MAGDAT_DOORGEVEN",
            "by what is set below",
            "ways of all desks (`eigen`, `email`, `webhook` … or `geen`), or by desk: `helpdesk=rt,eigen hr=email`",
            fault_of,
        ),
        Variable(
            "MAGDAT_HELPDESK_EMAIL",
            "the policy's `helpdesk` or `hr`",
            "mailbox that gets the questions",
            checks.mail_address,
        ),
        Variable("MAGDAT_SMTP_HOST", "–", "mail server"),
        Variable(
            "MAGDAT_SMTP_PORT",
            "587, or 25 without encryption",
            "its port; 465 is encrypted from the first byte",
            checks.PORT,
        ),
        Variable(
            "MAGDAT_SMTP_STARTTLS",
            "`ja`; `nee` for a mail server on this machine",
            "`ja` or `nee`",
            checks.one_of("ja", "nee"),
        ),
        Variable("MAGDAT_SMTP_USER", "no login", "who logs in at the mail server"),
        Variable("MAGDAT_SMTP_PASSWORD", "no login", "with which password", secret=True),
        Variable(
            "MAGDAT_AFZENDER",
            "who logs in, or the recipient",
            "address that the mail comes from",
            checks.mail_address,
        ),
        Variable("MAGDAT_WEBHOOK_URL", "–", "address to post to", checks.web_address, secret=True),
        Variable("MAGDAT_WEBHOOK_SECRET", "–", "secret shared with the receiver", secret=True),
        Variable("MAGDAT_IMAP_HOST", "answers by mail are not read", "mail server of the mailbox that answers come to"),
        Variable("MAGDAT_IMAP_PORT", "993", "its port; 143 is encrypted after the greeting", checks.PORT),
        Variable("MAGDAT_IMAP_USER", "`MAGDAT_SMTP_USER`", "who logs in at the mailbox"),
        Variable("MAGDAT_IMAP_PASSWORD", "`MAGDAT_SMTP_PASSWORD`", "with which password", secret=True),
        Variable("MAGDAT_IMAP_MAP", "`INBOX`", "folder that answers come to"),
        Variable(
            "MAGDAT_ANTWOORDADRES",
            "the sender",
            "address of that mailbox, which takes mail with a plus",
            checks.mail_address,
        ),
        Variable("MAGDAT_RT_URL", "–", "address of Request Tracker 5", checks.web_address),
        Variable("MAGDAT_RT_TOKEN", "–", "token of the user that the assistant is there", secret=True),
        Variable("MAGDAT_RT_WACHTRIJ", "–", "its queue, or by desk with commas: `Algemeen, hr=HR`"),
        Variable("MAGDAT_ZAMMAD_URL", "–", "address of Zammad", checks.web_address),
        Variable("MAGDAT_ZAMMAD_TOKEN", "–", "token of the agent that the assistant is there", secret=True),
        Variable("MAGDAT_ZAMMAD_GROEP", "–", "its group, or by desk with commas: `Users, hr=HR`"),
        Variable("MAGDAT_ZAMMAD_KLANT", "–", "address of the customer of anonymous questions", checks.mail_address),
        Variable("MAGDAT_ZAMMAD_SECRET", "–", "signature token of Zammad's web hook", secret=True),
        Variable(
            "MAGDAT_TEAMS_BUREAU", "–", "id of the desk's channel in Teams, or by desk: `19:…@thread.tacv2, hr=19:…`"
        ),
        Variable("MAGDAT_SLACK_BUREAU", "–", "id of the desk's channel, or by desk: `C0123, hr=C0456`"),
        Variable(
            "MAGDAT_DOORGEVEN_BEWAARTERMIJN",
            "14",
            "days that the texts of a question live after the desk closed it",
            checks.number(1, 365),
        ),
    ),
    "Slack and Microsoft Teams ([kanalen.md](kanalen.md))": (
        Variable("MAGDAT_SLACK_TOKEN", "off", "token of the Slack app", secret=True),
        Variable("MAGDAT_SLACK_SIGNING_SECRET", "off", "its signing secret", secret=True),
        Variable("MAGDAT_SLACK_API", "`https://slack.com/api/`", "Slack's Web API", checks.web_address),
        Variable("MAGDAT_TEAMS_APP_ID", "off", "id of the Teams app", checks.guid),
        Variable("MAGDAT_TEAMS_TENANT", "off", "id of the one tenant whose people get an answer", checks.guid),
        Variable("MAGDAT_TEAMS_APP_PASSWORD", "–", "the app's client secret", secret=True),
        Variable(
            "MAGDAT_TEAMS_SECRET_UNTIL",
            "not known",
            "the day on which that secret ends, so that `magdat doctor` warns a month before",
            checks.day,
        ),
        Variable(
            "MAGDAT_TEAMS_CERTIFICATE",
            "–",
            "instead of a secret: a PEM file with the app's private key and its certificate",
            checks.file,
        ),
        Variable(
            "MAGDAT_TEAMS_MANAGED_IDENTITY",
            "`nee`",
            "instead of either: `ja` where Azure gives this machine the app's managed identity",
            checks.one_of("ja", "nee"),
        ),
        Variable(
            "MAGDAT_TEAMS_SERVICE",
            "`https://smba.trafficmanager.net/`",
            "answers go only to addresses below these, with spaces between",
            checks.web_addresses,
        ),
        Variable("MAGDAT_TEAMS_KEYS", "Microsoft's", "where the keys of tokens are", checks.web_address),
        Variable("MAGDAT_TEAMS_LOGIN", "Microsoft's", "where our own token comes from", checks.web_address),
    ),
    "The web widget ([kanalen/protocol.md](kanalen/protocol.md))": (
        Variable(
            "MAGDAT_WIDGET_JWT_ISSUER",
            "no log-in",
            "who signs the tokens of your intranet (`iss`); with the next two, nobody talks to the widget without one",
        ),
        Variable("MAGDAT_WIDGET_JWT_AUDIENCE", "no log-in", "for whom those tokens must be (`aud`)"),
        Variable(
            "MAGDAT_WIDGET_JWT_KEYS",
            "no log-in",
            "their public keys, as a JWKS: an https address, or a file",
            checks.public_keys,
        ),
    ),
    "Measuring ([meten.md](meten.md))": (
        Variable(
            "MAGDAT_METINGEN",
            "off",
            "metrics for Prometheus: what is added to the port of a service for that of its metrics, such as `4000`",
            checks.number(1, 60_000),
        ),
        Variable(
            "MAGDAT_METINGEN_ADRES",
            "127.0.0.1",
            "address that the metrics listen on; beyond this machine they need the token",
            checks.ip_address,
        ),
        Variable(
            "MAGDAT_METINGEN_TOKEN",
            "none",
            "what Prometheus shows to read them (`Authorization: Bearer …`)",
            secret=True,
        ),
        Variable("MAGDAT_LOGVORM", "`tekst`", "`tekst`, or `json`: every line of the log one object", _LOG_FORM),
        Variable(
            "MAGDAT_SPOREN",
            "off",
            "traces by OpenTelemetry: the collector's address for OTLP over HTTP, such as `http://127.0.0.1:4318`",
            checks.web_address,
        ),
    ),
    "Setting up": (
        Variable("MAGDAT_VECTOREN", "`.cache/vectors`", "where training keeps the vectors of sentences"),
        Variable("MAGDAT_PYTHON", "searched", "a Python 3.10 for the set-up"),
    ),
}
"""Every variable, by what it is about."""

VARIABLES = {item.name: item for group in GROUPS.values() for item in group}
"""Every variable by its name."""

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

_PORTS = ("MAGDAT_POORT_RASA", "MAGDAT_POORT_ACTIES", "MAGDAT_POORT_PAGINA", "MAGDAT_POORT_BUREAU")


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
        if name.startswith("MAGDAT_") and name not in VARIABLES and name != "MAGDAT_CORPORA":
            hint = closest(name, VARIABLES)
            yield f"{name} is geen instelling" + (f"; {hint}" if hint else "")


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

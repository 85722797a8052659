"""Every environment variable: what it does, what it may be, and what it is when nobody sets it.

The table in docs/instellingen.md is written from here (magdat/commands/settings_page.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from magdat import variable_checks as checks
from magdat.way_choice import fault_of

MOST_WORKERS = 32
"""Rasa processes that may work together."""

OTHER_PROCESSES = 3
"""What uses the database beside them: the action server, the desk page, and a command of an operator."""

FEWEST_EACH, MOST_EACH = 2, 10
"""Connections that one process has at least, and at most: it waits for the database on no more threads than that."""


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
        Variable("MAGDAT_POORT_RELAY", "5056", "port on which the relay says whether it is well", checks.PORT),
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
        Variable(
            "MAGDAT_REST_TOKEN",
            "none",
            "what clients on other machines, or behind a proxy, show the REST channel",
            secret=True,
        ),
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
            "MAGDAT_BEZORGER",
            "`acties`",
            "who carries what waits for desks: `acties`, the action server, or `relay`, a process of its own",
            checks.one_of("acties", "relay"),
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
            "address of that mailbox, which takes mail with a plus; never the mailbox of a desk",
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
        Variable(
            "MAGDAT_DOORGEVEN_PER_DAG",
            "200",
            "questions a day that are passed on to ordinary desks together, and as many to each confidential desk",
            checks.number(1, 100_000),
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

FILE_ENDING = "_BESTAND"
"""What comes behind the name of a secret, for a file that holds it (magdat/secret_files.py)."""

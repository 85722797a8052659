"""What `magdat doctor` looks at outside itself: services, disk, mail server, and the dates on certificates."""

from __future__ import annotations

import json
import shutil
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil

from magdat.commands.output import console, fail
from magdat.handoff.failures import DeliveryFailure
from magdat.handoff.ways.base import Way
from magdat.handoff.ways.email import EmailWay
from magdat.handoff.ways.mail_server import MailServer
from magdat.handoff.ways.webhook import WebhookWay
from magdat.variable_table import VARIABLES
from magdat.variables import number_of

PATIENCE = 4.0
"""Seconds that anything outside gets to answer."""

UNKNOWN_ISSUER = frozenset({18, 19, 20, 21})
"""What OpenSSL says of a certificate that may be good, of somebody whom this machine does not know."""

OF_ANOTHER_CA = (
    "van een eigen CA? Laat SSL_CERT_FILE die kennen (docs/kanalen/widget.md); anders ontbreekt een tussencertificaat"
)

SAME = "stond het er al, geef dit commando dan dezelfde omgeving als de assistent"
"""What to do where a setting is missing that somebody is sure to have set: this command sees another environment."""

LITTLE, TOO_LITTLE = 1_000_000_000, 200_000_000
"""Bytes of disk from which on it is a warning, and a fault."""

SOON = 30
"""Days before its end from which on a certificate is a warning."""

RASA, WORKERS = "MAGDAT_POORT_RASA", "MAGDAT_WERKERS"

SERVICES = (
    ("Rasa", RASA, "/webhooks/rest/"),
    ("de actieserver", "MAGDAT_POORT_ACTIES", "/health"),
    ("de pagina", "MAGDAT_POORT_PAGINA", "/"),
    ("het bureau", "MAGDAT_POORT_BUREAU", "/gezond"),
    ("de bezorger", "MAGDAT_POORT_RELAY", "/gezond"),
)
"""What a service is called, the setting of its port, and a path that answers when it is well."""


class Level(str, Enum):
    """How much a finding matters."""

    FINE = "goed"
    WARNING = "waarschuwing"
    FAULT = "fout"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    level: Level
    message: str
    remedy: str = ""

    def data(self) -> dict[str, str]:
        """Return the machine-readable form."""
        return {"wat": self.what, "niveau": self.level.value, "boodschap": self.message, "remedie": self.remedy}


def fine(what: str, message: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(what, Level.FINE, message)


def warning(what: str, message: str, remedy: str = "") -> Finding:
    """Return something that works, yet asks for attention."""
    return Finding(what, Level.WARNING, message, remedy)


def fault(what: str, message: str, remedy: str = "") -> Finding:
    """Return something that does not work."""
    return Finding(what, Level.FAULT, message, remedy)


def tell(found: Iterable[Finding]) -> None:
    """Print findings, a line each; faults go where faults belong."""
    for item in found:
        text = f"{item.what}: {item.message}" + (f" → {item.remedy}" if item.remedy else "")
        if item.level is Level.FAULT:
            fail(text)
        elif item.level is Level.WARNING:
            console.print(f"! {text}", style="yellow", markup=False)
        else:
            console.print(f"✓ {text}", markup=False)


def services(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Say of each service whether it answers."""
    for title, port, path in _listening(environment):
        try:
            status = httpx.get(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE, trust_env=False).status_code
        except httpx.HTTPError:
            yield warning("diensten", f"{title} antwoordt niet op poort {port}", "start met «make start»")
            continue
        if status < 400:
            yield fine("diensten", f"{title} antwoordt op poort {port}")
        else:
            yield fault("diensten", f"{title} op poort {port} geeft fout {status}", "kijk in de logs")


def restless(folder: Path) -> Iterator[Finding]:
    """Say which services of `make start` do not stay up; it writes down how often each stopped by itself."""
    try:
        noted = json.loads((folder / "services.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    for item in noted:
        if stops := item.get("stops"):
            told = f"{item['name']} viel {stops} keer na elkaar vanzelf stil, en wordt telkens opnieuw gestart"
            yield warning("diensten", told, f"kijk in {folder / 'logs' / item['name']}.log")


def _listening(environment: Mapping[str, str]) -> Iterator[tuple[str, int, str]]:
    """Yield what a service is called, its port, and its path; several Rasa processes are several services."""
    for title, setting, path in SERVICES:
        if VARIABLES[setting].fault(environment) or VARIABLES[WORKERS].fault(environment):
            continue  # which is told already
        if setting == "MAGDAT_POORT_RELAY" and environment.get("MAGDAT_BEZORGER", "").strip().lower() != "relay":
            continue  # the action server does its work
        first = number_of(setting, environment)
        yield title, first, path
        if setting == RASA:
            for number in range(1, number_of(WORKERS, environment)):
                yield f"{title} {number + 1}", first + number, path


_IN_MEMORY = frozenset({"tmpfs", "ramfs"})


def disk(folder: Path) -> Finding:
    """Say whether there is room to write; in a folder in memory, which a unit beside a server has, nothing is kept."""
    there = next(path for path in (folder, *folder.resolve().parents) if path.is_dir())
    mounts = [part for part in psutil.disk_partitions(all=True) if there.resolve().is_relative_to(part.mountpoint)]
    if mounts and max(mounts, key=lambda part: len(part.mountpoint)).fstype in _IN_MEMORY:
        return fine("schijf", f"{folder} staat in het geheugen: daar wordt niets bewaard")
    free = shutil.disk_usage(there).free
    told = f"{free / 1e9:.1f} GB vrij in {folder}"
    if free < TOO_LITTLE:
        return fault("schijf", told, "maak plaats, anders kan niets meer bewaard worden")
    return warning("schijf", told, "maak plaats") if free < LITTLE else fine("schijf", told)


def way_out(way: Way) -> Iterator[Finding]:
    """Say whether a way out works: the other side is greeted, and nothing is sent; for mail there and back apart."""
    if isinstance(way, EmailWay):
        yield _mail(way.server)
        if way.replies is not None:
            yield _tried(way.replies.check, "de postbus voor antwoorden", "docs/doorgeven/mail.md")
    elif isinstance(way, WebhookWay):
        yield certificate("doorgeven", way.url, shown="de webhook")
    else:
        yield _tried(way.check, way.name, "docs/doorgeven.md")


def _tried(check: Callable[[], None], shown: str, remedy: str) -> Finding:
    try:
        check()
    except DeliveryFailure as failure:
        return fault("doorgeven", f"{shown} werkt niet: {failure}", remedy)
    return fine("doorgeven", f"{shown} antwoordt")


def certificate(what: str, address: str, *, shown: str = "") -> Finding:
    """Say whether an address can be reached, and until when its certificate counts."""
    parts = urlsplit(address)
    host, shown = parts.hostname or "", shown or f"{parts.scheme}://{parts.netloc}"
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((host, port), timeout=PATIENCE) as plain:
            if parts.scheme != "https":
                return fine(what, f"{shown} is bereikbaar")
            with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure:
                return _until(what, shown, secure)
    except ssl.SSLCertVerificationError as error:
        remedy = OF_ANOTHER_CA if error.verify_code in UNKNOWN_ISSUER else "vernieuw het"
        return fault(what, f"{shown} heeft een certificaat dat niet klopt: {error.verify_message}", remedy)
    except (OSError, ValueError) as error:
        return fault(what, f"{shown} is niet te bereiken ({type(error).__name__})", "kijk adres en netwerk na")


def _mail(adapter: MailServer) -> Finding:
    """Greet the mail server, encrypt and log in as a delivery does, and leave."""
    shown = f"mailserver {adapter.host}:{adapter.port}"
    try:
        with adapter.greet(PATIENCE) as server:
            if isinstance(server.sock, ssl.SSLSocket):
                return _until("doorgeven", shown, server.sock)
            return fine("doorgeven", f"{shown} neemt berichten aan, onversleuteld")
    except smtplib.SMTPAuthenticationError:
        return fault("doorgeven", f"{shown} weigert het wachtwoord", "kijk MAGDAT_SMTP_USER en _PASSWORD na")
    except ssl.SSLCertVerificationError as error:
        return fault("doorgeven", f"{shown} heeft een certificaat dat niet klopt: {error.verify_message}")
    except (OSError, smtplib.SMTPException) as error:
        return fault("doorgeven", f"{shown} is niet te bereiken ({type(error).__name__})", "kijk MAGDAT_SMTP_HOST na")


def _until(what: str, shown: str, secure: ssl.SSLSocket) -> Finding:
    ends = (secure.getpeercert() or {}).get("notAfter")
    if not isinstance(ends, str):
        return fine(what, f"{shown} is bereikbaar")
    days = int((ssl.cert_time_to_seconds(ends) - time.time()) // 86_400)
    told = f"{shown} is bereikbaar; het certificaat geldt nog {days} dagen"
    return fine(what, told) if days >= SOON else warning(what, told, "vernieuw het certificaat")

"""The helpdesks and mailboxes that questions go to and answers come from, read from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from magdat.handoff.mail.forms import MailForms, load_mail_forms
from magdat.handoff.mail.mailbox import Mailbox
from magdat.handoff.ways.addresses import is_email_address, is_loopback
from magdat.handoff.ways.calls import Calls
from magdat.handoff.ways.mail_in import MailReplies
from magdat.handoff.ways.mail_server import Encryption
from magdat.handoff.ways.rt import RequestTracker
from magdat.handoff.ways.slack import SlackDesk
from magdat.handoff.ways.teams import TeamsDesk
from magdat.handoff.ways.words import DeskWords, load_desk_words
from magdat.handoff.ways.zammad import Zammad
from magdat.settings import Settings
from magdat.teams.settings import TeamsSettings

SLACK = "https://slack.com/api/"
"""Slack's Web API, unless MAGDAT_SLACK_API says otherwise."""


def rt_from(env: Mapping[str, str]) -> RequestTracker:
    """Return the way to Request Tracker.

    Raises:
        ValueError: a variable is missing or wrong; the text says which, and never shows a secret.
    """
    address, token = _needed(env, "rt", "MAGDAT_RT_URL", "MAGDAT_RT_TOKEN")
    calls = _calls("rt", "MAGDAT_RT_URL", f"{address.rstrip('/')}/REST/2.0", {"Authorization": f"token {token}"})
    return RequestTracker(calls, by_desk(env, "MAGDAT_RT_WACHTRIJ", "rt"), _words(env), _forms(env))


def zammad_from(env: Mapping[str, str]) -> Zammad:
    """Return the way to Zammad; raises as :func:`rt_from`."""
    names = ("MAGDAT_ZAMMAD_URL", "MAGDAT_ZAMMAD_TOKEN", "MAGDAT_ZAMMAD_SECRET", "MAGDAT_ZAMMAD_KLANT")
    address, token, secret, customer = _needed(env, "zammad", *names)
    if not is_email_address(customer):
        raise ValueError(f"MAGDAT_ZAMMAD_KLANT must be a plain e-mail address, not {customer!r}")
    headers = {"Authorization": f"Token token={token}"}
    calls = _calls("zammad", "MAGDAT_ZAMMAD_URL", f"{address.rstrip('/')}/api/v1", headers)
    return Zammad(calls, by_desk(env, "MAGDAT_ZAMMAD_GROEP", "zammad"), customer, secret, _words(env), _forms(env))


def slack_from(env: Mapping[str, str]) -> SlackDesk:
    """Return the way to Slack channels; raises as :func:`rt_from`."""
    (token,) = _needed(env, "slack", "MAGDAT_SLACK_TOKEN")
    address = _text(env, "MAGDAT_SLACK_API") or SLACK
    calls = _calls("slack", "MAGDAT_SLACK_API", address.rstrip("/"), {"Authorization": f"Bearer {token}"})
    return SlackDesk(calls, by_desk(env, "MAGDAT_SLACK_BUREAU", "slack"), _words(env))


def teams_from(env: Mapping[str, str]) -> TeamsDesk:
    """Return the way to Teams channels; raises as :func:`rt_from`."""
    settings = TeamsSettings.from_environment(env)
    if settings is None:
        raise ValueError("MAGDAT_DOORGEVEN=teams needs MAGDAT_TEAMS_APP_ID, and what belongs to it")
    try:
        return TeamsDesk(settings, by_desk(env, "MAGDAT_TEAMS_BUREAU", "teams"), _words(env))
    except ValueError as error:
        raise ValueError(f"MAGDAT_TEAMS_BUREAU: {error}") from None


def replies_from(env: Mapping[str, str], sender: str) -> MailReplies | None:
    """Return the mailbox that answers by mail come back to; ``None`` where none is set.

    Args:
        env: the environment.
        sender: the address that our mails come from.

    Raises:
        ValueError: as :func:`rt_from`.
    """
    host = _text(env, "MAGDAT_IMAP_HOST")
    if not host:
        return None
    own = _text(env, "MAGDAT_ANTWOORDADRES") or sender
    if not is_email_address(own) or "+" in own:
        raise ValueError(f"MAGDAT_ANTWOORDADRES must be a plain e-mail address without a plus, not {own!r}")
    user = _text(env, "MAGDAT_IMAP_USER") or _text(env, "MAGDAT_SMTP_USER") or own
    password = env.get("MAGDAT_IMAP_PASSWORD", "") or env.get("MAGDAT_SMTP_PASSWORD", "")
    if not password:
        raise ValueError("set MAGDAT_IMAP_PASSWORD: without it nobody can read the mailbox of MAGDAT_IMAP_HOST")
    encryption, port = _encryption(env, host)
    folder = _text(env, "MAGDAT_IMAP_MAP") or "INBOX"
    mailbox = Mailbox(host, port, user, password, encryption, folder)
    return MailReplies(mailbox, own, _words(env), _forms(env))


def _encryption(env: Mapping[str, str], host: str) -> tuple[Encryption, int]:
    """Return how to encrypt and on which port; a password goes readable to this machine alone."""
    raw = _text(env, "MAGDAT_IMAP_PORT")
    if raw and not (raw.isascii() and raw.isdigit() and len(raw) <= 5 and 1 <= int(raw) <= 65_535):
        raise ValueError(f"MAGDAT_IMAP_PORT must be a whole number from 1 to 65535, not {raw!r}")
    port = int(raw) if raw else None
    if port == 143 or (port not in {None, 993} and is_loopback(host)):
        return (Encryption.NONE if is_loopback(host) else Encryption.STARTTLS), port or 143
    return Encryption.TLS, port or 993


def by_desk(env: Mapping[str, str], name: str, way: str) -> dict[str, str]:
    """Read values by desk, with commas between: «Algemeen, hr=HR Vragen»; the empty name is for all others.

    Raises:
        ValueError: it says nothing for all others.
    """
    found: dict[str, str] = {}
    for item in _text(env, name).split(","):
        desk, _, value = item.rpartition("=")
        if value.strip():
            found[desk.strip().lower()] = value.strip()
    if "" not in found:
        raise ValueError(
            f"{name} must say where questions go: one place for all desks, such as Algemeen, hr=HR ({way})"
        )
    return found


def _needed(env: Mapping[str, str], way: str, *names: str) -> list[str]:
    missing = [name for name in names if not _text(env, name)]
    if missing:
        raise ValueError(f"MAGDAT_DOORGEVEN={way} needs {', '.join(missing)}")
    return [_text(env, name) for name in names]


def _calls(way: str, name: str, address: str, headers: Mapping[str, str]) -> Calls:
    try:
        return Calls(way, address, headers)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _words(env: Mapping[str, str]) -> DeskWords:
    return load_desk_words(_guidance(env) / "bureaupost.yml")


def _forms(env: Mapping[str, str]) -> MailForms:
    return load_mail_forms(_guidance(env) / "post.yml")


def _guidance(env: Mapping[str, str]) -> Path:
    return Settings.from_environment(env).guidance


def _text(env: Mapping[str, str], name: str) -> str:
    return env.get(name, "").strip()

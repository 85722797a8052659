"""Which way messages leave the house, read from the environment; docs/doorgeven.md describes each variable."""

from __future__ import annotations

from collections.abc import Mapping

from magdat.handoff.adapters import Adapter, EmailAdapter, Encryption, WebhookAdapter, is_email_address, is_loopback

WAYS = ("email", "webhook", "geen")
"""The values of MAGDAT_DOORGEVEN; with ``geen`` messages stay in the outbox."""


def adapter_from_environment(env: Mapping[str, str], default_recipient: str | None) -> Adapter | None:
    """Return the adapter that the operator chose; ``None`` when messages stay in the outbox.

    Args:
        env: the environment, usually ``os.environ``.
        default_recipient: the mailbox that the policy names, used unless MAGDAT_HELPDESK_EMAIL names another.

    Raises:
        ValueError: a variable is missing or wrong; the text says which, and never shows a secret.
    """
    way = _text(env, "MAGDAT_DOORGEVEN").lower() or _obvious_way(env)
    if way not in WAYS:
        raise ValueError(f"MAGDAT_DOORGEVEN must be one of {', '.join(WAYS)}, not {way!r}")
    if way == "email":
        return _email(env, default_recipient)
    if way == "webhook":
        return _webhook(env)
    return None


def has_way_out(env: Mapping[str, str], default_recipient: str | None) -> bool:
    """Return whether messages leave the house at all, with the environment as it is."""
    try:
        return adapter_from_environment(env, default_recipient) is not None
    except ValueError:
        return False


def _obvious_way(env: Mapping[str, str]) -> str:
    if _text(env, "MAGDAT_SMTP_HOST"):
        return "email"
    return "webhook" if _text(env, "MAGDAT_WEBHOOK_URL") else "geen"


def _email(env: Mapping[str, str], default_recipient: str | None) -> EmailAdapter:
    host = _text(env, "MAGDAT_SMTP_HOST")
    if not host:
        raise ValueError("MAGDAT_DOORGEVEN=email needs MAGDAT_SMTP_HOST, the name of the mail server")
    recipient = _text(env, "MAGDAT_HELPDESK_EMAIL") or (default_recipient or "").strip()
    if not recipient:
        raise ValueError("set MAGDAT_HELPDESK_EMAIL: the policy names no e-mail address for its helpdesk or HR")
    _check_address("MAGDAT_HELPDESK_EMAIL (or the policy's contact)", recipient)
    user, password = _text(env, "MAGDAT_SMTP_USER"), env.get("MAGDAT_SMTP_PASSWORD", "")
    if bool(user) != bool(password):
        raise ValueError("MAGDAT_SMTP_USER and MAGDAT_SMTP_PASSWORD go together: set both or neither")
    encryption, port = _encryption(env, host)
    if user and encryption is Encryption.NONE and not is_loopback(host):
        raise ValueError("MAGDAT_SMTP_STARTTLS=nee would send the password readable over the network; use ja")
    # Mail servers take mail from the one who logs in; failing that, a mailbox that is known to exist.
    sender = _text(env, "MAGDAT_AFZENDER") or (user if is_email_address(user) else recipient)
    _check_address("MAGDAT_AFZENDER", sender)
    return EmailAdapter(host, port, recipient, sender, encryption, user or None, password or None)


def _encryption(env: Mapping[str, str], host: str) -> tuple[Encryption, int]:
    """Return how to encrypt and on which port; unless told otherwise only mail to this machine goes unencrypted."""
    port = _port(env)
    wanted = _text(env, "MAGDAT_SMTP_STARTTLS").lower()
    if wanted not in {"", "ja", "nee"}:
        raise ValueError(f"MAGDAT_SMTP_STARTTLS must be ja or nee, not {wanted!r}")
    if port == 465:
        return Encryption.TLS, port  # this port is encrypted from the first byte, so STARTTLS has no meaning there
    if wanted == "nee" or (not wanted and is_loopback(host)):
        return Encryption.NONE, port or 25
    return Encryption.STARTTLS, port or 587


def _port(env: Mapping[str, str]) -> int | None:
    raw = _text(env, "MAGDAT_SMTP_PORT")
    if not raw:
        return None
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 5 and 1 <= int(raw) <= 65_535):
        raise ValueError(f"MAGDAT_SMTP_PORT must be a whole number from 1 to 65535, not {raw!r}")
    return int(raw)


def _webhook(env: Mapping[str, str]) -> WebhookAdapter:
    url = _text(env, "MAGDAT_WEBHOOK_URL")
    if not url:
        raise ValueError("MAGDAT_DOORGEVEN=webhook needs MAGDAT_WEBHOOK_URL, the address to post to")
    secret = env.get("MAGDAT_WEBHOOK_SECRET", "").strip()
    if not secret:
        raise ValueError("set MAGDAT_WEBHOOK_SECRET: the receiver needs it to know that a message is genuine")
    try:
        return WebhookAdapter(url, secret)
    except ValueError as error:
        raise ValueError(f"MAGDAT_WEBHOOK_URL: {error}") from None


def _check_address(name: str, address: str) -> None:
    if not is_email_address(address):
        raise ValueError(f"{name} must be a plain e-mail address such as helpdesk@bedrijf.be, not {address!r}")


def _text(env: Mapping[str, str], name: str) -> str:
    return env.get(name, "").strip()

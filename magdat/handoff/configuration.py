"""By which ways questions leave the house, read from the environment; docs/doorgeven.md describes each variable."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from magdat.handoff.desk_systems import by_desk, replies_from, rt_from, slack_from, teams_from, zammad_from
from magdat.handoff.ways.addresses import is_email_address, is_loopback
from magdat.handoff.ways.base import Way
from magdat.handoff.ways.email import EmailWay
from magdat.handoff.ways.mail_server import Encryption, MailServer
from magdat.handoff.ways.webhook import WebhookWay
from magdat.policy.service_desks import FIRST, ServiceDesk
from magdat.way_choice import NONE, OWN, WayChoice

PLACES = {
    "rt": "MAGDAT_RT_WACHTRIJ",
    "zammad": "MAGDAT_ZAMMAD_GROEP",
    "slack": "MAGDAT_SLACK_BUREAU",
    "teams": "MAGDAT_TEAMS_BUREAU",
}
"""The ways on which desks have places (queues, groups, channels), and the setting that says which."""

Desks = Callable[[], Mapping[str, ServiceDesk]]
"""Gives the desks of the policy that is in use."""


def choice_from(env: Mapping[str, str]) -> WayChoice:
    """Return by which ways each desk hears of its questions.

    Raises:
        ValueError: MAGDAT_DOORGEVEN is wrong; the text says what it must be.
    """
    try:
        return WayChoice.read(_text(env, "MAGDAT_DOORGEVEN"), _obvious_ways(env))
    except ValueError as error:
        raise ValueError(f"MAGDAT_DOORGEVEN {error}, not {_text(env, 'MAGDAT_DOORGEVEN')!r}") from None


def ways_from(env: Mapping[str, str], desks: Desks) -> dict[str, Way]:
    """Return every way that some desk uses, by its name, and mail where a mail server is set, for when others fail.

    Args:
        env: the environment, usually ``os.environ``.
        desks: the desks of the policy, of which the contacts may have mailboxes.

    Raises:
        ValueError: a variable is missing or wrong; the text says which, and never shows a secret.
    """
    wanted = set(choice_from(env).all()) - {OWN}
    if _text(env, "MAGDAT_SMTP_HOST") and _text(env, "MAGDAT_DOORGEVEN").lower() != NONE:
        wanted.add("email")
    _check_places(env, desks)
    return {name: BUILDERS[name](env, desks) for name in sorted(wanted)}


def _check_places(env: Mapping[str, str], desks: Desks) -> None:
    """Refuse a queue, group or channel in which another desk would read what is told to a confidential one."""
    choice = choice_from(env)
    for way, name in PLACES.items():
        reading: dict[str, ServiceDesk] = {}
        users = [desk for desk in desks().values() if way in choice.of(desk.id, confidential=desk.confidential)]
        if not any(desk.confidential for desk in users):
            continue
        places = by_desk(env, name, way)
        for desk in sorted(users, key=lambda item: item.confidential):  # the confidential ones last
            place = places.get(desk.id) or places[""]
            other = reading.setdefault(place.casefold(), desk)
            if desk.confidential and other is not desk:
                raise ValueError(
                    f"{name}: {desk.id} is confidential, and {other.id} would read in the same place ({place}); "
                    f"give it one of its own, as {desk.id}=<place>"
                )


def reserve_from(
    env: Mapping[str, str], desks: Desks, read_here: Callable[[str, bool], bool]
) -> Callable[[str], str | None]:
    """Return what gives the way that carries what another cannot: our own page where somebody reads it, mail, or none.

    Args:
        env: the environment, usually ``os.environ``.
        desks: the desks of the policy.
        read_here: whether anybody reads what comes to a desk on our own page, by its id and whether it is confidential.
    """
    choice, mailed = choice_from(env), bool(_text(env, "MAGDAT_SMTP_HOST"))
    mailbox = mailbox_from(env, desks)

    def reserve(desk: str) -> str | None:
        known = desks().get(desk)
        confidential = known is None or known.confidential
        if OWN in choice.of(desk, confidential=confidential) and read_here(desk, confidential):
            return OWN
        return "email" if mailed and not confidential and mailbox(desk) is not None else None

    return reserve


def has_way_out(env: Mapping[str, str], desk: ServiceDesk, read_here: Callable[[ServiceDesk], bool]) -> bool:
    """Return whether anybody hears of a question at a desk, with the environment as it is.

    Args:
        env: the environment, usually ``os.environ``.
        desk: whose question it is.
        read_here: whether anybody can read what comes to a desk on our own page.
    """
    try:
        ways = choice_from(env).of(desk.id, confidential=desk.confidential)
    except ValueError:
        return False
    return any(way != OWN for way in ways) or (OWN in ways and read_here(desk))


def mailbox_from(env: Mapping[str, str], desks: Desks) -> Callable[[str], str | None]:
    """Return what gives the mailbox of a desk: its contact's, or the one that the operator set for ordinary desks.

    What the operator set counts first for the desk that gets ordinary questions, and for others without a mailbox of
    their own; never for a confidential one, for more people read there.
    """
    given = _text(env, "MAGDAT_HELPDESK_EMAIL")

    def mailbox(desk: str) -> str | None:
        known = desks()
        found = known.get(desk)
        own = str(found.contact.email) if found is not None and found.contact and found.contact.email else None
        ordinary = next((name for name in FIRST if name in known), None)
        if given and (found is None or not found.confidential) and (own is None or desk == ordinary):
            return given
        return own

    return mailbox


def _obvious_ways(env: Mapping[str, str]) -> tuple[str, ...]:
    if _text(env, "MAGDAT_SMTP_HOST"):
        return ("email",)
    return ("webhook",) if _text(env, "MAGDAT_WEBHOOK_URL") else (OWN,)


def _email(env: Mapping[str, str], desks: Desks) -> EmailWay:
    host = _text(env, "MAGDAT_SMTP_HOST")
    if not host:
        raise ValueError("MAGDAT_DOORGEVEN=email needs MAGDAT_SMTP_HOST, the name of the mail server")
    given, mailbox = _text(env, "MAGDAT_HELPDESK_EMAIL"), mailbox_from(env, desks)
    if given:
        _check_address("MAGDAT_HELPDESK_EMAIL", given)
    first = given or next((found for name in desks() if (found := mailbox(name)) is not None), "")
    if not first:
        raise ValueError("set MAGDAT_HELPDESK_EMAIL: the policy names no e-mail address for any desk")
    user, password = _text(env, "MAGDAT_SMTP_USER"), env.get("MAGDAT_SMTP_PASSWORD", "")
    if bool(user) != bool(password):
        raise ValueError("MAGDAT_SMTP_USER and MAGDAT_SMTP_PASSWORD go together: set both or neither")
    encryption, port = _encryption(env, host)
    if user and encryption is Encryption.NONE and not is_loopback(host):
        raise ValueError("MAGDAT_SMTP_STARTTLS=nee would send the password readable over the network; use ja")
    # Mail servers take mail from the one who logs in; failing that, a mailbox that is known to exist.
    sender = _text(env, "MAGDAT_AFZENDER") or (
        user if is_email_address(user) else mailbox_of_first(desks, mailbox, first)
    )
    _check_address("MAGDAT_AFZENDER", sender)
    server = MailServer(host, port, sender, encryption, user or None, password or None)
    replies = replies_from(env, sender)
    if replies is not None:
        _check_own(replies.own, desks, mailbox, first)
    return EmailWay(server, mailbox, replies)


def _check_own(own: str, desks: Desks, mailbox: Callable[[str], str | None], first: str) -> None:
    """Refuse the mailbox of a desk as the one for answers: what the desk answers would pass for our own mails."""
    read_by = {str(mailbox(name)).casefold(): name for name in desks()}
    if own.casefold() in {first.casefold(), *read_by}:
        whose = read_by.get(own.casefold(), "helpdesk")
        raise ValueError(
            f"answers by mail may not come back to {own}, the mailbox of a desk ({whose}): set MAGDAT_AFZENDER or "
            "MAGDAT_ANTWOORDADRES to a mailbox of the assistant's own"
        )


def mailbox_of_first(desks: Desks, mailbox: Callable[[str], str | None], otherwise: str) -> str:
    """Return the mailbox of the desk that gets ordinary questions, or another that is known to exist."""
    found = (mailbox(name) for name in FIRST if name in desks())
    return next((address for address in found if address is not None), otherwise)


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


def _webhook(env: Mapping[str, str], _desks: Desks) -> WebhookWay:
    url = _text(env, "MAGDAT_WEBHOOK_URL")
    if not url:
        raise ValueError("MAGDAT_DOORGEVEN=webhook needs MAGDAT_WEBHOOK_URL, the address to post to")
    secret = env.get("MAGDAT_WEBHOOK_SECRET", "").strip()
    if not secret:
        raise ValueError("set MAGDAT_WEBHOOK_SECRET: the receiver needs it to know that a message is genuine")
    try:
        return WebhookWay(url, secret)
    except ValueError as error:
        raise ValueError(f"MAGDAT_WEBHOOK_URL: {error}") from None


def _check_address(name: str, address: str) -> None:
    if not is_email_address(address):
        raise ValueError(f"{name} must be a plain e-mail address such as helpdesk@bedrijf.be, not {address!r}")


def _text(env: Mapping[str, str], name: str) -> str:
    return env.get(name, "").strip()


BUILDERS: dict[str, Callable[[Mapping[str, str], Desks], Way]] = {
    "email": _email,
    "webhook": _webhook,
    "rt": lambda env, _desks: rt_from(env),
    "zammad": lambda env, _desks: zammad_from(env),
    "slack": lambda env, _desks: slack_from(env),
    "teams": lambda env, _desks: teams_from(env),
}
"""How each way is built; our own page needs none."""

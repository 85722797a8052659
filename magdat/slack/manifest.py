"""The manifest of the Slack app: what Slack has to know of it, to paste at api.slack.com/apps."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, StrictUndefined

from magdat.files.problems import MagDatError
from magdat.slack.surface import COMMAND, PATH, SHORTCUT, SUBSCRIBED, scopes

_TEMPLATE = Path(__file__).parent / "manifest.yml.jinja"


class AddressError(MagDatError):
    """Slack cannot bring anything to an address; the message says what it must be."""


def manifest(host: str) -> str:
    """Return the manifest for an assistant that is reached at this address.

    Raises:
        AddressError: it is no address that Slack can reach.
    """
    template = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True).from_string(
        _TEMPLATE.read_text(encoding="utf-8")
    )
    facts = {"address": address_at(host), "command": COMMAND, "shortcut": SHORTCUT}
    return template.render(**facts, scopes=sorted(scopes()), events=list(SUBSCRIBED)).lstrip()


def address_at(host: str) -> str:
    """Return where Slack brings everything.

    Args:
        host: the address that the proxy listens on, such as https://magdat.bedrijf.be.

    Raises:
        AddressError: it is none, or not encrypted.
    """
    given = host.strip().rstrip("/")
    try:
        parts = urlsplit(given)
        fine = bool(parts.hostname) and parts.port != 0 and not any(char.isspace() for char in given)
    except ValueError:
        parts, fine = urlsplit(""), False
    if not fine or parts.scheme != "https" or parts.query or parts.fragment or parts.username:
        raise AddressError(f"«{host}» is geen adres voor Slack → geef het zo: https://magdat.bedrijf.be")
    return given if given.endswith(PATH) else f"{given}{PATH}"

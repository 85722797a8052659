"""Addresses as a browser names the site of a page: scheme, host and port, and nothing else."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from magdat.files.problems import MagDatError

_USUAL = {"http": 80, "https": 443}

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""Hosts that are this machine: nobody reads along on the way."""


class AddressError(MagDatError):
    """The widget can do nothing with an address; the message says what it must be."""


def origin_of(address: str) -> str:
    """Return how a browser names the site of an address.

    Raises:
        AddressError: it is no web address.
    """
    try:
        return _origin(_parts(address))
    except ValueError:
        told = f"«{address}» is geen adres van een website → geef het zo: https://intranet.bedrijf.be"
        raise AddressError(told) from None


def host_of(address: str) -> str:
    """Return where the assistant is found from outside, as the guides have it.

    Raises:
        AddressError: it is not encrypted, or has more in it than a host.
    """
    try:
        parts = _parts(address)
        if parts.scheme != "https" or parts.path.strip("/") or parts.query or parts.fragment:
            raise ValueError
        return _origin(parts)
    except ValueError:
        told = f"«{address}» is geen adres voor de assistent → geef het zo: https://magdat.bedrijf.be"
        raise AddressError(told) from None


def is_open_to_readers(origin: str) -> bool:
    """Return whether somebody on the network can read what passes between a page of this site and its readers."""
    parts = urlsplit(origin)
    return parts.scheme == "http" and parts.hostname not in LOOPBACK


def _parts(address: str) -> SplitResult:
    given = address.strip()
    parts = urlsplit(given)
    if parts.scheme not in _USUAL or not parts.hostname or "@" in parts.netloc or parts.port == 0:
        raise ValueError
    if any(char.isspace() or char in "\"'<>`" for char in given):
        raise ValueError
    return parts


def _origin(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = host.encode("idna").decode("ascii")  # which is how a browser says it
    port = "" if parts.port in (None, _USUAL[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"

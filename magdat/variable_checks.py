"""What the value of an environment variable may be: checks that say, in a few words, what it must be instead."""

from __future__ import annotations

import datetime as dt
import ipaddress
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

Check = Callable[[str], str]
"""Says what a value must be when it is wrong; an empty text when it is fine."""


def anything(_value: str) -> str:
    """Return nothing: every value is fine."""
    return ""


def number(low: int, high: int) -> Check:
    """Return a check for a whole number in a range."""

    def check(value: str) -> str:
        if not (value.isascii() and value.isdigit()):
            return "must be a whole number"
        return "" if low <= int(value) <= high else f"must lie between {low} and {high}"

    return check


def one_of(*allowed: str) -> Check:
    """Return a check for a word out of a list; capitals do not count."""
    return lambda value: "" if value.lower() in allowed else f"must be one of {', '.join(allowed)}"


def web_address(value: str) -> str:
    """Return what is wrong with a web address."""
    try:
        parts = urlsplit(value)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    return "" if fine and not re.search(r"\s", value) else "must be a web address such as https://example.be"


def web_addresses(value: str) -> str:
    """Return what is wrong with web addresses; `*` is one too."""
    wrong = any(web_address(item) for item in value.split() if item != "*")
    return "must be web addresses with spaces between" if wrong else ""


def desk_address(value: str) -> str:
    """Return what is wrong with the address of the desk page: without a path, and https beyond this machine."""
    must = "must be an https address without a path, such as https://bureau.example.be"
    if web_address(value):
        return must
    parts = urlsplit(value)
    here = parts.hostname in {"127.0.0.1", "::1", "localhost"}
    whole = parts.path in {"", "/"} and not (parts.query or parts.fragment or parts.username)
    return "" if whole and (parts.scheme == "https" or here) else must


def public_keys(value: str) -> str:
    """Return what is wrong with where public keys are: an address, or a file on this machine."""
    must = "must be an https address, or the whole path of a file"
    if "://" not in value:
        return "" if value.startswith("/") else must
    if web_address(value):
        return must
    here = urlsplit(value).hostname in {"127.0.0.1", "::1", "localhost"}
    return "" if value.startswith("https://") or here else must


def provider(value: str) -> str:
    """Return what is wrong with the address of a provider: passwords go there, so https beyond this machine."""
    here = urlsplit(value).hostname in {"127.0.0.1", "::1", "localhost"} if not web_address(value) else False
    fine = not web_address(value) and (value.startswith("https://") or here)
    return "" if fine else "must be an https address, as the provider names itself"


def roles(value: str) -> str:
    """Return what is wrong with a list of roles."""
    pairs = (item.partition("=") for item in value.split(","))
    written = all(role.strip() and equals and group.strip() for role, equals, group in pairs)
    return "" if written else "must be written as helpdesk=group, hr=other group"


def mail_address(value: str) -> str:
    """Return what is wrong with an e-mail address."""
    fine = re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", value)
    return "" if fine else "must be a plain e-mail address such as helpdesk@bedrijf.be"


def ip_address(value: str) -> str:
    """Return what is wrong with an address to listen on."""
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return "must be an address of this machine such as 127.0.0.1 or 0.0.0.0"
    return ""


def loopback(value: str) -> bool:
    """Return whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(value).is_loopback
    except ValueError:
        return False


def database(value: str) -> str:
    """Return what is wrong with the address of a database."""
    fine = re.fullmatch(r"sqlite:///\S.*|postgres(ql)?(\+\w+)?://\S+/\S+", value)
    return "" if fine else "must be sqlite:////path/file or postgresql://user:secret@host/name"


def redis(value: str) -> str:
    """Return what is wrong with the address of a Redis."""
    fine = re.fullmatch(r"(rediss?|unix)://\S+", value)
    return "" if fine else "must be redis://host:6379/0, rediss://… or unix://…"


def keys(value: str) -> str:
    """Return what is wrong with keys in hexadecimal."""
    fine = all(re.fullmatch(r"[0-9a-fA-F]{64}", key) for key in value.split())
    return "" if fine else "must be 64 hexadecimal digits, such as `openssl rand -hex 32` gives"


def guid(value: str) -> str:
    """Return what is wrong with an id of Microsoft."""
    fine = re.fullmatch(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}", value)
    return "" if fine else "must be an id such as 0f3c1d2e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"


def file(value: str) -> str:
    """Return what is wrong with the name of a file that has to be there."""
    return "" if Path(value).is_file() else "must be a file that is there"


def day(value: str) -> str:
    """Return what is wrong with a day in ISO form."""
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return "must be a day such as 2027-05-31"
    return ""


PORT = number(1, 65_535)
"""A port of this machine."""

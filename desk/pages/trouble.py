"""Pages that say that something cannot be, with no more than that."""

from __future__ import annotations

from starlette.responses import Response

from desk.asked import Asked
from desk.drawing import drawn

NEW_VISIT = "x-new-visit"
"""A header that never leaves the house: the token of a visit that begins, or nothing where one ends."""


def not_found(asked: Asked) -> Response:
    """Say that there is no such page, or that it is for somebody else: the same words for both."""
    return drawn(asked, "melding", status=404, message="niet_gevonden", titel="Niet gevonden")


def expired(asked: Asked) -> Response:
    """Say that a form did not come from a page of this visit."""
    return drawn(asked, "melding", status=403, message="verlopen", titel="Er is niets verstuurd")


def too_large(asked: Asked) -> Response:
    """Say that a form was too large."""
    return drawn(asked, "melding", status=413, message="te_groot", titel="Te lang")


def no_storage(asked: Asked) -> Response:
    """Say that the database does not answer."""
    return drawn(asked, "melding", status=503, message="opslag", titel="Even niet")


def broken(asked: Asked) -> Response:
    """Say that something is wrong on our side."""
    return drawn(asked, "melding", status=500, message="storing", titel="Er gaat iets mis")


def once_more(asked: Asked, where: str) -> Response:
    """Ask for the same page again, now from here."""
    return drawn(asked, "verder", waar=where)

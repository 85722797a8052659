"""Logging in by the provider of the company."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from desk.asked import Asked, NotFound
from desk.drawing import drawn
from desk.entrance import Refused
from desk.pages.entering import path_of
from desk.pages.trouble import NEW_VISIT, once_more
from desk.provider import NotKnown, Provider

ON_THE_WAY = "x-on-the-way"
"""A header that never leaves the house: what the browser keeps while somebody is at the provider."""


def go(asked: Asked) -> Response:
    """Send somebody to the provider."""
    try:
        asked.house.entrance.slowly_elsewhere(asked.place)
        going = _provider(asked).go(path_of(asked.query.get("naar", "")))
    except (NotKnown, Refused) as refused:
        return _refused(asked, str(refused))
    response = RedirectResponse(going.address, 303)
    response.headers[ON_THE_WAY] = going.kept
    return response


def come_back(asked: Asked) -> Response:
    """Let somebody in whom the provider knows, and who has a role here."""
    provider = _provider(asked)
    try:
        asked.house.entrance.slowly_elsewhere(asked.place)
        state, code = asked.query.get("state", ""), asked.query.get("code", "")
        person, where = provider.come_back(asked.on_the_way, state, code)
        desks, admin = provider.settings.desks_of(person.values)
        whose = f"{provider.settings.issuer} {person.subject}"
        token = asked.house.entrance.enter_from_elsewhere(person.name, whose, desks, admin=admin)
    except (NotKnown, Refused) as refused:
        return _refused(asked, str(refused))
    # The cookie goes along with a step from here alone, and this one came from the provider.
    response = once_more(asked, path_of(where))
    response.headers[NEW_VISIT] = token
    response.headers[ON_THE_WAY] = ""
    return response


def _provider(asked: Asked) -> Provider:
    """Return the provider.

    Raises:
        NotFound: there is none.
    """
    if asked.house.provider is None:
        raise NotFound
    return asked.house.provider


def _refused(asked: Asked, why: str) -> Response:
    return drawn(asked, "inloggen", status=401, message=why, naar="/", naam="")

"""Who may log in, for whoever looks after the desk; they add somebody here too."""

from __future__ import annotations

from starlette.responses import Response

from desk.asked import Asked, NotFound
from desk.cards import desk_title
from desk.drawing import drawn
from magdat.policy.service_desks import confidential_desks, desks_of
from magdat.staff.audit import Deed


def people(asked: Asked) -> Response:
    """Show who may log in, and a form to add somebody."""
    return _page(asked)


def add(asked: Asked) -> Response:
    """Add somebody, and show their starting code, once.

    For what is confidential the command is needed: whoever looks after the desk must not let themselves in there.
    """
    chosen, known = asked.form.get("loket", ""), _desks(asked)
    if chosen not in known:
        return _page(asked, status=422, message="kies_loket")
    try:
        name, code = asked.house.entrance.invite(asked.form.get("naam", ""), [chosen])
    except ValueError:
        return _page(asked, status=422, message="naam_kan_niet")
    asked.house.audit.note(asked.agent.name, Deed.ADDED)
    return _page(asked, added=name, code=code)


def _page(asked: Asked, *, status: int = 200, message: str = "", added: str = "", code: str = "") -> Response:
    desks = _desks(asked)
    found = [
        {
            "naam": agent.name,
            "loketten": ", ".join(desks.get(name, name) for name in sorted(agent.desks)),
            "beheer": agent.admin,
            "begonnen": agent.active,
        }
        for agent in asked.house.entrance.everybody()
    ]
    return drawn(
        asked,
        "gebruikers",
        status=status,
        message=message,
        hier="/gebruikers",
        mensen=found,
        loketten=desks,
        nieuw=added,
        startcode=code,
    )


def _desks(asked: Asked) -> dict[str, str]:
    """Return the desks for which people are added here, by id.

    Raises:
        NotFound: who asks does not look after the desk.
    """
    if not asked.agent.admin:
        raise NotFound
    policy = asked.house.in_use().policy
    confidential = confidential_desks(policy)
    return {name: desk_title(desk) for name, desk in desks_of(policy).items() if name not in confidential}

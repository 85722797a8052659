"""What `magdat doctor` says of the desk page: whether somebody reads what comes there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from magdat.commands.reach import Finding, fine, warning
from magdat.policy.service_desks import ServiceDesk
from magdat.staff.agents import Agents
from magdat.way_choice import OWN, WayChoice
from magdat.wording.lists import enumerate_dutch


def examine_people(agents: Agents, desks: Mapping[str, ServiceDesk], choice: WayChoice) -> Iterator[Finding]:
    """Say for which desks nobody can log in, of those whose questions come on our own page.

    Raises:
        StorageError: the database does not answer.
    """
    confidential = frozenset(desk.id for desk in desks.values() if desk.confidential)
    people = [agent for agent in agents.all() if agent.active]
    own = [desk for desk in desks.values() if OWN in choice.of(desk.id, confidential=desk.confidential)]
    empty = [desk for desk in own if not any(agent.sees(desk.id, confidential) for agent in people)]
    if not own:
        return
    if not empty:
        yield fine("bureau", "voor elk loket kan zich iemand aanmelden")
        return
    told = f"niemand kan zich aanmelden voor {enumerate_dutch([desk.title for desk in empty])}"
    yield warning("bureau", told, f"magdat bureau gebruiker toevoegen NAAM --loket {empty[0].id}")

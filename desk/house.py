"""Everything that the pages need, opened once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from desk.entrance import Entrance
from desk.provider import Provider
from desk.words import DeskWords
from magdat.handoff.desk import Desk
from magdat.knowledge import Knowledge
from magdat.policy.service_desks import ServiceDesk, confidential_desks, desks_of, lost_desk
from magdat.privacy.seal import Seal
from magdat.staff.agents import Agent
from magdat.staff.audit import Audit
from magdat.staff.proposals import Proposals


@dataclass(frozen=True)
class House:
    """The service, who comes in, and the words."""

    desk: Desk
    entrance: Entrance
    audit: Audit
    proposals: Proposals
    seal: Seal
    knowledge: Knowledge
    words: DeskWords
    redact: Callable[[str], str]
    """Takes personal data out of a text."""

    provider: Provider | None
    """Who tells who somebody is, beside passwords; ``None`` where there is none."""

    address: str
    """Where people find these pages; with https cookies go over nothing else."""

    is_heard: Callable[[ServiceDesk], bool] = field(default=lambda _desk: True)
    """Whether anybody hears of a question at a desk: nothing is handed on to one where nobody does."""

    def in_use(self) -> Knowledge:
        """Return the knowledge with the policy that is in use now."""
        return self.knowledge.anew()

    def desks_of(self, agent: Agent) -> dict[str, ServiceDesk]:
        """Return the desks whose tickets somebody may see, by id."""
        policy = self.in_use().policy
        confidential = confidential_desks(policy)
        known = {name: desk for name, desk in desks_of(policy).items() if agent.sees(name, confidential)}
        # A desk that the policy no longer names keeps its people, and so its tickets keep somebody.
        lost = {name: lost_desk(name) for name in agent.desks - known.keys()}
        return {**known, **lost}

    @property
    def secure(self) -> bool:
        """Return whether people come over https."""
        return self.address.startswith("https://")

"""Open the service of the desks, one a process: stores, seal, wording, ways, and the desks of the policy in use."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from magdat.files.problems import DocumentError
from magdat.handoff.configuration import BUILDERS, choice_from, has_way_out, reserve_from, ways_from
from magdat.handoff.desk import Desk
from magdat.handoff.following import load_follow_up_talk
from magdat.handoff.ways.base import Way
from magdat.knowledge import Knowledge, open_knowledge
from magdat.policy.service_desks import FIRST, ServiceDesk, desks_of, heir_of
from magdat.policy.store import PolicyStore
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.staff.presence import Presence
from magdat.staff.provider_settings import ProviderSettings
from magdat.storage.letters import Letter, Letters
from magdat.storage.ports import Tickets
from magdat.storage.sql.former_outbox import take_over_outbox
from magdat.storage.stores import open_database, open_short_lived, open_stores
from magdat.way_choice import OWN


@dataclass(frozen=True)
class Counter:
    """Everything that hands over, answers and carries in one process."""

    desk: Desk
    tickets: Tickets
    desks: Callable[[], Mapping[str, ServiceDesk]]
    environment: Mapping[str, str]
    settings: Settings
    in_use: Callable[[], Knowledge]
    """Gives what the desks come from, as it is now; raises DocumentError while the policy cannot be used."""

    policies: PolicyStore
    """The policy that the desks come from."""

    @cached_property
    def ways(self) -> Mapping[str, Way]:
        """Return what carries, by name; our own page needs none. Only who carries needs every setting of the ways.

        Raises:
            ValueError: a setting of a way is missing or wrong.
        """
        return ways_from(self.environment, self.desks)

    @cached_property
    def reserve_of(self) -> Callable[[str], str | None]:
        """Return what gives the way that carries what another cannot, by desk; our own page where somebody reads it.

        Raises:
            ValueError: a setting of the ways or of the provider of accounts is missing or wrong.
        """
        presence = _presence(self.settings, self.environment)
        return reserve_from(
            self.environment,
            self.desks,
            lambda desk, confidential: presence.reads(desk, confidential=confidential),
        )

    def way(self, name: str) -> Way | None:
        """Return one way; ``None`` where no desk uses it.

        Raises:
            ValueError: a setting of it is missing or wrong.
        """
        used = name in BUILDERS and name in choice_from(self.environment).all()
        return BUILDERS[name](self.environment, self.desks) if used else None


def open_desk(settings: Settings, known: Callable[[], Knowledge] | None = None) -> Desk:
    """Return the service of this process; one for each database, state folder and way.

    Args:
        settings: where everything is.
        known: gives what this process answers from, where it answers: so that one policy is looked at, and told of
            in the log, once.

    Raises:
        DocumentError: the guidance or the policy cannot be used.
        ValueError: a setting about the ways cannot be used.
        OSError: the key of the seal cannot be read or made.
    """
    return open_counter(settings, known=known).desk


def open_counter(
    settings: Settings,
    environment: Mapping[str, str] | None = None,
    known: Callable[[], Knowledge] | None = None,
) -> Counter:
    """Return the service with what it works with; raises as :func:`open_desk`."""
    env = os.environ if environment is None else environment
    where = (settings.database, str(settings.state), env.get("MAGDAT_DOORGEVEN", ""))
    with _LOCK:
        if where not in _opened:
            _opened[where] = _open(settings, env, known() if known else open_knowledge(settings))
        return _opened[where]


_LOCK = threading.Lock()
_opened: dict[tuple[str, str, str], Counter] = {}


class _Desks:
    """The desks of the policy that is in use, and those of the last one while it cannot be read.

    Those that left it meanwhile are remembered as they were: whoever talks with one is still somewhere.
    """

    def __init__(self, known: Knowledge) -> None:
        self._known = known.anew()
        self._last = desks_of(self._known.policy)
        self.gone: Mapping[str, ServiceDesk] = {}

    def __call__(self) -> Mapping[str, ServiceDesk]:
        with contextlib.suppress(DocumentError):  # which the log tells; what was handed over must go on
            now, before = desks_of(self.in_use().policy), {**self.gone, **self._last}
            self.gone = {name: desk for name, desk in before.items() if name not in now}
            self._last = now
        return self._last

    def in_use(self) -> Knowledge:
        """Return what is known now: with another policy come other topics, and another sector.

        Raises:
            DocumentError: the policy cannot be used.
        """
        self._known = self._known.anew()
        return self._known

    def heir(self, lost: ServiceDesk, topic: str | None) -> ServiceDesk | None:
        """Return the desk that gets the questions of one that left; ``None`` too while the policy cannot be read."""
        with contextlib.suppress(DocumentError):
            known = self.in_use()
            return heir_of(known.policy, known.library, lost, topic)
        return None


def _open(settings: Settings, env: Mapping[str, str], known: Knowledge) -> Counter:
    stores = open_stores(settings)
    desks, choice = _Desks(known), choice_from(env)

    def ways_of(desk: str) -> Collection[str]:
        found = desks().get(desk) or desks.gone.get(desk)
        return frozenset(choice.of(desk, confidential=found is None or found.confidential)) - {OWN}

    def heir(lost: ServiceDesk, topic: str | None) -> ServiceDesk | None:
        found = desks.heir(lost, topic)
        if found is None:
            return None
        presence = _presence(settings, env)
        heard = has_way_out(env, found, lambda desk: presence.at(desk.id, confidential=desk.confidential))
        return found if heard else None  # where it is there are people, or its ways

    page = env.get("MAGDAT_BUREAU_URL", "").strip().rstrip("/")
    desk = Desk(
        stores.tickets,
        Seal.opened(settings.state, settings.post_key),
        ways_of=ways_of,
        desks=desks,
        gone=lambda: desks.gone,
        heir=heir,
        send=sender(stores.letters),
        say=known.wording.say,
        limits=open_short_lived(settings).limits,
        per_day=settings.hand_offs_a_day,
        needs_none=load_follow_up_talk(settings.guidance / "opvolgen.yml").needs_none,
        page_of=lambda number: f"{page}/vraag/{number}" if page else None,
    )
    ordinary = next((name for name in (*FIRST, *desks()) if name in desks()), FIRST[0])
    take_over_outbox(open_database(settings), lambda key, handoff: desk.take_over(key, handoff, ordinary))
    return Counter(desk, stores.tickets, desks, dict(env), settings, desks.in_use, known.policies)


def _presence(settings: Settings, env: Mapping[str, str]) -> Presence:
    """Return who reads at the desks on our own page.

    Raises:
        SettingsError: the provider of accounts is set by halves.
    """
    return Presence(open_stores(settings).agents, ProviderSettings.from_environment(env))


def sender(letters: Letters) -> Callable[[str, str, bytes, str], bool]:
    """Return what puts a letter for a person in the queue of their channel."""

    def send(channel: str, conversation: str, content: bytes, delivery: str) -> bool:
        return letters.send(Letter(channel, conversation, content), delivery)

    return send

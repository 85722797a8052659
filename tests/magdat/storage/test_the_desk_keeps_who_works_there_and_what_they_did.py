"""Agents, their visits, their log and their proposals: the same in memory, SQLite and PostgreSQL."""

from __future__ import annotations

from magdat.staff.agents import Agent
from magdat.staff.audit import Deed
from magdat.staff.visits import IDLE, LONGEST

ELS = Agent("els", frozenset({"helpdesk", "hr"}))


def test_somebody_new_is_kept_once(stores):
    assert stores.agents.add(ELS, b"s1", "start-1", 10.0)
    assert not stores.agents.add(Agent("els", frozenset({"dpo"}), admin=True), b"s2", "start-2", 20.0)
    assert stores.agents.of("els") == ELS
    assert stores.agents.credentials("els").secret == b"s1"
    assert stores.agents.of("niemand") is stores.agents.credentials("niemand") is None


def test_a_starting_code_is_used_up_by_whoever_chooses_a_password_first(stores):
    stores.agents.add(ELS, b"s", "start", 10.0)
    assert not stores.agents.activate("els", "een andere", "hash", 7)
    assert stores.agents.activate("els", "start", "hash", 7)
    assert not stores.agents.activate("els", "start", "van een ander", 8)
    found = stores.agents.credentials("els")
    assert (found.password, found.start, found.step) == ("hash", None, 7)
    assert [agent.active for agent in stores.agents.all()] == [True]


def test_an_account_of_elsewhere_is_kept_under_its_own_mark_alone(stores):
    stores.agents.add(ELS, b"s", "start", 10.0)
    assert not stores.agents.keep(Agent("els", frozenset({"dpo"}), True), "elders:1")
    assert stores.agents.of("els") == ELS
    assert stores.agents.keep(Agent("mia", frozenset({"hr"})), "elders:2")
    assert stores.agents.of("mia") == Agent("mia", frozenset({"hr"}), False, True)
    assert stores.agents.keep(Agent("mia", frozenset(), True), "elders:2")
    assert not stores.agents.keep(Agent("mia", frozenset({"hr"})), "elders:3")
    assert stores.agents.of("mia") == Agent("mia", frozenset(), True, True)


def test_a_time_step_counts_once_and_only_forward(stores):
    stores.agents.add(ELS, b"s", "start", 10.0)
    assert stores.agents.use_step("els", 59_000_000)
    assert not stores.agents.use_step("els", 59_000_000)
    assert not stores.agents.use_step("els", 58_999_999)
    assert stores.agents.use_step("els", 59_000_001)
    assert not stores.agents.use_step("niemand", 1)


def test_starting_anew_takes_the_password_away(stores):
    stores.agents.add(ELS, b"s", "start", 10.0)
    stores.agents.activate("els", "start", "hash", 7)
    stores.agents.rehash("els", "iets anders", "nooit")
    stores.agents.rehash("els", "hash", "nieuwer")
    assert stores.agents.credentials("els").password == "nieuwer"
    assert stores.agents.restart("els", b"s2", "start-2", 20.0)
    found = stores.agents.credentials("els")
    assert (found.password, found.secret, found.step, found.start) == (None, b"s2", 0, "start-2")
    assert not stores.agents.restart("niemand", b"s2", "start-2", 20.0)
    assert stores.agents.remove("els")
    assert not stores.agents.remove("els")
    assert stores.agents.all() == []


def test_a_visit_ends_when_nobody_uses_it_and_never_lasts_longer_than_a_day(stores, clock):
    stores.visits.begin("t-1", "els")
    clock.pass_(seconds=IDLE - 1)
    assert stores.visits.agent_of("t-1", used=False) == "els"
    assert stores.visits.agent_of("t-1") == "els"
    clock.pass_(seconds=IDLE - 1)
    assert stores.visits.agent_of("t-1", used=False) == "els", "it was used"
    clock.pass_(seconds=2)
    assert stores.visits.agent_of("t-1") is None, "a page that refreshes itself is no use"
    stores.visits.begin("t-2", "els")
    for _ in range(int(LONGEST // 1_000) + 1):
        stores.visits.agent_of("t-2")
        clock.pass_(seconds=1_000)
    assert stores.visits.agent_of("t-2") is None


def test_visits_end_alone_or_all_of_somebody(stores):
    for token, agent in (("t-1", "els"), ("t-2", "els"), ("t-3", "jan")):
        stores.visits.begin(token, agent)
    stores.visits.end("t-1")
    assert stores.visits.agent_of("t-1") is None
    assert stores.visits.end_all("els") == 1
    assert [stores.visits.agent_of(token) for token in ("t-2", "t-3")] == [None, "jan"]


def test_the_log_is_read_by_desk_and_says_the_same_once(stores, clock):
    stores.audit.note("els", Deed.LOGGED_IN)
    for _ in range(3):
        stores.audit.note("els", Deed.OPENED, ticket=7, desk="helpdesk", once_in=100)
    stores.audit.note("jan", Deed.OPENED, ticket=7, desk="helpdesk", once_in=100)
    stores.audit.note("sam", Deed.OPENED, ticket=8, desk="vertrouwenspersoon")
    clock.pass_(seconds=101)
    stores.audit.note("els", Deed.OPENED, ticket=7, desk="helpdesk", once_in=100)
    found = stores.audit.entries(["helpdesk"], without_desk=False)
    assert [(entry.agent, entry.deed, entry.ticket) for entry in found] == [
        ("els", Deed.OPENED, 7),
        ("jan", Deed.OPENED, 7),
        ("els", Deed.OPENED, 7),
    ]
    assert len(stores.audit.entries(["helpdesk"], without_desk=True)) == 4
    assert [entry.agent for entry in stores.audit.entries([], without_desk=True)] == ["els"]
    assert [entry.ticket for entry in stores.audit.entries(["vertrouwenspersoon"], without_desk=False)] == [8]
    clock.pass_(days=2)
    assert stores.audit.forget(1) == 5
    assert stores.audit.entries(["helpdesk", "vertrouwenspersoon"], without_desk=True) == []


def test_a_proposal_is_kept_once_and_goes_with_its_ticket(stores, clock):
    first = stores.proposals.add(7, "els", "pauze", "3.1", b"\x00een", "m-1")
    assert stores.proposals.add(7, "els", "pauze", "3.1", b"nog eens", "m-1") == first
    second = stores.proposals.add(8, "els", None, None, b"twee", "m-2")
    assert [(item.number, item.content) for item in stores.proposals.waiting()] == [
        (first, b"\x00een"),
        (second, b"twee"),
    ]
    assert stores.proposals.erase([7, 99]) == 1
    assert not stores.proposals.done(first)
    clock.pass_(days=31)
    assert stores.proposals.forget(30) == 1
    assert stores.proposals.waiting() == []

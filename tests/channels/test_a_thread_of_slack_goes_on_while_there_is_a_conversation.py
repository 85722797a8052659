"""A thread goes on without a mention in whichever process hears it, and no longer than the conversation is there."""

from __future__ import annotations

from own_loop import run_apart

from channels.base import Incoming
from channels.slack.threads import Threads
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.letters import Letter
from magdat.storage.stores import Stores, memory_stores

SAID = Incoming("slack", "U1", "en na het werk?", tenant="T1", place="C1/16.1", group=True)
OTHER = Incoming("slack", "U2", "en ik?", tenant="T1", place="C1/16.1", group=True)


def process(stores: Stores) -> tuple[Threads, str]:
    """Return the threads as one process knows them, and the pseudonym of who said it."""
    pseudonyms = Pseudonyms(stores.keys)
    name = pseudonyms.at(SAID.person, SAID.channel, SAID.tenant, SAID.place)
    return Threads(stores.conversations, stores.letters, pseudonyms), name


def test_a_message_that_waits_at_another_process_is_known() -> None:
    stores = memory_stores()
    threads, name = process(stores)
    assert not run_apart(threads.goes_on(SAID))
    stores.letters.accept(Letter("slack", name, b"verzegeld"), None)
    assert run_apart(threads.goes_on(SAID))
    assert not run_apart(threads.goes_on(OTHER))


def test_who_said_that_it_must_be_erased_is_left_in_peace() -> None:
    stores = memory_stores()
    threads, name = process(stores)
    stores.conversations.keep(name, "{}")
    assert run_apart(threads.goes_on(SAID))
    stores.conversations.erase([name])
    assert not run_apart(threads.goes_on(SAID))


def test_who_named_the_bot_without_a_question_may_ask_it_below() -> None:
    stores = memory_stores()
    threads, _ = process(stores)
    run_apart(threads.named(SAID))
    assert run_apart(threads.goes_on(SAID))
    assert not run_apart(threads.goes_on(OTHER))
    assert not run_apart(process(stores)[0].goes_on(SAID)), "another process knows only what is kept"


def test_what_was_kept_and_erased_is_not_remembered_either() -> None:
    stores = memory_stores()
    threads, name = process(stores)
    run_apart(threads.named(SAID))
    stores.conversations.keep(name, "{}")
    assert run_apart(threads.goes_on(SAID))
    stores.conversations.erase([name])
    assert not run_apart(threads.goes_on(SAID))


def test_who_names_the_bot_to_be_erased_is_left_in_peace() -> None:
    stores = memory_stores()
    threads, name = process(stores)
    run_apart(threads.named(SAID))
    stores.conversations.keep(name, "{}")
    run_apart(threads.named(SAID))
    stores.conversations.erase([name])
    assert not run_apart(threads.goes_on(SAID))


def test_who_names_it_again_before_anything_is_kept_is_not_remembered() -> None:
    threads, _ = process(memory_stores())
    run_apart(threads.named(SAID))
    run_apart(threads.named(SAID))
    assert not run_apart(threads.goes_on(SAID))


def test_a_thread_in_which_a_desk_has_a_question_goes_on() -> None:
    asked: list[str] = []
    stores = memory_stores()
    threads, name = process(stores)
    stores.letters.lasts = lambda conversation: asked.append(conversation) is None and conversation == name
    assert run_apart(threads.goes_on(SAID))
    assert name in asked

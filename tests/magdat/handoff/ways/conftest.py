"""What tests of the ways out share: servers that really run, started once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import mail_house as houses
import pytest
from mail_house import OURS, MailHouse

from magdat.handoff.mail.forms import MailForms, load_mail_forms
from magdat.handoff.mail.plus_address import PlusAddress
from magdat.handoff.ways.words import DeskWords, load_desk_words

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="session")
def forms() -> MailForms:
    """Give how mail programs write."""
    return load_mail_forms(ROOT / "leidraad" / "post.yml")


@pytest.fixture(scope="session")
def words() -> DeskWords:
    """Give what desks read."""
    return load_desk_words(ROOT / "leidraad" / "bureaupost.yml")


@pytest.fixture(scope="session")
def addresses() -> PlusAddress:
    """Give the addresses of tickets under a key of these tests."""
    return PlusAddress(OURS, "k".__add__)


@pytest.fixture(scope="session")
def started_house() -> Iterator[MailHouse]:
    """Start Dovecot once."""
    with houses.mail_house() as house:
        yield house


@pytest.fixture
def house(started_house: MailHouse) -> MailHouse:
    """Give a mail server that is up, with empty mailboxes."""
    started_house.refused.clear()
    started_house.empty()
    return started_house

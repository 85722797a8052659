"""The questions that are open at a desk, told to whoever takes that desk out of the policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from magdat.commands.findings import counted
from magdat.files.problems import Problem, Severity
from magdat.policy.loading import LoadedPolicy
from magdat.policy.service_desks import desks_of
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.storage.stores import open_database, open_stores


def open_without_desk(loaded: LoadedPolicy, settings: Settings) -> Iterator[Problem]:
    """Yield a warning for each desk that a policy does not name, and where questions are open in this database.

    Where there is no database yet, or it does not answer, nothing is known of any.
    """
    file = open_database(settings).file
    if file is not None and not file.exists():
        return
    try:
        found = astray_from(settings, desks_of(loaded.policy))
    except StorageError:
        return
    line = loaded.document.line(("doorgeven",))
    for desk, number in found.items():
        yield Problem(loaded.document.path, line, told_of(desk, number), ADVICE, Severity.WARNING)


ADVICE = "laat de dienst staan tot ze gesloten zijn, of zet bij de nieuwe naam «contact» op de oude (docs/doorgeven.md)"
"""What to do about it."""


def astray_from(settings: Settings, desks: Mapping[str, object]) -> dict[str, int]:
    """Return how many questions are open at each desk that is none of these.

    Raises:
        StorageError: the database does not answer.
    """
    tickets = open_stores(settings).tickets.astray(list(desks))
    return dict(sorted(Counter(ticket.desk for ticket in tickets).items()))


def told_of(desk: str, number: int) -> str:
    """Return in words that questions are open at a desk that is gone."""
    verb = "staat" if number == 1 else "staan"
    return f"bij «{desk}» {verb} nog {counted(number, 'vraag', 'vragen')} open, en die dienst staat niet in het beleid"

"""From an earlier format to the newest, line by line, so that every comment and every space stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from magdat.files.documents import Document
from magdat.guidance.library import Library
from magdat.guidance.statements import StatementKind, statement_id
from magdat.policy.loading import LoadedPolicy, load_policy
from magdat.policy.model import NEWEST, PolicyStatement
from magdat.policy.statements import BAN, PERMISSION

_FORMAT = re.compile(r"^(formaat:\s*)\d+")


def upgraded(path: Path, library: Library) -> str:
    """Return the text of a policy in the newest format: its number, and the kind of each statement that has none.

    What it decides stays as it is. A file that is in the newest format already comes back as it was.

    Raises:
        DocumentError: the file cannot be used as it is, so nobody can tell what it means.
    """
    loaded = load_policy(path, library)
    lines = loaded.document.text.splitlines(keepends=True)
    at = loaded.document.line(("formaat",)) - 1
    lines[at] = _FORMAT.sub(rf"\g<1>{NEWEST}", lines[at])
    for line, name, kind in sorted(_without_kind(loaded, library), reverse=True):
        lines[line] = _with_kind(lines[line], name, kind)
    text = "".join(lines)
    load_policy(path, library, text)  # what is written has to be a policy; a fault here is ours, not HR's
    return text


def _without_kind(loaded: LoadedPolicy, library: Library) -> Iterator[tuple[int, str, str]]:
    """Yield the line of the id of every statement without a kind, and the kind that it has."""
    document: Document = loaded.document
    for index, item in enumerate(loaded.policy.statements):
        if "soort" not in document.data["uitspraken"][index]:
            line = document.line(("uitspraken", index, "id")) - 1
            yield line, str(item.id), _kind(item, library).value


def _kind(item: PolicyStatement, library: Library) -> StatementKind:
    """Return the kind of a statement: that of the questions that it answers, unless they ask whether something may."""
    asked = [library.statements.get(statement_id(item.topic, aspect)) for aspect in item.aspects]
    kinds = [statement.kind for statement in asked if statement is not None]
    if not kinds or {PERMISSION, BAN} & set(kinds):
        return item.kind
    return kinds[0] if len(set(kinds)) == 1 else StatementKind.EXPLANATION


def _with_kind(line: str, name: str, kind: str) -> str:
    """Return a line with the kind behind the id: on a line of its own, or within the same braces."""
    match = re.search(rf"""\bid:\s*["']?{re.escape(name)}["']?""", line)
    if match is None:
        return line
    if line[match.end() :].lstrip().startswith((",", "}")):
        return f"{line[: match.end()]}, soort: {kind}{line[match.end() :]}"
    ending = "\r\n" if line.endswith("\r\n") else "\n"
    return f"{line.rstrip()}{ending}{' ' * match.start()}soort: {kind}{ending}"

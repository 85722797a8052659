"""Read a policy file and refuse it, with every line named, when it cannot be answered from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from magdat.files.documents import Document, look_into
from magdat.files.problems import DocumentError
from magdat.guidance.library import Library
from magdat.policy.clauses import clause_problems
from magdat.policy.contradictions import contradiction_problems
from magdat.policy.draft import draft_of
from magdat.policy.hand_off_problems import hand_off_problems
from magdat.policy.identity import identity_problems
from magdat.policy.model import Policy
from magdat.policy.references import reference_problems


@dataclass(frozen=True)
class LoadedPolicy:
    """A policy that passed every check, with the file it came from."""

    policy: Policy
    document: Document


def load_policy(path: Path, library: Library, text: str | None = None) -> LoadedPolicy:
    """Read and check a policy; with ``text`` that is what it says, and ``path`` only what it is called.

    Raises:
        DocumentError: everything that is wrong with it, each with its line; in Dutch.
    """
    document = look_into(path, text)
    draft, unfit = draft_of(document)
    problems = [
        *document.problems,
        *unfit,
        *identity_problems(draft, library),
        *reference_problems(draft, library),
        *hand_off_problems(draft, library),
        *clause_problems(draft),
        *contradiction_problems(draft),
    ]
    if problems or draft.policy is None:
        raise DocumentError(problems)
    return LoadedPolicy(draft.policy, document)

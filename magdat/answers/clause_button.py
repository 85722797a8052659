"""The button that brings what another clause of the policy says: its heading, or how it begins."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from magdat.answers.answer import Button
from magdat.answers.company_says import statement_at
from magdat.answers.read_aloud import without_its_word
from magdat.guidance.telling import Telling
from magdat.policy.answerable import Place
from magdat.policy.clause_number import chapter_of
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement

CLAUSE = "deelvraag"
"""The entity by which a button names a statement of the policy. It is the one that names questions of the guidance
too: a model of a version before this one knows no other."""

LONGEST = 60
"""Characters of a title: Slack shows 75, and a phone in one or two lines no more than these."""

SHORTEST = 5
"""What has fewer tells nobody what it is about: «a», «Ja», «Wie»."""


def clause_buttons(policy: Policy, telling: Telling, told: str | None, others: Sequence[str]) -> Iterator[Button]:
    """Yield a button for each of some places in the policy, without those in the clause that is told.

    None has a title that another has, or that says something only beside the answer: «Niet doen».

    Args:
        policy: the policy in use.
        telling: by which words a heading decides.
        told: the id of the statement that answers, whose headings tell nobody where the other is.
        others: the names of the places (magdat.policy.answerable).
    """
    answering = next((item for item in policy.statements if item.id == told), None)
    taken = {_shortened(heading) for heading in _headings(policy, answering)} if answering is not None else set()
    for name in others:
        item = statement_at(policy, Place.of(name))
        if item is None or (answering is not None and item.section == answering.section):
            continue
        title = _title(policy, telling, item, taken)
        if title is not None:
            taken.add(title)
            yield Button(title, f'/kies_optie{{"{CLAUSE}": "{item.id}"}}')


def _title(policy: Policy, telling: Telling, item: PolicyStatement, taken: Collection[str]) -> str | None:
    headings = (heading for heading in _headings(policy, item) if telling.decided_by(heading) is None)
    titles = (_shortened(text) for text in (*headings, without_its_word(item.text)) if len(text) >= SHORTEST)
    return next((title for title in titles if title not in taken), None)


def _headings(policy: Policy, item: PolicyStatement) -> list[str]:
    """Return the headings above a statement, the nearest first; none that the importer made of how its text begins."""
    chapter = next((each.title for each in policy.articles if each.number == chapter_of(item.clause)), None)
    title = None if item.title is None or item.text.startswith(item.title.rstrip(" …")) else item.title
    above = [title, *(item.part or "").split(": ")[::-1], chapter]
    return [heading for heading in above if heading]


def _shortened(text: str) -> str:
    """Return how a text begins, up to a whole word where that leaves enough."""
    if len(text) <= LONGEST:
        return text
    words = text[: LONGEST - 1].rpartition(" ")[0].rstrip(" ,;:")
    return f"{words if len(words) >= SHORTEST else text[: LONGEST - 2]} …"

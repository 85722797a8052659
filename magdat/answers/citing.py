"""How an answer names where it stands in the policy: «artikel 3.1», or the heading where the text has no numbers."""

from __future__ import annotations

from collections.abc import Sequence

from magdat.answers.answer import Part, PartKind
from magdat.policy.clause_number import chapter_of
from magdat.policy.model import Policy
from magdat.policy.open_place import OPEN
from magdat.wording.dates import belgian_date
from magdat.wording.lists import enumerate_dutch
from magdat.wording.phrases import Phrases


def cited(
    policy: Policy, phrases: Phrases, clauses: Sequence[str], part: str | None = None, point: str | None = None
) -> str:
    """Return where something stands, within a sentence: «artikel 3.1», «artikels 3.1 en 3.2», «het stuk “Foto's”».

    Args:
        policy: the policy in use.
        phrases: the wording.
        clauses: the numbers of the clauses.
        part: the heading under which it stands within the one clause.
        point: the letter of the one item of a list there: «artikel 3.1, a)».
    """
    titles = {article.number: article.title for article in policy.articles if article.unnumbered}
    if part and len(clauses) == 1 and chapter_of(clauses[0]) not in titles and not _has_parts(policy, clauses[0]):
        part = None
    point = point if len(clauses) == 1 else None
    if not part and not point and not any(chapter_of(clause) in titles for clause in clauses):
        return phrases.say("artikel" if len(clauses) == 1 else "artikels", artikel=enumerate_dutch(list(clauses)))
    return enumerate_dutch(list(dict.fromkeys(_named(phrases, clause, part, point, titles) for clause in clauses)))


def _has_parts(policy: Policy, clause: str) -> bool:
    """Return whether several headings stand on one number, so that the number alone does not tell which."""
    return len({item.part for item in policy.statements if item.clause == clause}) > 1


def _named(phrases: Phrases, clause: str, part: str | None, point: str | None, titles: dict[str, str]) -> str:
    title = titles.get(chapter_of(clause))
    where = phrases.say("artikel", artikel=clause) if title is None else phrases.say("stuk", titel=title)
    where = phrases.say("punt", waar=where, punt=point) if point else where
    return f"{where}{phrases.say('onder_kop', kop=part)}" if part and part != title else where


def in_short(
    policy: Policy, phrases: Phrases, clauses: Sequence[str], part: str | None = None, point: str | None = None
) -> str:
    """Return where something stands, as a line of its own: «Artikel 3.1.»."""
    text = cited(policy, phrases, clauses, part, point)
    return f"{text[0].upper()}{text[1:]}."


def company_named(policy: Policy, phrases: Phrases) -> str:
    """Return how the company is called; «je bedrijf» as long as nobody filled in its name."""
    return phrases.say("een_bedrijf") if policy.company.name == OPEN else policy.company.name


def citation(
    policy: Policy, phrases: Phrases, clauses: Sequence[str], part: str | None = None, point: str | None = None
) -> Part:
    """Return the whole citation: company, clause, title, version and date."""
    text = phrases.say(
        "regel",
        bedrijf=company_named(policy, phrases),
        waar=cited(policy, phrases, clauses, part, point),
        titel=policy.title,
        versie=policy.version,
        datum=belgian_date(policy.valid_from),
    )
    return Part(PartKind.RULE, text)

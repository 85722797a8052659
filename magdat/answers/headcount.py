"""«Moeten wij met 65 man …?»: where the law asks something from so many people on, that number decides."""

from __future__ import annotations

import re

from magdat.answers.marks import asked_part
from magdat.answers.opening import NO, YES
from magdat.guidance.first_word import FirstWordKnowledge
from magdat.guidance.model import Talk, fits
from magdat.guidance.statements import Statement
from magdat.policy.model import Policy
from magdat.question import Form
from magdat.sector import Sector

_NEGATED = re.compile(r"\b(geen|niet|niets|nooit)\b", re.IGNORECASE)
"""«Moeten wij met 12 man niets regelen?» turns the answer round: then the text answers alone."""


def word_by_headcount(
    talk: Talk,
    cues: FirstWordKnowledge,
    policy: Policy,
    statement: Statement,
    form: Form | None,
    asked: str,
    word: str | None,
) -> str | None:
    """Return «ja» or «nee» to whether something must be, by the number of people; the word as it was where none counts.

    The number is the one in the question; where it speaks of «wij» without one, the company's own. Where the question
    says that the number is about to change, no word is honest.

    Args:
        talk: by which words people are counted, and the company speaks of itself.
        cues: the words by which it is heard which part of the message asks.
        policy: whose headcount and sector hold.
        statement: what answers.
        form: in which form it was asked.
        asked: the question in the person's words.
        word: with what the answer would begin otherwise.
    """
    if statement.threshold is None or _NEGATED.search(asked_part(cues, asked)):
        return word
    number, of_itself = _number(talk, asked), re.search(_any_of(talk.company_itself), asked, re.IGNORECASE)
    if of_itself and policy.company.sector is Sector.PUBLIC:
        return word  # the law counts private companies; a municipality has to whatever its size
    if form is not Form.MUST:  # «hebben wij met 12 dat recht?»: the text says from how many on
        return None if number is not None and number < statement.threshold and word == YES else word
    if number is not None and any(fits(changing, asked) for changing in talk.number_changes):
        return None
    if number is None:
        own = policy.company.headcount
        if not isinstance(own, int) or not of_itself:
            return word
        number = own
    return YES if number >= statement.threshold else NO


def _number(talk: Talk, asked: str) -> int | None:
    """Return the one number of people that a question names."""
    found = {int(digits) for digits in re.findall(rf"\b(\d{{1,6}})\s+{_any_of(talk.people)}", asked, re.IGNORECASE)}
    for counted in talk.counted_so:
        found |= {int(match["number"]) for match in re.finditer(rf"\b{counted}(?P<number>\d{{1,6}})\b", asked, re.I)}
    return found.pop() if len(found) == 1 else None


def _any_of(words: str) -> str:
    return rf"(?:{'|'.join(map(re.escape, words.split()))})\b"

"""The word that the text of an answer itself gives to a question, where nothing else told one or it belies what did.

Of the answers that rest on a rule, on a chapter of the policy or on the guidance, many begin with no word, since nobody
decided that very question. What is told often decides it all the same: «mag ik de foto laten staan?» gets «Nee» from
«je haalt de foto weg zodra iemand dat vraagt». How likely each word is between a question and a text was learned
(magdat.answers.first_word); from which chance on it is said here hangs on who wrote the text. docs/antwoorden.md has
the figures.
"""

from __future__ import annotations

from magdat.answers.asked_sentence import sentences_of_text
from magdat.answers.first_word import DECIDABLE, Asked, hear
from magdat.answers.opening import NO, YES
from magdat.guidance.first_word import FirstWordKnowledge
from magdat.question import Opening

OF_COMPANY = {YES: 0.65, NO: 0.5}
"""From these chances on what the company wrote says the word."""

OF_GUIDANCE = {YES: 0.7, NO: 0.6}
"""The same of a text of the guidance, which speaks of many companies and is mostly longer."""

BELIED = 0.8
"""From this chance of the other word on, what the company wrote belies a word that came from elsewhere."""

_WORDS = {YES: Opening.YES, NO: Opening.NO}


def word_told(cues: FirstWordKnowledge, asked: Asked, told: str, word: str | None, *, of_company: bool) -> str | None:
    """Return the word to begin with: what the text says, where no word was decided or the text belies it.

    Args:
        cues: the words by which questions and sentences are heard, and how much they count.
        asked: the question; one that nobody answers with yes or no gets no word.
        told: what the answer says first.
        word: «ja», «nee» or nothing, as decided before.
        of_company: whether the company wrote it.
    """
    if asked.form not in DECIDABLE:
        return word
    heard = hear(cues, asked, sentences_of_text(told)).words
    best = YES if heard[Opening.YES] > heard[Opening.NO] else NO
    chance = heard[_WORDS[best]]
    if word is None:
        return best if chance >= (OF_COMPANY if of_company else OF_GUIDANCE)[best] else None
    return best if of_company and best != word and chance >= BELIED else word

"""With which word an answer may begin, given how sure it is that this is the answer.

«Ja» before a text about something else is worse than no word: it decides what nobody looked at. Whether a word is right
hangs on how likely the word is for that statement, on how far «ja» and «nee» are apart, and on how likely the statement
itself is. How much each counts was learned from questions of which a reader judged the first word; from which
probability on each word is said, from keys of questions (`python -m bench.openings`). docs/antwoorden.md has figures.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from magdat.answers.asked_sentence import sentences_of_text
from magdat.answers.first_word import DECIDABLE, Asked, hear
from magdat.answers.marks import asking_of
from magdat.guidance.library import Library
from magdat.question import Opening
from magdat.understanding import Understanding

NEARLY = 1.5
"""«Ja» and «nee» that differ by no more than this factor are as likely, and then neither is said."""

AGREED = 0.5
"""From this probability on, a text says the word that was heard in the question."""

SIGNS = ("woord", "uitspraak", "verschil")
"""The log odds of a word, those of the statement, and how far «ja» and «nee» are apart."""

AGREED_BESIDE = 0.6
"""The same of a word that is heard only beside the statement that answers. Of 400 strangers' questions 102 answers of
the guidance had no word; of those that were looked at when this was chosen it gave one to three, all of them right."""

REFUSING = "weiger"
"""The mark of who asks whether they may refuse (leidraad/eerste_woord.yml)."""

_FIXED = frozenset({Opening.YES, Opening.NO})

_NEARLY = 0.002
"""Nothing is surer than this, or less sure: a classifier's 0.9999 says no more than its 0.998."""


def signs(word: float, statement: float, apart: float) -> dict[str, float]:
    """Return what speaks for saying a word.

    Args:
        word: how likely it is that the answer begins with a word, whatever the company decided.
        statement: how likely the statement is.
        apart: the difference between the probabilities of «ja» and «nee».
    """
    return dict(zip(SIGNS, (_log_odds(word), _log_odds(statement), apart)))


def opening_heard(
    library: Library, openings: Sequence[tuple[Opening, float]], statement: float, ruled: float = 0.0
) -> Opening:
    """Return with what an answer may begin; nothing where a word is not sure enough.

    Args:
        library: how much each sign counts.
        openings: the openings that were heard, with their probability.
        statement: how likely the statement that answers is.
        ruled: how likely it is any statement on the topic that a rule of the company decides: they share one decision,
            so that an opening which hangs on it is as sure as all of them.
    """
    if not openings:
        return Opening.NONE
    best = max(openings, key=lambda item: item[1])[0]
    if best is Opening.NONE:
        return best
    heard = dict(openings)
    word = sum(chance for opening, chance in heard.items() if opening is not Opening.NONE)
    hangs = best not in {Opening.YES, Opening.NO}
    statement = ruled if hangs and ruled else statement
    yes, no = heard.get(Opening.YES, 0.0), heard.get(Opening.NO, 0.0)
    if not hangs and max(yes, no) < NEARLY * min(yes, no):
        return Opening.NONE  # as likely the other word
    apart = abs(yes - no)
    weights = library.opening_weights
    score = weights["basis"] + sum(weights[name] * value for name, value in signs(word, statement, apart).items())
    # What hangs on the company's decision may become «ja».
    least = library.words_from.get(best.value if not hangs else Opening.YES.value, 1.0)
    return best if 1 / (1 + math.exp(-score)) >= least else Opening.NONE


def _log_odds(chance: float) -> float:
    within = min(max(chance, _NEARLY), 1 - _NEARLY)
    return math.log(within / (1 - within))


def seconded(
    library: Library, understanding: Understanding, text: str, *, doubted: bool = False, likeliest: bool = True
) -> Opening:
    """Return the word that is heard in a question where the text of the answer says so too: both are unsure, but agree.

    Only of fixed words; what hangs on a decision of the company is not told by a text of the guidance.

    Args:
        library: the words by which questions and sentences are heard, and how much they count.
        understanding: the message.
        text: what answers it.
        doubted: whether the message by itself tells another word than it does beside the statement that answers.
        likeliest: whether that is the likeliest of all statements: what is heard beside it is heard beside that one.
    """
    if understanding.form not in DECIDABLE:
        return Opening.NONE
    heard = dict(understanding.openings_heard)
    asked = Asked(understanding.text, understanding.form, None, heard)
    says = hear(library.first_word, asked, sentences_of_text(text)).words
    alone, beside = (
        max(some, key=lambda opening: some[opening], default=Opening.NONE)
        for some in (heard, dict(understanding.openings))
    )
    if not doubted and alone in _FIXED and says[alone] >= AGREED:
        return alone
    if not likeliest or beside not in _FIXED or says[beside] < AGREED_BESIDE:
        return Opening.NONE
    # A message alone tells least of who asks to refuse; else its doubt of a «ja» counts.
    refuses = REFUSING in asking_of(library.first_word, understanding.text).marks
    return beside if beside is Opening.NO or refuses else Opening.NONE

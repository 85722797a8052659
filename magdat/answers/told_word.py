"""The «nee» that the company's own text gives where nobody wrote a word, and the «ja» that it denies.

An answer from a rule or a chapter of the policy often begins with no word, since nobody decided that very question,
and its text decides it all the same: «mag ik de foto laten staan?» gets «Nee» from «je haalt ze weg zodra iemand dat
vraagt». How likely each word is between a question and a text was learned (magdat.answers.first_word). Only «nee» is
said so, and only of what the company wrote on a topic that nobody's safety hangs on: where «ja» was tried it was wrong
in every other case, and to who fears or lives through something a wrong word does harm. docs/antwoorden.md has the
figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from magdat.answers.asked_sentence import sentences_of_text
from magdat.answers.first_word import DECIDABLE, WORDS, Asked, hear
from magdat.answers.marks import asking_of
from magdat.answers.opening import NO, YES
from magdat.guidance.first_word import FirstWordKnowledge
from magdat.guidance.model import Kind
from magdat.policy.decision import Decision
from magdat.question import Form, Opening

SAID_FROM = 0.5
"""From this chance on the text says «nee»."""

DENIED_FROM = 0.6
"""From this chance on that the first sentence told says «nee», a «ja» that nobody decided is not said before it. Of 540
strangers' questions on thirteen policies four answers to a question for leave had such a «ja», all of them wrong; from
0.5 on four more, of which three were right."""

NO_READ, TURNED_READ, READ_BESIDE_EXAMPLES = 0.7, 0.6, 0.8
"""From these chances of «nee» on, who reads a question together with what answers it says it where nobody said a word,
and turns a «ja» into it; the last where somebody wrote examples beside what answers, or a rule. docs/antwoorden.md has
figures."""

YES_READ = 0.6
"""From this chance of «ja» on, who reads a question together with what answers it takes back a «nee» of the text."""

_FOR_LEAVE = frozenset({Form.MAY, Form.WITHOUT, Form.TRUE})
"""«Moet ik?» is another thing: «ja» stands before a duty, of which the first sentence may be a ban."""

_OF_LEAVE, _AGAINST = frozenset({"mag", "kan", "toegelaten"}), frozenset({"verboden", "moet", "hoef"})
"""Marks of a question that asks for leave, and of one that asks for a ban or a duty."""

_OF_RULES = frozenset({Kind.RULE, Kind.EXPLANATION})

_FEARED = "erg"
"""The mark of who asks what may follow; «nee» to that would promise what nobody can."""


def word_told(cues: FirstWordKnowledge, asked: Asked, told: str, word: str | None, kind: Kind) -> str | None:
    """Return the word to begin with: «nee» where none was decided and what the company wrote says so.

    Args:
        cues: the words by which questions and sentences are heard, and how much they count.
        asked: the question; one that nobody answers with yes or no gets no word.
        told: what the company wrote, as the answer tells it first.
        word: «ja», «nee» or nothing, as decided before.
        kind: the kind of the topic.
    """
    if word is not None or asked.form not in DECIDABLE or kind not in _OF_RULES:
        return word
    if _FEARED in asking_of(cues, asked.text).marks:
        return None
    heard = hear(cues, asked, sentences_of_text(told)).words
    return NO if heard[Opening.NO] >= max(SAID_FROM, heard[Opening.YES]) else None


def word_denied(
    cues: FirstWordKnowledge, asked: Asked, told: str, word: str | None, decision: Decision | None
) -> str | None:
    """Return the word to begin with, but no «ja» that the first sentence behind it denies.

    «Ja. Tijdens de werkuren gebruik je sociale media niet privé op een computer van het werk.» The «ja» was heard in
    another sentence of the clause, or in the question. «Nee» is not said instead: a ban with a condition («geen foto's
    zonder hun akkoord») may allow what is asked.

    Args:
        cues: the words by which questions and sentences are heard, and how much they count.
        asked: the question; one that asks for no leave keeps its word, and so does one that asks the other way round.
        told: what the company wrote, as the answer tells it first.
        word: «ja», «nee» or nothing, as decided before.
        decision: what somebody decided on the deed; where that is «ja», it stays.
    """
    asking = asking_of(cues, asked.text)
    # «Dus ik mag niks posten?» and «is dat verboden?» ask the other way round; «mag ik als er niks te doen is?» not.
    turned = asked.form is Form.TRUE and (
        (asking.turned and bool(asking.marks & _OF_LEAVE))
        or bool(asking.marks & _AGAINST and not asking.marks & _OF_LEAVE)
    )
    keeps = decision is Decision.YES or turned or _FEARED in asking.marks
    if word != YES or asked.form not in _FOR_LEAVE or keeps:
        return word
    first = sentences_of_text(told)[:1]
    return None if first and hear(cues, asked, first).words[Opening.NO] >= DENIED_FROM else word


def word_read(
    cues: FirstWordKnowledge,
    asked: Asked,
    word: str | None,
    read: Sequence[float],
    decision: Decision | None = None,
    *,
    bare: bool,
) -> str | None:
    """Return the word to begin with, by who reads the question together with what of the policy answers it.

    It only ever says «nee» (nlu/reading/): of «ja» to what no word was said to, one in three was wrong. What is
    allowed beside examples stays allowed, and who asks what follows hears no word of it.

    Args:
        cues: the words by which questions are heard.
        asked: the question.
        word: «ja», «nee» or nothing, as decided before.
        read: how likely «ja», «nee» and neither are; nothing where nobody read the two together.
        decision: what somebody decided on the deed.
        bare: whether nobody wrote an example or a sub-question beside what answers.
    """
    feared = _FEARED in asking_of(cues, asked.text).marks
    if not read or asked.form not in DECIDABLE or feared or (decision is Decision.YES and not bare):
        return word
    least = {None: NO_READ, YES: TURNED_READ}.get(word, 1.0) if bare else READ_BESIDE_EXAMPLES
    return NO if word != NO and read[WORDS.index(Opening.NO)] >= least else word


def word_belied(told: str | None, word: str | None, read: Sequence[float], *, bare: bool) -> str | None:
    """Return the word to begin with, but no «nee» of a text that who reads it with the question hears «ja» in.

    «Nee. Dit beleid bestaat in het Nederlands en in het Frans.» Of what nobody wrote an example or a sub-question for,
    such a «nee» was right in ten of sixteen, and stays.

    Args:
        told: the word with what the text says (:func:`word_told`).
        word: the word before that.
        read: how likely «ja», «nee» and neither are; nothing where nobody read the two together.
        bare: whether nobody wrote an example or a sub-question beside what answers.
    """
    said_by_text = told == NO and word is None
    return None if said_by_text and read and not bare and read[WORDS.index(Opening.YES)] >= YES_READ else told


def word_doubted(word: str | None, read: Sequence[float], *, bare: bool) -> str | None:
    """Return the word to begin with, but no «ja» where who reads the two together hears «nee» rather than «ja».

    A wrong «ja» allows what is forbidden, and without the word the clause still says what it says. Of 391 forbidden
    deeds in questions by strangers on 34 policies 35 get «ja» so, and 43 before; three right ones went along.

    Args:
        word: «ja», «nee» or nothing, as decided before.
        read: how likely «ja», «nee» and neither are, of what answers, or where that was not read of what is likeliest
            to answer; nothing where nobody read anything together with the question.
        bare: whether nobody wrote an example or a sub-question beside what answers.
    """
    doubted = bool(read) and bare and read[WORDS.index(Opening.NO)] > read[WORDS.index(Opening.YES)]
    return None if word == YES and doubted else word

"""Which way round a word has to be: «mag ik weigeren?» and «mogen ze eisen dat ik …?» ask about the same deed.

What a policy decides is about the deed: that somebody may post a review, or need not give a number. Who asks whether
they may refuse it, or whether somebody else may demand it, asks the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from magdat.answers.asked_sentence import STEM, stems, telling_words
from magdat.answers.marks import ALLOWS, asked_part, asking_of, deed_of
from magdat.answers.opening import NO, YES
from magdat.answers.read_aloud import row_answers
from magdat.guidance.first_word import FirstWordKnowledge
from magdat.guidance.model import Talk, fits
from magdat.guidance.telling import Telling
from magdat.policy.decision import Decision
from magdat.question import Form, Opening

_FIXED = frozenset({Opening.YES, Opening.NO})

_A_LIST = re.compile(r"\w{3,}(?:lijst|lijsten|bestand|bestanden)")
"""«klantenlijst», «ledenbestand»: what begins as the word for those who stand in it, and is something else."""


def word_in_its_direction(talk: Talk, asked: str, told: str, word: str | None, opening: Opening) -> str | None:
    """Return the word with which an answer begins, turned or left out where the question asks the other way round.

    Args:
        talk: by which words people refuse and demand, and texts oblige nobody.
        asked: the question in the person's words.
        told: the text of the answer.
        word: «ja», «nee» or nothing, as decided on the deed.
        opening: from what the word came; a fixed one was heard for exactly this question.
    """
    if word is None:
        return None
    if word == YES and any(fits(form, told) for form in talk.urging):
        # «Ja. Haal het weg en zeg het meteen.» to «mag ik dat verzwijgen?» allows what the text warns against.
        word = None if any(fits(form, asked) for form in talk.omitting) else word
    free = any(fits(form, told) for form in talk.obliges_nobody)
    if word == NO and free and any(fits(form, asked) for form in talk.refusing):
        return YES
    if word == YES and any(fits(form, asked) for form in talk.demanding):
        if free or (opening is Opening.DECISION and any(fits(form, asked) for form in talk.undoing)):
            return NO
        return word if opening in _FIXED else None
    return word


def word_for_who_refuses(talk: Talk, asked: str, told: str, word: str | None) -> str | None:
    """Return the word, but «ja» for «nee» where somebody asks to refuse what a text first of all obliges nobody to.

    Who asks to keep something silent («mag ik dat verzwijgen?») refuses nothing.

    Args:
        talk: by which words people refuse, and texts oblige nobody.
        asked: the question in the person's words.
        told: the text of the answer.
        word: «ja», «nee» or nothing, as said at the end.
    """
    first = _END.split(told.strip(), maxsplit=1)[0]
    refuses = any(fits(form, asked) for form in talk.refusing) and not any(fits(form, asked) for form in talk.omitting)
    free = any(fits(form, first) for form in talk.obliges_nobody)
    return YES if word == NO and refuses and free else word


def fears(cues: FirstWordKnowledge, talk: Talk, asked: str) -> bool:
    """Return whether somebody asks what follows: «kan ik daar last mee krijgen?».

    Args:
        cues: the words by which the part that asks is heard.
        talk: by which words people fear.
        asked: the question in the person's words.
    """
    part = asked_part(cues, asked)
    return any(fits(form, part) for form in talk.fearing)


def is_free_of_trouble(cues: FirstWordKnowledge, talk: Talk, asked: str, told: str) -> bool:
    """Return whether somebody asks to do something without trouble, and a text says so: «liken mag je zonder schrik».

    Args:
        cues: the words by which the part that asks is heard.
        talk: by which words people ask that, and texts reassure.
        asked: the question in the person's words.
        told: the text of the answer.
    """
    part = asked_part(cues, asked)
    return any(fits(form, part) for form in talk.unafraid) and any(fits(form, told) for form in talk.reassuring)


def word_for_who_fears(talk: Talk, told: str, word: str | None) -> str | None:
    """Return the word to who asks what follows, where it was decided on the deed.

    «Ja» stands before a text that says what follows, «nee» before one that denies nothing or reassures. Nobody is
    reassured before what is forbidden («Nee. Lonen deel je niet online.»), nor frightened before what is not.

    Args:
        talk: by which words texts reassure, forbid and say what follows.
        told: the text of the answer.
        word: «ja», «nee» or nothing.
    """
    threatens = any(fits(form, told) for form in talk.threatening)
    if not threatens and any(fits(form, told) for form in talk.reassuring):
        return NO
    if word is None:
        return None
    if threatens:
        return word if word == YES else None
    return None if word == YES or any(fits(form, told) for form in talk.denying) else word


def without_a_forbidden_yes(
    cues: FirstWordKnowledge, asked: str, word: str | None, decision: Decision | None
) -> str | None:
    """Return the word, but no «ja» to «mag ik?» before what the company forbids, whatever was heard or learned.

    Whoever asks what follows («kan ik ontslagen worden als …?»), or what others may, asks something else than the deed.

    Args:
        cues: the words by which a question is heard.
        asked: the question in the person's words.
        word: «ja», «nee» or nothing.
        decision: what the company decided on the deed.
    """
    return None if word == YES and decision is Decision.NO and asks_plainly(cues, asked) else word


def without_a_belied_no(
    cues: FirstWordKnowledge,
    asked: str,
    told: str,
    heard: Opening,
    decision: Decision | None,
    *,
    excepts: bool = False,
) -> Opening:
    """Return what was heard, but no «nee» to «mag ik?» before a sentence that allows something and limits nothing.

    Nor before what is allowed as an exception: «Nee. Uitzondering: familie.» says no to the family. Before a row of a
    table that says «Ja» itself, that is the word. Where the company itself decided «nee», it stays.

    «Is dat een probleem?» asks the other way round: «nee» before a ban would say that it is none.

    Of 40 such answers on policies left out half were right, and «Nee. Handenvrij bellen is toegelaten.» is read as a
    slip either way; the sentence alone says what is allowed.

    Args:
        cues: the words by which questions and sentences are heard.
        asked: the question in the person's words.
        told: the text of the answer.
        heard: the word that was learned; what somebody wrote beside an example is none.
        decision: what the company decided on the deed.
        excepts: whether what is told is an exception to something else.
    """
    if heard is Opening.NO and decision is Decision.NO and FEARED in asking_of(cues, asked).marks:
        return Opening.NONE
    if heard is not Opening.NO or decision is Decision.NO or not asks_plainly(cues, asked):
        return heard
    if excepts and decision is not None:
        return Opening.NONE
    if row_answers(told.strip()) == "ja":
        return Opening.YES
    first = _END.split(told.strip(), maxsplit=1)[0]
    return Opening.NONE if deed_of(cues.heard_in_sentence(first)) == ALLOWS else heard


def without_a_belied_word(
    cues: FirstWordKnowledge, telling: Telling, asked: str, told: str, word: str | None, *, weighed: bool = False
) -> str | None:
    """Return the word, but none before a text that says its own, or that says the reverse of what was asked for.

    «Nee. Ja, zolang je het in je vrije tijd doet.» says both; «Nee. Uitzonderingen: familie en oud-leerlingen.» says
    no to the family (on 560 questions about 28 policies such a «nee» was wrong in six of seven). «Ja» to «mag ik
    ChatGPT gebruiken voor een mail met klantgegevens?» is belied by «Klantgegevens zet je er niet in.»

    Args:
        cues: the words by which questions and sentences are heard.
        telling: by which words a text answers by itself, or excepts.
        asked: the question in the person's words.
        told: the text of the answer.
        word: «ja», «nee» or nothing.
        weighed: whether it was weighed, with what is told heard as an exception. Then «nee» stays: of 1,770 strangers'
            questions five began rightly so («Nee. In afwijking van 2.1 is elk privégebruik verboden.»), none wrongly.
    """
    begins = told.strip()
    if word is None or telling.answers_itself(begins):
        return None
    if word == NO:
        return None if telling.begins_excepting(begins) and not weighed else word
    return None if asks_plainly(cues, asked) and _forbids_what_is_named(cues, asked, begins) else word


def _forbids_what_is_named(cues: FirstWordKnowledge, asked: str, told: str) -> bool:
    """Return whether a sentence that only forbids names something of a question that the first sentence does not."""
    first, *others = _END.split(told)
    named = [word for word in telling_words(asked_part(cues, asked)) if word[:STEM] not in stems(first)]
    return any(deed_of(cues.heard_in_sentence(other)) in _FORBIDDING and _names(other, named) for other in others)


def _names(told: str, named: Sequence[str]) -> bool:
    """Return whether a text has one of some words in any form; a list of customers is not the customers."""
    lists_asked_for = any(_A_LIST.fullmatch(word) for word in named)
    said = {word[:STEM] for word in telling_words(told) if lists_asked_for or not _A_LIST.fullmatch(word)}
    return any(word[:STEM] in said for word in named)


def with_what_is_decided(
    cues: FirstWordKnowledge, asked: str, form: Form | None, heard: Opening, decision: Decision | None
) -> Opening:
    """Return what was heard, and what the company decided to «mag ik?» where no word was sure enough.

    Args:
        cues: the words by which a question is heard.
        asked: the question in the person's words.
        form: in which it was asked.
        heard: the word that was learned.
        decision: what the company decided in the statement that is told first.
    """
    if heard is not Opening.NONE or form is not Form.MAY or not asks_plainly(cues, asked):
        return heard
    return {Decision.YES: Opening.YES, Decision.NO: Opening.NO}.get(decision, heard) if decision else heard


def asks_plainly(cues: FirstWordKnowledge, asked: str) -> bool:
    """Return whether somebody asks what they may, and neither what follows, nor what others may or have to.

    Args:
        cues: the words by which a question is heard.
        asked: the question.
    """
    asking = asking_of(cues, asked)
    return asking.kind == "mag" and not asking.turned and not asking.marks & _OF_ANOTHER_THING


FEARED = "erg"
"""The mark of who asks whether something is a problem."""

_FORBIDDING = frozenset({"verbiedt", "verbiedt_tenzij"})
_OF_ANOTHER_THING = frozenset({FEARED, "anderen", "hoef"})
_END = re.compile(r"(?<=[.!?])\s")

"""With what an answer from the company's own text begins: «ja», «nee», or neither.

A clause forbids, allows, asks and excepts in a few sentences, and a question turns things round: «is dat verboden?»,
«moet ik dat?», «mag ik weigeren?». Which word each pair of a question and a sentence earns was learned from people's
questions on policies (data/beleid/, bench/first_word.py); each sentence counts by how likely it is the one asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from magdat.answers.asked_sentence import Sentence, chances_of, sentence_signs, stems
from magdat.answers.marks import Asking, asked_part, asking_of, deed_of
from magdat.answers.word_pairs import signs_of_question, signs_of_sentence, words_of
from magdat.guidance.first_word import FirstWordKnowledge
from magdat.policy.answerable import Place
from magdat.question import Form, Opening

WORDS = (Opening.YES, Opening.NO, Opening.NONE)

DECIDABLE = frozenset({Form.MAY, Form.MUST, Form.WITHOUT, Form.BAD, Form.TRUE})
"""Forms of question that somebody may answer with yes or no."""

_TURNS_WITH = frozenset({"klopt", "weiger", "toch"})
"""Marks of a question that tell another thing where it asks the other way round: «klopt het dat ik (niet) mag?»."""

_DOES_NOTHING = frozenset({"zegt", "beperkt"})


@dataclass(frozen=True)
class Asked:
    """A question to a clause, as it was understood."""

    text: str
    form: Form | None = None
    role: str | None = None
    """As what somebody says to ask."""

    openings: Mapping[Opening, float] = field(default_factory=dict)
    """What the understanding hears in its words, whatever answers it."""


@dataclass(frozen=True)
class Heard:
    """A clause as it answers a question."""

    words: Mapping[Opening, float]
    """How likely each word is the right one; together 1."""

    sentences: Sequence[tuple[Sentence, float]]
    """The sentences with how likely each is the one that is asked for."""

    def likeliest(self) -> Place | None:
        """Return the place in the clause that most likely answers; ``None`` of a clause without sentences."""
        by_place: dict[Place, float] = {}
        for sentence, chance in self.sentences:
            if sentence.place is not None:
                by_place[sentence.place] = by_place.get(sentence.place, 0.0) + chance
        ordered = sorted(by_place.items(), key=lambda item: -item[1])
        return ordered[0][0] if ordered else None


def signs_of_sentences(
    cues: FirstWordKnowledge, asked: Asked, told: Sequence[Sentence]
) -> list[tuple[Sentence, dict[str, float], dict[str, float]]]:
    """Return each sentence with what speaks for it being asked for, and with what speaks for each word.

    What holds for another role decides nothing for who asks, unless there is nothing else.

    Args:
        cues: the words by which questions and sentences are heard.
        asked: the question.
        told: the sentences.
    """
    asking, words = asking_of(cues, asked.text), frozenset(stems(asked.text))
    asks_in = words_of(asked_part(cues, asked.text))
    found = []
    for sentence in [item for item in told if item.holds_for(asked.role)] or told:
        heard = cues.heard_in_sentence(sentence.text)
        decides = asked.form in DECIDABLE and deed_of(heard) not in _DOES_NOTHING
        likely = sentence_signs(sentence, words, asked.role, decides=decides)
        signs = word_signs(asking, asked, sentence, heard, likely)
        found.append((sentence, likely, signs | pair_signs(asks_in, sentence, heard, asking)))
    return found


def word_signs(
    asking: Asking, asked: Asked, sentence: Sentence, heard: frozenset[str], likely: Mapping[str, float]
) -> dict[str, float]:
    """Return what a question and a sentence tell of the word between them.

    Args:
        asking: how the question asks.
        asked: the question.
        sentence: the sentence.
        heard: the groups of which the sentence has a word.
        likely: what speaks for it being asked for.
    """
    deed = deed_of(heard)
    ways = (asking.kind, asking.way)
    turned = f"{asking.kind}{'-' if asking.turned else '+'}"
    names = [
        "altijd",
        f"vorm {asked.form.value if asked.form is not None else '-'}",
        f"vraagt {asking.way}",
        f"zin {deed}",
        *(f"vraag {mark}" for mark in asking.marks),
        *(f"tekst {mark}" for mark in heard),
        *(f"{way} & {deed}" for way in ways),
        *(f"vraag {mark} & {deed}" for mark in asking.marks),
        *(f"{mark}{'-' if asking.turned else '+'} & {deed}" for mark in asking.marks & _TURNS_WITH),
        *(f"{turned} & tekst {mark}" for mark in heard),
    ]
    if sentence.kind:  # of a sentence that stands in no policy nobody knows what its statement is
        names += [f"soort {sentence.kind}", *(f"{way} & {sentence.kind}" for way in ways)]
    found = dict.fromkeys(names, 1.0)
    found.update({f"gehoord {opening.value}": chance for opening, chance in asked.openings.items()})
    return found | {name: likely[name] for name in ("gelijkenis", "andere_rol") if likely[name]}


def pair_signs(asks_in: Sequence[str], sentence: Sentence, heard: frozenset[str], asking: Asking) -> dict[str, float]:
    """Return what the words of a question and of a sentence tell, each beside what the other does.

    Args:
        asks_in: the words of the part that asks (magdat.answers.word_pairs).
        sentence: the sentence.
        heard: the groups of which the sentence has a word.
        asking: how the question asks.
    """
    names = [
        *signs_of_question(asks_in, deed_of(heard)),
        *signs_of_sentence(words_of(sentence.text), asking.way),
    ]
    return dict.fromkeys(names, 1.0)


def hear(cues: FirstWordKnowledge, asked: Asked, told: Sequence[Sentence]) -> Heard:
    """Return how some sentences answer a question: those of a clause, or of a text.

    Args:
        cues: the words by which questions and sentences are heard, and how much they count.
        asked: the question.
        told: the sentences.
    """
    known = signs_of_sentences(cues, asked, told)
    chances = chances_of([likely for _, likely, _ in known], cues.weights_of_sentence)
    words = dict.fromkeys(WORDS, 0.0)
    for chance, (_, _, signs) in zip(chances, known):
        for word, share in zip(WORDS, cues.shares(signs)):
            words[word] += chance * share
    return Heard(words, [(sentence, chance) for (sentence, _, _), chance in zip(known, chances)])


def first_word(cues: FirstWordKnowledge, words: Mapping[Opening, float]) -> Opening:
    """Return the word to begin with; «ja» to what is forbidden costs more than «nee» to what is allowed.

    Args:
        cues: from which probability on each word is said.
        words: how likely each is the right one.
    """
    best = max(words, key=lambda word: words[word], default=Opening.NONE)
    if best is Opening.YES and words[best] >= cues.yes_from:
        return best
    # «Nee» may be said where «ja» is a little likelier but not sure enough: on texts left out that is oftener right.
    against = words.get(Opening.NO, 0.0)
    return Opening.NO if against >= cues.no_from and against > words.get(Opening.NONE, 0.0) else Opening.NONE

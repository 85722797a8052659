"""Does what is told of a policy begin with the sentence that was asked for? `python -m bench.told`.

data/beleid/eerste_woord/ points out the sentence that decides. Of every question that the company answers: whether
what is told begins with that sentence, or with the sentences that it leans on; whether it is told at all; and how
many words are told. The policies are in two halves by their names: what is picked, is picked on the first half and
reported on the second. Each is matched with weights that were learned without it. Prints figures, judges nothing.
"""

from __future__ import annotations

import argparse
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from magdat.answers.asked_sentence import part_of
from magdat.answers.company_says import said_at
from magdat.answers.told_order import begins_of_runs
from magdat.commands.output import quiet
from magdat.conversation.dialogue import respond
from magdat.conversation.state import State
from magdat.guidance.library import load_library
from magdat.knowledge import Knowledge
from magdat.policy.answerable import Place, Source, answerable
from magdat.policy.sentences import sentences
from magdat.policy.store import PolicyStore
from magdat.policy.whole_sentences import sentences_of
from magdat.settings import Settings
from magdat.understanding import Understanding
from magdat.wording.phrases import load_phrases
from nlu.matching.as_written import policy_files
from nlu.matching.labelled import WordQuestion, read_word_questions
from nlu.matching.learn import learned_without, texts_of_policies
from nlu.matching.learned import Learned
from nlu.matching.likeness import Texts
from nlu.matching.matcher import Matcher, asked_of
from nlu.matching.preference import words_of_guidance
from nlu.matching.questions import Parses, read_all


@dataclass(frozen=True)
class Told:
    """What was told in answer to one question."""

    policy: str
    sentences: Sequence[str]
    pointed: Sequence[bool]
    """Whether each is the one that was pointed out, or a part of it."""

    first_run: int
    """So many sentences are understood together with the first."""

    words: int


def told_in_answer(
    knowledge: Knowledge, matcher: Matcher, texts: Texts, items: Sequence[WordQuestion], read: Parses
) -> list[Told]:
    """Return what is told to each question that the company answers with words of its own."""
    found = []
    for item in items:
        match = matcher.match(asked_of(read[item.text], texts.vectors([item.text])[0]))
        parse = {**read[item.text], "text": item.text, "beleid": match.to_data(knowledge.loaded.document.digest)}
        state = respond(knowledge.anew(), State(noticed=True), Understanding.from_parse(parse)).state
        places = [Place.of(name) for name in state.company]
        if not places or places[0].source is not Source.STATEMENT or item.sentence is None:
            continue
        telling = knowledge.library.telling
        said = said_at(knowledge.policy, knowledge.phrases, telling, places, None, state.situation, state.among)
        if said is not None and said.text:
            lines = [line.strip() for line in said.text.splitlines()]
            parts = [part for line in lines for part in sentences_of(line, telling.abbreviations)]
            pointed = [is_pointed_out(part, item.sentence) for part in parts]
            begins = [*begins_of_runs(parts, telling)[1:], len(parts)]
            found.append(Told(item.policy, parts, pointed, begins[0], len(said.text.split())))
    return found


def is_pointed_out(sentence: str, pointed: str) -> bool:
    """Return whether a sentence is the one that was pointed out, holds it, or is a part of it."""
    return part_of(pointed, sentence) or any(part_of(part, pointed) for part in (sentence, *sentences(sentence)))


def row(told: Sequence[Told]) -> list[str]:
    """Return the figures of some questions, in the order of ``COLUMNS``."""

    def share(found: Sequence[bool]) -> str:
        return f"{sum(found) / len(found):.3f}"

    return [
        str(len(told)),
        share([item.pointed[0] for item in told]),
        share([any(item.pointed[: item.first_run]) for item in told]),
        share([any(item.pointed) for item in told]),
        f"{statistics.mean(item.words for item in told):.1f}",
    ]


COLUMNS = ("vragen", "begint ermee", "of met waar ze op steunt", "erin", "woorden")


def main() -> None:
    """Ask and print."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    quiet()
    settings = Settings.from_environment()
    library, phrases = load_library(settings.guidance), load_phrases(settings.guidance / "zinnen.yml")
    texts = texts_of_policies()
    known, without = Learned.load(), learned_without(library, texts)
    by_policy: dict[str, list[WordQuestion]] = defaultdict(list)
    for item in read_word_questions():
        by_policy[item.policy].append(item)
    read = read_all([item.text for items in by_policy.values() for item in items])
    told: list[Told] = []
    for name, items in sorted(by_policy.items()):
        learned = without.get(name, known)
        for path in policy_files(name, library):
            knowledge = Knowledge(settings, library, phrases, PolicyStore(path, library))
            guidance = words_of_guidance(library, learned.common)
            matcher = Matcher(answerable(knowledge.policy, library), texts, learned, guidance)
            told += told_in_answer(knowledge, matcher, texts, items, read)
    table = Table("beleid", *COLUMNS)
    for number, half in enumerate(("om te kiezen", "om te melden")):
        names = sorted(by_policy)[number::2]
        table.add_row(half, *row([item for item in told if item.policy in names]))
    table.add_row("alle", *row(told))
    Console(highlight=False).print(table)


if __name__ == "__main__":
    main()

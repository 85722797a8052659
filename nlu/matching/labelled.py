"""data/beleid/: questions about policies, with the clause that answers each; what matching is learned from.

`vragen.tsv` has a line a question: `beleid TAB artikel TAB vraag`, where «beleid» is the name of a file in
beleid/voorbeelden/ or beleid/, several clauses stand with a comma between, and «-» is a question that the policy does
not answer. `sleutels.jsonl` has keys as bench/past.py reads them, with «beleid» and «artikel» too. `voorkeur.tsv` is
written as `vragen.tsv`: questions to which the policy has something like it and the guidance has an answer too, with
the clause where the policy's answer is the right one and «-» where it is not. `eerste_woord/` has a file a policy, with
its name, and a line a question: `soort TAB woord TAB zin TAB vraag`, with the word that an honest answer begins with,
and the sentence of the text that decides, copied; «-» where nobody pointed it out. `apart.txt` names the policies, one
a line, that no encoder is taught with: weights are learned and figures measured on those. `gezegd_woord/` has policies
from which bench/said_word.py learns: the text, and a line a question: `woord TAB vraag`; `voorkeur.tsv` asks of them
too. `eigen_woordparen/` has questions beside what the policy that comes with the project tells, from which only what
reads the two together learns: `woord TAB tekst TAB vraag`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from magdat.files.problems import DocumentError, Problem
from magdat.question import Opening

ROOT = Path(__file__).resolve().parent.parent.parent
QUESTIONS, KEYS, PREFERENCES = "vragen.tsv", "sleutels.jsonl", "voorkeur.tsv"
WORDS, PAIRS, OWN_PAIRS = "eerste_woord", "woordparen", "eigen_woordparen"
KEPT_APART = "apart.txt"
FOLDER = ROOT / "data" / "beleid"
SAID_WORDS = FOLDER / "gezegd_woord"

NOTHING = "-"
"""What stands for the clause where the policy does not answer."""

FIELDS = "schrijf beleid, artikel en vraag, met een tab ertussen"


class PolicyQuestion(NamedTuple):
    """One question about one policy."""

    policy: str
    clauses: frozenset[str]
    """The clauses of which each answers it; none where the policy does not."""

    text: str


def read_policy_questions(folder: Path = FOLDER, name: str = QUESTIONS) -> list[PolicyQuestion]:
    """Return every question of one file, in its order.

    Args:
        folder: where the file is.
        name: the name of the file.

    Raises:
        DocumentError: a line has too few or too many fields; with its line, in Dutch.
    """
    path = folder / name
    found: list[PolicyQuestion] = []
    problems: list[Problem] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fields = line.split("\t")
        if len(fields) != 3 or not all(field.strip() for field in fields):
            problems.append(Problem(path, number, "deze regel klopt niet", FIELDS))
            continue
        policy, clauses, text = fields
        answering = frozenset() if clauses == NOTHING else frozenset(clauses.split(","))
        found.append(PolicyQuestion(policy, answering, text))
    if problems:
        raise DocumentError(problems)
    return found


WORD_FIELDS = "schrijf soort, woord, zin en vraag, met een tab ertussen"
SAID_WORD_FIELDS = "schrijf woord en vraag, met een tab ertussen"
PAIR_FIELDS = "schrijf woord, zin en vraag, met een tab ertussen"
KINDS = frozenset({"sleutel", "gewoon", "lastig"})
"""Questions of keys, questions as people ask most, and questions that were written to be hard."""

FIRST_WORDS = {word.value: word for word in (Opening.YES, Opening.NO, Opening.NONE)}


class WordQuestion(NamedTuple):
    """One question with the word that its answer deserves."""

    policy: str
    kind: str
    word: Opening
    sentence: str | None
    """The sentence of the policy that decides, where somebody pointed it out."""

    text: str


class WordPair(NamedTuple):
    """One question with a sentence as policies have them that answers it, and the word that the answer deserves."""

    word: Opening
    sentence: str
    text: str


def read_word_questions(folder: Path = FOLDER) -> list[WordQuestion]:
    """Return every question of which the first word is known, by the name of the policy.

    Raises:
        DocumentError: a line has too few or too many fields, or another kind or word; with its line, in Dutch.
    """
    found: list[WordQuestion] = []
    problems: list[Problem] = []
    for path in sorted((folder / WORDS).glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            fields = line.split("\t")
            if len(fields) != 4 or fields[0] not in KINDS or fields[1] not in FIRST_WORDS:
                problems.append(Problem(path, number, "deze regel klopt niet", WORD_FIELDS))
                continue
            kind, word, sentence, text = fields
            pointed = None if sentence == NOTHING else sentence
            found.append(WordQuestion(path.stem, kind, FIRST_WORDS[word], pointed, text))
    if problems:
        raise DocumentError(problems)
    return found


def read_said_word_questions(folder: Path = SAID_WORDS) -> list[WordQuestion]:
    """Return every question on the policies of one folder, with the word that an honest answer begins with.

    Raises:
        DocumentError: a line has too few or too many fields, or another word; with its line, in Dutch.
    """
    found: list[WordQuestion] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            word, tab, text = line.partition("\t")
            if word not in FIRST_WORDS or not tab or not text.strip() or "\t" in text:
                problems.append(Problem(path, number, "deze regel klopt niet", SAID_WORD_FIELDS))
                continue
            found.append(WordQuestion(path.stem, "gewoon", FIRST_WORDS[word], None, text))
    if problems:
        raise DocumentError(problems)
    return found


def read_word_pairs(folder: Path = FOLDER, name: str = PAIRS) -> list[WordPair]:
    """Return every question with what answers it, and the first word.

    Args:
        folder: where the folder of that name is.
        name: sentences of no policy, or what the policy that comes with the project tells.

    Raises:
        DocumentError: a line has too few or too many fields, or another word; with its line, in Dutch.
    """
    found: list[WordPair] = []
    problems: list[Problem] = []
    for path in sorted((folder / name).glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            fields = line.split("\t")
            if len(fields) != 3 or fields[0] not in FIRST_WORDS:
                problems.append(Problem(path, number, "deze regel klopt niet", PAIR_FIELDS))
                continue
            found.append(WordPair(FIRST_WORDS[fields[0]], *fields[1:]))
    if problems:
        raise DocumentError(problems)
    return found


def kept_apart(folder: Path = FOLDER) -> frozenset[str]:
    """Return the names of the policies that no encoder is taught with."""
    return frozenset((folder / KEPT_APART).read_text(encoding="utf-8").split())


def read_keys(folder: Path = FOLDER) -> list[dict[str, object]]:
    """Return the keys, in the order of the file."""
    lines = (folder / KEYS).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def policy_named(name: str) -> Path:
    """Return the file of a policy that comes with the project."""
    return ROOT / "beleid" / ("beleid.yml" if name == "drukkerij" else f"voorbeelden/{name}.yml")

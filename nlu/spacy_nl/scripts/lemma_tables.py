"""Build the tables of the lemmatizer from the training part and from simplemma's Dutch list.

    python -m scripts.lemma_tables corpus corpus/lemmas.json.gz [--flemish FILE]

Five tables come out:

* ``words``: what the training part says, per word and UPOS (``form|UPOS`` -> lemma);
* ``list``: simplemma's word list (form -> lemma), with the marks inside compounds taken out;
* ``rules``: per UPOS, the change that goes with each ending, learned from both;
* ``nouns``, ``verbs``: known lemmas, so that guesses can be checked against them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from .conllu import Sentence, read_file, surface_lemma
from .convert import CURRENT_TIMES, INFORMAL, read_flemish
from .nl_components import LONGEST_ENDING, PARTICLES, split_particle

Words = dict[tuple[str, str], Counter[str]]
Rules = dict[str, dict[str, Counter[tuple[int, str]]]]


def simplemma_list() -> dict[str, str]:
    """simplemma's Dutch list, lower-cased; where two forms fall together, the lower-case one."""
    entries: dict[str, str] = {}
    found = []
    for form, lemma in DefaultDictionaryFactory().get_dictionary("nl").items():
        word = form.decode() if isinstance(form, bytes) else str(form)
        base = lemma.decode() if isinstance(lemma, bytes) else str(lemma)
        found.append((word, surface_lemma(word, base)))
    for word, base in sorted(found, key=lambda pair: (pair[0] != pair[0].lower(), pair)):
        if not any(char.isspace() for char in word):
            entries.setdefault(word.lower(), base)
    return entries


def without_particle(form: str, lemma: str) -> str:
    """A verb's lemma without a particle that stands elsewhere: *keerde ... terug* -> keren."""
    for particle in sorted(PARTICLES, key=len, reverse=True):
        rest = lemma[len(particle) :]
        if lemma.startswith(particle) and len(rest) >= 4 and particle not in form:
            return rest
    return lemma


def count_words(sentences: Iterable[Sentence], weight: int, words: Words) -> None:
    """Count lemmas per lower-cased form and UPOS."""
    for sentence in sentences:
        for token in sentence.tokens:
            form, lemma = token.form.lower(), token.lemma
            if not lemma or not token.upos:
                continue
            if token.upos in ("VERB", "AUX"):
                lemma = without_particle(form, lemma)
            words[form, token.upos][lemma] += weight


def add_rule(rules: Rules, form: str, lemma: str, upos: str, weight: int) -> None:
    """Count the change of ending between form and lemma, for endings of every length."""
    lemma = lemma.lower()
    if upos == "VERB":
        particle, rest = split_particle(form)
        if particle and lemma.startswith(particle):
            form, lemma = rest, lemma[len(particle) :]
        if form.startswith("ge") and not lemma.startswith("ge"):
            form = form[2:]
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    cut = len(form) - same
    if cut > 5 or not lemma or (same == 0 and cut):
        return
    for size in range(cut, min(LONGEST_ENDING, len(form)) + 1):
        rules[upos][form[len(form) - size :]][cut, lemma[same:]] += weight


def build(words: Words, entries: dict[str, str]) -> dict[str, Any]:
    """The tables, as plain data."""
    rules: Rules = defaultdict(lambda: defaultdict(Counter))
    nouns: set[str] = set()
    verbs: set[str] = set()
    for (form, upos), lemmas in words.items():
        kind = "VERB" if upos == "AUX" else upos
        for lemma in lemmas:
            if kind in ("NOUN", "VERB", "ADJ"):
                add_rule(rules, form, lemma, kind, 3)
            if kind == "NOUN":
                nouns.add(lemma.lower())
            if kind == "VERB" and lemma.endswith("n"):
                verbs.add(lemma)
    for form, lemma in entries.items():
        longer = len(lemma) > len(form)
        if lemma.endswith("n") and form.endswith(("t", "d", "de", "te", "den", "ten")):
            add_rule(rules, form, lemma, "VERB", 1)
            if longer or form.endswith(("den", "ten", "de", "te")) or form.startswith("ge"):
                verbs.add(lemma)
                add_rule(rules, lemma, lemma, "VERB", 1)
        elif not longer:
            add_rule(rules, form, lemma, "NOUN", 1)
            if form != lemma and form.endswith(("en", "s", "n", "je")):
                nouns.add(lemma.lower())
            if form.endswith("e") and not lemma.endswith("e"):
                add_rule(rules, form, lemma, "ADJ", 1)
    best_rules: dict[str, dict[str, tuple[int, str]]] = {}
    for upos, endings in rules.items():
        best = {ending: changes.most_common(1)[0][0] for ending, changes in endings.items()}
        best_rules[upos] = {
            ending: change
            for ending, change in best.items()
            if len(ending) <= 1 or best.get(ending[1:]) != change
        }
    return {
        "words": {f"{form}|{upos}": c.most_common(1)[0][0] for (form, upos), c in words.items()},
        "list": entries,
        "rules": best_rules,
        "nouns": sorted(nouns),
        "verbs": sorted(verbs),
    }


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--flemish", type=Path, help="hand-written sentences to learn from")
    args = parser.parse_args()
    current = read_file(args.corpus / "train_current.conllu")
    old = read_file(args.corpus / "train_2017.conllu")
    words: Words = defaultdict(Counter)
    count_words(current, CURRENT_TIMES + 1, words)
    count_words(old, 1, words)
    if args.flemish:
        count_words(read_flemish(args.flemish, current), 1, words)
    for (form, upos), (spellings, _) in INFORMAL.items():
        for spelling in spellings:
            if (form, upos) in words and (spelling, upos) not in words:
                words[spelling, upos] = words[form, upos]
    tables = build(words, simplemma_list())
    with gzip.GzipFile(args.output, "wb", mtime=0) as handle:
        handle.write(json.dumps(tables, ensure_ascii=False).encode("utf-8"))
    print({name: len(table) for name, table in tables.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main())

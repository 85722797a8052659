"""Make the training, development and test parts from the treebanks.

    python -m scripts.prepare CORPORA corpus [--lassy-test train]

CORPORA is the directory which holds ``ud/``; nothing from it is copied into the project but into
``corpus/``, which is not committed. See README.md for what ends up where.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .conllu import Sentence, guess_spaces, read_file, surface_lemma, write_file
from .harmonise import Harmoniser, clean_feats
from .overlap import fingerprint, remove_overlap

FILES = {
    "lassy_dev": "lassy_nl_lassysmall-ud-dev.conllu",
    "lassy_test": "lassy_nl_lassysmall-ud-test.conllu",
    "lassy_2017": "lassy_2017-02-01_train.conllu",
    "alpino_dev": "alpino_nl_alpino-ud-dev.conllu",
    "alpino_test": "alpino_nl_alpino-ud-test.conllu",
    "alpino_2017": "alpino_2017-10-24_train_partial.conllu",
}
#: every so many sentences of the current development parts are held out for early stopping
DEV_EVERY = 5


class CorporaMissingError(Exception):
    """The treebanks are not where they were said to be."""


def find_corpora(directory: str) -> dict[str, Path]:
    """Where each treebank file is, or an error that says which are missing."""
    if not directory:
        raise CorporaMissingError(
            "Say where the treebanks are: set MAGDAT_CORPORA to the directory that holds ud/, "
            "or give it with --vars.corpora DIRECTORY."
        )
    paths = {name: Path(directory) / "ud" / file for name, file in FILES.items()}
    missing = [str(path) for path in paths.values() if not path.is_file()]
    if missing:
        raise CorporaMissingError("These treebank files are missing:\n  " + "\n  ".join(missing))
    return paths


def load_current(path: Path) -> list[Sentence]:
    """A treebank under today's guidelines, with lemmas as words and without ``ExtPos``."""
    sentences = read_file(path)
    for sentence in sentences:
        for token in sentence.tokens:
            token.raw_lemma = token.lemma
            token.lemma = surface_lemma(token.form, token.lemma)
            token.feats = clean_feats(token.feats)
    return sentences


def split_dev(sentences: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """A development part cut in what is trained on and what decides when to stop."""
    train = [s for number, s in enumerate(sentences) if number % DEV_EVERY]
    dev = [s for number, s in enumerate(sentences) if number % DEV_EVERY == 0]
    return train, dev


def unique(sentences: list[Sentence]) -> list[Sentence]:
    """The sentences without those that occurred before."""
    return list({fingerprint(sentence): sentence for sentence in sentences}.values())


def prepare(corpora: str, output: Path, with_lassy_test: bool) -> dict[str, int]:
    """Write the parts to ``output`` and return how many sentences went where."""
    paths = find_corpora(corpora)
    current = {
        name: load_current(paths[name])
        for name in ("lassy_dev", "lassy_test", "alpino_dev", "alpino_test")
    }
    old_lassy = read_file(paths["lassy_2017"])
    for sentence in old_lassy:
        guess_spaces(sentence)
    old_alpino = read_file(paths["alpino_2017"])

    lassy_train, lassy_held = split_dev(current["lassy_dev"])
    alpino_train, alpino_held = split_dev(current["alpino_dev"])
    dev = lassy_held + alpino_held
    tests = {"alpino_test": current["alpino_test"]}
    fresh = lassy_train + alpino_train
    if with_lassy_test:
        fresh += current["lassy_test"]
    else:
        tests["lassy_test"] = current["lassy_test"]
    held_out = dev + [sentence for part in tests.values() for sentence in part]

    fresh, dropped_fresh = remove_overlap(unique(fresh), held_out)
    harmoniser = Harmoniser()
    aligned = harmoniser.learn(old_lassy, fresh)
    every_current = [sentence for part in current.values() for sentence in part]
    old, dropped_old = remove_overlap(unique(old_lassy + old_alpino), every_current)
    old = [harmoniser.apply(sentence) for sentence in old]

    output.mkdir(parents=True, exist_ok=True)
    for stale in output.glob("*_test*"):
        stale.unlink()
    write_file(output / "train_current.conllu", fresh)
    write_file(output / "train_2017.conllu", old)
    write_file(output / "dev.conllu", dev)
    for name, part in tests.items():
        write_file(output / f"{name}.conllu", part)
    return {
        "train, current guidelines": len(fresh),
        "train, 2017 harmonised": len(old),
        "dev": len(dev),
        **{name: len(part) for name, part in tests.items()},
        "dropped from 2017 (overlap with a current part)": dropped_old,
        "dropped from current training (overlap with dev or test)": dropped_fresh,
        "sentence pairs the harmoniser learned from": aligned,
    }


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="?", default="")
    parser.add_argument("output", type=Path)
    parser.add_argument(
        "--lassy-test",
        choices=("train", "test"),
        default="test",
        help="train on Lassy's test part, or keep it for testing (Alpino's is always kept)",
    )
    args = parser.parse_args()
    corpora = args.corpora or os.environ.get("MAGDAT_CORPORA", "")
    try:
        counts = prepare(corpora, args.output, args.lassy_test == "train")
    except CorporaMissingError as error:
        print(error, file=sys.stderr)
        return 1
    for name, count in counts.items():
        print(f"{count:6d}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

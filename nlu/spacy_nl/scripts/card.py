"""Say in the model itself what it is: meta.json, README.md and LICENSE.

    python -m scripts.card training/model-best scores training/model-card --version 3.4.0+magdat.2

Reads scores/shipped.json (this model) and scores/lassy_held_out.json (the same recipe without
Lassy's test part, see README.md) and writes a copy of the model with the three files in it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from thinc.api import Config

SOURCES = [
    {
        "name": "UD_Dutch-LassySmall",
        "author": "Gosse Bouma, Gertjan van Noord",
        "license": "CC BY-SA 4.0",
    },
    {
        "name": "UD_Dutch-Alpino",
        "author": "Gosse Bouma, Gertjan van Noord",
        "license": "CC BY-SA 4.0",
    },
    {
        "name": "simplemma 2.0, Dutch word list (only for lemmas)",
        "author": "Adrien Barbaresi and the authors of the lists it is made from",
        "license": "MIT; lists under their own licences",
    },
    {
        "name": "121 hand-written Flemish sentences",
        "author": "the magdat project",
        "license": "CC BY-SA 4.0",
    },
]

DESCRIPTION = (
    "REBUILD of nl_core_news_sm for spaCy 3.4 by the magdat project; this is NOT explosion's "
    "package. Trained on UD_Dutch-LassySmall and UD_Dutch-Alpino only. Components: tok2vec, "
    "morphologizer, tagger, lemmatizer. No parser, no named entities, no vectors."
)

LICENSE = """\
nl_core_news_sm {version}: a rebuild by the magdat project, not explosion's package.

This pipeline is licensed under the Creative Commons Attribution-ShareAlike 4.0 International
licence (CC BY-SA 4.0). The full text: https://creativecommons.org/licenses/by-sa/4.0/legalcode

It was derived from, and its licence follows from:

  UD_Dutch-LassySmall   Gosse Bouma, Gertjan van Noord   CC BY-SA 4.0
  UD_Dutch-Alpino       Gosse Bouma, Gertjan van Noord   CC BY-SA 4.0

Changes made to the treebanks: sentences that recur in a test or development part were left out,
the annotation of 2017 was brought in line with today's guidelines automatically, marks inside the
lemmas of compounds were taken out, informal copies of sentences were added, and statistical models
and tables were derived from the result.

The lemmatizer's tables also hold the Dutch word list of simplemma 2.0 (Adrien Barbaresi, MIT
licence). simplemma names as its sources, in order of importance: the lemmatization lists by Michal
Mechura (Open Database License), Wiktionary as packaged by Kaikki, FreeLing, spaCy's lookups data,
UniMorph, and the Wikinflection corpus by Eleni Metheniti (CC BY 4.0). That list stays under the
licences of its sources.
"""

README = """\
# nl_core_news_sm {version} (rebuild)

**This is not explosion's package.** It is a rebuild by the magdat project, under the same name so
that `spacy.load("nl_core_news_sm")` works, with a local version label so that nobody mistakes it.

| | |
|---|---|
| for | spaCy >=3.4.4,<3.5.0 |
| components | `tok2vec`, `morphologizer` (UPOS and features), `tagger` (CGN/Alpino tags), \
`lemmatizer` |
| left out | `parser` and `ner`: `doc.sents`, `doc.noun_chunks` and `doc.ents` give nothing; \
proper nouns are the tokens with UPOS `PROPN` |
| trained on | UD_Dutch-LassySmall (development and test part; the training part of 2017), \
UD_Dutch-Alpino (development part; a part of the training data of 2017), 121 hand-written Flemish \
sentences; lower-cased and unpunctuated copies of these |
| lemmas | words of the treebanks, the Dutch word list of simplemma, and rules learned from both |
| licence | CC BY-SA 4.0, with attribution to Gosse Bouma and Gertjan van Noord: see LICENSE |

## Scores

Accuracy per token, with the tokens of the treebank. *chat*: lower-cased, no punctuation.

{table}

Alpino's test part was never trained on. Lassy's was, in this wheel; its figures are those of the
same recipe trained without it. Explosion's figures are the published ones, on its own test data
(treebanks v2.8): they stand beside ours for orientation, they are not a comparison on equal terms.
In particular our lemmas write a compound as one word (*basisniveau*), and are compared so; the
treebank writes *basis_niveau*. Compared to the letter, marks included, the lemma score on Alpino
test is {marked:.2f}. simplemma's list may hold words taken from these treebanks, test parts
included.

Raw text, Alpino test: token F {token_f:.2f}, POS {raw_pos:.2f}, lemma {raw_lemma:.2f}. Proper
nouns (UPOS `PROPN`, F): {propn:.2f}; in lower-cased text {propn_chat:.2f}.
"""


def table(shipped: dict[str, Any], held_out: dict[str, Any]) -> str:
    """The scores as a Markdown table."""
    rows = ["| | POS | tag | lemma |", "|---|---|---|---|"]
    sources = [
        ("Alpino test", shipped["tests"]["alpino_test"]),
        ("Alpino test, trained without Lassy test", held_out["tests"]["alpino_test"]),
        ("Lassy test, trained without Lassy test", held_out["tests"]["lassy_test"]),
    ]
    for name, kinds in sources:
        for kind, label in (("gold", name), ("chat", f"{name}, chat")):
            scores = kinds[kind]
            rows.append(
                f"| {label} | {scores['pos']:.2f} | {scores['tag']:.2f} | {scores['lemma']:.2f} |"
            )
    published = shipped["published"]
    rows.append(
        f"| explosion's nl_core_news_sm 3.4.0, as published | {published['pos']:.2f} "
        f"| {published['tag']:.2f} | {published['lemma']:.2f} |"
    )
    return "\n".join(rows)


def forget_paths(path: Path) -> None:
    """Take the places of the training data out of the model's configuration."""
    config = Config().from_disk(path, interpolate=False)
    config["paths"] = dict.fromkeys(config["paths"])
    config.to_disk(path, interpolate=False)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("scores", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--version", required=True)
    args = parser.parse_args()
    shipped = json.loads((args.scores / "shipped.json").read_text(encoding="utf-8"))
    held_out = json.loads((args.scores / "lassy_held_out.json").read_text(encoding="utf-8"))

    if args.output.exists():
        shutil.rmtree(args.output)
    shutil.copytree(args.model, args.output)
    forget_paths(args.output / "config.cfg")
    alpino = shipped["tests"]["alpino_test"]
    meta = json.loads((args.output / "meta.json").read_text(encoding="utf-8"))
    meta.update(
        name="core_news_sm",
        version=args.version,
        description=DESCRIPTION,
        author="the magdat project (rebuild)",
        email="",
        url="",
        license="CC BY-SA 4.0",
        sources=SOURCES,
        rebuild=True,
        performance={
            "measured_on": "UD_Dutch-Alpino test, tokens given; never trained on",
            "pos_acc": round(alpino["gold"]["pos"] / 100, 4),
            "tag_acc": round(alpino["gold"]["tag"] / 100, 4),
            "morph_acc": round(alpino["gold"]["morph"] / 100, 4),
            "lemma_acc": round(alpino["gold"]["lemma"] / 100, 4),
            "token_f": round(alpino["raw"]["token_f"] / 100, 4),
        },
    )
    (args.output / "meta.json").write_text(
        json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    (args.output / "LICENSE").write_text(LICENSE.format(version=args.version), encoding="utf-8")
    readme = README.format(
        version=args.version,
        table=table(shipped, held_out),
        marked=alpino["gold"]["lemma_marked"],
        token_f=alpino["raw"]["token_f"],
        raw_pos=alpino["raw"]["pos_acc"],
        raw_lemma=alpino["raw"]["lemma_acc"],
        propn=alpino["gold"]["propn_f"],
        propn_chat=alpino["chat"]["propn_f"],
    )
    (args.output / "README.md").write_text(readme, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measure a pipeline on the test parts and print the figures beside explosion's.

    python -m scripts.evaluate training/model-best corpus --output scores/shipped.json

Per test part: with the treebank's own tokens (``gold``), lower-cased and without punctuation
(``chat``), and from raw text with spaCy's tokeniser (``raw``). ``lemma`` counts a compound as one
word (see ``surface_lemma`` in conllu.py); ``lemma_marked`` compares with the treebank to the
letter, which wants ``basis_niveau`` and which we do not produce.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example  # type: ignore[attr-defined]

from . import nl_components  # noqa: F401  (registers the pipeline's parts)
from .conllu import Sentence, read_file
from .convert import strip, to_doc

Scores = dict[str, float]
#: published with nl_core_news_sm 3.4.0 (trained and tested on the whole of Lassy and Alpino, v2.8)
PUBLISHED: Scores = {"tag": 94.16, "pos": 95.88, "lemma": 95.12}
SPEED_SENTENCE = "mag ik een foto van mijn collega op facebook zetten"


def percent(part: float, whole: float) -> float:
    """A percentage with two decimals."""
    return round(100 * part / whole, 2) if whole else 0.0


def on_gold_tokens(nlp: Language, sentences: list[Sentence]) -> Scores:
    """Accuracy per token when the words are given, and F for proper nouns."""
    docs = [Doc(nlp.vocab, words=s.forms) for s in sentences]
    right = dict.fromkeys(("pos", "tag", "morph", "lemma", "lemma_lower", "lemma_marked"), 0)
    words = found = wanted = hits = 0
    for doc, sentence in zip(nlp.pipe(docs), sentences, strict=True):
        for token, gold in zip(doc, sentence.tokens, strict=True):
            words += 1
            right["pos"] += token.pos_ == gold.upos
            right["tag"] += token.tag_ == gold.xpos
            right["morph"] += str(token.morph) == gold.feats
            right["lemma"] += token.lemma_ == gold.lemma
            right["lemma_lower"] += token.lemma_.lower() == gold.lemma.lower()
            right["lemma_marked"] += token.lemma_ == (gold.raw_lemma or gold.lemma)
            found += token.pos_ == "PROPN"
            wanted += gold.upos == "PROPN"
            hits += token.pos_ == gold.upos == "PROPN"
    scores = {name: percent(count, words) for name, count in right.items()}
    scores["propn_f"] = percent(2 * hits, found + wanted)
    scores["words"] = words
    return scores


def on_raw_text(nlp: Language, sentences: list[Sentence]) -> Scores:
    """Tokenisation, and what it costs, when the pipeline gets text."""
    references = [to_doc(nlp, sentence) for sentence in sentences]
    texts = [reference.text for reference in references]
    examples = [
        Example(doc, reference) for doc, reference in zip(nlp.pipe(texts), references, strict=True)
    ]
    scores = Scorer.score_tokenization(examples)
    scores.update(Scorer.score_token_attr(examples, "pos"))
    scores.update(Scorer.score_token_attr(examples, "lemma"))
    return {name: percent(value, 1) for name, value in scores.items() if value is not None}


def speed(nlp: Language, times: int = 200) -> float:
    """Milliseconds for one sentence of ten words, one at a time."""
    for _ in range(20):
        nlp(SPEED_SENTENCE)
    start = time.perf_counter()
    for _ in range(times):
        nlp(SPEED_SENTENCE)
    return round(1000 * (time.perf_counter() - start) / times, 2)


def evaluate(nlp: Language, corpus: Path) -> dict[str, dict[str, Scores]]:
    """All scores, per test part and per kind of input."""
    results: dict[str, dict[str, Scores]] = {}
    for name in ("alpino_test", "lassy_test"):
        path = corpus / f"{name}.conllu"
        if not path.is_file():
            continue
        sentences = read_file(path)
        stripped = [copy for copy in map(strip, sentences) if copy is not None]
        results[name] = {
            "gold": on_gold_tokens(nlp, sentences),
            "chat": on_gold_tokens(nlp, stripped),
            "raw": on_raw_text(nlp, sentences),
        }
    return results


def report(results: dict[str, dict[str, Scores]]) -> str:
    """The figures beside the published ones, as a table."""
    lines = [f"{'':24}" + "".join(f"{name:>10}" for name in PUBLISHED)]
    published = "".join(f"{value:10.2f}" for value in PUBLISHED.values())
    lines.append(f"{'explosion, its own test':24}" + published)
    for part, kinds in results.items():
        for kind in ("gold", "chat"):
            values = "".join(f"{kinds[kind][name]:10.2f}" for name in PUBLISHED)
            lines.append(f"{part + ', ' + kind:24}" + values)
    return "\n".join(lines)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--output", type=Path)
    args = parser.parse_args()
    nlp = spacy.load(args.model)
    results = evaluate(nlp, args.corpus)
    print(report(results))
    print(json.dumps(results, indent=2))
    milliseconds = speed(nlp)
    print(f"{milliseconds} ms for ten words")
    if args.output:
        summary = {"published": PUBLISHED, "tests": results, "ms_ten_words": milliseconds}
        args.output.parent.mkdir(parents=True, exist_ok=True)
        args.output.write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

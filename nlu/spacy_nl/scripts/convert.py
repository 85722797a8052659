"""Turn the prepared CoNLL-U parts into .spacy, with an informal copy of the training sentences.

    python -m scripts.convert corpus

The treebanks are edited prose; people who chat leave out capitals and full stops and, in Flanders,
write *nie*, *da* and *kunde*. Next to every training sentence under today's guidelines, and next to
part of the others, goes a lower-cased copy without punctuation, with such spellings put in at
random (seeded). Development and test parts are left as they are; ``*_chat`` parts next to them are
lower-cased and stripped of punctuation, nothing else, to see what that costs.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from .conllu import Sentence, Token, read_file

SEED = 34
#: sentences under today's guidelines weigh this many times as much as those of 2017
CURRENT_TIMES = 2
#: share of the 2017 sentences that get an informal copy
CHAT_SHARE_2017 = 0.35
#: the hand-written Flemish sentences are few: they are repeated
FLEMISH_TIMES = 4

#: (form, UPOS) -> informal spellings, and how often they are put in
INFORMAL: dict[tuple[str, str], tuple[tuple[str, ...], float]] = {
    ("niet", "ADV"): (("nie",), 0.5),
    ("dat", "SCONJ"): (("da",), 0.5),
    ("dat", "PRON"): (("da",), 0.5),
    ("dat", "DET"): (("da",), 0.5),
    ("wat", "PRON"): (("wa",), 0.4),
    ("wat", "ADV"): (("wa",), 0.4),
    ("een", "DET"): (("ne", "nen", "n", "'n", "een"), 0.4),
    ("het", "DET"): (("t", "'t"), 0.3),
    ("het", "PRON"): (("t", "'t"), 0.3),
    ("mijn", "PRON"): (("mijne", "m'n", "mn"), 0.5),
    ("zijn", "PRON"): (("zijne", "z'n", "zn"), 0.4),
    ("haar", "PRON"): (("haren",), 0.2),
    ("je", "PRON"): (("ge", "u"), 0.5),
    ("jij", "PRON"): (("gij",), 0.6),
    ("jouw", "PRON"): (("uw", "uwe"), 0.5),
    ("geen", "DET"): (("gene", "geen"), 0.3),
    ("die", "PRON"): (("dieje", "dien"), 0.15),
    ("deze", "PRON"): (("dees",), 0.2),
    ("deze", "DET"): (("dees",), 0.2),
    ("goed", "ADJ"): (("goe",), 0.4),
    ("even", "ADV"): (("efkes", "ff"), 0.4),
    ("altijd", "ADV"): (("altij",), 0.3),
    ("als", "SCONJ"): (("as",), 0.2),
    ("maar", "CCONJ"): (("mr", "ma"), 0.2),
    ("ook", "ADV"): (("ok", "oek"), 0.15),
    ("iets", "PRON"): (("iet",), 0.3),
    ("misschien", "ADV"): (("mss",), 0.5),
    ("waarschijnlijk", "ADJ"): (("wss",), 0.5),
    ("gewoon", "ADJ"): (("gwn",), 0.4),
    ("vandaag", "ADV"): (("vndg",), 0.2),
    ("eens", "ADV"): (("is", "ns"), 0.15),
}
#: codes for the features and the tag of verbs in flemish.txt
VERB_CODES = {
    "pv": ("Number=Sing|Tense=Pres|VerbForm=Fin", "WW|pv|tgw|ev"),
    "mv": ("Number=Plur|Tense=Pres|VerbForm=Fin", "WW|pv|tgw|mv"),
    "pvt": ("Number=Sing|Tense=Past|VerbForm=Fin", "WW|pv|verl|ev"),
    "inf": ("VerbForm=Inf", "WW|inf|vrij|zonder"),
    "vd": ("VerbForm=Part", "WW|vd|vrij|zonder"),
}


def to_doc(nlp: Language, sentence: Sentence) -> Doc:
    """A gold spaCy document of one sentence."""
    tokens = sentence.tokens
    return Doc(
        nlp.vocab,
        words=[token.form for token in tokens],
        spaces=[token.space_after for token in tokens],
        tags=[token.xpos for token in tokens],
        pos=[token.upos for token in tokens],
        morphs=[token.feats for token in tokens],
        lemmas=[token.lemma for token in tokens],
        sent_starts=[number == 0 for number in range(len(tokens))],
    )


def strip(sentence: Sentence, punctuation: bool = False) -> Sentence | None:
    """The sentence lower-cased and without punctuation, or None when nothing is left."""
    tokens = [
        replace(token, form=token.form.lower(), space_after=True)
        for token in sentence.tokens
        if punctuation or token.upos != "PUNCT"
    ]
    return Sentence(tokens) if tokens else None


def inform(sentence: Sentence, rng: random.Random) -> Sentence | None:
    """An informal copy: stripped, and with informal spellings here and there."""
    copy = strip(sentence, punctuation=rng.random() < 0.25)
    if copy is None:
        return None
    for token in copy.tokens:
        spellings, share = INFORMAL.get((token.form, token.upos), ((), 0.0))
        if rng.random() < share:
            token.form = rng.choice(spellings)
    return copy


def read_flemish(path: Path, treebank: Iterable[Sentence]) -> list[Sentence]:
    """The hand-written sentences (form/UPOS/lemma[/verb code]).

    What is not written there, features and tag, is what the treebank has most often for the form
    or else the lemma.
    """
    known: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for sentence in treebank:
        for token in sentence.tokens:
            if token.xpos:
                known[token.form.lower(), token.upos][token.feats, token.xpos] += 1
                known[token.lemma.lower(), token.upos][token.feats, token.xpos] += 1
    sentences = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        tokens = []
        for word in line.split():
            form, upos, lemma, *code = word.split("/")
            feats, tag = "", ""
            if code:
                feats, tag = VERB_CODES[code[0]]
            else:
                seen = known.get((form.lower(), upos)) or known.get((lemma.lower(), upos))
                if seen:
                    feats, tag = seen.most_common(1)[0][0]
            tokens.append(Token(form=form, lemma=lemma, upos=upos, xpos=tag, feats=feats))
        sentences.append(Sentence(tokens))
    return sentences


def save(nlp: Language, sentences: Iterable[Sentence], path: Path) -> int:
    """Write sentences as .spacy and return how many there were."""
    docs = [to_doc(nlp, sentence) for sentence in sentences]
    DocBin(docs=docs, store_user_data=False).to_disk(path)
    return len(docs)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--flemish", type=Path, help="hand-written sentences to train on")
    args = parser.parse_args()
    nlp = spacy.blank("nl")
    rng = random.Random(SEED)

    current = read_file(args.corpus / "train_current.conllu")
    old = read_file(args.corpus / "train_2017.conllu")
    train = current * CURRENT_TIMES + old
    chat = [inform(sentence, rng) for sentence in current]
    chat += [inform(sentence, rng) for sentence in old if rng.random() < CHAT_SHARE_2017]
    train += [sentence for sentence in chat if sentence is not None]
    if args.flemish:
        train += read_flemish(args.flemish, current) * FLEMISH_TIMES
    rng.shuffle(train)
    print(f"{save(nlp, train, args.corpus / 'train.spacy'):6d}  train (with informal copies)")

    for name in ("dev", "alpino_test", "lassy_test"):
        path = args.corpus / f"{name}.conllu"
        if not path.is_file():
            continue
        sentences = read_file(path)
        stripped = [copy for copy in map(strip, sentences) if copy is not None]
        print(f"{save(nlp, sentences, args.corpus / f'{name}.spacy'):6d}  {name}")
        save(nlp, stripped, args.corpus / f"{name}_chat.spacy")
    return 0


if __name__ == "__main__":
    sys.exit(main())

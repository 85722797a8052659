"""Bringing the treebanks of 2017 in line with today's guidelines.

Between 2017 and now the Dutch treebanks moved, among others, possessives from DET to PRON,
ordinals from NUM to ADJ, *worden* as a main verb from AUX to VERB and the parts of a name to
PROPN. What changed is not written down here but learned: sentences that are in the old *and* in a
current part we may train on are aligned word by word, and the majority decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from .conllu import Sentence, Token
from .overlap import fingerprint

Key = tuple[str, ...]


def clean_feats(feats: str) -> str:
    """Features without ``ExtPos`` (about phrases, not words) and with values spelt one way."""
    parts = [part.replace("=yes", "=Yes") for part in feats.split("|") if part]
    return "|".join(part for part in parts if not part.startswith("ExtPos="))


def _upos_keys(token: Token, first: bool) -> list[tuple[Key, int, float]]:
    """Keys from precise to general: each with the count and the share it takes to be believed."""
    case = "first" if first else "upper" if token.form[:1].isupper() else "lower"
    relation = token.deprel
    form = token.form.lower()
    return [
        (("form+rel", form, token.upos, relation, case), 2, 0.6),
        (("form", form, token.upos, case), 2, 0.6),
        (("rel", token.upos, relation, case), 4, 0.7),
    ]


class Harmoniser:
    """Learns from aligned sentences which old UPOS and features became which new ones."""

    def __init__(self) -> None:
        """Start knowing nothing."""
        self._upos: dict[Key, Counter[str]] = defaultdict(Counter)
        self._feats: dict[Key, Counter[str]] = defaultdict(Counter)
        self._xpos: dict[str, Counter[str]] = defaultdict(Counter)

    def learn(self, old: Iterable[Sentence], new: Iterable[Sentence]) -> int:
        """Learn from the sentences in both; returns how many there were."""
        current = {fingerprint(sentence): sentence for sentence in new}
        for sentence in current.values():
            for token in sentence.tokens:
                if token.xpos:
                    self._xpos[token.xpos][token.upos] += 1
        found = 0
        for sentence in old:
            match = current.get(fingerprint(sentence))
            if match is None or match.forms != sentence.forms:
                continue
            found += 1
            pairs = zip(sentence.tokens, match.tokens, strict=True)
            for position, (before, after) in enumerate(pairs):
                for key, _, _ in _upos_keys(before, position == 0):
                    self._upos[key][after.upos] += 1
                feats = clean_feats(after.feats)
                old_feats = clean_feats(before.feats)
                self._feats["form", before.form.lower(), after.upos, old_feats][feats] += 1
                self._feats["any", before.upos, after.upos, old_feats][feats] += 1
        return found

    def upos(self, token: Token, first: bool) -> str:
        """Today's UPOS of an old token; its own when nothing better is known."""
        if token.xpos and not token.xpos.startswith("WW"):
            by_tag = self._xpos.get(token.xpos, Counter())
            if sum(by_tag.values()) >= 10:
                best, count = by_tag.most_common(1)[0]
                if count >= 0.95 * sum(by_tag.values()):
                    return best
        for key, least, share in _upos_keys(token, first):
            seen = self._upos.get(key)
            if seen and sum(seen.values()) >= least:
                best, count = seen.most_common(1)[0]
                if count >= share * sum(seen.values()):
                    return best
        return token.upos

    def feats(self, token: Token, upos: str) -> str:
        """Today's features of an old token, given its new UPOS."""
        old = clean_feats(token.feats)
        for key in (("form", token.form.lower(), upos, old), ("any", token.upos, upos, old)):
            seen = self._feats.get(key)
            if seen and sum(seen.values()) >= 2:
                return seen.most_common(1)[0][0]
        return old

    def apply(self, sentence: Sentence) -> Sentence:
        """The sentence with today's UPOS and features."""
        tokens = []
        for position, token in enumerate(sentence.tokens):
            upos = self.upos(token, position == 0)
            lemma = token.lemma
            if position == 0 and upos != "PROPN" and token.upos != "PROPN":
                lemma = lemma[:1].lower() + lemma[1:]
            if upos == "PROPN" and token.upos != "PROPN":
                lemma = token.form
            tokens.append(replace(token, upos=upos, feats=self.feats(token, upos), lemma=lemma))
        return Sentence(tokens, sentence.comments)

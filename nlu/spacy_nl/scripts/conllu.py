"""Reading and writing CoNLL-U, and the two sides of the treebanks that we smooth out.

Only what the pipeline trains on is kept: form, lemma, UPOS, XPOS, features, relation and whether
a space follows. Multiword and empty nodes are skipped; Dutch treebanks use the latter only in the
enhanced graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

_NO_SPACE_BEFORE = frozenset(".,;:!?)]}»”’%…")
_NO_SPACE_AFTER = frozenset("([{«“‘")


@dataclass
class Token:
    """One syntactic word of a sentence."""

    form: str
    lemma: str
    upos: str
    xpos: str = ""
    feats: str = ""
    deprel: str = ""
    space_after: bool = True
    #: the lemma as the treebank has it, where ``lemma`` was changed
    raw_lemma: str = ""


@dataclass
class Sentence:
    """A sentence: its words, and the comments it came with."""

    tokens: list[Token]
    comments: list[str] = field(default_factory=list)

    @property
    def forms(self) -> list[str]:
        """The words as written."""
        return [token.form for token in self.tokens]


def _blank(value: str) -> str:
    return "" if value == "_" else value


def _misc(token: Token) -> str:
    parts = [] if token.space_after else ["SpaceAfter=No"]
    if token.raw_lemma and token.raw_lemma != token.lemma:
        parts.append(f"RawLemma={token.raw_lemma}")
    return "|".join(parts) or "_"


def read_lines(lines: Iterable[str]) -> Iterator[Sentence]:
    """Yield the sentences in the lines of a CoNLL-U file."""
    tokens: list[Token] = []
    comments: list[str] = []
    for raw in lines:
        line = raw.rstrip("\n")
        if not line.strip():
            if tokens:
                yield Sentence(tokens, comments)
            tokens, comments = [], []
        elif line.startswith("#"):
            comments.append(line)
        else:
            columns = line.split("\t")
            if len(columns) != 10:
                raise ValueError(f"not a CoNLL-U line: {line!r}")
            if not columns[0].isdigit():
                continue
            form = columns[1]
            misc = columns[9].split("|")
            raw_lemma = [part[9:] for part in misc if part.startswith("RawLemma=")]
            tokens.append(
                Token(
                    form=form,
                    lemma=columns[2] if columns[2] != "_" or form == "_" else "",
                    upos=_blank(columns[3]),
                    xpos=_blank(columns[4]),
                    feats=_blank(columns[5]),
                    deprel=_blank(columns[7]),
                    space_after="SpaceAfter=No" not in misc,
                    raw_lemma=raw_lemma[0] if raw_lemma else "",
                )
            )
    if tokens:
        yield Sentence(tokens, comments)


def read_text(text: str) -> list[Sentence]:
    """The sentences in a CoNLL-U string."""
    return list(read_lines(text.splitlines()))


def read_file(path: Path) -> list[Sentence]:
    """The sentences in a CoNLL-U file."""
    with path.open(encoding="utf-8") as handle:
        return list(read_lines(handle))


def write_file(path: Path, sentences: Iterable[Sentence]) -> None:
    """Write sentences as CoNLL-U. Heads are left blank: no parser is trained."""
    with path.open("w", encoding="utf-8") as handle:
        for sentence in sentences:
            for comment in sentence.comments:
                handle.write(comment + "\n")
            for number, token in enumerate(sentence.tokens, 1):
                columns = [
                    str(number),
                    token.form,
                    token.lemma or "_",
                    token.upos or "_",
                    token.xpos or "_",
                    token.feats or "_",
                    "_",
                    token.deprel or "_",
                    "_",
                    _misc(token),
                ]
                handle.write("\t".join(columns) + "\n")
            handle.write("\n")


def guess_spaces(sentence: Sentence) -> None:
    """Set ``space_after`` where the treebank does not tell (Lassy 2017 has no SpaceAfter)."""
    tokens = sentence.tokens
    for token, following in pairwise(tokens):
        token.space_after = not (
            following.form[0] in _NO_SPACE_BEFORE or token.form[-1] in _NO_SPACE_AFTER
        )


def surface_lemma(form: str, lemma: str) -> str:
    """Undo the treebank's analysis of compounds, so that a lemma is a word one can look up.

    Since 2018 the Dutch treebanks write ``jeugd_gezondheid_zorg`` for *jeugdgezondheidszorg* and
    ``op_nemen`` for *opgenomen*; before, both were written as one word, and so do we. The linking
    letters of a compound are taken from the form: the last part of the lemma replaces whatever
    stands in the form from where that part begins.
    """
    if "_" not in lemma.strip("_"):
        return lemma
    *parts, last = lemma.split("_")
    lowered = form.lower()
    stem = last.lower()
    start = sum(len(part) for part in parts)
    for size in range(len(stem), 2, -1):
        at = lowered.rfind(stem[:size])
        if at >= start:
            if lowered[start:at] in ("", "s", "e", "n", "en", "es", "'s", "-", "s-", "ge", "er"):
                if lowered[start:at] == "ge":
                    break
                head = form[:at]
                return (head if parts[0][:1].isupper() else head[:1].lower() + head[1:]) + last
            if len(parts) > 1 and at > start:
                head = form[:at]
                return (head if parts[0][:1].isupper() else head[:1].lower() + head[1:]) + last
            break
    return "".join(parts) + last

"""What the pipeline needs besides spaCy: this module travels inside the wheel.

* ``magdat.AffixHashEmbed.v1``: word embeddings from more beginnings and endings than spaCy's
  ``MultiHashEmbed`` looks at. With little training data, endings are what tells an unknown Dutch
  word's class.
* ``magdat_table_lemmatizer``: a lemmatizer that reads UPOS and features and works from tables.
"""

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.pipeline.lemmatizer import lemmatizer_score
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token
from spacy.training import Example  # type: ignore[attr-defined]
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)

_CACHE_SIZE = 50_000


def _word_shape(text: str) -> str:
    shape: list[str] = []
    for char in text:
        kind = "d" if char.isdigit() else "X" if char.isupper() else "x" if char.isalpha() else char
        if shape[-2:] != [kind, kind]:
            shape.append(kind)
    return "".join(shape)


def word_features(text: str) -> list[int]:
    """Hashes of a word's features, in the order in which they are embedded."""
    lowered = text.lower()
    squeezed = "".join("0" if char.isdigit() else char for char in lowered)
    padded = f"^{squeezed}$"
    features = [
        squeezed,
        padded[:3],
        padded[:5],
        padded[-3:],
        padded[-4:],
        padded[-5:],
        padded[-7:],
        _word_shape(text),
    ]
    return [get_string_id(f"{number}{value}") for number, value in enumerate(features)]


NUMBER_OF_FEATURES = 8
_HIDDEN = get_string_id("a word that is hidden in training")


def extract_words(word_dropout: float = 0.0) -> Model[list[Doc], list[Any]]:
    """A layer from documents to one row of feature hashes per token.

    In training a share of the words is hidden, so that the affixes and the context learn to do
    without them, as they must for words never seen.
    """
    cache: dict[str, list[int]] = {}

    def forward(
        model: Model[list[Doc], list[Any]], docs: list[Doc], is_train: bool
    ) -> tuple[list[Any], Callable[[list[Any]], list[Doc]]]:
        if len(cache) > _CACHE_SIZE:
            cache.clear()
        hide = word_dropout if is_train else 0.0
        random = np.random.random
        output = []
        for doc in docs:
            rows = []
            for token in doc:
                text = token.text
                row = cache.get(text)
                if row is None:
                    row = cache[text] = word_features(text)
                if hide and random() < hide:
                    row = [_HIDDEN, *row[1:]]
                rows.append(row)
            array: Any = np.array(rows, dtype="uint64").reshape((len(doc), NUMBER_OF_FEATURES))
            output.append(model.ops.asarray(array))
        return output, lambda _: []

    return Model("magdat_extract_words", forward)


def affix_hash_embed(
    width: int, rows: list[int], word_dropout: float = 0.0
) -> Model[list[Doc], list[Any]]:
    """Hash embeddings of a word and its affixes, mixed down to one vector of ``width``."""
    if len(rows) != NUMBER_OF_FEATURES:
        raise ValueError(f"rows: expected {NUMBER_OF_FEATURES} numbers, got {len(rows)}")
    embeddings: list[Model[Any, Any]] = [
        HashEmbed(width, size, column=column, seed=8 + column, dropout=0.0)
        for column, size in enumerate(rows)
    ]
    mix = Maxout(width, width * len(rows), nP=3, dropout=0.0, normalize=True)
    return chain(
        extract_words(word_dropout),
        list2ragged(),
        with_array(concatenate(*embeddings)),
        with_array(mix),
        ragged2list(),
    )


registry.architectures.register("magdat.AffixHashEmbed.v1", func=affix_hash_embed)

# --------------------------------------------------------------------------------- lemmatizer

#: parts that come off a verb in a main clause: *zeg ... op*
_PARTICLE_LIST = (
    "aaneen achteruit achterna achterover bekend bezig binnen bijeen boven buiten door dood "
    "deel gade gelijk goed groot heen hoog ineen kapot kennis klaar kwijt langs los mee mis na "
    "neer om omhoog omlaag onder open op over plaats rond samen stil stuk tegemoet tegen "
    "tekort teleur tentoon terecht terug toe uit uiteen vast verder vol voor voorbij voorop "
    "vooruit voort vrij waar weer weg zwart aan af bij in thuis schoon"
)
PARTICLES = tuple(_PARTICLE_LIST.split())
_PARTICLES = frozenset(PARTICLES)
_BY_LENGTH = tuple(sorted(PARTICLES, key=len, reverse=True))
_OPEN = frozenset({"NOUN", "VERB", "AUX", "ADJ", "ADV"})
_CLAUSE_ENDS = frozenset({",", ";", ":", ".", "!", "?", "(", ")"})
LONGEST_ENDING = 7


def split_particle(word: str) -> tuple[str, str]:
    """A leading particle, if there is one with enough left after it, and the rest."""
    for particle in _BY_LENGTH:
        if word.startswith(particle) and len(word) - len(particle) >= 4:
            return particle, word[len(particle) :]
    return "", word


class CompactMapping:
    """A long mapping from words to words that never changes, in few bytes.

    A dictionary of half a million words takes 150 MB. Here keys are sorted 64-bit hashes, and keys
    and values are two long texts, a line an entry; looking one up takes some microseconds.
    """

    def __init__(self, keys: str = "", values: str = "") -> None:
        """Take the keys and the values, a line each, in the same order."""
        self._keys = zlib.compress(keys.encode("utf-8"))  # only to write them again
        self._values = values.encode("utf-8")
        hashes = np.fromiter(map(get_string_id, keys.split("\n")), dtype="uint64")
        buffer = np.frombuffer(self._values, dtype="uint8")
        ends = np.append(np.flatnonzero(buffer == ord("\n")), len(buffer)).astype("int32")
        if len(hashes) != len(ends):
            raise ValueError(f"{len(hashes)} keys for {len(ends)} values")
        order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[order]
        self._ends = ends[order]
        self._starts = np.append(0, ends[:-1] + 1).astype("int32")[order]

    @classmethod
    def of(cls, entries: Mapping[str, str]) -> "CompactMapping":
        """Take the entries of a dictionary; neither side may hold a line break."""
        return cls("\n".join(entries), "\n".join(entries.values()))

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, or what stands in its place."""
        wanted = np.uint64(get_string_id(key))
        place = int(self._hashes.searchsorted(wanted))
        if place == len(self._hashes) or self._hashes[place] != wanted:
            return default
        return self._values[self._starts[place] : self._ends[place]].decode("utf-8")

    def __contains__(self, key: str) -> bool:
        """Whether there is an entry for a key."""
        return self.get(key) is not None

    def as_lines(self) -> list[str]:
        """The keys and the values as :meth:`__init__` takes them."""
        return [zlib.decompress(self._keys).decode("utf-8"), self._values.decode("utf-8")]


class LemmaTables:
    """Finds the lemma of a word, given its UPOS, in tables (see lemma_tables.py)."""

    NAMES = ("words", "list", "rules", "nouns", "verbs")

    def __init__(self, data: Mapping[str, list[str]] | None = None) -> None:
        """Take tables as :meth:`as_dict` gives them; none at all makes an empty set."""
        data = data or {}
        self.words, self.list, self.rules, self.nouns, self.verbs = (
            CompactMapping(*data.get(name, ())) for name in self.NAMES
        )
        self._cache: dict[tuple[str, str], str] = {}

    @classmethod
    def build(cls, data: Mapping[str, Any]) -> "LemmaTables":
        """Take tables as lemma_tables.py builds them, out of dictionaries and lists."""
        rules = {
            f"{ending}|{upos}": f"{cut}|{add}"
            for upos, endings in data["rules"].items()
            for ending, (cut, add) in endings.items()
        }
        tables = {name: dict.fromkeys(data[name], "") for name in ("nouns", "verbs")}
        tables |= {"words": data["words"], "list": data["list"], "rules": rules}
        return cls({name: CompactMapping.of(table).as_lines() for name, table in tables.items()})

    def as_dict(self) -> dict[str, list[str]]:
        """The tables as plain data."""
        return {name: getattr(self, name).as_lines() for name in self.NAMES}

    def lemma(self, form: str, upos: str) -> str:
        """The lemma of a word on its own."""
        key = (form, upos)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) > _CACHE_SIZE:
                self._cache.clear()
            found = self._cache[key] = self._find(form, upos)
        return found

    def _find(self, form: str, upos: str) -> str:
        lowered = form.lower()
        known = self.words.get(f"{lowered}|{upos}")
        if known is not None:
            return known
        if upos == "PROPN":
            return form.capitalize() if form.isupper() and len(form) > 4 else form
        if upos == "X":
            return form
        if upos not in _OPEN:
            return self.list.get(lowered, lowered) if upos in ("PRON", "DET") else lowered
        if upos == "AUX":
            upos = "VERB"
            known = self.words.get(f"{lowered}|VERB")
            if known is not None:
                return known
        if upos == "NOUN":
            return self._noun(form, lowered)
        if upos == "VERB":
            return self._verb(lowered)
        listed = self._listed(lowered, upos)
        if listed is not None:
            return listed
        if upos == "ADJ":
            tail = self._compound(form, lowered, upos)
            if tail is not None:
                return tail
            return self._rule(lowered, upos)
        return lowered

    def _listed(self, word: str, upos: str) -> str | None:
        """simplemma's lemma, unless it belongs to another class than the word has here."""
        lemma = self.list.get(word)
        if lemma is None:
            return None
        if upos == "VERB":
            return lemma if lemma.endswith("n") else None
        if len(lemma) > len(word):
            return None
        if upos == "ADJ" and lemma.endswith("e"):
            return None
        return lemma

    def _rule(self, word: str, upos: str) -> str:
        for size in range(min(LONGEST_ENDING, len(word)), -1, -1):
            rule = self.rules.get(f"{word[len(word) - size :]}|{upos}")
            if rule is not None:
                cut, add = rule.split("|", 1)
                return word[: len(word) - int(cut)] + str(add)
        return word

    def _compound(self, form: str, lowered: str, upos: str) -> str | None:
        for start in range(2, len(lowered) - 3):
            tail = lowered[start:]
            lemma = self.words.get(f"{tail}|{upos}")
            if lemma is None and upos == "NOUN" and len(tail) > 4:
                lemma = self._listed(tail, upos)
            if lemma is not None:
                head = form[:start]
                keep = "-" in head or form[1:2].isupper()
                return (head if keep else lowered[:start]) + lemma
        return None

    def _diminutive(self, word: str) -> str | None:
        base = word[:-1] if word.endswith("jes") else word
        if not base.endswith("je"):
            return None
        for ending in ("etje", "tje", "pje", "je"):
            if base.endswith(ending) and len(base) - len(ending) >= 2:
                stem = base[: -len(ending)].rstrip("'")
                options = [stem]
                if ending == "etje" and stem[-1:] == stem[-2:-1]:
                    options.append(stem[:-1])
                if ending == "tje" and stem[-2:] in ("aa", "oo", "uu"):
                    options.append(stem[:-1])
                if ending == "je" and stem.endswith("n"):
                    options.append(stem + "g")
                for option in options:
                    if option in self.nouns:
                        return option
        if base.endswith("nkje") and base[:-3] + "g" in self.nouns:
            return base[:-3] + "g"
        return None

    def _noun(self, form: str, lowered: str) -> str:
        small = self._diminutive(lowered)
        if small is not None:
            return small
        listed = self._listed(lowered, "NOUN")
        if listed is not None:
            return listed
        if lowered in self.nouns:
            return lowered
        compound = self._compound(form, lowered, "NOUN")
        if compound is not None:
            return compound
        if form[1:2].isupper():
            return form
        return self._rule(lowered, "NOUN")

    def _verb(self, word: str) -> str:
        listed = self._listed(word, "VERB")
        if listed is not None:
            return listed
        if word in self.verbs:
            return word
        particle, rest = split_particle(word)
        options = []
        for head, tail in ((particle, rest), ("", word)) if particle else (("", word),):
            if tail.startswith("te") and head and len(tail) > 5:
                options.append((head, tail[2:]))
            if tail.startswith("ge") and len(tail) > 4:
                options.append((head, tail[2:]))
            options.append((head, tail))
        guesses = []
        for head, tail in options:
            stem = self.words.get(f"{tail}|VERB") or self._listed(tail, "VERB")
            guess = stem if stem is not None else self._rule(tail, "VERB")
            if stem is not None or guess in self.verbs:
                return head + guess
            guesses.append(head + guess)
        for guess in guesses:
            if guess in self.verbs:
                return guess
        return guesses[0] if word.startswith("ge") or particle else guesses[-1]


def join_particles(doc: Doc, tables: LemmaTables) -> None:
    """Give a verb whose particle stands further on its whole lemma: *zegt ... op*, opzeggen."""
    verb: Token | None = None
    for token in doc:
        if token.pos_ in ("VERB", "AUX") and "VerbForm=Fin" in str(token.morph):
            verb = token
            continue
        if verb is None:
            continue
        text = token.lower_
        if text in _CLAUSE_ENDS or token.pos_ in ("SCONJ", "CCONJ"):
            if token.pos_ != "CCONJ":
                verb = None
            continue
        if text not in _PARTICLES or text == verb.lower_:
            continue
        tag = token.tag_
        last = token.i + 1 == len(doc) or doc[token.i + 1].pos_ in ("PUNCT", "CCONJ", "SCONJ")
        if tag != "VZ|fin" and not (last and token.pos_ in ("ADP", "ADV", "ADJ")):
            continue
        whole = text + verb.lemma_
        if whole in tables.verbs:
            verb.lemma_ = whole
            verb = None


@Language.factory(
    "magdat_table_lemmatizer",
    assigns=["token.lemma"],
    requires=["token.pos", "token.morph"],
    default_config={"particles": True},
    default_score_weights={"lemma_acc": 1.0},
)
class TableLemmatizer(Pipe):
    """Sets lemmas from tables: the treebank's words, a word list, endings."""

    def __init__(self, nlp: Language, name: str, particles: bool = True) -> None:
        """Start without tables; they come from ``initialize`` or from disk."""
        self.vocab = nlp.vocab
        self.name = name
        self.particles = particles
        self.tables = LemmaTables()

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of every token."""
        lemma = self.tables.lemma
        for token in doc:
            token.lemma_ = lemma(token.text, token.pos_)
        if self.particles:
            join_particles(doc, self.tables)
        return doc

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        tables: str | None = None,
    ) -> None:
        """Read the tables that lemma_tables.py wrote."""
        if tables:
            with gzip.open(tables, "rt", encoding="utf-8") as handle:
                self.tables = LemmaTables.build(json.load(handle))

    def score(self, examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:
        """Lemma accuracy."""
        return dict(lemmatizer_score(examples, **kwargs))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The tables as bytes."""
        return gzip.compress(
            json.dumps(self.tables.as_dict(), ensure_ascii=False).encode(), mtime=0
        )

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "TableLemmatizer":
        """Take over the tables in the bytes."""
        self.tables = LemmaTables(json.loads(gzip.decompress(data)))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the tables into a directory."""
        target = Path(path)
        target.mkdir(parents=True, exist_ok=True)
        (target / "tables.json.gz").write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "TableLemmatizer":
        """Read the tables from a directory."""
        return self.from_bytes((Path(path) / "tables.json.gz").read_bytes())

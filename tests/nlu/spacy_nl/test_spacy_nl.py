"""The rebuilt Dutch pipeline: the installed wheel, and how its training data were made."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType

import pytest

spacy = pytest.importorskip("spacy")

ROOT = Path(__file__).resolve().parents[3]
PROJECT = ROOT / "nlu" / "spacy_nl"
WHEELS = ROOT / "models" / "spacy"
PACKAGE = "nl_core_news_sm"


@pytest.fixture(scope="session")
def nlp():
    """The pipeline as anyone loads it; skipped when explosion's own wheel was put over it."""
    if not spacy.util.is_package(PACKAGE):
        pytest.skip(f"{PACKAGE} is not installed; see models/spacy/README.md")
    pipeline = spacy.load(PACKAGE)
    if not pipeline.meta.get("rebuild"):
        pytest.skip("another nl_core_news_sm is installed than this project's rebuild")
    return pipeline


def project_module(name: str) -> ModuleType:
    """A module of nlu/spacy_nl/scripts, under a package name nothing else uses."""
    package = "spacy_nl_scripts"
    if package not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            package,
            PROJECT / "scripts" / "__init__.py",
            submodule_search_locations=[str(PROJECT / "scripts")],
        )
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[package] = module
        spec.loader.exec_module(module)
    return importlib.import_module(f"{package}.{name}")


def pos(doc) -> dict[str, str]:
    return {token.text: token.pos_ for token in doc}


def lemmas(doc) -> list[str]:
    return [token.lemma_ for token in doc]


# ------------------------------------------------------------------------------ the wheel


def test_components(nlp):
    assert nlp.pipe_names == ["tok2vec", "morphologizer", "tagger", "lemmatizer"]
    assert nlp.lang == "nl"


def test_no_parser_and_no_entities(nlp):
    doc = nlp("Jan Peeters werkt in Gent.")
    assert not doc.has_annotation("DEP")
    assert not doc.ents


def test_version_has_the_local_label(nlp):
    version = nlp.meta["version"]
    assert version.startswith("3.4.0+magdat.")
    assert distribution(PACKAGE).version == version


def test_meta_says_rebuild_sources_and_licence(nlp):
    meta = nlp.meta
    assert "REBUILD" in meta["description"]
    assert "NOT explosion's" in meta["description"]
    assert meta["license"] == "CC BY-SA 4.0"
    treebanks = {source["name"]: source["author"] for source in meta["sources"]}
    for name in ("UD_Dutch-LassySmall", "UD_Dutch-Alpino"):
        assert treebanks[name] == "Gosse Bouma, Gertjan van Noord"


def test_scores_in_meta_reach_the_aim(nlp):
    performance = nlp.meta["performance"]
    assert performance["pos_acc"] >= 0.925
    assert performance["lemma_acc"] >= 0.94


def test_readme_and_licence_are_inside(nlp):
    readme = (nlp.path / "README.md").read_text(encoding="utf-8")
    assert "This is not explosion's package" in readme
    licence = (nlp.path / "LICENSE").read_text(encoding="utf-8")
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in licence
    assert "Gosse Bouma, Gertjan van Noord" in licence


def test_needs_nothing_but_spacy():
    pytest.importorskip(PACKAGE)
    requires = distribution(PACKAGE).requires or []
    assert all(requirement.startswith("spacy") for requirement in requires)


def test_committed_wheel_is_the_one_in_the_sums():
    digest, name = (WHEELS / "SHA256SUMS").read_text(encoding="utf-8").split()
    wheel = WHEELS / name
    assert hashlib.sha256(wheel.read_bytes()).hexdigest() == digest
    assert wheel.stat().st_size < 15_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kunde gij da nie", ["kunnen", "gij", "dat", "niet"]),
        ("mag ik foto's posten", ["mogen", "ik", "foto", "posten"]),
        ("op mijne gsm", ["op", "mijn", "gsm"]),
        ("mijn collega's hebben gelachen", ["mijn", "collega", "hebben", "lachen"]),
        ("de berichten werden verwijderd", ["de", "bericht", "worden", "verwijderen"]),
    ],
)
def test_lemmas(nlp, text, expected):
    assert lemmas(nlp(text)) == expected


def test_separated_verb_gets_its_particle(nlp):
    assert "opbellen" in lemmas(nlp("Mijn baas belt mij elke avond op."))


def test_word_classes(nlp):
    found = pos(nlp("Mag ik een filmpje van de werf op Facebook zetten?"))
    assert found["Mag"] == "AUX"
    assert found["ik"] == "PRON"
    assert found["filmpje"] == "NOUN"
    assert found["Facebook"] == "PROPN"
    assert found["zetten"] == "VERB"
    assert found["?"] == "PUNCT"


def test_informal_flemish_word_classes(nlp):
    found = pos(nlp("kunde gij da nie zeggen tegen mijne baas"))
    assert found["kunde"] == "AUX"
    assert found["gij"] == "PRON"
    assert found["nie"] == "ADV"
    assert found["mijne"] == "PRON"
    assert found["baas"] == "NOUN"


def test_features_and_tags(nlp):
    verb = nlp("Mijn collega stuurt een bericht.")[2]
    assert verb.morph.get("VerbForm") == ["Fin"]
    assert verb.tag_ == "WW|pv|tgw|met-t"


@pytest.mark.parametrize("text", ["", " ", "?", "😀", "a" * 2000, "\n\n"])
def test_odd_input(nlp, text):
    assert nlp(text).text == text


def test_bytes_round_trip(nlp):
    """Rasa and multiprocessing copy pipelines through bytes."""
    lemmatizer = nlp.get_pipe("lemmatizer")
    copy = type(lemmatizer)(nlp, "lemmatizer").from_bytes(lemmatizer.to_bytes())
    assert copy.tables.lemma("foto's", "NOUN") == "foto"


# ------------------------------------------------------------------------------ the project

CONLLU = """\
# sent_id = {name}
1\tDe\tde\tDET\t_\t_\t2\tdet\t_\t_
2\tkat\tkat\tNOUN\t_\t_\t3\tnsubj\t_\t_
3\t{verb}\tzijn\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
4\t{end}\t{end}\tPUNCT\t_\t_\t3\tpunct\t_\t_

"""


def test_overlap_is_removed_whatever_case_and_punctuation():
    conllu, overlap = project_module("conllu"), project_module("overlap")
    train = conllu.read_text(
        CONLLU.format(name="a", verb="slaapt", end=".").replace("\tDe\t", "\tDE\t")
        + CONLLU.format(name="b", verb="eet", end=".")
    )
    test = conllu.read_text(CONLLU.format(name="c", verb="slaapt", end="!"))
    kept, dropped = overlap.remove_overlap(train, test)
    assert dropped == 1
    assert [sentence.forms for sentence in kept] == [["De", "kat", "eet", "."]]


def test_sentences_without_letters_are_told_apart():
    overlap, conllu = project_module("overlap"), project_module("conllu")
    dots = conllu.read_text("1\t...\t...\tPUNCT\t_\t_\t0\troot\t_\t_\n")
    dashes = conllu.read_text("1\t--\t--\tPUNCT\t_\t_\t0\troot\t_\t_\n")
    kept, dropped = overlap.remove_overlap(dots, dashes)
    assert (len(kept), dropped) == (1, 0)


@pytest.mark.parametrize(
    ("form", "marked", "lemma"),
    [
        ("jeugdgezondheidszorg", "jeugd_gezondheid_zorg", "jeugdgezondheidszorg"),
        ("Provincieraadsverkiezingen", "provincie_raad_verkiezing", "provincieraadsverkiezing"),
        ("opgenomen", "op_nemen", "opnemen"),
        ("keerde", "terug_keren", "terugkeren"),
        ("kat", "kat", "kat"),
    ],
)
def test_compound_marks_are_taken_out(form, marked, lemma):
    assert project_module("conllu").surface_lemma(form, marked) == lemma


def test_missing_corpora_are_named(tmp_path):
    prepare = project_module("prepare")
    with pytest.raises(prepare.CorporaMissingError, match="MAGDAT_CORPORA"):
        prepare.find_corpora("")
    with pytest.raises(prepare.CorporaMissingError, match=r"lassy_2017-02-01_train\.conllu"):
        prepare.find_corpora(str(tmp_path))

"""Every sentence of a document is in a statement, an introduction or the list of leftovers; else nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_documents import WRITERS
from made_understanding import Keyed

from magdat.files.yaml_data import read_yaml
from magdat.importing import build as build_module
from magdat.importing.accounting import lost
from magdat.importing.build import LostText, build, import_policy
from magdat.importing.left import Left
from magdat.importing.reading.opening import read_source
from magdat.importing.source import Block, Kind, Source
from magdat.importing.writing import Told
from magdat.policy.loading import load_policy

TEXTS = sorted((Path(__file__).parent / "teksten").glob("*.md"))

sentences = st.sampled_from(
    [
        "Je mag posten in je pauze.",
        "Foto's van klanten deel je nooit.",
        "Dat geldt ook thuis.",
        "Belt een journalist, verwijs dan door naar de woordvoerder.",
        "Wie mag dat?",
        "Alleen de communicatiedienst plaatst berichten: geen enkele andere dienst.",
        "Vraag het aan Els (els@bedrijf.example), op 4400.",
        "Zie art. 3.2 en «de code» # vooraan - of achteraan.",
        "null",
        "Een gsm van 2026-01-01?",
    ]
)
blocks = st.lists(
    st.one_of(
        st.tuples(st.just("h"), st.sampled_from(["Foto's", "2. Pers", "Artikel 7. Controle", "Overig"])),
        st.tuples(st.just("p"), st.lists(sentences, min_size=1, max_size=4).map(" ".join)),
        st.tuples(st.just("n"), st.lists(sentences, min_size=1, max_size=3).map(" ".join)),
        st.tuples(st.just("l"), st.lists(sentences, min_size=1, max_size=3).map("\n- ".join)),
    ),
    min_size=1,
    max_size=10,
)


def markdown_of(parts):
    lines = ["# Beleid online"]
    for number, (kind, text) in enumerate(parts, 1):
        lines.append(
            {"h": f"## {text}", "p": text, "n": f"{number}.{number} {text}", "l": f"Dit mag niet:\n\n- {text}"}[kind]
        )
    return "\n\n".join(lines) + "\n"


@pytest.mark.parametrize("ending", list(WRITERS))
@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_a_real_text_becomes_a_valid_policy_whole(text, ending, tmp_path, library, cues):
    path = WRITERS[ending](text.read_text(encoding="utf-8"), tmp_path / f"beleid{ending}")
    imported = import_policy(path, library, cues, Keyed)
    loaded = load_policy(tmp_path / "concept.yml", library, imported.text)
    assert not imported.left
    assert not lost(read_source(path), loaded.document.data, (), cues)
    assert len(loaded.policy.statements) >= len(read_source(path).blocks) * 0.7


def readable(path):
    source = read_source(path)
    return source if any(block.kind is not Kind.HEADING for block in source.blocks) else None


def test_any_text_becomes_a_valid_policy_whole(tmp_path, library, cues):
    @settings(max_examples=60, deadline=None)
    @given(parts=blocks)
    def whole(parts):
        path = tmp_path / "beleid.md"
        path.write_text(markdown_of(parts), encoding="utf-8")
        if (source := readable(path)) is not None:
            imported = build(source, path.name, library, cues, Keyed(), Told())
            loaded = load_policy(tmp_path / "concept.yml", library, imported.text)
            assert not lost(source, loaded.document.data, imported.left, cues)

    whole()


def test_importing_saving_and_importing_again_changes_nothing(tmp_path, library, cues):
    @settings(max_examples=60, deadline=None)
    @given(parts=blocks)
    def same(parts):
        markdown = markdown_of(parts)
        found = []
        for ending in (".md", ".docx", ".odt"):
            source = readable(WRITERS[ending](markdown, tmp_path / f"beleid{ending}"))
            if source is None:
                return
            imported = build(source, "beleid", library, cues, Keyed(), Told())
            assert read_yaml(imported.text).data == imported.data
            found.append(imported.data)
        assert found[0] == found[1] == found[2]

    same()


ONE_CLAUSE = "# Beleid\n\n## 1. Kader\n\n1.1 Je mag posten. Foto's deel je nooit.\n"


def test_a_sentence_that_went_nowhere_is_shown_with_its_place(tmp_path, library, cues, monkeypatch):
    path = tmp_path / "beleid.md"
    path.write_text(ONE_CLAUSE, encoding="utf-8")
    whole = build_module.passages_of
    monkeypatch.setattr(build_module, "passages_of", lambda clauses, cues: whole(clauses, cues)[1:])
    imported = import_policy(path, library, cues, Keyed)
    assert [(item.text, item.place) for item in imported.left] == [("Je mag posten.", "regel 5")]


def test_a_sentence_that_writing_would_lose_stops_the_import(tmp_path, library, cues, monkeypatch):
    path = tmp_path / "beleid.md"
    path.write_text(ONE_CLAUSE, encoding="utf-8")
    whole = build_module.policy_text
    monkeypatch.setattr(build_module, "policy_text", lambda *given: whole(*given).replace("posten", "zwijgen"))
    with pytest.raises(LostText) as caught:
        import_policy(path, library, cues, Keyed)
    assert "Je mag posten." in str(caught.value)


def test_what_stands_beside_the_text_is_left_over_with_its_place(library, cues):
    source = Source(
        (
            Block(Kind.MARGIN, "Vertrouwelijk", "koptekst"),
            Block(Kind.HEADING, "Kader", "alinea 1", level=1),
            Block(Kind.PARAGRAPH, "Je mag posten.", "alinea 2"),
        )
    )
    imported = build(source, "beleid.docx", library, cues, Keyed(), Told())
    assert imported.left == (Left("Vertrouwelijk", "koptekst"),)
    assert "#   koptekst: Vertrouwelijk" in imported.text


def test_what_others_may_is_no_yes_to_whoever_asks(tmp_path, library, cues):
    path = tmp_path / "beleid.md"
    path.write_text(
        "# Beleid\n\n## 1. Pers\n\n1.1 Met de pers praat je nooit zelf. Artsen mogen over hun vak spreken.\n\n"
        "1.2 Afgevaardigden mogen collega's inlichten.\n",
        encoding="utf-8",
    )
    told = {
        item.passage.text: (item.kind, item.decision, item.conditions)
        for item in import_policy(path, library, cues, Keyed).proposals
    }
    assert told["Artsen mogen over hun vak spreken."] == ("toelating", "voorwaardelijk", {"rol": ["arts"]})
    assert told["Afgevaardigden mogen collega's inlichten."] == ("toelating", "ja", {})


def test_an_exception_to_a_sentence_that_stood_there_already_is_one_to_the_first(tmp_path, library, cues):
    path = tmp_path / "beleid.md"
    ban = "Filmen in de klas is verboden."
    path.write_text(
        f"# Beleid\n\n## 1. Film\n\n1.1 {ban}\n\n1.2 {ban}\n\n1.3 Eén uitzondering op 1.2: op het feest mag het.\n",
        encoding="utf-8",
    )
    imported = import_policy(path, library, cues, Keyed)
    first, exception = imported.proposals
    assert exception.exception_to == first.id
    assert load_policy(tmp_path / "concept.yml", library, imported.text)

"""HR reads these errors: the line where the mistake was made, what it is in Dutch, and how to mend it."""

from __future__ import annotations

import pytest

from magdat.files.documents import look_into, read_document
from magdat.files.problems import DocumentError

FAULTS = [
    ("titel: a\ntekst: dit: dat\n", 2, "dubbelpunt te veel"),
    ("titel: a\n  tekst: b\n", 2, "dubbelpunt te veel"),
    ("lijst:\n  b: 1\n c: 2\n", 3, "past niet bij de vorige"),
    ("lijst:\n  - a\n  b: 1\n", 3, "hoort een streepje"),
    ("tekst: - a\n", 1, "kan geen streepje"),
    ("titel: a\ntekst\nbesluit: ja\n", 2, "ontbreekt een dubbelpunt"),
    ("titel: a\nlijst: [a, b\nbesluit: ja\n", 2, "haakje is niet gesloten"),
    ("als: {moment: pauze\n", 1, "haakje is niet gesloten"),
    ("titel: a\nkapot: [", 2, "haakje is niet gesloten"),
    ("titel: a\nkapot: [\n", 2, "haakje is niet gesloten"),
    ("titel: a\nkapot: [\nregels:\n  - id: b\n", 2, "haakje is niet gesloten"),
    ("tekst: Post alleen\n  met #delinde\n  op het intranet\ntitel: a\n", 2, "alles na # telt niet mee"),
    ('titel: a\ntekst: "Dat mag\nbesluit: ja\n', 2, "aanhalingsteken is niet gesloten"),
    ("titel: a\n\ttekst: b\n", 2, "springt in met een tab"),
    ("titel:\n\t- b\n", 2, "springt in met een tab"),
    ("titel: a\n \ttekst: b\n", 2, "springt in met een tab"),
    ("lijst:\n  - a\n\t- b\n", 3, "springt in met een tab"),
    ("tekst: > b\n  c\n", 1, "geen tekst staan"),
    ("tekst: !belangrijk! b\n", 1, "niet met ! beginnen"),
    ("titel: a\ntekst: !Opgelet je mag NOOIT posten\n", 2, "niet met ! beginnen"),
    ("titel: !!python/object:os.system weg\n", 1, "niet met ! beginnen"),
    ("titel: ! b\n", 1, "niet met ! beginnen"),
    ("lijst: !alles [a, b]\n", 1, "niet met ! beginnen"),
    ("!alles titel: b\n", 1, "één woord"),
    ("titel: @home\n", 1, "niet met dit teken beginnen"),
    ('titel: "C:\\quiz"\n', 1, "betekent iets bijzonders"),
    ("  titel: a\ntekst: b\n", 2, "past niet bij het begin"),
    ("titel: a\ntekst: b\x00c\n", 2, "teken dat niet in een tekst hoort"),
    ("titel: [,]\n", 1, "ontbreekt een waarde"),
    ("%T\ntitel: a\n", 1, "niet met % beginnen"),
    ("titel: a\n---\ntitel: b\n", 2, "tweede document"),
    ("titel: a\n[b, c]: d\n", 2, "een sleutel is één woord"),
    ("titel: &a b\n", 1, "niet toegelaten"),
    ("titel: *a\n", 1, "niet toegelaten"),
    ("&a titel: b\n", 1, "één woord"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "message"), FAULTS)
def test_each_fault_has_its_line_its_name_and_a_remedy(text, line, message, tmp_path):
    path = tmp_path / "beleid.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    (problem,) = caught.value.problems
    assert (problem.line, bool(problem.remedy)) == (line, True)
    assert message in problem.message
    assert " expected" not in problem.message


def test_every_key_that_stands_twice_is_named_at_once_also_within_a_double(tmp_path):
    path = tmp_path / "beleid.yml"
    path.write_text("a: 1\nb: 2\na:\n  c: 1\n  c: 2\nb: 3\n", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    assert [problem.line for problem in caught.value.problems] == [3, 5, 6]


def test_reading_goes_on_after_a_tag_and_a_double_and_nothing_of_the_text_is_lost(tmp_path):
    path = tmp_path / "beleid.yml"
    path.write_text("a: !Opgelet je mag NOOIT\nb: 1\nb: 2\nc: !!map {d: 3}\n", encoding="utf-8")
    document = look_into(path)
    assert [problem.line for problem in document.problems] == [1, 3, 4]
    assert document.data == {"a": "!Opgelet je mag NOOIT", "b": 1, "c": {"d": 3}}


def test_a_link_that_leads_to_itself_is_said_in_dutch(tmp_path):
    path = tmp_path / "lus.yml"
    path.symlink_to(path)
    with pytest.raises(DocumentError, match="verwijst naar zichzelf"):
        read_document(path)


def test_only_a_text_without_quotes_is_cut_off_by_a_comment(tmp_path):
    path = tmp_path / "beleid.yml"
    path.write_text(
        "# uitleg\na: Post met #delinde\nb: 'Post' # uitleg\nc: 3 # drie\nd: >-\n  met #delinde\n# uitleg\n"
        "e: met#delinde\nf: # later\n  - café # g\n",
        encoding="utf-8",
    )
    assert look_into(path).cut == (("a",), ("f", 0))


def test_what_a_person_types_without_quotes_reads_as_meant(tmp_path):
    path = tmp_path / "beleid.yml"
    path.write_text(
        "vragen: [{vraag: Mag dat?, besluit: ja}, {link: https://delinde.example/a?b=c, uur: 12:30}]\n"
        'nummer: 3.10\ntekst: "3.10"\naantal: 1_000\ndag: 2026-03-01\ngeen_dag: 2026-02-30\n'
        "leeg:\nniets: ~\nwoorden: [ja, nee, yes, no, true, off]\ntelefoon: 0470123456\nmin: -5\n",
        encoding="utf-8",
    )
    data = read_document(path).data
    assert data["vragen"] == [
        {"vraag": "Mag dat?", "besluit": "ja"},
        {"link": "https://delinde.example/a?b=c", "uur": "12:30"},
    ]
    assert (data["nummer"], data["tekst"], data["aantal"], data["min"]) == (3.1, "3.10", 1000, -5)
    assert (data["dag"].isoformat(), data["geen_dag"]) == ("2026-03-01", "2026-02-30")
    assert (data["leeg"], data["niets"]) == (None, None)
    assert data["woorden"] == ["ja", "nee", "yes", "no", "true", "off"]
    assert data["telefoon"] == "0470123456"

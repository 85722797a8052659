"""A document that cannot be imported is refused in one Dutch sentence that says what to do."""

from __future__ import annotations

import contextlib
import random
import zipfile

import pytest
from fpdf import FPDF
from made_documents import odt, write_docx, write_pdf

from magdat.importing.build import import_policy
from magdat.importing.reading.opening import MAX_WORDS, read_source
from magdat.importing.source import Unreadable

TEXT = "# Beleid\n\n## 1. Kader\n\n1.1 Je mag alles delen wat op onze pagina staat, zonder dat je het eerst vraagt.\n"


def refused(path, *words):
    with pytest.raises(Unreadable) as caught:
        read_source(path)
    said = str(caught.value)
    assert "\n" not in said
    assert "→" in said or "niet te lezen" in said
    for word in words:
        assert word in said


def test_a_pdf_without_text_is_a_scan(tmp_path):
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 50, 50)
    pdf.output(str(tmp_path / "scan.pdf"))
    refused(tmp_path / "scan.pdf", "scan", "OCR")


def test_a_password_locks(tmp_path):
    refused(write_pdf(TEXT, tmp_path / "op_slot.pdf", password="geheim"), "wachtwoord")
    locked = tmp_path / "op_slot.docx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    refused(locked, "wachtwoord")
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    refused(odt("", tmp_path / "op_slot.odt", "", **{"META-INF/manifest.xml": manifest}), "wachtwoord")


def test_an_old_word_file_and_other_kinds_are_named(tmp_path):
    old = tmp_path / "oud.docx"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    refused(old, ".doc")
    for name, word in (("a.docm", "macro"), ("a.doc", ".docx"), ("a.rtf", ".docx"), ("a.xlsx", ".odt"), ("a", ".pdf")):
        path = tmp_path / name
        path.write_bytes(b"iets")
        refused(path, word)


def test_a_wrong_ending_is_put_right(tmp_path):
    write_pdf(TEXT, tmp_path / "echt.pdf").rename(tmp_path / "beleid.docx")
    refused(tmp_path / "beleid.docx", "eigenlijk een .pdf")
    write_docx(TEXT, tmp_path / "echt.docx").rename(tmp_path / "beleid.pdf")
    refused(tmp_path / "beleid.pdf", ".docx")
    write_docx(TEXT, tmp_path / "echt.docx").rename(tmp_path / "beleid.txt")
    refused(tmp_path / "beleid.txt", ".docx")
    write_docx(TEXT, tmp_path / "echt.docx").rename(tmp_path / "beleid.odt")
    refused(tmp_path / "beleid.odt", "OpenDocument")


def test_what_is_damaged_is_said_to_be(tmp_path):
    whole = {".docx": write_docx(TEXT, tmp_path / "a.docx"), ".pdf": write_pdf(TEXT, tmp_path / "a.pdf")}
    chance = random.Random(20)
    for ending, path in whole.items():
        content = path.read_bytes()
        for _ in range(12):
            broken = bytearray(content[: chance.randrange(40, len(content))])
            broken[chance.randrange(20, len(broken))] ^= 0xFF
            damaged = tmp_path / f"kapot{ending}"
            damaged.write_bytes(bytes(broken))
            with contextlib.suppress(Unreadable):  # anything else that is raised fails the test
                read_source(damaged)


def test_a_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "bom.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"word/{'document' if number == 0 else number}.xml", bytes(60_000_000))
    assert path.stat().st_size < 1_000_000
    refused(path, "pakt zich uit")
    entities = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
    odt_path = tmp_path / "bom.odt"
    with zipfile.ZipFile(odt_path, "w") as archive:
        archive.writestr("content.xml", f'<?xml version="1.0"?>{entities}<x>&b;</x>')
    refused(odt_path, "beschadigd")


def test_a_handbook_is_too_long(tmp_path):
    path = tmp_path / "handboek.txt"
    path.write_text("# Handboek\n\n" + "Je mag dit delen met iedereen. " * (MAX_WORDS // 5), encoding="utf-8")
    refused(path, str(MAX_WORDS), "bladzijden")
    pdf = FPDF()
    pdf.set_font("helvetica", size=11)
    for _ in range(301):
        pdf.add_page()
        pdf.cell(0, 10, "Je mag dit delen met iedereen die hier werkt.")
    pdf.output(str(tmp_path / "handboek.pdf"))
    refused(tmp_path / "handboek.pdf", "301 bladzijden")


def test_nothing_there_to_read(tmp_path):
    (tmp_path / "leeg.txt").write_bytes(b"")
    (tmp_path / "wit.md").write_text(" \n\n\t\n", encoding="utf-8")
    (tmp_path / "bytes.txt").write_bytes(bytes(range(256)))
    refused(tmp_path / "leeg.txt", "leeg")
    refused(tmp_path / "wit.md", "geen tekst")
    refused(tmp_path / "bytes.txt", "tekstbestand")
    refused(tmp_path / "weg.docx", "bestaat niet")
    refused(tmp_path, "map")


ENGLISH = "This policy is for everybody. You may share what is on our pages, and you must not share what is not. " * 3
FRENCH = (
    "Cette politique est pour tous. Vous pouvez partager ce qui est sur nos pages, et pas les autres avec le client. "
    * 3
)


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "Engels"), (FRENCH, "Frans")])
def test_another_language_is_named(tmp_path, library, cues, text, language):
    path = tmp_path / "policy.md"
    path.write_text(f"# Policy\n\n## 1. Frame\n\n1.1 {text}\n", encoding="utf-8")

    def never():
        pytest.fail("nothing has to be understood of a text in another language")

    with pytest.raises(Unreadable) as caught:
        import_policy(path, library, cues, never)
    assert f"in het {language}" in str(caught.value)

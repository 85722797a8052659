"""Installed as a wheel, without the repository around it, the pages can still be written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel's files, unpacked where no repository is near."""
    folder = tmp_path_factory.mktemp("wiel")
    source = folder / "bron"
    source.mkdir()
    for name in ("magdat", "nlu", "actions", "channels", "launch"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "spacy_nl"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(source)], check=True, capture_output=True)
    (wheel,) = folder.glob("magdat-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "uitgepakt")
    return folder / "uitgepakt"


def test_every_file_beside_the_code_is_in_the_wheel(installed):
    beside = [path for path in (ROOT / "magdat").rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}]
    assert beside
    assert [path for path in beside if not (installed / path.relative_to(ROOT)).is_file()] == []


@pytest.mark.parametrize(
    "arguments", [["beleid", "bijlage", "--uit", "uit.html"], ["antwoorden", "catalogus", "--uit", "uit.html"]]
)
def test_the_pages_are_written_from_the_wheel(arguments, installed, tmp_path):
    environment = {
        **os.environ,
        "PYTHONPATH": str(installed),
        "MAGDAT_BELEID": str(ROOT / "beleid" / "beleid.yml"),
        "MAGDAT_LEIDRAAD": str(ROOT / "leidraad"),
        "MAGDAT_TOESTAND": str(tmp_path / "toestand"),
    }
    program = "import magdat, sys; from magdat.cli import main; print(magdat.__file__); main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert str(installed) in done.stdout
    assert "</html>" in (tmp_path / "uit.html").read_text(encoding="utf-8")

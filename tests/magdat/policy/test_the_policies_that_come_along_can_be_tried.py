"""Every policy in beleid/voorbeelden/ can be shown and answered from; a file that changes is read again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from magdat.files.problems import DocumentError
from magdat.guidance.library import Library, load_library
from magdat.policy.shipped import FOLDER, ShippedPolicies, shipped_names, shown
from magdat.settings import ROOT


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "leidraad")


def test_each_says_what_it_is_and_can_be_answered_from(library: Library) -> None:
    policies = ShippedPolicies(library)
    assert "streng" in shipped_names()
    for name in shipped_names():
        told, loaded = shown(FOLDER / f"{name}.yml"), policies.named(name)
        assert told is not None
        assert loaded is not None
        assert (told.name, told.title, told.version) == (name, loaded.policy.title, loaded.policy.version)


def test_a_name_leads_to_no_other_file(library: Library) -> None:
    policies = ShippedPolicies(library)
    for name in ("../beleid", "", ".", "streng.yml", "/etc/passwd"):
        assert policies.named(name) is None


def test_a_file_that_changes_is_read_again_and_a_broken_one_is_refused(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "open.yml"
    shutil.copy(FOLDER / "open.yml", file)
    policies = ShippedPolicies(library, tmp_path)
    before = policies.named("open")
    assert before is not None
    assert policies.named("open") is before
    file.write_text(
        file.read_text(encoding="utf-8").replace("titel: Online bij", "titel: Anders bij"), encoding="utf-8"
    )
    os.utime(file, (1, 1))
    after = policies.named("open")
    assert after is not None
    assert after.policy.title.startswith("Anders bij")
    file.write_text("titel: [", encoding="utf-8")
    os.utime(file, (2, 2))
    assert shown(file) is None
    with pytest.raises(DocumentError):
        policies.named("open")

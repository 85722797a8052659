"""«Uitzonderingen: familie; oud-leerlingen» behind a ban are permissions that go before it, each item by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_understanding import Keyed

from magdat.files.yaml_data import read_yaml
from magdat.guidance.library import Library
from magdat.importing.build import import_policy
from magdat.importing.cues import Cues

TEXT = """\
# Code

## 1. Contact

1.1 Het personeelslid aanvaardt geen vriendschapsverzoeken van leerlingen. {}:

a) leerlingen die familie zijn tot en met de derde graad;
b) oud-leerlingen die meerderjarig zijn.
"""


@pytest.mark.parametrize("lead", ["Uitzonderingen", "Uitgezonderd"])
def test_each_item_is_an_exception_to_the_ban(lead: str, library: Library, cues: Cues, tmp_path: Path) -> None:
    path = tmp_path / "code.md"
    path.write_text(TEXT.format(lead), "utf-8")
    ban, *others = read_yaml(import_policy(path, library, cues, Keyed).text).data["uitspraken"]
    assert ban["soort"] == "verbod"
    items = [said for said in others if said.get("punt")]
    assert len(items) == 2
    for said in items:
        assert (said["soort"], said["besluit"]) == ("toelating", "voorwaardelijk")
        assert said["uitzondering_op"] == ban["id"]


def test_the_last_ban_is_meant_and_what_is_stricter_stays_forbidden(
    library: Library, cues: Cues, tmp_path: Path
) -> None:
    path = tmp_path / "code.md"
    path.write_text(
        "# Code\n\n## 1. Foto's\n\n1.1 Je mag foto's delen van een feest. Foto's van leerlingen zijn verboden.\n\n"
        "Uitzondering: in de kleedkamers mag het nooit, ook niet met akkoord.\n",
        "utf-8",
    )
    said = read_yaml(import_policy(path, library, cues, Keyed).text).data["uitspraken"]
    ban = next(each for each in said if "leerlingen" in each["tekst"])
    stricter = next(each for each in said if "kleedkamers" in each["tekst"])
    assert ban["soort"] == stricter["soort"] == "verbod"
    assert stricter["uitzondering_op"] == ban["id"]

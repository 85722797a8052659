"""Count what strangers ask about, by topic: `python -m bench.demand [--schrijf leidraad/gevraagd.yml]`.

data/ does not come along with an installed package, and `magdat beleid dekking` needs these numbers. A question that
belongs to two topics («laster_klacht / bewijs») counts for both.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GISTS = ROOT / "data" / "vragen_van_buiten.tsv"

HEAD = """\
# Hoe vaak mensen buiten het bedrijf iets over een onderwerp vroegen: in rubrieken, op fora, bij juristen en vakbonden.
# `magdat beleid dekking` zet vooraan waar het meest naar gevraagd wordt.
# Verander hier niets: dit bestand komt uit data/vragen_van_buiten.tsv, met `python -m bench.demand --schrijf`.

gevraagd:
"""


def main() -> None:
    """Print the counts, or write them to the file of the guidance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schrijf", type=Path, nargs="?", const=ROOT / "leidraad" / "gevraagd.yml", metavar="FILE.yml")
    page: Path | None = parser.parse_args().schrijf
    if page is None:
        print(told(counted()), end="")
        return
    page.write_text(told(counted()), encoding="utf-8")
    print(f"· {page}")


def counted(path: Path = GISTS) -> Counter[str]:
    """Return how often each topic is asked about."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return Counter(topic.strip() for row in rows for topic in row["onderwerp"].split("/"))


def told(counts: Counter[str]) -> str:
    """Return the text of the file, most asked first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return HEAD + "".join(f"  {topic}: {times}\n" for topic, times in ordered)


if __name__ == "__main__":
    main()

"""Copy the wheel that was built, and its LICENSE, to where the project keeps it.

python -m scripts.collect packages VERSION ../../models/spacy
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from pathlib import Path

LARGEST = 15_000_000


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", type=Path)
    parser.add_argument("version")
    parser.add_argument("target", type=Path)
    args = parser.parse_args()
    package = args.packages / f"nl_core_news_sm-{args.version}"
    wheels = sorted((package / "dist").glob(f"nl_core_news_sm-{args.version}-*.whl"))
    if len(wheels) != 1:
        print(f"Expected one wheel in {package / 'dist'}, found {len(wheels)}.", file=sys.stderr)
        return 1
    wheel = wheels[0]
    size = wheel.stat().st_size
    if size > LARGEST:
        print(f"{wheel.name} is {size} bytes: too large to commit.", file=sys.stderr)
        return 1
    args.target.mkdir(parents=True, exist_ok=True)
    for old in args.target.glob("nl_core_news_sm-*.whl"):
        old.unlink()
    shutil.copy2(wheel, args.target / wheel.name)
    shutil.copy2(package / "LICENSE", args.target / "LICENSE")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (args.target / "SHA256SUMS").write_text(f"{digest}  {wheel.name}\n", encoding="utf-8")
    print(f"{digest}  {wheel.name}  {size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())

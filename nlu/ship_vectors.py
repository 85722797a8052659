"""Write the vectors that come with the project: `python -m nlu.ship_vectors` adds those of new sentences.

A file is added for them, beside those that are there, so that a change of some sentences adds little to the history.
With --opnieuw one new file takes the place of all, without the sentences that are gone: when the encoder changed, or
when the files became many.
"""

from __future__ import annotations

import argparse
import os

from nlu.encoders import ENCODERS
from nlu.vector_cache import SHIPPED, VectorCache, key_of, pack


def sentences() -> list[str]:
    """Return every text that the model learns from, as Rasa reads it."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.shared.nlu.constants import TEXT

    importer = TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"])
    return sorted({item.get(TEXT) for item in importer.get_nlu_data().training_examples if item.get(TEXT)})


def main() -> None:
    """Encode and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--opnieuw", action="store_true", help="encode every sentence again, into one file")
    chosen = parser.parse_args()
    encoder = ENCODERS["e5"]()
    listed = sentences()
    old = sorted(SHIPPED.glob("*.npz"))
    kept = VectorCache(SHIPPED / "none", encoder.name)
    missing = {key_of(text): text for text in listed} if chosen.opnieuw else kept.missing(listed)
    if not missing:
        print(f"· all {len(listed)} sentences have their vector")
        return
    number = 0 if chosen.opnieuw else len(old)
    path = SHIPPED / f"{encoder.name}.{number:03d}.npz"
    vectors = encoder.encode(list(missing.values()))
    if chosen.opnieuw:
        for other in old:
            other.unlink()
    pack(path, dict(zip(missing, vectors)))
    print(f"· wrote {len(missing)} of {len(listed)} vectors to nlu/vectors/{path.name}")


if __name__ == "__main__":
    main()

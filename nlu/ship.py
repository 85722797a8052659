"""Write what comes with the project of its sentences: `python -m nlu.ship` adds the vectors and lemmas of new ones.

A file is added for them, beside those that are there, so that a change of some sentences adds little to the history.
The weights of the trained model that a training would learn again are written in the place of others (nlu/weights/).
With --opnieuw one new file takes the place of all, without the sentences that are gone: when the encoder or the Dutch
pipeline changed, or when the files became many. What matching knows of the guidance's statements is written anew.
"""

from __future__ import annotations

import argparse
import json
import os
import tarfile
from collections.abc import Sequence
from pathlib import Path

from nlu.encoders import TAUGHT, encoder_named
from nlu.kept_weights import SHIPPED as SHIPPED_WEIGHTS
from nlu.kept_weights import Rounded, folders_of
from nlu.lemma_store import SHIPPED_LEMMAS, files_of, packed, read_lemmas, write_lemmas
from nlu.vector_cache import SHIPPED, SHIPPED_TOLD, VectorCache, key_of, pack

MODEL = Path(__file__).resolve().parent.parent / "models" / "magdat.tar.gz"
FACTS = "topic_model.json"


def sentences() -> list[str]:
    """Return every text that the model learns from, as Rasa reads it."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.shared.nlu.constants import TEXT

    importer = TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"])
    return sorted({item.get(TEXT) for item in importer.get_nlu_data().training_examples if item.get(TEXT)})


def told_sentences() -> list[str]:
    """Return every sentence that the guidance may tell."""
    from magdat.guidance.library import load_library
    from magdat.settings import Settings
    from nlu.matching.guidance_sentences import sentences_of_guidance

    told = sentences_of_guidance(load_library(Settings.from_environment().guidance))
    return sorted({sentence for listed in told.values() for sentence in listed})


def ship_vectors(listed: Sequence[str], again: bool, folder: Path) -> None:
    """Write the vectors of the texts that have none yet in a folder, or of all."""
    encoder = encoder_named(TAUGHT)
    others = [path for path in folder.glob("*.npz") if path.name.partition(".")[0] != encoder.name]
    old = sorted(folder.glob(f"{encoder.name}.*.npz"))
    kept = VectorCache(folder / "none", encoder.name, folder)
    missing = {key_of(text): text for text in listed} if again else kept.missing(listed)
    if not missing:
        print(f"· all {len(listed)} sentences have their vector in nlu/{folder.relative_to(SHIPPED.parent)}")
        return
    path = folder / f"{encoder.name}.{0 if again else len(old):03d}.npz"
    vectors = encoder.encode(list(missing.values()))
    _replaced([*others, *(old if again else ())])
    pack(path, dict(zip(missing, vectors)))
    print(f"· wrote {len(missing)} of {len(listed)} vectors to {path.relative_to(SHIPPED.parent.parent)}")


def ship_lemmas(listed: Sequence[str], again: bool) -> None:
    """Write the lemmas of the texts that have none yet, or of all; those of another pipeline go."""
    import spacy

    from nlu.dutch_pipeline import named

    pipeline = spacy.load("nl_core_news_sm")
    name = named(pipeline)
    old = sorted(SHIPPED_LEMMAS.glob("*.txt.gz"))
    ours = files_of(name)
    known = {} if again else read_lemmas(name)
    # As Rasa's SpacyNLP reads them.
    missing = sorted(text for text in {text.lower() for text in listed} if key_of(text) not in known)
    if not missing:
        print(f"· all {len(listed)} sentences have their lemmas")
        return
    rows = {}
    for text, doc in zip(missing, pipeline.pipe(missing, batch_size=50)):
        lemmas = packed([token.text for token in doc], (token.lemma_ for token in doc))
        if lemmas is not None:
            rows[key_of(text)] = lemmas
    path = SHIPPED_LEMMAS / f"{name}.{0 if again else len(ours):03d}.txt.gz"
    _replaced(old if again else [other for other in old if other not in ours])
    write_lemmas(path, rows)
    print(f"· wrote the lemmas of {len(rows)} of {len(listed)} sentences to nlu/lemmas/{path.name}")


def ship_recognised() -> None:
    """Write how people ask each of the guidance's statements, and what it says."""
    from magdat.guidance.library import load_library
    from magdat.settings import Settings
    from nlu.matching.foundations import recognised_of
    from nlu.matching.learned import FOLDER, RECOGNISED

    found = recognised_of(load_library(Settings.from_environment().guidance))
    path = FOLDER / RECOGNISED
    before = path.read_bytes() if path.exists() else b""
    found.save(path)
    print(f"· {len(found.names)} statements are {'as they were' if path.read_bytes() == before else 'written anew'}")


def kept_by(model: Path) -> dict[str, str]:
    """Return under what the weights of a trained model are kept that took long to learn, by the part of the model.

    Raises:
        OSError: there is no such model.
    """
    found = {}
    with tarfile.open(model) as parts:
        for part in parts:
            if Path(part.name).name == FACTS and (file := parts.extractfile(part)) is not None:
                key = json.load(file).get("kept_as")
                if key is not None:
                    found[part.name] = str(key)
    return found


def ship_weights(model: Path) -> None:
    """Write the weights that the trained model rests on, where a training would take long to learn them again."""
    keys = set(kept_by(model).values())
    known = {key: found for key in keys for folder in folders_of() if (found := Rounded.read(folder / f"{key}.npz"))}
    if gone := keys - set(known):
        raise SystemExit(f"✗ {len(gone)} of the weights of {model.name} are kept no more: run «make train» again")
    new = [key for key in keys if not (SHIPPED_WEIGHTS / f"{key}.npz").is_file()]
    for key in new:
        known[key].write(SHIPPED_WEIGHTS / f"{key}.npz")
    _replaced([path for path in SHIPPED_WEIGHTS.glob("*.npz") if path.stem not in keys])
    print(f"· wrote {len(new)} of {len(keys)} files with weights to nlu/weights")


def _replaced(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink()


def main() -> None:
    """Encode and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--opnieuw", action="store_true", help="make all of them again, into one file each")
    chosen = parser.parse_args()
    listed = sentences()
    ship_vectors(listed, chosen.opnieuw, SHIPPED)
    ship_vectors(told_sentences(), chosen.opnieuw, SHIPPED_TOLD)
    ship_lemmas(listed, chosen.opnieuw)
    ship_recognised()
    ship_weights(MODEL)


if __name__ == "__main__":
    main()

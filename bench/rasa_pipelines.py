"""Train and ask a pipeline through Rasa itself, in a directory of its own."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog
import yaml

from bench.sentences import ROOT
from magdat.blas import name_kernels

STOCK: dict[str, Any] = {
    "recipe": "default.v1",
    "assistant_id": "stock",
    "language": "nl",
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True, "random_seed": 5},
    ],
}
"""What `rasa init` proposes for a language without a model of its own, with a seed."""


LABELLED = {
    "nlu.context_classifier.ContextClassifier": "data/context/gelabeld.tsv",
    "nlu.statement_classifier.StatementClassifier": "data/vragen",
}
"""The parts that learn from labelled sentences, and where those stand if config.yml does not say."""


def ours(*, with_context: bool = True) -> dict[str, Any]:
    """Return our own pipeline, without the policies.

    Args:
        with_context: with what learns from labelled sentences too (the context and the statements), and needs each of
            them among the texts; see :func:`narrowed`. The statements' own questions and examples are read beside them.
    """
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    kept = {key: config[key] for key in ("recipe", "assistant_id", "language", "pipeline")}
    if not with_context:
        return {**kept, "pipeline": [item for item in kept["pipeline"] if item["name"] not in LABELLED]}
    (importer,) = config["importers"]
    return {**kept, "importers": [{"name": importer["name"], "statements": str(ROOT / importer["statements"])}]}


def narrowed(config: dict[str, Any], texts: Collection[str], directory: Path) -> dict[str, Any]:
    """Return a configuration whose labelled sentences are those among the texts; they are written to ``directory``.

    Args:
        config: a pipeline of ours.
        texts: what it will learn from, beside what stands under the statements.
        directory: where the narrowed files go.
    """
    pipeline = []
    for component in config["pipeline"]:
        if component["name"] in LABELLED:
            source = ROOT / component.get("labelled", LABELLED[component["name"]])
            target = directory / source.relative_to(ROOT)
            files = sorted(source.glob("*.tsv")) if source.is_dir() else [source]
            for file in files:
                kept = target / file.relative_to(source)
                kept.parent.mkdir(parents=True, exist_ok=True)
                lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
                kept.write_text("".join(line for line in lines if line.split("\t")[0] in texts), encoding="utf-8")
            component = {**component, "labelled": str(target)}
        pipeline.append(component)
    return {**config, "pipeline": pipeline}


class Pipeline:
    """A pipeline trained by Rasa."""

    def __init__(self, archive: Path) -> None:
        """Load a trained model."""
        quiet()
        from rasa.core.agent import Agent

        self.archive = archive
        self._agent = Agent.load(str(archive))

    def rankings(self, texts: Sequence[str]) -> list[list[tuple[str, float]]]:
        """Return for each text the intents with their probability, likeliest first; a doubt is no intent."""
        return [
            [(item["name"], item["confidence"]) for item in parse["intent_ranking"] if item["name"] != "nlu_fallback"]
            for parse in self.parse(texts)
        ]

    def parse(self, texts: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Yield what Rasa makes of each text."""
        loop = asyncio.new_event_loop()
        try:
            for text in texts:
                yield dict(loop.run_until_complete(self._agent.parse_message(text)))
        finally:
            loop.close()


def train(config: dict[str, Any], texts: Sequence[str], labels: Sequence[str], directory: Path) -> Path:
    """Train a pipeline on texts and their labels; return the model's archive in ``directory``."""
    quiet()
    from rasa.model_training import train_nlu

    by_label: dict[str, list[str]] = {}
    for text, label in zip(texts, labels):
        # What Rasa would read as an annotation of an entity.
        by_label.setdefault(label, []).append(text.translate(str.maketrans("[]{}", "()()")))
    examples = [
        {"intent": label, "examples": "".join(f"- {text}\n" for text in listed)} for label, listed in by_label.items()
    ]
    data, settings = directory / "nlu.yml", directory / "config.yml"
    data.write_text(yaml.safe_dump({"version": "3.1", "nlu": examples}, allow_unicode=True), encoding="utf-8")
    settings.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    found = train_nlu(config=str(settings), nlu_data=str(data), output=str(directory / "models"))
    if found is None:
        raise RuntimeError("Rasa trained no model")
    return Path(found)


@contextmanager
def workplace() -> Iterator[Path]:
    """Give a directory that Rasa may fill, its cache included; remove it afterwards."""
    directory = Path(tempfile.mkdtemp(prefix="magdat-bench-"))
    os.environ["RASA_CACHE_DIRECTORY"] = str(directory / "cache")
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def quiet() -> None:
    """Keep Rasa, TensorFlow and their many warnings out of the table, and what they log out of the time of a parse."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    name_kernels(os.environ)
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    warnings.filterwarnings("ignore")
    logging.getLogger("rasa").setLevel(logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))

"""Other people's redaction, if it is installed: Presidio with the Dutch pipeline, and deduce."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

Find = Callable[[str], Iterable[tuple[int, int]]]


def others() -> dict[str, Find]:
    """Return what is installed, by name."""
    made = {"presidio_analyzer": ("Presidio", _presidio), "deduce": ("deduce", _deduce)}
    return {name: make() for module, (name, make) in made.items() if find_spec(module)}


def _presidio() -> Find:
    """Return Presidio as it comes, for Dutch: all recognisers that it knows, on the pipeline that Rasa uses."""
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    analyzer: Any = import_module("presidio_analyzer")
    provider: Any = import_module("presidio_analyzer.nlp_engine").NlpEngineProvider
    models = [{"lang_code": "nl", "model_name": "nl_core_news_sm"}]
    engine = provider(nlp_configuration={"nlp_engine_name": "spacy", "models": models}).create_engine()
    registry = analyzer.RecognizerRegistry(supported_languages=["nl"])
    registry.load_predefined_recognizers(languages=["nl"])
    made = analyzer.AnalyzerEngine(nlp_engine=engine, registry=registry, supported_languages=["nl"])
    return lambda text: [(item.start, item.end) for item in made.analyze(text, language="nl")]


def _deduce() -> Find:
    """Return deduce as it comes."""
    made: Any = import_module("deduce").Deduce()
    return lambda text: [(item.start_char, item.end_char) for item in made.deidentify(text).annotations]

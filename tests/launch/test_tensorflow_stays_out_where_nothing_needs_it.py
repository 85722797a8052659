"""Rasa runs without TensorFlow as long as config.yml names no part that needs it; such a part brings it back."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rasa

from launch import tensorflow_left_out
from launch.services import ROOT

LOOKED_UP = """
import inspect, json, sys
from pathlib import Path
from launch import tensorflow_left_out
tensorflow_left_out.use(Path("config.yml"))
import rasa.__main__
import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.diet_classifier import DIETClassifier
config = yaml.safe_load(Path("config.yml").read_text(encoding="utf-8"))
parts = [item["name"] for item in (*config["pipeline"], *config["policies"])]
found = [DefaultV1Recipe._from_registry(name).clazz.__name__ for name in parts]
import thinc.compat
asked = inspect.getmodule(compile("", "elsewhere.py", "exec"))
try:
    DIETClassifier({}, None, None, None)
except RuntimeError as error:
    refused = str(error)
loaded = sorted(name for name, module in sys.modules.items() if name.startswith(("tensorflow.", "keras")) and module)
seen = {"found": found, "loaded": loaded, "refused": refused, "thinc": thinc.compat.has_tensorflow, "asked": asked}
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What a process of its own sees that looks up every part of config.yml."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOOKED_UP], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_every_part_that_we_name_is_found(seen: dict[str, Any]) -> None:
    assert {"DutchPipeline", "TopicClassifier", "FallbackClassifier", "ContextClassifier", "RulePolicy"} <= set(
        seen["found"]
    )


def test_nothing_of_tensorflow_is_loaded(seen: dict[str, Any]) -> None:
    assert seen["loaded"] == []
    assert seen["thinc"] is False


def test_whoever_asks_all_modules_where_they_come_from_is_told(seen: dict[str, Any]) -> None:
    assert seen["asked"] is None, "no module is elsewhere.py, and none had to be read to know it"


def test_a_module_is_read_when_something_in_it_is_used_and_not_before(tmp_path: Path) -> None:
    source = tmp_path / "read_late.py"
    source.write_text("import sys\nsys.read_late = True\nfound = 7\n")
    spec = importlib.util.spec_from_file_location("read_late", source)
    assert spec is not None
    assert spec.loader is not None
    spec.loader = tensorflow_left_out.ReadLate(spec.loader)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    try:
        assert (module.__file__, module.__name__) == (str(source), "read_late")
        assert not hasattr(sys, "read_late")
        assert module.found == 7
        assert hasattr(sys, "read_late")
    finally:
        vars(sys).pop("read_late", None)


def test_a_part_that_needs_it_says_so_when_it_is_made_after_all(seen: dict[str, Any]) -> None:
    assert "DIETClassifier needs TensorFlow" in seen["refused"]


@pytest.mark.parametrize("section", ["pipeline", "policies"])
@pytest.mark.parametrize("name", sorted(tensorflow_left_out.NEEDING.values()))
def test_a_configuration_that_names_such_a_part_keeps_tensorflow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, section: str, name: str
) -> None:
    config = tmp_path / "config.yml"
    config.write_text(f"{section}:\n  - name: {name}\n", encoding="utf-8")
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    before = sys.modules.get("tensorflow"), list(sys.meta_path)
    assert not tensorflow_left_out.use(config)
    assert (sys.modules.get("tensorflow"), sys.meta_path) == before


def test_the_parts_are_where_rasa_has_them() -> None:
    listed = (Path(rasa.__file__).parent / "engine/recipes/default_components.py").read_text()
    for module, name in tensorflow_left_out.NEEDING.items():
        assert f"from {module} import {name}" in listed

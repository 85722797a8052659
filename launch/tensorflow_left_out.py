"""Rasa without TensorFlow, where the configuration names no part that needs it.

Rasa imports all of its own parts before it looks up the first one of a configuration, and six of them import
TensorFlow: 290 MB and some seconds in a process that never calls it. Those six become classes that refuse to be made,
and TensorFlow itself cannot be imported, so that whoever needs it after all hears so at once.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

NEEDING: Mapping[str, str] = {
    "rasa.nlu.classifiers.diet_classifier": "DIETClassifier",
    "rasa.nlu.selectors.response_selector": "ResponseSelector",
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer": "ConveRTFeaturizer",
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer": "LanguageModelFeaturizer",
    "rasa.core.policies.ted_policy": "TEDPolicy",
    "rasa.core.policies.unexpected_intent_policy": "UnexpecTEDIntentPolicy",
}
"""The modules of Rasa whose part needs TensorFlow, and that part."""

ON_DEMAND = "rasa.utils.train_utils"
"""Imported by parts that use it in none of the functions we call: it is read when something in it is first used."""


class Refusing:
    """Stands where a part of Rasa would stand that needs TensorFlow."""

    def __init__(self, *_: Any, **__: Any) -> None:
        """Refuse.

        Raises:
            RuntimeError: always.
        """
        name = type(self).__name__
        raise RuntimeError(f"{name} needs TensorFlow, which is left out: config.yml did not name {name} at the start")


class ReadLate(importlib.util.LazyLoader):
    """Reads a module when something in it is first used, and not yet when somebody asks where it comes from.

    `inspect`, and all that shows where in the code it is, asks that of every module there is.
    """

    def exec_module(self, module: ModuleType) -> None:
        """Put the reading off."""
        known = frozenset(vars(module)) - {"__doc__"}
        super().exec_module(module)
        late = type(module)

        def attribute(this: ModuleType, name: str) -> Any:
            read = ModuleType.__getattribute__ if name in known else late.__getattribute__
            return read(this, name)

        module.__class__ = type("ModuleReadLate", (late,), {"__getattribute__": attribute})


class Finder(MetaPathFinder, Loader):
    """Gives the modules in ``NEEDING`` without what they import."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how a module is read, None for every module that needs no care."""
        if fullname in NEEDING:
            return importlib.util.spec_from_loader(fullname, self)
        if fullname != ON_DEMAND:
            return None
        found = PathFinder.find_spec(fullname, path, target)
        if found is not None and found.loader is not None:
            found.loader = ReadLate(found.loader)
        return found

    def exec_module(self, module: ModuleType) -> None:
        """Give a module its one class."""
        name = NEEDING[module.__name__]
        setattr(module, name, type(name, (Refusing,), {"__module__": module.__name__, "__doc__": Refusing.__doc__}))


def needed(config: Path) -> bool:
    """Return whether a configuration of Rasa names a part that needs TensorFlow.

    Raises:
        OSError: the file cannot be read.
    """
    return bool(_named(yaml.safe_load(config.read_text(encoding="utf-8"))) & set(NEEDING.values()))


def _named(config: Mapping[str, Any]) -> set[str]:
    parts = [*(config.get("pipeline") or ()), *(config.get("policies") or ())]
    return {str(part.get("name")).rsplit(".", 1)[-1] for part in parts}


def use(config: Path) -> bool:
    """Leave TensorFlow out of this process, unless the configuration needs it; return whether it is left out.

    It must come before the first import of Rasa.
    """
    if needed(config):
        return False
    sys.modules["tensorflow"] = None  # type: ignore[assignment]
    sys.meta_path.insert(0, Finder())
    return True

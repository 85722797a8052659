"""A server without what Rasa reads at its start and this assistant never calls: its other channels, charts, clouds.

Half of a start is reading modules. Rasa reads all its channels, two databases' clients, a library for log-ins and the
drawing of charts before it looks up what a configuration names. What is taken out of a module by name becomes a class
that refuses to be made; a module that is only named is read when something in it is first used.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

from launch.tensorflow_left_out import ReadLate

STANDING_IN: Mapping[str, tuple[str, ...]] = {
    "rasa.core.channels.telegram": ("TelegramInput",),
    "rasa.core.channels.webexteams": ("WebexTeamsInput",),
    "rasa.core.channels.hangouts": ("HangoutsInput",),
    "rasa.core.channels.slack": ("SlackInput",),
    "rasa.core.channels.console": ("CmdlineInput",),
    "boto3.dynamodb": (),
    "boto3.dynamodb.conditions": ("Key",),
    "pymongo.collection": ("Collection",),
    "sanic_jwt": ("Initialize", "exceptions"),
}
"""Modules of which Rasa takes these names out and, with our channels and our tracker store, makes none of them."""

ON_DEMAND = frozenset({"boto3", "pymongo", "rasa.utils.plotting"})
"""Modules that Rasa names at its start and uses in functions that are not called."""


class Unused:
    """Stands where something of Rasa would stand that this server does not use."""

    def __init__(self, *_: object, **__: object) -> None:
        """Refuse.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError(f"{type(self).__name__} is left out of this server (launch/unused_left_out.py)")

    @classmethod
    def name(cls) -> str:
        """Return a name under which no channel is looked up."""
        return f"left out: {cls.__name__}"


class Finder(MetaPathFinder, Loader):
    """Gives the modules above without what they bring along."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how a module is read, None for every module that needs no care."""
        if fullname in STANDING_IN:
            return importlib.util.spec_from_loader(fullname, self, is_package=True)
        if fullname not in ON_DEMAND:
            return None
        found = PathFinder.find_spec(fullname, path, target)
        if found is not None and found.loader is not None:
            found.loader = ReadLate(found.loader)
        return found

    def exec_module(self, module: ModuleType) -> None:
        """Give a module its names."""
        for name in STANDING_IN[module.__name__]:
            setattr(module, name, type(name, (Unused,), {"__module__": module.__name__, "__doc__": Unused.__doc__}))


def use() -> None:
    """Leave it out of this process. It must come before the first import of Rasa."""
    sys.meta_path.insert(0, Finder())

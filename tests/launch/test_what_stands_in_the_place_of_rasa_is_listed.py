"""Whatever of launch/ puts something in Rasa's place stands in one list with why, and what it names is there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import rasa

import launch
from launch.replaced import REPLACED

FOLDER = Path(launch.__file__).parent
PACKAGES = Path(rasa.__file__).parents[1]


def test_each_module_that_does_is_listed_and_no_other() -> None:
    def uses(path: Path) -> bool:
        body = ast.parse(path.read_text(encoding="utf-8")).body
        return any(isinstance(item, ast.FunctionDef) and item.name == "use" for item in body)

    assert sorted(path.stem for path in FOLDER.glob("*.py") if uses(path)) == sorted(item.module for item in REPLACED)


@pytest.mark.parametrize("name", [name for item in REPLACED for name in item.instead_of])
def test_what_is_replaced_is_there(name: str) -> None:
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        module = PACKAGES / Path(*parts[:end])
        if module.is_dir() or module.with_suffix(".py").is_file():
            break
    source = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
    text = source.read_text(encoding="utf-8")
    assert all(rest in text for rest in parts[end:])

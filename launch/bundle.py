"""Join the widget's modules and style sheets to the one file that a page loads."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

IMPORT = re.compile(r'^import (?P<names>\{[^}]*\}|\w+) from "(?P<path>\.[^"]+)"(?: with \{ type: "css" \})?;$', re.M)
EXPORT = re.compile(r"^export (?=(?:(?:async )?function\*?|class|const) (?P<name>\w+))", re.M)
COMMENT = re.compile(r"^[ \t]*(?:/\*(?:[^*]|\*(?!/))*\*/|//.*)[ \t]*\n", re.M)
BESIDE = re.compile(r"""[ \t]+// [^"'`\n]*$""", re.M)  # with a quote in it, it may be inside a text
INDENTED = re.compile(r"^[ \t]+", re.M)
LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.M)

SHEET = "const {name} = new CSSStyleSheet();\n{name}.replaceSync({text});\n"


class NotJoined(ValueError):
    """The modules cannot be joined as they stand."""


class Bundle:
    """One classic script out of modules that import each other by name.

    Each module becomes a function that runs once and gives what it exports, so names of one are no names of another.
    What the widget needs of the language is all there is: ``import {…} from "./x.js"``, style sheets, and ``export``
    before a declaration. Anything else is refused, so that a file that works is the only kind there is.
    """

    def __init__(self, entry: Path, replaced: Mapping[Path, str] | None = None) -> None:
        """Begin at ``entry``; ``replaced`` gives other text for some of the modules."""
        self._entry = entry.resolve()
        self._replaced = {path.resolve(): text for path, text in (replaced or {}).items()}
        self._names: dict[Path, str] = {}
        self._pieces: list[str] = []

    def text(self) -> str:
        """Return the script.

        Raises:
            NotJoined: a module is missing, imports itself by way of others, or is written in another way.
        """
        self._names.clear()
        self._pieces.clear()
        self._join(self._entry, ())
        return '(() => {\n"use strict";\n' + "".join(self._pieces) + "})();\n"

    def _join(self, path: Path, above: tuple[Path, ...]) -> str:
        if path in above:
            raise NotJoined(f"{path.name} imports itself by way of {above[-1].name}")
        if path in self._names:
            return self._names[path]
        try:
            source = self._replaced.get(path) or path.read_text(encoding="utf-8")
        except OSError as error:
            raise NotJoined(f"{above[-1].name if above else 'the widget'} imports {path.name}: {error}") from error
        if path.suffix == ".css":
            name = self._named(path)
            self._pieces.append(SHEET.format(name=name, text=json.dumps(_small(source), ensure_ascii=False)))
            return name

        def imported(found: re.Match[str]) -> str:
            other = self._join((path.parent / found["path"]).resolve(), (*above, path))
            return f"const {found['names'].replace(' as ', ': ')} = {other};"

        body = IMPORT.sub(imported, source)
        exports = [found["name"] for found in EXPORT.finditer(body)]
        body = EXPORT.sub("", body)
        if strange := LEFT_OVER.search(body):
            raise NotJoined(f"{path.name}: {strange[0]}")
        name = self._named(path)
        self._pieces.append(f"const {name} = (() => {{\n{_small(body)}return {{ {', '.join(exports)} }};\n}})();\n")
        return name

    def _named(self, path: Path) -> str:
        self._names[path] = f"m{len(self._names)}"
        return self._names[path]


def _small(source: str) -> str:
    """Leave out comments and indentation; packing does the rest."""
    return INDENTED.sub("", BESIDE.sub("", COMMENT.sub("", source))).replace("\n\n", "\n")

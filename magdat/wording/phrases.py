"""The assistant's fixed sentences, which HR may rewrite (leidraad/zinnen.yml)."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from pydantic import Field

from magdat.files.documents import Document, parse, read_document
from magdat.files.problems import DocumentError, MagDatError, Problem
from magdat.files.schema import FilledModel, Text
from magdat.files.unchanged import while_unchanged


class PhraseFile(FilledModel):
    """leidraad/zinnen.yml."""

    phrases: dict[str, Text] = Field(..., alias="zinnen")
    values: dict[str, dict[str, Text] | Text] = Field(..., alias="waarden")


class PhraseError(MagDatError):
    """A sentence asks for something that the code does not give it; a fault in zinnen.yml."""


class Phrases:
    """Fill in the fixed sentences."""

    def __init__(self, phrases: Mapping[str, str], values: Mapping[str, Mapping[str, str] | str]) -> None:
        """Compile every sentence.

        Raises:
            TemplateSyntaxError: a sentence's braces do not match.
        """
        environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
        self._templates = {key: environment.from_string(text) for key, text in phrases.items()}
        self._values = values

    def knowing(self, names: Mapping[str, Mapping[str, str]]) -> Phrases:
        """Return the sentences with names for more values of the context: for each dimension, a value and its name."""
        more = {
            dimension: {value: self.say(f"waarde_{dimension}", naam=name) for value, name in values.items()}
            for dimension, values in names.items()
            if values
        }
        told = {name: item for name, item in self._values.items() if isinstance(item, Mapping)}
        fresh = copy.copy(self)
        fresh._values = {**self._values, **{name: {**item, **told.get(name, {})} for name, item in more.items()}}
        return fresh

    def say(self, key: str, **parts: object) -> str:
        """Return one sentence, filled in.

        Raises:
            PhraseError: there is no such sentence, or it asks for a part that was not given.
        """
        template = self._templates.get(key)
        if template is None:
            raise PhraseError(f"leidraad/zinnen.yml heeft geen zin «{key}»")
        try:
            return template.render(**parts)
        except UndefinedError as error:
            raise PhraseError(f"leidraad/zinnen.yml, zin «{key}»: {error}") from error

    def value(self, dimension: str, value: str) -> str:
        """Return how a value of the context is called, as the start of a sentence or on a button."""
        named = self.named(dimension, value)
        if named is not None:
            return named
        fallback = self._values.get(value)
        return fallback if isinstance(fallback, str) else value.replace("_", " ").capitalize()

    def named(self, dimension: str, value: str) -> str | None:
        """Return how zinnen.yml calls a value of the context, ``None`` when it has no words for it."""
        named = self._values.get(dimension)
        return named.get(value) if isinstance(named, Mapping) else None

    def keys(self) -> set[str]:
        """Return the names of all sentences."""
        return set(self._templates)


@while_unchanged
def load_phrases(path: Path) -> Phrases:
    """Read leidraad/zinnen.yml, once in a process as long as it does not change.

    Raises:
        DocumentError: a sentence is missing, empty, or its braces do not match.
    """
    document = read_document(path)
    model = parse(PhraseFile, document)
    try:
        return Phrases(model.phrases, model.values)
    except TemplateSyntaxError:
        raise DocumentError(_wrong_braces(model.phrases, document)) from None


def _wrong_braces(phrases: Mapping[str, str], document: Document) -> list[Problem]:
    problems, environment = [], SandboxedEnvironment()
    for key, text in phrases.items():
        try:
            environment.from_string(text)
        except TemplateSyntaxError as error:
            line = document.line(("zinnen", key))
            problems.append(
                Problem(
                    document.path, line, f"«{key}»: de accolades kloppen niet ({error.message})", "schrijf {{ naam }}"
                )
            )
    return problems

"""Examples in a policy: people read them, and `magdat beleid test` runs them."""

from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import Field, root_validator

from magdat.files.schema import FilledModel, Reference, Text
from magdat.policy.clause_number import ClauseNumber
from magdat.policy.decision import Decision
from magdat.situation import DIMENSIONS, Device, Moment, Situation


class FirstWord(str, Enum):
    """With what an honest answer to a question begins."""

    YES = "ja"
    NO = "nee"
    NONE = "geen"


class ExampleContext(FilledModel):
    """One situation, for an example that needs no question."""

    moment: Moment | None = Field(None, alias="moment", description="werkuren, pauze of buiten_werkuren.")
    platform: Reference | None = Field(None, alias="platform", description="Eén platform.")
    device: Device | None = Field(None, alias="toestel", description="eigen of werk.")
    role: Reference | None = Field(None, alias="rol", description="Wie het doet.")
    department: Reference | None = Field(None, alias="afdeling", description="Eén afdeling.")
    content: Reference | None = Field(None, alias="inhoud", description="Waarover het gaat.")
    audience: Reference | None = Field(None, alias="publiek", description="Over of met wie het gaat.")
    site: Reference | None = Field(None, alias="vestiging", description="Eén vestiging.")

    @property
    def situation(self) -> Situation:
        """Return the situation that the example is about."""
        found = {dimension: getattr(self, name) for dimension, name in _FIELD_OF.items()}
        return Situation.of({key: getattr(value, "value", value) for key, value in found.items()})


_FIELD_OF = {field.alias: name for name, field in ExampleContext.__fields__.items()}
if set(_FIELD_OF) != set(DIMENSIONS):  # a programming error, caught at import
    raise RuntimeError("the context of an example and the dimensions of a situation differ")


class Example(FilledModel):
    """A question as somebody asks it, or a situation; with what comes out."""

    question: Text | None = Field(None, alias="vraag", description="Zoals iemand het zou vragen.")
    context: ExampleContext | None = Field(
        None, alias="context", description="Een situatie in plaats van een vraag; die test kent geen taalmodel."
    )
    opening: FirstWord | None = Field(
        None, alias="opening", description="Waarmee een eerlijk antwoord begint: ja, nee of geen."
    )
    decision: Decision | None = Field(None, alias="besluit", description="Het besluit dat eruit moet komen.")
    clause: ClauseNumber | None = Field(None, alias="artikel", description="Het artikel waarop het besluit steunt.")

    @root_validator(skip_on_failure=True)
    def _one_of_two(cls, values: dict[str, Any]) -> dict[str, Any]:
        question, context = values.get("question"), values.get("context")
        if (question is None) == (context is None):
            raise ValueError("een voorbeeld heeft een vraag of een context → schrijf precies één van de twee")
        if context is not None and values.get("decision") is None:
            raise ValueError("bij een context hoort een besluit → schrijf wat eruit moet komen")
        if context is not None and values.get("opening") is not None:
            raise ValueError("«opening» hoort bij een vraag → schrap ze, of schrijf een vraag")
        return values


class RuleExample(Example):
    """An example of a rule, which always says what is decided."""

    decision: Decision = Field(..., alias="besluit", description="Het besluit dat eruit moet komen.")

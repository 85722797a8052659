"""The company's own topics, words and documents: what no file of the product has to know."""

from __future__ import annotations

from typing import Any

from pydantic import Field, root_validator

from magdat.files.schema import FilledModel, Name, Text
from magdat.guidance.vocabulary import Words


class OwnTopic(FilledModel):
    """A topic that the guidance does not have."""

    id: Name = Field(..., alias="id", description="Korte naam, anders dan die van de leidraad.")
    title: Text = Field(..., alias="titel", description="Hoe het onderwerp heet.")
    border: Text = Field(..., alias="grens", description="Wat erbij hoort en wat niet, in één of twee zinnen.")
    examples: tuple[Text, ...] = Field((), alias="voorbeelden", description="Vragen die erover gaan.")


class OwnWords(Words):
    """The company's own words for the context."""


class ReferredDocument(FilledModel):
    """A document that statements refer to."""

    id: Name = Field(..., alias="id", description="Korte naam.")
    title: Text = Field(..., alias="titel", description="Hoe het document heet.")
    place: Text | None = Field(None, alias="plaats", description="Waar het staat, in woorden.")
    link: Text | None = Field(None, alias="link", description="Webadres, als er een is.")

    @root_validator(skip_on_failure=True)
    def _somewhere(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not (values.get("place") or values.get("link")):
            raise ValueError("dit document is nergens te vinden → vul plaats of link in")
        return values

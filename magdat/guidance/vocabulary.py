"""Words for what the context can hold beside what the understanding was trained on: audiences, roles.

The guidance has such words for everybody (leidraad/woorden.yml), and a company adds its own in its policy.
"""

from __future__ import annotations

from pydantic import Field

from magdat.files.schema import FileModel, FilledModel, Name, Text


class Word(FilledModel):
    """One value of the context, what people call it, and how they type it."""

    id: Name = Field(..., alias="id", description="Korte naam, zoals je hem bij «als» schrijft.")
    name: Text = Field(..., alias="naam", description="Hoe het heet in een antwoord.")
    forms: tuple[Text, ...] = Field(
        (), alias="woorden", description="Hoe mensen het typen; een * op het einde staat voor elk vervolg."
    )


KEYS = {
    "platform": "platformen",
    "rol": "rollen",
    "afdeling": "afdelingen",
    "inhoud": "inhoud",
    "publiek": "publiek",
    "vestiging": "vestigingen",
}
"""For each dimension of the context that has words, the key that holds them."""


class Words(FilledModel):
    """Words by what they are about."""

    platforms: tuple[Word, ...] = Field((), alias="platformen", description="Platformen en systemen.")
    contents: tuple[Word, ...] = Field((), alias="inhoud", description="Waarover een bericht kan gaan.")
    audiences: tuple[Word, ...] = Field((), alias="publiek", description="Over of met wie het kan gaan.")
    roles: tuple[Word, ...] = Field((), alias="rollen", description="Wie iets doet of vraagt.")
    departments: tuple[Word, ...] = Field((), alias="afdelingen", description="Afdelingen en diensten.")
    sites: tuple[Word, ...] = Field((), alias="vestigingen", description="Vestigingen en plaatsen.")

    def by_dimension(self) -> dict[str, tuple[Word, ...]]:
        """Return the words of each dimension of the context."""
        return {
            "platform": self.platforms,
            "rol": self.roles,
            "afdeling": self.departments,
            "inhoud": self.contents,
            "publiek": self.audiences,
            "vestiging": self.sites,
        }


class Vocabulary(FileModel):
    """leidraad/woorden.yml."""

    words: Words = Field(..., alias="woorden")

"""The kind of organisation: some law holds for one and not for another."""

from __future__ import annotations

from enum import Enum


class Sector(str, Enum):
    """The kind of organisation, where the law differs between them."""

    PRIVATE = "privé"
    CARE = "zorg"
    EDUCATION = "onderwijs"
    PUBLIC = "overheid"
    NONPROFIT = "social_profit"

"""What a valid policy does against the law or the guidance (*waarschuwing*), and what could be better (*tip*)."""

from magdat.advice.advise import advise

__all__ = ["advise"]

"""Which other clause a text speaks of: «in afwijking van § 1», «een uitzondering op 2.2», «Op G3: …»."""

from __future__ import annotations

import re

_NUMBER = r"\d{1,3}(?:\.\d{1,3})*"
_PARAGRAPH = rf"(?:§|paragraaf|lid)\s*(?P<paragraph>{_NUMBER})"
_CLAUSE = r"(?P<clause>[A-Z]{1,2}\.?\d{1,2}(?:\.\d{1,2})?|\d{1,3}(?:\.\d{1,3})+)"
_ARTICLE = rf"(?:artikel|art\.)\s*(?P<article>{_NUMBER})(?:\s*,?\s*(?:§|paragraaf)\s*(?P<of_article>{_NUMBER}))?"
_REFERENCE = re.compile(rf"{_ARTICLE}|{_PARAGRAPH}|\b{_CLAUSE}\b", re.IGNORECASE)


def referred_to(text: str, clause: str) -> list[str]:
    """Return the numbers of the clauses that a text names, in order.

    Args:
        text: what a clause says.
        clause: the number of that clause: «§ 1» is a paragraph of the same article.
    """
    found = []
    for match in _REFERENCE.finditer(text):
        named = match.groupdict()
        if named["article"]:
            found.append(".".join(part for part in (named["article"], named["of_article"]) if part))
        elif named["paragraph"]:
            article = clause.rpartition(".")[0]
            found.append(f"{article}.{named['paragraph']}" if article else named["paragraph"])
        elif named["clause"][0].isdigit() or named["clause"][0].isupper():
            found.append(named["clause"])
    return found

"""How mail programs write what is not an answer (leidraad/post.yml): quotes, signatures, absence, bounces."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from pydantic import Field, validator

from magdat.files.documents import parse, read_document
from magdat.files.schema import FilledModel, Text, readable_form

MOST = 700
"""Characters of a line that is looked at; no attribution, label or greeting is longer."""


class MailForms(FilledModel):
    """leidraad/post.yml."""

    attribution: tuple[Text, ...] = Field(..., alias="inleiding")
    sender_label: tuple[Text, ...] = Field(..., alias="kop_afzender")
    other_label: tuple[Text, ...] = Field(..., alias="kop_verder")
    separator: tuple[Text, ...] = Field(..., alias="scheiding")
    sent_with: tuple[Text, ...] = Field(..., alias="verstuurd_met")
    greeting: tuple[Text, ...] = Field(..., alias="groet")
    postscript: Text = Field(..., alias="naschrift")
    below: tuple[Text, ...] = Field(..., alias="onderaan")
    above: tuple[Text, ...] = Field(..., alias="bovenaan")
    absent: tuple[Text, ...] = Field(..., alias="afwezig")
    bounced: tuple[Text, ...] = Field(..., alias="onbestelbaar")

    _readable = validator(
        "attribution",
        "separator",
        "sent_with",
        "greeting",
        "below",
        "above",
        "absent",
        "bounced",
        each_item=True,
        allow_reuse=True,
    )(readable_form)
    _readable_too = validator("postscript", allow_reuse=True)(readable_form)

    def label_of(self, line: str) -> str:
        """Return the label that a line begins with, such as ``van`` or ``onderwerp``; empty without one."""
        found = re.match(r"\W{0,3}([\w]{1,12})\s?:", line[:MOST])
        label = found[1].lower() if found else ""
        return label if label in self.sender_label or label in self.other_label else ""


def is_one_of(forms: tuple[str, ...], line: str) -> bool:
    """Return whether a line has one of the forms."""
    return any(re.search(form, line[:MOST], re.IGNORECASE) for form in forms)


@lru_cache
def load_mail_forms(path: Path) -> MailForms:
    """Read leidraad/post.yml.

    Raises:
        DocumentError: the file is missing, or something in it is wrong.
    """
    return parse(MailForms, read_document(path))

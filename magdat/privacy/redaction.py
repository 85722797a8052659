"""Being written."""

from __future__ import annotations

import re


class Redactor:
    def spans(self, text: str) -> list[object]:
        return []

    def redact(self, text: str) -> str:
        return re.sub(r"\S+@\S+", "<e-mail>", text)

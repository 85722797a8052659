"""Refuse a request whose head contradicts itself, before anybody reads its body.

Sanic 21.12 believes what a head says of its body's length: with a negative one it reads for ever, and serves nobody.
"""

from __future__ import annotations

import re
from typing import Any

from sanic import Sanic
from sanic.exceptions import InvalidUsage
from sanic.request import Request

_LENGTH = re.compile(r"[0-9]{1,15}")


class HeadedRequest(Request):
    """A request that says once, and in digits, how long its body is."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """Take a request as it comes in.

        Raises:
            InvalidUsage: its head contradicts itself.
        """
        super().__init__(*given, **named)
        lengths: list[str] = self.headers.getall("content-length", [])
        codings: list[str] = self.headers.getall("transfer-encoding", [])
        if len(lengths) + len(codings) > 1:
            raise InvalidUsage("Bad Request")
        if any(not _LENGTH.fullmatch(length) for length in lengths) or any(coding != "chunked" for coding in codings):
            raise InvalidUsage("Bad Request")


async def check_heads(app: Sanic, _: object = None) -> None:
    """Have every request of this server checked, of whatever channel; for before the server starts."""
    app.request_class = HeadedRequest

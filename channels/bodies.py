"""Read the body of a request, but never more of it than anybody needs."""

from __future__ import annotations

import json
from typing import Any

from sanic.request import Request

MAX_BODY = 64_000
"""Bytes of a request; more is refused before it is read."""


class TooLarge(Exception):
    """A body is longer than is read."""


async def read_body(request: Request, *, most: int = MAX_BODY) -> bytes:
    """Read the body of a request whose route streams.

    Args:
        request: the request.
        most: how many bytes it may be.

    Raises:
        TooLarge: it is longer than allowed; the rest was not read.
    """
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > most:
        raise TooLarge
    body = bytearray()
    while request.stream is not None and (piece := await request.stream.read()) is not None:
        body += piece
        if len(body) > most:
            raise TooLarge
    return bytes(body)


def json_of(body: bytes) -> Any:
    """Return what a body holds, ``None`` when it is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None

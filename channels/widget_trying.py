"""An answer by another policy: for who looks at the example page on the machine itself, and for nobody else."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from rasa.core.channels.channel import UserMessage
from sanic.request import Request

from channels.base import OnNewMessage
from magdat.policy.shipped import TRIED


def may_try(request: Request) -> bool:
    """Return whether a request comes from a page that was opened on the machine itself.

    On the intranet of a company everybody is answered from its own policy: a browser says on which site it is, and
    whoever makes up a head on the command line fools themselves alone.
    """
    try:
        host = urlsplit(request.headers.get("origin", "")).hostname or ""
    except ValueError:
        return False
    return host == "localhost" or _is_loopback(host)


def trying(policy: str, on_new_message: OnNewMessage) -> OnNewMessage:
    """Return what hands a message to Rasa with the policy that it is to be answered by.

    Args:
        policy: the name of one that comes with the assistant (magdat/policy/shipped.py).
        on_new_message: what Rasa gave the channel.
    """

    async def hand_over(message: UserMessage) -> Any:
        message.metadata = {**(message.metadata or {}), TRIED: policy}
        return await on_new_message(message)

    return hand_over


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

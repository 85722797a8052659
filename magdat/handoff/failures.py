"""How a way out can fail: for a while, or until somebody mends something."""

from __future__ import annotations


class DeliveryFailure(Exception):
    """A message was not taken. Its text is a short code for operators, and never quotes the message.

    DeliveryFailure
    ├── TemporaryFailure  trying again later may help
    └── PermanentFailure  trying again is no use until somebody mends something
    """


class TemporaryFailure(DeliveryFailure):
    """The other side is away or busy."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        """Take the code, and the seconds that the other side asks to wait, if it does."""
        super().__init__(reason)
        self.retry_after = retry_after


class PermanentFailure(DeliveryFailure):
    """The other side refuses the message, and would refuse it again."""

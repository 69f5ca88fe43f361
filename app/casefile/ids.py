"""UUIDv7: ids that never collide between two relatives' copies, and sort by time of making."""

import secrets
import threading
import time
import uuid
from collections.abc import Callable

_SEQUENCE_BITS = 12
_RANDOM_BITS = 62


class IdSource:
    """Makes ids; within one source each is greater than the one before.

    Args:
        milliseconds: the clock, in milliseconds since 1970.
        random_bits: returns that many random bits.
    """

    def __init__(
        self,
        milliseconds: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        random_bits: Callable[[int], int] = secrets.randbits,
    ) -> None:
        self._milliseconds = milliseconds
        self._random_bits = random_bits
        self._last = 0
        self._lock = threading.Lock()

    def __call__(self) -> str:
        """Return a new id as text."""
        with self._lock:
            now = self._milliseconds() << _SEQUENCE_BITS
            # A clock set back, or many ids in one millisecond: count on from the last one.
            self._last = now if now > self._last else self._last + 1
            stamp, sequence = divmod(self._last, 1 << _SEQUENCE_BITS)
        high = (stamp & (1 << 48) - 1) << 16 | 7 << _SEQUENCE_BITS | sequence
        low = 2 << _RANDOM_BITS | self._random_bits(_RANDOM_BITS)
        return str(uuid.UUID(int=high << 64 | low))


new_id = IdSource()
"""Makes the ids of this process."""


def is_id(text: str) -> bool:
    """Tell whether text is an id in the one form it is written in."""
    if len(text) != 36:
        return False
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False

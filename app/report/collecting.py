"""Pausing the collector of unreachable objects while a page is made.

A page is thousands of small tuples that are all kept until it is done: looking through them again
and again for something to free takes half as long as making them.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_paused() -> Iterator[None]:
    """Pause the collector; it goes on afterwards if it was on before."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

"""Keeps Python 3.11 alive under PySide6 6.12.

PySide6 6.12.0 is built for interpreters in which `None`, `True` and `False` are immortal (Python
3.12 and later). It is offered for 3.11 too, where every call that returns `None` takes one
reference too many, and after some thousand calls the interpreter ends with "none_dealloc".
Measured: 6.12.0 loses one reference a call on 3.11.2; 6.11.3 loses none.

Until a release counts again, the three objects get more references than a program can use up.
To be taken out together with Python 3.11.
"""

import ctypes
import sys

_MANY = sys.maxsize >> 8
_FIRST_IMMORTAL = (3, 12)


def keep_none_alive() -> None:
    """Give `None`, `True` and `False` references enough for any length of work."""
    if sys.version_info >= _FIRST_IMMORTAL:
        return
    for lasting in (None, True, False):
        if sys.getrefcount(lasting) < _MANY // 2:
            # CPython keeps the count of references in the first field of every object.
            ctypes.c_ssize_t.from_address(id(lasting)).value += _MANY

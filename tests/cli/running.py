"""What running a command gives back."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple


class Ran(NamedTuple):
    """What a command did: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Read the result as one JSON document."""
        return json.loads(self.out)


Run = Callable[..., Ran]

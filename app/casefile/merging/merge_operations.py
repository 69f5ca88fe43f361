"""Which operations of a history brought in a copy."""

from app.casefile.history import Operation

_A_COPY = "bring in a copy"
_THE_COPY = "bring in the copy of "


def merge_name(their_name: str) -> str:
    """Return what bringing in a copy is called: "bring in the copy of Dan (father)"."""
    return f"{_THE_COPY}{their_name}" if their_name else _A_COPY


def is_merge(operation: Operation) -> bool:
    """Tell whether an operation brought in a copy, also one that left choices open."""
    if operation.kind != "do":
        return False
    named = operation.name == _A_COPY or operation.name.startswith(_THE_COPY)
    return named or operation.target is not None

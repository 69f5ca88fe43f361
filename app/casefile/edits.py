"""What an operation does to rows, and what it says it touched."""

from collections.abc import Mapping
from dataclasses import field
from typing import TypeAlias

from app.case.declaration import Entity
from app.case.value_class import value_class


@value_class
class Insert:
    """A new row. Position 0 puts it at the end of its list."""

    entity: Entity


@value_class
class Update:
    """New content for the row with the entity's id; the same content writes nothing."""

    entity: Entity


@value_class
class Delete:
    """Removes a row with its parts; what pointed to it points nowhere afterwards."""

    table: str
    id: str


@value_class
class Reorder:
    """Puts rows of one list into the given order; `ids` names all of them."""

    table: str
    ids: tuple[str, ...]


@value_class
class Attach:
    """Keeps a file's content in the case; `sha256` is of the content, lower-case hex."""

    sha256: str
    name: str
    content: bytes = field(repr=False)


Edit: TypeAlias = Insert | Update | Delete | Reorder | Attach


@value_class
class Changes:
    """What one operation touched.

    Attributes:
        operation_id: its id in the history, None where nothing was changed.
        name: what was done, such as "delete lab result, 12 March".
        ids: the rows touched, by table.
    """

    operation_id: str | None
    name: str
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.operation_id is not None

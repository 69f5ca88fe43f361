"""Making a new case file: empty, or from a case JSON."""

from pathlib import Path

from app.case.entities import CaseInfo, Patient
from app.case.value_class import value_class
from app.casefile import CaseFile, Insert, create_from_json, new_id
from app.usecases.author import author_here


@value_class
class NewCase:
    """What came of making a case.

    Attributes:
        path: the new file.
        notes: one line for each thing worth knowing, such as unknown keys that were kept.
    """

    path: Path
    notes: tuple[str, ...] = ()


def new_case(path: Path, *, name: str | None = None, password: str | None = None) -> NewCase:
    """Make an empty case; a first name is all that is ever asked for.

    Raises:
        CasebookError: there is a file already, or the place cannot be written.
    """
    rows = [
        Insert(CaseInfo(id=new_id(), title=name)),
        Insert(Patient(id=new_id(), display_name=name)),
    ]
    CaseFile.create(path, rows, author=author_here(), password=password).close()
    return NewCase(path)


def case_from_json(
    path: Path, source: Path, *, password: str | None = None, origin: str = ""
) -> NewCase:
    """Make a case from a case JSON, whole or not at all.

    `origin` tells where entries come from that name no record, else the file's name does.

    Raises:
        CasebookError: the JSON holds wrong values (`places` lists every one), there is a file
            already, or the place cannot be written.
    """
    notes = create_from_json(path, source, author=author_here(), password=password, origin=origin)
    return NewCase(path, notes)

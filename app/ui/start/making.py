"""From what was entered at the beginning to an open case."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.case.declaration import Entity
from app.case.entities import Diagnosis
from app.errors import CasebookError
from app.resource_files import resource_file
from app.settings import AUTHOR, Settings
from app.ui.start.new_case_dialog import Beginning
from app.ui.words import translate
from app.usecases import entries
from app.usecases.make_case import case_from_json, new_case
from app.usecases.session import Session


def make_and_open(beginning: Beginning, settings: Settings) -> Session:
    """Make the case file, note what was told, and open it.

    Raises:
        CasebookError: the place cannot be written, or the JSON holds wrong values; nothing was
            made.
    """
    if beginning.me:
        settings.set(AUTHOR, beginning.me)
    place, password = beginning.place, beginning.password
    if beginning.source is not None:
        case_from_json(place, beginning.source, password=password)
    else:
        new_case(place, name=beginning.name, password=password)
    session = Session.open(place, password=password)
    told = _told(session, beginning) if beginning.source is None else []
    if told:
        entries.save_several(session, translate("Making", "first entries"), told)
    with suppress(CasebookError):  # the list of recent files is a convenience
        settings.remember_file(place)
    return session


def open_example(folder: Path) -> Session:
    """Make the example anew in `folder` and open it for reading only.

    Raises:
        CasebookError: the folder cannot be written.
    """
    place = folder / "Example.casebook"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
    except OSError as error:
        raise CasebookError(
            "The example could not be made on this computer. Your cases are safe. "
            "Perhaps the disk is full."
        ) from error
    case_from_json(place, resource_file("example/case.json"))
    return Session.open(place, read_only=True)


def _told(session: Session, beginning: Beginning) -> list[Entity]:
    told: list[Entity] = []
    if beginning.born is not None:
        told.append(replace(session.case.patient, birth_date=beginning.born))
    if beginning.diagnosis:
        told.append(entries.blank(Diagnosis, name_on_report=beginning.diagnosis))
    return told

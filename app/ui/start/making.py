"""From what was entered at the beginning to an open case."""

from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from app import __version__
from app.case.declaration import Entity
from app.case.entities import CarePerson, Diagnosis
from app.errors import CasebookError
from app.resource_files import resource_file
from app.settings import AUTHOR, Settings
from app.ui.start.new_case_dialog import Beginning
from app.ui.words import translate
from app.usecases import entries
from app.usecases.example_trials import FILES, add_example_trials
from app.usecases.make_case import case_from_json, new_case
from app.usecases.session import Session

_EXAMPLE = "example/case.json"


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
    """Open the example for reading only; it is made in `folder` when it is not there yet.

    Raises:
        CasebookError: the folder cannot be written.
    """
    place = folder / f"Example {_content_of_example()}.casebook"
    with suppress(CasebookError):
        return Session.open(place, read_only=True)
    _remove_examples(folder)
    case_from_json(place, resource_file(_EXAMPLE), origin=translate("Making", "family notes"))
    with Session.open(place) as session:
        add_example_trials(session)
    return Session.open(place, read_only=True)


def _content_of_example() -> str:
    """Return a short name for what the example is made from, so that a newer one replaces it."""
    digest = sha256(__version__.encode())
    for source in (_EXAMPLE, *(f"example/trials/{name}" for name in FILES)):
        digest.update(resource_file(source).read_bytes())
    return digest.hexdigest()[:8]


def _remove_examples(folder: Path) -> None:
    """Make room for the example.

    Raises:
        CasebookError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("Example*.casebook"):
            old.unlink()
    except OSError as error:
        raise CasebookError(
            "The example could not be made on this computer. Your cases are safe. "
            "Perhaps the disk is full."
        ) from error


def _told(session: Session, beginning: Beginning) -> list[Entity]:
    told: list[Entity] = []
    if beginning.born is not None:
        told.append(replace(session.case.patient, birth_date=beginning.born))
    if beginning.diagnosis:
        told.append(entries.blank(Diagnosis, name_on_report=beginning.diagnosis))
    if beginning.hospital:
        main = translate("Making", "Main hospital")
        told.append(entries.blank(CarePerson, role=main, place=beginning.hospital))
    return told

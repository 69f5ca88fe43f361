"""Letters that ask each hospital for the records that are not here."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.case.case import Case
from app.case.entities import (
    CellTherapy,
    Diagnosis,
    Radiation,
    Transplant,
    Treatment,
)
from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.errors import CasebookError
from app.report import make_pdf
from app.report.options import PrintOptions
from app.report.outline.document import Outline
from app.report.requests.letter import RequestedRecord, RequestLetter, letters_outline
from app.usecases.output_files import write_whole
from app.usecases.page_choice import PageChoice
from app.usecases.print_options import options_of
from app.usecases.records_hunter import HunterItem, records_hunter
from app.usecases.safe_names import names_apart, safe_stem
from app.usecases.session import Session

NOTHING_TO_ASK = "Every record on the list is here, so there is nothing to ask for."
_NO_FOLDER = "There is no folder of this name. Nothing was written. Please choose another place."
_ALREADY = (
    "A file of this name is in the folder already, and it was left as it is. Please choose another "
    "folder."
)
# What no hospital has to send: the case prints it itself.
_OF_OUR_OWN = frozenset({"medicines"})
_MOST_DAYS = 8


@value_class
class Stay:
    """What was at one hospital, as far as dates tell.

    Attributes:
        kind: `diagnosis`, `treatment`, `transplant`, `cell-therapy` or `radiation`.
        hospital: its name as noted.
        first, last: from when to when; `last` None where it goes on.
    """

    kind: str
    hospital: str
    first: PartialDate | None
    last: PartialDate | None


def request_letters(session: Session, folder: Path, choice: PageChoice) -> list[Path]:
    """Write one letter for each hospital, a PDF each, and return the files.

    Args:
        session: the open case.
        folder: where to; it has to be there.
        choice: paper and large print.

    Raises:
        CasebookError: there is nothing to ask for, or the folder cannot be written; files of the
            same names stay.
    """
    if not folder.is_dir():
        raise CasebookError(_NO_FOLDER)
    options = options_of(session, choice)
    letters = letters_of(session, options)
    name_of = names_apart()
    made = [(folder / name_of(_file_stem(letter), ".pdf"), letter) for letter in letters]
    taken = [path.name for path, _ in made if path.exists()]
    if taken:
        raise CasebookError(_ALREADY, taken)
    for path, letter in made:
        write_whole(path, make_pdf(letters_outline([letter], session.case.patient, options)))
    return [path for path, _ in made]


def _file_stem(letter: RequestLetter) -> str:
    return safe_stem(f"Request for records, {letter.hospital}".rstrip(", "))


def outline_of_letters(session: Session, options: PrintOptions) -> Outline:
    """Return all letters as one document, a page each.

    Raises:
        CasebookError: there is nothing to ask for.
    """
    return letters_outline(letters_of(session, options), session.case.patient, options)


def letters_of(session: Session, options: PrintOptions) -> list[RequestLetter]:
    """Return what each hospital is asked for, in the order of the first stay.

    A record is asked for where it was made: the diagnosis where it was found, a transplant where
    it was done, everything else at every place of treatment.

    Raises:
        CasebookError: there is nothing to ask for.
    """
    case = session.case
    wanted = [
        item
        for item in records_hunter(session, options.as_of)
        if item.wanted and item.need.key not in _OF_OUR_OWN
    ]
    if not wanted:
        raise CasebookError(NOTHING_TO_ASK)
    stays = list(_stays(case))
    hospitals = list(dict.fromkeys(stay.hospital for stay in stays)) or [""]
    number = None if options.without_record_number else case.patient.record_number
    only = number if len(hospitals) == 1 else None
    letters = [_letter(hospital, wanted, stays, only) for hospital in hospitals]
    return [letter for letter in letters if letter.records]


def _letter(
    hospital: str, wanted: Sequence[HunterItem], stays: Sequence[Stay], number: str | None
) -> RequestLetter:
    here = [stay for stay in stays if stay.hospital == hospital]
    records = tuple(_record(item) for item in wanted if _is_asked(item, hospital, stays))
    days = [day for stay in here for day in (stay.first, stay.last) if day is not None]
    goes_on = any(stay.last is None and stay.first is not None for stay in here)
    return RequestLetter(
        hospital,
        records,
        min(days, key=lambda day: day.sort_key) if days else None,
        None if goes_on or not days else max(days, key=lambda day: day.sort_key),
        number,
    )


def _is_asked(item: HunterItem, hospital: str, stays: Sequence[Stay]) -> bool:
    kinds = (item.need.place, "treatment", "diagnosis")
    for kind in kinds:
        places = {stay.hospital for stay in stays if stay.kind == kind}
        if places:
            return hospital in places
    return True


def _record(item: HunterItem) -> RequestedRecord:
    if not item.missing:
        return RequestedRecord(item.need.ask_for)
    days = sorted(item.missing, key=lambda day: day.sort_key)
    words = ", ".join(day.words() for day in days[:_MOST_DAYS])
    more = f" and {len(days) - _MOST_DAYS} more" if len(days) > _MOST_DAYS else ""
    return RequestedRecord(item.need.ask_for, f"We know of: {words}{more}")


def _stays(case: Case) -> Iterator[Stay]:
    """Yield every stay with a hospital, the earliest first."""
    found = [stay for stay in _all_stays(case) if stay.hospital]
    yield from sorted(found, key=lambda stay: stay.first.sort_key if stay.first else _LAST)


_LAST = PartialDate(2199, 12, 31).sort_key


def _all_stays(case: Case) -> Iterator[Stay]:
    for diagnosis in case.all(Diagnosis):
        yield Stay("diagnosis", _name(diagnosis.place), diagnosis.date, diagnosis.date)
    for row in case.all(Treatment):
        last = row.end_date if row.reason_stopped != "ongoing" else None
        yield Stay("treatment", _name(row.place), row.start_date, last)
        if row.modality == "hsct":
            yield Stay("transplant", _name(row.place), row.start_date, last)
    for transplant in case.all(Transplant):
        yield Stay("transplant", _name(transplant.place), transplant.date, transplant.date)
    for cells in case.all(CellTherapy):
        yield Stay("cell-therapy", _name(cells.place), cells.collected_on, cells.infused_on)
    for radiation in case.all(Radiation):
        yield Stay("radiation", _name(radiation.place), radiation.start, radiation.end)


def _name(place: str | None) -> str:
    return " ".join((place or "").split())

"""How old our copies of the registry's records are, and where newer ones are found.

The program opens no connection. It shows the address of a trial's own page, or of a search with
words the family chose; the family opens it, downloads the record, and brings the file in.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.case.entities import Guardian, HealthCareProxy, Insurance
from app.case.facts.wording import days_ago
from app.case.partial_date import DayRange, PartialDate
from app.trials.search_address import SearchStatus, record_address, search_address
from app.usecases.find_trial import trial_name
from app.usecases.kept_trials import KeptTrial, kept_trials
from app.usecases.session import Session

HOW = (
    "On the trial's page choose Download, then JSON. Then bring the file in here: Casebook shows "
    "what changed."
)


@dataclass(frozen=True, slots=True)
class Copy:
    """Our copy of one trial's record.

    Attributes:
        trial_id: the row of the saved trial.
        name, number: what it is called.
        confirmed_on: the newest day on which the registry is known to have said this.
        age: how many days ago that was, None where no day is known.
        words: the same in words.
        address: of the trial's own page, None for a number of no known register.
    """

    trial_id: str
    name: str
    number: str
    confirmed_on: PartialDate | None
    age: DayRange | None
    words: str
    address: str | None


def our_copies(session: Session, as_of: datetime.date | None = None) -> tuple[Copy, ...]:
    """Return our copies, those without a record first, then the oldest first."""
    today = session.as_of(as_of)
    copies = (_copy(kept, today) for kept in kept_trials(session))
    return tuple(sorted(copies, key=_oldest_first))


def _oldest_first(copy: Copy) -> tuple[int, ...]:
    return tuple(map(int, copy.confirmed_on.sort_key)) if copy.confirmed_on else ()


def _copy(kept: KeptTrial, today: datetime.date) -> Copy:
    day = confirmed_on(kept)
    age = day.days_until(today) if day else None
    return Copy(
        trial_id=kept.saved.id,
        name=trial_name(kept.saved),
        number=kept.number,
        confirmed_on=day,
        age=age,
        words=_words(kept, day, age),
        address=record_address(kept.number.strip().upper()),
    )


def confirmed_on(kept: KeptTrial) -> PartialDate | None:
    """Return the newest day on which the registry is known to have said what is shown.

    That is the day of the newest record, or a later one on which the same record came again.
    """
    shown = kept.shown
    if shown is None:
        return None
    noted = kept.saved.status_checked_on if _same_status(kept) else None
    days = [day for day in (shown.status_as_of, shown.as_of, noted) if day is not None]
    return max(days, key=lambda day: day.sort_key, default=None)


def _same_status(kept: KeptTrial) -> bool:
    shown = kept.shown
    return shown is not None and kept.saved.status_at_save in (shown.status, shown.status_printed)


def _words(kept: KeptTrial, day: PartialDate | None, age: DayRange | None) -> str:
    if kept.shown is None:
        return "No registry record is saved yet."
    if day is None or age is None:
        return "The day of our copy is not known."
    return f"Our copy is of {day.words()}, {days_ago(age)}."


def search_for(
    session: Session,
    condition: str,
    treatment: str = "",
    statuses: Sequence[SearchStatus] = ("RECRUITING", "NOT_YET_RECRUITING"),
    country: str = "",
) -> str:
    """Return the address of a search at the registry, for the family to see before it is opened.

    Raises:
        CasebookError: there is nothing to search for, or the words may tell who the patient is.
    """
    return search_address(
        condition,
        intervention=treatment,
        statuses=statuses,
        country=country,
        private_words=tuple(_private_words(session)),
    )


def _private_words(session: Session) -> Iterator[str]:
    """Yield the family's names, numbers and town: no word of them may be in an address."""
    case = session.case
    patient = case.patient
    names = [patient.display_name, patient.preferred_name, patient.record_number]
    names += [guardian.name for guardian in case.all(Guardian)]
    names += [proxy.name for proxy in case.all(HealthCareProxy)]
    names += [row.member_number for row in case.all(Insurance)]
    yield from filter(None, names)
    # "Boston, United States": the town is private, the country may be searched for.
    yield (patient.home_place or "").partition(",")[0]

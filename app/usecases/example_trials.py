"""The invented trials of the example case, brought in as a family would bring real ones."""

from dataclasses import replace
from decimal import Decimal

from app.case.entities import SavedTrial
from app.casefile import Update
from app.resource_files import resource_file
from app.usecases.bring_in import bring_in
from app.usecases.session import Session

FILES = (
    "NCT99990107.json",
    "NCT99990222-older.json",
    "NCT99990222.json",
    "NCT99990318.json",
    "NCT99990455.json",
)
"""In the order of their days: the older version of a record before the newer one."""

# No real town: a point on the plains from which the invented hospitals lie at round distances.
_HOME_PLACE, _LATITUDE, _LONGITUDE = "Riverbend (invented)", Decimal("39.0"), Decimal("-98.5")


def add_example_trials(session: Session) -> int:
    """Bring in the example's trials, and a home from which they have a distance.

    Meant for a case just made from the example; one that has the records already stays as it is.

    Returns:
        How many versions of records were new.

    Raises:
        CasebookError: the case cannot be written.
    """
    folder = resource_file("example/trials")
    came = bring_in(session, [folder / name for name in FILES])
    patient = session.case.patient
    if patient.home_latitude is None and session.case.all(SavedTrial):
        at_home = replace(
            patient, home_place=_HOME_PLACE, home_latitude=_LATITUDE, home_longitude=_LONGITUDE
        )
        session.run("note the example's home", [Update(at_home)])
    return sum(receipt.new + receipt.newer for receipt in came.receipts)

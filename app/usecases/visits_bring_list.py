"""What to bring to a visit: the list, and what is packed already."""

from dataclasses import dataclass, replace

from app.case.entities import Appointment
from app.casefile import Changes, Update
from app.errors import CasebookError
from app.usecases.entries import GONE
from app.usecases.session import Session

# The visit has a field for the list and none for the ticks. They are kept beside the declared
# fields, where they are saved, undone, merged and exported with the visit.
_PACKED = "packed"


@dataclass(frozen=True, slots=True)
class ToBring:
    """One thing on the list."""

    what: str
    packed: bool


def bring_list(visit: Appointment) -> tuple[ToBring, ...]:
    """Return what to bring to a visit, in the order in which it was noted."""
    packed = _packed(visit)
    return tuple(ToBring(what, what in packed) for what in dict.fromkeys(visit.prepare or ()))


def set_packed(session: Session, visit_id: str, what: str, packed: bool) -> Changes:
    """Tick a thing off, or take the tick back; raises `CasebookError`."""
    visit = _visit(session, visit_id)
    ticked = [each for each in _packed(visit) if each != what]
    if packed:
        ticked.append(what)
    verb = "tick" if packed else "untick"
    return session.run(f"{verb} {what} of the bring list", [Update(_with(visit, ticked))])


def add_to_bring(session: Session, visit_id: str, what: str) -> Changes:
    """Put a thing onto the list.

    Raises:
        CasebookError: nothing was named, or the visit is gone; nothing was changed.
    """
    visit = _visit(session, visit_id)
    wanted = " ".join(what.split())
    if not wanted:
        raise CasebookError("Please write what to bring. Nothing was changed.")
    listed = tuple(dict.fromkeys((*(visit.prepare or ()), wanted)))
    return session.run(f"bring {wanted}", [Update(replace(visit, prepare=listed))])


def remove_from_bring(session: Session, visit_id: str, what: str) -> Changes:
    """Take a thing off the list; raises `CasebookError`."""
    visit = _visit(session, visit_id)
    left = tuple(each for each in visit.prepare or () if each != what)
    changed = _with(replace(visit, prepare=left or None), [w for w in _packed(visit) if w != what])
    return session.run(f"take {what} off the bring list", [Update(changed)])


def _packed(visit: Appointment) -> tuple[str, ...]:
    noted = visit.extras.get(_PACKED)
    return tuple(each for each in noted if isinstance(each, str)) if isinstance(noted, list) else ()


def _with(visit: Appointment, ticked: list[str]) -> Appointment:
    others = {key: value for key, value in visit.extras.items() if key != _PACKED}
    return replace(visit, extras={**others, _PACKED: ticked} if ticked else others)


def _visit(session: Session, visit_id: str) -> Appointment:
    visit = session.case.get(Appointment, visit_id)
    if visit is None:
        raise CasebookError(GONE)
    return visit

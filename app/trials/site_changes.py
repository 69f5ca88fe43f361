"""What happened to a trial's places between two versions of its record."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.trials.record import Site
from app.trials.words import OPEN_STATUSES, status_label

_NAMED = 3


@dataclass(frozen=True, slots=True)
class SiteChanges:
    """Places that are new, gone, changed their status, or changed otherwise.

    Attributes:
        opened, closed: places listed before and now that began or stopped taking new people.
        other_status: places whose status changed otherwise, as (before, now).
        contacts: places whose contacts changed; `details` whose address or position did.
        reordered: nothing else but the order of the list changed.
    """

    added: tuple[Site, ...] = ()
    removed: tuple[Site, ...] = ()
    opened: tuple[Site, ...] = ()
    closed: tuple[Site, ...] = ()
    other_status: tuple[tuple[Site, Site], ...] = ()
    contacts: tuple[Site, ...] = ()
    details: tuple[Site, ...] = ()
    reordered: bool = False

    @property
    def touches_status(self) -> bool:
        """Whether a place came, went, opened or closed."""
        return bool(self.added or self.removed or self.opened or self.closed or self.other_status)


def site_changes(old: Sequence[Site], new: Sequence[Site]) -> SiteChanges:
    """Compare two lists of places."""
    pairs, removed, added = _paired(old, new)
    status = [pair for pair in pairs if pair[0].status != pair[1].status]
    opened = [b for a, b in status if b.status in OPEN_STATUSES]
    closed = [b for a, b in status if a.status in OPEN_STATUSES and b.status not in OPEN_STATUSES]
    other = [(a, b) for a, b in status if not {a.status, b.status} & OPEN_STATUSES]
    contacts = [b for a, b in pairs if a.contacts != b.contacts]
    details = [b for a, b in pairs if _address(a) != _address(b)]
    return SiteChanges(
        added=tuple(added),
        removed=tuple(removed),
        opened=tuple(opened),
        closed=tuple(closed),
        other_status=tuple(other),
        contacts=tuple(contacts),
        details=tuple(details),
        reordered=list(old) != list(new) and Counter(old) == Counter(new),
    )


def _paired(
    old: Sequence[Site], new: Sequence[Site]
) -> tuple[list[tuple[Site, Site]], list[Site], list[Site]]:
    """Pair the places of both lists: same first, then same name and city, then same city alone."""
    left, right = list(old), list(new)
    pairs: list[tuple[Site, Site]] = []
    for key in (_whole, _name_and_place, _name_and_country, _zip_and_city):
        found = _matched(left, right, key)
        pairs += found
        left = _without(left, [a for a, _ in found])
        right = _without(right, [b for _, b in found])
    return pairs, left, right


Key = Callable[[Site], object]


def _matched(left: list[Site], right: list[Site], key: Key) -> list[tuple[Site, Site]]:
    waiting: dict[object, list[Site]] = {}
    for site in left:
        waiting.setdefault(key(site), []).append(site)
    return [
        (waiting[key(site)].pop(0), site)
        for site in right
        if key(site) is not None and waiting.get(key(site))
    ]


def _without(sites: list[Site], taken: list[Site]) -> list[Site]:
    count = Counter(taken)
    rest = []
    for site in sites:
        if count[site]:
            count[site] -= 1
        else:
            rest.append(site)
    return rest


def _whole(site: Site) -> object:
    return site


def _fold(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _name_and_place(site: Site) -> object:
    return (_fold(site.name), _fold(site.city), _fold(site.state), _fold(site.country))


def _name_and_country(site: Site) -> object:
    return (_fold(site.name), _fold(site.country)) if site.name else None


def _zip_and_city(site: Site) -> object:
    if not site.zip:
        return None
    return (_fold(site.zip), _fold(site.city), _fold(site.country))


def _address(site: Site) -> object:
    return (site.name, site.city, site.state, site.country, site.zip, site.latitude, site.longitude)


def site_name(site: Site) -> str:
    """Return a place's name and city for a sentence."""
    return ", ".join(filter(None, (site.name, site.city, site.country))) or "a place without a name"


# Attribute of `SiteChanges`, and its sentence for one place and for several.
_BEFORE_STATUS = (
    ("opened", "{n} now takes new people: {names}.", "{n} now take new people: {names}."),
    (
        "closed",
        "{n} no longer takes new people: {names}.",
        "{n} no longer take new people: {names}.",
    ),
    ("added", "{n} was added: {names}.", "{n} were added: {names}."),
    ("removed", "{n} is no longer listed: {names}.", "{n} are no longer listed: {names}."),
)
_AFTER_STATUS = (
    ("contacts", *("New contact details at {n}: {names}.",) * 2),
    ("details", *("New address details of {n}: {names}.",) * 2),
)


def site_sentences(changes: SiteChanges) -> tuple[str, ...]:
    """Return what changed in sentences, the most important first."""
    found = [
        *(_listed(getattr(changes, name), one, many) for name, one, many in _BEFORE_STATUS),
        *map(_status_sentence, changes.other_status),
        *(_listed(getattr(changes, name), one, many) for name, one, many in _AFTER_STATUS),
    ]
    if changes.reordered:
        found.append("The places are listed in another order.")
    return tuple(filter(None, found)) or ("Details of the places changed.",)


def _status_sentence(pair: tuple[Site, Site]) -> str:
    old, new = pair
    return f"{site_name(new)}: {status_label(old.status)} → {status_label(new.status)}."


def _listed(sites: Sequence[Site], one: str, many: str) -> str:
    if not sites:
        return ""
    count = "1 place" if len(sites) == 1 else f"{len(sites)} places"
    return (one if len(sites) == 1 else many).format(n=count, names=names(sites))


def names(sites: Iterable[Site]) -> str:
    """Return the first few names and how many more there are."""
    every = [site_name(site) for site in sites]
    more = len(every) - _NAMED
    return "; ".join(every[:_NAMED]) + (f"; and {more} more" if more > 0 else "")

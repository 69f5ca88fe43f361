"""Performance, organs, infections, viruses, lifetime totals: what was tested, and when."""

from collections.abc import Iterator, Sequence

from app.case.entities import Exposure, Infection, Problem
from app.case.facts import Facts
from app.case.facts.values.health import InfectionFact
from app.case.facts.values.measured import OrganFact, VirusFact
from app.case.numbers import number_text
from app.report.contents.wording import NOT_KNOWN, on, short_date, span
from app.report.outline.blocks import Pair
from app.report.outline.words import NBSP, Words, joined, say, shortened, strong

_HEART = ("lvef", "lvsf", "qtc")
_LUNGS = ("dlco", "fev1", "spo2")
_KIDNEYS = ("egfr", "crcl")
_SHORT_NAMES = {
    "lvef": "LVEF",
    "lvsf": "shortening fraction",
    "qtc": "QTc",
    "dlco": "DLCO",
    "fev1": "FEV1",
    "spo2": "oxygen on room air",
    "egfr": "eGFR",
    "crcl": "creatinine clearance",
}
_VIRUS_NAMES = {
    "hbsag": "HBsAg",
    "anti_hbc": "anti-HBc",
    "anti_hbs": "anti-HBs",
    "hbv_dna": "HBV DNA",
    "anti_hcv": "anti-HCV",
    "hcv_rna": "HCV RNA",
    "hiv": "HIV",
    "htlv": "HTLV",
    "cmv_igg": "CMV IgG",
    "cmv_pcr": "CMV PCR",
    "ebv_igg": "EBV IgG",
    "ebv_pcr": "EBV PCR",
    "syphilis": "syphilis",
    "tb": "TB",
}
_NEGATIVE = frozenset({"negative", "not detected"})
_MOST_PROBLEMS = 8
_OVER = frozenset({"resolved"})


def organ_rows(facts: Facts, with_extras: bool) -> tuple[Pair, ...]:
    """Return performance and organ tests; lifetime totals and blood type are the extras."""
    organs = {organ.test: organ for organ in facts.organ_tests}
    rows = [
        Pair("Performance", _performance(facts)),
        Pair("Heart", say(_organs(_named(organs, _HEART)) or NOT_KNOWN)),
        Pair("Lungs", say(_lungs(facts, organs) or NOT_KNOWN)),
        Pair("Kidneys", say(_organs(_named(organs, _KIDNEYS)) or NOT_KNOWN)),
        *_others(organs),
    ]
    if with_extras:
        rows += [*_lifetime(facts), *_blood_type(facts)]
    return tuple(rows)


def infection_rows(facts: Facts, with_resolved: bool) -> tuple[Pair, ...]:
    """Return infections, virus tests and other health problems."""
    return (
        Pair("Infections", _infections(facts, with_resolved)),
        Pair("Viruses", viruses(facts.viruses)),
        *_problems(facts),
    )


def _problems(facts: Facts) -> Iterator[Pair]:
    """Yield the other problems that are not over; GVHD has a row of its own."""
    names = [
        shortened(problem.name, 60)
        for problem in facts.case.all(Problem)
        if problem.name and "GVHD" not in problem.name and not _is_over(problem.status or "")
    ]
    if names:
        yield Pair("Other", say("; ".join(names[:_MOST_PROBLEMS])))


def _is_over(status: str) -> bool:
    return any(word in status.casefold() for word in ("resolved", "gone", "healed", "inactive"))


def _performance(facts: Facts) -> Words:
    found = facts.performance
    if found is None:
        return say(NOT_KNOWN)
    by = f" ({shortened(found.by, 30)})" if found.by else ""
    return say(f"{found.scale} {number_text(found.score)}{on(found.date)}{by}")


def _organs(organs: Sequence[OrganFact]) -> str:
    """Return tests of one day together: "LVEF 58% (echo), QTc 428 ms, 27 Feb 2026"."""
    told = []
    for day in dict.fromkeys(one.date for one in organs):
        values = ", ".join(_organ(one) for one in organs if one.date == day)
        told.append(f"{values}{on(day)}")
    return "; ".join(told)


def _organ(found: OrganFact) -> str:
    name = _SHORT_NAMES.get(found.test, shortened(found.label, 40))
    value = found.value if isinstance(found.value, str) else found.value.words()
    value = shortened(value.replace(" %", "%").replace("m2", "m²"), 40).replace(" ", NBSP)
    # The formula's name says how it was computed; its numbers are in the packet.
    method = (found.method or "").split(" (")[0]
    return f"{name} {value}" + (f" ({shortened(method, 40)})" if method else "")


def _named(organs: dict[str, OrganFact], keys: Sequence[str]) -> list[OrganFact]:
    return [organs[key] for key in keys if key in organs]


def _lungs(facts: Facts, organs: dict[str, OrganFact]) -> str:
    told = [_organs(_named(organs, _LUNGS))]
    if facts.oxygen and "spo2" not in organs:
        value = facts.oxygen.quantity.words().replace(" %", "%")
        told.append(f"oxygen on room air {value}{on(facts.oxygen.date)}")
    return "; ".join(part for part in told if part)


def _others(organs: dict[str, OrganFact]) -> Iterator[Pair]:
    known = {*_HEART, *_LUNGS, *_KIDNEYS}
    told = _organs([found for key, found in organs.items() if key not in known])
    if told:
        yield Pair("Other tests", say(told))


def _infections(facts: Facts, with_resolved: bool) -> Words:
    found = facts.infections
    if not found:
        return say("None noted" if facts.case.all(Infection) else NOT_KNOWN)
    present = [one for one in found if one.state not in _OVER]
    over = [one for one in found if one.state in _OVER]
    told: list[Words] = [say(strong(_infection(one))) for one in present]
    if not present:
        told.append(say("None active"))
    if with_resolved and over:
        told.append(say(f"over: {', '.join(_past(one) for one in over[:6])}"))
    return joined(told, "; ")


def _infection(one: InfectionFact) -> str:
    return f"{shortened(one.name, 60)}, {one.state.replace('_', ' ')}{on(one.start)}"


def _past(one: InfectionFact) -> str:
    return f"{shortened(one.name, 50)} {span(one.start, one.end)}".strip()


def viruses(found: Sequence[VirusFact]) -> Words:
    """Return virus tests, those found first, the others grouped by day."""
    if not found:
        return say(NOT_KNOWN)
    told: list[Words] = []
    positive = [one for one in found if one.result not in _NEGATIVE]
    for one in positive:
        told.append(say(strong(f"{_virus(one)} {one.result}"), on(one.date)))
    negative = [one for one in found if one.result in _NEGATIVE]
    for day in dict.fromkeys(one.date for one in negative):
        names = ", ".join(_virus(one) for one in negative if one.date == day)
        told.append(say(f"{names} negative{f' {short_date(day)}' if day else ''}"))
    return joined(told, "; ")


def _virus(one: VirusFact) -> str:
    return _VIRUS_NAMES.get(one.field, one.label)


def _lifetime(facts: Facts) -> Iterator[Pair]:
    told = [lifetime_words(row) for row in newest_exposures(facts)]
    if told:
        yield Pair("Lifetime", say("; ".join(told[:8])))


def _blood_type(facts: Facts) -> Iterator[Pair]:
    if facts.case.patient.blood_type:
        yield Pair("Blood type", say(shortened(facts.case.patient.blood_type, 80)))


def newest_exposures(facts: Facts) -> Iterator[Exposure]:
    """Yield the rows behind the lifetime totals, the newest of each drug or site."""
    for one in facts.exposures:
        row = facts.case.get(Exposure, one.id)
        if row is not None:
            yield row


def lifetime_words(row: Exposure) -> str:
    """Return "doxorubicin 135 mg/m²", "nelarabine 4 courses" or "chest 30.6 Gy"."""
    amounts = (
        f"{number_text(row.cumulative_mg_m2)} mg/m²" if row.cumulative_mg_m2 is not None else "",
        f"{row.courses} courses" if row.courses is not None else "",
        f"{number_text(row.gy)} Gy" if row.gy is not None else "",
    )
    told = ", ".join(amount for amount in amounts if amount).replace(" ", NBSP)
    return f"{shortened(row.agent or row.type or 'not named', 40)} {told}".strip()

"""HIV, hepatitis and other virus tests: a result counts, its absence says nothing.

Past hepatitis B (core antibody found, surface antigen not) is left open unless the line speaks of
active infection, the surface antigen or the virus amount.
"""

from app.case.facts.model import Evidence, LabValue
from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.eligibility.checking.freshness import VIRUS_TEST_DAYS, Span, is_fresh
from app.eligibility.checking.illnesses import check_illness, illnesses_of
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, MissingFact, Why, cannot_tell, settled
from app.eligibility.checking.words import how_old, sentence, shown
from app.eligibility.model import Presence

_LABS = {
    "hbsag": "hbsag",
    "anti_hbc": "anti-hbc",
    "hbv_dna": "hbv-dna",
    "anti_hcv": "anti-hcv",
    "hcv_rna": "hcv-rna",
    "hiv": "hiv",
    "htlv": "htlv",
    "cmv_pcr": "cmv-pcr",
    "ebv_pcr": "ebv-pcr",
    "syphilis": "syphilis",
    "tb": "tb",
}
_FIELDS = {lab: field for field, lab in _LABS.items()}
_NAMES = {
    "hbsag": "hepatitis B surface antigen (HBsAg)",
    "anti_hbc": "hepatitis B core antibody (anti-HBc)",
    "hbv_dna": "hepatitis B virus amount (HBV DNA)",
    "anti_hcv": "hepatitis C antibody",
    "hcv_rna": "hepatitis C virus amount (HCV RNA)",
    "hiv": "HIV test",
    "htlv": "HTLV test",
    "cmv_pcr": "CMV virus amount (PCR)",
    "ebv_pcr": "EBV virus amount (PCR)",
    "syphilis": "syphilis test",
    "tb": "tuberculosis test",
}
_AMOUNTS = frozenset({"hbv_dna", "hcv_rna", "cmv_pcr", "ebv_pcr"})
_ONE_TEST = {
    "virus:hiv": "hiv",
    "virus:htlv": "htlv",
    "virus:syphilis": "syphilis",
    "virus:tuberculosis": "tb",
}
_ACTIVE = frozenset({"active", "uncontrolled", "detectable", "current"})
_NO_VIRUS = frozenset({"negative", "undetectable"})
_VIRUS = frozenset({"positive", "detectable"})
_NOT_FOUND = frozenset({"negative", "not detected", "undetectable", "none detected", "neg"})
_FOUND = frozenset({"positive", "detected", "reactive", "pos"})


@value_class
class _Test:
    """The newest result of one test; `found` is None where it says neither yes nor no."""

    field: str
    found: bool | None
    date: PartialDate | None
    evidence: Evidence


def check_virus(asked: Presence, record: Record) -> Finding:
    """Whether one of the viruses, or test results, that the line names was found."""
    ids = [id for id in asked.topic.ids if id.startswith(("virus:", "test:"))]
    if asked.topic.qualities & _NO_VIRUS and asked.topic.qualities & _VIRUS:
        return cannot_tell("Whether it has to be there or not is not clear.", _missing("virus"))
    found = [_one(id, asked, record) for id in ids]
    if not found:
        return cannot_tell("Which test is meant is not clear.", _missing("virus"))
    result = _any_of(found)
    negative = asked.topic.qualities & {"negative", "undetectable"}
    return result.turned() if negative else result


def _any_of(found: list[Finding]) -> Finding:
    yes = next((f for f in found if f.holds), None)
    if yes is not None:
        return yes
    undecided = next((f for f in found if f.holds is None), None)
    if undecided is not None:
        return undecided
    said = " ".join(dict.fromkeys(f.reason for f in found))
    rows = tuple(dict.fromkeys(row for f in found for row in f.evidence))
    return Finding(False, said, rows)


def _missing(field: str) -> MissingFact:
    return MissingFact(("virus", field), _NAMES.get(field, f"{field.upper()} test"))


def _one(id: str, asked: Presence, record: Record) -> Finding:
    kind, name = id.split(":", 1)
    if kind == "test":
        return _by_test(_FIELDS.get(name, name), record)
    if name == "hbv":
        return _hepatitis_b(asked, record)
    if name == "hcv":
        return _hepatitis_c(asked, record)
    if id in _ONE_TEST:
        return _by_test(_ONE_TEST[id], record)
    if any(id in illness.ids for illness in illnesses_of(record)):
        return check_illness(asked, record)
    return cannot_tell(f"There is no {name.upper()} test in the record.", _missing(name))


def _by_test(field: str, record: Record) -> Finding:
    test = _test(field, record)
    if test is None:
        name = _NAMES.get(field, f"{field.upper()} test")
        return cannot_tell(f"There is no {name} in the record.", _missing(field))
    return _told(test, record)


def _told(test: _Test, record: Record) -> Finding:
    missing = _missing(test.field)
    if test.found is None:
        gap = MissingFact(missing.key, missing.name, Why.UNCLEAR, test.evidence)
        return cannot_tell(f"{shown(test.evidence)} is not a plain yes or no.", gap)
    days = Span(VIRUS_TEST_DAYS, VIRUS_TEST_DAYS)
    if not test.found and not is_fresh(test.date, record.as_of, days):
        gap = MissingFact(missing.key, missing.name, Why.OLD, test.evidence)
        age = how_old(test.date, record.as_of)
        return cannot_tell(f"The last test is {age}: {shown(test.evidence)}.", gap)
    return settled(test.found, sentence(shown(test.evidence)), test.evidence)


def _test(field: str, record: Record) -> _Test | None:
    """Return the newest result of a test, of the virus tests or of a lab report."""
    found = [
        _Test(field, _says(fact.result), fact.date, fact.evidence)
        for fact in record.facts.viruses
        if fact.field == field
    ]
    found += [_of_lab(field, value) for value in record.lab_values(_LABS.get(field, field))[:1]]
    dated = [test for test in found if test.date is not None]
    return max(dated or found, key=_order, default=None)


def _order(test: _Test) -> tuple[int, int, int, int, bool]:
    return test.date.sort_key if test.date else (0, 0, 0, 0, False)


def _says(result: str) -> bool | None:
    word = result.strip().casefold()
    if word in _NOT_FOUND:
        return False
    return True if word in _FOUND else None


def _of_lab(field: str, value: LabValue) -> _Test:
    found = _says(value.text or "")
    # An amount of virus is a number; an antibody's number needs its report to be read.
    if value.quantity is not None and field in _AMOUNTS:
        found = value.quantity.comparator not in ("<", "<=") and value.quantity.value > 0
    return _Test(field, found, value.date, value.evidence)


def _hepatitis_b(asked: Presence, record: Record) -> Finding:
    surface = _by_test("hbsag", record)
    core, amount = _by_test("anti_hbc", record), _by_test("hbv_dna", record)
    if surface.holds or amount.holds:
        return surface if surface.holds else amount
    if surface.holds is None:
        return surface
    if asked.topic.qualities & _ACTIVE:
        return _not_active(surface, core, amount)
    if core.holds is False:
        return _both(surface, core)
    gap = MissingFact(("virus", "hepatitis_b"), "hepatitis B, now or past", Why.UNCLEAR)
    said = "Past hepatitis B: whether it counts here is for the team."
    if core.holds is None:
        return core
    return cannot_tell(said, gap, evidence=(*core.evidence, *surface.evidence, *amount.evidence))


def _not_active(surface: Finding, core: Finding, amount: Finding) -> Finding:
    """No active infection: no surface antigen, and no virus or never an infection."""
    if amount.holds is False:
        return _both(surface, amount)
    if core.holds is False:
        return _both(surface, core)
    return amount if core.holds else core


def _hepatitis_c(asked: Presence, record: Record) -> Finding:
    antibody, amount = _by_test("anti_hcv", record), _by_test("hcv_rna", record)
    if amount.holds:
        return amount
    if antibody.holds is False:
        return antibody
    if asked.topic.qualities & _ACTIVE:
        return amount
    if antibody.holds is None:
        return antibody
    gap = MissingFact(("virus", "hepatitis_c"), "hepatitis C, now or past", Why.UNCLEAR)
    said = "Hepatitis C antibody found: whether it counts here is for the team."
    return cannot_tell(said, gap, evidence=(*antibody.evidence, *amount.evidence))


def _both(first: Finding, second: Finding) -> Finding:
    rows = (*first.evidence, *second.evidence)
    return Finding(False, f"{first.reason} {second.reason}", rows)

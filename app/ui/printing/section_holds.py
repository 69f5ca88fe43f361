"""How much each section of the summary holds, in a few words."""

from app.case.entities import (
    Alert,
    CarePerson,
    Document,
    Guardian,
    HealthCareProxy,
    LabPanel,
    Problem,
)
from app.ui.open_case import OpenCase
from app.ui.printing.kept_sections import Sections
from app.ui.words import translate


def held(case: OpenCase, sections: Sections) -> dict[str, str]:
    """Return what stands behind the name of each section."""
    values, facts = case.case, case.facts
    people = sum(len(values.all(kind)) for kind in (CarePerson, Guardian, HealthCareProxy))
    sick = len(facts.infections) + len(values.all(Problem))
    tested = len(facts.organ_tests) + len(facts.performance_scores[:1])
    counts = {
        "questions": len(facts.open_questions),
        "medicines": len(facts.active_medicines),
        "tests": tested,
        "infections": sick,
        "trials": len(facts.trials) + len(facts.access_requests),
        "records": len(values.all(Document)),
    }
    return {
        **{key: _number(count) for key, count in counts.items()},
        "team": str(people) if people else translate("SectionList", "none"),
        "alerts": _alerts(len(values.all(Alert))),
        "treatments": _course(len(facts.phases), sections),
        "labs": _labs(sections) if len(values.all(LabPanel)) else _number(0),
    }


def _number(count: int) -> str:
    return str(count) if count else translate("SectionList", "none noted")


def _alerts(count: int) -> str:
    return translate("SectionList", "%n alerts", "", count) if count else _number(0)


def _course(count: int, sections: Sections) -> str:
    if not count:
        return _number(0)
    if "course" in sections.without:
        return translate("SectionList", "table only, {count}").format(count=count)
    return translate("SectionList", "chart and table, {count}").format(count=count)


def _labs(sections: Sections) -> str:
    return translate("SectionList", "last %n dates", "", sections.lab_dates)

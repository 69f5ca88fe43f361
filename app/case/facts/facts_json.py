"""Facts as JSON: the keys of the reference oracles, and more keys for the other facts."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.case.facts import model as m
from app.case.facts.facts import Facts
from app.case.facts.labs import multiples
from app.case.numbers import Quantity
from app.case.partial_date import DayRange, PartialDate

Json = dict[str, Any]


def facts_json(facts: Facts) -> Json:
    """Return every fact as plain JSON values; numbers are numbers, ids the ones shown.

    The first keys have the names and shapes of `data/cases/*.oracle.json`; the others come with
    the dates and the rows they are from.
    """
    return {
        **_oracle(facts),
        "evidence": _evidence_of_oracle(facts),
        **_person(facts),
        **_disease(facts),
        **_given(facts),
        **_rest(facts),
    }


def _oracle(facts: Facts) -> Json:
    panel = facts.latest_panel
    spinal = facts.last_intrathecal
    visit = facts.next_visit
    return {
        "case_id": facts.case.info.imported_id,
        "as_of": facts.as_of.isoformat(),
        "age_years": facts.age.years.exact if facts.age else None,
        "scale_by_usual_age_rule": facts.usual_scale.scale,
        "latest_performance_status": _performance(facts.performance),
        "number_of_relapse_events": len(facts.relapses),
        "highest_line_number": facts.highest_line,
        "last_systemic_anticancer_end": _systemic_end(facts.last_systemic_anticancer_end),
        "last_intrathecal": _iso(spinal.date) if spinal else None,
        "latest_panel_id": panel.evidence.shown_id if panel else None,
        "latest_panel_multiples_of_uln": _multiples(panel),
        "newest_marker_results": {
            key: _marker_value(fact.newest) for key, fact in facts.markers.items()
        },
        "open_questions": len(facts.open_questions),
        "answered_questions": len(facts.answered_questions),
        "next_appointment_id": visit.evidence.shown_id if visit else None,
        "ongoing_anticancer_medications": [f.name for f in facts.ongoing_anticancer_medicines],
        "active_medications": sorted(fact.name for fact in facts.active_medicines),
    }


def _performance(score: m.Performance | None) -> Json | None:
    if score is None:
        return None
    return {
        "date": _iso(score.date),
        "scale": score.scale,
        "score": number(score.score),
    }


def _systemic_end(end: m.SystemicEnd | None) -> Json | None:
    if end is None:
        return None
    return {
        "treatment_id": end.phase.evidence.shown_id,
        "end_date": _iso(end.end),
        "days_before_as_of": end.days_before.exact,
    }


def _multiples(panel: m.Panel | None) -> Json:
    found = multiples(panel.results) if panel else {}
    return {key: number(value) for key, value in found.items()}


def _marker_value(value: m.MarkerValue) -> Json:
    return {
        "date": _iso(value.date),
        "result": value.result,
        "percent_of_blasts": number(value.percent),
        "specimen": value.specimen,
    }


def _evidence_of_oracle(facts: Facts) -> Json:
    """Return where the oracle's values come from; their own shapes have no place for it."""
    score, end, panel = facts.performance, facts.last_systemic_anticancer_end, facts.latest_panel
    spinal, visit = facts.last_intrathecal, facts.next_visit
    return {
        "latest_performance_status": source(score.evidence) if score else None,
        "last_systemic_anticancer_end": source(end.phase.evidence) if end else None,
        "last_intrathecal": source(spinal.evidence) if spinal else None,
        "latest_panel_id": source(panel.evidence) if panel else None,
        "next_appointment_id": source(visit.evidence) if visit else None,
    }


def _marker_history(fact: m.MarkerFact) -> Json:
    earlier = fact.earlier
    return {
        "evidence": source(fact.newest.evidence),
        "earlier": {**_marker_value(earlier), "evidence": source(earlier.evidence)}
        if earlier
        else None,
        "changed": fact.changed,
    }


def _person(facts: Facts) -> Json:
    age, area = facts.age, facts.body_surface
    return {
        "age_range": [age.years.low, age.years.high] if age else None,
        "usual_scale": facts.usual_scale.words,
        "weight": _measure(facts.weight),
        "height": _measure(facts.height),
        "oxygen_on_room_air": _measure(facts.oxygen),
        "weight_changes": [
            {
                "since": change.since,
                "kg": number(change.change_kg),
                "percent": number(change.change_percent),
                "words": change.words,
            }
            for change in facts.weight_changes
        ],
        "body_surface_m2": number(area.square_metres) if area else None,
        "body_surface_formula": area.formula if area else None,
    }


def _measure(measure: m.Measure | None) -> Json | None:
    if measure is None:
        return None
    return {
        **_quantity(measure.quantity),
        "date": _iso(measure.date),
        "age_days": _days(measure.age_days),
        "evidence": source(measure.evidence),
    }


def _disease(facts: Facts) -> Json:
    status = facts.status
    return {
        "situation": facts.situation.words,
        "marker_history": {key: _marker_history(fact) for key, fact in facts.markers.items()},
        "diagnoses": [_worded(fact.words, fact.evidence) for fact in facts.diagnoses],
        "present_status": _worded(status.words, status.evidence) if status else None,
        "relapses": [_worded(r.words, r.status.evidence) for r in facts.relapses],
        "genes": {key: _gene(fact) for key, fact in facts.genes.items()},
        "biology_at_diagnosis": _biology(facts.biology_at_diagnosis),
        "biology_at_relapse": _biology(facts.biology_at_relapse),
    }


def _gene(fact: m.GeneFact) -> Json:
    return {
        "newest": [_worded(value.words, value.evidence) for value in fact.newest],
        "earlier": [_worded(value.words, value.evidence) for value in fact.earlier],
        "changed": fact.changed,
        "seen_only_later": fact.seen_only_later,
        "at_diagnosis": fact.at_diagnosis,
    }


def _biology(found: m.Biology | None) -> Json | None:
    if found is None:
        return None
    genes = {key: [_worded(v.words, v.evidence) for v in vs] for key, vs in found.genes.items()}
    return {
        "label": found.label,
        "date": _iso(found.date),
        "markers": {key: _marker_value(value) for key, value in found.markers.items()},
        "genes": genes,
        "karyotypes": _sources(found.karyotypes),
    }


def _given(facts: Facts) -> Json:
    return {
        "lines": [_line(line) for line in facts.lines],
        "last_doses": [_dose(dose) for dose in facts.last_doses],
        "last_by_class": _last_given(facts.last_by_class),
        "last_by_group": _last_given(facts.last_by_family),
        "last_by_target": _last_given(facts.last_by_target),
        "transplants": [_worded(fact.words, fact.evidence) for fact in facts.transplants],
        "cell_therapies": [_worded(fact.words, fact.evidence) for fact in facts.cell_therapies],
        "spinal_fluid": [_worded(fact.words, fact.evidence) for fact in facts.spinal_fluid],
        "radiation": _sources(facts.radiation),
        "lifetime_exposures": _sources(facts.exposures),
    }


def _line(line: m.TherapyLine) -> Json:
    return {
        "line": line.number,
        "start": _iso(line.start),
        "end": _iso(line.end),
        "state": line.state,
        "best_response": line.best_response,
        "reason_stopped": line.reason_stopped,
        "phases": [
            {
                "name": phase.name,
                "start": _iso(phase.start),
                "end": _iso(phase.end),
                "state": phase.state,
                "response": phase.response,
                "reason_stopped": phase.reason_stopped,
                "evidence": source(phase.evidence),
            }
            for phase in line.phases
        ],
    }


def _dose(dose: m.LastDose) -> Json:
    return {
        "drug": dose.drug,
        "drug_id": dose.drug_id,
        "class": dose.drug_class,
        "group": dose.family,
        "way": dose.way,
        "replacement": dose.replacement,
        **_last_day(dose.last),
        "evidence": _sources(dose.evidence),
    }


def _last_day(last: m.LastDay) -> Json:
    return {
        "last": last.words,
        "kind": last.kind,
        "earliest": last.earliest.isoformat() if last.earliest else None,
        "latest": last.latest.isoformat(),
    }


def _last_given(groups: Mapping[str, m.LastGiven]) -> Json:
    return {
        key: {
            "label": group.label,
            **_last_day(group.last),
            "drugs": [dose.drug for dose in group.doses],
            "evidence": _sources(group.evidence),
        }
        for key, group in groups.items()
    }


def _rest(facts: Facts) -> Json:
    panel, visit = facts.latest_panel, facts.next_visit
    wanted = facts.decision_wanted(visit.evidence.id) if visit else None
    top = facts.questions_for(visit.evidence.id if visit else None)[:3]
    return {
        "latest_panel": [_lab(value) for value in panel.results] if panel else [],
        "newest_labs": {key: _lab(value) for key, value in facts.newest_labs.items()},
        "organ_tests": [_organ(fact) for fact in facts.organ_tests],
        "virus_tests": [_worded(f"{v.label}: {v.result}", v.evidence) for v in facts.viruses],
        "waiting_or_not_done": [
            {"state": fact.absence.value, **_worded(fact.words, fact.evidence)}
            for fact in facts.absences
        ],
        "immune_suppression": [_medicine(fact) for fact in facts.immune_suppression],
        "changes_counts": _sources(facts.changes_counts),
        "allergies": facts.allergies.words,
        "infections": [_worded(fact.words, fact.evidence) for fact in facts.infections],
        "asked_questions": len(facts.asked_questions),
        "top_questions": [_worded(fact.text, fact.evidence) for fact in top],
        "decision_wanted": list(wanted.words) if wanted else [],
        "documents": {key: _sources(found) for key, found in facts.documents.items()},
        "saved_trials": [_worded(fact.words, fact.evidence) for fact in facts.trials],
        "access_requests": [_worded(fact.words, fact.evidence) for fact in facts.access_requests],
        "conflicts": [_conflict(found) for found in facts.conflicts],
    }


def _lab(value: m.LabValue) -> Json:
    shown = _quantity(value.quantity) if value.quantity else {"value": value.text, "unit": None}
    return {
        "name": value.name,
        **shown,
        "flag": value.flag,
        "multiple_of_uln": number(value.multiple_of_uln),
        "date": _iso(value.date),
        "panel_id": value.panel_shown_id,
    }


def _organ(fact: m.OrganFact) -> Json:
    return {
        "test": fact.test,
        "words": fact.words,
        "date": _iso(fact.date),
        "age_days": _days(fact.age_days),
        "evidence": source(fact.evidence),
    }


def _medicine(fact: m.MedicineFact) -> Json:
    return {
        **_worded(fact.words, fact.evidence),
        "way": fact.way,
        "replacement": fact.replacement,
        "counts_as_immune_suppression": fact.suppresses_immunity,
    }


def _conflict(found: m.Conflict) -> Json:
    return {
        "what": found.what,
        "subject": found.subject,
        "sentence": found.sentence,
        "question": found.question,
        "evidence": _sources(found.entries),
    }


def _worded(words: str, evidence: m.Evidence) -> Json:
    return {"words": words, "date": _iso(evidence.date), "evidence": source(evidence)}


def source(evidence: m.Evidence) -> Json:
    """Return a row as evidence in JSON, with the id that is shown."""
    return {
        "table": evidence.table,
        "id": evidence.shown_id,
        "date": _iso(evidence.date),
        "words": evidence.words,
        "source": evidence.source,
    }


def _sources(rows: Iterable[m.Evidence]) -> list[Json]:
    return [source(row) for row in rows]


def _quantity(quantity: Quantity) -> Json:
    found: Json = {"value": number(quantity.value), "unit": quantity.unit}
    if quantity.comparator:
        found["comparator"] = quantity.comparator
    return found


def number(value: Decimal | None) -> int | float | None:
    """Return a number as JSON has it: whole ones without a fraction."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _days(days: DayRange | None) -> Sequence[int] | None:
    return [days.low, days.high] if days else None


def _iso(day: PartialDate | None) -> str | None:
    return day.iso if day else None

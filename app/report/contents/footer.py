"""The foot of every page."""

from app.case.facts import Facts
from app.report.contents.person import patient_name
from app.report.contents.wording import DISCLAIMER, TRIALS_DISCLAIMER, long_date
from app.report.options import PrintOptions
from app.report.outline.document import Footer


def footer_of(facts: Facts, options: PrintOptions) -> Footer:
    """Return disclaimer, date and name."""
    return Footer(
        disclaimer=DISCLAIMER,
        trials=TRIALS_DISCLAIMER,
        printed_on=f"Printed on {long_date(options.as_of)}",
        name=patient_name(facts.case.patient),
    )

"""One request: the product, what is left to the doctor, consent and ethics board, the steps."""

from collections.abc import Iterator, Sequence

from app.case.facts import Facts
from app.report.access.country import Country
from app.report.access.draft import consent_words
from app.report.access.told import ToldRoute, ToldStep
from app.report.contents.wording import counted, long_date
from app.report.outline.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Table,
    WritingLines,
)
from app.report.outline.words import Shape, Words, muted, say, shape, shortened, strong
from app.trials.access_routes import Route, Step
from app.trials.expanded_access import expanded_access_of
from app.trials.record import TrialRecord

ONLY_A_DOCTOR = "Only a doctor can send the request. The company may say no."
_CONSENT = ("consent", "ethics", "irb", "authority")
_LONGEST = 300


def request_blocks(
    followed: ToldRoute, record: TrialRecord | None, facts: Facts, country: Country
) -> Iterator[Block]:
    """Yield everything about one request.

    Args:
        followed: the route with its steps.
        record: the registry's record of the expanded access program, where it is saved.
        facts: for who can consent.
        country: which rules may be named.
    """
    drug = followed.request.drug or "product not named"
    yield Heading(f"Requested product: {shortened(drug, 90)}", level=1)
    yield Pairs(tuple(_product(followed, country)), summary="The requested product")
    if record is not None:
        yield Paragraph(say(" ".join(expanded_access_of(record).sentences)), "Registry:")
    yield from left_to_the_doctor()
    yield from _consent(country.route_of(followed.request.pathway), facts)
    yield from _steps(followed, country)


def no_request_blocks(facts: Facts, country: Country) -> Iterator[Block]:
    """Yield the same for a case in which no route is followed yet: empty, for the doctor."""
    yield Heading("Requested product", level=1)
    yield WritingLines(2, "No access route is noted yet. Product, company, program:")
    yield from left_to_the_doctor()
    yield from _consent(None, facts)
    names = "; ".join(route.name for route in country.rules.routes)
    yield Heading("Ways there are", note="to ask about")
    yield Paragraph(say(f"{names}. {country.rules.note or ''}"))


def _product(followed: ToldRoute, country: Country) -> Iterator[Pair]:
    request = followed.request
    yield Pair("Product", say(request.drug or "Not noted"))
    yield Pair("Company", say(request.company or "Not noted"))
    yield Pair("Program in the registry", say(request.registry_number or "None noted"))
    yield Pair("Way asked about", say(country.route_name(request.pathway)))
    since = f", since {long_date(request.started_on)}" if request.started_on else ""
    yield Pair("Where it stands", say(f"{country.status(request.status)}{since}"))
    if request.note:
        yield Pair("Our note", say(shortened(request.note, _LONGEST)))


def left_to_the_doctor() -> Iterator[Block]:
    """Yield the parts that only the doctor can write."""
    yield Heading("Why this product, for this patient", note="for the doctor")
    yield WritingLines(2)
    yield Heading("Proposed plan", note="for the doctor")
    yield WritingLines(4, "Dose, way, how long, tests, what would change the plan:")
    yield Heading("Risks, known and not known", note="for the doctor")
    yield WritingLines(3)


# Consent, ethics board, steps


def _consent(route: Route | None, facts: Facts) -> Iterator[Block]:
    yield Heading("Consent and ethics board", note="to tick off")
    rows = [_box_row(step) for step in (route.steps if route else ()) if _is_consent(step)]
    rows += [
        _own_row(f"Consent in writing: {consent_words(facts)}"),
        _own_row("A copy of the consent form for the family."),
    ]
    if facts.case.patient.interpreter_needed:
        rows.append(_own_row("Interpreter at the consent talk."))
    columns = (Column(), Column("What", 1.6, row_header=True), Column("Who", 0.7), Column("When"))
    yield Table(columns, tuple(rows), "Consent and ethics board, to tick off")


def _is_consent(step: Step) -> bool:
    papers = any("consent" in paper.casefold() for paper in step.documents)
    return papers or any(word in step.text.casefold() for word in _CONSENT)


def _box_row(step: Step) -> Row:
    papers = f" Papers: {', '.join(step.documents)}." if step.documents else ""
    return Row(
        (
            Cell(say(shape(Shape.BOX))),
            Cell(say(f"{step.text}.", muted(papers))),
            Cell(say(step.who)),
            Cell(say(step.typical_time)),
        )
    )


def _own_row(text: str) -> Row:
    return Row((Cell(say(shape(Shape.BOX))), Cell(say(text)), Cell(), Cell()))


def _steps(followed: ToldRoute, country: Country) -> Iterator[Block]:
    shown = country.steps_shown(followed)
    route = country.route_of(followed.request.pathway)
    rest = _not_followed(shown, route)
    yield Heading("Steps", note="who holds the ball, since when")
    yield Paragraph(say(strong(ONLY_A_DOCTOR)))
    if shown:
        yield _step_table(shown)
    hidden = len(followed.steps) - len(shown)
    if hidden:
        one = counted(hidden, "step")
        yield Paragraph(say(f"{one} by the rules of another country noted, not printed here."))
    if rest:
        yield Heading("Usual steps of this way", level=3)
        yield _usual_table(rest)
        yield Paragraph(say(_source(rest, country)), small=True)
    if country.rules.note:
        yield Paragraph(say(country.rules.note))


def _not_followed(shown: Sequence[ToldStep], route: Route | None) -> Sequence[Step]:
    """Return the steps of the list that the family has not made its own."""
    if route is None:
        return ()
    own = {step.template.id for step in shown if step.template}
    return [step for step in route.steps if step.id not in own]


def _step_table(steps: Sequence[ToldStep]) -> Table:
    columns = (
        Column(),
        Column("Step", 1.5, row_header=True),
        Column("Who", 0.7),
        Column("Where it stands", 1.0),
    )
    return Table(columns, tuple(map(_step_row, steps)), "Steps with their state")


def _step_row(step: ToldStep) -> Row:
    note = muted(f" {shortened(step.note, 160)}") if step.note else ""
    told: Words = say(strong(step.words)) if step.state == "waiting" else say(step.words)
    return Row(
        (
            Cell(say(f"{step.number}.")),
            Cell(say(shortened(step.text, _LONGEST), note)),
            Cell(say(step.holder)),
            Cell(told),
        )
    )


def _usual_table(steps: Sequence[Step]) -> Table:
    columns = (
        Column(),
        Column("Step", 1.5, row_header=True),
        Column("Who", 0.7),
        Column("Usual time", 0.8),
    )
    rows = (
        Row(
            (
                Cell(say(f"{step.number}.")),
                Cell(say(step.text)),
                Cell(say(step.who)),
                Cell(say(step.typical_time)),
            )
        )
        for step in steps
    )
    return Table(columns, tuple(rows), "Usual steps with who does them and how long they take")


def _source(steps: Sequence[Step], country: Country) -> str:
    """Return where the steps are from and of which day; says so where nobody checked them."""
    day = long_date(steps[0].as_of)
    sources = dict.fromkeys(step.source for step in steps if country.may_name(step.source))
    named = f", from: {'; '.join(sources)}" if sources else ""
    checked = "" if all(step.verified for step in steps) else " Not every step was checked there."
    return f"Steps as of {day}{named}.{checked}"

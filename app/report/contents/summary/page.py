"""The one side of the summary, as blocks, at a given detail."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cached_property, partial
from typing import NamedTuple

from app.case.facts import Facts
from app.report.contents.course import course_strip
from app.report.contents.disease import disease_rows
from app.report.contents.given import Given, given
from app.report.contents.health import infection_rows, organ_rows
from app.report.contents.labs import MAIN_LABS, changes_counts, lab_table, other_results
from app.report.contents.medicines import (
    last_dose_rows,
    last_doses_in_a_row,
    medicine_rows,
    medicines_flowing,
    medicines_in_a_row,
)
from app.report.contents.options_seen import left_out_trials, options_blocks
from app.report.contents.records import record_rows
from app.report.contents.summary.cuts import cut_names, ends_of, named
from app.report.contents.summary.detail import ALL, OF_TEAM, SECTION_OF, Detail, left_out
from app.report.contents.top import (
    alert_box,
    decision,
    masthead,
    questions,
    with_empty_lines,
)
from app.report.contents.treatments import line_table, treatment_table
from app.report.contents.visit import visit_of
from app.report.contents.wording import NOT_KNOWN
from app.report.options import MOST_LAB_DATES, SECTIONS, PrintOptions
from app.report.outline.blocks import (
    Block,
    Columns,
    Heading,
    Pair,
    Pairs,
    Paragraph,
    Questions,
)
from app.report.outline.capped import capped
from app.report.outline.words import say, text_of

TEAM = "Care team and phone numbers"


class Place(IntEnum):
    """Where a section may stand."""

    BESIDE_DISEASE = 0
    BESIDE_LABS = 1
    UNDER_LABS = 2


class Arrangement(NamedTuple):
    """Where the columns stand.

    Attributes:
        upper, lower: width of the left column above and below the course, as a share.
        places: where tests, infections, options, records and, if wanted, the team stand.
    """

    upper: float
    lower: float
    places: tuple[Place, ...]

    def at(self, place: Place, sections: Sequence[tuple[Block, ...]]) -> tuple[Block, ...]:
        """Return the blocks of the sections at a place."""
        pairs = zip(self.places, sections, strict=True)
        return tuple(block for where, section in pairs if where == place for block in section)


class SummaryPage:
    """Makes the blocks of the page; a section that does not change is made only once."""

    def __init__(self, facts: Facts, options: PrintOptions) -> None:
        self._facts = facts
        self._options = options
        self._visit = visit_of(facts, options)
        self._made: dict[object, tuple[Block, ...]] = {}
        self.names_cuts = False
        self.order_gave_way = False
        self._cuts: dict[object, tuple[str, ...]] = {}
        self.questions = questions(facts, self._visit)
        self.given: tuple[Given, ...] = given(facts)
        self._labs = options.labs or MAIN_LABS

    @property
    def with_team(self) -> bool:
        """Whether the care team stands on the page."""
        return self._options.with_team

    @property
    def movable_count(self) -> int:
        """How many sections stand where there is room."""
        return 5 if self.with_team else 4

    @cached_property
    def left_out_by_choice(self) -> tuple[str, ...]:
        """What the family chose to leave out, in words."""
        chosen = [words for key, words in SECTIONS.items() if self._is_without(key)]
        if "labs" not in self._options.without:
            chosen += self._labs_left_out
        return tuple(chosen)

    @property
    def _labs_left_out(self) -> Iterator[str]:
        """Yield what of the blood results the family does not want on the page."""
        if self._labs != MAIN_LABS and set(MAIN_LABS) - set(self._labs):
            yield "some blood results"
        dates = self._options.lab_dates
        if (
            dates < MOST_LAB_DATES
            and len(self._facts.lab_table(self._labs, dates + 1).dates) > dates
        ):
            yield "older blood results"

    def _is_without(self, section: str | None) -> bool:
        return section in self._options.without

    @property
    def speaks_of_trials(self) -> bool:
        """Whether the footer must say who decides on joining."""
        return bool(self._facts.trials or self._facts.access_requests)

    def blocks(self, detail: Detail, arrangement: Arrangement) -> tuple[Block, ...]:
        """Return the page from top to bottom."""
        sections = self._merged(detail, arrangement)
        beside_disease = arrangement.at(Place.BESIDE_DISEASE, sections)
        under_labs = arrangement.at(Place.UNDER_LABS, sections)
        return (
            *self.top(detail),
            Columns(
                self.disease(detail), (*self.medicines(detail), *beside_disease), arrangement.upper
            ),
            *self.course(detail),
            Columns(
                (*self.labs(detail), *under_labs),
                arrangement.at(Place.BESIDE_LABS, sections),
                arrangement.lower,
            ),
            *self.last_line(detail),
        )

    def left_out(self, detail: Detail) -> tuple[str, ...]:
        """Return what did not fit, in words; what the case does not hold is not missing."""
        told = [what for what in left_out(detail) if not self._is_without(SECTION_OF.get(what))]
        if "older labs" in told and detail.lab_columns >= self._options.lab_dates:
            told.remove("older labs")
        told = [what for what in told if self._misses(what, detail)]
        more = 0 if self._is_without("trials") else left_out_trials(self._facts, detail.trials)
        if "further saved trials" in told:
            told.remove("further saved trials")
        if more:
            told.append(f"{more} of {len(self._facts.trials)} saved trials")
        if not any(one.effects for one in self.given) and "side effects" in told:
            told.remove("side effects")
        if "start dates of medicines" in told and not self._has_start_dates:
            told.remove("start dates of medicines")
        cut = self._cut(detail) if self.names_cuts else ()
        if "parts of long texts" in told and self.names_cuts:
            told.remove("parts of long texts")
        told += ends_of(cut)
        if self.order_gave_way:
            told.append("the chosen order of the sections")
        hidden = len(self.questions) - detail.questions
        if hidden > 0:
            told.insert(0, f"{hidden} of {len(self.questions)} questions")
        return tuple(told)

    def _misses(self, what: str, detail: Detail) -> bool:
        """Whether something of the team that went was there at all."""
        if what not in OF_TEAM:
            return True
        return self.with_team and len(self._people(ALL)) > detail.team

    @property
    def _has_start_dates(self) -> bool:
        return any(medicine.start for medicine in self._facts.active_medicines)

    def _cut(self, detail: Detail) -> tuple[str, ...]:
        """Return what ends in "…" at a detail, from top to bottom."""
        sections = (
            self.top(detail),
            self.disease(detail),
            self.medicines(detail),
            self.course(detail),
            self.labs(detail),
            *self.movable(detail),
        )
        # The blocks of a section are kept, so its id stays its own.
        key = tuple(map(id, sections[1:])), detail.questions, detail.cell, detail.running
        if key not in self._cuts:
            self._cuts[key] = tuple(dict.fromkeys(cut_names(sections)))
        return self._cuts[key]

    def _once(
        self, detail: Detail, key: object, make: Callable[[], Iterable[Block]]
    ) -> tuple[Block, ...]:
        """Return blocks made before for the same key; no text of theirs is endless."""
        full_key = (key, detail.cell, detail.running)
        found = self._made.get(full_key)
        if found is None:
            made = (capped(block, detail.cell, detail.running) for block in make())
            found = self._made[full_key] = tuple(made)
        return found

    def top(self, detail: Detail) -> tuple[Block, ...]:
        """Return identity, alerts, decision and questions."""
        return (*self.identity(detail), *self.asked(detail))

    def identity(self, detail: Detail) -> tuple[Block, ...]:
        """Return who it is about, the alerts, and the decision wanted."""
        return self._once(detail, "top", self._identity)

    def asked(self, detail: Detail) -> tuple[Block, ...]:
        """Return the questions."""
        shown = with_empty_lines(self.questions[: max(3, detail.questions)])
        return self._once(
            detail,
            ("questions", len(shown)),
            lambda: (Heading("Our questions"), Questions(shown)),
        )

    def _identity(self) -> tuple[Block, ...]:
        return (
            masthead(self._facts, self._options, self._visit),
            alert_box(self._facts),
            decision(self._facts, self._visit),
        )

    def disease(self, detail: Detail) -> tuple[Block, ...]:
        """Return the disease at a glance."""
        key = ("disease", detail.genes, detail.markers, detail.glance)

        def make() -> tuple[Block, ...]:
            rows = disease_rows(self._facts, detail.genes, detail.markers)[: detail.glance]
            return (Heading("At a glance"), Pairs(rows))

        return self._once(detail, key, make)

    def medicines(self, detail: Detail) -> tuple[Block, ...]:
        """Return the medicines taken now."""
        key = ("medicines", detail.medicines, detail.longest, detail.most)
        return self._once(detail, key, lambda: self._medicine_blocks(detail))

    def _medicine_blocks(self, detail: Detail) -> Iterator[Block]:
        if detail.medicines == "rows":
            yield Heading("Medicines now", aside="since")
            yield Pairs(medicine_rows(self._facts, detail.most))
        elif detail.medicines == "flowing":
            yield Heading("Medicines now", aside="since")
            yield medicines_flowing(self._facts, detail.most)
        else:
            yield Heading("Medicines now")
            yield medicines_in_a_row(self._facts, detail.longest, detail.most)

    def course(self, detail: Detail) -> tuple[Block, ...]:
        """Return the strip and the table of treatments."""
        key = (
            "course",
            detail.course,
            detail.effects,
            detail.treatments,
            detail.longest,
            detail.most,
        )
        return self._once(detail, key, lambda: self._course_blocks(detail))

    def _course_blocks(self, detail: Detail) -> Iterator[Block]:
        wanted = detail.course and not self._is_without("course")
        strip = course_strip(self._facts, self.given) if wanted else None
        note = (
            "numbers match the table; circles: leukemia or lymphoma in marrow, filled = found, "
            "empty = not found"
        )
        yield Heading("Course and treatments", note=note if strip else "")
        if strip:
            yield strip
        if detail.treatments == "lines":
            yield line_table(self._facts, self.given, detail.line, detail.most)
        else:
            yield treatment_table(self.given, detail.effects)
        yield last_doses_in_a_row(last_dose_rows(self._facts)[: detail.most])

    def labs(self, detail: Detail) -> tuple[Block, ...]:
        """Return the blood results."""
        key = ("labs", detail.lab_columns, detail.lab_remarks)
        return self._once(detail, key, lambda: self._lab_blocks(detail))

    def _lab_blocks(self, detail: Detail) -> Iterator[Block]:
        if not detail.lab_columns or self._is_without("labs"):
            return
        yield Heading("Blood results", note="L low, H high, by that lab's own range")
        dates = min(detail.lab_columns, self._options.lab_dates)
        yield lab_table(self._facts, dates, self._facts.as_of.year, self._labs)
        others = other_results(self._facts, (*MAIN_LABS, *self._labs))
        told = " ".join(part for part in (changes_counts(self._facts), others) if part)
        if detail.lab_remarks and told:
            yield Paragraph(say(told), small=True)

    def movable(self, detail: Detail) -> tuple[tuple[Block, ...], ...]:
        """Return the sections that stand where there is room: tests ... records, the team."""
        keys: list[object] = [
            ("tests", detail.health, detail.extras),
            ("infections", detail.health, detail.resolved_infections),
            ("options", detail.trials, detail.brief_trials),
            ("records", detail.records),
        ]
        makers = [self._tests, self._infections, self._options_seen, self._records]
        if self._options.with_team:
            keys.append(("team", detail.team))
            makers.append(self._team)
        return tuple(
            self._once(detail, key, partial(make, detail))
            for key, make in zip(keys, makers, strict=True)
        )

    def sections(self, detail: Detail) -> dict[str, tuple[Block, ...]]:
        """Return the blocks of every section by its key in `ORDER`."""
        names = ("tests", "infections", "trials", "records", "team")
        return {
            "questions": self.asked(detail),
            "glance": self.disease(detail),
            "medicines": self.medicines(detail),
            "treatments": self.course(detail),
            "labs": self.labs(detail),
            **dict(zip(names, self.movable(detail), strict=False)),
        }

    def _merged(self, detail: Detail, arrangement: Arrangement) -> tuple[tuple[Block, ...], ...]:
        """Return the movable sections, tests and infections as one where they stand together."""
        sections = self.movable(detail)
        tests, infections, *others = sections
        if arrangement.places[0] != arrangement.places[1] or not (tests and infections):
            return sections
        key = ("merged", id(tests), id(infections))
        return (self._once(detail, key, lambda: _together(tests, infections)), (), *others)

    def _tests(self, detail: Detail) -> tuple[Block, ...]:
        if self._is_without("tests"):
            return ()
        return self._health("Tests", organ_rows(self._facts, detail.extras), detail)

    def _infections(self, detail: Detail) -> tuple[Block, ...]:
        if self._is_without("infections"):
            return ()
        rows = infection_rows(self._facts, detail.resolved_infections)
        return self._health("Infections, other problems", rows, detail)

    def _health(self, title: str, rows: tuple[Pair, ...], detail: Detail) -> tuple[Block, ...]:
        if detail.health == "none":
            return ()
        if detail.health == "short":
            rows = tuple(row for row in rows if text_of(row.words) != NOT_KNOWN)
        return (Heading(title), Pairs(rows)) if rows else ()

    def _options_seen(self, detail: Detail) -> tuple[Block, ...]:
        if self._is_without("trials"):
            return ()
        told = options_blocks(self._facts, detail.trials, detail.brief_trials)
        return (Heading("Trials and access looked at"), *told)

    def _records(self, detail: Detail) -> tuple[Block, ...]:
        if detail.records == "none" or self._is_without("records"):
            return ()
        return (Heading("Records"), Pairs(record_rows(self._facts, detail.records == "dates")))

    def _team(self, detail: Detail) -> tuple[Block, ...]:
        if not detail.team:
            return ()
        return (Heading(TEAM), Pairs(self._people(detail.team)))

    def _people(self, most: int) -> tuple[Pair, ...]:
        # The usual page has no team on it and need not load how one is told.
        from app.report.contents.contacts import team_rows

        return team_rows(self._facts.case, most)

    def last_line(self, detail: Detail) -> tuple[Block, ...]:
        """Return the line that names what was left out."""
        told = self.left_out(detail)
        by_choice = self.left_out_by_choice
        return self._once(detail, ("last line", *told), lambda: named(told, by_choice))


def _together(tests: tuple[Block, ...], infections: tuple[Block, ...]) -> tuple[Block, ...]:
    rows = [
        row for block in (*tests, *infections) if isinstance(block, Pairs) for row in block.rows
    ]
    return (Heading("Tests and infections"), Pairs(tuple(rows)))

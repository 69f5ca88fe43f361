"""The lines of a trial for the screen: our check, what it asks for, the record, and the question.

A person's answer stands above the program's check, which stays visible. What the program did not
read is to be asked, and says so.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.case import codes
from app.case.case import SPECS, Case
from app.case.declaration import Part
from app.case.entities import CriterionAnswer, Question
from app.case.facts.model import Evidence
from app.case.partial_date import PartialDate
from app.casefile import Changes, Insert, new_id
from app.eligibility.answers import Answered
from app.eligibility.check_trial import FROM_FIELD, CheckedTrial
from app.eligibility.checking.verdict import State
from app.eligibility.checking.words import shown
from app.eligibility.unknowns import Unknown, unknowns
from app.errors import CasebookError
from app.usecases import ask_team
from app.usecases.answer_criterion import NO_SUCH_LINE
from app.usecases.check_trials import TrialCheck
from app.usecases.find_trial import spoken_name
from app.usecases.session import Session
from app.usecases.trial_page_checks import screen_state

WORDS = {"rule_out": "May rule out", "ask": "Ask the team", "fits": "Fits", "": "Only explains"}
NOT_READ = "Not read by the program: only a person can say."
NO_LINE = "This line is no longer in the record of the trial."
NOTHING = "Nothing to show yet"
THIS = "This line"

_ORDER = ("rule_out", "ask", "fits", "")
_MOST_ROWS = 2
_TESTS = ("lab", "organ_test")
_TIDY = re.compile(r"[\s:,]+(?=\.?$)|\(\s*\)")
_FILES = (".json", ".xml", ".zip", ".csv", ".tsv", ".txt", ".ndjson", ".xlsx")


@dataclass(frozen=True, slots=True)
class RecordShown:
    """A row of the family's record beside a line.

    Attributes:
        words: what it says, in a few words.
        link: its source and day, "" where neither is known.
        table, row_id: the entry to open.
    """

    words: str
    link: str
    table: str
    row_id: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of a trial on the screen.

    Attributes:
        section, number: which line, as in `Criterion`; "" for an answer whose line is gone.
        state: "rule_out", "ask", "fits", or "" where the line only explains.
        word: the same in words.
        text: the registry's own words.
        above: the heading it stands under, "" for none.
        records: what the record says, the deciding rows first.
        reason: why, in a sentence or two.
        why: the same without what the records beside it say already.
        not_read: the program did not understand the line.
        answer: the person's answer in words ("Fits, by Dr. Okoye, 12 May 2026"), else "".
        answer_note: what they said.
        answer_id: the row of the answer.
        ours: the program's own check where a person answered, else "".
        look_again: why the answer deserves another look.
        question_id: the question on the list that asks about this line, "" for none.
        understood: what the program read in the line.
    """

    section: str
    number: str
    state: str
    word: str
    text: str
    above: str
    records: tuple[RecordShown, ...]
    reason: str
    why: str = ""
    not_read: bool = False
    answer: str = ""
    answer_note: str = ""
    answer_id: str = ""
    ours: str = ""
    look_again: tuple[str, ...] = ()
    question_id: str = ""
    understood: str = ""

    @property
    def key(self) -> str:
        """Names the line within its trial."""
        return f"{self.section} {self.number}" if self.number else self.answer_id

    @property
    def can_ask(self) -> bool:
        """Whether there is something to ask about it."""
        return self.state in ("rule_out", "ask") and bool(self.number)

    @property
    def spoken(self) -> str:
        """The whole row as sentences, for a screen reader."""
        said = [self.word, self.answer, self.text, *self.look_again]
        said += [row.words for row in self.records]
        said += [f"Source: {row.link}" for row in self.records if row.link]
        said += [] if self.records else [self.reason, NOTHING]
        if self.ours:
            said.append(f"Our check: {self.ours}")
        if self.question_id:
            said.append("On question list")
        return " ".join(f"{part.rstrip('.')}." for part in said if part)


def lines_shown(session: Session, check: TrialCheck) -> tuple[LineShown, ...]:
    """Return the lines of a checked trial: may rule out, ask, fits, then what only explains."""
    lines = [_line(session, check, line) for line in check.answered.lines]
    lines.sort(key=lambda line: _ORDER.index(line.state))
    return (*lines, *map(_without_line, check.answered.without_line))


def _line(session: Session, check: TrialCheck, line: Answered) -> LineShown:
    checked, criterion = line.checked, line.checked.criterion
    state = screen_state(line)
    not_read = checked.state is State.NOT_READ and not checked.asks_nothing
    return LineShown(
        section=criterion.section,
        number=criterion.number,
        state=state,
        word=WORDS[state],
        text=criterion.text,
        above=" · ".join((*criterion.parent, *filter(None, (criterion.cohort,)))),
        records=tuple(_records(session.case, checked.evidence)),
        reason=NOT_READ if not_read else checked.reason,
        why=NOT_READ
        if not_read
        else why_words(checked.reason.replace(f"“{criterion.text}”", THIS), checked.evidence),
        not_read=not_read,
        answer=answer_words(line.answer) if line.answer else "",
        answer_note=(line.answer.note or "") if line.answer else "",
        answer_id=line.answer.id if line.answer else "",
        ours=_ours(line) if line.answer else "",
        look_again=line.look_again,
        question_id=_on_list(session, check, line) if state in ("rule_out", "ask") else "",
        understood=checked.requirement,
    )


def why_words(reason: str, rows: Iterable[Evidence]) -> str:
    """Return a reason without the words and the day of the rows that stand beside it."""
    said = reason
    for row in rows:
        said = said.replace(shown(row), "").replace(row.words, "")
    sentences = (_TIDY.sub("", part).strip(" ,:;") for part in said.split(". "))
    return " ".join(f"{_capital(part.rstrip('.'))}." for part in sentences if part.strip(" .()"))


def _without_line(answer: CriterionAnswer) -> LineShown:
    return LineShown(
        section="",
        number="",
        state="",
        word=WORDS[""],
        text=answer.criterion_text or "",
        above="",
        records=(),
        reason=NO_LINE,
        answer=answer_words(answer),
        answer_note=answer.note or "",
        answer_id=answer.id,
    )


def _ours(line: Answered) -> str:
    if line.checked.state is State.NOT_READ:
        return NOT_READ
    return WORDS[{"met": "fits", "not_met": "rule_out"}.get(str(line.checked.state), "ask")]


def answer_words(answer: CriterionAnswer) -> str:
    """Return "Fits, by Dr. Okoye, 12 May 2026"."""
    said = codes.label("criterion.answer", answer.answer) if answer.answer else "Answered"
    by = f"by {answer.answered_by}" if answer.answered_by else ""
    day = answer.answered_on.words() if answer.answered_on else ""
    return ", ".join(part for part in (said, by, day) if part)


def _records(case: Case, rows: Iterable[Evidence]) -> Iterator[RecordShown]:
    for row in tuple(rows)[:_MOST_ROWS]:
        table, row_id = entry_of(case, row)
        yield RecordShown(_capital(row.words), _link(row, table), table, row_id)


def entry_of(case: Case, row: Evidence) -> tuple[str, str]:
    """Return the table and id of the entry a row belongs to: of a result, its report."""
    spec = SPECS[row.table]
    entry = case.get(spec.entity, row.id)
    if spec.parent is not None and isinstance(entry, Part):
        return spec.parent.spec.table, entry.parent_id
    return row.table, row.id


def _link(row: Evidence, table: str) -> str:
    source = row.source or ""
    if not source or source.casefold().endswith(_FILES):
        source = _capital(SPECS[table].label)
    day = row.date.words() if row.date else ""
    return source if not day or day in source else f"{source}, {day}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# Questions


def ask_about(session: Session, check: TrialCheck, section: str, number: str) -> Changes:
    """Put a question about a line onto the question list, as one step that can be undone.

    Raises:
        CasebookError: the line is not in the record any more; nothing was changed.
    """
    line = _find(check, section, number)
    gap = _gap(session, check, line)
    if gap is not None:
        return ask_team.ask(session, gap)
    question = Question(
        id=new_id(),
        text=question_about(session, check, line),
        category="trial",
        priority=2,
        created=PartialDate.of(session.as_of()),
        status="open",
    )
    name = f"add question on {spoken_name(check.kept.saved)}, {section} line {number}"
    return session.run(name, [Insert(question)])


def ask_words(session: Session, words: str) -> Changes:
    """Put a question in these words onto the question list; raises `CasebookError`."""
    question = Question(
        id=new_id(),
        text=words,
        category="trial",
        priority=2,
        created=PartialDate.of(session.as_of()),
        status="open",
    )
    return session.run("add question", [Insert(question)])


def question_about(session: Session, check: TrialCheck, line: Answered) -> str:
    """Return the question that a line leads to, in plain words."""
    gap = _gap(session, check, line)
    if gap is not None:
        return gap.question
    checked = line.checked
    trial = spoken_name(check.kept.saved)
    patient = session.case.patient
    name = patient.preferred_name or patient.display_name or "the patient"
    said = f"{trial} says: “{checked.criterion.text}”"
    if checked.state is State.NOT_MET and checked.evidence:
        row = checked.evidence[0]
        day = f", {row.date.words()}" if row.date else ""
        return f"{said} Our record: {row.words}{day}. What does this mean for {name}?"
    return f"{said} Does this fit {name}?"


def _gap(session: Session, check: TrialCheck, line: Answered) -> Unknown | None:
    if line.checked.state not in (State.UNKNOWN, State.CONFLICT):
        return None
    only = CheckedTrial(check.checked.number, check.checked.title, (line.checked,))
    return next(iter(unknowns([only], session.facts())), None)


def _on_list(session: Session, check: TrialCheck, line: Answered) -> str:
    """Return the open question that asks about a line, "" where there is none."""
    wanted = question_about(session, check, line).casefold()
    # A test has a name of its own; the name of a medicine may stand in any question about it.
    tests = (fact for fact in line.checked.missing if fact.key[0] in _TESTS)
    names = [_bare(fact.name) for fact in tests]
    for question in session.case.all(Question):
        text = (question.text or "").casefold()
        if question.status in (None, "open", "asked") and (
            text == wanted or any(len(name) > 4 and name in text for name in names)
        ):
            return question.id
    return _on_drug(session, check, line)


def _on_drug(session: Session, check: TrialCheck, line: Answered) -> str:
    """Return an open question that names both this trial and the medicine that may rule out."""
    if line.checked.state is not State.NOT_MET or not line.checked.evidence:
        return ""
    drug = line.checked.evidence[0].words.split(",")[0].split(" ")[0].casefold()
    names = _short_names(check)
    for question in session.case.all(Question):
        text = (question.text or "").casefold()
        named = any(name in text for name in names)
        if question.status in (None, "open", "asked") and named and len(drug) > 4 and drug in text:
            return question.id
    return ""


def _short_names(check: TrialCheck) -> tuple[str, ...]:
    """Return the words of a trial's name that stand for it alone, such as "xt-107"."""
    words = (word.strip("(),.:;").casefold() for word in (check.checked.title or "").split())
    numbered = [word for word in words if any(c.isdigit() for c in word) and "-" in word]
    return (*numbered, *filter(None, (check.kept.number.casefold(),)))


def _bare(name: str) -> str:
    return name.partition("(")[0].strip().casefold()


def _find(check: TrialCheck, section: str, number: str) -> Answered:
    for line in check.answered.lines:
        criterion = line.checked.criterion
        if (criterion.section, criterion.number) == (section, number):
            return line
    raise CasebookError(NO_SUCH_LINE)


def place_of_line(line: LineShown) -> str:
    """Return "Inclusion 4", or the registry's own field it comes from."""
    if FROM_FIELD in line.above:
        return FROM_FIELD
    return f"{_capital(line.section)} {line.number}".strip()

"""What one copy had from the other and changed since: it never comes back as it was."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.case.entities import Allergy, Question
from app.casefile import CaseFile, Decision, Delete, Insert, Update, new_id, verify
from app.casefile.merging.contents import present, taken_apart
from app.casefile.merging.merge_operations import is_merge, merge_name
from tests.casefile.conftest import first_rows

Family = dict[str, Path]


def opened(path: Path) -> CaseFile:
    return CaseFile.open(path, author=path.stem, backup_on_close=False)


def family_in(folder: Path) -> Family:
    """Ana's case with an allergy and a question, and copies of it for Ben and Cleo."""
    allergy = Allergy(id=new_id(), substance="penicillin", severity="mild")
    rows = [*first_rows(), Insert(allergy), Insert(Question(id=new_id(), text="Who?"))]
    found = {name: folder / f"{name}.casebook" for name in "ABC"}
    CaseFile.create(found["A"], rows, backup_on_close=False).close()
    for name in "BC":
        shutil.copy(found["A"], found[name])
    return found


@pytest.fixture
def family(tmp_path: Path) -> Family:
    return family_in(tmp_path)


def as_sent(copy: Path) -> Path:
    return Path(shutil.copy(copy, copy.with_suffix(".sent")))


def take(path: Path, copy: Path, decision: Decision | None = Decision.OURS) -> int:
    """Bring in a copy; None leaves every choice open. Returns how many choices there were."""
    with opened(path) as file:
        choices = file.compare_with_copy(copy).choices
        decided = {choice.key: decision for choice in choices} if decision else {}
        file.take_copy(copy, decided, finished=decision is not None or not choices)
    return len(choices)


def set_severity(path: Path, severity: str) -> None:
    with opened(path) as file:
        (row,) = file.case().all(Allergy)
        file.run("edit", [Update(replace(row, severity=severity))])


def severity(path: Path) -> Any:
    with opened(path) as file:
        return file.case().all(Allergy)[0].severity


def set_words(path: Path, text: str) -> None:
    with opened(path) as file:
        (row,) = file.case().all(Question)
        file.run("edit", [Update(replace(row, text=text))])


def ask(path: Path, text: str) -> None:
    with opened(path) as file:
        file.run("add", [Insert(Question(id=new_id(), text=text))])


def drop(path: Path, text: str) -> None:
    with opened(path) as file:
        gone = [row for row in file.case().all(Question) if row.text == text]
        file.run("delete", [Delete("question", row.id) for row in gone])


def questions(path: Path) -> set[str | None]:
    with opened(path) as file:
        return {row.text for row in file.case().all(Question)}


def exchanged(family: Family) -> None:
    """Ana and Ben send each other their copies at the same time."""
    sent = as_sent(family["A"])
    take(family["A"], family["B"])
    take(family["B"], sent)


@pytest.mark.parametrize("order", ["AB", "BA"])
def test_a_correction_after_copies_crossed_in_the_post(family: Family, order: str) -> None:
    set_severity(family["B"], "severe")
    ask(family["B"], "New?")
    set_words(family["A"], "Who is on call?")
    exchanged(family)
    set_severity(family["A"], "mild")
    drop(family["A"], "New?")
    first, second = (family[name] for name in order)
    assert take(first, second) == 0
    assert take(second, first) == 0
    for path in family["A"], family["B"]:
        assert severity(path) == "mild"
        assert questions(path) == {"Who is on call?"}
        assert all(check.ok for check in verify(path))


@pytest.mark.parametrize("order", ["BC", "CB"])
def test_a_correction_after_another_relative_passed_the_entry_on(
    family: Family, order: str
) -> None:
    set_severity(family["B"], "severe")
    ask(family["B"], "New?")
    take(family["A"], family["B"])
    take(family["C"], family["A"])
    set_severity(family["B"], "mild")
    drop(family["B"], "New?")
    first, second = (family[name] for name in order)
    assert take(first, second) == 0
    assert take(second, first) == 0
    for path in first, second:
        assert severity(path) == "mild"
        assert questions(path) == {"Who?"}


def test_a_correction_while_choices_stay_open(family: Family) -> None:
    set_words(family["A"], "Who is on call?")
    set_words(family["B"], "Who is there?")
    set_severity(family["B"], "severe")
    assert take(family["A"], family["B"], None) == 1
    set_severity(family["A"], "mild")
    assert take(family["A"], family["B"], None) == 1
    assert severity(family["A"]) == "mild"


def test_edited_after_it_was_passed_on_and_deleted_here_is_asked(family: Family) -> None:
    ask(family["B"], "New?")
    take(family["A"], family["B"])
    take(family["C"], family["A"])
    drop(family["B"], "New?")
    with opened(family["C"]) as file:
        row = next(row for row in file.case().all(Question) if row.text == "New?")
        file.run("edit", [Update(replace(row, status="answered"))])
    assert take(family["B"], family["C"]) == 1


def test_both_went_on_from_the_values_of_each_other(family: Family) -> None:
    """Each took over what the other then let go of: nobody's is the newer one, so it is asked."""
    set_severity(family["A"], "moderate")
    set_severity(family["B"], "severe")
    sent = as_sent(family["A"])
    take(family["A"], family["B"], Decision.THEIRS)
    take(family["B"], sent, Decision.THEIRS)
    assert take(family["A"], family["B"]) == 1


def test_a_merge_that_was_taken_back_can_be_made_again(family: Family) -> None:
    set_severity(family["B"], "severe")
    ask(family["B"], "New?")
    for _ in range(2):
        take(family["A"], family["B"])
        assert severity(family["A"]) == "severe"
        with opened(family["A"]) as file:
            file.undo()
        assert questions(family["A"]) == {"Who?"}
    with opened(family["A"]) as file:
        file.redo()
        assert file.compare_with_copy(family["B"]).brings_nothing


@pytest.mark.parametrize("decision", list(Decision))
def test_what_was_decided_is_not_asked_again_while_others_stay_open(
    family: Family, decision: Decision
) -> None:
    set_severity(family["A"], "moderate")
    set_severity(family["B"], "severe")
    for _ in range(2):
        with opened(family["A"]) as file:
            choices = file.compare_with_copy(family["B"]).choices
            decided = {choice.key: decision for choice in choices}
            file.take_copy(family["B"], decided, finished=False)
            rows = len(file.case().all(Allergy))
    assert choices == ()
    assert rows == (2 if decision is Decision.BOTH else 1)


def test_both_of_a_row_that_one_removed_keeps_what_is_there(family: Family) -> None:
    drop(family["A"], "Who?")
    set_words(family["B"], "Who is it?")
    take(family["A"], family["B"], Decision.BOTH)
    assert questions(family["A"]) == {"Who is it?"}


def test_what_a_merge_is_called_tells_that_it_is_one(family: Family) -> None:
    take(family["A"], family["B"])
    set_severity(family["B"], "severe")
    take(family["A"], family["B"])
    with opened(family["A"]) as file:
        newest = file.history(limit=1)[0]
    assert is_merge(newest)
    assert is_merge(replace(newest, target=None))
    assert is_merge(replace(newest, target=None, name=merge_name("")))
    assert not is_merge(replace(newest, target=None, name="edit"))


Act = tuple[str, str, int]
NAMES = st.sampled_from("ABC")
ACTS = st.lists(
    st.tuples(st.sampled_from(["severity", "words", "ask", "drop", "take"]), NAMES, st.integers(0)),
    max_size=12,
)
DO: dict[str, Callable[[Path, str], None]] = {"ask": ask, "drop": drop}


def act(family: Family, what: str, name: str, number: int) -> None:
    path = family[name]
    if what == "severity":
        set_severity(path, f"{name} {number % 3}")
    elif what == "take":
        other = [each for each in "ABC" if each != name][number % 2]
        take(path, family[other], [Decision.OURS, Decision.THEIRS, None][number % 3])
    elif what == "words":
        with opened(path) as file:
            rows = file.case().all(Question)
            if rows:
                row = rows[number % len(rows)]
                file.run("edit", [Update(replace(row, text=f"{name} {number}?"))])
    elif what == "ask":
        ask(path, f"{name} {number}?")
    else:
        for text in list(questions(path))[: number % 2]:
            drop(path, str(text))


def rows(path: Path) -> Iterator[tuple[Any, Any]]:
    with opened(path) as file:
        return iter([(k, taken_apart(v)) for k, v in present(file._connection).items()])


@given(ACTS)
@settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
def test_three_relatives_come_to_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, acts: list[Act]
) -> None:
    """Whatever was typed and brought in, in whatever order: two rounds give everybody one case."""
    family = family_in(tmp_path_factory.mktemp("family"))
    for what, name, number in acts:
        act(family, what, name, number)
    for name in "BC":
        take(family["A"], family[name])
    for name in "BC":
        take(family[name], family["A"], Decision.THEIRS)
    found = [dict(rows(family[name])) for name in "ABC"]
    assert found[0] == found[1] == found[2]
    for path in family.values():
        assert all(check.ok for check in verify(path))
    with opened(family["A"]) as file:
        assert file.compare_with_copy(family["B"]).brings_nothing

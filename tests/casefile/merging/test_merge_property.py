"""Whatever two people do to their copies: joining them loses nothing and can be undone."""

import shutil

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.case.case import SPECS
from app.casefile import CaseFile, Decision, verify
from app.casefile.merging.contents import present, taken_apart
from app.errors import CasebookError
from tests.casefile.conftest import first_rows
from tests.casefile.test_undo_property import content, edits

ACTS = st.lists(
    st.tuples(st.sampled_from(["insert", "update", "delete", "undo"]), st.integers(0, 1000)),
    max_size=10,
)
DECISIONS = st.sampled_from(list(Decision))


def do(file: CaseFile, acts: list[tuple[str, int]]) -> None:
    for act, number in acts:
        try:
            if act == "undo":
                file.undo()
            else:
                file.run(act, edits(file.case(), act, number))
        except CasebookError:
            pass


def rows(file: CaseFile) -> dict[tuple[str, str], object]:
    return {key: taken_apart(found) for key, found in present(file._connection).items()}


@given(ACTS, ACTS, ACTS, DECISIONS, st.booleans())
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
def test_joining_two_copies(tmp_path_factory, before, here, there, decision, finished):
    folder = tmp_path_factory.mktemp("case")
    ours = CaseFile.create(folder / "x.casebook", first_rows(), backup_on_close=False)
    do(ours, before)
    copy = shutil.move(ours.back_up(folder / "given"), folder / "copy.casebook")
    with CaseFile.open(copy, author="Dan", backup_on_close=False) as theirs:
        do(theirs, there)
        their_rows = rows(theirs)
    do(ours, here)
    was, our_rows = content(ours), rows(ours)

    plan = ours.compare_with_copy(copy)
    decisions = {choice.key: decision for choice in plan.choices}
    changes = ours.take_copy(copy, decisions, finished=finished)

    joined = rows(ours)
    asked = set(decisions)
    for key, row in our_rows.items():
        if key not in their_rows and key not in asked:
            assert key in joined or key in {(e.spec.table, e.id) for e in plan.removed} or asked
        elif their_rows.get(key) == row and not asked:
            assert joined[key] == row
    added = {(entity.spec.table, entity.id) for entity in plan.added}
    assert added <= joined.keys()
    assert all(check.ok for check in verify(ours.path))
    assert {table for table, _ in joined} <= SPECS.keys()
    if not asked:
        assert ours.compare_with_copy(copy).brings_nothing
    if changes:
        ours.undo()
    assert content(ours) == was
    ours.close()

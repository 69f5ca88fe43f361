from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.eligibility.checking.logic import Leaf, evaluate
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import (
    All,
    AnyOf,
    Conditional,
    Except,
    Judgement,
    Not,
    Requirement,
    Span,
)
from tests.eligibility.check.building import SPAN

YES, NO, OPEN = True, False, None
THREE = (YES, NO, OPEN)


def leaf(value: bool | None) -> Judgement:
    """A statement whose truth is written into its words."""
    return Judgement(SPAN, repr(value))


def look(statement: Leaf, want: bool) -> Finding:
    assert isinstance(statement, Judgement)
    return Finding({"True": True, "False": False, "None": None}[statement.text], "because")


def value(requirement: Requirement, want: bool = True) -> bool | None:
    return evaluate(requirement, want, look).holds


@pytest.mark.parametrize(("first", "second"), list(product(THREE, THREE)))
def test_all_and_any_are_kleene_logic(first: bool | None, second: bool | None) -> None:
    parts = (leaf(first), leaf(second))
    both = NO if NO in (first, second) else OPEN if OPEN in (first, second) else YES
    either = YES if YES in (first, second) else OPEN if OPEN in (first, second) else NO
    assert value(All(parts, SPAN)) is both
    assert value(AnyOf(parts, SPAN)) is either


def test_not_turns_round() -> None:
    assert [value(Not(leaf(v), SPAN)) for v in THREE] == [NO, YES, OPEN]


@pytest.mark.parametrize("want", [True, False])
def test_a_condition_that_does_not_apply_asks_nothing(want: bool) -> None:
    for then in THREE:
        assert value(Conditional(leaf(NO), leaf(then), SPAN), want) is want


@pytest.mark.parametrize(("want", "then"), list(product([True, False], THREE)))
def test_an_open_condition_is_open_unless_it_does_not_matter(want: bool, then: bool | None) -> None:
    expected = want if then is want else OPEN
    assert value(Conditional(leaf(OPEN), leaf(then), SPAN), want) is expected


@pytest.mark.parametrize(("want", "base", "unless"), list(product([True, False], THREE, THREE)))
def test_an_exception_always_speaks_for_the_person(
    want: bool, base: bool | None, unless: bool | None
) -> None:
    got = value(Except(leaf(base), leaf(unless), SPAN), want)
    if base is want or unless is YES:
        assert got is want
    elif unless is NO:
        assert got is base
    else:
        assert got is OPEN


def test_nothing_inside_is_open() -> None:
    assert value(All((), SPAN)) is OPEN
    assert value(AnyOf((), SPAN)) is OPEN


trees = st.recursive(
    st.sampled_from(THREE).map(leaf),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda p: All(tuple(p), Span(0, 1))),
        st.lists(inner, min_size=1, max_size=3).map(lambda p: AnyOf(tuple(p), Span(0, 1))),
        inner.map(lambda p: Not(p, SPAN)),
    ),
    max_leaves=12,
)


@given(trees)
def test_turning_a_whole_tree_round_turns_its_value_round(tree: Requirement) -> None:
    straight, turned = value(tree), value(Not(tree, SPAN))
    assert turned is (None if straight is None else not straight)


@given(trees)
def test_what_is_wanted_changes_nothing_where_there_is_no_condition(tree: Requirement) -> None:
    assert value(tree, True) is value(tree, False)


def test_what_is_said_twice_is_told_once() -> None:
    said = {"a": "CD7 positive, 98%.", "b": "CD7 positive, 98%. The text names 70%.", "c": "So."}

    def tell(statement: Leaf, want: bool) -> Finding:
        assert isinstance(statement, Judgement)
        return Finding(want, said[statement.text])

    parts = tuple(Judgement(SPAN, name) for name in said)
    assert evaluate(All(parts, SPAN), True, tell).reason == f"{said['b']} {said['c']}"

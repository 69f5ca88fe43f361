"""A value class is a frozen, slotted dataclass to whoever uses it."""

import copy
import dataclasses
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from app.case.value_class import value_class


@value_class
class Dose:
    """A dose with a default and a list made for each."""

    drug: str
    amount: int = 1
    notes: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)


@value_class(kw_only=True)
class Row:
    """What rows share."""

    id: str
    position: int = 0


@value_class(kw_only=True)
class Part(Row):
    """A row that needs another one, behind fields with defaults."""

    parent_id: str


@dataclass(frozen=True, slots=True)
class Standard:
    """The same as `Dose`, from the standard library."""

    drug: str
    amount: int = 1
    notes: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)


def test_it_is_made_by_place_and_by_name_with_defaults() -> None:
    assert Dose("x", amount=2) == Dose(drug="x", amount=2)
    assert Dose("x").amount == 1
    assert Dose("x").notes == {}
    assert Dose("x").notes is not Dose("x").notes


def test_values_are_equal_by_what_is_compared() -> None:
    assert Dose("x", 1, {"a": "b"}) == Dose("x")
    assert hash(Dose("x", 1, {"a": "b"})) == hash(Dose("x"))
    assert Dose("x") != Dose("y")
    other: object = Standard("x")
    assert Dose("x") != other


def test_it_shows_itself_as_the_standard_one_does() -> None:
    assert repr(Dose("x")) == repr(Standard("x")).replace("Standard", "Dose")


def test_it_cannot_be_changed() -> None:
    dose: Any = Dose("x")
    with pytest.raises(dataclasses.FrozenInstanceError):
        dose.drug = "y"
    with pytest.raises(dataclasses.FrozenInstanceError):
        dose.stranger = "y"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del dose.drug
    assert not hasattr(dose, "__dict__")


@pytest.mark.parametrize(
    ("given", "named"),
    [((), {}), (("x", 1, {}, 4), {}), (("x",), {"drug": "y"}), (("x",), {"z": 1})],
)
def test_wrong_arguments_are_refused(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    for kind in (Dose, Standard):
        with pytest.raises(TypeError):
            kind(*given, **named)


def test_a_part_inherits_fields_and_takes_names_only() -> None:
    part = Part(id="a", parent_id="b")
    assert [each.name for each in dataclasses.fields(part)] == ["id", "position", "parent_id"]
    assert isinstance(part, Row)
    by_place: Any = Part
    with pytest.raises(TypeError):
        by_place("a", 0, "b")


def test_replace_copy_and_pickle_keep_the_value() -> None:
    dose = Dose("x", 3)
    assert dataclasses.replace(dose, drug="y") == Dose("y", 3)
    assert copy.copy(dose) == dose
    assert copy.deepcopy(dose) == dose
    assert pickle.loads(pickle.dumps(dose)) == dose


def test_it_can_be_matched_by_place() -> None:
    match Dose("x", 3):
        case Dose(drug, amount):
            assert (drug, amount) == ("x", 3)


def test_a_check_of_its_own_is_made() -> None:
    @value_class
    class Positive:
        """A number above zero."""

        number: int

        def __post_init__(self) -> None:
            if self.number <= 0:
                raise ValueError(self.number)

    assert Positive(1).number == 1
    with pytest.raises(ValueError, match="-1"):
        Positive(-1)


def test_methods_of_its_own_stay() -> None:
    @value_class
    class Folded:
        """Equal whatever the case of its letters."""

        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Folded) and self.text.casefold() == other.text.casefold()

        def __hash__(self) -> int:
            return hash(self.text.casefold())

    assert len({Folded("A"), Folded("a")}) == 1


def test_the_first_values_are_made_as_the_many_after_them() -> None:
    @value_class
    class Sample:
        """Something with a default and a list of its own."""

        name: str
        number: int = 1
        seen: list[str] = dataclasses.field(default_factory=list)

    made: Any = Sample
    several = [made(name, number=number) for number in range(3) for name in "abcdefgh"]
    assert [value.name for value in several[:2]] == ["a", "b"]
    assert several[0] == Sample("a", 0, [])
    assert several[-1] == Sample("h", 2)
    assert several[0].seen is not several[1].seen


@pytest.mark.parametrize("before", [0, 30])
def test_wrong_arguments_are_refused_from_the_first_value_on(before: int) -> None:
    @value_class
    class Pair:
        """Two of them."""

        left: int
        right: int = 2

    pair: Any = Pair
    for number in range(before):
        pair(number)
    for given, named in (((), {}), ((1, 2, 3), {}), ((1,), {"left": 1}), ((1,), {"wrong": 1})):
        with pytest.raises(TypeError, match="argument"):
            pair(*given, **named)
    assert pair(1) == Pair(1, 2)

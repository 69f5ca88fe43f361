"""Values as classes: frozen, slotted, compared by what they hold, and quick to declare.

`@value_class` is `@dataclass(frozen=True, slots=True)` to whoever uses it: `dataclasses.fields`
and `replace` work, setting an attribute raises `FrozenInstanceError`. The standard decorator
compiles six methods for each class while the program starts, most of which are never called; with
some two hundred classes of values that was a third of a short command. Here the classes share
their methods, and `__init__` is compiled when a class turns out to have many values: most have a
handful, and compiling takes as long as making some twenty values without it.
"""

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")

_FEW = 12
"""Values of a class that are made before its `__init__` is compiled."""


@overload
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_class(cls: type[T], /) -> type[T]: ...


@overload
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_class(*, kw_only: bool) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_class(cls: Any = None, /, *, kw_only: bool = False) -> Any:
    """Make a class one of values, declared like a dataclass."""
    if cls is None:
        return lambda marked: _made(marked, kw_only)
    return _made(cls, kw_only)


def _made(marked: type, kw_only: bool) -> type:
    declare = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
    made: type = declare(marked)
    for name, method in _methods(made).items():
        if vars(marked).get(name) is None:  # a class with its own `__eq__` has a `__hash__` of None
            setattr(made, name, method)
    return made


def _methods(cls: type[Any]) -> dict[str, Callable[..., Any]]:
    declared = fields(cls)
    compared = _getter([each.name for each in declared if each.compare])

    def equal(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    def hashed(self: Any) -> int:
        return hash(compared(self))

    return {
        "__init__": _first_init(cls),
        "__eq__": equal,
        "__hash__": hashed,
        "__repr__": _repr,
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__getstate__": _state,
        "__setstate__": _restore,
    }


def _getter(names: list[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _: ()


def _first_init(cls: type[Any]) -> Callable[..., None]:
    """Return an `__init__` for the first few values; then it has itself replaced."""
    made = 0
    declared = fields(cls)
    positional = [each.name for each in declared if not each.kw_only]

    def init(self: Any, *given: Any, **named: Any) -> None:
        nonlocal made
        made += 1
        if made <= _FEW:
            values = dict(zip(positional, given, strict=False)) | named
            if len(values) == len(given) + len(named) and _filled(self, declared, values):
                return
        # Where something is missing or unknown, the compiled one says so as Python does.
        if cls.__init__ is init:
            cls.__init__ = _compiled_init(cls)
        cls.__init__(self, *given, **named)

    return init


def _filled(value: Any, declared: Iterable[Field[Any]], given: dict[str, Any]) -> bool:
    """Set up a new value; return whether what was given is just what it needs."""
    taken = 0
    for each in declared:
        if each.name in given:
            content = given[each.name]
            taken += 1
        elif each.default is not MISSING:
            content = each.default
        elif each.default_factory is not MISSING:
            content = each.default_factory()
        else:
            return False
        object.__setattr__(value, each.name, content)
    if taken < len(given):
        return False
    if hasattr(value, "__post_init__"):
        value.__post_init__()
    return True


def _compiled_init(cls: type[Any]) -> Callable[..., None]:
    """Write out `__init__` as a plain function, as fast to call as the standard one."""
    declared = fields(cls)
    scope: dict[str, Any] = {"set_": object.__setattr__}
    positional = [_parameter(each, scope) for each in declared if not each.kw_only]
    keyword = [_parameter(each, scope) for each in declared if each.kw_only]
    parameters = ["self", *positional, *(["*", *keyword] if keyword else [])]
    body = [f" set_(self, {each.name!r}, {_argument(each)})" for each in declared]
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(body or [" pass"]), scope)
    made: Callable[..., None] = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _parameter(each: Field[Any], scope: dict[str, Any]) -> str:
    default = f"default_{each.name}"
    if each.default_factory is not MISSING:
        scope[default] = each.default_factory
        return f"{each.name}=set_"
    if each.default is MISSING:
        return each.name
    scope[default] = each.default
    return f"{each.name}={default}"


def _argument(each: Field[Any]) -> str:
    if each.default_factory is MISSING:
        return each.name
    # `set_` stands for "not given": nobody can pass it.
    return f"default_{each.name}() if {each.name} is set_ else {each.name}"


def _repr(self: Any) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_set(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for each, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)

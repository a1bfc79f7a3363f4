"""Records and patterns that are defined at once, when a module is imported, and worked out when they are first used.

The standard library compiles seven methods for each frozen record, a millisecond a class, and there are two hundred;
it compiles each pattern at once as well. A short command ends before most of them are asked for anything.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any, AnyStr, cast

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - what type checkers know the rules of
else:

    def dataclass(cls=None, /, **wanted):
        """`dataclasses.dataclass`. With `frozen=True, slots=True` alone the class comes out the same, but sooner."""
        if wanted == {"frozen": True, "slots": True}:
            return _frozen if cls is None else _frozen(cls)
        return dataclasses.dataclass(cls, **wanted)


_Fields = tuple[dataclasses.Field[Any], ...]


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile`, carried out when the pattern is first asked for something; a wrong one raises no sooner."""
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))


class _Pattern:
    """Stands for a compiled pattern, whose methods it takes over one by one."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def _frozen(cls: Any) -> Any:
    """The class with fields, slots and the methods of a frozen record, of which one is compiled, and that later."""
    own = {
        name for name, value in vars(cls).items() if value is not None
    }  # `__eq__` leaves a `__hash__` of None
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = dataclasses.fields(made)
    if any(not each.init or each.kw_only for each in fields):
        raise TypeError(f"{cls.__qualname__}: a field that its place does not give a value")
    methods = {"__init__": _Making(made)} | _values_told(fields) | _values_kept(made, fields)
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _values_told(fields: _Fields) -> dict[str, Any]:
    """The methods by which records are compared and shown: those of one class, by their values."""
    compared = _values(tuple(each.name for each in fields if each.compare))
    hashed = _values(
        tuple(each.name for each in fields if (each.compare if each.hash is None else each.hash))
    )
    shown = tuple(each.name for each in fields if each.repr)

    def equal(self: Any, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def text(self: Any) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({values})"

    return {"__eq__": equal, "__hash__": lambda self: hash(hashed(self)), "__repr__": text}


def _values_kept(cls: Any, fields: _Fields) -> dict[str, Any]:
    """The methods that let no value be changed, and that bring them all into a pickle and out of it."""
    names = tuple(each.name for each in fields)

    def assign(self: Any, name: str, value: object) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def delete(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    def state(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def restore(self: Any, values: list[Any]) -> None:
        for name, value in zip(names, values, strict=True):
            object.__setattr__(self, name, value)

    return {"__setattr__": assign, "__delattr__": delete, "__getstate__": state, "__setstate__": restore}


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """How the values of these fields are read, always as a tuple."""
    if len(names) > 1:
        return cast(Callable[[Any], tuple[Any, ...]], attrgetter(*names))
    return lambda record: tuple(getattr(record, name) for name in names)


class _Making:
    """The `__init__` of a class, compiled when it is first asked for; it then stands in the class itself."""

    def __init__(self, cls: Any) -> None:
        self._cls = cls

    def __get__(self, record: object, _owner: object = None) -> Callable[..., None]:
        made = self._cls.__init__ = _initializer(self._cls)
        return cast(Callable[..., None], made if record is None else made.__get__(record))


_ABSENT: Any = type("_Absent", (), {"__repr__": lambda _self: "<factory>"})()


def _initializer(cls: Any) -> Callable[..., None]:
    """A function that takes the values of the fields by place or name and sets them, as one line of Python for each."""
    given: dict[str, Any] = {"_absent": _ABSENT}
    parameters, lines = ["self"], []
    for each in dataclasses.fields(cls):
        name = value = each.name
        if each.default_factory is not dataclasses.MISSING:
            given[f"_make_{name}"] = each.default_factory
            parameters.append(f"{name}=_absent")
            value = f"_make_{name}() if {name} is _absent else {name}"
        elif each.default is not dataclasses.MISSING:
            given[f"_default_{name}"] = each.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        given[f"_set_{name}"] = getattr(
            cls, name
        ).__set__  # the slot's own way, a quarter faster than by its name
        lines.append(f"_set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    body = "\n  ".join(lines or ["pass"])
    source = (
        f"def make({', '.join(given)}):\n def __init__({', '.join(parameters)}):\n  {body}\n return __init__"
    )
    scope: dict[str, Any] = {}
    exec(source, vars(import_module(cls.__module__)), scope)  # noqa: S102 - names of fields, written in this program
    made: Callable[..., None] = scope["make"](**given)
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = {each.name: each.type for each in dataclasses.fields(cls)} | {"return": None}
    return made

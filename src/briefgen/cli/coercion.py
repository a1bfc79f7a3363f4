"""Work-around: Typer 0.29 brings pydantic to read each argument, which takes longer to import than all of briefgen.

Plain values of plain types (texts, numbers, switches, choices, paths, lists of these) are read here, by Typer's own
functions where it has some that need no pydantic. Whatever else there is, and every value that does not fit, goes to
Typer itself, so that its words about mistakes stay as they are. Another Typer is left alone: `FOR` names the one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

import typer
from typer import _coercion, _param_types, core

FOR = "0.29.2"
_LONGEST = 12


class UnfitError(Exception):
    """A value that Typer itself shall judge."""


@dataclass(frozen=True)
class Plain(_coercion.RuntimeParam):
    """How a plain argument is read; `typers` makes Typer's own way for what is not plain."""

    typers: Callable[[], _coercion.RuntimeParam]

    def _coerce_value(self, value: Any, param: Any, ctx: Any) -> Any:
        try:
            return self._read(value, self.annotation, param, ctx)
        except UnfitError:
            return self.typers()._coerce_value(value, param=param, ctx=ctx)

    def _read(self, value: Any, kind: Any, param: Any, ctx: Any) -> Any:
        info = self.parameter_info
        if _is_list(kind):
            if not isinstance(value, list | tuple):
                raise UnfitError
            return [self._read(each, get_args(kind)[0], param, ctx) for each in value]
        if kind is bool and isinstance(value, bool):
            return value
        if isinstance(value, str) and not value.isascii():
            _encoded(value)
        if kind is str and isinstance(value, str):
            return value
        if kind is int:
            return _whole(value, info.min, info.max)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return _choice(value, kind, info.case_sensitive, ctx)
        if kind is Path and isinstance(value, str | Path):
            return _param_types.coerce_cli_path(Path(value), info, path_type=Path, param=param, ctx=ctx)
        raise UnfitError


def lighten() -> bool:
    """Has Typer read plain arguments without pydantic from now on; False where it is not the Typer this is for."""
    if typer.__version__ != FOR:
        return False
    setattr(core, "build_runtime_param", _built)  # noqa: B010 - Typer does not call it a public name
    return True


def _built(descriptor: _coercion.TypeDescriptor) -> _coercion.RuntimeParam:
    kind, info = descriptor.annotation, descriptor.parameter_info
    inner: Any = get_args(kind)[0] if _is_list(kind) else kind
    plain = inner in (bool, int, str, Path) or (isinstance(inner, type) and issubclass(inner, Enum))
    if not plain or info.parser is not None or info.clamp or info.path_type is not None:
        return _coercion.build_runtime_param(descriptor)
    return Plain(info, kind, lambda: _coercion.build_runtime_param(descriptor))


def _is_list(kind: Any) -> bool:
    origin: object = get_origin(kind)
    return origin is list


def _encoded(text: str) -> None:
    """Refuses what is no text: bytes of an argument that are no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UnfitError from error


def _whole(value: Any, least: float | None, most: float | None) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _LONGEST:
        value = int(value)
    if type(value) is not int or (least is not None and value < least) or (most is not None and value > most):
        raise UnfitError
    return value


def _choice(value: Any, kind: type[Enum], case_sensitive: bool, ctx: Any) -> Any:
    try:
        return _param_types.coerce_cli_choice(
            value, choices=list(kind), case_sensitive=case_sensitive, ctx=ctx
        )
    except ValueError as error:
        raise UnfitError from error

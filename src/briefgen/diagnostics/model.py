"""The shape of a problem: spans, labels and diagnostics, with one total order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefgen.diagnostics.codes import CODES, Severity

# A message quotes what it found; a page of it would bury the message.
LONGEST = 200


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file: lines and columns count from 1, columns in characters (code points).

    The end is exclusive: `end_column` is the column after the last character.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def start_of(cls, file: str) -> Span:
        """The zero-width span at the beginning of a file, for problems with the file as a whole."""
        return cls(file, 1, 1, 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A further place that explains a problem («first written here»)."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a registered code, where it is, and the values that its message names.

    `route` is the symbolic place inside the file (`sections[1].select.topics[0]`). `params` fill the message of the
    code's registration, so that messages can be written in several languages. `help` is advice for this very case;
    without it the registered advice is shown. `excerpt` is the file's line that holds the start of `span`.
    """

    code: str
    span: Span
    params: tuple[tuple[str, str], ...] = ()
    route: str = ""
    labels: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    help: str = ""
    excerpt: str = field(default="", compare=False)

    @property
    def severity(self) -> Severity:
        """`error` or `warning`, as registered."""
        return CODES[self.code].severity

    @property
    def message(self) -> str:
        """The registered message with this problem's values filled in."""
        return CODES[self.code].message.format_map(dict(self.params))

    @property
    def advice(self) -> str:
        """What to do about it, or an empty string."""
        return self.help or CODES[self.code].help.format_map(_Named(dict(self.params)))

    @property
    def sort_key(self) -> tuple[object, ...]:
        """File, position, severity, code; then whatever else two problems can differ in, so that the order is total."""
        rest = (self.route, self.params, self.labels, self.notes, self.help)
        return (self.span, self.severity, self.code, *rest)


class _Named(dict[str, str]):
    """Leaves a placeholder that advice names but this problem has no value for."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def problem(
    code: str,
    span: Span,
    *,
    route: str = "",
    labels: tuple[Label, ...] = (),
    notes: tuple[str, ...] = (),
    help: str = "",
    excerpt: str = "",
    **params: str,
) -> Diagnostic:
    """A diagnostic of a registered code; keyword arguments are the values its message names."""
    return diagnose(code, span, params, route=route, labels=labels, notes=notes, help=help, excerpt=excerpt)


def diagnose(
    code: str,
    span: Span,
    values: Mapping[str, str],
    *,
    route: str = "",
    labels: tuple[Label, ...] = (),
    notes: tuple[str, ...] = (),
    help: str = "",
    excerpt: str = "",
) -> Diagnostic:
    """The same as `problem`, with the message's values in a mapping; what an editor wrote at length is cut short."""
    params = tuple((name, clipped(value)) for name, value in sorted(values.items()))
    return Diagnostic(code, span, params, clipped(route), labels, notes, help, excerpt)


def clipped(text: str, longest: int = LONGEST) -> str:
    """A text of at most `longest` characters, an ellipsis in place of what was cut off."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def ordered(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The same problems sorted by file, position, severity and code, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda each: each.sort_key))


def has_errors(problems: Iterable[Diagnostic]) -> bool:
    """Whether any of the problems is an error (warnings are allowed)."""
    return any(each.severity == "error" for each in problems)


def counts(problems: Iterable[Diagnostic]) -> Mapping[Literal["error", "warning"], int]:
    """How many errors and how many warnings."""
    found = [each.severity for each in problems]
    return {"error": found.count("error"), "warning": found.count("warning")}

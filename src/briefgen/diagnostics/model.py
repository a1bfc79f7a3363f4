"""The shape of a problem: spans, labels, fixes and diagnostics, with one total order.

How to add a code, say `odd-thing`:

1. one entry in `codes.py`: name, severity, English message and standing advice, with placeholders in braces;
2. its Arabic, with the same placeholders, in `arabic.py`;
3. a section in docs/diagnostics.md and one in docs/diagnostics.ar.md, in the order of the alphabet: what it means, a
   bad sample, an empty ```text block, a good sample; `python -m tests.diagnostics.pages` fills the block in;
4. a bad file in tests/data/bad/odd-thing/ (tests/diagnostics/test_bad_data.py says how);
5. in the rule: `problem("odd-thing", span, excerpt=line, thing=written)`, or `at(places, route, "odd-thing", …)` from
   `checks.placing`, then `.helped(…)`, `.labelled(…)`, `.noted(…)`, `.fixed(…)` for what else there is to say. Words
   beside the message (labels, notes, advice for one case) are phrases: `phrase("one-of", names=Names(allowed))`,
   registered in `phrases.py` in both languages. What an editor wrote is a plain `str`.

A test fails for each step that is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from itertools import chain, groupby
from typing import Literal

from briefgen.diagnostics.arabic import ARABIC
from briefgen.diagnostics.codes import CODES, Severity
from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.texts import Param, Params, Text, clipped, filled, given, worded
from briefgen.ondemand import dataclass

Applicability = Literal["safe", "ask"]


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


@dataclass(frozen=True, slots=True)
class Label:
    """A further place that explains a problem («first written here»); `excerpt` is the line that holds its start."""

    span: Span
    text: Text
    excerpt: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A stretch of a file and what to put in its place."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair: `safe` keeps what the editor meant for certain and may be applied unasked, `ask` only seems likely."""

    edits: tuple[Edit, ...]
    applicability: Applicability


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a registered code, where it is, and the values that its message names.

    `route` is the symbolic place inside the file (`sections[1].select.topics[0]`). `params` fill the message of the
    code's registration, in whichever language. `helps` are advice for this very case; without any the registered
    advice is shown. `excerpt` is the file's line that holds the start of `span`.
    """

    code: str
    span: Span
    params: Params = ()
    route: str = ""
    labels: tuple[Label, ...] = ()
    notes: tuple[Text, ...] = ()
    helps: tuple[Text, ...] = ()
    fix: Fix | None = None
    excerpt: str = field(default="", compare=False)

    @property
    def severity(self) -> Severity:
        """`error` or `warning`, as registered."""
        return CODES[self.code].severity

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.told("en")

    @property
    def advice(self) -> str:
        """What to do about it in English, a line each; or an empty string."""
        return "\n".join(self.advised("en"))

    def told(self, language: Language) -> str:
        """The registered message with this problem's values filled in."""
        template = CODES[self.code].message if language == "en" else ARABIC[self.code].message
        return filled(template, dict(self.params), language)

    def advised(self, language: Language) -> tuple[str, ...]:
        """What to do about it: the advice for this case, or else the registered one."""
        if self.helps:
            return tuple(worded(each, language) for each in self.helps)
        template = CODES[self.code].help if language == "en" else ARABIC[self.code].help
        return (filled(template, dict(self.params), language),) if template else ()

    def helped(self, *helps: Text) -> Diagnostic:
        """The same problem with advice for this very case."""
        return replace(self, helps=(*self.helps, *helps))

    def noted(self, *notes: Text) -> Diagnostic:
        """The same problem with circumstances of it."""
        return replace(self, notes=(*self.notes, *notes))

    def labelled(self, *labels: Label) -> Diagnostic:
        """The same problem with further places that explain it."""
        return replace(self, labels=(*self.labels, *labels))

    def fixed(self, fix: Fix | None) -> Diagnostic:
        """The same problem with a repair."""
        return replace(self, fix=fix)

    @property
    def told_apart(self) -> tuple[object, ...]:
        """Whatever two problems at one place can differ in, so that their order is total."""
        labels = tuple((each.span, worded(each.text, "en")) for each in self.labels)
        notes = tuple(worded(each, "en") for each in self.notes)
        fix = (self.fix.applicability, self.fix.edits) if self.fix else ("", ())
        return (self.route, self.message, labels, notes, self.advice, fix, repr(self.params))


def problem(
    code: str,
    span: Span,
    *,
    route: str = "",
    labels: tuple[Label, ...] = (),
    notes: tuple[Text, ...] = (),
    helps: tuple[Text, ...] = (),
    fix: Fix | None = None,
    excerpt: str = "",
    **params: Param,
) -> Diagnostic:
    """A diagnostic of a registered code; keyword arguments are the values its message names."""
    return diagnose(
        code, span, params, route=route, labels=labels, notes=notes, helps=helps, fix=fix, excerpt=excerpt
    )


def diagnose(
    code: str,
    span: Span,
    values: Mapping[str, Param],
    *,
    route: str = "",
    labels: tuple[Label, ...] = (),
    notes: tuple[Text, ...] = (),
    helps: tuple[Text, ...] = (),
    fix: Fix | None = None,
    excerpt: str = "",
) -> Diagnostic:
    """The same as `problem`, with the message's values in a mapping; what an editor wrote at length is cut short."""
    return Diagnostic(code, span, given(values), clipped(route), labels, notes, helps, fix, excerpt)


def ordered(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The same problems sorted by file, position, severity and code, each once.

    Only those that are alike in all of these are worded to be told apart: words for thousands take seconds.
    """
    groups = groupby(sorted(dict.fromkeys(problems), key=_place), key=_place)
    return tuple(chain.from_iterable(_settled(tuple(group)) for _, group in groups))


def _place(each: Diagnostic) -> tuple[Span, Severity, str]:
    return each.span, each.severity, each.code


def _settled(group: tuple[Diagnostic, ...]) -> Iterable[Diagnostic]:
    return sorted(group, key=lambda each: each.told_apart) if len(group) > 1 else group


def has_errors(problems: Iterable[Diagnostic]) -> bool:
    """Whether any of the problems is an error (warnings are allowed)."""
    return any(each.severity == "error" for each in problems)


def counts(problems: Iterable[Diagnostic]) -> Mapping[Literal["error", "warning"], int]:
    """How many errors and how many warnings."""
    found = [each.severity for each in problems]
    return {"error": found.count("error"), "warning": found.count("warning")}

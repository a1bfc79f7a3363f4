"""Dates as editors write them: the subset of EDTF (ISO 8601-2:2019, levels 0 and 1) that facts need.

Read are `2014`, `2014-10`, `2014-10-17`; the seasons `2014-21` (spring) to `2014-24` (winter); unspecified
digits at the right end (`201X`, `20XX`, `2014-XX`, `2014-07-XX`, `2014-XX-XX`); each with one qualifier at
its end (`~` approximate, `?` uncertain, `%` both); intervals `a/b` of two of these, and open ones `../b`,
`a/..`.

A qualifier says how sure the date is, not how wide it is: it never moves the earliest or the latest day.
ISO 8601-2 leaves the days of a season open. Here they are the meteorological seasons of the northern
hemisphere, and since winter is the last season of a year (code 24) it starts on 1 December of that year:
spring 1 March to 31 May, summer 1 June to 31 August, autumn 1 September to 30 November, winter 1 December to
the end of February of the next year.

Why not the `edtf` package: docs/adr/0003-edtf-subset.md.
"""

import re
from datetime import date, timedelta
from typing import Literal

from briefgen.diagnostics.texts import phrase, worded
from briefgen.ondemand import dataclass, pattern

Precision = Literal["century", "decade", "year", "season", "month", "day"]
Unspecified = Literal["month", "day"]
SortKey = tuple[int, int, int, int, str]

_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}  # first and last month
_YEAR = pattern(r"[0-9]{4}|[0-9]{3}X|[0-9]{2}XX")
_TWO = pattern(r"[0-9]{2}|XX")


class EdtfError(ValueError):
    """The text is no date that can be read; `reason` says why, and so does the message, in English."""

    def __init__(self, key: str, /, **params: str) -> None:
        self.reason = phrase(key, **params)
        super().__init__(worded(self.reason, "en"))


@dataclass(frozen=True, slots=True)
class Point:
    """One date without an interval: its precision and the first and last day it can mean.

    `unspecified` is set when an editor wrote `XX` for the month or the day: one day (or month) of the period
    is meant, but which one is not known; `precision` is then that of the digits that are known.
    """

    precision: Precision
    earliest: date
    latest: date
    season: int | None = None
    unspecified: Unspecified | None = None
    approximate: bool = False
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval, with the text it was read from.

    For a single date `start` and `end` are the same point; an open side of an interval is None, and so is
    then `earliest` or `latest`.
    """

    text: str
    start: Point | None
    end: Point | None
    interval: bool

    @property
    def earliest(self) -> date | None:
        """The first day that can be meant; None when the start is open."""
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> date | None:
        """The last day that can be meant; None when the end is open."""
        return self.end.latest if self.end else None

    @property
    def approximate(self) -> bool:
        """True when any part is approximate (`~` or `%`)."""
        return any(point.approximate for point in (self.start, self.end) if point)

    @property
    def uncertain(self) -> bool:
        """True when any part is uncertain (`?` or `%`)."""
        return any(point.uncertain for point in (self.start, self.end) if point)

    @property
    def sort_key(self) -> SortKey:
        """A key of a total order of dates: by earliest day, and on the same day the wider period first.

        A date with an open start stands where it ends, before everything that starts on that day. Among the
        same periods the unqualified comes first, then approximate, uncertain and both; the text decides last.
        """
        latest = self.latest or date.max
        anchor = self.earliest or latest
        width = latest.toordinal() + (self.latest is None)
        doubt = self.approximate + 2 * self.uncertain
        return (anchor.toordinal(), int(self.earliest is not None), -width, doubt, self.text)

    def overlaps(self, other: "Edtf") -> bool:
        """True when at least one day can belong to both; open sides reach without end."""
        return not (self.is_after(other) or other.is_after(self))

    def is_after(self, other: "Edtf") -> bool:
        """True when this starts, at the earliest, after the other ends, at the latest."""
        if self.earliest is None or other.latest is None:
            return False
        return self.earliest > other.latest


def parse(text: str) -> Edtf:
    """Read one date or interval; `parse(text).text == text`. Raises EdtfError with the reason."""
    _refuse_foreign(text)
    sides = text.split("/")
    if len(sides) == 1:
        point = _point(text)
        return Edtf(text, point, point, interval=False)
    if len(sides) > 2:
        raise EdtfError("interval-sides", number=str(len(sides)))
    return _interval(text, sides[0], sides[1])


def _refuse_foreign(text: str) -> None:
    """Name what no date holds, where a general message would leave the editor guessing."""
    if not text:
        raise EdtfError("date-empty")
    if any(char.isdigit() and not char.isascii() for char in text):
        raise EdtfError("date-digits")
    if any(char.isspace() for char in text):
        raise EdtfError("date-spaces")
    if any(char in "‐‑‒–—−" for char in text):
        raise EdtfError("date-hyphen")
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", text):
        raise EdtfError("date-time")


def _interval(text: str, left: str, right: str) -> Edtf:
    for side, name in ((left, "start"), (right, "end")):
        if not side:
            raise EdtfError(f"interval-no-{name}")
    start = None if left == ".." else _point(left)
    end = None if right == ".." else _point(right)
    if start is None and end is None:
        raise EdtfError("interval-open")
    if start and end and start.earliest > end.latest:
        raise EdtfError("interval-backwards")
    return Edtf(text, start, end, interval=True)


def _point(text: str) -> Point:
    """Read one date with its qualifier."""
    bare = text.rstrip("~?%")
    if len(text) - len(bare) > 1:
        raise EdtfError("date-qualifiers")
    if any(mark in bare for mark in "~?%"):
        raise EdtfError("date-qualifier-end")
    if "x" in bare:
        raise EdtfError("date-capital-x")
    parts = bare.split("-")
    if not _YEAR.fullmatch(parts[0]) or not all(map(_TWO.fullmatch, parts[1:])) or len(parts) > 3:
        raise EdtfError("date-shape", text=text)
    if "X" in parts[0] and len(parts) > 1:
        raise EdtfError("year-without-month")
    qualifier = text[len(bare) :]
    return _dated(parts, approximate=qualifier in ("~", "%"), uncertain=qualifier in ("?", "%"))


def _dated(parts: list[str], *, approximate: bool, uncertain: bool) -> Point:
    """Give the point for the parts' shapes, which are known to be right, after checking their values."""
    known = [part for part in parts if part != "XX"]
    if "XX" in parts[1:-1] and parts[-1] != "XX":
        raise EdtfError("day-needs-month")
    unspecified: Unspecified | None = None
    if len(known) < len(parts):
        unspecified = "day" if len(parts) == 3 else "month"
    season = None
    if len(known) > 1 and 20 < int(known[1]) <= 24:
        season = int(known[1])
        if len(parts) > 2:
            raise EdtfError("season-no-days", season=str(season))
    precision, earliest, latest = _season(int(parts[0]), season) if season else _period(known)
    return Point(precision, earliest, latest, season, unspecified, approximate, uncertain)


def _season(year: int, season: int) -> tuple[Precision, date, date]:
    _check_year(year)
    first, last = _SEASON_MONTHS[season]
    earliest = date(year, first, 1)
    if season == 24 and year == date.max.year:
        return "season", earliest, date.max
    return "season", earliest, _month_end(year + (last < first), last)


def _period(known: list[str]) -> tuple[Precision, date, date]:
    """Give precision, first and last day of a year, month or day (or of a decade or century: `201X`, `20XX`)."""
    first, last = int(known[0].replace("X", "0")), int(known[0].replace("X", "9"))
    _check_year(last)
    if len(known) == 1:
        precision: Precision = "year" if first == last else "decade" if last - first == 9 else "century"
        return precision, date(max(first, 1), 1, 1), date(last, 12, 31)
    month = int(known[1])
    if month > 24:
        raise EdtfError("season-unknown", season=str(month))
    if not 1 <= month <= 12:
        raise EdtfError("no-such-month", month=known[1])
    month_end = _month_end(first, month)
    if len(known) == 2:
        return "month", month_end.replace(day=1), month_end
    if int(known[2]) == 0 or int(known[2]) > 31:
        raise EdtfError("no-such-day", day=known[2])
    if int(known[2]) > month_end.day:
        raise EdtfError("no-such-day-in-month", month=f"{known[0]}-{known[1]}", day=known[2])
    day = month_end.replace(day=int(known[2]))
    return "day", day, day


def _month_end(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def _check_year(year: int) -> None:
    if year < 1:
        raise EdtfError("no-year-zero")

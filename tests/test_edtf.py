"""Dates: what is read, what is refused and why, and in which order dates stand."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.edtf import Edtf, EdtfError, parse

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))
BARE = st.one_of(
    DAYS.map(date.isoformat),
    DAYS.map(lambda day: day.strftime("%Y-%m")),
    DAYS.map(lambda day: day.strftime("%Y")),
    DAYS.map(lambda day: day.strftime("%Y")[:3] + "X"),
    DAYS.map(lambda day: day.strftime("%Y")[:2] + "XX"),
    DAYS.map(lambda day: day.strftime("%Y-XX")),
    DAYS.map(lambda day: day.strftime("%Y-%m-XX")),
    st.tuples(DAYS, st.integers(21, 24)).map(lambda pair: f"{pair[0].year}-{pair[1]}"),
)
SINGLE = st.tuples(BARE, st.sampled_from(("", "~", "?", "%"))).map("".join)


def _interval(sides: tuple[str, str]) -> str:
    first, second = sorted(sides, key=lambda side: parse(side).sort_key)
    return f"{first}/{second}"


DATES = st.one_of(
    SINGLE, st.tuples(SINGLE, SINGLE).map(_interval), SINGLE.map("../{}".format), SINGLE.map("{}/..".format)
)


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2014", "year", "2014-01-01", "2014-12-31"),
        ("2014-02", "month", "2014-02-01", "2014-02-28"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2014-10-17", "day", "2014-10-17", "2014-10-17"),
        ("201X", "decade", "2010-01-01", "2019-12-31"),
        ("20XX", "century", "2000-01-01", "2099-12-31"),
        ("2004-XX", "year", "2004-01-01", "2004-12-31"),
        ("2004-07-XX", "month", "2004-07-01", "2004-07-31"),
        ("2004-XX-XX", "year", "2004-01-01", "2004-12-31"),
        ("2014-21", "season", "2014-03-01", "2014-05-31"),
        ("2014-22", "season", "2014-06-01", "2014-08-31"),
        ("2014-23", "season", "2014-09-01", "2014-11-30"),
        ("2014-24", "season", "2014-12-01", "2015-02-28"),
        ("9999-24", "season", "9999-12-01", "9999-12-31"),
        ("2015~", "year", "2015-01-01", "2015-12-31"),
    ],
)
def test_a_date_reaches_from_its_earliest_to_its_latest_day(
    text: str, precision: str, earliest: str, latest: str
) -> None:
    """Every precision covers exactly its calendar days; a qualifier does not widen them."""
    edtf = parse(text)
    assert edtf.start is not None
    assert edtf.start.precision == precision
    assert (str(edtf.earliest), str(edtf.latest)) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [("2015", False, False), ("2015~", True, False), ("2015?", False, True), ("2015-10%", True, True)],
)
def test_qualifiers_are_flags(text: str, approximate: bool, uncertain: bool) -> None:
    """`~` is approximate, `?` uncertain, `%` both (ISO 8601-2, 8.4)."""
    edtf = parse(text)
    assert (edtf.approximate, edtf.uncertain) == (approximate, uncertain)


def test_an_interval_keeps_its_sides_apart() -> None:
    """An interval runs from the first day of its start to the last of its end; each side has its qualifier."""
    edtf = parse("2014-10~/2017")
    assert edtf.interval
    assert edtf.start is not None
    assert edtf.end is not None
    assert (edtf.start.approximate, edtf.end.approximate) == (True, False)
    assert (str(edtf.earliest), str(edtf.latest)) == ("2014-10-01", "2017-12-31")


def test_an_open_side_has_no_day() -> None:
    """`..` leaves a side without a limit."""
    assert (parse("../2014").earliest, parse("2014/..").latest) == (None, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the date is empty"),
        ("2014-13", "month 13 does not exist"),
        ("2014-00", "month 00 does not exist"),
        ("2014-17", "month 17 does not exist"),
        ("2014-25", "season 25 is not supported; seasons are 21 (spring) to 24 (winter)"),
        ("2014-22-05", "season 22 has no days of its own"),
        ("2014-10-32", "day 32 does not exist"),
        ("2014-10-00", "day 00 does not exist"),
        ("2023-02-29", "2023-02 has no day 29"),
        ("2014-XX-05", "a day needs its month"),
        ("201X-05", "a year with unspecified digits has no month"),
        ("201x", "unspecified digits are written with a capital X"),
        ("0000", "year 0000 is not supported"),
        ("XXXX", "'XXXX' is not of the form YYYY, YYYY-MM or YYYY-MM-DD"),
        ("2014-1-5", "'2014-1-5' is not of the form YYYY, YYYY-MM or YYYY-MM-DD"),
        ("17-10-2014", "'17-10-2014' is not of the form YYYY, YYYY-MM or YYYY-MM-DD"),
        ("17/10/2014", "an interval has two sides, and this has 3"),
        ("٢٠١٤", "dates are written with the digits 0-9"),
        ("2014 - 2017", "a date has no spaces in it"),
        ("2014–2017", "the parts of a date are joined by a plain hyphen '-'"),
        ("2014-10-17T10:00", "times of day are not supported"),
        ("2014~?", "a date has one qualifier at most: '~', '?' or '%' for both"),
        ("2014~-10", "a qualifier (~ ? %) stands at the end of a date"),
        ("?2014", "a qualifier (~ ? %) stands at the end of a date"),
        ("2017/2014", "the interval ends before it starts"),
        ("2014/", "the interval has no end; one that is open is written '..'"),
        ("/2014", "the interval has no start; one that is open is written '..'"),
        ("../..", "an interval needs a start or an end"),
        ("..", "'..' is not of the form YYYY, YYYY-MM or YYYY-MM-DD"),
        ("2014/2015-13", "month 13 does not exist"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, reason: str) -> None:
    """The message names what is wrong with this date."""
    with pytest.raises(EdtfError) as caught:
        parse(text)
    assert str(caught.value) == reason


@given(st.text(alphabet="0123456789-/.X~?% T٢", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes anything but an Edtf or an EdtfError, and what is read keeps its text."""
    try:
        assert parse(text).text == text
    except EdtfError as error:
        message = str(error)
        assert message
        assert not message.endswith(".")


@given(DATES)
def test_dates_are_read_back_as_written(text: str) -> None:
    """A valid date round-trips, and its earliest day is not after its latest."""
    edtf = parse(text)
    assert edtf.text == text
    if edtf.earliest and edtf.latest:
        assert edtf.earliest <= edtf.latest


def test_the_order_of_dates() -> None:
    """By earliest day, the wider period first; an open start where it ends; doubtful after certain."""
    ordered = [
        "../2013",
        "2014/..",
        "2014/2017",
        "2014",
        "2014~",
        "2014?",
        "2014%",
        "2014-01",
        "2014-01-01",
        "2014-09",
        "2014-10-17",
        "../2014",
        "2014-12-31",
    ]
    keys = [_key(parse(text)) for text in ordered]
    assert all(one < other for one, other in itertools.pairwise(keys))


@given(DATES, DATES, DATES)
def test_the_order_is_total(first: str, second: str, third: str) -> None:
    """Different dates never tie, and three dates sort the same however they come."""
    forward = sorted(map(parse, (first, second, third)), key=_key)
    assert forward == sorted(map(parse, (third, first, second)), key=_key)
    assert (_key(parse(first)) == _key(parse(second))) == (first == second)


@pytest.mark.parametrize(
    ("one", "other", "overlap", "after"),
    [
        ("2014", "2014-10-17", True, False),
        ("2015", "2014", False, True),
        ("2014", "2015", False, False),
        ("2014/2017", "2017-12-31", True, False),
        ("2018/..", "2017", False, True),
        ("2018/..", "../2019", True, False),
        ("../2013", "2014", False, False),
        ("2014/..", "2999", True, False),
    ],
)
def test_overlap_and_succession(one: str, other: str, overlap: bool, after: bool) -> None:
    """Periods overlap when they share a day; one is after the other when it starts after the other's end."""
    assert parse(one).overlaps(parse(other)) is overlap
    assert parse(other).overlaps(parse(one)) is overlap
    assert parse(one).is_after(parse(other)) is after


@given(DATES, DATES)
def test_two_dates_overlap_or_one_is_after_the_other(first: str, second: str) -> None:
    """Exactly one of three holds."""
    one, other = parse(first), parse(second)
    assert one.overlaps(other) + one.is_after(other) + other.is_after(one) == 1


def _key(edtf: Edtf) -> tuple[int, int, int, int, str]:
    return edtf.sort_key

"""A statement is held against its own measure and dates, by words alone and without a store."""

from __future__ import annotations

from typing import Any

import pytest
from tests.samples.workspace import fact, library

from briefgen.evidence.statements import misfits


def found(says: str, date: str | None = None, **measure: Any) -> list[tuple[str, str, str]]:
    """What does not fit in a fact with this statement, date and measure."""
    keys: dict[str, Any] = {"date": date} if date else {}
    if measure:
        keys["measure"] = {"of": "homes", **measure}
    record = library({"one": fact(says, kind="figure", **keys)}).facts["one"]
    return [(each.kind, each.stated, each.recorded) for each in misfits(record)]


@pytest.mark.parametrize(
    ("says", "measure", "expected"),
    [
        ("وصلت إلى 86 بيتًا", {"value": "86"}, []),
        ("وصلت إلى ٨٦ بيتًا", {"value": "86"}, []),
        ("وصلت إلى ستة وثمانين بيتًا", {"value": "86"}, []),
        ("وصلت إلى مدرستين", {"value": "2"}, []),
        ("وصلت إلى 110 آلاف بيت", {"value": "110", "unit": "ألف بيت"}, []),
        ("وصلت إلى 68 بيتًا", {"value": "86"}, [("value", "68", "86")]),
        ("وصلت إلى بيوت كثيرة", {"value": "86"}, [("value", "", "86")]),
        ("وصلت إلى 86 ألف بيت", {"value": "86", "unit": "بيت"}, [("value", "86000", "86")]),
        ("وصلت إلى 80 بيتًا", {"value": "80", "unit": "في المائة"}, [("value", "80", "80 %")]),
    ],
)
def test_the_value_stands_in_the_statement(
    says: str, measure: dict[str, str], expected: list[tuple[str, str, str]]
) -> None:
    """In digits of either family, in words, as a dual, with its magnitude and as a percentage or not."""
    assert found(says, **measure) == expected


@pytest.mark.parametrize(
    ("says", "bound", "expected"),
    [
        ("وصلت إلى أكثر من 86 بيتًا", "more-than", []),
        ("زاد عدد البيوت على 86 بيتًا", "more-than", []),
        ("وصلت إلى نحو 86 بيتًا", "about", []),
        ("وصلت إلى 86 بيتًا على الأقل", "at-least", []),
        ("بلغت البيوت 86 بيتًا", "exact", []),
        ("وصلت إلى أكثر من 86 بيتًا", "exact", [("bound", "more-than", "exact")]),
        ("وصلت إلى نحو 86 بيتًا", "more-than", [("bound", "about", "more-than")]),
        ("وصلت إلى ما لا يقل عن 86 بيتًا", "about", [("bound", "at-least", "about")]),
        ("بلغت البيوت 86 بيتًا", "about", [("bound", "exact", "about")]),
    ],
)
def test_the_bound_is_the_one_that_the_words_set(
    says: str, bound: str, expected: list[tuple[str, str, str]]
) -> None:
    """«أكثر من» is no exact number, and a flat number is not about; verbs that stand apart count as loose."""
    assert found(says, value="86", bound=bound) == expected


def test_money_of_another_kind_is_another_value() -> None:
    """Things of one family exclude one another; words outside the families prove nothing."""
    assert found("كلّفت 86 دينارًا", value="86", unit="دولار") == [("unit", "دينارا", "دولار")]
    assert found("كلّفت 86 دولارًا أميركيًا", value="86", unit="دولار") == []
    assert found("شارك 8 من الأعضاء", value="8", unit="دول") == []


@pytest.mark.parametrize(
    ("says", "date", "as_of", "expected"),
    [
        ("افتتحت في أيار/مايو 2018", "2018-05-03", None, []),
        ("افتتحت في أيار/مايو 2018", "2018", None, []),
        ("بدأت في 2014 وانتهت في 2018", "2018", None, []),
        ("قيل في 2020 إنها وصلت في 2018 إلى 86 بيتًا", "2019", "2018", []),
        ("افتتحت في 2018", None, None, []),
        ("افتتحت في أيار/مايو 2018", "2018-06", None, [("date", "2018-05", "2018-06")]),
        ("افتتحت في 2018", "2019", None, [("date", "2018", "2019")]),
    ],
)
def test_one_date_of_the_statement_fits(
    says: str, date: str | None, as_of: str | None, expected: list[tuple[str, str, str]]
) -> None:
    """The fact's date or the day of its value lies in one of the stretches that the sentence names."""
    measure = {"value": "86", "as_of": as_of} if as_of else {}
    assert found(says, date, **measure) == expected

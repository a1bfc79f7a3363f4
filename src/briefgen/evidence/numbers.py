"""Whether the numbers that a fact states stand in its passages, in digits or in words.

A number that a passage holds as an ordinal («الرابعة») or as a dual («قاعدتين») is accepted for one in the fact. The
year of an inferred date is exempt: the source leaves it out, and the fact says why it is known.
"""

from __future__ import annotations

from decimal import Decimal

from briefgen.arabic.numerals import Quantity, hints, quantities
from briefgen.edtf import Edtf
from briefgen.records.fact import Fact


def absent(fact: Fact, passages: tuple[str, ...]) -> tuple[str, ...]:
    """The numbers of a fact that none of its passages holds, in plain digits, each once, in reading order."""
    held = {(each.value, each.percent) for text in passages for each in quantities(text)}
    held |= {(value, False) for text in passages for value in hints(text)}
    exempt = _inferred_years(fact)
    return tuple(
        dict.fromkeys(
            f"{each.value:f}{' %' if each.percent else ''}"
            for each in stated(fact)
            if (each.value, each.percent) not in held and each.value not in exempt
        )
    )


def stated(fact: Fact) -> tuple[Quantity, ...]:
    """The numbers of a fact's statement, then that of its measure with the magnitude its unit may name."""
    found = quantities(fact.says)
    if fact.measure is None:
        return found
    return (*found, *quantities(f"{fact.measure.value:f} {fact.measure.unit}")[:1])


def _inferred_years(fact: Fact) -> frozenset[Decimal]:
    if fact.date_basis != "inferred":
        return frozenset()
    dates = (fact.date, fact.measure.as_of if fact.measure else None)
    return frozenset(Decimal(year) for date in dates if date for year in _years(date))


def _years(date: Edtf) -> range:
    ends = [each.year for each in (date.earliest, date.latest) if each]
    return range(min(ends), max(ends) + 1) if ends else range(0)

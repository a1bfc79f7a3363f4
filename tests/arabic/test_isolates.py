"""Which parts of an Arabic text are isolated, and where its lines do not break."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.arabic.isolates import Run, clitics, range_dashes, runs

LATIN_PIECES = (
    "MQ-9",
    "NATO",
    "(NMI)",
    "Gen. ",
    "https://a.int/x_(y)",
    "a@b.int",
    "+964 770 123 4567",
    "é",
    "中",
)
NUMBERS = ("2014-2017", "10–12", "-5", "3/4", "80%", "٨٠٪", "٢٠١٤-٢٠١٧", "2014-10", "17/10/2014", "م²")
BETWEEN = ("جندي", "و", "بـ", "«", "»", '"', "(", ")", "،", ".", ":", "-", "/", "$", "'", "\u064e", "\u200f")
SPACES = (" ", "\u00a0", "\n")
PIECES = st.sampled_from(LATIN_PIECES + NUMBERS + BETWEEN + SPACES)
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=30))


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("طائرة MQ-9 و«F-16C/D»، وغيرها", ["MQ-9", "F-16C/D"]),
        ("عملية Operation Inherent Resolve.", ["Operation Inherent Resolve"]),
        ("بعثة الناتو (NMI) والقوة (CJTF-OIR)،", ["NMI", "CJTF-OIR"]),
        ("نظام Windows 11 الجديد", ["Windows 11"]),
        ("حلف NATO 30 دولة، وNATO 17 تشرين", ["NATO", "NATO"]),
        ("بـMQ-9 والـF-16 وUSA", ["MQ-9", "F-16", "USA"]),
        ("مهمة NATO Mission Iraq (NMI) هنا", ["NATO Mission Iraq (NMI)"]),
        ('جماعة The "Islamic State" group و"NATO"', ['The "Islamic State" group', "NATO"]),
        ("الجنود soldiers' base و L'Humanité", ["soldiers' base", "L'Humanité"]),
        ("NMI، CJTF-OIR؛ MAG. و U.S. Army", ["NMI", "CJTF-OIR", "MAG", "U.S. Army"]),
        ("وGen. John R. Allen قال", ["Gen. John R. Allen"]),
        (
            "كتاب Iraq 2014-2017 Review: Lessons – RAND (2nd ed.), London.",
            ["Iraq 2014-2017 Review: Lessons – RAND (2nd ed.), London"],
        ),
        ("لغة C++ و 9M133 و 155mm", ["C++", "9M133", "155mm"]),
        (
            "انظر https://www.nato.int/a_1.htm، و(https://en.x.org/I_(N)).",
            ["https://www.nato.int/a_1.htm", "https://en.x.org/I_(N)"],
        ),
        (
            "إلى info@nato.int أو +964 770 123 4567 أو 0770 123 4567",
            ["info@nato.int", "+964 770 123 4567", "0770 123 4567"],
        ),
        ("في 2024-02-05 و17/10/2014 و2014-10", ["2024-02-05", "17/10/2014", "2014-10"]),
        ("درجة -5 و−٥ و3/4 و٣/٤ و$5", ["-5", "−٥", "3/4", "٣/٤", "$5"]),
        ("بنسبة 80% أو 7 % من GDP 3%", ["80%", "7 %", "GDP", "3%"]),
        ("عام 2014 و1.48 مليار و2,500 و12:30 و٨٠٪ وكوفيد-19", []),
        ("NMI/العراق", ["NMI"]),
    ],
)
def test_left_to_right_runs(text: str, isolated: list[str]) -> None:
    """Latin phrases, codes, addresses and signed or compound numbers are one run each; the rest is Arabic."""
    assert [run.text for run in runs(text) if run.ltr] == isolated
    assert {run.direction for run in runs(text)} <= {"ltr", "auto"}


@pytest.mark.parametrize("text", ["2014-2017", "10–12", "٢٠١٤-٢٠١٧", "10-12%", "1.5–2.5"])
def test_a_range_of_numbers_reads_from_the_right(text: str) -> None:
    """A range is one right-to-left isolate, so that its first number stands at the right."""
    assert runs(f"بين {text} عضو") == (Run("بين ", "auto"), Run(text, "rtl"), Run(" عضو", "auto"))


@given(TEXTS)
def test_the_parts_are_the_text(text: str) -> None:
    """Nothing is lost, doubled or moved, no part is empty, and plain text is never in two parts."""
    parts = runs(text)
    assert "".join(run.text for run in parts) == text
    assert all(run.text for run in parts)
    assert not any(a.direction == b.direction == "auto" for a, b in itertools.pairwise(parts))


@given(TEXTS)
def test_every_latin_letter_is_isolated_and_no_arabic_one(text: str) -> None:
    """Latin letters are in left-to-right runs only; Arabic letters never are."""
    for run in runs(text):
        assert run.ltr or not re.search("[A-Za-z]", run.text)
        assert not run.ltr or not re.search("[\u0620-\u064a]", run.text)


@pytest.mark.parametrize(
    ("text", "keeps"),
    [("MQ-9", True), ("+964 770 123 4567", True), ("80%", False), ("-5", False), ("3/4", False)],
)
def test_codes_keep_their_digits(text: str, keeps: bool) -> None:
    """Digits of Latin text and phone numbers stay; those of numbers follow the document's family."""
    (run,) = runs(text)
    assert run.keeps_digits is keeps


@pytest.mark.parametrize(
    ("text", "dashed"),
    [
        ("بين 2014-2017 و10-12%", "بين 2014–2017 و10–12%"),
        ("٢٠١٤-٢٠١٧", "٢٠١٤–٢٠١٧"),
        (
            "MQ-9 و2024-02-05 و2014-10 وكوفيد-19 و-5 و٢٠١٤-١٠",
            "MQ-9 و2024-02-05 و2014-10 وكوفيد-19 و-5 و٢٠١٤-١٠",
        ),
    ],
)
def test_only_ranges_get_an_en_dash(text: str, dashed: str) -> None:
    """The hyphen of a range becomes an en dash; hyphens of codes, dates, words and negative numbers stay."""
    assert range_dashes(text) == dashed


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("و NATO و 2014", "و_NATO و_2014"),
        ("لـ 2500 جندي", "لـ_2500_جندي"),
        ("بـ MQ-9 والـ F-16", "بـ_MQ-9 والـ_F-16"),
        ("40 ألف مقاتل", "40_ألف مقاتل"),
        ("8 ملايين شخص", "8_ملايين شخص"),
        ("7 % و٧ ٪", "7_% و٧_٪"),
        ("80 في المائة مقارنة", "80_في_المائة مقارنة"),
        ("17 تشرين الأول/أكتوبر 2014 من", "17_تشرين الأول/أكتوبر 2014 من"),
        ("27 كانون الثاني/يناير", "27_كانون الثاني/يناير"),
        ("31 موقعًا، 34 آخرين", "31_موقعًا، 34_آخرين"),
        ("عام 2014 أعلن التحالف", "عام 2014 أعلن التحالف"),
        ("المادة 4 من القرار 5 التي", "المادة 4 من القرار 5 التي"),
        ("80\nدولة", "80_دولة"),
        ("هو وقال لي", "هو وقال لي"),
        ("ثم ـ ولكن ـ قال", "ثم ـ ولكن ـ قال"),
    ],
)
def test_lines_do_not_break_inside(text: str, bound: str) -> None:
    """A no-break space (here `_`) stands after a lone clitic and between a number and what it counts."""
    assert clitics(text).replace("\u00a0", "_") == bound


@given(TEXTS)
def test_clitics_changes_white_space_only(text: str) -> None:
    """Binding is idempotent and leaves every other character as it was."""
    once = clitics(text)
    assert clitics(once) == once
    assert once.split() == text.split()

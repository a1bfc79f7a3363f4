"""Setting a paragraph: all steps together."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.arabic.digits import Digits
from briefgen.arabic.setting import typeset

TEXT = "أنفقت (CJTF-OIR) 1.48 مليار، أي 80%، بين 2014-2017 على F-16 و 2,500 جندي في Windows 11."


def _marked(text: str, digits: Digits) -> str:
    marks = {"auto": "{}", "ltr": "<{}>", "rtl": "[{}]"}
    return "".join(marks[run.direction].format(run.text) for run in typeset(text, digits)).replace(
        "\u00a0", "_"
    )


def test_latin_digits() -> None:
    """Left-to-right parts stand in <>, ranges in [] with an en dash, no-break spaces are shown as _."""
    assert _marked(TEXT, "latin") == (
        "أنفقت (<CJTF-OIR>) 1.48_مليار، أي <80%>، بين [2014–2017] على <F-16> و_2,500_جندي في <Windows 11>."
    )


def test_arabic_indic_digits() -> None:
    """Codes and names keep Latin digits; a percentage needs no isolate any more."""
    assert _marked(TEXT, "arabic-indic") == (
        "أنفقت (<CJTF-OIR>) ١٫٤٨_مليار، أي ٨٠٪، بين [٢٠١٤–٢٠١٧] على <F-16> و_٢٬٥٠٠_جندي في <Windows 11>."
    )


@pytest.mark.parametrize("digits", ["latin", "arabic-indic"])
@example(text="0  ٪")
@example(text="0 \n%")
@given(text=st.text(alphabet="ابو جندي2014٣-–/%٪.,()ABc«»: \u00a0", max_size=30))
def test_setting_twice_is_setting_once(digits: Digits, text: str) -> None:
    """What was set and joined again is set the same."""
    once = typeset(text, digits)
    assert typeset("".join(run.text for run in once), digits) == once

"""A file or record that is wrong thousands of times is told so, and neither fills the memory nor hides an error."""

from __future__ import annotations

from briefgen.checks import check
from briefgen.diagnostics.capping import MOST, MOST_IN_FILE, capped
from briefgen.diagnostics.model import Span, has_errors, problem
from briefgen.records.files import spec_file
from briefgen.records.reading import read_library

_FACT = "new-fact:\n  kind: event\n  topics: [water]\n  evidence: []\n  says: |\n"


def test_a_record_has_so_many_problems_and_no_more() -> None:
    """Signs by the thousand are warnings; what follows the last that is listed could be an error, so this is one."""
    text = _FACT + "    ا ، ب\n" * (MOST + 50)
    found = check(read_library((), (("briefs/facts/works.yaml", text.encode()),), ()).library)
    signs = [each for each in found if each.code == "stray-space"]
    more = [each for each in found if each.code == "more-problems"]
    assert (len(signs), [each.route for each in more]) == (MOST, ["new-fact.says"])
    assert more[0].span.line == 6 + MOST
    assert more[0].message == f"more than {MOST} problems here; the others are not listed"
    assert has_errors(more)


def test_as_many_as_the_limit_are_all_listed() -> None:
    """The limit itself is no reason to say more."""
    one = problem("tatweel", Span("a", 1, 1, 1, 2))
    assert [each.code for each in capped([one] * 3, 3)] == ["tatweel"] * 3
    assert [each.code for each in capped([one] * 9, 3)] == [*["tatweel"] * 3, "more-problems"]


def test_a_file_whose_keys_are_all_wrong_is_cut_too() -> None:
    """What is found while a file is read has a limit of its own."""
    text = "".join(f"k{number}: x\n" for number in range(MOST_IN_FILE + 9))
    codes = [each.code for each in spec_file("sample", "briefs/sample.yaml", text.encode()).family.problems]
    assert (len(codes), codes[-1]) == (MOST_IN_FILE + 1, "more-problems")

"""Rules over one record: addresses, ids, lists, dates, and that each text is judged with its marks left out."""

from __future__ import annotations

from typing import Any

import pytest
from tests.samples.workspace import Record, codes, fact, library, section, source, spec, without_leftovers

from briefgen.checks import alone, check
from briefgen.checks.alone.addresses import fault_of
from briefgen.checks.alone.ids import is_opaque
from briefgen.diagnostics.model import Diagnostic


def in_spec(*sections: Record, **keys: Any) -> tuple[Diagnostic, ...]:
    """The problems that a topic spec has by itself."""
    found = library({"network-opened": fact()}, {"sample": spec("sample", *sections, **keys)})
    return tuple(alone.of_spec(found.specs["sample"]))


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://example.org/a?b=c#d", ""),
        ("http://مثال.إختبار/صفحة", ""),
        ("https://[2001:db8::1]:8080/", ""),
        ("https://192.0.2.1/", ""),
        ("HTTPS://EXAMPLE.ORG", ""),
        ("https://example.org/%D9%85", ""),
        ("example.org", "url-scheme"),
        ("ftp://example.org", "url-scheme"),
        ("javascript:alert(1)", "url-scheme"),
        ("https:/example.org", "url-no-host"),
        ("https://", "url-no-host"),
        ("https://example", "url-host"),
        ("https://exa_mple..org", "url-host"),
        ("https://999.0.2.1/", "url-host"),
        ("https://[::1/", "url-host"),
        ("https://example.org:port/", "url-port"),
        ("https://example.org:99999/", "url-port"),
        ("https://me:secret@example.org/", "url-user"),
        ("https://example.org/a b", "url-space"),
        ("https://example.org/\u202egro", "url-character"),
        ("https://example.org/<a>", "url-character"),
        ("https://example.org/%zz", "url-escape"),
        ("غير متاح", "url-space"),
    ],
)
def test_an_address_is_one_that_a_browser_can_open(url: str, fault: str) -> None:
    """Scheme, host and port are there and sound; names in other scripts are addresses too."""
    assert fault_of(url) == fault


@pytest.mark.parametrize(
    ("name", "opaque"),
    [
        ("f1", True),
        ("x2", True),
        ("fact-12", True),
        ("item003", True),
        ("a3f9c2e8", True),
        ("xxx", True),
        ("a-b-c", True),
        ("nmi", False),
        ("homes-201", False),
        ("coalition-86-members", False),
        ("un-10000-fighters", False),
        ("daesh", False),
        ("covid19-wave", False),
    ],
)
def test_an_id_is_made_of_words(name: str, opaque: bool) -> None:
    """One word of three letters that is no name of the record's kind is enough."""
    assert is_opaque(name) is opaque


def test_ids_are_judged_wherever_they_are_given() -> None:
    """The fact's own, its topics, its measure, the source's file, the brief's."""
    keys: Record = {"topics": ["t1"], "measure": {"of": "m1", "value": "3"}}
    found = library(
        {"f1": fact("بلغت 3", **keys)},
        {"b1": spec("b1", section(facts=["f1"]))},
        {"council": source(), "s1": source()},
    )
    opaque = [each for each in check(found) if each.code == "opaque-id"]
    assert [each.route for each in opaque] == ["brief", "f1", "f1.topics[0]", "f1.measure.of", ""]


def test_prose_is_judged_without_its_citation_marks() -> None:
    """The semicolon and the brackets of a mark are no punctuation of the text."""
    assert in_spec(section(text="كلام [@network-opened; @network-opened]، ثم كلام [@network-opened].")) == ()
    (found,) = in_spec(section(text="كلام [@network-opened] ; ثم"))[:1]
    assert found.code == "stray-space"


def test_a_repair_is_offered_only_where_it_stands_as_written() -> None:
    """An escape hides the character, so that nothing can be put in its place; the problem is told all the same."""
    plain, hidden = (
        next(alone.of_fact(library({"network-opened": fact(says)}).facts["network-opened"]))
        for says in ("وصل, ثم", 'قال "نعم" ثم')
    )
    assert plain.fix is not None
    assert [(each.text, each.span.column) for each in plain.fix.edits] == [("،", plain.span.column)]
    assert (hidden.code, hidden.fix) == ("straight-quote", None)


def test_titles_of_sources_keep_their_own_punctuation() -> None:
    """A title is quoted; a look-alike letter or a hidden character in it is nobody's intention. Reasons are ours."""
    records = {"council": source("تقرير, «أول", rights={"archive": "no", "why": "لا إذن ."})}
    found = tuple(alone.of_source(library({}, sources=records).sources["council"]))
    assert [(each.code, each.route) for each in found] == [("stray-space", "rights.why")]
    records = {"council": source("تقریر")}
    assert codes(tuple(alone.of_source(library({}, sources=records).sources["council"]))) == ["look-alike"]


def test_dates_that_contradict_each_other_point_at_both() -> None:
    """From after to; looked up or withdrawn before it was issued. Overlapping dates contradict nothing."""
    (found,) = in_spec(section(select={"topics": ["water"], "from": "2022", "to": "2017"}))
    assert (found.code, found.route, len(found.labels)) == ("reversed-dates", "sections[0].select.from", 1)
    assert in_spec(section(select={"topics": ["water"], "from": "2017", "to": "2017-05"})) == ()
    for keys in ({"accessed": "2019-12"}, {"withdrawn": {"on": "2019", "why": "خطأ"}}):
        record = library({}, sources={"council": source(issued="2020", **keys)}).sources["council"]
        assert codes(tuple(alone.of_source(record))) == ["before-issued"]
    assert not list(
        alone.of_source(
            library({}, sources={"council": source(issued="2020", accessed="2020-01-01")}).sources["council"]
        )
    )


def test_a_reversed_selection_is_not_called_empty_as_well() -> None:
    """One mistake, one problem."""
    query = {"topics": ["water"], "from": "2022", "to": "2017"}
    found = library({"network-opened": fact(date="2018")}, {"sample": spec("sample", section(select=query))})
    assert codes(without_leftovers(check(found))) == ["reversed-dates"]


def test_what_is_listed_twice_is_told_at_the_second_place() -> None:
    """In every list of ids, and for a passage that a fact rests on twice."""
    query = {"topics": ["water", "water"], "kinds": ["event", "event"], "not": ["network-opened"] * 2}
    assert [each.route for each in in_spec(section(select=query))] == [
        "sections[0].select.topics[1]",
        "sections[0].select.kinds[1]",
        "sections[0].select.not[1]",
    ]
    again = fact()
    again["evidence"] *= 2
    assert codes(tuple(alone.of_fact(library({"network-opened": again}).facts["network-opened"]))) == [
        "listed-twice"
    ]

"""Facts against an archive: the weakest passage decides, numbers must be there, a changed file is told as such."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.samples.archived import DIGEST, PASSAGES, TEXT, evidence, facts, records, source, stored
from tests.samples.workspace import library

from briefgen.checks.passages import of_proofs
from briefgen.evidence.numbers import absent
from briefgen.evidence.snapshots import StoredFile, archive
from briefgen.evidence.verification import prove, totals
from briefgen.records.fact import Fact
from briefgen.records.library import Library


def states(found: Library, *files: StoredFile) -> dict[str, str]:
    """The state of each fact against these files."""
    return {proof.fact.id: proof.state for proof in prove(found, archive(found, files))}


def test_the_right_text_verifies_every_fact() -> None:
    """Found by its digest, whatever its name, among other files."""
    other = stored("نص آخر لا شأن له بهذا", "other.txt")
    assert set(states(records(), other, stored(name="anything.bin")).values()) == {"verified"}


def test_without_files_no_fact_is_verified_and_none_is_wrong() -> None:
    """Nothing at hand is an outcome of its own."""
    found = records()
    assert set(states(found).values()) == {"no-snapshot"}
    assert list(of_proofs(prove(found, {}), found, {})) == []


@pytest.mark.parametrize("name", ["paper.txt", f"sha256/{DIGEST[:2]}/{DIGEST[2:]}", "renamed.txt"])
def test_a_tampered_file_is_told_passage_by_passage(name: str) -> None:
    """Known by the source's id, its place in the store, or the passages in it: one digit drifts, the rest stands."""
    found = records()
    held = archive(found, [stored(TEXT.replace("2018", "2019"), name)])
    assert not held["paper"].intact
    proofs = {proof.fact.id: proof for proof in prove(found, held)}
    assert {name: proof.state for name, proof in proofs.items()} == {
        "network-opened": "drifted",
        "families-served": "verified",
        "second-stage": "verified",
        "complaints-fell": "verified",
    }
    assert all(finding.altered for proof in proofs.values() for finding in proof.findings)
    assert [each.code for each in of_proofs(proofs.values(), found, held)] == [
        "snapshot-altered",
        "passage-drifted",
    ]


def test_a_file_of_another_source_never_stands_for_this_one() -> None:
    """A text that another record names by digest is that record's, even if it quotes this one."""
    found = library(facts(), sources={"paper": source(), "other": {"type": "report", "title": "آخر"}})
    assert archive(found, [stored("نص لا مقطع فيه")]) == {}
    quoting = stored(TEXT + "إضافة")
    two = library(
        facts(),
        sources={
            "paper": source(),
            "other": {"type": "report", "title": "آخر", "snapshot": {"sha256": quoting.sha256, "norm": "n1"}},
        },
    )
    assert archive(two, [quoting]).keys() == {"other"}


def test_bytes_that_are_no_text_lose_only_what_they_break() -> None:
    """A damaged byte is a damaged character: the passages elsewhere still stand."""
    data = TEXT.encode().replace(b"2018", b"\xff\xff\xff\xff")
    found = states(records(), StoredFile("paper.txt", data, "0" * 64))
    assert (found["network-opened"], found["complaints-fell"]) == ("drifted", "verified")


def test_a_fact_stands_as_its_weakest_passage_does() -> None:
    """One verified and one lost passage make a lost fact."""
    gone = evidence("نص آخر فيه كلام كثير غير هذا", "صحيفة\nنص آخر فيه كلام كثير غير هذا")
    both = facts()["network-opened"] | {"evidence": [evidence(PASSAGES["network-opened"]), gone]}
    found = library({"network-opened": both}, sources={"paper": source()})
    (proof,) = prove(found, archive(found, [stored()]))
    assert ([each.verdict.state for each in proof.findings], proof.state) == (["verified", "lost"], "lost")
    assert totals([proof]) == {"verified": 0, "no-snapshot": 0, "moved": 0, "drifted": 0, "lost": 1}


def fact_saying(says: str, **keys: Any) -> Fact:
    """A fact with a passage of the paper."""
    record = facts()["network-opened"] | {"says": says, **keys}
    return library({"network-opened": record}, sources={"paper": source()}).facts["network-opened"]


@pytest.mark.parametrize(
    ("says", "passage", "missing"),
    [
        ("افتتحت في عام 2018.", "في ربيع عام ٢٠١٨", ()),
        ("افتتحت في عام 2019.", "في ربيع عام 2018", ("2019",)),
        ("تخدم 12 ألف أسرة.", "تخدم اثني عشر ألف أسرة", ()),
        ("تخدم 12 أسرة.", "تخدم اثني عشر ألف أسرة", ("12",)),
        ("حضره 25 مهندسًا.", "وخمسة وعشرين مهندسًا", ()),
        ("في اثنين من الأحياء.", "في ثلاثة أحياء", ("2",)),
        ("في 2 من المدينتين.", "في المدينتين", ()),
        ("تكلف 1.5 مليون دينار.", "بكلفة ١٫٥ مليون دينار", ()),
        ("تكلف مليونًا ونصفًا.", "بكلفة مليون دينار", ()),
        ("تراجعت 80 في المائة.", "بنسبة ثمانين بالمئة", ()),
        ("تراجعت 80 في المائة.", "80 شكوى", ("80 %",)),
        ("الذكرى الرابعة لافتتاحها.", "احتفلت المدينة", ()),
        ("مضت 4 أعوام.", "في الذكرى الرابعة", ()),
        ("لا عدد فيها.", "", ()),
    ],
)
def test_numbers_of_a_fact_must_stand_in_its_passage(
    says: str, passage: str, missing: tuple[str, ...]
) -> None:
    """In digits of either family or in words; what is not there is named in plain digits."""
    assert absent(fact_saying(says), (passage,)) == missing


def test_the_number_of_a_measure_must_stand_there_with_its_magnitude() -> None:
    """600 with the unit «مليون دولار» is 600 million."""
    fact = fact_saying("يزيد المبلغ.", measure={"of": "sum", "value": "600", "unit": "مليون دينار"})
    assert absent(fact, ("جمعت 600 مليون دينار",)) == ()
    assert absent(fact, ("جمعت 600 دينار",)) == ("600000000",)


def test_the_year_of_an_inferred_date_is_exempt() -> None:
    """The source leaves it out, and the fact says why it is known; a stated year is not."""
    inferred = fact_saying(
        "افتتحت في 9 أيار 2018.", date="2018-05-09", date_basis="inferred", because="من السياق"
    )
    assert absent(inferred, ("في 9 أيار",)) == ()
    assert absent(replace(inferred, date_basis="stated"), ("في 9 أيار",)) == ("2018",)
    assert absent(inferred, ("في أيار",)) == ("9",)


def test_numbers_are_not_searched_in_what_cannot_be_read() -> None:
    """No snapshot, no finding; and a number is told at the statement, once."""
    found = records()
    assert [proof.absent for proof in prove(found, {})] == [()] * 4
    wrong = facts()
    wrong["network-opened"]["says"] = "افتتحت الشبكة في عام 2017، نعم 2017."
    bad = library(wrong, sources={"paper": source()})
    held = archive(bad, [stored()])
    (problem,) = of_proofs(prove(bad, held), bad, held)
    assert (problem.code, problem.route, problem.severity) == (
        "number-not-in-passage",
        "network-opened.says",
        "warning",
    )
    assert dict(problem.params) == {"number": "2017"}
    assert Decimal(str(dict(problem.params)["number"])) == 2017


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("سطر أول\n" + TEXT, "passage-moved"),
        (TEXT.replace("شبكة المياه الجديدة في", "شبكة الماء الجديدة في"), "passage-drifted"),
        (TEXT.replace(PASSAGES["network-opened"], "كلام آخر"), "passage-lost"),
    ],
)
def test_each_failure_is_told_at_its_passage(text: str, code: str) -> None:
    """The problem stands at the passage in the file of facts."""
    found = records()
    held = archive(found, [stored(text)])
    problems = [
        each for each in of_proofs(prove(found, held), found, held) if each.route.startswith("network-opened")
    ]
    assert [(each.code, each.route) for each in problems] == [(code, "network-opened.evidence[0].passage")]

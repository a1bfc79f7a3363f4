"""A lock is canonical, tells what differs, and holds a build to what went into the last one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.samples.workspace import evidence, fact, library, section, source, spec, write

from briefgen import cli
from briefgen.errors import Exit
from briefgen.evidence.review import canonical
from briefgen.lock import (
    Assets,
    Entry,
    Lock,
    LockedReview,
    LockError,
    Options,
    Previous,
    Product,
    decode,
    encode,
    lock_of,
)
from briefgen.staleness import differences, inputs_only

TOOLS = {"weasyprint": "70.0", "briefgen": "0.1.0"}
FACTS = {
    "opened": fact("افتتحت الشبكة عام 2018.", date="2018"),
    "homes": fact("تصل الشبكة إلى 250 منزلًا.", evidence=[evidence("survey", 2)]),
    "snow": fact("سقط الثلج.", topics=["snow"]),
}
SPEC = spec("one", section(select={"topics": ["water"]}, show="list"))
PDF = Options()
FILES = (
    "briefs/one.yaml",
    "briefs/facts/water.yaml",
    "briefs/sources/council.yaml",
    "briefs/sources/survey.yaml",
)


def locked(
    facts: dict[str, Any] = FACTS, record: dict[str, Any] = SPEC, options: Options = PDF, **changes: Any
) -> Lock:
    """The lock of a small brief; `changes` replace what comes from outside the library."""
    found = library(facts, {"one": record})
    files = {path: Entry(path, 3, "a" * 64) for path in FILES}
    assets = Assets(files, (Entry("templates/brief.html", 5, "b" * 64),), (), TOOLS, options)
    return lock_of(found.specs["one"], found, replace(assets, **changes))


def test_a_lock_is_canonical_and_reads_back() -> None:
    """Two spaces, sorted keys, no escapes, a line end; what is read back is what was written."""
    states = {"opened": ("verified",), "homes": ("no-snapshot",)}
    lock = replace(
        locked(options=Options(("pdf",), ("mono",), "2024-01-01T00:00:00+00:00", states)),  # type: ignore[arg-type]
        outputs=(Product("شبكة.pdf", 3, "c" * 64, "d" * 128),),
        previous=Previous(3, "e" * 64),
    )
    data = encode(lock)
    assert data.decode() == json.dumps(json.loads(data), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert decode(data) == lock
    assert "شبكة.pdf" in data.decode()


def test_a_lock_names_facts_passages_and_sources_used_and_no_others() -> None:
    """The fact about snow is nobody's business here; facts are sorted, the parts keep the order printed."""
    lock = locked()
    assert [each.id for each in lock.facts] == ["homes", "opened"]
    assert [(each.route, each.facts) for each in lock.parts] == [("sections[0]", ("opened", "homes"))]
    assert [each.source for each in lock.facts[0].evidence] == ["survey"]
    assert [each.id for each in lock.sources] == ["council", "survey"]


def test_a_review_is_locked_with_its_stamp() -> None:
    """Who, when and what was seen."""
    review = {"by": "مراجِعة", "on": "2024-05-01", "stamp": "f" * 64}
    lock = locked({**FACTS, "opened": fact("افتتحت الشبكة عام 2018.", date="2018", reviewed=review)})
    assert lock.facts[1].review == LockedReview("مراجِعة", "2024-05-01", "f" * 64)
    assert [each.name for each in differences(locked(), lock)] == ["opened"]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({**FACTS, "new": fact("وُسّعت الشبكة.", date="2020")}, ["fact new is new", "part sections[0] has changed"]),
        ({**FACTS, "new": fact("غاب الثلج.", topics=["snow"])}, []),
        ({"opened": FACTS["opened"]}, ["fact homes is gone", "part sections[0] has changed", "source survey is gone"]),
        (dict(reversed(FACTS.items())), []),
        ({**FACTS, "homes": fact("تصل الشبكة إلى 251 منزلًا.", evidence=[evidence("survey", 2)])},
         ["fact homes has changed"]),
        ({**FACTS, "homes": fact("تصل الشبكة إلى 250 منزلًا.", evidence=[evidence("survey", 2, start=9)])},
         ["fact homes has changed"]),
    ],
    ids=("chosen now", "passed over", "gone", "order of files", "statement", "offsets"),
)  # fmt: skip
def test_what_a_select_would_now_choose_differs_and_nothing_else(
    facts: dict[str, Any], found: list[str]
) -> None:
    """A new fact that a select chooses shows, wherever it was written; one that no part prints does not."""
    assert [str(each) for each in differences(locked(), locked(facts))] == found


def test_tools_options_and_files_differ_by_name() -> None:
    """Each is named with what it was and is, or that it is new or gone."""
    other = locked(
        options=Options(("pdf", "html"), created="2024-01-01T00:00:00+00:00"),
        tools={**TOOLS, "weasyprint": "71.0"},
        templates=(Entry("templates/brief.html", 5, "0" * 64), Entry("templates/own.css", 1, "1" * 64)),
    )
    assert [str(each) for each in differences(locked(), other)] == [
        "template templates/brief.html has changed",
        "template templates/own.css is new",
        "tool weasyprint was 70.0, is 71.0",
        "option created was -, is 2024-01-01T00:00:00+00:00",
        "option formats was pdf, is pdf html",
    ]


def test_outputs_and_the_chain_are_no_inputs() -> None:
    """Two builds from the same things have the same lock but for what came out and what came before."""
    built = replace(
        locked(), outputs=(Product("one.pdf", 3, "c" * 64, "d" * 128),), pages=1, previous=Previous(1, "")
    )
    assert inputs_only(built) == locked()


@given(st.text())
@example("\n\u0303")
@example("e\u0301")
def test_texts_are_composed_part_by_part(text: str) -> None:
    """An escape's letter is not composed with the mark after it."""
    expected = json.dumps([normalize("NFC", text)], ensure_ascii=False, separators=(",", ":"))
    assert canonical([text]) == expected.encode()


def _by_path(records: list[Entry]) -> dict[str, Entry]:
    return {each.path: each for each in records}


@given(st.randoms(use_true_random=False))
def test_the_order_of_reading_leaves_no_trace(random: Any) -> None:
    """Files met in any order give the same bytes."""
    records = [Entry(path, 3, "a" * 64) for path in FILES]
    templates = [Entry(f"templates/{name}.css", 1, name * 64) for name in "abc"]
    straight = locked(files=_by_path(records), templates=tuple(templates))
    random.shuffle(records)
    random.shuffle(templates)
    assert encode(locked(files=_by_path(records), templates=tuple(templates))) == encode(straight)


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff", b'{"lock_version": 2, "brief": "one"}'])
def test_what_is_no_lock_is_refused(data: bytes) -> None:
    """With an exception of its own, whatever the bytes are."""
    with pytest.raises(LockError, match="no lock"):
        decode(data)


def test_a_lock_of_another_version_is_refused() -> None:
    """It says which version it is."""
    with pytest.raises(LockError, match="version 1"):
        decode(b'{"lock_version": 1}')


@pytest.fixture(name="built", scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a brief built into `build/`."""
    folder = write(tmp_path_factory.mktemp("locked"), FACTS, {"one": SPEC})
    assert cli.run(["build", "-w", str(folder), "--format", "pdf", "--format", "html"]) == Exit.DONE
    return folder


def again(folder: Path, copy: Path, *arguments: str) -> int:
    """Builds a copy of the workspace that a test may change."""
    return cli.run(["build", "-w", str(copy), "-o", str(folder), *arguments])


def test_a_locked_build_passes_while_nothing_has_changed(built: Path) -> None:
    """Both formats of the lock come out, and the lock is the same bytes afterwards."""
    before = (built / "build" / "one.lock").read_bytes()
    (built / "build" / "one.html").unlink()
    assert cli.run(["build", "-w", str(built), "--locked"]) == Exit.DONE
    assert (built / "build" / "one.html").exists()
    assert (built / "build" / "one.lock").read_bytes() == before


def test_a_locked_build_names_what_makes_the_lock_stale(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fact in another file that the select chooses: exit 1, and nothing is written. A frozen build passes it over."""
    write(tmp_path, FACTS, {"one": SPEC})
    more = tmp_path / "briefs" / "facts" / "more.yaml"
    more.write_text(json.dumps({"pumps": fact("رُكّبت المضخات.", date="2019")}), "utf-8")
    before = {each.name: each.read_bytes() for each in (built / "build").iterdir()}
    assert again(built / "build", tmp_path, "--locked") == Exit.PROBLEMS
    assert (
        "error: one: the lock is stale\n  fact pumps is new\n  part sections[0] has changed"
        in capsys.readouterr().err
    )
    assert {each.name: each.read_bytes() for each in (built / "build").iterdir()} == before
    assert again(built / "build", tmp_path, "--frozen") == Exit.DONE
    after = {each.name: each.read_bytes() for each in (built / "build").iterdir()}
    assert {name for name in after if after[name] != before[name]} <= {"one.buildinfo.json"}


def test_a_frozen_build_refuses_other_inputs(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A changed fact and a missing source: exit 1, both named."""
    write(tmp_path, {**FACTS, "homes": fact("تصل الشبكة إلى 9 منازل.")}, {"one": SPEC}, {"council": source()})
    assert again(built / "build", tmp_path, "--frozen") == Exit.PROBLEMS
    told = capsys.readouterr().err
    assert "fact homes has changed" in told
    assert "source survey is gone" in told


def test_without_a_lock_there_is_nothing_to_hold_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1 and advice; the same for a file that is no lock."""
    folder = write(tmp_path, FACTS, {"one": SPEC})
    assert cli.run(["build", "-w", str(folder), "--locked"]) == Exit.PROBLEMS
    assert "`briefgen build` writes one" in capsys.readouterr().err
    (folder / "build" / "one.lock").write_text("{}")
    assert cli.run(["build", "-w", str(folder), "--frozen"]) == Exit.PROBLEMS
    assert "one.lock cannot be used: it is no lock" in capsys.readouterr().err
    assert cli.run(["build", "-w", str(folder), "--frozen", "--locked"]) == Exit.USAGE


def test_the_build_information_is_no_part_of_the_lock(built: Path) -> None:
    """It lies beside it and tells of this machine: Python, system, time."""
    found = json.loads((built / "build" / "one.buildinfo.json").read_bytes())
    assert {"built", "kernel", "libc", "machine", "python", "system"} <= found.keys()
    lock = (built / "build" / "one.lock").read_text("utf-8")
    assert found["kernel"] not in lock
    assert str(built) not in json.dumps(found) + lock

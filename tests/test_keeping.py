"""Files that were read before give what reading them gives: the same records, problems and places."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.samples.workspace import SOURCES, evidence, fact, section, source, spec, write

from briefgen.cache import FOLDER, cache_of
from briefgen.diagnostics.model import Diagnostic
from briefgen.loading import Loaded, load
from briefgen.records.decoding import Places
from briefgen.records.fact import Fact
from briefgen.records.packing import UnpackError, unpacked
from briefgen.records.source import Source
from briefgen.records.spec import Spec
from briefgen.workspace import Workspace
from briefgen.yamltext import File, Node, parse

BAD = Path(__file__).parent / "data" / "bad"
FACTS = {
    "opened": fact("افتتحت  الشبكة عام 2018.", date="2018"),
    "homes": fact("تصل الشبكة إلى 250 منزلًا.", kind="figure", evidence=[evidence("survey", 2)]),
    "homes-again": fact("الى 250 منزلا تصل الشبكه", kind="figure"),
    "said": fact("قال المجلس إن العمل تم.", kind="position", date="2019~", topics=["water", "view"]),
}
SPECS = {
    "one": spec("one", section(text="افتتحت الشبكة [@opened]. ولا مصدر لهذا."), as_of="2018-05"),
    "two": spec("two", section(select={"topics": ["water", "none"], "from": "2015"})),
    "tour": {
        **spec("tour", section(facts=["homes"]), title="جولة $(place)"),
        "matrix": {"place": ["north", "south"]},
    },
}


def told(loaded: Loaded) -> object:
    """All that reading gives: records, every place of every value, problems with their lines, names."""
    library = loaded.library
    records: list[Fact | Source | Spec] = [
        *library.facts.values(),
        *library.sources.values(),
        *library.specs.values(),
    ]
    return (
        records,
        [places(each.places) for each in records],
        [(each, each.excerpt, each.labels, each.told("ar")) for each in loaded.problems],
        library.unread,
        loaded.spec_files,
        loaded.families,
    )


def places(found: Places) -> object:
    """Where a record and its values stand."""
    return (
        found.span,
        found.excerpt,
        {route: (found.at(route), found.line(route)) for route in sorted(found.nodes)},
    )


def compared(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asserts that a workspace reads with its cache, twice, as it reads without one."""
    with monkeypatch.context() as patch:
        patch.setenv("BRIEFGEN_CACHE", "/dev/null")
        plain = told(load(Workspace(root)))
    assert [told(load(Workspace(root))) for _ in range(2)] == [plain, plain]


def swap(path: str, old: str, new: str) -> Callable[[Path], object]:
    """A text in a file replaced."""
    return lambda root: (root / path).write_text((root / path).read_text("utf-8").replace(old, new), "utf-8")


FILE = "briefs/facts/water.yaml"
EDITS: dict[str, Callable[[Path], object]] = {
    "a statement": swap(FILE, "افتتحت", "افتُتحت"),
    "a comment": swap(FILE, "{", "{ # said aside\n"),
    "lines moved": swap(FILE, "{", "{\n\n"),
    "a broken file": swap(FILE, "}", ""),
    "an unknown key": swap(FILE, '"kind"', '"knid"'),
    "an unknown source": swap(FILE, '"survey"', '"servey"'),
    "another topic": swap(FILE, '"view"', '"vista"'),
    "a spec's day": swap("briefs/one.yaml", "2018-05", "2024"),
    "a bad spec": swap("briefs/two.yaml", "select", "selekt"),
    "a matrix": swap("briefs/tour.yaml", "south", "east"),
    "a source's title": swap("briefs/sources/survey.yaml", "مسح", "إحصاء"),
    "a source gone": lambda root: (root / "briefs/sources/survey.yaml").unlink(missing_ok=True),
    "a fact twice": lambda root: shutil.copy(root / FILE, root / "briefs/facts/again.yaml"),
    "a renamed file": lambda root: (root / FILE).rename(root / "briefs/facts/other.yaml"),
    "an entry damaged": lambda root: [
        each.write_bytes(each.read_bytes()[:-1] + b"?") for each in (root / FOLDER / "files").iterdir()
    ],
    "pairs that are none": lambda root: cache_of(root).put("rules/pairs", b'["", [[0, 1, true, 1.0]]]'),
    "pairs that are damaged": lambda root: cache_of(root).put("rules/pairs", b"[1"),
    "entries that are none": lambda root: [
        cache_of(root).put(f"files/{each.name}", b"[0,[99]]") for each in (root / FOLDER / "files").iterdir()
    ],
}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.sampled_from(sorted(EDITS)), max_size=5))
def test_after_any_edits_a_check_gives_what_one_from_nothing_gives(
    edits: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is remembered of the files as they were before."""
    shutil.rmtree(tmp_path / "briefs", ignore_errors=True)
    write(tmp_path, FACTS, SPECS, {**SOURCES, "aside": source("لا يذكره أحد")})
    compared(tmp_path, monkeypatch)
    for edit in edits:
        if (tmp_path / FILE).exists() and (tmp_path / "briefs/sources/survey.yaml").exists():
            EDITS[edit](tmp_path)
        compared(tmp_path, monkeypatch)


def test_every_kind_of_problem_is_kept_as_it_was_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Place, labels, notes, advice, repair: all bad samples in one workspace, read with a cache as without."""
    kinds = {"facts": "facts/", "source": "sources/"}
    for number, sample in enumerate(sorted(BAD.rglob("*.y*ml"))):
        folder = tmp_path / "briefs" / kinds.get(sample.name.split(".")[0], "")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(sample, folder / f"sample-{number}.yaml")
    compared(tmp_path, monkeypatch)
    assert len({each.code for each in load(Workspace(tmp_path)).problems}) > 40


def test_an_unchanged_file_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And of two files the one that changed is, alone."""
    write(tmp_path, FACTS, {"two": SPECS["two"]})
    load(Workspace(tmp_path))
    parsed: list[str] = []

    def noted(path: str, data: bytes) -> tuple[Node | None, tuple[Diagnostic, ...]]:
        parsed.append(path)
        return parse(path, data)

    monkeypatch.setattr("briefgen.records.files.parse", noted)
    load(Workspace(tmp_path))
    assert parsed == []
    EDITS["a statement"](tmp_path)
    load(Workspace(tmp_path))
    assert parsed == [FILE]


def test_entries_of_files_that_are_gone_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once there are many of them; those that are asked for stay."""
    write(tmp_path, FACTS, {})
    load(Workspace(tmp_path))
    cache = cache_of(tmp_path)
    (kept,) = (each for each in cache.names("files") if b"homes" in (cache.get(each) or b""))
    monkeypatch.setattr("briefgen.keeping._SPARE", 2)
    for number in range(4):
        cache.put(f"files/old{number}", b"")
    (tmp_path / "briefs" / "sources" / "council.yaml").write_text(json.dumps(source("آخر")), "utf-8")
    load(Workspace(tmp_path))
    assert kept in cache.names("files")
    assert not [each for each in cache.names("files") if "old" in each]


@pytest.mark.parametrize("data", [b"", b"[1]", b"[5, 1, 2]", b"[999]", b"\xff", b"[0, [1, 7]]", b"[" * 5000])
def test_what_is_no_packed_record_is_refused(data: bytes) -> None:
    """Bytes that the seal vouches for, and that are still not what is expected."""
    with pytest.raises(UnpackError):
        unpacked(data, File("", "", ()), dict)

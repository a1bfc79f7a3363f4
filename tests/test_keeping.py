"""Files that were read before give what reading them gives: the same records, problems and places."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.samples.workspace import SOURCES, evidence, fact, section, source, spec, write

from briefgen.cache import FOLDER, cache_of
from briefgen.checks import check, of_families, of_spec
from briefgen.checks.styles import of_style
from briefgen.diagnostics.model import Diagnostic, ordered
from briefgen.loading import Loaded, load
from briefgen.records.decoding import Places
from briefgen.records.fact import Fact
from briefgen.records.library import Library
from briefgen.records.packing import UnpackError, packed, unpacked
from briefgen.records.reading import read_library
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
MEASURED = {
    f"count-{number}": fact(
        f"بلغ عدد الآبار {80 + value} بئرًا في إحصاء {number}.",
        kind="figure",
        date=f"20{15 + number}",
        topics=["wells"] if number % 2 else ["wells", "counts"],
        measure={"of": "wells", "value": 80 + value, "unit": "بئر", "as_of": as_of},
        evidence=[evidence("register" if number % 2 else "survey", number + 1)],
    )
    for number, (value, as_of) in enumerate([(0, "2016"), (6, "2016"), (9, "2018")])
}
SPECS = {
    "one": spec("one", section(text="افتتحت الشبكة [@opened]. ولا مصدر لهذا."), as_of="2018-05"),
    "two": spec("two", section(select={"topics": ["water", "view"], "from": "2015"})),
    "wells": spec(
        "wells",
        section(select={"topics": ["wells", "counts"]}, order="source"),
        section(facts=["count-0", "count-1"], title="عدّ"),
        section(select={"kinds": ["figure"], "not": ["count-2"]}, title="كل الأرقام"),
        as_of="2017",
    ),
    "counted": spec("counted", section(facts=["count-1"])),
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


def by_the_rules(root: Path) -> tuple[Diagnostic, ...]:
    """The problems that reading and the rules themselves find, with nothing known and nothing noted."""
    workspace = Workspace(root)
    inputs = workspace.inputs()
    groups = (inputs.specs, inputs.facts, inputs.sources)
    specs, facts, sources = (tuple((each.path, each.data) for each in group) for group in groups)
    found = read_library(specs, facts, sources)
    library = Library(
        found.library.specs, dict(found.library.facts), found.library.sources, found.library.unread
    )
    unstyled = of_families(library.specs.values(), partial(of_style, styles=workspace.styles()))
    return ordered((*found.problems, *check(library), *unstyled))


def compared(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asserts that a workspace reads with its cache, twice, as it reads without one, and as the rules alone say."""
    with monkeypatch.context() as patch:
        patch.setenv("BRIEFGEN_CACHE", "/dev/null")
        loaded = load(Workspace(root))
        assert loaded.problems == by_the_rules(root)
        plain = told(loaded)
    assert [told(load(Workspace(root))) for _ in range(2)] == [plain, plain]


def swap(path: str, old: str, new: str) -> Callable[[Path], object]:
    """A text in a file replaced."""
    return lambda root: (root / path).write_text((root / path).read_text("utf-8").replace(old, new), "utf-8")


def templated(folder: Path) -> None:
    """A style of the workspace's own."""
    folder.mkdir(exist_ok=True)
    (folder / "shet.html").write_text("", "utf-8")


def damaged(file: Path) -> None:
    """A bit of an entry turned."""
    if file.exists():
        data = file.read_bytes()
        file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


FILE = "briefs/facts/water.yaml"
WELLS, SPEC = "briefs/facts/wells.yaml", "briefs/wells.yaml"
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
    "another value": swap(WELLS, '"value": 86', '"value": 80'),
    "another measure": swap(WELLS, '"of": "wells"', '"of": "springs"'),
    "a day": swap(WELLS, '"2017"', '"2016-03"'),
    "a renamed fact": swap(WELLS, '"count-1"', '"count-9"'),
    "a topic taken away": swap(WELLS, '"counts"', '"tallies"'),
    "a comment above": lambda root: (root / WELLS).write_text(
        "# aside\n" + (root / WELLS).read_text("utf-8"), "utf-8"
    ),
    "side by side": swap(SPEC, '"order": "source"', '"show": "compare"'),
    "a later day": swap(SPEC, '"2017"', '"2024"'),
    "another exclusion": swap(SPEC, '"count-2"', '"count-7"'),
    "a style": swap(SPEC, '"title"', '"style": "shet", "title"'),
    "a template": lambda root: templated(root / "templates"),
    "a withdrawal": swap(
        "briefs/sources/register.yaml", "{", '{"withdrawn": {"on": "2024-01-01", "why": "خطأ"}, '
    ),
    "a paragraph excluded": swap(
        "briefs/sources/register.yaml",
        "{",
        '{"snapshot": {"sha256": "'
        + "0" * 64
        + '", "norm": "n1", "excluded": [{"paragraph": 2, "why": "هامش"}]}, ',
    ),
    "a review": swap(
        WELLS,
        '"kind"',
        '"reviewed": {"by": "م", "on": "2024-01-01", "stamp": "' + "0" * 64 + '"}, "kind"',
    ),
    "a new file": lambda root: shutil.copy(root / WELLS, root / "briefs/facts/abundant.yaml"),
    "rulings that are none": lambda root: cache_of(root).put("rules/rulings", b'["", {"spec x": 1}]'),
    "rulings that are damaged": lambda root: damaged(root / FOLDER / "rules" / "rulings"),
    "a source's title": swap("briefs/sources/survey.yaml", "مسح", "إحصاء"),
    "a source gone": lambda root: (root / "briefs/sources/survey.yaml").unlink(missing_ok=True),
    "a fact twice": lambda root: shutil.copy(root / FILE, root / "briefs/facts/again.yaml"),
    "a renamed file": lambda root: (root / FILE).rename(root / "briefs/facts/other.yaml"),
    "an entry damaged": lambda root: [
        each.write_bytes(each.read_bytes()[:-1] + b"?") for each in (root / FOLDER / "files").iterdir()
    ],
    "pairs that are none": lambda root: cache_of(root).put("rules/pairs", b'["", [[0, 1, true, 1.0]]]'),
    "pairs that are damaged": lambda root: cache_of(root).put("rules/pairs", b"[1"),
    "entries of another shape": lambda root: [
        cache_of(root).put(f"files/{each.name}", packed(((), (), ("x",))))
        for each in (root / FOLDER / "files").iterdir()
    ],
    "entries that are none": lambda root: [
        cache_of(root).put(f"files/{each.name}", b"[0,[99]]") for each in (root / FOLDER / "files").iterdir()
    ],
}


def anew(root: Path) -> None:
    """The workspace as it was before any edit, beside what is remembered of the edits."""
    shutil.rmtree(root / "briefs", ignore_errors=True)
    shutil.rmtree(root / "templates", ignore_errors=True)
    write(root, FACTS, SPECS, {**SOURCES, **{each: source(each) for each in ("aside", "register")}})
    (root / WELLS).write_text(json.dumps(MEASURED, ensure_ascii=False, indent=1), "utf-8")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.sampled_from(sorted(EDITS)), max_size=6))
def test_after_any_edits_a_check_gives_what_one_from_nothing_gives(
    edits: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is remembered of the files as they were before."""
    anew(tmp_path)
    compared(tmp_path, monkeypatch)
    for edit in edits:
        if (tmp_path / FILE).exists() and (tmp_path / "briefs/sources/survey.yaml").exists():
            EDITS[edit](tmp_path)
        compared(tmp_path, monkeypatch)


def test_after_each_edit_the_problems_are_those_that_the_rules_find(tmp_path: Path) -> None:
    """Each kind of edit by itself, to a workspace that was checked before, and back."""
    for edit, change in EDITS.items():
        anew(tmp_path)
        assert load(Workspace(tmp_path)).problems == by_the_rules(tmp_path), f"before {edit}"
        change(tmp_path)
        assert load(Workspace(tmp_path)).problems == by_the_rules(tmp_path), edit


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
    assert set(parsed) == {FILE}


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


def test_only_what_looks_at_a_changed_fact_is_judged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two briefs that rest on facts of one file, the one whose fact was changed; and one that selects its topic."""
    briefs = {
        "homes": spec("homes", section(facts=["homes"])),
        "said": spec("said", section(facts=["said"])),
        "views": spec("views", section(select={"topics": ["view"]})),
    }
    write(tmp_path, FACTS, briefs)
    load(Workspace(tmp_path))
    judged: list[str] = []

    def noted(found: Spec, library: Library) -> Iterator[Diagnostic]:
        judged.append(found.id)
        return of_spec(found, library)

    monkeypatch.setattr("briefgen.judging.of_spec", noted)
    load(Workspace(tmp_path))
    assert judged == []
    swap(FILE, "250 منزلًا", "260 منزلًا")(tmp_path)
    load(Workspace(tmp_path))
    assert judged == ["homes"]
    swap(FILE, "العمل تم", "العمل انتهى")(tmp_path)
    load(Workspace(tmp_path))
    assert judged == ["homes", "said", "views"]
